"""Where a request comes from, as keyed hashes: enough to count and to compare, nothing to trace back.

The key of `ip_hash` and `ip_network_hash` is random and changes every month; deleted keys cannot be made again
(`comments.retention.privacy`). A ban outlasts a month, so its hash has a key of its own.
"""

import secrets
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.crypto import salted_hmac

from comments.models import IpHashKey
from newsroom.core.client import ip_prefix, ip_subnet


class Origin(NamedTuple):
    """The hashes of one line at one time; `earlier` is its hash under the key of the month before."""

    address: str
    network: str
    ban: str
    earlier: str


def origin_of(address, at=None) -> Origin:
    """The hashes of `address` (of the ipaddress module)."""
    month = timezone.localdate(at or timezone.now()).replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    keys = dict(IpHashKey.objects.filter(month__in=[month, before]).values_list("month", "key"))
    if month not in keys:
        keys[month] = IpHashKey.objects.get_or_create(month=month, defaults={"key": secrets.token_hex(32)})[
            0
        ].key
    line = ip_prefix(address)
    return Origin(
        address=hashed(line, keys[month]),
        network=hashed(ip_subnet(address), keys[month]),
        ban=for_ban(str(line)),
        earlier=hashed(line, keys[before]) if before in keys else "",
    )


def hashed(what, key):
    return salted_hmac("comments.address", str(what), secret=key, algorithm="sha256").hexdigest()


def for_ban(value):
    """Of an address or an e-mail, for as long as a ban may last."""
    return salted_hmac("comments.ban", value.casefold(), algorithm="sha256").hexdigest()
