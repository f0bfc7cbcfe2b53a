"""Waiting time counts working hours only: not the lunch break, nights or days off."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from comments.models import Holiday
from comments.moderation import worktime

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS_OFF = {date(2026, 9, 2)}


def parse_local(text):
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=HERE)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("25/11/2026 08:00", "25/11/2026 09:00", 60),
        ("25/11/2026 08:00", "25/11/2026 08:00", 0),
        ("25/11/2026 09:00", "25/11/2026 08:00", 0),  # the clock was put back
        ("25/11/2026 06:00", "25/11/2026 08:00", 30),  # before the office opens
        ("25/11/2026 11:00", "25/11/2026 14:00", 60),  # over noon
        ("25/11/2026 11:30", "25/11/2026 13:30", 0),  # noon itself
        ("25/11/2026 16:00", "25/11/2026 20:00", 60),  # after it closes
        ("25/11/2026 00:00", "25/11/2026 23:59", 450),  # a whole day
        ("25/11/2026 16:30", "26/11/2026 08:00", 60),  # over night
        ("27/11/2026 16:30", "30/11/2026 08:00", 60),  # over a weekend
        ("28/11/2026 08:00", "29/11/2026 16:00", 0),  # Saturday and Sunday
        ("01/09/2026 16:30", "03/09/2026 08:00", 60),  # over National Day
        ("02/09/2026 08:00", "02/09/2026 16:00", 0),  # on it
        ("23/11/2026 07:30", "30/11/2026 07:30", 5 * 450),  # a week
    ],
)
def test_wait_is_counted_in_working_time(start, end, minutes):
    assert worktime.working_time(parse_local(start), parse_local(end), DAYS_OFF) == timedelta(minutes=minutes)


def test_time_zone_of_the_moments_does_not_matter():
    start, end = parse_local("25/11/2026 08:00"), parse_local("25/11/2026 09:00")

    assert worktime.working_time(start.astimezone(ZoneInfo("UTC")), end) == timedelta(hours=1)


def test_wait_of_years_is_capped():
    waited = worktime.working_time(parse_local("01/01/1990 08:00"), parse_local("25/11/2026 09:00"))

    assert waited <= worktime.LONGEST


@pytest.mark.parametrize(
    ("day", "count", "after"),
    [
        (date(2026, 11, 25), 0, date(2026, 11, 25)),
        (date(2026, 11, 25), 2, date(2026, 11, 27)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 8, 31), 2, date(2026, 9, 3)),
    ],
)
def test_working_days_are_added_to_a_day(day, count, after):
    assert worktime.add_working_days(day, count, DAYS_OFF) == after


def test_days_off_take_one_query(db, django_assert_num_queries):
    Holiday.objects.create(day=date(2026, 9, 2), name="Quốc khánh")
    Holiday.objects.create(day=date(2025, 9, 2), name="Quốc khánh")

    with django_assert_num_queries(1):
        assert worktime.load_holidays(since=date(2026, 1, 1)) == DAYS_OFF
