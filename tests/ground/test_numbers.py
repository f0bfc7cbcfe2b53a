import pytest

from newsroom.ground.numbers import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("0", 0), ("15", 15), ("007", 7), ("9" * 18, 10**18 - 1)),
        *((text, None) for text in ["9" * 19, "9" * 4400, "", "-1", "+1", "1.0", "1_0", " 1", "1\n", "x"]),
        *((text, None) for text in ["²", "١", "１"]),
        (None, None),
    ],
)
def test_a_number_is_digits_that_a_database_takes(text, number):
    assert whole_number(text) == number
