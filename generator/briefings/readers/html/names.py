"""Clean declared headlines, and fold names for comparison."""

import re
from collections.abc import Iterable, Sequence

from briefings.readers.html.scoring import alphanumerics

# Between a headline and the name of the site.
_SEPARATOR = re.compile(r"\s+[-–—|·•*:»]\s+|\s*[|｜ㅣ：]\s*")
# Between a headline and a section without a space before it.
_SUFFIX = re.compile(r"\s*[-–—|·•»｜ㅣ]")
_SHORTEST_HEADLINE = 15
_SITE_WORDS = 2
_LONGEST_TITLE = 400


def fold(text: str) -> str:
    """Return the letters and digits of a text in one case, for comparison."""
    return alphanumerics(text).casefold()


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
    for other in others:
        is_start = len(other) >= _SHORTEST_HEADLINE and title.startswith(other)
        if is_start and _SUFFIX.match(title, len(other)):
            return other
    while found:
        last = found.pop()
        head, tail = title[: last.start()].strip(), title[last.end() :]
        if not head or not _is_site(tail, known):
            break
        title = head
    return title


def _is_site(text: str, sites: Iterable[str]) -> bool:
    """Return whether a text is the name of a site, or a little more than that: `CBC News`."""
    folded, words = fold(text), [fold(word) for word in text.split()]
    return any(
        folded == site
        or (len(words) <= _SITE_WORDS and site in words)
        or (len(site) > len("bbc") and site in folded and len(folded) < 3 * len(site))
        for site in sites
    )
