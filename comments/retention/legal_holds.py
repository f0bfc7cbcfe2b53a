"""Legal holds: keep a comment and everything about it from the purge while an authority may ask for it."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from comments.errors import WrongState
from comments.models import Comment, LegalHold
from comments.moderation.acts import END_HOLD, HOLD
from comments.moderation.base import record, take
from newsroom.core.accounts import User


def find_held_ids(at: datetime) -> QuerySet:
    """The ids of the comments that a hold keeps at `at`."""
    return LegalHold.objects.filter_in_force(at).values("comment")


def is_held(comment: Comment, at: datetime | None = None) -> bool:
    return LegalHold.objects.filter_in_force(at).filter(comment=comment).exists()


@transaction.atomic
def place_hold(
    comment: Comment, *, by: User, legal_basis: str, until: datetime | None = None, at: datetime | None = None
) -> LegalHold:
    """Place a hold; without `until` it lasts until somebody ends it. Raises NotAllowed, NoteMissing or WrongState."""
    at = at or timezone.now()
    locked = take(comment, HOLD, by=by, note=legal_basis)
    record(locked, HOLD, by=by, at=at, note=legal_basis)
    return LegalHold.objects.create(comment=locked, legal_basis=legal_basis, since=at, until=until, by=by)


@transaction.atomic
def end_hold(hold: LegalHold, *, by: User, until: datetime | None = None, at: datetime | None = None) -> None:
    """End a hold now, or at `until`. Raises NotAllowed; WrongState if it has ended."""
    at = at or timezone.now()
    locked = take(hold.comment, END_HOLD, by=by)
    if not LegalHold.objects.filter_in_force(at).filter(pk=hold.pk).exists():
        raise WrongState
    hold.until = max(until, at) if until else at
    hold.save(update_fields=["until"])
    record(locked, END_HOLD, by=by, at=at)
