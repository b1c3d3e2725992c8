"""The page title (HTML `title`): the first line of many captures, with the name of the site.

It consists of headline, section and site with separators between. The part that the page repeats,
as a line or at an end of a packed line, is the headline. If no part is repeated, the names of site
and section are removed from the end by their form.

Chinese, Japanese and Korean titles have separators without spaces: `_`, `--` and `ㅣ`. A single
hyphen can be part of a headline, so it is a separator only before a section and the site's name.
"""

import re
from collections.abc import Iterator, Sequence

from briefings.readers.text import features as text_features
from briefings.readers.text.blocks import TextBlock

_BARS = "|｜ㅣ│"
_SEPARATOR = re.compile(
    rf"\s+[|–—·•«»*]+\s+|\s+-+\s+|\s+:+\s+|\s*[{_BARS}]\s*|\s*：\s*"
    rf"|(?<=[^\W_a-zA-Z0-9])(?:_+|--+)(?=[{text_features.DENSE}])"
)
# The longest names of sections are five characters: “国际新闻网”.
_SECTION = re.compile(rf"(?<=[{text_features.DENSE}])-[{text_features.DENSE}]{{1,5}}$")
# Maximum length of the part of a packed line that is searched for the title.
_LONGEST = 300
_PACKED = 160
_HEADLINE = 30
_LEAST = 15
_DENSE_LEAST = 8
_NAME, _DENSE_NAME = 40, 14
# Number of blocks that are searched for the headline.
_PAGE = 480
_PARTS = 7
_FEW = 4
_MARKS = (":", "-", "–", "—", "|", "·", "•")
# A repeated part that does not begin the title has at least this share of the expected length.
_SHARE = 0.6


def find(blocks: Sequence[TextBlock]) -> str:
    """Return the page title at the top of a capture without the site's name; empty for none."""
    if not blocks or blocks[0].head.indent > 1 or blocks[0].features.weight < _LEAST:
        return ""
    text = blocks[0].text[:_LONGEST]
    if len(blocks) < _FEW:
        # Only the title of a page was captured.
        short = without_site(text)
        alone = len(blocks) == 1 and len(blocks[0].text) <= _PACKED
        return short if alone and short != text and any(b in text for b in _BARS) else ""
    expected = _by_form(text, blocks)
    return _confirmed(text, expected, blocks) or expected


def _by_form(text: str, blocks: Sequence[TextBlock]) -> str:
    if len(blocks[0].text) > _PACKED:
        # A packed line: the title ends at the first separator after a headline.
        ends = (found.start() for found in _SEPARATOR.finditer(text))
        text = text[: next((end for end in ends if end >= _HEADLINE), len(text))]
        return text if len(text) < _PACKED else ""
    if not _SEPARATOR.search(text) and blocks[0].features.weight < 40 and blocks[0].copies == 1:
        return ""
    return without_site(text, frozenset(block.text for block in blocks[1:_PAGE]))


def without_site(title: str, lines: frozenset[str] = frozenset()) -> str:
    """Return a page title without the names of site and section at its end.

    A title that is a line of the page is kept, and so are a tail in lower case and what follows a
    colon.
    """
    while title not in lines:
        separators = list(_SEPARATOR.finditer(title))
        if not separators:
            break
        found = separators[-1]
        head, tail = title[: found.start()], title[found.end() :]
        words = tail.split()
        longest = _DENSE_NAME if text_features.is_dense(tail) else _NAME
        name = len(words) <= 4 and len(tail) <= longest and not tail.endswith(("?", "!", "."))
        # “der Freitag”, “kicker”, “rp.pl” are names; “and what it costs” is not.
        lower = len(words) > 3 or not words or not words[-1][:1].isupper()
        name = name and not (tail[:1].islower() and len(words) != 1 and "." not in tail and lower)
        bar = found[0].strip() in _BARS and len(tail) < len(head) + 20
        if len(head) < _LEAST or head.endswith(":") or not (name or bar):
            break
        title = _SECTION.sub("", head)
    return title


def parts(title: str) -> list[str]:
    """Return the parts of a title between separators."""
    return [part for part in _SEPARATOR.split(title) if part]


def _confirmed(text: str, expected: str, blocks: Sequence[TextBlock]) -> str:
    """Return the longest run of parts that the page repeats; empty for none.

    A line repeats a run if it equals it, or begins or ends with it. A much shorter run than the
    expected headline, which does not begin the title, is the name of a section.
    """
    runs = sorted({expected, *_runs(text)}, key=len, reverse=True)
    if len(runs) < 2:
        return ""
    others = [
        (u.text[:_LONGEST].casefold(), u.text[-_LONGEST:].casefold()) for u in blocks[1:_PAGE]
    ]
    for run in runs:
        folded = run.casefold()
        if folded and any(_repeats(head, tail, folded) for head, tail in others):
            trusted = text.startswith(run) or len(run) >= _SHARE * len(expected)
            return run if trusted else ""
    return ""


def _repeats(head: str, tail: str, run: str) -> bool:
    """Return whether a line begins or ends with a run, without a separator after or before it."""
    if head.startswith(run):
        return not head[len(run) :].lstrip().startswith(_MARKS)
    return tail.endswith(run) and not tail[: -len(run)].rstrip().endswith(_MARKS)


def _runs(text: str) -> Iterator[str]:
    """Yield the runs of parts of a title that can be a headline, without the whole title."""
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
    if text_features.is_dense(text):
        return len(text) >= _DENSE_LEAST
    return len(text) >= _HEADLINE and len(text.split()) >= 4
