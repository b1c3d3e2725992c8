"""Characters that no page can show."""

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def visible(text: str) -> str:
    """Return `text` with U+FFFD in place of control characters.

    HTML cannot show them, and Python-Markdown uses two of them internally.
    """
    return _CONTROLS.sub(REPLACEMENT, text)
