"""JSON-LD: what a page tells machines about its article, found among all that it tells them.

Pages carry several blocks, graphs, lists of other articles and broken JSON; one node is the
article's own. Everything is read with a bound on size and depth, and nothing is resolved or
fetched.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

Node = Mapping[str, object]

_DEPTH = 12
_NODES = 2000
# https://schema.org/Article and its more specific types end so; a live blog is one as well.
_ARTICLE_TYPES = ("Article", "BlogPosting", "LiveBlogPosting", "Report", "ReportageNewsArticle")
# Properties of an article or page that hold other things, not the article again.
_OTHERS = frozenset({
    "isPartOf", "hasPart", "publisher", "author", "creator", "about", "mentions", "citation",
    "isBasedOn", "itemListElement", "relatedLink", "comment", "video", "image", "breadcrumb",
    "speakable", "potentialAction", "liveBlogUpdate", "itemReviewed", "associatedMedia",
})  # fmt: skip
_WRAPPING = re.compile(r"^\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*$|^\s*<!--|-->\s*$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_TAG = re.compile(r"<[^>]{1,200}>")


@dataclass(frozen=True, slots=True)
class Data:
    """The structured data of a page."""

    nodes: tuple[Node, ...]
    """All nodes that are not inside of another article, in their order."""
    by_id: Mapping[str, Node]
    """The nodes that have an `@id`."""

    def articles(self) -> tuple[Node, ...]:
        """Return the nodes that are articles."""
        return tuple(node for node in self.nodes if is_article(node))

    def pages(self) -> tuple[Node, ...]:
        """Return the nodes that are web pages."""
        return tuple(node for node in self.nodes if any("WebPage" in t for t in types(node)))

    def resolve(self, value: object) -> object:
        """Return the node that a reference (`{"@id": …}`) points to, else the value itself."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
            return self.by_id.get(str(value.get("@id")), value)
        return value


def read(tree: HtmlElement) -> Data:
    """Return the structured data of a page; blocks that are no JSON are left out."""
    nodes: list[Node] = []
    by_id: dict[str, Node] = {}
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            for node in _walk(_load(script.text), 0):
                if len(nodes) >= _NODES:
                    break
                nodes.append(node)
    for script_node in nodes:
        identity = script_node.get("@id")
        # Of two nodes of one name the fuller says more than a reference.
        if isinstance(identity, str) and len(script_node) > len(by_id.get(identity, ())):
            by_id[identity] = script_node
    return Data(tuple(nodes), by_id)


def _load(text: str) -> object:
    text = _WRAPPING.sub("", text)
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: object, depth: int) -> Iterator[Node]:
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value or "headline" in value:
            yield value
        for key, inner in value.items():
            if isinstance(inner, dict | list) and (key not in _OTHERS or _is_full(key, inner)):
                yield from _walk(inner, depth + 1)


def _is_full(key: str, value: object) -> bool:
    """Return whether a person or publisher is described here, for references elsewhere."""
    return (
        key in ("author", "publisher")
        and isinstance(value, dict)
        and "@id" in value
        and "name" in value
    )


def types(node: Node) -> tuple[str, ...]:
    """Return the types of a node without the vocabulary's address."""
    found = node.get("@type")
    values = found if isinstance(found, list) else [found]
    return tuple(str(value).rpartition("/")[2] for value in values if value)


def is_article(node: Node) -> bool:
    """Return whether a node is an article."""
    return any(name.endswith(_ARTICLE_TYPES) for name in types(node))


def text(value: object) -> str:
    """Return a value as plain text: entities and tags resolved, white space folded."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    if not isinstance(value, str | int | float):
        return ""
    plain = str(value)
    if "&" in plain:
        plain = html.unescape(html.unescape(plain))
    if "<" in plain:
        plain = _TAG.sub(" ", plain)
    return " ".join(plain.split())


def texts(value: object, data: Data) -> Iterator[str]:
    """Yield the text of each of one or several values, references resolved."""
    for item in value if isinstance(value, list) else [value]:
        if found := text(data.resolve(item)):
            yield found


def address(value: object) -> str:
    """Return the address that a value is or has: of an image, a page."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl") or value.get("@id") or ""
        return address(value) if isinstance(value, list | dict) else str(value).strip()
    return value.strip() if isinstance(value, str) else ""


def first(nodes: Iterable[Node], key: str) -> object:
    """Return the first value of a property that is not empty."""
    return next((node[key] for node in nodes if node.get(key)), None)
