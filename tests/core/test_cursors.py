"""Moments as whole numbers in URLs."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from newsroom.core.cursors import decode_moment, encode_moment


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC), -1),
        (datetime(2026, 11, 25, 5, 0, 0, 1, tzinfo=UTC), 1_795_582_800_000_001),
        (datetime(2026, 11, 25, 12, 0, 0, 1, tzinfo=timezone(timedelta(hours=7))), 1_795_582_800_000_001),
    ],
)
def test_moment_is_encoded_as_microseconds_since_1970(moment, number):
    assert encode_moment(moment) == number
    assert decode_moment(number) == moment


def test_number_beyond_the_calendar_is_refused():
    with pytest.raises(OverflowError):
        decode_moment(10**18)
