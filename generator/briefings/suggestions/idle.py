"""Names of explainers that do nothing: found in no text, or only within longer names."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from briefings.content import explainers as explainer_files
from briefings.linking.folding import fold_phrase
from briefings.linking.inflections import plural
from briefings.linking.lexicon import Lexicon
from briefings.linking.matches import Matches, select
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated
from briefings.model.suggestion import IdleName, Unmentioned
from briefings.suggestions.places import places


def idle(
    explainers: Sequence[Explainer], texts: Sequence[tuple[str, Annotated]]
) -> tuple[tuple[IdleName, ...], tuple[IdleName, ...]]:
    """Return the aliases and forms that stand in no text, and those always within longer names.

    Titles are left out: an explainer has to have one. A name in its own explainer does not count.

    Args:
        explainers: all explainers.
        texts: every page, with the slug of the explainer that it is; empty for a briefing.
    """
    owners: list[str] = []
    passages: list[str] = []
    for owner, annotated in texts:
        passages += [passage.text for passage in annotated.passages]
        owners += [owner] * len(annotated.passages)
    lexicon = Lexicon(explainer_files.names(explainers))
    found = lexicon.scan(passages)
    chosen = select(found)
    rows, _ = places(passages, found.starts)
    matched: Counter[tuple[str, str]] = Counter()
    for phrase, number in zip(found.phrases.tolist(), rows, strict=True):
        matched[lexicon.phrases[phrase], owners[number]] += 1
    everywhere = Counter(lexicon.phrases[phrase] for phrase in found.phrases.tolist())
    behind = _behind(lexicon, found, chosen)
    unused: list[IdleName] = []
    shadowed: list[IdleName] = []
    for explainer in explainers:
        title = fold_phrase(explainer.title)
        for name in explainer.names:
            phrase = fold_phrase(name.text)
            known = (phrase, plural(phrase, explainer.kind))
            uses = sum(everywhere[p] - matched[p, explainer.slug] for p in known)
            longer = _longer(known, everywhere, behind)
            place = (explainer.slug, explainer.path, name.line, name.text)
            if phrase == title:
                continue
            if not uses:
                unused.append(IdleName(*place))
            elif longer:
                shadowed.append(IdleName(*place, longer))
    return _in_order(unused), _in_order(shadowed)


def _behind(lexicon: Lexicon, found: Matches, chosen: Matches) -> Mapping[str, Counter[str]]:
    """Return for each phrase the longer ones within which it stands, with the number of times."""
    behind: dict[str, Counter[str]] = {}
    if not len(chosen.starts):
        return behind
    at = np.searchsorted(chosen.starts, found.starts, side="right") - 1
    covering = np.maximum(at, 0)
    inside = (at >= 0) & (chosen.ends[covering] >= found.ends)
    longer = chosen.ends[covering] - chosen.starts[covering] > found.ends - found.starts
    for number in np.flatnonzero(inside & longer):
        phrase = lexicon.phrases[found.phrases[number]]
        cover = lexicon.phrases[chosen.phrases[covering[number]]]
        behind.setdefault(phrase, Counter())[cover] += 1
    return behind


def _longer(
    phrases: Iterable[str], everywhere: Counter[str], behind: Mapping[str, Counter[str]]
) -> str:
    """Return the longer name within which most matches stand, if all stand within one."""
    there = [phrase for phrase in phrases if everywhere[phrase]]
    covers: Counter[str] = sum((behind.get(p, Counter()) for p in there), Counter())
    if covers.total() < sum(everywhere[phrase] for phrase in there):
        return ""
    return min(covers, key=lambda cover: (-covers[cover], cover), default="")


def _in_order(names: Iterable[IdleName]) -> tuple[IdleName, ...]:
    return tuple(sorted(names, key=lambda name: (name.file, name.line, name.text)))


def unmentioned(
    explainers: Iterable[Explainer], texts: Sequence[tuple[str, Annotated]]
) -> tuple[Unmentioned, ...]:
    """Return the explainers whose subject no other page mentions, linked or not."""
    named = {
        mention.subject
        for owner, annotated in texts
        for mention in annotated.mentions
        if mention.subject != owner
    }
    found = (Unmentioned(e.slug, e.path, e.title) for e in explainers if e.slug not in named)
    return tuple(sorted(found, key=lambda explainer: explainer.file))
