"""Whole numbers out of requests: addresses, hidden fields and filters say what they like."""

LONGEST = 18  # figures: what every database takes


def parse_int(text, longest=LONGEST):
    """The number that `text` writes in plain figures; None for nonsense and for one longer than that."""
    text = text or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= longest else None
