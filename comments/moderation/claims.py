"""Claims: show which moderator is looking at a comment. A claim locks nothing; versions keep decisions apart."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from comments.limits import CLAIM_DURATION
from comments.models import Comment
from comments.permissions import may
from newsroom.core.accounts import User


def claim_comment(comment: Comment, *, by: User, at: datetime | None = None) -> None:
    """Record that `by` looks at `comment` and at no other, unless somebody else already looks at it."""
    at = at or timezone.now()
    if not may(by, "decide", comment):
        return
    # The version stays: a claim is no change.
    Comment.objects.filter(claimed_by=by).exclude(pk=comment.pk).update(claimed_by=None, claimed_until=None)
    free = Q(claimed_by=None) | Q(claimed_by=by) | Q(claimed_until__lte=at)
    Comment.objects.filter(free, pk=comment.pk).update(claimed_by=by, claimed_until=at + CLAIM_DURATION)


def find_other_viewer(comment: Comment, *, but: User, at: datetime | None = None) -> User | None:
    """The person other than `but` who is looking at the comment, or None."""
    at = at or timezone.now()
    is_claimed = comment.claimed_until is not None and comment.claimed_until > at
    return comment.claimed_by if is_claimed and comment.claimed_by_id != but.pk else None
