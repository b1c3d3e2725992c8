"""Clean declared names: headlines without the name of the site, bylines as single authors."""

import re
from collections.abc import Iterable, Sequence

_NO_WORD = re.compile(r"\W+")
# Between a headline and the name of the site.
_SEPARATOR = re.compile(r"\s+[-–—|·•*:»]\s+|\s*[|｜ㅣ：]\s*")
_BY = re.compile(
    r"^(?:(?:written |geschrieben |skrevet )?(?:by|von|vom|par|por|di|da|af|av|door|od|autor"
    r"|autorin|autoren|author|authors|text|story|tekst|yazan|reporting|автор|文|글)\b\s*:?|[·•|–—-])\s*",
    re.IGNORECASE,
)
# Between two authors: punctuation, and `and` in the languages of the development pages.
_BETWEEN = re.compile(
    r"\s*[,;/|•·\n]\s*|\s+(?:and|und|et|y|og|och|en|e|i|ve|dan|и|та|&|\+)\s+", re.IGNORECASE
)
_BRACKETED = re.compile(r"\s*\([^)]*\)\s*|\s*\[[^\]]*\]\s*")
# `reporter` at the end of Korean and Japanese bylines.
_REPORTER = re.compile(r"\s*(?:기자|특파원|記者)$")
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\d{2}|^\W*$|\b(?:published|updated|read|min|comments?|share|follow)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 60
_LONGEST_TITLE = 400
_LONGEST_BYLINE = 1000
_BY_LINE = re.compile(r"(?:by|von|par|por|di|af|av|door)\b\s*:?\s+(?=[A-ZÀ-Þ])", re.IGNORECASE)


def opens_byline(text: str) -> bool:
    """Return whether a line begins like a byline: `By Ann Lee`."""
    found = _BY_LINE.match(text)
    return found is not None and text[found.end() : found.end() + 1].isupper()


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


def people(value: str) -> tuple[str, ...]:
    """Return the authors in a byline or declared value, one by one.

    `By Ann Lee, Bo Ek and Cy Day (Rome)` has three. Addresses, numbers and dates are left out.
    """
    value = _BRACKETED.sub(" ", " ".join(value[:_LONGEST_BYLINE].split()))
    if "://" in value or value.startswith("@") or (" " not in value and "@" in value):
        return ()
    while (shorter := _BY.sub("", value, count=1)) != value:
        value = shorter
    names = []
    for part in _BETWEEN.split(value):
        name = _REPORTER.sub("", _BY.sub("", part)).strip(" .:·–—-|*")
        if 2 <= len(name) <= _LONGEST_NAME and not _NOT_A_NAME.search(name):
            names.append(name)
    return tuple(dict.fromkeys(names))
