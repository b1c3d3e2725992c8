"""What was decided about every match on some pages: the columns that `linker` fills in."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import ArrayLike, NDArray

from briefings.linking.layout import UNDECIDED, VERDICTS, Codes, Layout, Mask
from briefings.linking.lexicon import NOBODY
from briefings.linking.matches import Matches, Numbers
from briefings.linking.vocabulary import Vocabulary
from briefings.model.linking import Annotated, Mention, Passage, Sense, Verdict
from briefings.model.policy import LinkPolicy

SENSES = tuple(Sense)
_OPEN, _EDITOR, _ONLY = (SENSES.index(s) for s in (Sense.OPEN, Sense.EDITOR, Sense.ONLY))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the briefings name that are not among the pages which are linked."""

    briefings: int = 0
    """How many there are."""
    naming: Mapping[str, int] = field(default_factory=dict)
    """How many of them name each subject, by its slug."""


NOTHING_ELSE = Elsewhere()
"""There are no other briefings."""


@dataclass(slots=True)
class Links:
    """All matches on some pages in order, with a column for each thing that is decided."""

    policies: Sequence[LinkPolicy]
    """The policy of each page."""
    layout: Layout
    """The pages."""
    words: Vocabulary
    """The phrases that were looked for."""
    matches: Matches
    """The matches; they do not overlap."""
    passage: Numbers = field(init=False)
    """Number of the passage of each match."""
    page: Numbers = field(init=False)
    """Number of the page of each match."""
    first_row: Numbers = field(init=False)
    """Number of the first match on each page, and of the one after the last page's."""
    subject: Numbers = field(init=False)
    """Number of the subject of each match in the vocabulary; -1 where it is not known."""
    sense: Codes = field(init=False)
    """How that was decided: a place in `SENSES`."""
    verdict: Codes = field(init=False)
    """What was decided about the link: a place in `VERDICTS`; -1 while it is open."""
    quoted: Mask = field(init=False)
    """Which matches stand in a direct quotation."""
    full: Mask = field(init=False)
    """Which pages had more links than their budget allows, and lost some."""

    def __post_init__(self) -> None:
        """Fill in what the layout and the vocabulary say of each match."""
        starts, phrases = self.matches.starts, self.matches.phrases
        passage = np.searchsorted(self.layout.offsets, starts, side="right") - 1
        self.passage = passage.astype(np.int32)
        self.page = self.layout.page[self.passage]
        self.first_row = np.searchsorted(passage, self.layout.first_passage).astype(np.int32)
        self.subject = self.words.alone[phrases]
        known = np.where(self.by_editor, _EDITOR, _ONLY)
        self.sense = np.where(self.subject == NOBODY, _OPEN, known).astype(np.int8)
        self.verdict = self.layout.closed[self.passage]
        self.full = np.zeros(len(self.layout.pages), np.bool_)
        opened, closed = self.layout.quotations
        # Before the first quotation the place is -1, where an end is put that nothing reaches.
        place = np.searchsorted(opened, starts, side="right") - 1
        self.quoted = self.matches.ends <= np.append(closed, -1)[place]

    @property
    def open(self) -> Mask:
        """Which matches nothing was decided about yet."""
        undecided: Mask = self.verdict == UNDECIDED
        return undecided

    @property
    def linked(self) -> Mask:
        """Which matches carry a link."""
        linked: Mask = self.verdict == VERDICTS.index(Verdict.LINKED)
        return linked

    @property
    def by_editor(self) -> Mask:
        """Which matches are of phrases that the page's editor named."""
        own: Mask = self.matches.phrases >= self.words.of_lexicon
        return own

    def on_pages(self, said: Sequence[bool]) -> Mask:
        """Return for each match what is said of its page."""
        answer: Mask = np.array(said, np.bool_)[self.page]
        return answer

    def rows(self, page: int) -> NDArray[np.intp]:
        """Return the matches on a page."""
        return np.arange(*self.first_row[page : page + 2])

    def place(self, row: int) -> tuple[Passage, int, int]:
        """Return the passage of a match, and its start and end in there."""
        number = int(self.passage[row])
        offset = int(self.layout.offsets[number])
        start, end = int(self.matches.starts[row]), int(self.matches.ends[row])
        return self.layout.passages[number], start - offset, end - offset

    def close(self, rows: ArrayLike, verdict: Verdict) -> None:
        """Decide about these matches, where nothing was decided yet."""
        these: NDArray[np.intp] | Mask = np.asarray(rows)
        now = self.verdict[these]
        self.verdict[these] = np.where(now == UNDECIDED, VERDICTS.index(verdict), now)

    def annotated(self) -> Iterator[Annotated]:
        """Yield each page with its mentions."""
        mentions = self._mentions()
        for page, count in zip(self.layout.pages, np.diff(self.first_row).tolist(), strict=True):
            yield Annotated(tuple(page.passages), tuple(islice(mentions, count)))

    def _mentions(self) -> Iterator[Mention]:
        """Yield all mentions, page after page."""
        offsets = self.layout.offsets[self.passage]
        columns = (
            self.page,
            self.passage - self.layout.first_passage[self.page],
            self.matches.starts - offsets,
            self.matches.ends - offsets,
            self.matches.phrases,
            self.subject,
            self.sense,
            self.verdict,
            self.quoted,
        )
        candidates: dict[int, tuple[str, ...]] = {}
        count: Counter[tuple[int, str]] = Counter()
        for page, passage, start, end, phrase, number, sense, code, quoted in zip(
            *(column.tolist() for column in columns), strict=True
        ):
            if phrase not in candidates:
                candidates[phrase] = tuple(claim.slug for claim in self.words.claims[phrase])
            subject = self.words.slug(number)
            verdict = VERDICTS[code]
            anchor = ""
            if verdict is Verdict.LINKED:
                count[page, subject] += 1
                anchor = f"m-{subject}-{count[page, subject]}"
            yield Mention(
                passage=passage,
                start=start,
                end=end,
                phrase=self.words.phrases[phrase],
                candidates=candidates[phrase],
                subject=subject,
                sense=SENSES[sense],
                verdict=verdict,
                quoted=quoted,
                anchor=anchor,
            )
