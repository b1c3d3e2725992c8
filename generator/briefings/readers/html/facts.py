"""The facts that a page declares about its article, each with its source on the page.

JSON-LD of the article ranks first, then `meta` of OpenGraph and similar vocabularies. Nothing is
inferred: the day of capture, the year of a copyright notice and the dates of other articles are no
evidence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from briefings.model.reading import Evidence, Fact, Field
from briefings.readers import bylines
from briefings.readers.html import dates, jsonld, names
from briefings.readers.html.declared import SUMMARY, Declared, web
from briefings.text import languages
from briefings.text.entities import unescape

# Names of `meta` in lower case, the most trusted first: OpenGraph, schema.org, Dublin Core, and
# analytics services of news sites (Parse.ly, Sailthru).
_PUBLISHED = (
    "article:published_time", "article:published", "article:published:time", "datepublished",
    "og:published_time", "og:article:published_time", "parsely-pub-date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "date", "pubdate",
    "publishdate", "publish-date", "publish_date", "published", "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published", "date.created", "originalpublicationdate",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "article:modified", "article:modified:time", "datemodified",
    "og:updated_time", "dcterms.modified", "dc.date.modified", "last-modified", "lastmod",
)  # fmt: skip
_AUTHOR = (
    "article:author", "author", "article:byline", "og:article:author", "sailthru.author",
    "dc.creator", "dcterms.creator", "parsely-author", "byl", "cxenseparse:author", "og:author",
)  # fmt: skip
_SECTION = ("article:section", "og:article:section", "parsely-section", "section")
_TAGS = ("article:tag", "og:article:tag", "news_keywords", "parsely-tags", "keywords")
_IMAGE = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
_LANG = ("og:locale", "content-language", "language", "dc.language")
_MOST_TAGS = 40
# A headline that is part of another, and has at least this share of its length, is the headline.
_SHORTEST_SHARED = 0.5

Sourced = tuple[str, str]
"""A value, and where it is on the page."""


def facts(declared: Declared, headlines: Sequence[str]) -> list[Fact]:
    """Return the facts that a page declares; of each field the strongest first.

    Args:
        declared: the metadata of the page.
        headlines: the headings above the text, the likeliest first.
    """
    found = chain(
        _titles(declared, headlines),
        _dates(declared, Field.PUBLISHED, "datePublished", _PUBLISHED),
        _dates(declared, Field.MODIFIED, "dateModified", _MODIFIED),
        _addresses(declared),
        _language(declared),
        _first(Field.SECTION, [*_data(declared, "articleSection"), *_meta(declared, *_SECTION)]),
        _tags(declared),
        _summary(declared),
    )
    return list(dict.fromkeys(found))


def _fact(field: Field, value: str, where: str) -> Fact:
    return Fact(field, value, Evidence.DECLARED, where)


def _data(declared: Declared, key: str) -> list[Sourced]:
    return [(jsonld.text(node.get(key)), f"JSON-LD {key}") for node in declared.article]


def _meta(declared: Declared, *keys: str) -> list[Sourced]:
    return [(value, f"meta {name}") for name, value in declared.meta(*keys)]


def _first(field: Field, ranked: Iterable[Sourced]) -> Iterator[Fact]:
    """Yield the first value that is not empty."""
    for value, where in ranked:
        if value:
            yield _fact(field, value, where)
            return


def _summary(declared: Declared) -> Iterator[Fact]:
    ranked = [*_meta(declared, *SUMMARY), *_data(declared, "description")]
    for fact in _first(Field.SUMMARY, ranked):
        yield replace(fact, value=jsonld.text(fact.value))


def _titles(declared: Declared, headlines: Sequence[str]) -> Iterator[Fact]:
    """Yield headlines: JSON-LD, OpenGraph, the heading as shown, `title`.

    Of JSON-LD and OpenGraph the one that is shown on the page ranks first. If one is part of the
    other, the shorter ranks first: the rest is a kicker or the name of the site.
    """
    headlines = [unescape(value) for value in headlines]
    structured = [jsonld.text(node.get("headline")) for node in declared.article]
    opened = [value for _, value in declared.meta("og:title")]
    others = [*structured, *headlines, *opened]
    sites = declared.sites()

    def clean(values: Iterable[str], where: str) -> list[Sourced]:
        found = [(names.headline(value, sites, others), where) for value in values if value]
        return [(value, where) for value, where in found if names.fold(value)]

    data = clean(structured[:1], "JSON-LD headline")
    graph = clean(opened[:1], "meta og:title")
    if data and graph:
        long, short = data[0][0].casefold(), graph[0][0].casefold()
        part = long.startswith(short) or long.endswith(short)
        shorter = part and _SHORTEST_SHARED * len(long) < len(short) < len(long)
        shown = {names.fold(value) for value in headlines[:1]}
        seen = names.fold(graph[0][0]) in shown and names.fold(data[0][0]) not in shown
        if shorter or seen:
            data, graph = graph, data
    twitter = clean((value for _, value in declared.meta("twitter:title")), "meta twitter:title")
    for value, where in dict.fromkeys([*data, *graph, *twitter]):
        yield _fact(Field.TITLE, value, where)
    for value in headlines[:1]:
        yield Fact(Field.TITLE, value, Evidence.TEXT, "heading")
    for value, where in clean([declared.title], "title"):
        yield Fact(Field.TITLE, value, Evidence.TEXT, where)


def _dates(declared: Declared, field: Field, key: str, metas: Sequence[str]) -> Iterator[Fact]:
    pages = [jsonld.text(node.get(key)) for node in declared.data.pages()]
    ranked = [*_data(declared, key), *_meta(declared, *metas)]
    ranked += [(value, f"JSON-LD {key} of the page") for value in pages]
    for value, where in ranked:
        if moment := dates.declared(value):
            yield _fact(field, moment, where)


def _addresses(declared: Declared) -> Iterator[Fact]:
    if declared.canonical:
        yield _fact(Field.URL, declared.canonical, declared.place)
    images = _meta(declared, *_IMAGE)
    for node in declared.article:
        image = node.get("image")
        if isinstance(image, list):
            image = image[0] if image else None
        images.append((jsonld.address(declared.data.resolve(image)), "JSON-LD image"))
    for value, where in images:
        if value and (address := web(value, declared.base)):
            yield _fact(Field.IMAGE, address, where)
            return


def _language(declared: Declared) -> Iterator[Fact]:
    ranked = [(declared.lang, "html lang"), *_data(declared, "inLanguage")]
    for value, where in [*ranked, *_meta(declared, *_LANG)]:
        if tag := languages.tag(value.partition(",")[0].strip()):
            yield _fact(Field.LANG, tag, where)
            return


def _tags(declared: Declared) -> Iterator[Fact]:
    """Yield the tags of the first source that has any."""
    sources = [
        (list(jsonld.texts(node.get("keywords"), declared.data)), "JSON-LD keywords")
        for node in declared.article
    ]
    sources += [([v for _, v in declared.meta(name)], f"meta {name}") for name in _TAGS]
    for values, where in sources:
        parts = (part.strip() for value in values for part in re.split(r"[,;]", value))
        if tags := list(dict.fromkeys(part for part in parts if part)):
            yield from (_fact(Field.TAG, tag, where) for tag in tags[:_MOST_TAGS])
            return


def authors(declared: Declared) -> list[tuple[tuple[str, ...], str]]:
    """Return the authors that a page declares: for each source their names and its place."""
    sources = [
        (jsonld.texts(node.get(key), declared.data), f"JSON-LD {key}")
        for node in declared.article
        for key in ("author", "creator")
    ]
    sources += [((value for _, value in declared.meta(name)), f"meta {name}") for name in _AUTHOR]
    found = []
    for values, where in sources:
        named = (bylines.people(value, declared.lang) for value in values)
        people = tuple(dict.fromkeys(name for names in named for name in names))
        if people:
            found.append((people, where))
    return found
