"""Where a name leads to, and whether anybody may go there: machines of our own network are not for readers to reach."""

import ipaddress
import socket
from collections.abc import Sequence
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: Ways to write an IPv4 address within IPv6, and the relays of such: what is at the other end is not seen in them.
_TRANSLATED: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "::/96",
        "::ffff:0:0/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/32",
    )
)
_RELAYS: Final = ipaddress.ip_network("192.88.99.0/24")


def look_up(host: str, port: int) -> Sequence[str]:
    """Every address of a host. Raises OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(text: str) -> bool:
    """Whether an address is one of the open network: not private, loopback, link-local, multicast or reserved."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:  # with a zone (`fe80::1%eth0`), or none at all
        return False
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return address not in _RELAYS
    return not (address.is_site_local or any(address in network for network in _TRANSLATED))


def is_loopback(text: str) -> bool:
    """Whether an address is this machine itself, which the demonstration's publishers are on."""
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False
