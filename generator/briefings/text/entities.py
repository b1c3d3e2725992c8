"""Character references of HTML that were encoded more often than decoded."""

import html
import re

# Without the semicolon it can be a parameter of an address: `?a=1&copy=2`.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});", re.IGNORECASE)


def unescape(value: str) -> str:
    """Return a value with its entities decoded, also those that were encoded twice."""
    for _ in range(2):
        if "&" not in value:
            break
        value = _ENTITY.sub(lambda entity: html.unescape(entity[0]), value)
    return value
