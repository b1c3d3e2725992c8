"""What a page says about itself: its `meta`, its structured data, its addresses and names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml.html import HtmlElement

from briefings.readers.html import jsonld as html_jsonld
from briefings.readers.html import names as html_names
from briefings.readers.html.jsonld import Data, Node
from briefings.text import urls

SUMMARY = ("og:description", "description", "twitter:description", "dc.description")


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page says about itself."""

    metas: Mapping[str, Sequence[str]]
    """Values of `meta` by name or property, in lower case."""
    data: Data
    """Its structured data."""
    article: tuple[Node, ...]
    """The nodes that speak of its article, the best first; empty for none."""
    title: str
    """The text of `title`."""
    canonical: str
    """Its canonical address; empty where it gives none."""
    base: str
    """The address that its relative links start from; empty where it is not known."""
    lang: str
    """The language of its root element."""

    def meta(self, *names: str) -> Iterator[tuple[str, str]]:
        """Yield the name and value of each of the named `meta`, in the order of names."""
        for name in names:
            for value in self.metas.get(name, ()):
                yield name, value

    def descriptions(self) -> tuple[str, ...]:
        """Return the summaries of the article that the page gives."""
        said = [value for _, value in self.meta(*SUMMARY)]
        said += [html_jsonld.text(node.get("description")) for node in self.article]
        return tuple(dict.fromkeys(text for text in said if len(text) >= 40))

    def headlines(self) -> tuple[str, ...]:
        """Return the headlines that the page gives its article, without the site's name."""
        said = [value for _, value in self.meta("og:title", "twitter:title")]
        said += [html_jsonld.text(node.get("headline")) for node in self.article]
        sites = self.sites()
        return tuple(dict.fromkeys(html_names.headline(text, sites, ()) for text in said if text))

    def body(self) -> str:
        """Return the text of the article that the page declares; empty where it does not."""
        return max(
            (html_jsonld.text(node.get("articleBody")) for node in self.article),
            key=len,
            default="",
        )

    def sites(self) -> tuple[str, ...]:
        """Return the names that the page gives its site, the parts of its host among them."""
        names = [
            value
            for _, value in self.meta(
                "og:site_name",
                "application-name",
                "publisher",
                "twitter:site",
                "apple-mobile-web-app-title",
            )
        ]
        for node in self.article:
            names.append(html_jsonld.text(self.data.resolve(node.get("publisher"))))
        host = urls.host(self.canonical)
        labels = host.split(".")
        names += [host, *(label for label in labels[:-1] if len(label) > 2)]
        names += ["".join(labels[-2:]), "-".join(labels[-2:])]
        return tuple(dict.fromkeys(name.lstrip("@") for name in names if name))


def read(tree: HtmlElement) -> Declared:
    """Return what a page declares."""
    metas: dict[str, list[str]] = {}
    canonical = base = ""
    for element in tree.iter("meta", "link", "base"):
        if element.tag == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop") or ""
            value = " ".join((element.get("content") or "").split())
            if name and value:
                metas.setdefault(name.lower(), []).append(value)
        elif element.tag == "link":
            if "canonical" in (element.get("rel") or "").lower().split():
                canonical = canonical or (element.get("href") or "").strip()
        else:
            base = base or (element.get("href") or "").strip()
    data = html_jsonld.read(tree)
    titles = tree.find(".//title")
    title = " ".join((titles.text_content() if titles is not None else "").split())
    own = (metas.get("og:title") or [""])[0]
    articles = _own_first(data.articles(), own or title, canonical)
    candidates = [
        canonical,
        *metas.get("og:url", ()),
        *(
            html_jsonld.address(n.get("mainEntityOfPage")) or html_jsonld.address(n.get("url"))
            for n in articles
        ),
    ]
    absolute = next((found for c in candidates if (found := web(c))), "")
    if canonical and not web(canonical) and absolute:
        canonical = urljoin(absolute, canonical)
    canonical = web(canonical) or absolute
    lang = (
        tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or tree.get("xml:lang")
        or ""
    )
    return Declared(
        metas, data, articles, title, canonical,
        web(urljoin(canonical, base)) or canonical, lang,
    )  # fmt: skip


def web(address: str) -> str:
    """Return an address fit for a page if it is one of the web; empty if not."""
    try:
        found = urls.web_address(address) if address else None
    except ValueError:
        return ""
    return found if found and not found.lower().startswith("mailto:") else ""


def _own_first(articles: Sequence[Node], title: str, canonical: str) -> tuple[Node, ...]:
    """Return the nodes about the page's own article: pages can declare others as well."""
    if len(articles) < 2:
        return tuple(articles)

    def score(node: Node) -> tuple[bool, bool, bool]:
        headline = html_names.fold(html_jsonld.text(node.get("headline") or node.get("name")))
        address = html_jsonld.address(node.get("mainEntityOfPage")) or html_jsonld.address(
            node.get("url")
        )
        return (
            bool(headline)
            and (headline in html_names.fold(title) or html_names.fold(title) in headline),
            bool(canonical) and address.rstrip("/") == canonical.rstrip("/"),
            bool(node.get("datePublished")),
        )

    best = max(map(score, articles))
    # Where nothing tells them apart, the first is the page's own.
    same = [node for node in articles if score(node) == best]
    return tuple(same) if best[0] or best[1] else tuple(same[:1])
