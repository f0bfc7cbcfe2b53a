"""Formats of dates and times in the time zone of the site: 18:15 26/06/2023.

Templates have the functions as filters (`templatetags/dateformat.py`). Figures are the same in every language.
`newsroom/formats/*/formats.py` has these formats once more, as Django's fields and the admin use them; a change here is
one there, too (tests/core/test_dateformat.py compares them).
"""

from datetime import date, datetime, time

from django.utils import timezone

# The value of an <input type="datetime-local">, as strftime and Django's widgets write it.
DATETIME_LOCAL = "%Y-%m-%dT%H:%M"


def format_date(when: date) -> str:
    """26/06/2023. Of a moment, the day it is here: 17:30 UTC on the 25th is the 26th in Hà Tĩnh."""
    return f"{_here(when):%d/%m/%Y}"


def format_datetime(moment: datetime) -> str:
    """18:15 26/06/2023. Raises ValueError for a moment without a time zone."""
    return f"{format_time(moment)} {format_date(moment)}"


def format_time(moment: datetime) -> str:
    """18:15. Raises ValueError for a moment without a time zone."""
    return f"{_here(moment):%H:%M}"


def format_datetime_local(moment: datetime) -> str:
    """2023-06-26T18:15, as an <input type="datetime-local"> takes it."""
    return f"{_here(moment):{DATETIME_LOCAL}}"


def iso_time(moment: datetime) -> str:
    """2023-06-26T18:15:00+07:00, to the second (RFC 3339). Raises ValueError for a moment without a time zone."""
    return _here(moment).isoformat(timespec="seconds")


def local_time(moment: datetime) -> datetime:
    """The same moment in the time zone of the site."""
    return timezone.localtime(moment, timezone.get_default_timezone())


def local_midnight(day: date) -> datetime:
    """The first moment of a day: compared as it is stored, so that an index of times is used."""
    return datetime.combine(day, time.min, timezone.get_default_timezone())


def truncate_to_minute(moment: datetime) -> datetime:
    """The minute of a moment: times are printed and typed to the minute, and must not move when saved again."""
    return moment.replace(second=0, microsecond=0)


def _here(when):
    if isinstance(when, datetime):
        return local_time(when)
    return when
