"""The facts that a page declares about its article, each with the place where it stands.

Ranked within what is declared: JSON-LD of the article, then `meta` of OpenGraph and its kin. What
the page does not say stays unknown: the day of capture, the year of a copyright notice and the
dates of other articles are no evidence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urljoin

from briefings.model.reading import Evidence, Fact, Field
from briefings.readers.html import dates as html_dates
from briefings.readers.html import jsonld as html_jsonld
from briefings.readers.html import names as html_names
from briefings.readers.html.declared import SUMMARY, Declared, web

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
# Names of `meta` in order of trust, in lower case: OpenGraph, schema.org, Dublin Core, and those
# of analytics that news sites share (Parse.ly, Sailthru).
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
_MOST_TAGS = 40
_SHORTEST_SHARED = 0.5


def facts(declared: Declared, headlines: Sequence[str]) -> list[Fact]:
    """Return the facts that a page declares, of each kind the strongest first.

    Args:
        declared: what the page says.
        headlines: the headings at the head of the text as shown, the likeliest first.
    """
    found = [
        *_titles(declared, headlines),
        *_dates(declared, Field.PUBLISHED, "datePublished", _PUBLISHED),
        *_dates(declared, Field.MODIFIED, "dateModified", _MODIFIED),
        *_addresses(declared),
        *_language(declared),
        *_words(declared),
    ]
    return list(dict.fromkeys(found))


def _fact(field: Field, value: str, where: str) -> Fact:
    return Fact(field, value, Evidence.DECLARED, where)


def _titles(declared: Declared, headlines: Sequence[str]) -> Iterator[Fact]:
    """Yield headlines: JSON-LD, OpenGraph, the heading as shown, `title`.

    Of JSON-LD and OpenGraph the one that stands on the page is the headline. Where they agree but
    for a piece in front or behind, the shorter is, and the piece a kicker or a tail.
    """
    structured = [html_jsonld.text(node.get("headline")) for node in declared.article]
    opened = [value for _, value in declared.meta("og:title")]
    others = [*structured, *headlines, *opened]
    sites = declared.sites()

    def clean(values: Iterable[str], where: str) -> list[tuple[str, str]]:
        found = [(html_names.headline(value, sites, others), where) for value in values if value]
        return [(value, where) for value, where in found if html_names.fold(value)]

    data = clean(structured[:1], "JSON-LD headline")
    graph = clean(opened[:1], "meta og:title")
    if data and graph:
        long, short = data[0][0].casefold(), graph[0][0].casefold()
        part = long.startswith(short) or long.endswith(short)
        shorter = part and _SHORTEST_SHARED * len(long) < len(short) < len(long)
        shown = {html_names.fold(value) for value in headlines}
        seen = html_names.fold(graph[0][0]) in shown and html_names.fold(data[0][0]) not in shown
        if shorter or seen:
            data, graph = graph, data
    ranked = [
        *data,
        *graph,
        *clean((v for _, v in declared.meta("twitter:title")), "meta twitter:title"),
    ]
    for value, where in dict.fromkeys(ranked):
        yield _fact(Field.TITLE, value, where)
    for value in headlines[:1]:
        yield Fact(Field.TITLE, value, Evidence.TEXT, "heading")
    for value, where in clean([declared.title], "title"):
        yield Fact(Field.TITLE, value, Evidence.TEXT, where)


def _dates(declared: Declared, field: Field, key: str, names: Sequence[str]) -> Iterator[Fact]:
    ranked = [(html_jsonld.text(node.get(key)), f"JSON-LD {key}") for node in declared.article]
    ranked += [(value, f"meta {name}") for name, value in declared.meta(*names)]
    ranked += [
        (html_jsonld.text(n.get(key)), f"JSON-LD {key} of the page") for n in declared.data.pages()
    ]
    for value, where in ranked:
        if moment := html_dates.declared(value):
            yield _fact(field, moment, where)


def _addresses(declared: Declared) -> Iterator[Fact]:
    if declared.canonical:
        yield _fact(Field.URL, declared.canonical, "link rel=canonical")
    images = [
        (html_jsonld.address(declared.data.resolve(_one(n.get("image")))), "JSON-LD image")
        for n in declared.article
    ]
    images = [*((v, f"meta {n}") for n, v in declared.meta(*_IMAGE)), *images]
    for value, where in images:
        if value and (address := web(urljoin(declared.base, value))):
            yield _fact(Field.IMAGE, address, where)
            return


def _one(value: object) -> object:
    return (value[0] if value else None) if isinstance(value, list) else value


def _language(declared: Declared) -> Iterator[Fact]:
    ranked = [(declared.lang, "html lang")]
    ranked += [
        (html_jsonld.text(node.get("inLanguage")), "JSON-LD inLanguage")
        for node in declared.article
    ]
    ranked += [
        (v, f"meta {n}")
        for n, v in declared.meta("og:locale", "content-language", "language", "dc.language")
    ]
    for value, where in ranked:
        tag = value.partition(",")[0].strip()
        if _LANGUAGE.fullmatch(tag):
            yield _fact(Field.LANG, tag.replace("_", "-"), where)
            return


def _words(declared: Declared) -> Iterator[Fact]:
    """Yield section, tags and summary."""
    sections = [
        (html_jsonld.text(n.get("articleSection")), "JSON-LD articleSection")
        for n in declared.article
    ]
    sections += [(value, f"meta {name}") for name, value in declared.meta(*_SECTION)]
    for value, where in sections:
        if value:
            yield _fact(Field.SECTION, value, where)
            break
    yield from _tags(declared)
    summaries = [(value, f"meta {name}") for name, value in declared.meta(*SUMMARY)]
    summaries += [
        (html_jsonld.text(n.get("description")), "JSON-LD description") for n in declared.article
    ]
    for value, where in summaries:
        if value:
            yield _fact(Field.SUMMARY, html_jsonld.text(value), where)
            break


def _tags(declared: Declared) -> Iterator[Fact]:
    sources: list[tuple[list[str], str]] = []
    for node in declared.article:
        sources.append(
            (list(html_jsonld.texts(node.get("keywords"), declared.data)), "JSON-LD keywords")
        )
    sources += [([v for _, v in declared.meta(name)], f"meta {name}") for name in _TAGS]
    for values, where in sources:
        tags = [
            tag for value in values for part in re.split(r"[,;]", value) if (tag := part.strip())
        ]
        if tags:
            for tag in list(dict.fromkeys(tags))[:_MOST_TAGS]:
                yield _fact(Field.TAG, tag, where)
            return


def authors(declared: Declared) -> list[tuple[tuple[str, ...], str]]:
    """Return what the page declares as authors, source by source: names, and where they stand."""
    found = []
    for node in declared.article:
        for key in ("author", "creator"):
            names = [
                n
                for value in html_jsonld.texts(node.get(key), declared.data)
                for n in html_names.people(value)
            ]
            if names:
                found.append((tuple(dict.fromkeys(names)), f"JSON-LD {key}"))
    for name in _AUTHOR:
        values = [n for _, value in declared.meta(name) for n in html_names.people(value)]
        if values:
            found.append((tuple(dict.fromkeys(values)), f"meta {name}"))
    return found
