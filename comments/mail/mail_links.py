"""Signed links in mails to readers.

The signature covers the subscription, its e-mail address and the purpose: when a reader changes the address, links
sent to the old one stop working and cannot confirm the new one.
"""

from enum import StrEnum

from django.core import signing

from comments.models import Subscription
from newsroom.core.parsing import parse_int


class LinkPurpose(StrEnum):
    CONFIRM = "confirm"
    END = "end"


def make_token(subscription: Subscription, purpose: LinkPurpose) -> str:
    return _signer(subscription, purpose).sign(str(subscription.pk))


def find_subscription(token: str, purpose: LinkPurpose) -> Subscription | None:
    """The subscription of a link; None for a forged link and for one that is no longer valid."""
    pk = parse_int(token.partition(":")[0])
    if pk is None:
        return None
    subscription = Subscription.objects.select_related("comment__article__section").filter(pk=pk).first()
    if subscription is None:
        return None
    try:
        _signer(subscription, purpose).unsign(token)
    except signing.BadSignature:
        return None
    return subscription


def _signer(subscription: Subscription, purpose: LinkPurpose) -> signing.Signer:
    return signing.Signer(salt=f"comments.subscription.{purpose}.{subscription.email}")
