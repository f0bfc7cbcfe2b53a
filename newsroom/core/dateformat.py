"""How a date and a time are spoken: 18:15 26/06/2023, always in the site's own time zone.

Figures are the same in every language. Weekday names are Django's ("Monday"), so that pages, calendars and
filters agree; our catalogue gives them the spelling of Decree 30/2020, annex II: Thứ Hai … Thứ Bảy, Chủ nhật.
"""

from datetime import date, datetime

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext


def format_date(when: date) -> str:
    """26/06/2023. Of a moment, the day it is here: 17:30 UTC on the 25th is the 26th in Hà Tĩnh."""
    return f"{_here(when):%d/%m/%Y}"


def format_datetime(moment: datetime) -> str:
    """18:15 26/06/2023. Raises ValueError for a moment without a time zone."""
    return f"{_here(moment):%H:%M} {format_date(moment)}"


def long_stamp(moment: datetime) -> str:
    """Thứ Hai, ngày 26/06/2023 18:15. Raises ValueError for a moment without a time zone."""
    here = _here(moment)
    return gettext("%(weekday)s, %(day)s %(time)s") % {
        "weekday": capfirst(WEEKDAYS[here.weekday()]),
        "day": format_date(moment),
        "time": f"{here:%H:%M}",
    }


def truncate_to_minute(moment: datetime) -> datetime:
    """The minute of a moment: times are printed and typed to the minute, and must not move when saved again."""
    return moment.replace(second=0, microsecond=0)


def _here(when):
    if isinstance(when, datetime):
        return timezone.localtime(when, timezone.get_default_timezone())
    return when
