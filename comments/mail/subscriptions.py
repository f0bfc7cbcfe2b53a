"""News of a comment by e-mail: asked for on the status page, confirmed from the mail, ended with one press."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.intake.ip_hashes import for_ban, origin_of
from comments.models import CommentSettings, ConfirmationRequest, Mail, State, Subscription
from comments.models.subscription import MailKind
from newsroom.core.client import is_in_networks
from newsroom.core.errors import Refusal
from newsroom.core.locks import advisory_lock

from . import letters

# Nobody can make us write to a stranger again and again.
MOST_REQUESTS, REQUESTS_IN = 3, timedelta(days=1)  # to one address, and for one comment
MOST_FROM_A_LINE = 10


class TooManyRequests(Refusal):
    sentence = _("Too many letters have been asked for today. Please try again tomorrow.")


def may_choose(comment):
    """Is there still something to hear of?"""
    return not comment.purged_at and comment.state != State.WITHDRAWN


@transaction.atomic
def choose(comment, *, email, kinds, address, at=None) -> Subscription | None:
    """Send news of these kinds ("on_decision" ...) to `email`, once it is confirmed from there; none: no news at all.

    `address` (of the ipaddress module) is where this is asked from. Raises TooManyRequests.
    """
    at = at or timezone.now()
    sender = origin_of(address, at)
    advisory_lock(f"comments.subscription.{comment.pk}", f"comments.address.{sender.ban}")
    subscription = Subscription.objects.select_for_update().filter(comment=comment).first()
    if not kinds:
        return end(subscription) if subscription else None
    subscription = subscription or Subscription(comment=comment, requested_at=at)
    if subscription.email != email:
        subscription.email, subscription.requested_at, subscription.confirmed_at = email, at, None
    for kind in KINDS:
        setattr(subscription, kind, kind in kinds)
    subscription.save()
    if not subscription.confirmed_at:
        is_shared = is_in_networks(address, CommentSettings.current().shared_network_list)
        ask_to_confirm(subscription, None if is_shared else sender, at)
    return subscription


KINDS = ("on_decision", "on_reply", "on_answer")


def ask_to_confirm(subscription, sender, at):
    """Queue the letter that asks; one that still waits is enough. Raises TooManyRequests.

    `sender` (an Origin) is who asks; None where many share one address, which are not counted together.
    """
    if subscription.mails.filter(kind=MailKind.CONFIRM, sent_at=None).exists():
        return
    asked = ConfirmationRequest(
        email_hash=for_ban(subscription.email),
        comment=subscription.comment,
        ip_hash=sender.address if sender else "",
        at=at,
    )
    known = [each for each in (sender.address, sender.earlier) if each] if sender else []
    counts = ConfirmationRequest.objects.filter(at__gt=at - REQUESTS_IN).aggregate(
        to_address=Count("pk", filter=Q(email_hash=asked.email_hash)),
        of_comment=Count("pk", filter=Q(comment=asked.comment)),
        of_sender=Count("pk", filter=Q(ip_hash__in=known)),
    )
    if max(counts["to_address"], counts["of_comment"]) >= MOST_REQUESTS:
        raise TooManyRequests
    if counts["of_sender"] >= MOST_FROM_A_LINE:
        raise TooManyRequests
    asked.save()
    mail = Mail.objects.create(subscription=subscription, kind=MailKind.CONFIRM, due_at=at)
    letters.send_after_commit(mail)


def confirm(subscription, *, at=None):
    subscription.confirmed_at = subscription.confirmed_at or at or timezone.now()
    subscription.save(update_fields=["confirmed_at"])


def end(subscription):
    """No more news: the address is forgotten with the mails that wait for it."""
    subscription.delete()
