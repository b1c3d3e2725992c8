"""Clean declared headlines, and fold names for comparison."""

import re
from collections.abc import Iterable, Sequence

_NO_WORD = re.compile(r"\W+")
# Between a headline and the name of the site.
_SEPARATOR = re.compile(r"\s+[-–—|·•*:»]\s+|\s*[|｜ㅣ：]\s*")
_LONGEST_TITLE = 400


def fold(text: str) -> str:
    """Return the letters and digits of a text in one case, for comparison."""
    return _NO_WORD.sub("", text).casefold()


def headline(title: str, sites: Iterable[str], others: Sequence[str]) -> str:
    """Return a title without the name of the site at the end.

    Args:
        title: as declared, such as `A storm is coming | The Sample`.
        sites: names of the site.
        others: other headlines of the page; a title up to a separator that equals one of them is
            the headline.
    """
    title = " ".join(title[:_LONGEST_TITLE].split())
    known = {folded for site in sites if (folded := fold(site))}
    wanted = {folded for other in others if (folded := fold(other))}
    found = list(_SEPARATOR.finditer(title))
    for separator in found:
        if fold(title[: separator.start()]) in wanted:
            return title[: separator.start()].strip()
    while found:
        last = found.pop()
        head, tail = title[: last.start()].strip(), fold(title[last.end() :])
        if not head or not (
            tail in known
            or any(len(site) > 3 and site in tail and len(tail) < 3 * len(site) for site in known)
        ):
            break
        title = head
    return title
