"""Working time of the office: durations in working hours, and deadlines in working days."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from django.utils import timezone

from comments.models import Holiday

# Monday to Friday, as offices of the Party and the State keep it.
HOURS = [(time(7, 30), time(11, 30)), (time(13, 30), time(17, 0))]
SATURDAY = 5
A_DAY = timedelta(days=1)
# Longer waits are counted from this long ago: nobody needs the exact figure, and the loop stays short.
LONGEST = timedelta(days=366)


def load_holidays(since: date | None = None) -> set[date]:
    """The holidays from `since` on: one query, to be made once for many waiting times."""
    days = Holiday.objects.filter(day__gte=since) if since else Holiday.objects.all()
    return set(days.values_list("day", flat=True))


def working_time(start: datetime, end: datetime, days_off: Collection[date] = frozenset()) -> timedelta:
    """The working time between two aware moments; at most that of the LONGEST period before `end`."""
    start, end = timezone.localtime(start), timezone.localtime(end)
    start = max(start, end - LONGEST)
    total, day = timedelta(), start.date()
    while day <= end.date():
        if day.weekday() < SATURDAY and day not in days_off:
            for opens, closes in office_hours(day, start.tzinfo):
                first, last = max(start, opens), min(end, closes)
                if first < last:
                    total += last - first
        day += A_DAY
    return total


@lru_cache(maxsize=1000)
def office_hours(day: date, zone: tzinfo) -> list[tuple[datetime, datetime]]:
    """Pairs of opening and closing times on a working day. Cached, because statistics need the same days often."""
    return [
        (datetime.combine(day, opens, zone), datetime.combine(day, closes, zone)) for opens, closes in HOURS
    ]


def add_working_days(day: date, count: int, days_off: Collection[date] = frozenset()) -> date:
    """The date `count` working days after `day`."""
    while count:
        day += A_DAY
        count -= day.weekday() < SATURDAY and day not in days_off
    return day
