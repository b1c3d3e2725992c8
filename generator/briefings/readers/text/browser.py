"""The title that the browser shows: the first line of many captures, with the site's name in it.

Between headline, section and site stand separators. Which part is the headline is told by the page:
it says the headline again, in a line of its own or at one of the ends of a packed one. Where it
does not, the names of site and section are taken off the end by their shape.
"""

import re
from collections.abc import Iterator, Sequence

from briefings.readers.text import shapes as text_shapes
from briefings.readers.text.units import Unit

_SEPARATOR = re.compile(r"\s+[|–—·•«»*]+\s+|\s+-+\s+|\s+:+\s+|\s*[|｜]\s*|\s*：\s*")
# It is cut from a packed line at this length.
_LONGEST = 300
_PACKED = 160
_HEADLINE = 30
_LEAST = 15
_DENSE_LEAST = 8
_NAME, _DENSE_NAME = 40, 14
# So far down, in units, a line can say the headline again.
_PAGE = 480
_PARTS = 7
_MARKS = (":", "-", "–", "—", "|", "·", "•")
# What is not the title's beginning is believed if it is not much shorter than its shape shows.
_SHARE = 0.6


def find(units: Sequence[Unit]) -> str:
    """Return the title at the top of a capture without the site's name; empty for none."""
    if len(units) < 4 or units[0].head.indent > 1 or units[0].shape.weight < _LEAST:
        return ""
    text = units[0].text[:_LONGEST]
    shaped = _by_shape(text, units)
    return _confirmed(text, shaped, units) or shaped


def _by_shape(text: str, units: Sequence[Unit]) -> str:
    if len(units[0].text) > _PACKED:
        # Something is stuck to its end: it ends at the first separator that leaves a headline.
        ends = (found.start() for found in _SEPARATOR.finditer(text))
        text = text[: next((end for end in ends if end >= _HEADLINE), len(text))]
        return text if len(text) < _PACKED else ""
    if not _SEPARATOR.search(text) and units[0].shape.weight < 40 and units[0].copies == 1:
        return ""
    return without_site(text, frozenset(unit.text for unit in units[1:_PAGE]))


def without_site(title: str, lines: frozenset[str] = frozenset()) -> str:
    """Return a page's title without the names of site and section that end it.

    What is a line of the page as it stands, a tail that goes on in lower case, and what a colon
    announces is kept.
    """
    while title not in lines:
        separators = list(_SEPARATOR.finditer(title))
        if not separators:
            break
        found = separators[-1]
        head, tail = title[: found.start()], title[found.end() :]
        words = tail.split()
        longest = _DENSE_NAME if text_shapes.is_dense(tail) else _NAME
        name = len(words) <= 4 and len(tail) <= longest and not tail.endswith(("?", "!", "."))
        # “der Freitag”, “kicker”, “rp.pl” are names; “and what it costs” is not.
        lower = len(words) > 3 or not words or not words[-1][:1].isupper()
        name = name and not (tail[:1].islower() and len(words) != 1 and "." not in tail and lower)
        bar = "|" in found[0] and len(tail) < len(head) + 20
        if len(head) < _LEAST or head.endswith(":") or not (name or bar):
            break
        title = head
    return title


def parts(title: str) -> list[str]:
    """Return the parts of a title between its separators."""
    return [part for part in _SEPARATOR.split(title) if part]


def _confirmed(text: str, shaped: str, units: Sequence[Unit]) -> str:
    """Return the longest run of the title's parts that the page says again; empty for none.

    It is said again by a line that is this run, or that begins or ends with it. What the shape of
    the title shows is one of the runs; a far shorter one that the title does not begin with is the
    name of a section sooner than the headline.
    """
    runs = sorted({shaped, *_runs(text)}, key=len, reverse=True)
    if len(runs) < 2:
        return ""
    others = [(u.text[:_LONGEST].casefold(), u.text[-_LONGEST:].casefold()) for u in units[1:_PAGE]]
    for run in runs:
        folded = run.casefold()
        if folded and any(_says(head, tail, folded) for head, tail in others):
            believed = text.startswith(run) or len(run) >= _SHARE * len(shaped)
            return run if believed else ""
    return ""


def _says(head: str, tail: str, run: str) -> bool:
    """Return whether a line begins or ends with a run, and the title does not go on there."""
    if head.startswith(run):
        return not head[len(run) :].lstrip().startswith(_MARKS)
    return tail.endswith(run) and not tail[: -len(run)].rstrip().endswith(_MARKS)


def _runs(text: str) -> Iterator[str]:
    """Yield the runs of parts of a title that are long enough for a headline, but not all of it."""
    cuts = [match.span() for match in _SEPARATOR.finditer(text)][: _PARTS - 1]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    for first, start in enumerate(starts):
        for last, end in enumerate(ends[first:], first):
            run = text[start:end]
            whole = first == 0 and last == len(ends) - 1
            goes_on = text[ends[last] :].lstrip(" -–—")[:1].islower()
            if not (whole or goes_on or run.endswith(":")) and _is_headline(run):
                yield run


def _is_headline(text: str) -> bool:
    if text_shapes.is_dense(text):
        return len(text) >= _DENSE_LEAST
    return len(text) >= _HEADLINE and len(text.split()) >= 4
