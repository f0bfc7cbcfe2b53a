"""Bans: stop an author from commenting for some days. Only people ban, never a machine, and every ban ends."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from comments.intake.ip_hashes import hash_for_ban
from comments.limits import LONGEST_BAN_DAYS
from comments.models import Ban, Comment
from comments.models.people import BanTarget
from newsroom.core.accounts import User
from newsroom.core.errors import Refusal

from .acts import BAN, END_BAN
from .base import record, take


class BanTargetUnknown(Refusal):
    sentence = _("This is no longer known of the comment: its author cannot be stopped that way.")


class BanEnded(Refusal):
    sentence = _("This has ended already.")


class InvalidBanLength(Refusal):
    sentence = format_lazy(_("A ban lasts from 1 to {days} days."), days=LONGEST_BAN_DAYS)


def list_ban_targets(comment: Comment) -> dict[str, str]:
    """The targets that are still known of the comment, with the hash to ban."""
    hashes = {
        BanTarget.AUTHOR: comment.author_hash,
        BanTarget.EMAIL: hash_for_ban(comment.email) if comment.email else "",
        BanTarget.IP: comment.ip_ban_hash,
    }
    return {target: value for target, value in hashes.items() if value}


@transaction.atomic
def ban_author(
    comment: Comment, *, by: User, target: str, days: int, reason: str, at: datetime | None = None
) -> Ban:
    """Stop the author of `comment` from commenting for `days` (1 to LONGEST_BAN_DAYS).

    Raises NotAllowed, NoteMissing, BanTargetUnknown or InvalidBanLength.
    """
    at = at or timezone.now()
    locked = take(comment, BAN, by=by, note=reason)
    value = list_ban_targets(locked).get(target)
    if not value:
        raise BanTargetUnknown
    if not 1 <= days <= LONGEST_BAN_DAYS:
        raise InvalidBanLength
    ban = Ban.objects.create(
        target=target,
        value_hash=value,
        until=at + timedelta(days=days),
        reason=reason,
        comment=locked,
        by=by,
        at=at,
    )
    record(locked, BAN, by=by, at=at, note=f"{ban.get_target_display()}: {reason}")
    return ban


@transaction.atomic
def end_ban(ban: Ban, *, by: User, at: datetime | None = None) -> None:
    """End a ban before its time. Raises NotAllowed or BanEnded."""
    at = at or timezone.now()
    locked = take(ban.comment, END_BAN, by=by)
    if not Ban.objects.filter_in_force(at).filter(pk=ban.pk).update(until=at):
        raise BanEnded
    record(locked, END_BAN, by=by, at=at, note=ban.get_target_display())
