"""The sentences of briefings that mention a subject, which the pages of the subject quote.

They are found once for each briefing and kept: a page that quotes twenty briefings then needs some
of their sentences instead of all their texts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import NoneType

from briefings.cache import Cache, Lazy, Result, digest, encode, get_or_compute
from briefings.model.article import Metadata
from briefings.model.linking import Annotated, Linked, Quoted, Sentence
from briefings.text import sentences, uris


def quoted(annotated: Annotated, lang: str) -> Quoted:
    """Return the sentences of a text in a language (BCP 47) that have linked mentions."""
    found: defaultdict[str, list[Sentence]] = defaultdict(list)
    for mention in annotated.linked():
        text, start, end = sentences.sentence_around(
            annotated.passages[mention.passage].text, mention.start, mention.end, lang
        )
        found[mention.subject].append(Sentence(text, start, end, mention.anchor))
    return {subject: tuple(listed) for subject, listed in found.items()}


def sentences_of(
    articles: Iterable[Metadata],
    linked: Mapping[str, Linked],
    annotated: Mapping[str, Annotated],
    cache: Cache,
) -> Mapping[str, Quoted]:
    """Return the sentences of briefings by the URI of the page, loaded at access.

    Args:
        articles: the articles.
        linked: the summary of the mentions on each page, by its URI.
        annotated: the mentions.
        cache: results of earlier builds.
    """
    langs = {uris.briefing(article.slug): article.lang for article in articles}
    keys = {uri: digest("quoted", linked[uri].digest, lang) for uri, lang in langs.items()}
    pages = {key: uri for uri, key in keys.items()}

    def make(missing: Sequence[str]) -> Iterator[Result]:
        for key in missing:
            found = quoted(annotated[pages[key]], langs[pages[key]])
            yield Result(key, encode(None), encode(found))

    get_or_compute(cache, NoneType, list(pages), make)
    return Lazy(cache, keys, Quoted)
