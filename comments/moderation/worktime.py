"""How long somebody has waited, in the hours in which the office works."""

from datetime import datetime, time, timedelta
from functools import lru_cache

from django.utils import timezone

from comments.models import Holiday

# Monday to Friday, as offices of the Party and the State keep it.
HOURS = [(time(7, 30), time(11, 30)), (time(13, 30), time(17, 0))]
SATURDAY = 5
A_DAY = timedelta(days=1)
# Nothing waits longer in a way that anybody still counts.
LONGEST = timedelta(days=366)


def load_holidays(since=None):
    """The days off from `since` (a date) on: one query, to be asked once for many waits."""
    days = Holiday.objects.filter(day__gte=since) if since else Holiday.objects.all()
    return set(days.values_list("day", flat=True))


def working_time(start: datetime, end: datetime, days_off=frozenset()) -> timedelta:
    """The working time between two moments."""
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
def office_hours(day, zone):
    """When the office opens and closes on a working day; statistics ask for the same days again and again."""
    return [tuple(datetime.combine(day, hour, zone) for hour in hours) for hours in HOURS]


def add_working_days(day, count, days_off=frozenset()):
    """The date `count` working days after `day`."""
    while count:
        day += A_DAY
        count -= day.weekday() < SATURDAY and day not in days_off
    return day
