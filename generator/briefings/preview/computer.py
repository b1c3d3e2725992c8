"""The names and numbers of this computer in its networks."""

import socket

_DOCUMENTATION = ("192.0.2.1", 9)
"""An address that nobody has (RFC 5737)."""


def names() -> list[str]:
    """Return the names at which other computers may know this one."""
    name = socket.gethostname()
    short = name.partition(".")[0]
    # mDNS: https://www.rfc-editor.org/rfc/rfc6762
    return [name, short, f"{short}.local"]


def numbers() -> list[str]:
    """Return the IP addresses at which a browser reaches this computer, from here and elsewhere."""
    found = ["127.0.0.1"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
        try:
            # Nothing is sent: the system only chooses the network.
            connection.connect(_DOCUMENTATION)
            found.append(connection.getsockname()[0])
        except OSError:
            pass  # no network
    return list(dict.fromkeys(found))
