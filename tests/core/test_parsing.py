"""Numbers out of requests: what any database takes, or nothing."""

import pytest

from newsroom.core.parsing import parse_int


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("12", 12), ("007", 7), ("9" * 18, int("9" * 18))],
)
def test_a_number_is_read(text, number):
    assert parse_int(text) == number


@pytest.mark.parametrize("text", [None, "", "abc", "-1", "1.5", " 1", "٥", "²", "9" * 19, "9" * 5000])
def test_nonsense_is_none(text):
    assert parse_int(text) is None


def test_it_may_have_to_be_shorter():
    assert parse_int("1234567890", max_digits=9) is None
