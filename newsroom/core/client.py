"""Who sends a request: the client's address, which nothing stores (see `comments.intake.ip_hashes`)."""

from ipaddress import ip_address, ip_network

from django.conf import settings

UNKNOWN = ip_address("0.0.0.0")  # noqa: S104 -- an address that nobody has, and no socket


def address_of(request):
    """The address of the socket; behind a proxy that `TRUSTED_PROXIES` names, the one that this proxy saw.

    Anybody can send X-Forwarded-For: it is read from its end, and only as far as each next hop is trusted.
    """
    address = parsed(request.META.get("REMOTE_ADDR", ""))
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while is_trusted(address) and hops and hops[-1].strip():
        address = parsed(hops.pop())
    return address


def line_of(address):
    """What one person has: an address; of IPv6 the /64, since every line has all addresses of one."""
    return address if address.version == 4 else ip_network((address, 64), strict=False)


def network_of(address):
    """The neighbourhood of an address: /24, or /48 of IPv6."""
    return ip_network((address, 24 if address.version == 4 else 48), strict=False)


def is_trusted(address):
    return is_in(address, settings.TRUSTED_PROXIES)


def is_in(address, networks):
    """Does the address lie in one of these networks ("10.0.0.0/8", "::1")?"""
    return any(address in ip_network(network, strict=False) for network in networks)


def parsed(text):
    try:
        address = ip_address(text.strip())
    except ValueError:
        return UNKNOWN
    return getattr(address, "ipv4_mapped", None) or address  # ::ffff:1.2.3.4 is 1.2.3.4
