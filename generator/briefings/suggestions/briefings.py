"""The briefings of a site as suggestions need them, and in batches whose results are kept.

A step over all briefings is made for one batch after the other, in other processes, and its results
are kept: after an edit only the batches with changed briefings are read again. Where a batch begins
is decided by the names of its briefings, so that a new one does not move all others.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar
from zlib import crc32

from briefings.cache import Cache, Mapper, Result, Shared, decoder, digest, ensure, pack, packed
from briefings.model.article import Article
from briefings.model.linking import Annotated
from briefings.model.reading import MarkupKind
from briefings.site.corpus import Annotations
from briefings.text import uris

T = TypeVar("T")

# Briefings of a batch on average, some 300 kB, and at most.
_BATCH = 25
_LONGEST = 4 * _BATCH
_ARTICLE, _ANNOTATED = decoder(Article), decoder(Annotated)
_NOTHING = pack(None)


@dataclass(frozen=True, slots=True)
class Briefing:
    """The data of an article that suggestions need."""

    slug: str
    """Name of the article in addresses."""
    file: str
    """Its file, relative to the content folder."""
    lang: str
    """BCP 47 tag of its language."""
    annotated: Annotated
    """Its text, with the mentions of explainers."""
    datelines: tuple[tuple[int, int, int], ...] = ()
    """Datelines, in which no names are looked for: number of the passage, start and end of each."""
    outlet: str = ""
    """Name of the outlet, which its articles use for themselves."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some briefings in a row."""

    slugs: Sequence[str]
    """Their names."""
    key: str
    """Digest of their texts and mentions."""
    named: frozenset[str]
    """The slugs of the explainers that they mention."""


Step = Callable[[Sequence[Briefing]], T]
"""What is done with a batch; a value that can be sent to another process."""


class Briefings:
    """The briefings of a corpus, each loaded when it is used, because they hold all texts."""

    def __init__(self, corpus: Annotations, cache: Cache, mapper: Mapper) -> None:
        """Take the corpus, what keeps the results of steps, and what makes them."""
        self._corpus, self._cache, self._mapper = corpus, cache, mapper
        self._slugs = tuple(corpus.articles)
        self._same = Shared()
        self.subjects: list[frozenset[str]] = []
        """The slugs of the explainers that each briefing mentions."""
        self._batches = [self._batch(slugs) for slugs in _split(self._slugs)]

    def _batch(self, slugs: Sequence[str]) -> Batch:
        linked = [self._corpus.linked[uris.briefing(slug)] for slug in slugs]
        named = [frozenset(self._same.parts(one.named)) for one in linked]
        self.subjects += named
        texts = [self._corpus.keys[uris.briefing(slug)] for slug in slugs]
        key = digest(slugs, texts, [one.digest for one in linked])
        return Batch(slugs, key, frozenset().union(*named))

    def number(self, slug: str) -> int:
        """Return the number of a briefing; raises ValueError if there is none."""
        return self._slugs.index(slug)

    def load(self, page: int) -> Briefing:
        """Return the briefing of a number."""
        slug = self._slugs[page]
        return _briefing(self._corpus.texts[slug], self._corpus.annotated[uris.briefing(slug)])

    def results(
        self, kind: type[T], step: Step[T], depends_on: Callable[[Batch], object]
    ) -> Iterator[T]:
        """Return the results of a step for all batches, in order.

        Args:
            kind: the type of a result.
            step: makes the result of a batch, unless it is in the cache.
            depends_on: returns what the result of a batch depends on beside its briefings.
        """
        name = kind.__qualname__
        batches = {digest(name, one.key, depends_on(one)): one for one in self._batches}

        def make(missing: Sequence[str]) -> Iterator[Result]:
            work = (self._packed(batches[key]) for key in missing)
            made = self._mapper(partial(_made, step), work)
            for key, body in zip(missing, made, strict=True):
                yield Result(key, _NOTHING, body)

        ensure(self._cache, batches, make)
        decode = decoder(kind)
        return (decode(self._cache.body(key)) for key in batches)

    def _packed(self, batch: Batch) -> tuple[tuple[bytes, bytes], ...]:
        """Return the article of each briefing and its text with mentions, without decoding them."""
        texts, annotated = self._corpus.texts, self._corpus.annotated
        return tuple((packed(texts, s), packed(annotated, uris.briefing(s))) for s in batch.slugs)


def _split(slugs: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the batches of briefings in a row."""
    first = 0
    for number, slug in enumerate(slugs):
        if number > first and (crc32(slug.encode()) % _BATCH == 0 or number - first == _LONGEST):
            yield slugs[first:number]
            first = number
    if slugs:
        yield slugs[first:]


def _made(step: Step[Any], briefings: Sequence[tuple[bytes, bytes]]) -> bytes:
    """Return the encoded result of a step for a batch, whose articles and mentions are encoded."""
    return pack(step([_briefing(_ARTICLE(one), _ANNOTATED(two)) for one, two in briefings]))


def _briefing(article: Article, annotated: Annotated) -> Briefing:
    datelines = (
        (number, markup.start, markup.end)
        for number, block in enumerate(article.blocks)
        for markup in block.markup
        if markup.kind is MarkupKind.DATELINE
    )
    outlet = article.outlet.name if article.outlet else ""
    return Briefing(
        article.slug, article.capture.path, article.lang, annotated, tuple(datelines), outlet
    )
