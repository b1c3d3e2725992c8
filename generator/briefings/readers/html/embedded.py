"""Articles in the data of a page's scripts, for pages that render them with scripts.

Used only if the page itself shows no text. Such pages hold the article as markup inside JSON (the
initial state of a web framework), or declare it in JSON-LD.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from lxml.html import HtmlElement

from briefings.readers.html.jsonld import Node

# A JSON string; the possessive quantifier keeps the search linear.
_STRING = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_SHORTEST = 400
_PARAGRAPH = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)
# Frameworks put JSON into strings of JSON; deeper nesting is not searched.
_NESTING = 2
_LONGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class EmbeddedArticle:
    """An article in the data of a page."""

    markup: str
    """The article as HTML."""
    line: int
    """Line of the page on which the script begins, from 1."""


def find(tree: HtmlElement, articles: Sequence[Node]) -> EmbeddedArticle | None:
    """Return the longest article in the data of a page; None for none.

    Args:
        tree: the page.
        articles: the JSON-LD nodes of its article.
    """
    found = [
        EmbeddedArticle(markup, script.sourceline or 0)
        for script in tree.iter("script")
        if script.text and len(script.text) >= _SHORTEST
        for markup in _markup_strings(script.text[:_LONGEST], 1)
    ]
    for node in articles:
        body = node.get("articleBody")
        if isinstance(body, str) and len(body) >= _SHORTEST:
            if not _PARAGRAPH.search(body):
                lines = (line.strip() for line in body.split("\n"))
                body = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
            found.append(EmbeddedArticle(body, 1))
    return max(found, key=lambda article: len(article.markup), default=None)


def _markup_strings(script: str, depth: int) -> Iterator[str]:
    """Yield the longer JSON strings in a script that are markup."""
    for string in _STRING.finditer(script):
        if string.end() - string.start() < _SHORTEST or "\\" not in string[1]:
            continue
        try:
            value = json.loads(string[0], strict=False)
        except ValueError:
            continue
        if len(_PARAGRAPH.findall(value)) >= 2 and not value.lstrip().startswith(("{", "[")):
            yield value
        elif depth < _NESTING:
            yield from _markup_strings(value, depth + 1)
