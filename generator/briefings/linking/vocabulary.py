"""What is looked for on some pages: the lexicon's phrases, and those that their editors named."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from briefings.linking.batches import lay_out
from briefings.linking.layout import Layout
from briefings.linking.lexicon import NOBODY, Claim, Lexicon, Name, alone
from briefings.linking.matches import Matches, Numbers, together


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every phrase that is looked for on some page, numbered through."""

    phrases: Sequence[str]
    """The phrases, folded: the lexicon's, then those that editors of pages named."""
    claims: Sequence[Sequence[Claim]]
    """Who claims each phrase; nobody, where it is only never to be linked."""
    of_lexicon: int
    """How many of the phrases are the lexicon's."""
    slugs: Sequence[str]
    """The subjects: the lexicon's, then those that only editors of pages named."""
    numbers: Mapping[str, int]
    """Number of each subject."""
    alone: Numbers
    """Number of the subject that each phrase stands for without question; -1 where there is one."""

    def slug(self, number: int) -> str:
        """Return the slug of a subject; nothing for -1."""
        return self.slugs[number] if number != NOBODY else ""


def vocabulary(layout: Layout, lexicon: Lexicon, never: Set[str]) -> tuple[Vocabulary, Matches]:
    """Return the phrases that are looked for on some pages, and the matches to `select` from.

    The pages' own phrases come first, then the site's, so that they win where the lexicon's match
    as well.

    Args:
        layout: the pages.
        lexicon: the phrases of all explainers.
        never: what is never linked on the site. Here and in a page's rules an entry that is an
            explainer means it, and any other is a phrase.
    """
    known = lexicon.numbers.keys()
    phrases: list[str] = []
    claims: list[Sequence[Claim]] = []
    found: list[Matches] = []

    def look_for(names: Iterable[Name], texts: Sequence[str], offset: int) -> None:
        own = Lexicon(names)
        matches = own.scan(texts)
        numbers = matches.phrases + np.int32(len(lexicon.phrases) + len(phrases))
        found.append(Matches(matches.starts + offset, matches.ends + offset, numbers))
        phrases.extend(own.phrases)
        claims.extend(own.claims)

    for number, page in enumerate(layout.pages):
        if page.rules.decided or page.rules.never:
            decided = [Name(phrase, slug) for phrase, slug in page.rules.decided]
            rejected = _rejected(page.rules.never - known)
            first, last = layout.first_passage[number : number + 2]
            texts = [passage.text for passage in layout.passages[first:last]]
            look_for([*decided, *rejected], texts, int(layout.offsets[first]))
    if never - known:
        look_for(_rejected(never - known), layout.texts, 0)
    # Beside a match of these another one may win of the lexicon's than without it.
    beside = np.concatenate([np.empty(0, np.int64), *(matches.starts for matches in found)])
    every = np.zeros(len(layout.texts), np.bool_)
    every[np.searchsorted(lay_out(layout.texts), beside, side="right") - 1] = True
    found.append(lexicon.scan(layout.texts, every))
    more = sorted({claim.slug for claimed in claims for claim in claimed} - known)
    numbers_of = lexicon.numbers
    if more:  # which is rare, and there may be many known
        numbers_of = numbers_of | {slug: n for n, slug in enumerate(more, len(known))}
    words = Vocabulary(
        phrases=lexicon.phrases + tuple(phrases),
        claims=lexicon.claims + tuple(claims),
        of_lexicon=len(lexicon.phrases),
        slugs=lexicon.slugs + tuple(more),
        numbers=numbers_of,
        alone=np.concatenate((lexicon.alone, alone(claims, numbers_of))),
    )
    return words, together(found)


def _rejected(phrases: Set[str]) -> list[Name]:
    return [Name(text, "", rejected=True) for text in sorted(phrases)]
