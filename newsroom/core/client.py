"""The IP address of the client that sends a request. Nothing stores it (see `comments.intake.ip_hashes`)."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

IPAddress = IPv4Address | IPv6Address
IPNetwork = IPv4Network | IPv6Network

UNKNOWN = ip_address("0.0.0.0")  # noqa: S104 -- belongs to nobody; no socket is bound to it


def client_ip(request: HttpRequest) -> IPAddress:
    """Return the IP address of the socket or, behind proxies in `TRUSTED_PROXIES`, the one that they saw.

    Anybody can send X-Forwarded-For: read it from its end, and only as long as the next hop is trusted.
    Return UNKNOWN when the address cannot be parsed.
    """
    ip = parse_ip(request.META.get("REMOTE_ADDR", ""))
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while is_trusted_proxy(ip) and hops and hops[-1].strip():
        ip = parse_ip(hops.pop())
    return ip


def ip_prefix(ip: IPAddress) -> IPAddress | IPNetwork:
    """Return what one connection has: the IPv4 address, or the /64 of an IPv6 address."""
    return ip if ip.version == 4 else ip_network((ip, 64), strict=False)


def ip_subnet(ip: IPAddress) -> IPNetwork:
    """Return the neighbourhood of an IP address: its /24, or its /48 of IPv6."""
    return ip_network((ip, 24 if ip.version == 4 else 48), strict=False)


def is_trusted_proxy(ip: IPAddress) -> bool:
    return is_in_networks(ip, settings.TRUSTED_PROXIES)


def is_in_networks(ip: IPAddress, networks: list[str]) -> bool:
    """Whether the IP address lies in one of these networks ("10.0.0.0/8", "::1")."""
    return any(ip in ip_network(network, strict=False) for network in networks)


def parse_ip(text: str) -> IPAddress:
    """Return the IP address that `text` writes, or UNKNOWN. ::ffff:1.2.3.4 is 1.2.3.4."""
    try:
        ip = ip_address(text.strip())
    except ValueError:
        return UNKNOWN
    return getattr(ip, "ipv4_mapped", None) or ip
