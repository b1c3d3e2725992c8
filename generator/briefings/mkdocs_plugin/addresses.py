"""The pages that Markdown may link to, found without parsing it."""

import re

from briefings.text import uris

# Anything that may be the address of a page; one that is no link does no harm. It begins where a
# word begins: otherwise each letter of a long word would be tried.
_ADDRESS = re.compile(r"(?<![^\s()<>\[\]\"'`])[^\s()<>\[\]\"'`]+\.md\b")


def targets(uri: str, text: str) -> set[str]:
    """Return the URIs, existing or not, that the Markdown of the page `uri` may link to."""
    if ".md" not in text:
        return set()
    return {uris.resolve(uri, address) for address in _ADDRESS.findall(text)}
