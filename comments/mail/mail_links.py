"""The links in mails to readers: what each is for, and whose it is.

A link is signed over the subscription and the address it went to: once the reader names another address, links that
went to the first do nothing any more, and cannot confirm the second.
"""

from django.core import signing
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models import Subscription
from newsroom.core.parsing import parse_int


class Act(models.TextChoices):
    """What the link in a mail is for."""

    CONFIRM = "confirm", _("confirm")
    END = "end", _("end")


def token_of(subscription, act) -> str:
    return signer_of(subscription, act).sign(subscription.pk)


def subscription_of(token, act) -> Subscription | None:
    """The subscription whose link this is; None for a forged link and for one that has done its work."""
    pk = parse_int(token.partition(":")[0])
    if pk is None:
        return None
    found = Subscription.objects.select_related("comment__article__section").filter(pk=pk).first()
    try:
        found and signer_of(found, act).unsign(token)
    except signing.BadSignature:
        return None
    return found


def signer_of(subscription, act):
    return signing.Signer(salt=f"comments.subscription.{act}.{subscription.email}")
