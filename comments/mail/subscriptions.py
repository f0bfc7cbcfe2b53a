"""Subscriptions to news of a comment: requested on the status page, confirmed from the mail, ended with one press."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.intake.ip_hashes import IpHashes, hash_for_ban, hash_ip
from comments.limits import CONFIRMATION_PERIOD, CONFIRMATIONS_PER_ADDRESS, CONFIRMATIONS_PER_IP
from comments.models import Comment, CommentSettings, ConfirmationRequest, Mail, State, Subscription
from comments.models.subscription import MailKind
from newsroom.core.client import is_in_networks
from newsroom.core.errors import Refusal
from newsroom.core.locks import advisory_lock
from newsroom.core.rate_limits import RateLimit, refuse_over_limit

from . import letters

CHOICE_FIELDS = ("on_decision", "on_reply", "on_answer")  # of Subscription
MAX_REQUESTS = RateLimit(CONFIRMATIONS_PER_ADDRESS, CONFIRMATION_PERIOD)
MAX_REQUESTS_PER_IP = RateLimit(CONFIRMATIONS_PER_IP, CONFIRMATION_PERIOD)


class TooManyRequests(Refusal):
    sentence = _("Too many letters have been asked for today. Please try again tomorrow.")


def may_subscribe(comment: Comment) -> bool:
    """Whether there can still be news of the comment."""
    return not comment.purged_at and comment.state != State.WITHDRAWN


@transaction.atomic
def update_subscription(
    comment: Comment, *, email: str, kinds, ip, at: datetime | None = None
) -> Subscription | None:
    """Subscribe `email` to `kinds` of news (names in CHOICE_FIELDS); without any kind, end the subscription.

    A new e-mail address must be confirmed by a link that is mailed to it. `ip` (from the ipaddress module) is
    the IP address of the request. Raises TooManyRequests.
    """
    at = at or timezone.now()
    sender = hash_ip(ip, at)
    advisory_lock(f"comments.subscription.{comment.pk}", f"comments.ip.{sender.ban}")
    subscription = Subscription.objects.select_for_update().filter(comment=comment).first()
    if not kinds:
        if subscription:
            end_subscription(subscription)
        return None
    subscription = subscription or Subscription(comment=comment, requested_at=at)
    if subscription.email != email:
        subscription.email, subscription.requested_at, subscription.confirmed_at = email, at, None
    for field in CHOICE_FIELDS:
        setattr(subscription, field, field in kinds)
    subscription.save()
    if not subscription.confirmed_at:
        is_shared = is_in_networks(ip, CommentSettings.current().list_shared_networks())
        request_confirmation(subscription, None if is_shared else sender, at)
    return subscription


def request_confirmation(subscription: Subscription, sender: IpHashes | None, at: datetime) -> None:
    """Send the mail that asks to confirm the address, unless one is waiting to be sent. Raises TooManyRequests.

    `sender` is None for a network that many people share: its requests are not counted together.
    """
    if subscription.mails.filter(kind=MailKind.CONFIRM, sent_at=None).exists():
        return
    request = ConfirmationRequest(
        email_hash=hash_for_ban(subscription.email),
        comment=subscription.comment,
        ip_hash=sender.ip if sender else "",
        at=at,
    )
    ip_hashes = sender.recent_ip_hashes if sender else []
    refuse_over_limit(
        ConfirmationRequest.objects.all(),
        MAX_REQUESTS.restrict_to(email_hash=request.email_hash),
        MAX_REQUESTS.restrict_to(comment=request.comment),
        MAX_REQUESTS_PER_IP.restrict_to(ip_hash__in=ip_hashes),
        refusal=TooManyRequests,
        at=at,
    )
    request.save()
    mail = Mail.objects.create(subscription=subscription, kind=MailKind.CONFIRM, due_at=at)
    letters.send_after_commit(mail)


def confirm_subscription(subscription: Subscription, *, at: datetime | None = None) -> None:
    """Confirm the e-mail address. The first confirmation counts."""
    subscription.confirmed_at = subscription.confirmed_at or at or timezone.now()
    subscription.save(update_fields=["confirmed_at"])


def end_subscription(subscription: Subscription) -> None:
    """Delete the subscription with its e-mail address and unsent mails."""
    subscription.delete()
