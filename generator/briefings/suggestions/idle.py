"""Idle names of explainers: found in no text, or only within longer names."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from briefings.cache import decoder, digest, pack
from briefings.content import explainers as explainer_files
from briefings.linking.folding import fold, fold_phrase
from briefings.linking.lexicon import Lexicon, Match, Name, select
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated
from briefings.model.suggestion import IdleName, Unmentioned
from briefings.suggestions.briefings import Briefing, Briefings

_NAMES = decoder(tuple[Name, ...])


@dataclass(frozen=True, slots=True)
class Matches:
    """Where texts have the names of explainers, also within longer names."""

    everywhere: dict[str, int]
    """Matches of each name."""
    within: dict[str, dict[str, int]]
    """Matches of each name that are within each longer one."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """Counts the matches in a batch of briefings; it can be sent to another process."""

    names: bytes
    """The names of all explainers, encoded, because each batch needs them."""

    def __call__(self, briefings: Sequence[Briefing]) -> Matches:
        """Return the matches in briefings."""
        return self.count((briefing.lang, briefing.annotated) for briefing in briefings)

    def count(self, texts: Iterable[tuple[str, Annotated]]) -> Matches:
        """Return the matches in texts, each with its language."""
        lexicon = _lexicon(self.names)
        everywhere: Counter[str] = Counter()
        within: dict[str, Counter[str]] = {}
        for lang, annotated in texts:
            for passage in annotated.passages:
                found = lexicon.in_language(lang).matches(fold(passage.matched()).text)
                everywhere.update(phrase.text for *_, phrase in found)
                for phrase, longer in _within(found):
                    within.setdefault(phrase, Counter())[longer] += 1
        return Matches(everywhere, {**within})


@lru_cache(maxsize=1)
def _lexicon(names: bytes) -> Lexicon:
    """Return the index of encoded names, which a process needs for many batches."""
    return Lexicon(_NAMES(names))


def idle(
    explainers: Sequence[Explainer],
    briefings: Briefings,
    own: Mapping[str, Annotated],
) -> tuple[tuple[IdleName, ...], tuple[IdleName, ...]]:
    """Return the aliases and forms in no text, and those only within longer names.

    Titles are left out, because every explainer must have one. A name in its own explainer does not
    count.

    Args:
        explainers: all explainers.
        briefings: all briefings.
        own: the text of each explainer, by its slug.
    """
    matcher = Matcher(pack(explainer_files.names(explainers)))
    names = digest(matcher.names)
    of_explainers = {e.slug: matcher.count([(e.lang, own[e.slug])]) for e in explainers}
    everywhere: Counter[str] = Counter()
    within: dict[str, Counter[str]] = {}
    found = briefings.results(Matches, matcher, lambda _: names)
    for one in chain(found, of_explainers.values()):
        everywhere.update(one.everywhere)
        for phrase, covers in one.within.items():
            within.setdefault(phrase, Counter()).update(covers)
    unused: list[IdleName] = []
    shadowed: list[IdleName] = []
    for explainer in explainers:
        title = fold_phrase(explainer.title)
        for name in explainer.names:
            phrase = fold_phrase(name.text)
            uses = everywhere[phrase] - of_explainers[explainer.slug].everywhere.get(phrase, 0)
            longer = _longer(within.get(phrase, Counter()), everywhere[phrase])
            place = (explainer.slug, explainer.path, name.line, name.text)
            if phrase == title:
                continue
            if not uses:
                unused.append(IdleName(*place))
            elif longer:
                shadowed.append(IdleName(*place, longer))
    return _in_order(unused), _in_order(shadowed)


def _within(found: list[Match]) -> Iterator[tuple[str, str]]:
    """Yield the phrases of matches that are within a longer match, each with the longer phrase."""
    chosen = select(found)
    for start, end, phrase in found:
        for first, last, longer in chosen:
            if first <= start and end <= last and last - first > end - start:
                yield phrase.text, longer.text


def _longer(covers: Mapping[str, int], matches: int) -> str:
    """Return the longer name around most matches; empty if a match is outside of longer names.

    Args:
        covers: how many matches are inside each longer name.
        matches: how many there are.
    """
    if sum(covers.values()) < matches:
        return ""
    return min(covers, key=lambda cover: (-covers[cover], cover), default="")


def _in_order(names: Iterable[IdleName]) -> tuple[IdleName, ...]:
    return tuple(sorted(names, key=lambda name: (name.file, name.line, name.text)))


def unmentioned(
    explainers: Iterable[Explainer], pages: Iterable[tuple[str, Collection[str]]]
) -> tuple[Unmentioned, ...]:
    """Return the explainers whose subject no other page mentions.

    Args:
        explainers: all explainers.
        pages: the subjects that each page names, with the slug of the explainer that it is, empty
            for a briefing.
    """
    named = {subject for owner, subjects in pages for subject in subjects if subject != owner}
    found = (Unmentioned(e.slug, e.path, e.title) for e in explainers if e.slug not in named)
    return tuple(sorted(found, key=lambda explainer: explainer.file))
