"""Read a byline: its people, one by one."""

import re

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
_LONGEST_BYLINE = 1000
_BY_LINE = re.compile(r"(?:by|von|par|por|di|af|av|door)\b\s*:?\s+(?=[A-ZÀ-Þ])", re.IGNORECASE)


def opens_byline(text: str) -> bool:
    """Return whether a line begins like a byline: `By Ann Lee`."""
    found = _BY_LINE.match(text)
    return found is not None and text[found.end() : found.end() + 1].isupper()


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
