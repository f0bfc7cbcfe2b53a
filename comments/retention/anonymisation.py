"""Anonymisation of comments: the text stays, everything that leads to its author is erased for good."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from comments.errors import WrongState
from comments.intake import reader_keys
from comments.models import (
    Comment,
    ConfirmationRequest,
    Like,
    ModerationEvent,
    ModeratorNote,
    Report,
    Revision,
    Subscription,
)
from comments.moderation.acts import ANONYMISE
from comments.moderation.base import record, take
from newsroom.core.accounts import User
from newsroom.core.notices import Notice

from .legal_holds import is_held

ANONYMOUS_NAME = "Bạn đọc"  # printed on the site, which is Vietnamese


@transaction.atomic
def anonymise(comment: Comment, *, by: User, at: datetime | None = None) -> ModerationEvent:
    """Erase name, e-mail, hashes, subscription, notes and earlier texts of the author.

    The author's secret link stops working. A name that stands inside a text stays (`find_name`): people edit texts.
    Raises NotAllowed; WrongState for a comment that is purged, anonymous already, or held.
    """
    at = at or timezone.now()
    locked = take(comment, ANONYMISE, by=by)
    if is_held(locked, at) or is_anonymous(locked):
        raise WrongState
    delete_related([locked.pk])
    clear_author(locked)
    locked.name = ANONYMOUS_NAME
    # New keys: digests in earlier events can no longer confirm a guessed name, and the secret link is dead.
    locked.digest_key = reader_keys.generate_key()
    locked.secret_hash = reader_keys.hash_secret(reader_keys.generate_key())
    return record(locked, ANONYMISE, by=by, at=at)


def is_anonymous(comment: Comment) -> bool:
    return comment.name == ANONYMOUS_NAME and not comment.author_hash


def find_name(comment: Comment) -> list[str]:
    """The places where the author's name stands in a text: "text", "answers", "official reply".

    A person looks at them before the name is erased.
    """
    name = comment.name.casefold()
    texts = {"text": [comment.body], "answers": list(comment.replies.values_list("body", flat=True))}
    reply = getattr(comment, "official_reply", None)
    texts["official reply"] = [reply.body] if reply else []
    return [place for place, bodies in texts.items() if any(name in body.casefold() for body in bodies)]


def delete_related(pks: Collection[int]) -> None:
    """Delete or blank the records beside comments that tell who wrote them."""
    for model in (Revision, ModeratorNote, Subscription, ConfirmationRequest, Like):
        model.objects.filter(comment__in=pks).delete()
    Report.objects.filter(comment__in=pks).update(text="", ip_hash="")
    answered = Comment.objects.filter(pk__in=pks, official_reply__isnull=False).values_list("pk", flat=True)
    pages = [reverse("admin:comments_comment_reply", args=[pk]) for pk in answered]
    if pages:
        Notice.objects.filter(url__in=pages).delete()  # notices name the reader


def clear_author(comment: Comment) -> None:
    """Blank the fields that lead to a person, without saving the comment."""
    comment.email = comment.author_hash = comment.receipt_nonce = ""
    comment.ip_hash = comment.ip_network_hash = comment.ip_ban_hash = ""
