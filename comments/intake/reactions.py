"""What other readers do: like a comment, report one. Both are counted where they are made."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from comments.errors import NotThere, TooManyLikes
from comments.models import Comment, Like, Report
from newsroom.core.limits import RateLimit, refuse_over_limit
from newsroom.core.text import normalize_prose

from . import reader_keys
from .ip_hashes import origin_of

LIKES_PER_IP = RateLimit(60, timedelta(hours=1))
REPORT_LENGTH = 300


@transaction.atomic
def like(pk, *, visitor, address, at=None) -> int:
    """One visitor likes a comment, once: how many like it now. Raises NotThere or TooManyLikes."""
    at = at or timezone.now()
    comment = found(pk, at)
    origin = origin_of(address, at)
    likes = Like.objects.filter(ip_hash=origin.address)
    refuse_over_limit(likes, LIKES_PER_IP, refusal=TooManyLikes, at=at)
    _like, is_new = Like.objects.get_or_create(
        comment=comment,
        visitor_hash=reader_keys.hash_of(visitor),
        defaults={"ip_hash": origin.address, "at": at},
    )
    if is_new:
        Comment.objects.filter(pk=pk).update(like_count=F("like_count") + 1)
    return comment.like_count + is_new


def report(pk, *, reason, text, address, at=None) -> bool:
    """A reader reports a comment; False if that address has reported it before. Raises NotThere."""
    at = at or timezone.now()
    comment = found(pk, at)
    origin = origin_of(address, at)
    try:
        with transaction.atomic():
            Report.objects.create(
                comment=comment,
                reason=reason,
                text=normalize_prose(text)[:REPORT_LENGTH],
                ip_hash=origin.address,
                at=at,
            )
            Comment.objects.filter(pk=pk).update(open_reports=F("open_reports") + 1)
    except IntegrityError:
        return False
    return True


def found(pk, at):
    comment = Comment.objects.public(at).filter(pk=pk).first()
    if comment is None:
        raise NotThere
    return comment
