"""Rules for the name, e-mail and text of a comment: the same for new comments and for edits by author or moderator."""

import re
import unicodedata
from itertools import groupby

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from comments.limits import EMAIL_LENGTH, MIN_BODY_LENGTH, MIN_NAME_LENGTH, NAME_LENGTH
from newsroom.core.text import normalize, normalize_prose

UNCHANGED = _("The text is the same as before.")
MAX_LINE_BREAKS = 20
MAX_MARKS = 3  # on one letter: Vietnamese needs two, "Zalgo" text piles up dozens
HAS_LETTER = re.compile(r"[^\W\d_]")


def clean_name(text: str) -> str:
    """Normalize and check a name. Raises ValidationError."""
    name = normalize(text)
    if not MIN_NAME_LENGTH <= len(name) <= NAME_LENGTH or not HAS_LETTER.search(name):
        raise ValidationError(
            _("Write your name with %(least)d to %(most)d letters."),
            code="name",
            params={"least": MIN_NAME_LENGTH, "most": NAME_LENGTH},
        )
    _refuse_stacked_marks(name)
    return name


def clean_body(text: str, max_length: int) -> str:
    """Normalize and check a comment of at most `max_length` characters. Raises ValidationError."""
    body = normalize_prose(text)
    if len(body) < MIN_BODY_LENGTH or not HAS_LETTER.search(body):
        raise ValidationError(_("Write your comment: a few words at least."), code="short")
    if len(body) > max_length:
        raise ValidationError(
            ngettext_lazy(
                "Your comment has %(length)d characters; the limit is %(longest)d. Shorten it by %(over)d.",
                "Your comment has %(length)d characters; the limit is %(longest)d. Shorten it by %(over)d.",
                "over",
            ),
            code="long",
            params={"length": len(body), "longest": max_length, "over": len(body) - max_length},
        )
    if body.count("\n") > MAX_LINE_BREAKS:
        raise ValidationError(
            _("Your comment has too many line breaks (the limit is %(most)d)."),
            code="lines",
            params={"most": MAX_LINE_BREAKS},
        )
    _refuse_stacked_marks(body)
    return body


def clean_email(text: str) -> str:
    """Normalize and check an e-mail address, which may be "". Raises ValidationError."""
    email = normalize(text)
    if email:
        validate_email(email)
        MaxLengthValidator(EMAIL_LENGTH)(email)  # validate_email lets longer ones pass
    return email


def _refuse_stacked_marks(text):
    """Refuse texts with more than MAX_MARKS marks of any script on one letter."""
    for is_mark, run in groupby(unicodedata.normalize("NFD", text), key=_is_mark):
        if is_mark and len(list(run)) > MAX_MARKS:
            raise ValidationError(_("Some letters carry too many marks. Type them again."), code="marks")


def _is_mark(character):
    return unicodedata.category(character) in ("Mn", "Me")
