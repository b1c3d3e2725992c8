"""What is looked for on some pages: the lexicon's phrases, and those that their editors named."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from generator.linking.batches import lay_out
from generator.linking.layout import Layout
from generator.linking.lexicon import NOBODY, Claim, Lexicon, Name, alone
from generator.linking.matches import Matches, Numbers, together


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
    rivals: frozenset[str]
    """The subjects that share a phrase of the lexicon with another."""

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
    phrases, claims = list(lexicon.phrases), list(lexicon.claims)
    known = set(lexicon.slugs)
    found: list[Matches] = []
    for number, page in enumerate(layout.pages):
        if page.rules.decided or page.rules.never:
            decided = [Name(phrase, slug) for phrase, slug in page.rules.decided]
            own = Lexicon([*decided, *_rejected(page.rules.never - known)])
            first, last = layout.first_passage[number : number + 2]
            matches = own.scan([passage.text for passage in layout.passages[first:last]])
            offset = layout.offsets[first]
            numbers = matches.phrases + np.int32(len(phrases))
            found.append(Matches(matches.starts + offset, matches.ends + offset, numbers))
            phrases += own.phrases
            claims += own.claims
    if never - known:
        site = Lexicon(_rejected(never - known))
        matches = site.scan(layout.texts)
        numbers = matches.phrases + np.int32(len(phrases))
        found.append(Matches(matches.starts, matches.ends, numbers))
        phrases += site.phrases
        claims += site.claims
    # Beside a match of these another one may win of the lexicon's than without it.
    beside = np.concatenate([np.empty(0, np.int64), *(matches.starts for matches in found)])
    every = np.zeros(len(layout.texts), np.bool_)
    every[np.searchsorted(lay_out(layout.texts), beside, side="right") - 1] = True
    found.append(lexicon.scan(layout.texts, every))
    named = claims[len(lexicon.claims) :]
    more = sorted({claim.slug for claimed in named for claim in claimed} - known)
    slugs = (*lexicon.slugs, *more)
    numbers_of = {slug: number for number, slug in enumerate(slugs)}
    of_all = np.concatenate((lexicon.alone, alone(named, numbers_of)))
    words = Vocabulary(
        phrases, claims, len(lexicon.phrases), slugs, numbers_of, of_all, lexicon.rivals
    )
    return words, together(found)


def _rejected(phrases: Set[str]) -> list[Name]:
    return [Name(text, "", rejected=True) for text in sorted(phrases)]
