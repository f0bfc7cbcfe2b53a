"""Formats in Vietnamese: the day first, in lists and in form fields, and weeks begin on Monday.

Django's own file has no input formats: 05/06/2023 would be read in the American way, as May 6.
The output formats are those of `newsroom.core.dateformat` (tests/core/test_dateformat.py compares them).
"""

DATE_FORMAT = SHORT_DATE_FORMAT = "d/m/Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "H:i d/m/Y"
YEAR_MONTH_FORMAT = r"\t\há\n\g n/Y"
MONTH_DAY_FORMAT = r"j \t\há\n\g n"
FIRST_DAY_OF_WEEK = 1

# The first of each is the format in which a form field shows the stored value.
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S", "%H:%M:%S.%f"]
DATETIME_INPUT_FORMATS = [
    order.format(date=date, time=time)
    for order in ("{time} {date}", "{date} {time}")
    for date in DATE_INPUT_FORMATS
    for time in TIME_INPUT_FORMATS
]

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
