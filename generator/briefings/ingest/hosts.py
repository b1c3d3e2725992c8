"""Hosts of the web: their IP addresses, and which of those are of the public internet."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# Addresses of IPv6 that stand for one of IPv4: where it begins in them. NAT64 (RFC 6052) and
# 6to4 (RFC 3056); mapped addresses and Teredo are known to `ipaddress`.
_EMBEDDED = ((IPv6Network("64:ff9b::/96"), 12), (IPv6Network("2002::/16"), 2))


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an IP address is of the public internet, and so is every one hidden inside it."""
    if isinstance(address, IPv6Address):
        inner = [address.ipv4_mapped, *(address.teredo or ())]
        inner += [IPv4Address(address.packed[n : n + 4]) for net, n in _EMBEDDED if address in net]
        if not all(is_public(one) for one in inner if one):
            return False
        if address.ipv4_mapped or address in _EMBEDDED[0][0]:
            return True
        if address.is_site_local:
            return False
    # Python before 3.11.10 knows older tables of special addresses, all of them in these classes.
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def numbers(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, best first, as this machine's resolver gives them.

    Raises:
        OSError: the host is not known.
        UnicodeError: it is no name of a host.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    # A zone (fe80::1%eth0) says which network card, not which address.
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def private(found: list[str]) -> str | None:
    """Return the first of some IP addresses that is not public, or None if all are."""
    return next((number for number in found if not is_public(ip_address(number))), None)
