"""The mentions of every page, and which of them are links.

The mentions of a page depend on its text, its link rules and the names of all explainers, and are
cached until one of these changes. A page over its link budget is linked again in each build: which
links it keeps depends on the subjects that all briefings name.
"""

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from briefings.cache import (
    Cache,
    Lazy,
    Memory,
    Result,
    Shared,
    decoder,
    digest,
    encode,
    get_or_compute,
    load,
)
from briefings.content import dossiers, explainers, loading
from briefings.content.checks import alias_tests, mentions
from briefings.content.checks.mentions import Undecided, UndecidedNames
from briefings.content.loading import Sources
from briefings.linking.budget import Elsewhere
from briefings.linking.centrality import central
from briefings.linking.lexicon import Lexicon
from briefings.linking.linker import Linker
from briefings.linking.profiles import Learned, learn
from briefings.linking.senses import Evidence
from briefings.markup import passages
from briefings.markup.editorial import MarkdownPassage
from briefings.model.article import Metadata
from briefings.model.content import Problem, Settings
from briefings.model.dossier import Dossier
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated, Linked, PageText
from briefings.model.policy import LinkPolicy
from briefings.text import uris

_BRIEFINGS = uris.BRIEFINGS.removesuffix("index.md")


@dataclass(frozen=True, slots=True)
class Linking:
    """The mentions of all pages."""

    linked: Mapping[str, Linked]
    """Summary of the mentions on each page, by its URI."""
    annotated: Mapping[str, Annotated]
    """All mentions on each page, by its URI."""
    problems: tuple[Problem, ...]
    """Problems of mentions and of alias tests."""
    names: "Names"
    """The names of the explainers."""


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a cached result."""

    linked: Linked
    undecided: tuple[Undecided, ...]
    sharing: tuple[str, ...]
    """Slugs of the subjects that share names which the page has, sorted."""
    evidence: str
    """Digest of what decided between these subjects; empty if there are none."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page to be linked."""

    key: str
    """Key of its cached result."""
    path: str
    """Path of its content file."""
    lang: str
    """BCP 47 tag of its language."""
    is_briefing: bool
    """Whether it is a briefing."""
    title: str
    """Its title."""
    text: Callable[[], PageText]
    """Returns its text."""


class Names:
    """The names of all explainers, compiled at first use."""

    def __init__(
        self,
        subjects: Sequence[Explainer],
        passages: Mapping[str, Iterable[MarkdownPassage]],
        policy: LinkPolicy,
        cache: Cache | None = None,
    ) -> None:
        """Take all explainers and the site's rules of linking.

        Args:
            subjects: the explainers.
            passages: the passages of the body of each, by its slug.
            policy: the rules.
            cache: results of earlier builds; None for none.
        """
        self.subjects = {subject.slug: subject for subject in subjects}
        self.policy = policy
        self.profiles = explainers.profiles(subjects, passages)
        self._names = (*explainers.names(subjects), *explainers.defaults(policy.defaults))
        self._cache = cache or Memory()

    @cached_property
    def digest(self) -> str:
        """Digest of everything that the mentions in a text depend on, but for the evidence."""
        return digest(self._names, self.policy)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Index of the names, to find them in texts."""
        return Lexicon(self._names)

    @cached_property
    def evidence(self) -> Evidence:
        """Evidence that distinguishes subjects of the same name."""
        return Evidence(self.profiles, self.lexicon, self._learned)

    def evidence_of(self, slugs: Sequence[str]) -> str:
        """Return a digest of what decides between subjects; empty if there are none."""
        return digest([self._evidence_digest(slug) for slug in slugs]) if slugs else ""

    @cached_property
    def _evidence_digest(self) -> Callable[[str], str]:
        by_slug = {profile.slug: replace(profile, text="") for profile in self.profiles}
        return functools.cache(lambda slug: digest(by_slug[slug], self.evidence.learned.get(slug)))

    def _learned(self) -> Mapping[str, Learned]:
        key = digest("learned", self.digest, self.profiles)

        def make(_: Sequence[str]) -> Iterator[Result]:
            yield Result(key, encode(learn(self.profiles, self.lexicon)))

        return get_or_compute(self._cache, dict[str, Learned], [key], make)[key]


def link(sources: Sources, settings: Settings, cache: Cache) -> Linking:
    """Return the mentions of all pages.

    Args:
        sources: the parsed content.
        settings: the site's settings.
        cache: results of earlier builds.
    """
    policy, problems = loading.site_policy(settings, sources)
    names = Names(sources.explainers, sources.passages, policy, cache)
    pages = _pages(sources, names.digest)
    by_key = {page.key: page for page in pages.values()}
    summaries = _Summaries()
    for key, head in load(cache, _Head, by_key):
        if not head.linked.over_budget and head.evidence == names.evidence_of(head.sharing):
            summaries.add(by_key[key], head)
    again = [page for page in pages.values() if page.key not in summaries.linked]
    if again:
        others = (
            summaries.linked[page.key]
            for page in pages.values()
            if page.is_briefing and page.key in summaries.linked
        )
        cache.keep(_results(again, _count_names(others), names, summaries))
    return Linking(
        linked={uri: summaries.linked[page.key] for uri, page in pages.items()},
        annotated=Lazy(cache, {uri: page.key for uri, page in pages.items()}, Annotated),
        problems=(
            *problems,
            *summaries.undecided.problems(names.subjects),
            *_failed_alias_tests(_with_faulty(names, sources), cache),
        ),
        names=names,
    )


class _Summaries:
    """What the whole site needs of the mentions on pages.

    Most pages link to the same few subjects, so equal parts of their summaries are one object. At
    20 subjects on a page this takes a tenth of the memory.
    """

    def __init__(self) -> None:
        self.linked: dict[str, Linked] = {}
        self.undecided = UndecidedNames()
        self._same = Shared()

    def add(self, page: _Page, head: _Head) -> None:
        """Add a page."""
        self.undecided.add(page.path, head.undecided)
        self.linked[page.key] = replace(
            head.linked,
            subjects=self._same.parts(head.linked.subjects),
            named=self._same.parts(head.linked.named),
            counts=self._same.parts(head.linked.counts),
        )


def link_one(sources: Sources, names: Names, before: Linking, uri: str) -> tuple[Linked, Annotated]:
    """Return the mentions of one page.

    Args:
        sources: the parsed content.
        names: the names of the explainers.
        before: the mentions of all pages, which decide the links of a page over its budget.
        uri: URI of the page.
    """
    page = _page(sources, names.digest, uri)
    others = (
        linked
        for other, linked in before.linked.items()
        if other != uri and other.startswith(_BRIEFINGS)
    )
    summaries = _Summaries()
    (result,) = _results([page], _count_names(others), names, summaries)
    return summaries.linked[page.key], decoder(Annotated)(result.body)


def _pages(sources: Sources, names: str) -> dict[str, _Page]:
    """Return all briefings, explainers and dossiers, by URI."""
    pages = {uris.briefing(a.slug): _briefing(sources, a, names) for a in sources.articles}
    pages |= {uris.explainer(e.slug): _explainer(sources, e, names) for e in sources.explainers}
    pages |= {uris.dossier(d.slug): _dossier(d, names) for d in sources.dossiers.values()}
    return pages


def _page(sources: Sources, names: str, uri: str) -> _Page:
    """Return one briefing, explainer or dossier."""
    for article in sources.articles:
        if uris.briefing(article.slug) == uri:
            return _briefing(sources, article, names)
    for dossier in sources.dossiers.values():
        if uris.dossier(dossier.slug) == uri:
            return _dossier(dossier, names)
    subject = next(e for e in sources.explainers if uris.explainer(e.slug) == uri)
    return _explainer(sources, subject, names)


def _briefing(sources: Sources, article: Metadata, names: str) -> _Page:
    key = digest("mentions", sources.keys[uris.briefing(article.slug)], article.links, names)
    text = partial(_article_text, sources, article)
    return _Page(key, article.capture.path, article.lang, True, article.title, text)


def _explainer(sources: Sources, subject: Explainer, names: str) -> _Page:
    key = digest("mentions", sources.keys[uris.explainer(subject.slug)], subject.links, names)
    text = partial(_explainer_text, sources, subject)
    return _Page(key, subject.path, subject.lang, False, subject.title, text)


def _dossier(dossier: Dossier, names: str) -> _Page:
    key = digest("mentions", dossier.body, dossier.lang, dossier.links, names)
    text = partial(_dossier_text, dossier)
    return _Page(key, dossier.path, dossier.lang, False, dossier.title, text)


def _article_text(sources: Sources, article: Metadata) -> PageText:
    return passages.page_text(replace(sources.texts[article.slug], links=article.links))


def _explainer_text(sources: Sources, subject: Explainer) -> PageText:
    passages = [placed.passage for placed in sources.passages[subject.slug]]
    return PageText(
        subject.slug, passages, rules=subject.links, about=subject.slug, lang=subject.lang
    )


def _dossier_text(dossier: Dossier) -> PageText:
    passages = [placed.passage for placed in dossiers.passages(dossier)]
    return PageText(dossier.slug, passages, rules=dossier.links, lang=dossier.lang)


def _count_names(briefings: Iterable[Linked]) -> Elsewhere:
    naming: Counter[str] = Counter()
    number = 0
    for linked in briefings:
        naming.update(linked.named)
        number += 1
    return Elsewhere(number, naming)


def _results(
    pages: Sequence[_Page], elsewhere: Elsewhere, names: Names, summaries: _Summaries
) -> Iterator[Result]:
    """Link pages, add their summaries, and yield the results."""
    texts = (page.text() for page in pages)
    linker = Linker(names.lexicon, names.evidence, names.policy)
    for number, annotated in linker.link(texts, elsewhere):
        page = pages[number]
        body = encode(annotated)
        undecided = mentions.undecided(page.lang, annotated)
        sharing = {s for m in annotated.mentions if len(m.candidates) > 1 for s in m.candidates}
        slugs = tuple(sorted(sharing))
        head = _Head(
            _linked(annotated, digest(body), page.title if page.is_briefing else None),
            undecided,
            slugs,
            names.evidence_of(slugs),
        )
        summaries.add(page, head)
        yield Result(page.key, encode(head), body)


def _linked(annotated: Annotated, key: str, headline: str | None) -> Linked:
    named = Counter(mention.subject for mention in annotated.mentions if mention.subject)
    links = annotated.linked()
    subjects = dict.fromkeys(mention.subject for mention in links)
    counts = Counter((mention.phrase, mention.subject, mention.quoted) for mention in links)
    return Linked(
        subjects=tuple((slug, named[slug]) for slug in subjects),
        central=() if headline is None else central(annotated, headline),
        named=tuple(sorted(named)),
        counts=tuple((*link, number) for link, number in sorted(counts.items())),
        over_budget=annotated.over_budget,
        digest=key,
    )


def _with_faulty(names: Names, sources: Sources) -> Names:
    """Return the names, also of explainers with errors, to which no page links."""
    faulty = sources.faulty
    if not faulty:
        return names
    return Names([*sources.explainers, *faulty], sources.passages, names.policy)


def _failed_alias_tests(names: Names, cache: Cache) -> tuple[Problem, ...]:
    """Return the problems of all alias tests."""
    subjects = list(names.subjects.values())
    key = digest(
        "alias tests",
        names.digest,
        names.profiles,
        [(e.path, e.must_link, e.must_not_link) for e in subjects],
    )

    def make(_: Sequence[str]) -> Iterator[Result]:
        failed = alias_tests.run(subjects, names.lexicon, names.evidence, names.policy)
        yield Result(key, encode(failed))

    return get_or_compute(cache, tuple[Problem, ...], [key], make)[key]
