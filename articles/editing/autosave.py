"""Nothing typed is lost: unsaved text is kept aside every few seconds and offered on return."""

import re
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.fields import ARTICLE_FIELDS, TEXT_RULES
from articles.models import Photo, UnsavedText, derived
from articles.permissions import may_describe, visible_to
from newsroom.core.errors import Refusal

from . import history

# The fields that hold text, and the form in which each is stored when it is saved.
RULES = {field.name: TEXT_RULES[field.kind] for field in ARTICLE_FIELDS if field.kind in TEXT_RULES}
# A hundred times the sample article, a hundred forms of a person. A buffer is no place to store things.
MOST = 1_000_000
MOST_FORMS = 100
# How many are offered beside a form; all of them stand on a page of their own.
OFFERED = 5
# For as long, a closed form takes nothing more: what was on its way when it was saved has arrived by then.
CLOSED_FOR = timedelta(days=1)
FORM = re.compile("[0-9a-f]{32}")


class TooLong(Refusal):
    sentence = _("This text is too long to be kept while you write. Save it.")


class TooMany(Refusal):
    sentence = _(
        "Very many unsaved texts are kept for you, so this one is not. Save it, or decide on the others."
    )


class FormClosed(Refusal):
    sentence = _("What this form held was saved, or thrown away.")


def new_form():
    """The name of a form that is being opened."""
    return secrets.token_hex(16)


def form_of(sent, article=None):
    """The name of the form that sent this. One that was opened before forms had names goes by its article."""
    form = sent.get("form_id", "")
    return form if FORM.fullmatch(form) else f"{article.pk if article else 0:032x}"


@transaction.atomic
def keep(texts, *, by, form, article=None, version=1):
    """Keep what `by` has typed into an opened form for `article` (None: a new one), opened at `version`.

    Raises TooLong, TooMany or FormClosed.
    """
    fields = typed(texts)
    if sum(map(len, fields.values())) > MOST:
        raise TooLong
    buffer = UnsavedText.objects.select_for_update().filter(person=by, form=form).first()
    if buffer is None:
        UnsavedText.objects.filter(
            person=by, is_open=False, saved_at__lt=timezone.now() - CLOSED_FOR
        ).delete()
        if own(by).count() >= MOST_FORMS:
            raise TooMany
        begun = {"article": article, "fields": {}, "version": version}
        buffer, _is_new = UnsavedText.objects.get_or_create(person=by, form=form, defaults=begun)
    if not buffer.is_open:
        raise FormClosed
    buffer.fields |= fields
    buffer.version = version
    buffer.save()
    return buffer


def keep_form(content, *, by, form, article=None, version=1):
    """Keep a whole form that was sent and could not be saved: `content` as articles.editing.form_rescue reads it."""
    kept = {"fields": content, "version": version, "is_open": True}
    buffer, _is_new = UnsavedText.objects.update_or_create(
        person=by, form=form, defaults=kept, create_defaults={**kept, "article": article}
    )
    return buffer


def typed(texts):
    """What a form holds of these: one without the source of a repost leaves that alone."""
    return {name: str(texts[name] or "").replace("\0", "") for name in RULES if name in texts}


def texts_of(texts):
    """What was typed into a form, in the form in which it is stored."""
    return {name: RULES[name](text) for name, text in typed(texts).items()}


def to_show(buffer):
    """The kept texts, fit to be put into the form again: the body is clean before the editor sees it."""
    return texts_of(buffer.fields)


def content_of(buffer):
    """All that is kept, as far as it goes as the content of a version."""
    return {**buffer.fields, **to_show(buffer)}


def is_whole(buffer):
    """Was a whole form sent? Then its bylines and photos are kept too, which the form would not take back."""
    return "bylines" in buffer.fields


def own(person):
    """The unsaved texts of a person, newest first."""
    return UnsavedText.objects.filter(person=person, is_open=True).order_by("-saved_at", "-id")


def to_decide(person, most):
    """The newest of them that say something, whatever became of their articles."""
    return [buffer for buffer in own(person)[:most] if says_more(buffer, article=None)]


def unsaved(*, by, article=None, besides=""):
    """What `by` typed and did not save, in other forms than `besides`, unless the article says so anyway."""
    buffers = own(by).filter(article=article).exclude(form=besides or None)
    return [buffer for buffer in buffers[:OFFERED] if says_more(buffer, article)]


def says_more(buffer, article):
    """Is anything kept that the article (None: a new one) does not say?"""
    shown = to_show(buffer)
    stored = {name: getattr(article, name) if article else "" for name in shown}
    return is_whole(buffer) or shown != stored


def to_take_back(pk, *, by, article=None):
    """The unsaved text that a form for `article` is to be opened with, or None."""
    buffer = own(by).filter(pk=pk, article=article).first()
    return None if buffer is None or is_whole(buffer) else buffer


@transaction.atomic
def to_draft(buffer, *, by):
    """A draft of its own with what was typed; and the photos whose texts `by` may not change, with these texts.

    What was not typed comes from the article, if `by` may see it: a draft tells nothing that is hidden.
    """
    article = visible_to(by).filter(pk=buffer.article_id).first()
    base = history.snapshot(article) if article else history.NOTHING
    content = {**base, "publish_at": None, "expires_at": None, **content_of(buffer)}
    left_over = [
        *content.get("unread", ()),
        content["correction_text"],
    ]  # a draft of its own corrects nothing
    draft = history.draft_of(content, by=by, left_over=left_over)
    refused = describe(content.get("described", {}), by=by)
    throw_away(buffer)
    return draft, refused


def describe(texts, *, by):
    """Give photos (by key) the alt text and credit that `by` typed; those that `by` may not describe."""
    refused = []
    with derived.refresh_once():
        for key, photo in Photo.objects.by_key(texts).items():
            if not may_describe(by, photo):
                refused.append((photo, texts[key]))
                continue
            for name, text in texts[key].items():
                setattr(photo, name, text)
            photo.save()
    return refused


def forget(*, by, form):
    """What this form held was saved."""
    closed = {"fields": {}, "is_open": False}
    UnsavedText.objects.update_or_create(
        person=by, form=form, defaults=closed, create_defaults={**closed, "version": 1}
    )


def throw_away(buffer):
    """The text is not wanted, or stands in a draft now."""
    buffer.fields, buffer.is_open = {}, False
    buffer.save()
