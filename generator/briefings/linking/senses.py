"""Senses: which of several subjects a phrase means on a page, decided by evidence.

A phrase has one sense on a page: writers hardly ever mean two things by one name in one text (Gale,
Church, Yarowsky: One sense per discourse, 1992). The evidence, strongest first:

1. the editor's decision (`links` of the article), which is not handled here;
2. the era: a subject that did not have the name on the day of the article is excluded. An article
   of unknown date excludes no subject;
3. another name: the page also names the subject by a phrase that is its alone;
4. the context: most of the `context` words of the subject stand on the page. A word that names
   another subject counts if the page names that subject, by any name.

Each step decides only if exactly one subject remains; otherwise the phrase stays open.
"""

from collections.abc import Mapping, Sequence, Set

from briefings.linking.boundaries import begins_sentence, bounded, capitals, is_name
from briefings.linking.folding import fold_phrase
from briefings.linking.lexicon import Lexicon, Name
from briefings.model.explainer import Era
from briefings.model.linking import Sense


def existed(eras: Sequence[Era], day: str) -> bool:
    """Return whether a day lies in all of some eras.

    Args:
        eras: spans of dates in ISO 8601, of any precision.
        day: an ISO 8601 day; empty if unknown, which excludes nothing.
    """
    return not day or all(
        (not era.start or day[: len(era.start)] >= era.start)
        and (not era.end or day[: len(era.end)] <= era.end)
        for era in eras
    )


def decide(claims: Sequence[Name], day: str, named: Set[str]) -> tuple[tuple[str, ...], Sense]:
    """Return which subjects a phrase may mean on a page, and what decided, apart from context.

    Args:
        claims: the names that claim the phrase, at least one.
        day: the day of the article, as for `existed`.
        named: slugs of the subjects that the page names by phrases with a single meaning.

    Returns:
        One slug if it is decided; none if no subject had the name on that day; several if it is
        undecided.
    """
    living = tuple(claim.slug for claim in claims if existed(claim.eras, day))
    if len(living) < 2:
        return living, Sense.ONLY if len(claims) == 1 else Sense.ERA
    also_named = tuple(slug for slug in living if slug in named)
    if len(also_named) == 1:
        return also_named, Sense.NAMED
    return living, Sense.OPEN


class Evidence:
    """The `context` words that speak for one explainer or another."""

    def __init__(self, contexts: Mapping[str, Sequence[str]], lexicon: Lexicon) -> None:
        """Prepare the context words, once for a site.

        Args:
            contexts: for the slug of an explainer, the words that speak for it. Those of a subject
                that shares no phrase with another are not needed.
            lexicon: the phrases of all explainers.
        """
        self._words = {
            slug: frozenset(filter(None, map(fold_phrase, contexts[slug])))
            for slug in lexicon.rivals
            if slug in contexts
        }
        every = frozenset[str]().union(*self._words.values())
        self._patterns: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}
        for word in every:
            self._patterns[word] = [word, *(one for one in capitals(word) if one not in every)]
            phrase = lexicon.phrases.get(word)
            if phrase and len(phrase.claims) == 1:
                self._names[word] = phrase.claims[0].slug

    def weigh(
        self, living: Sequence[str], text: str, named: Set[str]
    ) -> tuple[tuple[str, ...], Sense]:
        """Return which subject has the most different context words on a page.

        Args:
            living: slugs of the subjects that the phrase may mean.
            text: the text of the page, folded.
            named: slugs of the subjects that the page names.

        Returns:
            As for `decide`.
        """
        score = {slug: self._score(slug, text, named) for slug in living}
        best = max(score.values())
        leading = tuple(slug for slug in living if score[slug] == best)
        return (leading, Sense.CONTEXT) if len(leading) == 1 else (tuple(living), Sense.OPEN)

    def _score(self, slug: str, text: str, named: Set[str]) -> int:
        """Return how many context words of an explainer occur in a text or mean a named subject."""
        own = self._words.get(slug, frozenset[str]())
        subjects = {self._names[word] for word in own if word in self._names}
        plain = (word for word in own if self._names.get(word) not in named)
        return sum(self._stands(word, text) for word in plain) + len(subjects & named)

    def _stands(self, word: str, text: str) -> bool:
        """Return whether a context word stands between boundaries in a text."""
        for pattern in self._patterns[word]:
            start = text.find(pattern)
            while start >= 0:
                if bounded(text, start, start + len(pattern), name=is_name(word)) and (
                    pattern == word or begins_sentence(text, start)
                ):
                    return True
                start = text.find(pattern, start + 1)
        return False
