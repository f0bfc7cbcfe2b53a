"""News of a comment by e-mail: asked for on the status page, confirmed from the mail, ended with one press.

The link in a mail is signed over the subscription and the address it went to: once the reader names another
address, links that went to the first do nothing any more, and cannot confirm the second.
"""

from datetime import timedelta

from django.core import signing
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.ground.errors import Refusal

from .models import Mail, State, Subscription
from .models.subscription import News

# Nobody can make us write to a stranger again and again.
MOST_REQUESTS, REQUESTS_IN = 3, timedelta(days=1)


class Act(models.TextChoices):
    """What the link in a mail is for."""

    CONFIRM = "confirm", _("confirm")
    END = "end", _("end")


class TooManyRequests(Refusal):
    sentence = _("Too many letters have been asked for this address today. Please try again tomorrow.")


def token_of(subscription, act) -> str:
    return signer_of(subscription, act).sign(subscription.pk)


def subscription_of(token, act) -> Subscription | None:
    """The subscription whose link this is; None for a forged link and for one that has done its work."""
    pk = token.partition(":")[0]
    if not (pk.isascii() and pk.isdecimal() and len(pk) <= 18):
        return None
    found = Subscription.objects.select_related("comment__article__section").filter(pk=pk).first()
    try:
        found and signer_of(found, act).unsign(token)
    except signing.BadSignature:
        return None
    return found


def signer_of(subscription, act):
    return signing.Signer(salt=f"comments.subscription.{act}.{subscription.email}")


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
    letters = Mail.objects.filter(news=News.CONFIRM)
    own, since = letters.filter(subscription=subscription), at - REQUESTS_IN
    if own.filter(sent_at=None).exists():
        return
    to_address = letters.filter(subscription__email__iexact=subscription.email, due_at__gt=since)
    if max(own.filter(due_at__gt=since).count(), to_address.count()) >= MOST_REQUESTS:
        raise TooManyRequests
    Mail.objects.create(subscription=subscription, news=News.CONFIRM, due_at=at)


def confirm(subscription, *, at=None):
    subscription.confirmed_at = subscription.confirmed_at or at or timezone.now()
    subscription.save(update_fields=["confirmed_at"])


def end(subscription):
    """No more news: the address is forgotten with the mails that wait for it."""
    subscription.delete()
