"""Characters that no page can show."""

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")


def visible(text: str) -> str:
    """Return `text` with U+FFFD in place of control characters and halves of surrogate pairs.

    HTML cannot show the former, and Python-Markdown uses two of them internally. UTF-8 cannot
    encode the latter, but JSON can: https://datatracker.ietf.org/doc/html/rfc8259#section-8.2
    """
    return _INVISIBLE.sub(REPLACEMENT, text)
