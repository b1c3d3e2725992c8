"""Text that a page holds for its scripts: articles that show only once a script has run.

Asked only where the page itself shows no text. Such pages carry the article as markup inside of
JSON (the state that a web framework starts from), or declare it in JSON-LD.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from lxml.html import HtmlElement

from briefings.readers.html.jsonld import Node

# A string literal of JSON that is long enough for an article; possessive, so that it is linear.
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_SHORTEST = 400
_PARAGRAPH = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)
# Frameworks put JSON into strings of JSON; no deeper than this.
_NESTING = 2
_MOST = 5_000_000


@dataclass(frozen=True, slots=True)
class State:
    """An article that was found in a page's data."""

    markup: str
    """The article as HTML."""
    line: int
    """Line of the page on which the script begins, from 1."""


def text(tree: HtmlElement, articles: Sequence[Node]) -> State | None:
    """Return the article that a page holds in its data; None where there is none.

    Args:
        tree: the page.
        articles: the nodes of its structured data that speak of its article.
    """
    found = [
        State(markup, script.sourceline or 0)
        for script in tree.iter("script")
        if script.text and len(script.text) >= _SHORTEST
        for markup in _markups(script.text[:_MOST], 1)
    ]
    for node in articles:
        body = node.get("articleBody")
        if isinstance(body, str) and len(body) >= _SHORTEST:
            found.append(State(body if _PARAGRAPH.search(body) else _paragraphs(body), 1))
    return max(found, key=lambda state: len(state.markup), default=None)


def _markups(script: str, depth: int) -> Iterator[str]:
    """Yield the strings in a script that are markup of some length."""
    for literal in _LITERAL.finditer(script):
        if literal.end() - literal.start() < _SHORTEST or "\\" not in literal[1]:
            continue
        try:
            value = json.loads(literal[0], strict=False)
        except ValueError:
            continue
        if len(_PARAGRAPH.findall(value)) >= 2 and not value.lstrip().startswith(("{", "[")):
            yield value
        elif depth < _NESTING:
            yield from _markups(value, depth + 1)


def _paragraphs(body: str) -> str:
    lines = (line.strip() for line in body.split("\n"))
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)
