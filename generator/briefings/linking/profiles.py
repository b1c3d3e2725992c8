"""Profiles: what explainers say that speaks for one subject or another of the same name."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from briefings.linking.folding import fold
from briefings.linking.lexicon import Lexicon, select
from briefings.model.explainer import ExplainerKind

# In scripts without spaces a run of letters is a sentence, which no other text has.
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Profile:
    """What an explainer says of its subject; of an evaluation set only slug and title are known."""

    slug: str
    """Slug of the explainer."""
    title: str = ""
    """Its title."""
    kind: ExplainerKind | None = None
    """What it is about; None if unknown."""
    context: tuple[str, ...] = ()
    """Words by which its editor distinguishes it."""
    summary: str = ""
    """Its summary."""
    text: str = ""
    """Its text, without markup."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What the texts of all explainers tell about a subject that shares a name."""

    words: Mapping[str, int]
    """Weight of each word of its summary and text, without the words of names of the subject."""
    neighbours: frozenset[str]
    """Slugs of the subjects that its text names, or whose texts name it, each by a name that has
    one meaning."""


def words(text: str) -> list[str]:
    """Return the words of a folded text, without case."""
    return _WORD.findall(text.casefold())


def learn(profiles: Sequence[Profile], lexicon: Lexicon) -> dict[str, Learned]:
    """Return what the texts of all explainers tell about the subjects that share a name.

    A word weighs more the fewer explainers have it: the binary logarithm of their share, as a whole
    number, so that an edit of one explainer rarely changes the weights of others (tf-idf; Spärck
    Jones: A statistical interpretation of term specificity, 1972). A word that occurs twice weighs
    double.

    Args:
        profiles: those of all explainers, in any order.
        lexicon: the phrases of all explainers.
    """
    if not lexicon.rivals:
        return {}
    texts = {p.slug: fold(f"{p.summary}\n{p.text}").text for p in profiles}
    counted = {slug: Counter(words(text)) for slug, text in texts.items()}
    spread = Counter(word for counts in counted.values() for word in counts)
    neighbours: dict[str, set[str]] = defaultdict(set)
    for slug, text in texts.items():
        for _, _, phrase in select(lexicon.matches(text)):
            if phrase.subject:
                neighbours[slug].add(phrase.subject)
                neighbours[phrase.subject].add(slug)
    own: dict[str, set[str]] = defaultdict(set)
    for phrase in lexicon.phrases.values():
        for slug in lexicon.rivals.intersection(phrase.candidates):
            own[slug].update(words(phrase.text))
    return {
        slug: Learned(
            words={
                word: (len(texts) // spread[word]).bit_length() * min(count, 2)
                for word, count in sorted(counted[slug].items())
                if word not in own[slug]
            },
            neighbours=frozenset(neighbours[slug] - {slug}),
        )
        for slug in sorted(lexicon.rivals & texts.keys())
    }


def distinct(own: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    """Return, for each subject, the words that speak for it and for no other one.

    Args:
        own: the words that speak for each subject, by slug.
    """
    shared = Counter(word for several in own.values() for word in set(several))
    return {slug: frozenset(w for w in own[slug] if shared[w] == 1) for slug in own}
