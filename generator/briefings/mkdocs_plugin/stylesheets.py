"""The stylesheet of all pages, without what only those who change it read."""

import re

# A string stays as it is; so does a comment that begins with `/*!`, such as a licence.
_KEPT = r"""(?P<kept>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|/\*!.*?\*/)"""
_COMMENT = r"/\*(?!!).*?\*/"
_TOKEN = re.compile(rf"{_KEPT}|(?P<line>\n)(?:\s|{_COMMENT})+|{_COMMENT}", re.DOTALL)


def compact(css: str) -> str:
    """Return a stylesheet without comments, empty lines and indentation."""
    return _TOKEN.sub(lambda found: found["kept"] or found["line"] or "", css)
