"""How long somebody has waited, in the hours in which the office works."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from .models import Holiday

# Monday to Friday, as offices of the Party and the State keep it.
HOURS = [(time(7, 30), time(11, 30)), (time(13, 30), time(17, 0))]
SATURDAY = 5
# Nothing waits longer in a way that anybody still counts.
LONGEST = timedelta(days=366)


def holidays(since=None):
    """The days off from `since` (a date) on: one query, to be asked once for many waits."""
    days = Holiday.objects.filter(day__gte=since) if since else Holiday.objects.all()
    return set(days.values_list("day", flat=True))


def worked(start: datetime, end: datetime, days_off=frozenset()) -> timedelta:
    """The working time between two moments."""
    start, end = timezone.localtime(start), timezone.localtime(end)
    start = max(start, end - LONGEST)
    total = timedelta()
    day = start.date()
    while day <= end.date():
        if day.weekday() < SATURDAY and day not in days_off:
            total += sum((part(day, hours, start, end) for hours in HOURS), timedelta())
        day += timedelta(days=1)
    return total


def part(day, hours, start, end):
    opens, closes = (datetime.combine(day, hour, start.tzinfo) for hour in hours)
    return max(min(end, closes) - max(start, opens), timedelta())


def working_days_after(day, count, days_off=frozenset()):
    """The date `count` working days after `day`."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY and day not in days_off
    return day
