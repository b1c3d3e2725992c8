"""Inputs of targets: values of the corpus, each with the key that replaces it in digests.

A target is built from one frozen dataclass, its inputs. Its digest and the argument of its build
function are both that value, so a build function cannot use anything that the digest lacks.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, partial
from typing import TypeVar

from briefings.cache import Keyed, digest
from briefings.markup.editorial import MarkdownPassage
from briefings.model.article import Article, Metadata
from briefings.model.content import CARD_COLOURS
from briefings.model.explainer import Explainer, SubjectName
from briefings.model.linking import Annotated, Quoted, Sentence
from briefings.model.picture import PictureFile
from briefings.model.policy import LINK_POLICY, NO_RULES
from briefings.model.site import Page, Target
from briefings.site import facts, memberships
from briefings.site.corpus import Corpus
from briefings.site.lists import changes, topics
from briefings.site.lists.sequence import Neighbours
from briefings.site.memberships import Membership, Memberships
from briefings.site.speakers import Said
from briefings.text import uris

Inputs = TypeVar("Inputs")

_MAIN_SUBJECTS = 5
_PASSAGES = tuple[MarkdownPassage, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A briefing as lists show it."""

    article: Metadata
    """The article."""
    subjects: tuple[tuple[str, str], ...]
    """Slug and short name of the subjects that it links most often, at ties in reading order."""


@dataclass(frozen=True, slots=True)
class MentionedIn:
    """A briefing that mentions a subject, with the sentences that do."""

    article: Keyed[Metadata]
    """The article."""
    quoted: Keyed[Quoted]
    """Its sentences with linked mentions."""

    def of(self, subject: str) -> tuple[Metadata, tuple[Sentence, ...]]:
        """Return the article, and its sentences that mention a subject."""
        return self.article.value, self.quoted.value.get(subject, ())


class KeyedCorpus:
    """The corpus as keyed values; the only place that pairs a value with its key."""

    def __init__(
        self,
        corpus: Corpus,
        keys: Mapping[str, str],
        neighbours: Mapping[str, Neighbours],
        quoted: Mapping[str, Quoted],
    ) -> None:
        """Wrap a corpus.

        Args:
            corpus: the corpus.
            keys: digest of each article and explainer, by the URI of its page.
            neighbours: the briefings before and after each one, by its slug.
            quoted: the sentences of each briefing that other pages quote, by its URI.
        """
        self.corpus, self.neighbours, self._keys = corpus, neighbours, keys
        # Pages show links as `Annotated` has them: a new link policy alone rebuilds no page. Nor do
        # new colours of share cards, or problems and their severities.
        self.settings = replace(
            corpus.settings,
            links=LINK_POLICY,
            defaults=NO_RULES,
            card_colours=CARD_COLOURS,
            problems=(),
            severities=(),
        )
        # Cached, because the same articles and explainers are inputs of many targets. Caches of
        # methods would refer to this object, and all of the corpus would stay until the garbage
        # collector runs.
        self.metadata = cache(partial(_metadata, corpus, keys))
        self.explainer = cache(partial(_explainer, corpus, keys))
        self.card = cache(partial(_card, corpus, keys))
        self.mentioned_in = cache(partial(_mentioned_in, corpus, self.metadata, quoted))

    def article(self, slug: str) -> Keyed[Article]:
        """Return an article with its text."""
        return Keyed(self._keys[uris.briefing(slug)], Article, self.corpus.texts, slug)

    def said(self, slug: str) -> Keyed[Said]:
        """Return the quotations of an article whose speakers are certain."""
        return Keyed(self._keys[uris.briefing(slug)], Said, self.corpus.speakers, slug)

    def annotated(self, uri: str) -> Keyed[Annotated]:
        """Return the mentions on a page."""
        return Keyed(self.corpus.linked[uri].digest, Annotated, self.corpus.annotated, uri)

    def passages(self, slug: str) -> Keyed[tuple[MarkdownPassage, ...]]:
        """Return the passages of an explainer's body."""
        return Keyed(self._keys[uris.explainer(slug)], _PASSAGES, self.corpus.passages, slug)

    def picture(self, found: PictureFile) -> Keyed[bytes]:
        """Return the editor's file of a picture, whose URI has a digest of it."""
        return Keyed(found.uri, bytes, self.corpus.picture_bytes, found.path)

    def explainers(self, slugs: Iterable[str]) -> tuple[Keyed[Explainer], ...]:
        """Return some explainers."""
        return tuple(map(self.explainer, slugs))

    def names(self, slugs: Iterable[str]) -> tuple[SubjectName, ...]:
        """Return the names of some explainers."""
        return tuple(self.corpus.explainers[slug].name for slug in slugs)

    def card_of(self, article: Metadata) -> Keyed[Card]:
        """Return what lists show of an article."""
        return self.card(article.slug)

    def explainer_of(self, explainer: Explainer) -> Keyed[Explainer]:
        """Return an explainer with its key."""
        return self.explainer(explainer.slug)

    def day_of(self, article: Metadata) -> date | None:
        """Return the last day on which an article is known to have changed."""
        return self.days[uris.briefing(article.slug)]

    def places(self, uri: str) -> tuple[Membership, ...]:
        """Return the places of a page in dossiers."""
        return self._memberships.get(uri, ())

    @cached_property
    def _memberships(self) -> Memberships:
        whole = self.corpus
        return memberships.memberships(whole.dossiers.values(), whole.articles, whole.explainers)

    @cached_property
    def topic_uris(self) -> Mapping[str, str]:
        """URI of the page that each topic leads to, by its slug; empty for none."""
        return {topic.slug: topic.uri for topic in self.corpus.topics}

    def spelt(self, topic: str) -> str:
        """Return a topic as the explainer of this title is spelt."""
        return self._titles.get(topics.spelling_key(topic), topic)

    @cached_property
    def _titles(self) -> Mapping[topics.SpellingKey, str]:
        return topics.titles(self.corpus.explainers.values())

    @cached_property
    def has_feed(self) -> bool:
        """Whether there is a feed of all briefings."""
        return facts.has_feed(self.settings, self.corpus.articles.values())

    @cached_property
    def days(self) -> Mapping[str, date | None]:
        """Last day on which each article, explainer and dossier is known to have changed, by URI.

        An article changes when it is published, changed or captured, an explainer when it is
        reviewed, a dossier when it is published, and all when editors correct or update their page
        or add a note.
        """
        articles, explainers = self.corpus.articles.values(), self.corpus.explainers.values()
        days = {uris.briefing(a.slug): newest((*facts.days(a), *changes.days(a))) for a in articles}
        days |= {uris.explainer(e.slug): newest((e.reviewed, *changes.days(e))) for e in explainers}
        return days | {
            uris.dossier(d.slug): newest((d.published, *changes.days(d)))
            for d in self.corpus.dossiers.values()
        }


def _metadata(corpus: Corpus, keys: Mapping[str, str], slug: str) -> Keyed[Metadata]:
    return Keyed(keys[uris.briefing(slug)], Metadata, corpus.articles, slug)


def _explainer(corpus: Corpus, keys: Mapping[str, str], slug: str) -> Keyed[Explainer]:
    return Keyed(keys[uris.explainer(slug)], Explainer, corpus.explainers, slug)


def _mentioned_in(
    corpus: Corpus,
    metadata: Callable[[str], Keyed[Metadata]],
    quoted: Mapping[str, Quoted],
    slug: str,
) -> MentionedIn:
    uri = uris.briefing(slug)
    # They depend on the mentions, and on the language of the article.
    return MentionedIn(metadata(slug), Keyed(corpus.linked[uri].digest, Quoted, quoted, uri))


def _card(corpus: Corpus, keys: Mapping[str, str], slug: str) -> Keyed[Card]:
    uri = uris.briefing(slug)
    subjects = sorted(corpus.linked[uri].subjects, key=lambda s: -s[1])
    shown = (corpus.explainers[s] for s, _ in subjects[:_MAIN_SUBJECTS])
    named = tuple((subject.slug, subject.short_name) for subject in shown)
    return Keyed(digest(keys[uri], named), Card, {slug: Card(corpus.articles[slug], named)}, slug)


def newest(days: Iterable[date | None]) -> date | None:
    """Return the last of some days; None where none is known."""
    return max(filter(None, days), default=None)


def target(
    build: Callable[[Inputs], tuple[Page, ...]],
    inputs: Inputs,
    page: str = "",
    *,
    exports: Sequence[str] = (),
    parallel: bool = False,
    changed: date | None = None,
    source: str = "",
) -> Target:
    """Return the target of a build function and its inputs.

    Args:
        build: builds the files; a function or method of a module.
        inputs: a frozen dataclass of all that it uses.
        page: as in `Target`.
        exports: as in `Target`.
        parallel: as in `Target`.
        changed: as in `Target`.
        source: as in `Target`.
    """
    key = digest(build.__module__, build.__qualname__, inputs)
    return Target(key, build, inputs, page, tuple(exports), parallel, changed, source=source)
