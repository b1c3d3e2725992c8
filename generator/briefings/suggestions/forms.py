"""Forms of names that no rule derives: words in briefings that share the stem of a name.

A word is proposed if it begins like the name and differs in its end alone, as “Libyer” from
“Libyen”, and if most of its pages have the name too: “indicate” begins like “India”, but is on
other pages. An editor decides about the rest.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from briefings.linking.folding import fold, fold_phrase
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated
from briefings.model.suggestion import MissingForms, Variant
from briefings.text.languages import frequent_words

# Without the English possessive.
_WORD = re.compile(r"[^\W\d_]+(?:[-'](?!s\b)[^\W\d_]+)*")
_STEM = 4  # letters at the beginning that a form shares with its name, at least
_LOST = 2  # letters at the end of a name that a form may lack
_ADDED = 5  # letters that a form may have instead
_LEAST = 2  # times that a form occurs
_TOGETHER = 0.5  # of the pages with a form name its subject otherwise, at least


@dataclass(frozen=True, slots=True)
class _Name:
    slug: str
    words: tuple[str, ...]


@dataclass(slots=True)
class _Uses:
    mentions: int = 0
    pages: int = 0
    pages_of_subject: int = 0
    """Pages that name the subject otherwise."""

    @property
    def is_likely(self) -> bool:
        often = self.mentions >= _LEAST
        return often and self.pages_of_subject >= _TOGETHER * self.pages


def missing_forms(
    explainers: Sequence[Explainer], briefings: Iterable[tuple[str, Annotated]]
) -> tuple[MissingForms, ...]:
    """Return the likely forms of the names of each explainer, the most frequent first.

    Args:
        explainers: all explainers.
        briefings: the language and the text of each briefing, with its mentions.
    """
    listed = {fold_phrase(name.text) for e in explainers for name in (*e.names, *e.never_link)}
    stems = _stems(explainers)
    uses: dict[tuple[str, str], _Uses] = {}
    for lang, annotated in briefings:
        common = frequent_words(lang)
        named = {mention.subject for mention in annotated.mentions}
        for (form, slug), number in Counter(_found(annotated, stems)).items():
            if form not in listed and form.casefold() not in common:
                use = uses.setdefault((slug, form), _Uses())
                use.mentions += number
                use.pages += 1
                use.pages_of_subject += slug in named
    likely: dict[str, list[Variant]] = {}
    for (slug, form), use in sorted(uses.items(), key=lambda item: (-item[1].mentions, item[0])):
        if use.is_likely:
            likely.setdefault(slug, []).append(Variant(form, use.mentions))
    files = {explainer.slug: explainer for explainer in explainers}
    # The explainer with the most frequent form comes first.
    return tuple(
        MissingForms(slug, files[slug].path, files[slug].title, tuple(forms))
        for slug, forms in likely.items()
    )


def _stems(explainers: Iterable[Explainer]) -> Mapping[str, Sequence[_Name]]:
    """Return the names by the first letters of their first word, folded."""
    stems: dict[str, list[_Name]] = {}
    for explainer in explainers:
        for text in sorted({fold_phrase(name.text) for name in explainer.names}):
            words = tuple(text.split(" "))
            if len(words[0]) >= _STEM and not words[0].isupper():
                near = stems.setdefault(words[0][:_STEM].casefold(), [])
                near.append(_Name(explainer.slug, words))
    return stems


def _found(annotated: Annotated, stems: Mapping[str, Sequence[_Name]]) -> Iterator[tuple[str, str]]:
    """Yield the likely forms in a text outside of mentions, each with its explainer."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for mention in annotated.mentions:
        taken.setdefault(mention.passage, []).append((mention.start, mention.end))
    for number, passage in enumerate(annotated.passages):
        text = fold(passage.text)
        spans = [] if passage.closed is None else [(0, len(passage.text))]
        spans += taken.get(number, [])
        for first in _WORD.finditer(text.text):
            best: dict[str, int] = {}
            shared = 0
            for name in stems.get(first.group()[:_STEM].casefold(), ()):
                found = _run(len(name.words)).match(text.text, first.start())
                if found and (fits := _shared(name.words, found.group().split(" "))) >= shared:
                    best = {} if fits > shared else best
                    best[name.slug], shared = found.end(), fits
            if len(best) == 1 and shared:
                ((slug, end),) = best.items()
                start, stop = text.original(first.start(), end)
                if not any(opened < stop and start < closed for opened, closed in spans):
                    yield text.text[first.start() : end], slug


@cache
def _run(number: int) -> re.Pattern[str]:
    """Return the pattern of a number of words with spaces between."""
    return re.compile(" ".join([_WORD.pattern] * number))


def _shared(name: Sequence[str], words: Sequence[str]) -> int:
    """Return how many letters some words share with a name; 0 if they cannot be a form of it."""
    total = 0
    for own, word in zip(name, words, strict=True):
        pairs = zip(own.casefold(), word.casefold(), strict=False)
        shared = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
        if word != own and (
            shared < max(_STEM, len(own) - _LOST)
            or len(word) - shared > _ADDED
            or word.isupper()
            or word.count("-") != own.count("-")
        ):
            return 0
        total += shared
    return total
