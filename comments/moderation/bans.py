"""Stopping somebody from commenting for a while. A person decides it, never a machine, and it always ends."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from comments import events
from comments.errors import NotAllowed, ReasonMissing
from comments.intake.ip_hashes import hash_for_ban
from comments.models import Ban
from comments.models.people import BanTarget
from comments.permissions import may
from newsroom.core.errors import Refusal

from . import lock_comment

LONGEST_BAN_DAYS = 90


class BanTargetUnknown(Refusal):
    sentence = _("This is no longer known of the comment: its author cannot be stopped that way.")


class BanEnded(Refusal):
    sentence = _("This has ended already.")


class InvalidBanLength(Refusal):
    sentence = format_lazy(_("A ban lasts from 1 to {days} days."), days=LONGEST_BAN_DAYS)


def known_ban_targets(comment):
    """What can be stopped by a comment: the targets that are still known of it, with their hashes."""
    known = {
        BanTarget.AUTHOR: comment.author_hash,
        BanTarget.EMAIL: hash_for_ban(comment.email) if comment.email else "",
        BanTarget.IP: comment.ip_ban_hash,
    }
    return {target: value for target, value in known.items() if value}


@transaction.atomic
def ban_author(comment, *, by, target, days, reason, at=None) -> Ban:
    """Stop the author of `comment` from commenting for `days` (1 to LONGEST_BAN_DAYS).

    Raises NotAllowed, BanTargetUnknown, InvalidBanLength or ReasonMissing."""
    at = at or timezone.now()
    locked = lock_comment(comment.pk)
    if not may(by, "ban", locked):
        raise NotAllowed
    value = known_ban_targets(locked).get(target)
    if not value:
        raise BanTargetUnknown
    if not 1 <= days <= LONGEST_BAN_DAYS:
        raise InvalidBanLength
    if not reason.strip():
        raise ReasonMissing
    made = Ban.objects.create(
        target=target,
        value_hash=value,
        until=at + timedelta(days=days),
        reason=reason,
        comment=locked,
        by=by,
        at=at,
    )
    events.add(
        locked, "ban", source=locked.state, by=by, at=at, note=f"{made.get_target_display()}: {reason}"
    )
    return made


@transaction.atomic
def end_ban(made, *, by, at=None):
    """Let somebody comment again before the time is over. Raises NotAllowed or BanEnded."""
    at = at or timezone.now()
    locked = lock_comment(made.comment_id)
    if not may(by, "ban", locked):
        raise NotAllowed
    if not Ban.objects.in_force(at).filter(pk=made.pk).update(until=at):
        raise BanEnded
    events.add(locked, "ban_ended", source=locked.state, by=by, at=at, note=made.get_target_display())
