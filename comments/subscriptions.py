"""News of a comment by e-mail: asked for on the status page, confirmed from the mail, ended with one press."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.ground.errors import Refusal

from . import letters
from .address import for_ban
from .models import Asked, Mail, State, Subscription
from .models.subscription import News

# Nobody can make us write to a stranger again and again.
MOST_REQUESTS, REQUESTS_IN = 3, timedelta(days=1)


class TooManyRequests(Refusal):
    sentence = _("Too many letters have been asked for this address today. Please try again tomorrow.")


def may_choose(comment):
    """Is there still something to hear of?"""
    return not comment.purged_at and comment.state != State.WITHDRAWN


@transaction.atomic
def choose(comment, *, email, kinds, at=None) -> Subscription | None:
    """Send news of these kinds ("on_decision" ...) to `email`, once it is confirmed from there; none: no news at all.

    Raises TooManyRequests.
    """
    at = at or timezone.now()
    subscription = Subscription.objects.select_for_update().filter(comment=comment).first()
    if not kinds:
        return end(subscription) if subscription else None
    subscription = subscription or Subscription(comment=comment, asked_at=at)
    if subscription.email != email:
        subscription.email, subscription.asked_at, subscription.confirmed_at = email, at, None
    for kind in KINDS:
        setattr(subscription, kind, kind in kinds)
    subscription.save()
    if not subscription.confirmed_at:
        ask_to_confirm(subscription, at)
    return subscription


KINDS = ("on_decision", "on_reply", "on_answer")


def ask_to_confirm(subscription, at):
    """Queue the letter that asks; one that still waits is enough. Raises TooManyRequests."""
    own, since = subscription.mails.filter(news=News.CONFIRM), at - REQUESTS_IN
    if own.filter(sent_at=None).exists():
        return
    address = for_ban(subscription.email)
    to_address = Asked.objects.filter(address_hash=address, at__gt=since)
    if max(own.filter(due_at__gt=since).count(), to_address.count()) >= MOST_REQUESTS:
        raise TooManyRequests
    Asked.objects.create(address_hash=address, at=at)
    mail = Mail.objects.create(subscription=subscription, news=News.CONFIRM, due_at=at)
    letters.send_after_commit(mail)


def confirm(subscription, *, at=None):
    subscription.confirmed_at = subscription.confirmed_at or at or timezone.now()
    subscription.save(update_fields=["confirmed_at"])


def end(subscription):
    """No more news: the address is forgotten with the mails that wait for it."""
    subscription.delete()
