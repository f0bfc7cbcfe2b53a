"""Who is looking at a comment: a courtesy between moderators, never a lock. The version keeps decisions apart."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from comments.models import Comment
from comments.permissions import may

CLAIM_DURATION = timedelta(minutes=5)


def claim_comment(comment, *, by, at=None):
    """Note that `by` is looking at `comment`, and at no other, unless somebody else already is."""
    at = at or timezone.now()
    if not may(by, "decide", comment):
        return
    # The version stays: looking changes nothing.
    Comment.objects.filter(claimed_by=by).exclude(pk=comment.pk).update(claimed_by=None, claimed_until=None)
    free = Q(claimed_by=None) | Q(claimed_by=by) | Q(claimed_until__lte=at)
    Comment.objects.filter(free, pk=comment.pk).update(claimed_by=by, claimed_until=at + CLAIM_DURATION)


def find_other_viewer(comment, *, but, at=None):
    """Who else is looking at it, or None."""
    at = at or timezone.now()
    taken = comment.claimed_until is not None and comment.claimed_until > at
    return comment.claimed_by if taken and comment.claimed_by_id != but.pk else None
