"""Reasons to hold a comment for a closer look by a moderator. They reject nothing, and the author never sees them.

Reasons of the text are found here, those of the form in `forms`, those of the sender in `reception`.
"""

import re
from collections.abc import Iterator

from django.db import models
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from comments.limits import TOO_FAST
from comments.models import WordRule
from newsroom.core.text import fold

from .word_rules import select_holding


class HoldReason(models.TextChoices):
    """Codes stored in Comment.hold_reasons, with their labels for moderators."""

    WORDS = "words", _("words of a rule")
    LINK = "link", _("a link")
    CONTACT = "contact", _("an e-mail address or a phone number")
    NO_MARKS = "no_marks", _("no Vietnamese marks")
    TOO_FAST = "too_fast", format_lazy(_("sent within {seconds} seconds"), seconds=TOO_FAST.seconds)
    TRAP = "trap", _("filled in a field that people do not see")
    OFTEN = "often", _("many from one network")
    ELSEWHERE = "elsewhere", _("the same text under other articles")


LINK = re.compile(
    r"(?:https?:|www\.|//)\S|\b[\w-]{2,}\.(?:com|net|org|vn|info|xyz|top|club|shop|site|io|me|ru|cn)\b", re.I
)
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
# Nine to eleven digits with any separators; an amount of money has fewer, or dots in threes.
PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)")
# Dates are removed first: a date followed by an hour is not a phone number.
DATE = re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])([.-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?!\d)")
LETTER = re.compile(r"[^\W\d_]")
MIN_LETTERS = 20
CAPITALS_SHARE = 0.7


def find_text_reasons(name: str, body: str, rules: list[WordRule]) -> Iterator[HoldReason]:
    """The hold reasons in the text itself, each once: the same when it is received and when its author edits it.

    `rules`: the word rules that match it (`word_rules.match_rules`).
    """
    text = f"{name}\n{body}"
    if select_holding(rules):
        yield HoldReason.WORDS
    if EMAIL.search(text) or PHONE.search(DATE.sub("/", text)):
        yield HoldReason.CONTACT
    if LINK.search(EMAIL.sub(" ", text)):
        yield HoldReason.LINK
    if lacks_marks(body):
        yield HoldReason.NO_MARKS


def lacks_marks(body: str) -> bool:
    """MIN_LETTERS letters or more, and not one Vietnamese mark."""
    letters = LETTER.findall(body)
    return len(letters) >= MIN_LETTERS and fold("".join(letters)) == "".join(letters).casefold()


def is_mostly_capitals(body: str) -> bool:
    """MIN_LETTERS letters or more, and over 70 % of them capitals. No hold reason: it only makes a nudge."""
    letters = LETTER.findall(body)
    return len(letters) >= MIN_LETTERS and sum(map(str.isupper, letters)) > CAPITALS_SHARE * len(letters)


def list_nudges(body: str) -> Iterator[Promise]:
    """Hints shown once to the author, who may then send the text unchanged."""
    if lacks_marks(body):
        yield _("Please write Vietnamese with its marks, so that everybody reads it well.")
    if is_mostly_capitals(body):
        yield _("Most of your text is in capitals; small letters are easier to read.")
