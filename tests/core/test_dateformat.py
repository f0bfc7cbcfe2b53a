"""Formats of dates and times, as read aloud in Vietnamese."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.template import Context, Template
from django.utils.formats import date_format
from django.utils.timezone import override as at_zone
from django.utils.translation import override as speaking

from newsroom.core.dateformat import (
    format_date,
    format_datetime,
    format_datetime_local,
    format_time,
    iso_time,
    local_midnight,
    local_time,
)

# 18:15 on Monday 26 June 2023 in Hà Tĩnh.
MOMENT = datetime(2023, 6, 26, 11, 15, tzinfo=UTC)


def test_stamp_shows_local_time_then_the_date_day_first():
    assert format_datetime(MOMENT) == "18:15 26/06/2023"


def test_time_alone_and_time_for_a_form_field_are_local():
    assert format_time(MOMENT) == "18:15"
    assert format_datetime_local(MOMENT) == "2023-06-26T18:15"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_formats_of_django_are_those_of_the_site(language):
    local = local_time(MOMENT)

    with speaking(language):
        assert date_format(local, "DATETIME_FORMAT") == format_datetime(MOMENT)
        assert date_format(local, "DATE_FORMAT") == format_date(MOMENT)
        assert date_format(local, "TIME_FORMAT") == format_time(MOMENT)


def test_iso_time_is_local_and_ends_with_the_second():
    assert iso_time(MOMENT.replace(microsecond=5)) == "2023-06-26T18:15:00+07:00"


@pytest.mark.parametrize("zone", ["UTC", "Europe/Paris"])
def test_day_begins_at_midnight_in_the_time_zone_of_the_site(zone):
    with at_zone(zone):
        assert local_midnight(date(2023, 6, 26)) == datetime(2023, 6, 25, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "function", [format_date, format_datetime, format_datetime_local, format_time, iso_time]
)
def test_templates_have_each_format_as_a_filter(function):
    template = Template(f"{{{{ when|{function.__name__} }}}}, {{{{ nothing|{function.__name__} }}}}")

    assert template.render(Context({"when": MOMENT, "nothing": None})) == f"{function(MOMENT)}, "


@pytest.mark.parametrize("zone", ["UTC", "Europe/Paris"])
def test_stamp_is_in_the_time_zone_of_the_site(zone):
    with at_zone(zone):
        assert format_datetime(MOMENT.astimezone(timezone(timedelta(hours=-5)))) == "18:15 26/06/2023"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_figures_are_the_same_in_every_language(language):
    with speaking(language):
        assert (format_datetime(MOMENT), format_date(date(2023, 6, 5))) == ("18:15 26/06/2023", "05/06/2023")


def test_day_of_a_moment_is_the_local_one():
    assert format_date(datetime(2023, 6, 25, 17, 30, tzinfo=UTC)) == "26/06/2023"


@pytest.mark.parametrize("speak", [format_datetime, format_time, iso_time, format_date])
def test_moment_without_a_zone_is_refused(speak):
    with pytest.raises(ValueError, match="naive"):
        speak(MOMENT.replace(tzinfo=None))
