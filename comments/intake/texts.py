"""What a name and a comment may be: one rule for the reader's form, the reader's edit and the moderator's."""

import re
import unicodedata
from itertools import groupby

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from comments.models import EMAIL_LENGTH, NAME_LENGTH
from newsroom.core.text import normalize, normalize_prose

UNCHANGED = _("The text is the same as before.")
NAME = (2, NAME_LENGTH)  # letters
SHORTEST = 5
MOST_LINE_BREAKS = 20
MOST_MARKS = 3  # on one letter: Vietnamese needs two, "Zalgo" text piles up dozens
HAS_LETTER = re.compile(r"[^\W\d_]")


def clean_name(text: str) -> str:
    """The name as it is stored. Raises ValidationError."""
    name = normalize(text)
    least, most = NAME
    if not least <= len(name) <= most or not HAS_LETTER.search(name):
        raise ValidationError(
            _("Write your name with %(least)d to %(most)d letters."),
            code="name",
            params={"least": least, "most": most},
        )
    _refuse_heaps(name)
    return name


def clean_body(text: str, longest: int) -> str:
    """The comment as it is stored, at most `longest` characters. Raises ValidationError."""
    body = normalize_prose(text)
    if len(body) < SHORTEST or not HAS_LETTER.search(body):
        raise ValidationError(_("Write your comment: a few words at least."), code="short")
    if len(body) > longest:
        raise ValidationError(
            ngettext_lazy(
                "Your comment has %(length)d characters; the limit is %(longest)d. Shorten it by %(over)d.",
                "Your comment has %(length)d characters; the limit is %(longest)d. Shorten it by %(over)d.",
                "over",
            ),
            code="long",
            params={"length": len(body), "longest": longest, "over": len(body) - longest},
        )
    if body.count("\n") > MOST_LINE_BREAKS:
        raise ValidationError(
            _("Your comment has too many line breaks (the limit is %(most)d)."),
            code="lines",
            params={"most": MOST_LINE_BREAKS},
        )
    _refuse_heaps(body)
    return body


def clean_email(text: str) -> str:
    """The address, or "" for none. Raises ValidationError."""
    email = normalize(text)
    if email:
        validate_email(email)
        MaxLengthValidator(EMAIL_LENGTH)(email)  # some addresses that pass are longer than the column
    return email


def _refuse_heaps(text):
    """Of marks of any script, on one letter."""
    for is_mark, heap in groupby(unicodedata.normalize("NFD", text), key=_is_mark):
        if is_mark and len(list(heap)) > MOST_MARKS:
            raise ValidationError(_("Some letters carry too many marks. Type them again."), code="marks")


def _is_mark(character):
    return unicodedata.category(character) in ("Mn", "Me")
