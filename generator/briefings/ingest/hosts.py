"""IP addresses of hosts, and which of them are public."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# IPv6 networks whose addresses embed an IPv4 address, with its byte offset: NAT64 (RFC 6052) and
# 6to4 (RFC 3056). `ipaddress` knows mapped addresses and Teredo.
_EMBEDDED = ((IPv6Network("64:ff9b::/96"), 12), (IPv6Network("2002::/16"), 2))


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an IP address and every address embedded in it are public."""
    if isinstance(address, IPv6Address):
        inner = [address.ipv4_mapped, *(address.teredo or ())]
        inner += [IPv4Address(address.packed[n : n + 4]) for net, n in _EMBEDDED if address in net]
        if not all(is_public(one) for one in inner if one):
            return False
        if address.ipv4_mapped or address in _EMBEDDED[0][0]:
            return True
        if address.is_site_local:
            return False
    # Python before 3.11.10 has older tables of special addresses, all of them in these classes.
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def numbers(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host in the resolver's order.

    Raises:
        OSError: the host is unknown.
        UnicodeError: the name is not a valid host name.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    # A zone (fe80::1%eth0) names the network card and is not part of the address.
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def private(found: list[str]) -> str | None:
    """Return the first IP address that is not public; None if all are."""
    return next((number for number in found if not is_public(ip_address(number))), None)
