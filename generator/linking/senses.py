"""Senses: which of several subjects a phrase stands for on a page, decided by evidence.

A phrase has one sense on a page: writers hardly ever mean two things by one name in one text (Gale,
Church, Yarowsky: One sense per discourse, 1992). The evidence, strongest first:

1. the editor's word (`links` of the article), which is no matter of this module;
2. the era: who did not exist under the name on the day of the article drops out. An article of
   unknown date excludes nobody;
3. another name: who is also named on the page by a phrase that is theirs alone;
4. the context: whose `context` words stand on the page, the most different ones. A word that names
   another subject counts where that subject is named, by whatever name.

Each step decides only where it leaves one; otherwise the phrase stays open. Never a coin toss.
"""

from collections.abc import Callable, Mapping, Sequence, Set

import numpy as np

from generator.linking.folding import fold_phrase
from generator.linking.lexicon import Claim, Lexicon, Name, lay_out, select
from generator.model.explainer import Era
from generator.model.linking import Sense


def existed(eras: Sequence[Era], day: str) -> bool:
    """Return whether a day lies in all of some eras.

    Args:
        eras: spans of dates in ISO 8601, of any precision.
        day: an ISO 8601 day; empty where it is not known, which excludes nothing.
    """
    return not day or all(
        (not era.start or day[: len(era.start)] >= era.start)
        and (not era.end or day[: len(era.end)] <= era.end)
        for era in eras
    )


def decide(
    claims: Sequence[Claim], day: str, named: Set[str], context: Callable[[str], int]
) -> tuple[tuple[str, ...], Sense]:
    """Return which subjects a phrase may stand for on a page, and what decided.

    Args:
        claims: the explainers that claim the phrase, at least one.
        day: the day of the article, as for `existed`.
        named: slugs of the subjects that are named on the page by phrases of theirs alone.
        context: gives the number of context words of an explainer that stand on the page.

    Returns:
        One slug where it is decided; none where nobody existed on that day; several where the
        phrase stays open.
    """
    living = tuple(claim.slug for claim in claims if existed(claim.eras, day))
    if len(living) < 2:
        return living, Sense.ONLY if len(claims) == 1 else Sense.ERA
    also_named = tuple(slug for slug in living if slug in named)
    if len(also_named) == 1:
        return also_named, Sense.NAMED
    score = {slug: context(slug) for slug in living}
    best = max(score.values())
    leading = tuple(slug for slug in living if score[slug] == best)
    if len(leading) == 1:
        return leading, Sense.CONTEXT
    return living, Sense.OPEN


class Evidence:
    """What speaks on a page for one explainer or another: their `context` words."""

    def __init__(self, contexts: Mapping[str, Sequence[str]], lexicon: Lexicon) -> None:
        """Prepare to look for context words. Like compiling a lexicon, it is done once for a site.

        Args:
            contexts: for the slug of an explainer, the words that speak for it. Those of a subject
                that shares no phrase with another are not looked for.
            lexicon: the phrases of all explainers.
        """
        wanted = {slug: contexts[slug] for slug in sorted(lexicon.rivals) if slug in contexts}
        self._lexicon = Lexicon(Name(word, slug) for slug in wanted for word in wanted[slug])
        self._words = {slug: frozenset(map(fold_phrase, wanted[slug])) for slug in wanted}
        self._names: dict[str, str] = {}
        for word in frozenset[str]().union(*self._words.values()):
            claims = lexicon.claims_of(word)
            if len(claims) == 1:
                self._names[word] = claims[0].slug
        self._subjects = {
            slug: frozenset(self._names[word] for word in words if word in self._names)
            for slug, words in self._words.items()
        }

    def words(self, texts: Sequence[str]) -> list[set[str]]:
        """Return the context words in each of several texts."""
        chosen = select(self._lexicon.scan(texts))
        text = np.searchsorted(lay_out(texts), chosen.starts, side="right") - 1
        size = max(1, len(self._lexicon.phrases))
        found: list[set[str]] = [set() for _ in texts]
        for pair in np.unique(text * size + chosen.phrases).tolist():
            found[pair // size].add(self._lexicon.phrases[pair % size])
        return found

    def on(self, words: Set[str], named: Set[str]) -> Callable[[str], int]:
        """Return a function that counts the context words of an explainer on a page.

        Args:
            words: the context words on the page.
            named: slugs of the subjects that are named on the page.
        """

        def score(slug: str) -> int:
            own = self._words.get(slug, frozenset()) & words
            plain = sum(self._names.get(word) not in named for word in own)
            return plain + len(self._subjects.get(slug, frozenset()) & named)

        return score
