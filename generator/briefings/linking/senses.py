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

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from briefings.linking.folding import fold_phrase
from briefings.linking.lexicon import Claim, Lexicon, Name
from briefings.model.explainer import Era
from briefings.model.linking import Sense


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


def decide(claims: Sequence[Claim], day: str, named: Set[str]) -> tuple[tuple[str, ...], Sense]:
    """Return which subjects a phrase may stand for on a page, and what decided; context aside.

    Args:
        claims: the explainers that claim the phrase, at least one.
        day: the day of the article, as for `existed`.
        named: slugs of the subjects that are named on the page by phrases of theirs alone.

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
    return living, Sense.OPEN


@dataclass(frozen=True, slots=True)
class Unclear:
    """A phrase on a page of which context has to decide what it stands for."""

    living: tuple[str, ...]
    """Slugs of the subjects that it may stand for."""
    text: str
    """The text of the page, its passages joined (`batches.join`)."""
    named: Set[str]
    """Slugs of the subjects that are named on the page."""


class Evidence:
    """What speaks on a page for one explainer or another: their `context` words."""

    def __init__(self, contexts: Mapping[str, Sequence[str]], lexicon: Lexicon) -> None:
        """Prepare to look for context words. Like compiling a lexicon, it is done once for a site.

        Args:
            contexts: for the slug of an explainer, the words that speak for it. Those of a subject
                that shares no phrase with another are not looked for.
            lexicon: the phrases of all explainers.
        """
        self._words = {
            slug: frozenset(map(fold_phrase, contexts[slug]))
            for slug in lexicon.rivals
            if slug in contexts
        }
        every = sorted(frozenset[str]().union(*self._words.values()))
        self._lexicon = Lexicon(Name(word, "") for word in every)
        self._names: dict[str, str] = {}
        for word in every:
            claims = lexicon.claims_of(word)
            if len(claims) == 1:
                self._names[word] = claims[0].slug

    def weigh(self, questions: Sequence[Unclear]) -> list[tuple[tuple[str, ...], Sense]]:
        """Return for each question who has the most different context words on the page.

        Returns:
            As for `decide`.
        """
        wanted = [
            frozenset[str]().union(*(self._words.get(slug, ()) for slug in question.living))
            for question in questions
        ]
        standing = self._lexicon.standing([question.text for question in questions], wanted)
        return [
            self._leading(question, words)
            for question, words in zip(questions, standing, strict=True)
        ]

    def _leading(self, question: Unclear, words: Set[str]) -> tuple[tuple[str, ...], Sense]:
        score = {slug: self._score(slug, words, question.named) for slug in question.living}
        best = max(score.values())
        leading = tuple(slug for slug in question.living if score[slug] == best)
        return (leading, Sense.CONTEXT) if len(leading) == 1 else (question.living, Sense.OPEN)

    def _score(self, slug: str, words: Set[str], named: Set[str]) -> int:
        """Return how many context words of an explainer stand on a page, or name who is named."""
        own = self._words.get(slug, frozenset[str]())
        subjects = {self._names[word] for word in own if word in self._names}
        plain = sum(self._names.get(word) not in named for word in own & words)
        return plain + len(subjects & named)
