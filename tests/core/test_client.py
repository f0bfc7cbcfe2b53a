"""The IP address of a client: that of the socket, or a forwarded one from a trusted proxy."""

from ipaddress import ip_address

import pytest

from newsroom.core.client import UNKNOWN, client_ip, ip_subnet, is_in_networks


@pytest.mark.parametrize(
    ("proxies", "socket", "forwarded", "expected"),
    [
        ([], "203.0.113.7", "", "203.0.113.7"),
        ([], "203.0.113.7", "198.51.100.1", "203.0.113.7"),  # anybody can say that
        (["10.0.0.0/8"], "203.0.113.7", "198.51.100.1", "203.0.113.7"),  # not the proxy
        (["10.0.0.0/8"], "10.0.0.1", "198.51.100.1", "198.51.100.1"),
        (["10.0.0.0/8"], "10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),  # what came before is hearsay
        (["10.0.0.0/8"], "10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (["10.0.0.0/8"], "10.0.0.1", "", "10.0.0.1"),
        (["10.0.0.0/8"], "10.0.0.1", "nonsense", str(UNKNOWN)),
        (["127.0.0.1"], "127.0.0.1", "2001:db8::1", "2001:db8::1"),
        (["127.0.0.1"], "::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ([], "", "", str(UNKNOWN)),
        ([], "unix:", "", str(UNKNOWN)),
    ],
)
def test_client_ip_is_that_of_the_socket_or_from_a_trusted_proxy(
    rf, settings, proxies, socket, forwarded, expected
):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR=socket, HTTP_X_FORWARDED_FOR=forwarded)

    assert str(client_ip(request)) == expected


@pytest.mark.parametrize(
    ("address", "network"),
    [("203.0.113.77", "203.0.113.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48")],
)
def test_network_of_an_ip_address(address, network):
    assert str(ip_subnet(ip_address(address))) == network


def test_invalid_network_is_refused_with_a_message():
    with pytest.raises(ValueError, match="nonsense"):
        is_in_networks(ip_address("::1"), ["nonsense"])
