"""Pages laid out for linking: all their passages end to end, with columns about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from briefings.linking.batches import end_to_end, join
from briefings.linking.folding import Offsets
from briefings.linking.matches import Numbers
from briefings.model.linking import Passage, Verdict
from briefings.model.policy import NO_RULES, LinkRules

Codes = NDArray[np.int8]
Mask = NDArray[np.bool_]

VERDICTS = tuple(Verdict)
UNDECIDED = -1


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page that links are looked for in, and what was said about links there."""

    slug: str
    """Slug of the article or explainer."""
    passages: Sequence[Passage]
    """The text, in reading order."""
    day: str = ""
    """Day of the article in ISO 8601; empty where it is not known."""
    rules: LinkRules = NO_RULES
    """The editor's word on links in this page."""
    about: str = ""
    """Slug of the explainer that this page is; empty for a briefing."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The passages of some pages, numbered through; offsets are global (`matches.Matches`)."""

    pages: Sequence[PageText]
    """The pages, as given."""
    passages: Sequence[Passage]
    """All passages, page after page."""
    texts: Sequence[str]
    """The passages of each page that has some, joined (`batches.join`)."""
    first_passage: Offsets
    """Number of the first passage of each page, and of the one after the last page."""
    offsets: Offsets
    """Where each passage begins, and where the next one would."""
    page: Numbers
    """Number of the page of each passage."""
    section: Numbers
    """Number of the section of each passage; no two pages share one."""
    closed: Codes
    """Why nothing in each passage carries a link, as a place in `VERDICTS`; -1 where it may."""
    partly: Mask
    """Which passages carry links in some of their spans only."""
    has_links: Mask
    """Which passages have links of their own."""
    quotations: tuple[Offsets, Offsets]
    """Where the direct quotations begin and end."""


def lay_out_pages(pages: Sequence[PageText]) -> Layout:
    """Return the layout of some pages."""
    passages: list[Passage] = []
    texts: list[str] = []
    lengths: list[int] = []
    sections: list[int] = []
    # Page by page, so that a processor still has a page's texts at hand when they are measured.
    for laid in pages:
        here = [passage.text for passage in laid.passages]
        passages += laid.passages
        if here:
            texts.append(join(here))
            lengths += map(len, here)
            sections += [passage.section for passage in laid.passages]
    sizes = np.array([len(laid.passages) for laid in pages], np.int64)
    first_passage = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
    offsets = end_to_end(lengths)
    page = np.repeat(np.arange(len(pages), dtype=np.int32), sizes)
    # A page has at most as many sections as passages, so this keeps the pages' sections apart.
    section = np.array(sections, np.int32) + first_passage.astype(np.int32)[page]
    # In most passages there is nothing to say in the other columns.
    closed = np.full(len(passages), UNDECIDED, np.int8)
    partly = np.zeros(len(passages), np.bool_)
    has_links = np.zeros(len(passages), np.bool_)
    quoting: list[int] = []
    quoted: list[tuple[int, int]] = []
    for number, passage in enumerate(passages):
        if passage.quoted:
            quoting += [number] * len(passage.quoted)
            quoted += passage.quoted
        if passage.closed:
            closed[number] = VERDICTS.index(passage.closed)
        if passage.linkable is not None:
            partly[number] = True
        if passage.links:
            has_links[number] = True
    spans = np.fromiter(chain.from_iterable(quoted), np.int64, 2 * len(quoted)).reshape(-1, 2)
    opened, ended = offsets[quoting] + spans.T
    return Layout(
        pages, passages, texts, first_passage, offsets, page, section, closed, partly, has_links,
        (opened, ended),
    )  # fmt: skip
