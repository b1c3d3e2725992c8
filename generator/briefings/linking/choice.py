"""Choice: which mention of a subject carries its link.

- One link for a subject in each section (or page, or at every mention, as `once_per` sets): the
  first mention outside of quotations, or the first of all if there is none. An existing link to the
  explainer counts.
- Two links never touch. Of two with only white space between them the longer one stays, of two of
  the same length the first; the subject of the other one is linked at its next mention.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from briefings.linking.rules import Found, Page
from briefings.model.linking import Passage, Verdict
from briefings.model.policy import OncePer

# Maximal number of spaces between two links that touch; more than one is a typing error.
_GAP = 3
# Looking up a member of an enumeration is slow in Python 3.11.
_LINKED, _REPEATED, _TOUCHING = Verdict.LINKED, Verdict.REPEATED, Verdict.TOUCHING

Group = tuple[str, int]
"""A subject, and the section in which it is linked once; 0 if that is the whole page."""


def choose(page: Page) -> None:
    """Give a verdict to each match without one."""
    policy, passages = page.policy, page.text.passages
    every = policy.once_per is OncePer.MENTION
    whole = policy.once_per is OncePer.PAGE
    sections = [0 if whole else passage.section for passage in passages]
    linked_before: set[Group] = set()
    if not every:
        linked_before = {
            (slug, section)
            for section, passage in zip(sections, passages, strict=True)
            for _, _, slug in passage.links
        }
    groups: dict[Group, list[Found]] = {}
    for match in page.found:
        if match.verdict is None:
            group = match.subject, sections[match.passage]
            if same := groups.get(group):
                same.append(match)
            elif group in linked_before:
                match.verdict = _REPEATED
            else:
                groups[group] = [match]
    pending: Iterable[Sequence[Found]] = groups.values()
    settled: set[int] = set()
    while pending:
        for rivals in pending:
            if len(rivals) == 1:
                rivals[0].verdict = _LINKED
            else:
                _link_one(rivals, every=every, in_quotations=policy.in_quotations)
        linked = [match for match in page.found if match.verdict is _LINKED]
        losers = _touching(linked, settled, passages)
        for match in losers:
            match.verdict = _TOUCHING
        settled = {id(match) for match in linked if match.verdict is _LINKED} if losers else set()
        again = {(match.subject, sections[match.passage]) for match in losers}
        pending = [
            [match for match in groups[group] if match.verdict is not _TOUCHING] for group in again
        ]


def _link_one(rivals: Sequence[Found], *, every: bool, in_quotations: bool) -> None:
    """Link one of several mentions of a subject, or all, and reject the others."""
    unquoted = rivals if in_quotations else [match for match in rivals if not match.quoted]
    for match in rivals:
        match.verdict = _LINKED if every else _REPEATED
        if unquoted and match.quoted and not in_quotations:
            match.verdict = Verdict.IN_QUOTATION
    for first in (unquoted or rivals)[:1]:
        first.verdict = _LINKED


def _touching(
    linked: Sequence[Found], settled: set[int], passages: Sequence[Passage]
) -> list[Found]:
    """Return the links to remove because they touch another one.

    Args:
        linked: all links of the page, in reading order.
        settled: identities of the links that are always kept.
        passages: the passages of the page.
    """
    taken = {
        number: [(start, end) for start, end, _ in passage.links]
        for number, passage in enumerate(passages)
        if passage.links
    }
    near: set[int] = set()
    for one, other in pairwise(linked):
        if other.start - one.end <= _GAP and one.passage == other.passage:
            near.update((id(one), id(other)))
    if not (near or taken):
        return []
    rivals = [match for match in linked if id(match) in near or match.passage in taken]
    losers: list[Found] = []
    # Settled links come first, then the longest.
    for match in sorted(rivals, key=lambda one: (id(one) not in settled, one.start - one.end)):
        spans, text = taken.setdefault(match.passage, []), passages[match.passage].text
        if id(match) in settled or not any(_touch(text, match, span) for span in spans):
            spans.append((match.start, match.end))
        else:
            losers.append(match)
    return losers


def _touch(text: str, match: Found, link: tuple[int, int]) -> bool:
    gap = text[min(match.end, link[1]) : max(match.start, link[0])]
    return len(gap) <= _GAP and not gap.strip()
