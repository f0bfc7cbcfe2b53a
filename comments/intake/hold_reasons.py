"""Why a comment is held for a closer look. Nothing here rejects anything, and the writer is never told."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.core.text import fold


class HoldReason(models.TextChoices):
    """The codes in Comment.hold_reasons, in the words a moderator reads."""

    WORDS = "words", _("words of a rule")
    LINK = "link", _("a link")
    CONTACT = "contact", _("an e-mail address or a phone number")
    NO_MARKS = "no_marks", _("no Vietnamese marks")
    TOO_FAST = "too_fast", _("sent within three seconds")
    TRAP = "trap", _("filled in a field that people do not see")
    OFTEN = "often", _("many from one network")
    ELSEWHERE = "elsewhere", _("the same text under other articles")


LINK = re.compile(
    r"(?:https?:|www\.|//)\S|\b[\w-]{2,}\.(?:com|net|org|vn|info|xyz|top|club|shop|site|io|me|ru|cn)\b", re.I
)
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
# Nine to eleven figures, whatever stands between them; an amount has fewer, or dots in threes.
PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)")
# Taken out before: the hour or the number that follows a date makes it no phone number.
DATE = re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])([.-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?!\d)")
LETTER = re.compile(r"[^\W\d_]")
ENOUGH_LETTERS = 20
CAPITALS = 0.7


def in_text(name, body):
    """The suspicions that the text itself raises, words apart."""
    text = f"{name}\n{body}"
    if EMAIL.search(text) or PHONE.search(DATE.sub("/", text)):
        yield HoldReason.CONTACT
    if LINK.search(EMAIL.sub(" ", text)):
        yield HoldReason.LINK
    if lacks_marks(body):
        yield HoldReason.NO_MARKS


def lacks_marks(body):
    """Twenty letters and not one Vietnamese mark."""
    letters = LETTER.findall(body)
    return len(letters) >= ENOUGH_LETTERS and fold("".join(letters)) == "".join(letters).casefold()


def shouts(body):
    """More than seven of ten letters are capitals: worth a word to the writer, and no more."""
    letters = LETTER.findall(body)
    return len(letters) >= ENOUGH_LETTERS and sum(map(str.isupper, letters)) > CAPITALS * len(letters)


def nudges(body):
    """What a writer is told once, politely, before the text is taken as it is."""
    if lacks_marks(body):
        yield _("Please write Vietnamese with its marks, so that everybody reads it well.")
    if shouts(body):
        yield _("Most of your text is in capitals; small letters are easier to read.")
