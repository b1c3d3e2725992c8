"""The standfirst: the sentences between headline and text, usually outside of the main content."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefings.readers.html import class_names
from briefings.readers.html.elements import Context, TextBlock
from briefings.readers.html.scoring import Page, alphanumerics, latin_length
from briefings.text.sentences import SENTENCE_END

_DATED = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\b|\b\d{1,2}:\d\d\b")
_ELSEWHERE = (
    Context.FIGURE | Context.CAPTION | Context.NAVIGATION | Context.FORM | Context.CONTROL
    | Context.ASIDE | Context.DIALOG
)  # fmt: skip
# Shorter lines are kickers, bylines and labels; a line with a date is a byline up to this length.
_SHORTEST = 40
_LONGEST_BYLINE = 160
# Maximum number of blocks between a standfirst, known by its class name, and a later headline.
_BEFORE_HEADLINE = 8
_TAGS = ("p", "h2", "h3", "h4")


@dataclass(frozen=True, slots=True)
class ArticleTop:
    """Where the top of an article is."""

    page: Page
    """The page with its scores."""
    headline: int
    """Number of the block that is the headline; -1 for none."""
    first: int
    """Number of the first paragraph."""
    descriptions: Sequence[str]
    """Alphanumerics of the summaries that the page declares."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A block before the text that may be the standfirst."""

    top: ArticleTop
    block: TextBlock
    length: int
    own: frozenset[str]
    """Words of its class names."""
    around: frozenset[str]
    """Words of the class names of the element around its own."""

    @property
    def after_headline(self) -> int:
        return self.block.number - self.top.headline

    @property
    def before_text(self) -> int:
        return self.top.first - self.block.number


def standfirsts(top: ArticleTop) -> dict[int, str]:
    """Return the blocks before the text that are its standfirst, each with the rule for it.

    Where one is known by what the page declares or by its class names, place alone is no evidence:
    a caption is often near.
    """
    candidates = [c for n in range(top.first) if (c := _candidate(top, n))]
    for rules in _STRONG, _WEAK:
        found = {}
        for candidate in candidates:
            if rule := next((rule for rule, holds in rules if holds(candidate)), ""):
                found[candidate.block.number] = rule
        if found:
            return found
    return {}


def _candidate(top: ArticleTop, number: int) -> _Candidate | None:
    block = top.page.blocks[number]
    length = latin_length(block.text)
    if (
        block.linked * 2 > len(block.text)
        or block.element.context & _ELSEWHERE
        or block.element.heading == 1
        or length < _SHORTEST
        or (length < _LONGEST_BYLINE and _DATED.search(block.text))
    ):
        return None
    parent = block.element.parent
    own = class_names.words(block.element.names) | class_names.words(block.names)
    around = class_names.words(parent.names if parent else "")
    return _Candidate(top, block, length, own, around)


def _is_declared(candidate: _Candidate) -> bool:
    text = alphanumerics(candidate.block.text)
    declared = candidate.top.descriptions
    return any(text[:50] in summary or summary[:40] in text for summary in declared)


def _is_named(candidate: _Candidate) -> bool:
    if candidate.top.headline < 0 or candidate.after_headline < -_BEFORE_HEADLINE:
        return False
    if candidate.own & class_names.STANDFIRST and not candidate.own & class_names.NOT_STANDFIRST:
        return True
    return _is_below(candidate) and bool(candidate.around & class_names.STANDFIRST)


def _is_below(candidate: _Candidate) -> bool:
    """Return whether it is below the headline, and no class name calls it something else."""
    below = candidate.top.headline >= 0 and candidate.after_headline > 0
    return below and not (candidate.own | candidate.around) & class_names.NOT_STANDFIRST


def _is_under_headline(candidate: _Candidate) -> bool:
    """Match the next block below the headline, or a long sentence between it and the text."""
    if not _is_below(candidate):
        return False
    next_to = candidate.after_headline <= 2 and candidate.block.element.tag in _TAGS
    if candidate.length >= 60 and next_to:
        return True
    near = candidate.after_headline <= 6 and candidate.before_text <= 6
    long = candidate.length >= 90
    return near and long and SENTENCE_END.search(candidate.block.text) is not None


_Rules = Sequence[tuple[str, Callable[[_Candidate], bool]]]
_STRONG: _Rules = (("declared-summary", _is_declared), ("named-standfirst", _is_named))
_WEAK: _Rules = (("under-the-headline", _is_under_headline),)
