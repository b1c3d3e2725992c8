"""Who is quoted in briefings: found for the pages that show it, and kept between builds."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from briefings.cache import Cache, Mapper, Result, decoder, digest, encode, ensure, packed
from briefings.model.article import Article, Quotation
from briefings.readers.quotations import finder
from briefings.text import uris

Said = tuple[Quotation, ...]
"""The quotations of an article whose speakers are certain, in order."""

# Articles that one call to a worker gets: some tenth of a second of work.
_PER_CALL = 24
_ARTICLE = decoder(Article)
_SAID: Callable[[bytes], Said] = decoder(Said)


class Speakers(Mapping[str, Said]):
    """The quotations of each article whose speakers are certain, by its slug, at each access.

    `find` finds them in parallel and keeps them. Those of an article that it has not seen, as in
    the preview, are found at each access and not kept. Speakers take half of the time of reading an
    article, and only its page shows them.
    """

    def __init__(self, texts: Mapping[str, Article], keys: Mapping[str, str], cache: Cache) -> None:
        """Take the articles by slug, their digests by the URI of the page, and a cache."""
        self._texts, self._keys, self._cache = texts, keys, cache

    def of(self, texts: Mapping[str, Article], keys: Mapping[str, str]) -> "Speakers":
        """Return the same for other articles."""
        return Speakers(texts, keys, self._cache)

    def find(self, mapper: Mapper) -> None:
        """Find the speakers of all articles that are not in the cache, in parallel or not."""
        slugs = {self._key(slug): slug for slug in self._texts}

        def make(missing: Sequence[str]) -> Iterator[Result]:
            articles = (packed(self._texts, slugs[key]) for key in missing)
            found = chain.from_iterable(mapper(_find_all, _calls(articles)))
            return (Result(key, head) for key, head in zip(missing, found, strict=True))

        ensure(self._cache, slugs, make)

    def _key(self, slug: str) -> str:
        return digest("speakers", self._keys[uris.briefing(slug)])

    def __getitem__(self, slug: str) -> Said:
        """Return the quotations of an article; raises KeyError if there is no such article."""
        key = self._key(slug)
        head = self._cache.heads([key]).get(key)
        return _SAID(head) if head else _find(self._texts[slug])

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def _calls(articles: Iterable[bytes]) -> Iterator[Sequence[bytes]]:
    coming = iter(articles)
    while some := tuple(islice(coming, _PER_CALL)):
        yield some


def _find_all(articles: Sequence[bytes]) -> list[bytes]:
    """Return the encoded quotations of encoded articles."""
    return [encode(_find(_ARTICLE(article))) for article in articles]


def _find(article: Article) -> Said:
    if not article.quotations:
        return ()
    return tuple(one for one in finder.certain(article.blocks, article.lang) if one.naming)
