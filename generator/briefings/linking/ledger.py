"""The ledger: every match on every page with the rule that decided, and changes between builds.

It shows an editor why a phrase is linked or not, and what a new alias changes on all pages before
the site is published.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefings.linking.folding import fold_phrase
from briefings.model.linking import Annotated, LinkCounts, Sense, Verdict
from briefings.text import report, sentences


@dataclass(frozen=True, slots=True)
class Entry:
    """A match with its verdict."""

    page: str
    """The page without the ending of its address: `briefings/a`."""
    line: int
    """Line of the page's file on which the passage begins, from 1."""
    text: str
    """The phrase as it is written in the text."""
    phrase: str
    """The phrase that an explainer lists; the text may be a form of it."""
    subject: str
    """Slug of the explainer that it means; empty if unknown."""
    candidates: tuple[str, ...]
    """Slugs of the explainers that claim the phrase."""
    sense: Sense
    """How the subject was decided."""
    verdict: Verdict
    """The rule that decided about the link."""
    quoted: bool
    """Whether it is in a direct quotation."""
    sentence: str
    """The sentence around it."""
    start: int
    """Offset of the phrase in the sentence."""
    end: int
    """Offset after the phrase."""


def entries(page: str, lang: str, annotated: Annotated, query: str = "") -> Iterator[Entry]:
    """Yield the entries of one page, in reading order.

    Args:
        page: its name, as in `Entry.page`.
        lang: BCP 47 tag of its language.
        annotated: its mentions.
        query: a page (`briefings/a`, or `a` alone), the slug of an explainer, or a phrase, to which
            the entries belong; empty for all.
    """
    everything = query in ("", page, page.removeprefix("briefings/"))
    phrase = fold_phrase(query)
    for mention in annotated.mentions:
        passage = annotated.passages[mention.passage]
        text = passage.text[mention.start : mention.end]
        if not (
            everything
            or query in (mention.subject, *mention.candidates)
            or phrase in (mention.phrase, fold_phrase(text))
        ):
            continue
        sentence, start, end = sentences.sentence_around(
            passage.text, mention.start, mention.end, lang
        )
        yield Entry(
            page=page,
            line=passage.line,
            text=text,
            phrase=mention.phrase,
            subject=mention.subject,
            candidates=mention.candidates,
            sense=mention.sense,
            verdict=mention.verdict,
            quoted=mention.quoted,
            sentence=sentence,
            start=start,
            end=end,
        )


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the links of one phrase to one subject."""

    phrase: str
    """The phrase of the lexicon."""
    subject: str
    """Slug of the explainer."""
    links: int
    """How many links were added (positive) or removed (negative)."""
    pages: tuple[str, ...]
    """The pages of these links, sorted."""
    quoted: int
    """How many of them are in direct quotations."""


def changes(
    before: Mapping[str, LinkCounts], after: Mapping[str, LinkCounts]
) -> tuple[Change, ...]:
    """Return the changes of links between two builds, the largest first.

    A phrase that gained links on some pages and lost links on others has an entry for each.

    Args:
        before: the links of each page in the first build, by its address.
        after: those in the second build.
    """
    grouped: dict[tuple[str, str, bool], list[tuple[str, bool, int]]] = defaultdict(list)
    for page in sorted({*before, *after}):
        if before.get(page) != after.get(page):
            differences = _count(after.get(page, ()))
            differences.subtract(_count(before.get(page, ())))
            for (phrase, subject, quoted), number in differences.items():
                if number:
                    grouped[phrase, subject, number > 0].append((page, quoted, number))
    found = (
        Change(
            phrase=phrase,
            subject=subject,
            links=sum(number for _, _, number in listed),
            pages=tuple(sorted({page for page, _, _ in listed})),
            quoted=sum(abs(number) for _, quoted, number in listed if quoted),
        )
        for (phrase, subject, _), listed in grouped.items()
    )
    return tuple(sorted(found, key=lambda c: (-abs(c.links), c.phrase, c.subject, -c.links)))


def _count(links: LinkCounts) -> Counter[tuple[str, str, bool]]:
    return Counter({(phrase, subject, quoted): number for phrase, subject, quoted, number in links})


def describe(change: Change) -> str:
    """Describe a change: `“OSCE” adds 412 links to osce on 380 pages, 9 of them in …`."""
    verb = "adds" if change.links > 0 else "removes"
    inside = f", {change.quoted:,} of them in quotations" if change.quoted else ""
    return (
        f"“{change.phrase}” {verb} {report.plural(abs(change.links), 'link')} to {change.subject} "
        f"on {report.plural(len(change.pages), 'page')}{inside}"
    )


def summary(found: Sequence[Change]) -> str:
    """Return all changes in one line; empty if there are none."""
    if not found:
        return ""
    more = sum(change.links for change in found if change.links > 0)
    fewer = -sum(change.links for change in found if change.links < 0)
    pages = {page for change in found for page in change.pages}
    numbers = [f"{more:,} more" if more else "", f"{fewer:,} fewer" if fewer else ""]
    return (
        f"Links since the last build: {' and '.join(filter(None, numbers))}, on "
        f"{report.plural(len(pages), 'page')}"
    )
