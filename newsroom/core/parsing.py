"""Parsing of numbers in URLs, hidden fields and filters, which anybody can change."""

MAX_DIGITS = 18  # fits the integer columns of both databases


def parse_int(text: str | None, max_digits: int = MAX_DIGITS) -> int | None:
    """Return the whole number that `text` writes in ASCII digits; None for anything else or more digits."""
    text = text or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= max_digits else None
