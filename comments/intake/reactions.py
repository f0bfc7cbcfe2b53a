"""Reactions of other readers: likes and reports, with their counts on the comment."""

from datetime import datetime
from ipaddress import IPv4Address, IPv6Address

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from comments.errors import NotReadable, TooManyLikes
from comments.limits import LIKES_PER_IP, LIKES_PERIOD, REPORT_LENGTH
from comments.models import Comment, Like, Report
from newsroom.core.rate_limits import RateLimit, refuse_over_limit
from newsroom.core.text import normalize_prose

from . import reader_keys
from .ip_hashes import hash_ip


@transaction.atomic
def like(pk: int, *, visitor: str, ip: IPv4Address | IPv6Address, at: datetime | None = None) -> int:
    """Count one like of a visitor (the key in the cookie), once; return the number of likes.

    Raises NotReadable or TooManyLikes.
    """
    at = at or timezone.now()
    comment = get_public_comment(pk, at)
    hashes = hash_ip(ip, at)
    refuse_over_limit(
        Like.objects.filter(ip_hash=hashes.ip),
        RateLimit(LIKES_PER_IP, LIKES_PERIOD),
        refusal=TooManyLikes,
        at=at,
    )
    _like, is_new = Like.objects.get_or_create(
        comment=comment,
        visitor_hash=reader_keys.hash_secret(visitor),
        defaults={"ip_hash": hashes.ip, "at": at},
    )
    if is_new:
        Comment.objects.filter(pk=pk).update(like_count=F("like_count") + 1)
    return comment.like_count + is_new


def report(
    pk: int, *, reason: str, text: str, ip: IPv4Address | IPv6Address, at: datetime | None = None
) -> bool:
    """Report a comment (`reason`: a ReportReason); False if this IP address has reported it. Raises NotReadable."""
    at = at or timezone.now()
    comment = get_public_comment(pk, at)
    hashes = hash_ip(ip, at)
    try:
        with transaction.atomic():
            Report.objects.create(
                comment=comment,
                reason=reason,
                text=normalize_prose(text)[:REPORT_LENGTH],
                ip_hash=hashes.ip,
                at=at,
            )
            Comment.objects.filter(pk=pk).update(open_reports=F("open_reports") + 1)
    except IntegrityError:
        return False
    return True


def get_public_comment(pk: int, at: datetime) -> Comment:
    """Raises NotReadable."""
    comment = Comment.objects.public(at).filter(pk=pk).first()
    if comment is None:
        raise NotReadable
    return comment
