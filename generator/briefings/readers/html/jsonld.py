"""The JSON-LD of a page: its nodes, and their values as plain text.

Pages contain several blocks, graphs, lists of other articles and broken JSON. Size and depth are
limited, and nothing is fetched.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from briefings.text.entities import unescape

Node = Mapping[str, object]

_DEPTH = 12
_NODES = 2000
# Ends of the names of https://schema.org/Article and its subtypes.
_ARTICLE_TYPES = ("Article", "BlogPosting", "LiveBlogPosting", "Report", "ReportageNewsArticle")
# Properties whose values describe other things than the article.
_OTHERS = frozenset({
    "isPartOf", "hasPart", "publisher", "author", "creator", "about", "mentions", "citation",
    "isBasedOn", "itemListElement", "relatedLink", "comment", "video", "image", "breadcrumb",
    "speakable", "potentialAction", "liveBlogUpdate", "itemReviewed", "associatedMedia",
})  # fmt: skip
_DECODER = json.JSONDecoder(strict=False)
# Around the values of a script: semicolons, comments, marks of CDATA sections and of byte order.
_AROUND = re.compile(r"(?:[\s;,\ufeff]|//|/\*|\*/|<!\[CDATA\[|\]\](?:>|&gt;)|<!--|-->)*+")
_MOST_VALUES = 100
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
# A backslash before a character that needs none in JSON, such as an apostrophe.
_ESCAPE = re.compile(r'\\(["\\/bfnrtu])?')
_COMMENT_LINE = re.compile(r"^[ \t]*//[^\n]*", re.MULTILINE)
_TAG = re.compile(r"<[^>]{1,200}>")


@dataclass(frozen=True, slots=True)
class StructuredData:
    """The structured data of a page."""

    nodes: tuple[Node, ...]
    """All nodes that are not part of another article, in order."""
    by_id: Mapping[str, Node]
    """The nodes with an `@id`."""

    def articles(self) -> tuple[Node, ...]:
        """Return the nodes that are articles."""
        return tuple(node for node in self.nodes if is_article(node))

    def pages(self) -> tuple[Node, ...]:
        """Return the nodes that are web pages."""
        return tuple(node for node in self.nodes if any("WebPage" in t for t in types(node)))

    def resolve(self, value: object) -> object:
        """Return the target of a reference (`{"@id": …}`), or any other value itself."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
            return self.by_id.get(str(value.get("@id")), value)
        return value


def read(tree: HtmlElement) -> StructuredData:
    """Return the structured data of a page, without blocks that are no JSON."""
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
        # A short node with the same `@id` is only a reference.
        if isinstance(identity, str) and len(script_node) > len(by_id.get(identity, ())):
            by_id[identity] = script_node
    return StructuredData(tuple(nodes), by_id)


def _load(text: str) -> Sequence[object]:
    """Return the JSON values of a script, with common slips mended."""
    values, is_whole = _values(text)
    if not is_whole:
        mended, _ = _values(_mended(text))
        values = max(values, mended, key=len)
    return values


def _values(text: str) -> tuple[list[object], bool]:
    """Return the JSON values of a script up to the first damage, and whether there is none."""
    values: list[object] = []
    around = _AROUND.match(text)
    while around and around.end() < len(text) and len(values) < _MOST_VALUES:
        try:
            value, end = _DECODER.raw_decode(text, around.end())
        except (ValueError, RecursionError):
            return values, False
        values.append(value)
        around = _AROUND.match(text, end)
    return values, True


def _mended(text: str) -> str:
    if '"' not in text:
        text = unescape(text)
    text = _ESCAPE.sub(lambda found: found[0] if found[1] else "", text)
    return _TRAILING_COMMA.sub("", _COMMENT_LINE.sub("", text))


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
    """Return whether a value defines a person or publisher that other nodes refer to."""
    named = isinstance(value, dict) and {"@id", "name"} <= value.keys()
    return key in ("author", "publisher") and named


def types(node: Node) -> tuple[str, ...]:
    """Return the types of a node without the address of the vocabulary."""
    found = node.get("@type")
    values = found if isinstance(found, list) else [found]
    return tuple(str(value).rpartition("/")[2] for value in values if value)


def is_article(node: Node) -> bool:
    """Return whether a node is an article."""
    return any(name.endswith(_ARTICLE_TYPES) for name in types(node))


def text(value: object) -> str:
    """Return a value as plain text: entities decoded, tags removed, white space folded."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or _person(value)
    if not isinstance(value, str | int | float):
        return ""
    plain = unescape(str(value))
    if "<" in plain:
        plain = _TAG.sub(" ", plain)
    return " ".join(plain.split())


def _person(node: Node) -> str:
    """Return the name of a `Person` that is given in two parts."""
    parts = (node.get("givenName"), node.get("familyName"))
    return " ".join(part for part in parts if isinstance(part, str))


def texts(value: object, data: StructuredData) -> Iterator[str]:
    """Yield the text of one or several values, with references resolved."""
    for item in value if isinstance(value, list) else [value]:
        if found := text(data.resolve(item)):
            yield found


def address(value: object) -> str:
    """Return the address of an image or page, given as text or as a node."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl") or value.get("@id") or ""
        return address(value) if isinstance(value, list | dict) else str(value).strip()
    return value.strip() if isinstance(value, str) else ""
