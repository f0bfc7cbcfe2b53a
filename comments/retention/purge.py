"""The purge: deletes personal data whose retention period is over, except what a legal hold keeps.

Sources, as the press and law firms report them (to be confirmed by the office's legal staff): Law 91/2025/QH15 and
Decree 356/2025/NĐ-CP on personal data. The Press Law keeps what was taken down for inspection, so hidden texts stay.
"""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from comments.limits import CONFIRMATION_PERIOD, LIKE_DAYS, UNCONFIRMED_PERIOD
from comments.mail import letters
from comments.models import (
    Ban,
    Comment,
    CommentSettings,
    ConfirmationRequest,
    IpHashKey,
    Like,
    MinHashBand,
    ModerationEvent,
    Report,
    State,
    Subscription,
)
from comments.moderation.acts import PURGE, WITHDRAW
from comments.moderation.base import lock_comments, record

from .anonymisation import clear_author, delete_related
from .legal_holds import find_held_ids

COMMENTS_PER_TRANSACTION = 20  # short transactions do not keep moderators waiting
ROWS_PER_TRANSACTION = 500  # where only hashes are blanked


def purge(*, at: datetime | None = None) -> Counter:
    """Delete everything whose period is over, and count it by kind.

    Safe at any time, also by two processes at once: comments go in small batches, each in its own transaction.
    """
    at = at or timezone.now()
    settings = CommentSettings.current()
    done = Counter(comments=purge_comments(settings, at))
    hashes_before = at - timedelta(days=settings.keep_ip_hashes_days)
    done["addresses"] = blank_ip_hashes(hashes_before, at)
    done["address keys"] = delete_ip_hash_keys(hashes_before, at)
    unconfirmed = Subscription.objects.filter(confirmed_at=None, requested_at__lte=at - UNCONFIRMED_PERIOD)
    done["subscriptions"] = delete_rows(unconfirmed.exclude(comment__in=find_held_ids(at)))
    done["mails"] = delete_rows(letters.find_outdated_mails(at))
    done["requests to confirm"] = delete_rows(
        ConfirmationRequest.objects.filter(at__lte=at - CONFIRMATION_PERIOD)
    )
    done["likes"] = delete_rows(Like.objects.filter(at__lte=at - timedelta(days=LIKE_DAYS)))
    ended_bans = Ban.objects.filter(until__lte=at).exclude(value_hash="")
    done["bans"] = ended_bans.exclude(comment__in=find_held_ids(at)).update(value_hash="")
    return done


def delete_rows(rows: QuerySet) -> int:
    """Delete `rows` and count them, without the rows of other models that go with them."""
    _all, by_model = rows.delete()
    return by_model.get(rows.model._meta.label, 0)


def comments_to_purge(settings: CommentSettings, at: datetime) -> QuerySet[Comment]:
    """The comments whose retention period is over and that are not held."""
    turned_down_before = at - timedelta(days=settings.keep_rejected_days)
    withdrawn_before = at - timedelta(days=settings.keep_withdrawn_days)
    withdrawn = ModerationEvent.objects.filter(
        comment=OuterRef("pk"), act=WITHDRAW.name, at__lte=withdrawn_before
    )
    due = Q(state__in=[State.REJECTED, State.SPAM], decided_at__lte=turned_down_before)
    due |= Q(Exists(withdrawn), state=State.WITHDRAWN)
    return Comment.objects.filter(due, purged_at=None).exclude(pk__in=find_held_ids(at))


def purge_comments(settings: CommentSettings, at: datetime) -> int:
    purged = 0
    while pks := _first_ids(comments_to_purge(settings, at), COMMENTS_PER_TRANSACTION):
        purged += purge_batch(pks, settings, at)
    return purged


@transaction.atomic
def purge_batch(pks: list[int], settings: CommentSettings, at: datetime) -> int:
    """Purge those of `pks` that are still due once they are locked: a moderator may have reopened one."""
    rows = lock_comments(pks)
    due = list(comments_to_purge(settings, at).filter(pk__in=pks).order_by("pk").values_list("pk", flat=True))
    delete_related(due)
    MinHashBand.objects.filter(comment__in=due).delete()
    for pk in due:
        comment = rows[pk]
        clear_author(comment)
        comment.name = comment.body = comment.text_digest = comment.digest_key = ""
        comment.near_duplicate_of = None
        comment.purged_at = at
        record(comment, PURGE, by=None, at=at)
    return len(due)


def blank_ip_hashes(before: datetime, at: datetime) -> int:
    """Blank the IP hashes of comments, likes and reports older than `before`, and count the rows."""
    hashed = ~Q(ip_hash="", ip_network_hash="", ip_ban_hash="")
    comments = Comment.objects.filter(hashed, created_at__lte=before).exclude(pk__in=find_held_ids(at))
    done = 0
    while pks := _first_ids(comments, ROWS_PER_TRANSACTION):
        done += blank_batch(pks, at)
    for model in (Like, Report):
        old = model.objects.filter(at__lte=before).exclude(ip_hash="")
        done += old.exclude(comment__in=find_held_ids(at)).update(ip_hash="")
    return done


@transaction.atomic
def blank_batch(pks: Collection[int], at: datetime) -> int:
    """Blank the IP hashes of comments. Their version stays: nothing that a moderator sees has changed."""
    free = Comment.objects.filter(pk__in=pks).exclude(pk__in=find_held_ids(at))
    locked = [row.pk for row in free.select_for_update().order_by("pk").only("pk")]
    return Comment.objects.filter(pk__in=locked).update(ip_hash="", ip_network_hash="", ip_ban_hash="")


def delete_ip_hash_keys(before: datetime, at: datetime) -> int:
    """Delete the keys of months of which no hash is kept: older hashes can no longer be recomputed."""
    first_kept = timezone.localdate(before).replace(day=1)
    old = IpHashKey.objects.filter(month__lt=first_kept)
    held = Comment.objects.filter(pk__in=find_held_ids(at)).exclude(ip_hash="")
    held_months = {
        timezone.localdate(moment).replace(day=1) for moment in held.values_list("created_at", flat=True)
    }
    return delete_rows(old.exclude(month__in=held_months))


def _first_ids(rows: QuerySet, count: int) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:count])
