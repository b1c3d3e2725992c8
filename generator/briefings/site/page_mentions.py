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
from itertools import islice
from operator import attrgetter

from briefings.cache import (
    Cache,
    Heads,
    Index,
    Lazy,
    Mapped,
    Memory,
    Overlaid,
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
from briefings.content.page_keys import OfBriefings
from briefings.files.guard import LINKING, bounded
from briefings.linking.budget import Elsewhere
from briefings.linking.centrality import central
from briefings.linking.lexicon import Lexicon
from briefings.linking.linker import Linker
from briefings.linking.profiles import Learned, learn
from briefings.linking.senses import Evidence
from briefings.markup import passages
from briefings.markup.editorial import MarkdownPassage
from briefings.model.article import Metadata
from briefings.model.content import Problem, RefusedError, Settings
from briefings.model.dossier import Dossier
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated, Linked, PageText
from briefings.model.policy import LinkPolicy
from briefings.text import uris

# Summaries that are decoded at once.
_AT_ONCE = 100
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

    path: str
    """Path of its content file."""
    lang: str
    """BCP 47 tag of its language."""
    headline: str | None
    """The title of a briefing; None for an explainer."""
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


def link(sources: Sources, settings: Settings, cache: Cache, *, lazily: bool = False) -> Linking:
    """Return the mentions of all pages.

    Args:
        sources: the parsed content.
        settings: the site's settings.
        cache: results of earlier builds.
        lazily: whether a summary is decoded at each access; there are no `problems` then.

    Raises:
        RefusedError: pages cannot be linked, or not in the time that there is for one.
    """
    policy, problems = loading.site_policy(settings, sources)
    names = Names(sources.explainers, sources.passages, policy, cache)
    keys = _keys(sources, names.digest)
    summaries = _Summaries(keep=not lazily)
    again: list[str] = []
    for some in _batches(keys):
        heads = dict(load(cache, _Head, some.values()))
        for uri, key in some.items():
            head = heads.get(key)
            if (
                head
                and not head.linked.over_budget
                and head.evidence == names.evidence_of(head.sharing)
            ):
                path = _page(sources, uri).path if head.undecided else ""
                summaries.add(uri, path, head)
            else:
                again.append(uri)
    if again:
        cache.keep(_results(sources, again, keys, summaries.elsewhere, names, summaries))
    linked: Mapping[str, Linked]
    if lazily:
        linked = Mapped(attrgetter("linked"), Heads(cache, keys, _Head))
        problems = ()
    else:
        linked = {uri: summaries.linked[uri] for uri in keys}
        problems = (
            *problems,
            *summaries.undecided.problems(names.subjects),
            *_failed_alias_tests(_with_faulty(names, sources), cache),
        )
    return Linking(linked, Lazy(cache, keys, Annotated), problems, names)


def _keys(sources: Sources, names: str) -> Mapping[str, str]:
    """Return the key of the mentions on each page by its URI, briefings first.

    Args:
        sources: the parsed content.
        names: digest of the names of the explainers.
    """
    briefings = Index(
        sources.articles,
        (
            digest("mentions", sources.keys[uris.briefing(slug)], article.links, names)
            for slug, article in sources.articles.items()
        ),
    )
    subjects = {
        (uri := uris.explainer(e.slug)): digest("mentions", sources.keys[uri], e.links, names)
        for e in sources.explainers
    }
    collections = {
        uris.dossier(one.slug): digest("mentions", one.body, one.lang, one.links, names)
        for one in sources.dossiers.values()
    }
    return Overlaid({**subjects, **collections}, OfBriefings(briefings))


def _batches(keys: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    coming = iter(keys.items())
    while some := dict(islice(coming, _AT_ONCE)):
        yield some


class _Summaries:
    """What the whole site needs of the mentions on pages.

    Most pages link to the same few subjects, so equal parts of their summaries are one object. At
    20 subjects on a page this takes a tenth of the memory.
    """

    def __init__(self, *, keep: bool = True) -> None:
        """Take whether more than counts are kept."""
        self.linked: dict[str, Linked] = {}
        self.undecided = UndecidedNames()
        self._keep, self._same = keep, Shared()
        self._briefings, self._naming = 0, Counter[str]()

    @property
    def elsewhere(self) -> Elsewhere:
        """How many briefings name each subject, among those added until now."""
        return Elsewhere(self._briefings, Counter(self._naming))

    def add(self, uri: str, path: str, head: _Head) -> None:
        """Add a page.

        Args:
            uri: its URI.
            path: path of its content file, if something is undecided on it.
            head: the summary.
        """
        if uri.startswith(_BRIEFINGS):
            self._briefings += 1
            self._naming.update(head.linked.named)
        if self._keep:
            self.undecided.add(path, head.undecided)
            self.linked[uri] = replace(
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
    others = (
        linked
        for other, linked in before.linked.items()
        if other != uri and other.startswith(_BRIEFINGS)
    )
    summaries = _Summaries()
    (result,) = _results(sources, [uri], {uri: ""}, _count_names(others), names, summaries)
    return summaries.linked[uri], decoder(Annotated)(result.body)


def _page(sources: Sources, uri: str) -> _Page:
    """Return one briefing, explainer or dossier."""
    slug = uris.stem(uri)
    if uri == uris.briefing(slug):
        article = sources.articles[slug]
        text = partial(_article_text, sources, article)
        return _Page(article.capture.path, article.lang, article.title, text)
    if uri == uris.dossier(slug):
        dossier = sources.dossiers[slug]
        return _Page(dossier.path, dossier.lang, None, partial(_dossier_text, dossier))
    subject = next(e for e in sources.explainers if uris.explainer(e.slug) == uri)
    return _Page(subject.path, subject.lang, None, partial(_explainer_text, sources, subject))


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
    sources: Sources,
    pages: Sequence[str],
    keys: Mapping[str, str],
    elsewhere: Elsewhere,
    names: Names,
    summaries: _Summaries,
) -> Iterator[Result]:
    """Link pages, add their summaries, and yield the results under their keys.

    Raises:
        RefusedError: at the end, if pages cannot be linked.
    """
    linker = Linker(names.lexicon, names.evidence, names.policy)
    refused: list[Problem] = []

    def annotated_pages() -> Iterator[tuple[int, PageText, Annotated]]:
        for number, uri in enumerate(pages):
            page = _page(sources, uri)
            try:
                with bounded(page.path, LINKING):
                    text = page.text()
                    annotated = linker.annotate(text)
            except RefusedError as error:
                refused.extend(error.problems)
            else:
                yield number, text, annotated

    for number, annotated in linker.within_budget(annotated_pages(), elsewhere):
        uri = pages[number]
        page = _page(sources, uri)
        try:
            with bounded(page.path, LINKING):
                head, body = _head(page, annotated, names)
        except RefusedError as error:
            refused.extend(error.problems)
            continue
        summaries.add(uri, page.path, head)
        yield Result(keys[uri], encode(head), body)
    if refused:
        raise RefusedError(*refused)


def _head(page: _Page, annotated: Annotated, names: Names) -> tuple[_Head, bytes]:
    """Return what the whole site needs of the mentions on a page, and the encoded mentions."""
    body = encode(annotated)
    sharing = {s for m in annotated.mentions if len(m.candidates) > 1 for s in m.candidates}
    slugs = tuple(sorted(sharing))
    head = _Head(
        _linked(annotated, digest(body), page.headline),
        mentions.undecided(page.lang, annotated),
        slugs,
        names.evidence_of(slugs),
    )
    return head, body


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
