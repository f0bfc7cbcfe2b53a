"""Autosave: text that was typed and not saved is kept every few seconds and offered again."""

import re
import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.fields import ARTICLE_FIELDS, TEXT_RULES
from articles.limits import MAX_FORM_CHARACTERS, MAX_FORMS
from articles.models import Article, Photo, UnsavedText, derived
from articles.permissions import may_describe, visible_to
from newsroom.core.accounts import User
from newsroom.core.errors import Refusal

from . import history

# The fields that hold text, each with the rule that gives a typed text the form in which it is stored.
TEXT_FIELDS = {field.name: TEXT_RULES[field.kind] for field in ARTICLE_FIELDS if field.kind in TEXT_RULES}
# Texts offered beside a form; the page "My unsaved texts" lists all.
MAX_OFFERED = 5
# A closed form takes no text during this time: requests sent before it was saved have arrived by then.
CLOSED_FORM_LIFETIME = timedelta(days=1)
FORM_ID = re.compile("[0-9a-f]{32}")


class TooLong(Refusal):
    sentence = _("This text is too long to be kept while you write. Save it.")


class TooMany(Refusal):
    sentence = _(
        "Very many unsaved texts are kept for you, so this one is not. Save it, or decide on the others."
    )


class FormClosed(Refusal):
    sentence = _("What this form held was saved, or thrown away.")


def new_form_id() -> str:
    """A name for a form that is being opened: 32 hexadecimal digits."""
    return secrets.token_hex(16)


def get_form_id(posted: Mapping[str, str], article: Article | None = None) -> str:
    """The id of the form that was posted. A page opened before forms had ids gets one made from its article."""
    form_id = posted.get("form_id", "")
    return form_id if FORM_ID.fullmatch(form_id) else f"{article.pk if article else 0:032x}"


@transaction.atomic
def save_unsaved_text(
    texts: Mapping[str, str], *, by: User, form_id: str, article: Article | None = None, version: int = 1
) -> UnsavedText:
    """Keep the texts that `by` has typed into a form for `article` (None: a new one), opened at `version`.

    Raises TooLong, TooMany or FormClosed.
    """
    fields = pick_texts(texts)
    if sum(map(len, fields.values())) > MAX_FORM_CHARACTERS:
        raise TooLong
    unsaved_text = UnsavedText.objects.select_for_update().filter(person=by, form_id=form_id).first()
    if unsaved_text is None:
        UnsavedText.objects.filter(
            person=by, is_open=False, saved_at__lt=timezone.now() - CLOSED_FORM_LIFETIME
        ).delete()
        if list_unsaved_texts(by).count() >= MAX_FORMS:
            raise TooMany
        unsaved_text, _is_new = UnsavedText.objects.get_or_create(
            person=by, form_id=form_id, defaults={"article": article, "fields": {}, "version": version}
        )
    if not unsaved_text.is_open:
        raise FormClosed
    unsaved_text.fields |= fields
    unsaved_text.version = version
    unsaved_text.save()
    return unsaved_text


def save_whole_form(
    content: dict, *, by: User, form_id: str, article: Article | None = None, version: int = 1
) -> UnsavedText:
    """Keep a posted form that could not be saved; `content` comes from form_rescue.collect_content."""
    values = {"fields": content, "version": version, "is_open": True}
    unsaved_text, _is_new = UnsavedText.objects.update_or_create(
        person=by, form_id=form_id, defaults=values, create_defaults={**values, "article": article}
    )
    return unsaved_text


def pick_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """The text fields that a form holds, as typed. A form without the source of a repost leaves that out."""
    return {name: str(texts[name] or "").replace("\0", "") for name in TEXT_FIELDS if name in texts}


def clean_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """The text fields of a form, in the form in which they are stored."""
    return {name: TEXT_FIELDS[name](text) for name, text in pick_texts(texts).items()}


def get_clean_texts(unsaved_text: UnsavedText) -> dict[str, str]:
    """The kept texts to put into the form again: the body is sanitised before the editor shows it."""
    return clean_texts(unsaved_text.fields)


def build_content(unsaved_text: UnsavedText) -> dict:
    """All that is kept, in the shape of a version's content; fields that were not kept are missing."""
    return {**unsaved_text.fields, **get_clean_texts(unsaved_text)}


def is_whole_form(unsaved_text: UnsavedText) -> bool:
    """Does it hold a whole posted form? Its bylines and photos would be lost in a form that is opened again."""
    return "bylines" in unsaved_text.fields


def list_unsaved_texts(person: User) -> QuerySet[UnsavedText]:
    """The unsaved texts of a person, newest first."""
    return UnsavedText.objects.filter(person=person, is_open=True).order_by("-saved_at", "-id")


def list_undecided_texts(person: User, limit: int) -> list[UnsavedText]:
    """The newest `limit` unsaved texts without the empty ones, whether their articles are visible or not."""
    return [each for each in list_unsaved_texts(person)[:limit] if differs_from_article(each, article=None)]


def list_offered_texts(
    *, by: User, article: Article | None = None, except_form: str = ""
) -> list[UnsavedText]:
    """Unsaved texts of `by` for `article` from other forms that differ from what is stored."""
    texts = list_unsaved_texts(by).filter(article=article).exclude(form_id=except_form or None)
    return [each for each in texts[:MAX_OFFERED] if differs_from_article(each, article)]


def differs_from_article(unsaved_text: UnsavedText, article: Article | None) -> bool:
    """Does it hold anything that the article (None: a new, empty one) does not?"""
    texts = get_clean_texts(unsaved_text)
    stored = {name: getattr(article, name) if article else "" for name in texts}
    return is_whole_form(unsaved_text) or texts != stored


def find_restorable_text(pk: int, *, by: User, article: Article | None = None) -> UnsavedText | None:
    """The unsaved text that a form for `article` can be opened with, or None."""
    unsaved_text = list_unsaved_texts(by).filter(pk=pk, article=article).first()
    return None if unsaved_text is None or is_whole_form(unsaved_text) else unsaved_text


@transaction.atomic
def convert_to_draft(
    unsaved_text: UnsavedText, *, by: User
) -> tuple[Article, list[tuple[Photo, dict[str, str]]]]:
    """Make a new draft of an unsaved text and discard the text.

    Returns the draft, and the photos whose texts `by` may not change with these texts. Fields that were not
    typed come from the article if `by` may see it; of a hidden article nothing is shown.
    """
    article = visible_to(by).filter(unsaved_texts=unsaved_text).first()
    base = history.snapshot(article) if article else history.EMPTY_CONTENT
    content = {**base, "publish_at": None, "expires_at": None, **build_content(unsaved_text)}
    # A new draft corrects nothing: the correction is kept as a paragraph of the body.
    left_over = [*content.get("unread", ()), content["correction_text"]]
    draft = history.create_draft(content, by=by, left_over=left_over)
    refused = describe_photos(content.get("described", {}), by=by)
    discard_text(unsaved_text)
    return draft, refused


def describe_photos(texts: Mapping[str, dict], *, by: User) -> list[tuple[Photo, dict[str, str]]]:
    """Give photos (by key) the alt text and credit that `by` typed; return those that `by` may not describe."""
    refused = []
    with derived.refresh_once():
        for key, photo in Photo.objects.map_by_key(texts).items():
            if not may_describe(by, photo):
                refused.append((photo, texts[key]))
                continue
            for name, text in texts[key].items():
                setattr(photo, name, text)
            photo.save()
    return refused


def close_form(*, by: User, form_id: str) -> None:
    """Empty and close a form that was saved: text that still arrives from it is refused."""
    closed = {"fields": {}, "is_open": False}
    UnsavedText.objects.update_or_create(
        person=by, form_id=form_id, defaults=closed, create_defaults={**closed, "version": 1}
    )


def discard_text(unsaved_text: UnsavedText) -> None:
    """Empty and close an unsaved text that is not wanted, or is a draft now."""
    unsaved_text.fields, unsaved_text.is_open = {}, False
    unsaved_text.save()
