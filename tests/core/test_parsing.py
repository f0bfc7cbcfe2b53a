"""Parsing of numbers in requests: a number that every database accepts, or None."""

import pytest

from newsroom.core.parsing import parse_int


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("12", 12), ("007", 7), ("9" * 18, int("9" * 18))],
)
def test_number_is_parsed(text, number):
    assert parse_int(text) == number


@pytest.mark.parametrize("text", [None, "", "abc", "-1", "1.5", " 1", "٥", "²", "9" * 19, "9" * 5000])
def test_invalid_text_is_none(text):
    assert parse_int(text) is None


def test_too_many_digits_are_refused():
    assert parse_int("1234567890", max_digits=9) is None
