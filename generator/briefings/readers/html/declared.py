"""The metadata that a page declares: `meta`, structured data, addresses and names of the site."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from briefings.readers.html import jsonld, microdata, names, saving
from briefings.readers.html.jsonld import Node, StructuredData
from briefings.text import urls
from briefings.text.entities import unescape

SUMMARY = ("og:description", "description", "twitter:description", "dc.description")
_SITE = (
    "og:site_name", "application-name", "publisher", "twitter:site", "apple-mobile-web-app-title",
)  # fmt: skip
# Of 1,527 pairs of headlines of different articles in one language, one is more alike (RapidFuzz's
# `token_set_ratio`); all headlines of the same article are.
_SAME_HEADLINE = 55
# A shorter text is no summary.
_SHORTEST_SUMMARY = 40
_CANONICAL = "link rel=canonical"


@dataclass(frozen=True, slots=True)
class Declared:
    """The metadata of a page; texts that are missing are empty."""

    metas: Mapping[str, Sequence[str]]
    """Values of `meta` by name or property, in lower case."""
    data: StructuredData
    """JSON-LD."""
    article: tuple[Node, ...]
    """The JSON-LD nodes of its article, the best first."""
    title: str
    """The text of `title`."""
    canonical: str
    """The canonical address."""
    place: str
    """The place of that address: `link rel=canonical`, `note of the archive`."""
    captured: str
    """The moment at which a web archive captured the page, in ISO 8601."""
    base: str
    """The base address of relative links."""
    lang: str
    """The language of the root element."""

    def meta(self, *names: str) -> Iterator[tuple[str, str]]:
        """Yield name and value of the named `meta`, in the order of `names`."""
        for name in names:
            for value in self.metas.get(name, ()):
                yield name, value

    def descriptions(self) -> tuple[str, ...]:
        """Return the summaries of the article."""
        found = [value for _, value in self.meta(*SUMMARY)]
        found += [jsonld.text(node.get("description")) for node in self.article]
        return tuple(dict.fromkeys(text for text in found if len(text) >= _SHORTEST_SUMMARY))

    def headlines(self) -> tuple[str, ...]:
        """Return the headlines of the article, without the site's name."""
        found = [value for _, value in self.meta("og:title", "twitter:title")]
        found += [jsonld.text(node.get("headline")) for node in self.article]
        sites = self.sites()
        return tuple(dict.fromkeys(names.headline(text, sites, ()) for text in found if text))

    def body(self) -> str:
        """Return the text of the article."""
        texts = (jsonld.text(node.get("articleBody")) for node in self.article)
        return max(texts, key=len, default="")

    def sites(self) -> tuple[str, ...]:
        """Return the names of the site, with its host and the labels of its host."""
        names = [value for _, value in self.meta(*_SITE)]
        names += [jsonld.text(self.data.resolve(n.get("publisher"))) for n in self.article]
        host = urls.host(self.canonical)
        labels = host.split(".")
        names += [host, *(label for label in labels[:-1] if len(label) > 2)]
        names += ["".join(labels[-2:]), "-".join(labels[-2:])]
        return tuple(dict.fromkeys(name.lstrip("@") for name in names if name))


def read(tree: HtmlElement, address: str = "") -> Declared:
    """Return the metadata that a page declares.

    Args:
        tree: the page.
        address: its address as its archive gives it, for a page that declares none.
    """
    metas: dict[str, list[str]] = {}
    properties: list[tuple[HtmlElement, str, str]] = []
    canonical = base = ""
    for element in tree.iter("meta", "link", "base"):
        if element.tag == "meta":
            name = element.get("property") or element.get("name") or ""
            value = " ".join(unescape(element.get("content") or "").split())
            if name and value:
                metas.setdefault(name.lower(), []).append(value)
            elif value and (itemprop := element.get("itemprop")):
                properties.append((element, itemprop, value))
        elif element.tag == "link":
            if "canonical" in (element.get("rel") or "").lower().split():
                canonical = canonical or (element.get("href") or "").strip()
        else:
            base = base or (element.get("href") or "").strip()
    data = jsonld.read(tree)
    titles = tree.find(".//title")
    title = titles.text_content() if titles is not None else ""
    title = " ".join(unescape(title).split())
    own = [*metas.get("og:title", ()), *metas.get("twitter:title", ()), title]
    shown = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    titles = list(filter(None, [*own, *shown]))
    stated = microdata.items(tree, titles) if properties else {}
    for element, itemprop, value in properties:
        if not microdata.is_of_other(element, stated):
            metas.setdefault(itemprop.lower(), []).append(value)
    articles = _own(data.articles(), titles, canonical)
    saved = [address, *metas.get("savepage-url", ()), tree.get("data-scrapbook-source") or ""]
    candidates = [
        (canonical, _CANONICAL),
        *((found, "meta og:url") for found in metas.get("og:url", ())),
        *((_address(node), "JSON-LD url") for node in articles),
        *((found, "note of the archive") for found in saved),
    ]
    captured = next(filter(None, (saving.original(found).moment for found, _ in candidates)), "")
    whole = ((web(found), where) for found, where in candidates)
    absolute, place = next((one for one in whole if one[0]), ("", ""))
    if canonical and (found := web(canonical, absolute)):
        absolute, place = found, _CANONICAL
    canonical = absolute
    langs = ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")
    lang = next((value for name in langs if (value := tree.get(name))), "")
    return Declared(
        metas, data, articles, title, canonical, place, captured,
        web(base, canonical) or canonical, lang,
    )  # fmt: skip


def web(address: str, base: str = "") -> str:
    """Return an address of the web in the form for a page; empty for any other.

    Args:
        address: the address as written; for one in a web archive the result is its original.
        base: the address that a relative one is relative to.
    """
    try:
        return urls.page_address(urljoin(base, saving.original(address).url))
    except ValueError:
        return ""


def _address(node: Node) -> str:
    return jsonld.address(node.get("mainEntityOfPage")) or jsonld.address(node.get("url"))


def _own(articles: Sequence[Node], titles: Sequence[str], canonical: str) -> tuple[Node, ...]:
    """Return the nodes of the page's own article; pages can declare other articles too.

    Args:
        articles: all nodes that are articles.
        titles: the titles of the page, the most trusted first.
        canonical: its address as declared.
    """
    title = names.fold(titles[0]) if titles else ""
    here = urls.canonical(canonical)
    articles = [n for n in articles if not _is_elsewhere(n, canonical) or _has_title(n, titles)]

    def score(node: Node) -> tuple[bool, bool, bool]:
        headline = names.fold(_headline(node))
        return (
            bool(headline) and (headline in title or title in headline),
            bool(here) and urls.canonical(_address(node)) == here,
            bool(node.get("datePublished")),
        )

    best = max(map(score, articles), default=(False, False, False))
    if best[0] or best[1]:
        return tuple(node for node in articles if score(node) == best)
    return tuple(node for node in articles if not _is_other(node, titles))[:1]


def _is_elsewhere(node: Node, canonical: str) -> bool:
    """Return whether a node states the address of another page of the same site."""
    stated = (jsonld.address(node.get(key)) for key in ("mainEntityOfPage", "url"))
    addresses = [found for found in map(urls.canonical, stated) if "/" in found]
    here = urls.canonical(canonical)
    host = here.partition("/")[0]
    return bool(here and addresses) and all(
        found != here and found.partition("/")[0] == host for found in addresses
    )


def _has_title(node: Node, titles: Sequence[str]) -> bool:
    """Return whether the headline of a node is a title of the page without the site's name."""
    headline = _headline(node)
    wanted = names.fold(headline)
    return any(names.fold(names.headline(title, (), [headline])) == wanted for title in titles)


def _headline(node: Node) -> str:
    return jsonld.text(node.get("headline") or node.get("name"))


def _is_other(node: Node, titles: Sequence[str]) -> bool:
    """Return whether the headline of a node is unlike all titles of the page."""
    headline = _headline(node).casefold()
    return bool(headline and titles) and all(
        fuzz.token_set_ratio(headline, title.casefold()) < _SAME_HEADLINE for title in titles
    )
