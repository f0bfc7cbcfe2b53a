"""Whole numbers out of addresses and forms."""

import re

# Eighteen digits fit every database; Python itself refuses to read more than 4,300.
DIGITS = re.compile("[0-9]{1,18}")


def whole_number(text: str | None) -> int | None:
    """The number that is written there in digits 0-9, or None for anything else."""
    return int(text) if DIGITS.fullmatch(text or "") else None
