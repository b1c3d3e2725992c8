"""Idle names of explainers: found in no text, or only within longer names."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from briefings.content import explainers as explainer_files
from briefings.linking.folding import fold, fold_phrase
from briefings.linking.inflections.english import plural
from briefings.linking.lexicon import Lexicon, Match, select
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated
from briefings.model.suggestion import IdleName, Unmentioned


def idle(
    explainers: Sequence[Explainer], texts: Iterable[tuple[str, Annotated]]
) -> tuple[tuple[IdleName, ...], tuple[IdleName, ...]]:
    """Return the aliases and forms in no text, and those only within longer names.

    Titles are left out, because every explainer must have one. A name in its own explainer does not
    count.

    Args:
        explainers: all explainers.
        texts: every page, with the slug of the explainer that it is; empty for a briefing.
    """
    lexicon = Lexicon(explainer_files.names(explainers))
    everywhere: Counter[str] = Counter()
    on_own_page: Counter[tuple[str, str]] = Counter()
    within: dict[str, Counter[str]] = {}
    for owner, annotated in texts:
        for passage in annotated.passages:
            found = lexicon.matches(fold(passage.matched()).text)
            everywhere.update(phrase.text for *_, phrase in found)
            on_own_page.update((phrase.text, owner) for *_, phrase in found)
            for phrase, longer in _within(found):
                within.setdefault(phrase, Counter())[longer] += 1
    unused: list[IdleName] = []
    shadowed: list[IdleName] = []
    for explainer in explainers:
        title = fold_phrase(explainer.title)
        for name in explainer.names:
            phrase = fold_phrase(name.text)
            known = (phrase, plural(phrase, explainer.kind))
            uses = sum(everywhere[p] - on_own_page[p, explainer.slug] for p in known)
            longer = _longer(known, everywhere, within)
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


def _longer(
    phrases: Iterable[str], everywhere: Counter[str], within: Mapping[str, Counter[str]]
) -> str:
    """Return the longer name around most matches; empty if a match is outside of longer names."""
    there = [phrase for phrase in phrases if everywhere[phrase]]
    covers: Counter[str] = sum((within.get(p, Counter()) for p in there), Counter())
    if covers.total() < sum(everywhere[phrase] for phrase in there):
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
        pages: the subjects that each page names, with its own slug as in `idle`.
    """
    named = {subject for owner, subjects in pages for subject in subjects if subject != owner}
    found = (Unmentioned(e.slug, e.path, e.title) for e in explainers if e.slug not in named)
    return tuple(sorted(found, key=lambda explainer: explainer.file))
