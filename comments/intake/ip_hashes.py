"""Keyed hashes of IP addresses: enough to count and to compare requests, not enough to trace an address.

The key of `ip_hash` and `ip_network_hash` is random and changes every month; the purge deletes old keys, which cannot
be made again (`comments.retention.purge`). A ban lasts longer than a month, so its hash has a key of its own.
"""

import secrets
from datetime import date, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address
from typing import NamedTuple

from django.utils import timezone
from django.utils.crypto import salted_hmac

from comments.models import IpHashKey
from newsroom.core.client import ip_prefix, ip_subnet


class IpHashes(NamedTuple):
    """The hashes of one IP address at one time.

    `ip` and `network` use the key of this month; `previous_ip` is `ip` under the key of the month before, "" if that
    key does not exist; `ban` uses the permanent key.
    """

    ip: str
    network: str
    ban: str
    previous_ip: str

    @property
    def recent_ip_hashes(self) -> list[str]:
        """Values that `ip_hash` of rows from the last days can have."""
        return [each for each in (self.ip, self.previous_ip) if each]


def hash_ip(ip: IPv4Address | IPv6Address, at: datetime | None = None) -> IpHashes:
    """Hash the prefix and the subnet of `ip` with the keys of the month of `at`; creates a missing key."""
    month = timezone.localdate(at or timezone.now()).replace(day=1)
    previous_month = (month - timedelta(days=1)).replace(day=1)
    keys = dict(IpHashKey.objects.filter(month__in=[month, previous_month]).values_list("month", "key"))
    if month not in keys:
        keys[month] = create_key(month)
    prefix = ip_prefix(ip)
    return IpHashes(
        ip=compute_hash(prefix, keys[month]),
        network=compute_hash(ip_subnet(ip), keys[month]),
        ban=hash_for_ban(str(prefix)),
        previous_ip=compute_hash(prefix, keys[previous_month]) if previous_month in keys else "",
    )


def create_key(month: date) -> str:
    key, _is_new = IpHashKey.objects.get_or_create(month=month, defaults={"key": secrets.token_hex(32)})
    return key.key


def compute_hash(value: object, key: str) -> str:
    return salted_hmac("comments.ip", str(value), secret=key, algorithm="sha256").hexdigest()


def hash_for_ban(value: str) -> str:
    """Hash an IP prefix or an e-mail address with the permanent key, ignoring case."""
    return salted_hmac("comments.ban", value.casefold(), algorithm="sha256").hexdigest()
