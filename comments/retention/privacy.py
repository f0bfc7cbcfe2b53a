"""What is kept of readers, and how long: purging, erasing a person, holds, and requests about own data.

Sources, as the press and law firms report them (to be confirmed by the office's legal staff): Law 91/2025/QH15 and
Decree 356/2025/NĐ-CP on personal data; the Press Law keeps what was taken down for inspection, so hidden texts stay.
"""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from comments import events
from comments.errors import NotAllowed, NoteMissing, WrongState
from comments.intake import reader_keys
from comments.mail import letters
from comments.mail.subscriptions import REQUEST_PERIOD
from comments.models import (
    LIKE_DAYS,
    Ban,
    Comment,
    CommentSettings,
    ConfirmationRequest,
    IpHashKey,
    LegalHold,
    Like,
    MinHashBand,
    ModerationEvent,
    ModeratorNote,
    Report,
    Revision,
    State,
    Subscription,
)
from comments.moderation.base import lock_comments, record
from comments.permissions import may
from newsroom.core.notices import Notice

BATCH = 20  # comments in one transaction: nobody who decides meanwhile waits for long
ROWS = 500  # of which only hashes are blanked
UNCONFIRMED = timedelta(days=7)
ANONYMOUS = "Bạn đọc"  # printed on the site, which is Vietnamese


def held(at):
    """The comments that a hold keeps whole at `at` (ids)."""
    return LegalHold.objects.in_force(at).values("comment")


# --- Purging ------------------------------------------------------------------------------------


def purge(*, at=None) -> Counter:
    """Delete what has been kept long enough; how many of each kind. Safe at any time and by two at once.

    Comments go in small batches, each in a transaction of its own.
    """
    at = at or timezone.now()
    settings = CommentSettings.current()
    done = Counter(comments=purge_comments(settings, at))
    addresses_before = at - timedelta(days=settings.keep_ip_hashes_days)
    done["addresses"] = blank_addresses(addresses_before, at)
    done["address keys"] = forget_keys(addresses_before, at)
    done["subscriptions"] = count_of(
        Subscription.objects.filter(confirmed_at=None, requested_at__lte=at - UNCONFIRMED).exclude(
            comment__in=held(at)
        )
    )
    done["mails"] = count_of(letters.find_outdated_mails(at))
    done["requests to confirm"] = count_of(ConfirmationRequest.objects.filter(at__lte=at - REQUEST_PERIOD))
    done["likes"] = count_of(Like.objects.filter(at__lte=at - timedelta(days=LIKE_DAYS)))
    ended = Ban.objects.filter(until__lte=at).exclude(value_hash="").exclude(comment__in=held(at))
    done["bans"] = ended.update(value_hash="")
    return done


def count_of(rows):
    """Deletes them: how many, without what went with them."""
    _all, each = rows.delete()
    return each.get(rows.model._meta.label, 0)


def ripe(settings, at):
    """The comments whose text has been kept long enough and that nobody holds."""
    turned_down_before = at - timedelta(days=settings.keep_rejected_days)
    withdrawn_before = at - timedelta(days=settings.keep_withdrawn_days)
    withdrawn = ModerationEvent.objects.filter(
        comment=OuterRef("pk"), act="withdraw", at__lte=withdrawn_before
    )
    due = Q(state__in=[State.REJECTED, State.SPAM], decided_at__lte=turned_down_before)
    due |= Q(Exists(withdrawn), state=State.WITHDRAWN)
    return Comment.objects.filter(due, purged_at=None).exclude(pk__in=held(at))


def purge_comments(settings, at):
    purged = 0
    while pks := list(ripe(settings, at).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        purged += purge_batch(pks, settings, at)
    return purged


@transaction.atomic
def purge_batch(pks, settings, at):
    """Those of `pks` that are still ripe once they are locked: somebody may take one up again meanwhile."""
    rows = lock_comments(pks)
    still = list(ripe(settings, at).filter(pk__in=pks).order_by("pk").values_list("pk", flat=True))
    forget_around(still)
    MinHashBand.objects.filter(comment__in=still).delete()
    for pk in still:
        comment = rows[pk]
        forget_author(comment)
        comment.name = comment.body = comment.text_digest = comment.digest_key = ""
        comment.near_duplicate_of = None
        comment.purged_at = at
        record(comment, "purge", source=comment.state, by=None, at=at)
    return len(still)


def forget_around(pks):
    """What stands beside comments and says who wrote them."""
    for model in (Revision, ModeratorNote, Subscription, ConfirmationRequest, Like):
        model.objects.filter(comment__in=pks).delete()
    Report.objects.filter(comment__in=pks).update(text="", ip_hash="")
    answered = Comment.objects.filter(pk__in=pks, official_reply__isnull=False).values_list("pk", flat=True)
    pages = [reverse("admin:comments_comment_reply", args=[pk]) for pk in answered]
    if pages:
        Notice.objects.filter(url__in=pages).delete()  # they name the reader


def forget_author(comment):
    """Clears what leads from a comment to a person; nothing is saved."""
    comment.email = comment.author_hash = comment.receipt_nonce = ""
    comment.ip_hash = comment.ip_network_hash = comment.ip_ban_hash = ""


def blank_addresses(before, at):
    """Hashes of addresses, of comments and of what other readers did: how many rows."""
    known = ~Q(ip_hash="", ip_network_hash="", ip_ban_hash="")
    comments = Comment.objects.filter(known, created_at__lte=before).exclude(pk__in=held(at))
    done = 0
    while pks := list(comments.order_by("pk").values_list("pk", flat=True)[:ROWS]):
        done += blank_batch(pks, at)
    for model in (Like, Report):
        old = model.objects.filter(at__lte=before).exclude(ip_hash="")
        done += old.exclude(comment__in=held(at)).update(ip_hash="")
    return done


@transaction.atomic
def blank_batch(pks, at):
    """The version stays: nobody decided anything. Locked in the order in which everybody locks."""
    rows = Comment.objects.select_for_update().filter(pk__in=pks).exclude(pk__in=held(at)).order_by("pk")
    locked = [row.pk for row in rows.only("pk")]
    return Comment.objects.filter(pk__in=locked).update(ip_hash="", ip_network_hash="", ip_ban_hash="")


def forget_keys(before, at):
    """Delete the keys of months of which nothing is kept any more: from then on a hash says nothing."""
    first_kept = timezone.localdate(before).replace(day=1)
    old = IpHashKey.objects.filter(month__lt=first_kept)
    kept = Comment.objects.filter(pk__in=held(at)).exclude(ip_hash="")
    months = {
        timezone.localdate(moment).replace(day=1) for moment in kept.values_list("created_at", flat=True)
    }
    return count_of(old.exclude(month__in=months))


# --- Erasing a person ---------------------------------------------------------------------------


@transaction.atomic
def anonymise(comment, *, by, at=None) -> ModerationEvent:
    """Keep the text and erase the person: name, e-mail, hashes, notices, notes, earlier wordings. For good.

    The author's secret link dies with the rest. A name inside a text stays (`still_named`): people edit texts.
    Raises NotAllowed; WrongState for one that was purged, was made anonymous before, or is held.
    """
    at = at or timezone.now()
    locked = lock_comments([comment.pk])[comment.pk]
    if not may(by, "export", locked):
        raise NotAllowed
    if not may_be_anonymised(locked, at):
        raise WrongState
    forget_around([locked.pk])
    forget_author(locked)
    locked.name = ANONYMOUS
    # A new key: what earlier events say of the text can no longer be compared with a guess at the name.
    locked.digest_key = reader_keys.generate_key()
    locked.secret_hash = reader_keys.hash_secret(reader_keys.generate_key())
    return record(locked, "anonymise", source=locked.state, by=by, at=at)


def may_be_anonymised(comment, at=None):
    is_held = LegalHold.objects.in_force(at).filter(comment=comment).exists()
    return not (comment.purged_at or is_held or is_anonymous(comment))


def is_anonymous(comment):
    return comment.name == ANONYMOUS and not comment.author_hash


def still_named(comment):
    """Where the name of the author stands in a text, so that a person looks at it before it is erased."""
    name = comment.name.casefold()
    texts = {"text": [comment.body]}
    texts["answers"] = comment.replies.values_list("body", flat=True)
    reply = getattr(comment, "official_reply", None)
    texts["official reply"] = [reply.body] if reply else []
    return [place for place, bodies in texts.items() if any(name in body.casefold() for body in bodies)]


# --- Holds --------------------------------------------------------------------------------------


@transaction.atomic
def hold(comment, *, by, ground, until=None, at=None) -> LegalHold:
    """Keep a comment and all about it from being purged. Raises NotAllowed, NoteMissing or WrongState."""
    at = at or timezone.now()
    locked = lock_comments([comment.pk])[comment.pk]
    if not may(by, "hold", locked):
        raise NotAllowed
    if not ground.strip():
        raise NoteMissing
    if locked.purged_at:
        raise WrongState  # there is nothing left to keep
    events.add(locked, "hold", source=locked.state, by=by, at=at, note=ground)
    return LegalHold.objects.create(comment=locked, ground=ground, since=at, until=until, by=by)


@transaction.atomic
def end_hold(kept, *, by, until=None, at=None):
    """Let a hold end, now or at `until`. Raises NotAllowed; WrongState for one that has ended."""
    at = at or timezone.now()
    locked = lock_comments([kept.comment_id])[kept.comment_id]
    if not may(by, "hold", locked):
        raise NotAllowed
    if not LegalHold.objects.in_force(at).filter(pk=kept.pk).exists():
        raise WrongState
    kept.until = max(until, at) if until else at
    kept.save(update_fields=["until"])
    events.add(locked, "hold_ended", source=locked.state, by=by, at=at)
