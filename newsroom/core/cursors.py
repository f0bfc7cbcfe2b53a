"""A moment as a whole number for URLs: microseconds since 1970, UTC. Lists use it to page without counting."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def encode_moment(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND


def decode_moment(microseconds: int) -> datetime:
    """Raises OverflowError for a number beyond the year 9999."""
    return EPOCH + microseconds * MICROSECOND
