"""Vietnamese formats in both languages: 05/06/2023 is the fifth of June in every form and on every page."""

from datetime import date, datetime, time

import pytest
from django import forms
from django.utils import formats
from django.utils.translation import override as speaking


@pytest.fixture(params=["vi", "en"], autouse=True)
def language(request):
    with speaking(request.param):
        yield request.param


@pytest.mark.parametrize("typed", ["05/06/2023", "5/6/2023", "05-06-2023", "05.06.2023", "2023-06-05"])
def test_date_is_read_day_first(typed):
    assert forms.DateField().clean(typed) == date(2023, 6, 5)


@pytest.mark.parametrize("typed", ["06/25/2023", "31/02/2023", "2023/05/06", "hôm qua"])
def test_other_date_formats_are_refused(typed):
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "18:15 05/06/2023",
        "05/06/2023 18:15",
        "18:15:00 05/06/2023",
        "05/06/2023 18:15:00",
        "18:15 05-06-2023",
        "05.06.2023 18:15",
        "18:15 2023-06-05",
        "2023-06-05 18:15",
        "2023-06-05T18:15",
    ],
)
def test_date_with_time_is_read_in_either_order(typed):
    assert forms.DateTimeField().clean(typed).replace(tzinfo=None) == datetime(2023, 6, 5, 18, 15)  # noqa: DTZ001 -- a wall clock


@pytest.mark.parametrize("typed", ["18:15", "18:15:00"])
def test_time_is_read(typed):
    assert forms.TimeField().clean(typed) == time(18, 15)


@pytest.mark.parametrize(
    ("field", "stored", "shown"),
    [
        (forms.DateField, date(2023, 6, 5), "05/06/2023"),
        (forms.TimeField, time(18, 15), "18:15"),
        (forms.DateTimeField, datetime(2023, 6, 5, 18, 15), "18:15 05/06/2023"),  # noqa: DTZ001 -- a wall clock
    ],
)
def test_form_field_and_page_show_the_same_format(field, stored, shown):
    assert field().widget.format_value(stored) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("DATE_FORMAT", "26/06/2023"),
        ("SHORT_DATE_FORMAT", "26/06/2023"),
        ("TIME_FORMAT", "18:15"),
        ("DATETIME_FORMAT", "18:15 26/06/2023"),
        ("SHORT_DATETIME_FORMAT", "18:15 26/06/2023"),
    ],
)
def test_dates_on_pages_have_the_vietnamese_format(name, shown):
    moment = datetime(2023, 6, 26, 18, 15)  # noqa: DTZ001 -- a wall clock

    assert formats.date_format(moment, name) == shown


def test_months_and_days_have_the_format_of_the_language(language):
    shown = [
        formats.date_format(date(2023, 6, 26), name) for name in ("YEAR_MONTH_FORMAT", "MONTH_DAY_FORMAT")
    ]

    assert shown == {"vi": ["tháng 6/2023", "26 tháng 6"], "en": ["June 2023", "26 June"]}[language]


def test_week_begins_on_monday():
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


def test_numbers_have_the_separators_of_the_language(language):
    shown = [formats.localize(number) for number in (1234567, 0.5)]

    assert shown == {"vi": ["1.234.567", "0,5"], "en": ["1,234,567", "0.5"]}[language]
