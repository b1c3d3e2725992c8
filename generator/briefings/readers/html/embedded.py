"""Articles in the data of a page's scripts, for pages that render them with scripts.

Such pages hold the article as markup inside JSON (the initial state of a web framework), or declare
it in JSON-LD, and show a notice, a teaser or nothing. The data count only if they hold much more
than the page shows, or much more than those of its paragraphs that they repeat.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from lxml.html import HtmlElement

from briefings.readers.html.jsonld import Node
from briefings.readers.html.scoring import alphanumerics, latin_length

# A JSON string; the possessive quantifier keeps the search linear.
_STRING = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_SHORTEST = 400
_SHORTEST_PARAGRAPH = 40
_PARAGRAPH = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)
# Markup in JSON has tags, or characters that are written as escapes.
_CODED = re.compile(r"\\|<p\b", re.IGNORECASE)
# The data are taken if they hold this many times the text that shows.
_MUCH_MORE = 2
_WORD = re.compile(r"\w{4,}")
# Data of scripts are not searched where more text shows.
_TEASER = 3000
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


def find(
    tree: HtmlElement, articles: Sequence[Node], headlines: Sequence[str], shown: Sequence[str]
) -> EmbeddedArticle | None:
    """Return the longest article in the data of a page that holds much more than it shows.

    Args:
        tree: the page.
        articles: the JSON-LD nodes of its article.
        headlines: the headlines that the page declares.
        shown: the paragraphs that show.
    """
    size = sum(map(latin_length, shown))
    least = max(_SHORTEST, _MUCH_MORE * size)
    texts = [
        body
        for body in _declared(articles)
        if (length := latin_length(body)) >= least
        or (length >= _SHORTEST and length > size and _is_teaser(shown, size, body))
    ]
    found = [EmbeddedArticle(_as_markup(body), 1) for body in texts]
    if size <= _TEASER:
        candidates = (held for held in _in_scripts(tree) if latin_length(held.markup) >= least)
        found += [h for h in candidates if not size or _is_own(h.markup, headlines, shown)]
    return max(found, key=lambda article: len(article.markup), default=None)


def _is_teaser(shown: Sequence[str], size: int, body: str) -> bool:
    """Return whether the paragraphs that show are a small part of a text, and an offer or terms."""
    if size > _TEASER:
        return False
    text = alphanumerics(body)
    keys = (alphanumerics(paragraph) for paragraph in shown)
    held = sum(len(key) for key in keys if len(key) >= _SHORTEST_PARAGRAPH and key in text)
    return 0 < _MUCH_MORE * held <= len(text)


def _is_own(markup: str, headlines: Sequence[str], shown: Sequence[str]) -> bool:
    """Return whether data are a page's article: they have a paragraph or words of its title."""
    text = alphanumerics(markup)
    if any(
        key in text
        for shown_text in shown
        if len(key := alphanumerics(shown_text)) >= _SHORTEST_PARAGRAPH
    ):
        return True
    words = {word for headline in headlines for word in _WORD.findall(headline)}
    return sum(word in text for word in words) * 2 > len(words)


def _declared(articles: Sequence[Node]) -> Iterator[str]:
    for node in articles:
        if isinstance(body := node.get("articleBody"), str):
            yield body


def _as_markup(body: str) -> str:
    """Return a declared text as HTML; some declare HTML, most plain text."""
    if _PARAGRAPH.search(body):
        return body
    return "".join(f"<p>{escape(line)}</p>" for line in map(str.strip, body.split("\n")) if line)


def _in_scripts(tree: HtmlElement) -> Iterator[EmbeddedArticle]:
    for script in tree.iter("script"):
        if script.text and latin_length(script.text) >= _SHORTEST:
            for markup in _markup_strings(script.text[:_LONGEST], 1):
                yield EmbeddedArticle(markup, script.sourceline or 0)


def _markup_strings(script: str, depth: int) -> Iterator[str]:
    """Yield the longer JSON strings in a script that are markup."""
    for string in _STRING.finditer(script):
        if latin_length(string[1]) < _SHORTEST or not _CODED.search(string[1]):
            continue
        try:
            value = json.loads(string[0], strict=False)
        except ValueError:
            continue
        if len(_PARAGRAPH.findall(value)) >= 2 and not value.lstrip().startswith(("{", "[")):
            yield value
        elif depth < _NESTING:
            yield from _markup_strings(value, depth + 1)
