"""Suggest names without an explainer, ranked, and near misses of existing names."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice

from briefings.cache import Cache, Mapper, Memory
from briefings.linking.folding import fold_phrase
from briefings.linking.inflections.english import plural
from briefings.model.explainer import ExplainerKind
from briefings.model.suggestion import (
    Likeness,
    LongerName,
    LooksLike,
    Sample,
    Suggestion,
    Suggestions,
    Variant,
)
from briefings.site.corpus import Annotations
from briefings.suggestions import idle
from briefings.suggestions.briefings import Briefing, Briefings
from briefings.suggestions.gather import Gathered, gather
from briefings.suggestions.merge import Group, merge, surnames
from briefings.suggestions.near import Near
from briefings.suggestions.runs import is_acronym, key
from briefings.suggestions.uses import Use
from briefings.text import sentences, uris
from briefings.text.name_words import is_body, kind_of, language

_SAMPLES = 3
_CONTEXT = 4
# An acronym of this number of letters is a name only if this number of briefings use it.
_SHORT, _ENOUGH = 2, 5
# Maximal number of words in a name. A single word after a title may be a place or a party.
_LONGEST_NAME = 4
# Minimal share of the uses of a place that follow “in”. “In the Senate” does not count.
_OFTEN_IN = 0.25
# Minimal share of the briefings with a word that also mention the explainer whose name begins so.
_TOGETHER = 1 / 3


@dataclass(frozen=True, slots=True)
class _Candidate:
    name: str
    key: str
    kind: ExplainerKind | None
    group: Group
    looks_like: tuple[LooksLike, ...]
    doubtful: bool
    """Whether several people may have it, or it is too short and rare to be a name."""

    @property
    def rank(self) -> tuple[int, int, str]:
        """Sort key: the name in the most briefings comes first."""
        used = self.group.used
        return -len(used.pages), -len(used.uses), self.name


@dataclass(frozen=True, slots=True)
class Survey:
    """The names in the briefings that no explainer covers."""

    corpus: Annotations
    """The site's articles and explainers, with their mentions."""
    briefings: Briefings
    """The briefings, in the corpus's order: newest first."""
    candidates: Sequence[_Candidate]
    """All names, ranked."""


def survey(corpus: Annotations, cache: Cache | None = None, mapper: Mapper = map) -> Survey:
    """Return every name that the briefings use and no explainer covers.

    Args:
        corpus: the site's articles and explainers, with their mentions.
        cache: keeps what was read of the briefings; None for no cache.
        mapper: reads texts, in parallel or not.
    """
    briefings = Briefings(corpus, cache or Memory(), mapper)
    explainers = list(corpus.explainers.values())
    gathered = gather(briefings, explainers)
    near = Near(explainers, gathered.langs)
    groups = merge(gathered, near.names)
    shared = surnames(groups)
    candidates = (
        _Candidate(
            name=spelling,
            key=name,
            kind=_kind(gathered, name, group),
            group=group,
            looks_like=tuple(_misses(near, gathered, briefings, group, name, spelling)),
            doubtful=name in shared or _is_short(group),
        )
        for name, group in groups.items()
        if fold_phrase(spelling := _usual_spelling(group, name)) not in near.spellings
    )
    return Survey(corpus, briefings, sorted(candidates, key=lambda found: found.rank))


def _is_short(group: Group) -> bool:
    """Return whether a name is two capitals in few briefings: “ID”, “WH”, “S.C.”.

    Most of them are abbreviations of common words, or of parts of names.
    """
    short = all(len(name) == _SHORT and name.isalpha() for name in group.keys | group.forms)
    return short and len(group.used.pages) < _ENOUGH


def _misses(
    near: Near, gathered: Gathered, briefings: Briefings, group: Group, name: str, spelling: str
) -> Iterator[LooksLike]:
    """Yield the explainers that a name may mean.

    A last name is not compared if the full name is known: another Miller is no Mueller. A first
    word means an explainer only where a third of the briefings with it mention the explainer.
    """
    others = [other for other in _others(group, name) if key(other) not in name.split()]
    pages = group.used.pages
    for like in near.misses((spelling, *others), gathered.of_explainers):
        both = sum(like.slug in briefings.subjects[page] for page in pages)
        if like.why is not Likeness.FIRST_WORD or both >= _TOGETHER * len(pages):
            yield like


def suggest(found: Survey, least: int = 2, limit: int | None = 20) -> Suggestions:
    """Return suggestions of what to write, add or delete.

    Args:
        found: the names.
        least: minimal number of briefings with a name; for a near miss it is one. If it is more
            than one, doubtful names are left out.
        limit: maximal number of names of each kind; None for all.
    """
    explainers = list(found.corpus.explainers.values())
    frequent = [
        candidate
        for candidate in found.candidates
        if not (candidate.looks_like or (candidate.doubtful and least > 1))
        and len(candidate.group.used.pages) >= least
    ]
    subjects = [c for c in frequent if c.kind is not ExplainerKind.PLACE]
    places = [c for c in frequent if c.kind is ExplainerKind.PLACE]
    aliases = [c for c in found.candidates if c.looks_like]
    slugs: dict[str, set[str]] = {}
    for explainer in explainers:
        for name in explainer.names:
            slugs.setdefault(fold_phrase(name.text), set()).add(explainer.slug)
    longer = [
        part for c in found.candidates for part in _parts(c, slugs) if part.briefings >= least
    ]
    subjects_shown, places_shown, aliases_shown = (
        some[:limit] for some in (subjects, places, aliases)
    )
    samples = _samples(found, [*subjects_shown, *places_shown, *aliases_shown])
    own = {e.slug: found.corpus.annotated[uris.explainer(e.slug)] for e in explainers}
    unused, shadowed = idle.idle(explainers, found.briefings, own)
    return Suggestions(
        subjects=tuple(_suggestion(found, c, samples) for c in subjects_shown),
        subjects_in_all=len(subjects),
        places=tuple(_suggestion(found, c, samples) for c in places_shown),
        places_in_all=len(places),
        aliases=tuple(_suggestion(found, c, samples) for c in aliases_shown),
        aliases_in_all=len(aliases),
        longer=tuple(longer[:limit]),
        longer_in_all=len(longer),
        unused=unused,
        shadowed=shadowed,
        unmentioned=idle.unmentioned(explainers, _named(found)),
    )


def _parts(candidate: _Candidate, slugs: Mapping[str, Set[str]]) -> Iterator[LongerName]:
    """Yield the names of explainers that a name contains without meaning them."""
    used = candidate.group.used
    parts = Counter(use.part for use in used.uses if use.part in slugs)
    pages = {part: {use.page for use in used.uses if use.part == part} for part in parts}
    for part, mentions in parts.most_common():
        names = tuple(sorted(slugs[part]))
        yield LongerName(candidate.name, part, names, len(pages[part]), mentions)


def about(found: Survey, name: str) -> Suggestion | None:
    """Return the suggestion for any variant of a name; None if no briefing has it."""
    wanted = key(fold_phrase(name))
    exact = (c for c in found.candidates if c.key == wanted)
    variant = (c for c in found.candidates if wanted in c.group.keys)
    candidate = next(exact, None) or next(variant, None)
    return _suggestion(found, candidate, _samples(found, [candidate])) if candidate else None


def on_page(found: Survey, slug: str, limit: int) -> tuple[Suggestion, ...]:
    """Return suggestions for the names in a briefing, each with a sentence of this briefing.

    Args:
        found: the names.
        slug: the briefing.
        limit: maximal number of names.
    """
    if slug not in found.corpus.articles:
        return ()
    number = found.briefings.number(slug)
    one = found.briefings.load(number)
    here = (c for c in found.candidates if number in c.group.used.pages)
    certain = (c for c in here if c.looks_like or not c.doubtful)
    suggestions = []
    for candidate in islice(certain, limit):
        use = next(use for use in candidate.group.used.uses if use.page == number)
        sample = _sample(one, use)
        shown = _suggestion(found, candidate, dict.fromkeys(_shown_uses(candidate), sample))
        suggestions.append(replace(shown, samples=(sample,)))
    return tuple(suggestions)


def like_explainer(found: Survey, slug: str, limit: int) -> tuple[Suggestion, ...]:
    """Return the names that look like one of an explainer, which may lack an alias.

    Args:
        found: the names.
        slug: the explainer.
        limit: maximal number of names.
    """
    alike = (c for c in found.candidates if any(one.slug == slug for one in c.looks_like))
    chosen = list(islice(alike, limit))
    samples = _samples(found, chosen)
    return tuple(_suggestion(found, candidate, samples) for candidate in chosen)


def _named(found: Survey) -> Iterator[tuple[str, Collection[str]]]:
    """Yield the subjects that each page names, with its slug if it is an explainer."""
    for subjects in found.briefings.subjects:
        yield "", subjects
    for slug in found.corpus.explainers:
        yield slug, found.corpus.linked[uris.explainer(slug)].named


# --------------------------------------------------------------------- one suggestion


def _suggestion(found: Survey, candidate: _Candidate, samples: Mapping[Use, Sample]) -> Suggestion:
    group = candidate.group
    plurals = {plural(variant_key, ExplainerKind.CONCEPT) for variant_key in group.keys}
    return Suggestion(
        name=candidate.name,
        kind=candidate.kind,
        briefings=len(group.used.pages),
        mentions=len(group.used.uses),
        variants=_variants(group, group.keys - {candidate.key} - plurals),
        forms=_variants(group, group.forms),
        samples=tuple(samples[use] for use in _shown_uses(candidate)),
        looks_like=candidate.looks_like,
        context=_context(found, group),
    )


def _usual_spelling(group: Group, name: str) -> str:
    """Return the most frequent spelling of a name; in a tie not the one in capitals only."""
    surfaces = Counter(use.text for use in group.used.uses if key(use.text) == name)
    return min(surfaces, key=lambda text: (-surfaces[text], text.isupper(), text))


def _others(group: Group, name: str) -> list[str]:
    return sorted(_usual_spelling(group, variant_key) for variant_key in group.keys - {name})


def _variants(group: Group, keys: Iterable[str]) -> tuple[Variant, ...]:
    counted = Counter(key(use.text) for use in group.used.uses)
    found = (
        Variant(_usual_spelling(group, variant_key), counted[variant_key])
        for variant_key in keys
        if counted[variant_key]
    )
    return tuple(sorted(found, key=lambda variant: (-variant.mentions, variant.text)))


def _kind(gathered: Gathered, name: str, group: Group) -> ExplainerKind | None:
    """Return the kind of a name if the name or its uses make it certain, else None."""
    used = group.used
    ((tag, _),) = Counter(gathered.langs[use.page] for use in used.uses).most_common(1)
    kind = kind_of(name, language(tag))
    words = name.split()
    if kind is not None or any(is_body(word) for word in words):
        return kind
    if used.titled and 1 < len(words) <= _LONGEST_NAME:
        return ExplainerKind.PERSON
    itself = [use for use in used.uses if key(use.text) == name]
    inside = sum(use.inside for use in itself)
    place = inside >= _OFTEN_IN * len(itself) and not used.titled and not is_acronym(itself[0].text)
    return ExplainerKind.PLACE if place and len(words) <= _LONGEST_NAME else None


def _shown_uses(candidate: _Candidate) -> list[Use]:
    """Return one use in each of some briefings, of the name itself rather than a variant."""
    chosen: dict[int, tuple[bool, Use]] = {}
    for use in candidate.group.used.uses:
        itself = key(use.text) == candidate.key
        if use.page not in chosen or (itself and not chosen[use.page][0]):
            chosen[use.page] = itself, use
    return [use for _, use in islice(chosen.values(), _SAMPLES)]


def _samples(found: Survey, candidates: Iterable[_Candidate]) -> dict[Use, Sample]:
    """Return the sentences around the shown uses of names. Each briefing is loaded once."""
    by_page: dict[int, list[Use]] = {}
    for candidate in candidates:
        for use in _shown_uses(candidate):
            by_page.setdefault(use.page, []).append(use)
    samples: dict[Use, Sample] = {}
    for page, uses in sorted(by_page.items()):
        one = found.briefings.load(page)
        samples |= {use: _sample(one, use) for use in uses}
    return samples


def _sample(one: Briefing, use: Use) -> Sample:
    """Return the sentence around a use of a name in a briefing."""
    passage = one.annotated.passages[use.passage]
    around = sentences.sentence_around(passage.text, use.start, use.end, one.lang)
    return Sample(one.slug, one.file, passage.line, *around)


def _context(found: Survey, group: Group) -> tuple[str, ...]:
    titles = {explainer.slug: explainer.title for explainer in found.corpus.explainers.values()}
    shared = Counter(
        subject
        for page in group.used.pages
        for subject in found.briefings.subjects[page]
        if subject in titles
    )
    most = sorted(shared, key=lambda subject: (-shared[subject], titles[subject].casefold()))
    return tuple(titles[subject] for subject in most[:_CONTEXT])
