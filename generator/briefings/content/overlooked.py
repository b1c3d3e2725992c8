"""Pictures and links in editors' Markdown whose addresses the site does not find.

Python-Markdown shows them, so a page would have a broken picture or link: pictures in HTML,
Markdown inside a block of HTML, and addresses with spaces, which CommonMark refuses.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefings.content import pictures
from briefings.content.checks import addresses
from briefings.content.checks.addresses import Written
from briefings.model.article import Metadata
from briefings.model.content import Problem, Severity
from briefings.text import uris

_PARSER = MarkdownIt("commonmark").enable("table")
# What Markdown must contain to be parsed here at all.
_SUSPECT = re.compile(r"<img\b|\]\([^()<>\n]*[ \t][^()\n]*\)|\bmarkdown\b", re.IGNORECASE)
_ELEMENT = re.compile(
    r"<img\b[^>]*?\bsrc\s*=\s*(?P<quote>[\"']?)(?P<address>[^\"'>]*)", re.IGNORECASE
)
# A comment or code in HTML shows no picture.
_HIDDEN = re.compile(r"<!--.*?-->|<(pre|code|script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_INSIDE = re.compile(r"<[a-z][^<>]*\bmarkdown\b", re.IGNORECASE)
_IMAGE = re.compile(r"!\[[^\]\n]*\]\(\s*<?(?P<address>[^()<>\n]+?)>?\s*\)")
_SPACED = re.compile(
    r"(?P<image>!?)\[[^\[\]\n]*\]\((?P<address>[^()<>\n\"']*[^()<>\s\"'] +[^()<>\n\"']+)\)"
)


def in_page(page: Written) -> Iterator[Problem]:
    """Yield the problems of a page's body."""
    for line, problem in _found(page.body, page.path, addresses.uri_of(page)):
        yield _at(problem, page.path, page.body_line + line)


def in_article(article: Metadata) -> Iterator[Problem]:
    """Yield the problems of an article's notes."""
    for note in (anchored.note for anchored in article.notes):
        for _, problem in _found(note.text, note.file, uris.BRIEFINGS):
            yield _at(problem, note.file, note.line)


_Finding = tuple[str, str, Severity]
"""Message, hint and severity."""


def _at(finding: _Finding, file: str, line: int) -> Problem:
    message, hint, severity = finding
    return Problem(file, line, "overlooked-address", message, hint, severity)


def _found(markdown: str, file: str, uri: str) -> Iterator[tuple[int, _Finding]]:
    """Yield the findings in Markdown, each with its line from 0."""
    if not _SUSPECT.search(markdown):
        return
    for token in _PARSER.parse(markdown):
        first = token.map[0] if token.map else 0
        if token.type == "html_block":
            text = _HIDDEN.sub(lambda found: "\n" * found[0].count("\n"), token.content)
            for start, finding in _in_html(text, file, uri):
                yield first + text.count("\n", 0, start), finding
        elif token.type == "inline":
            yield from _in_line(token, first, file, uri)


def _in_line(token: Token, line: int, file: str, uri: str) -> Iterator[tuple[int, _Finding]]:
    for child in token.children or ():
        line += child.type in ("softbreak", "hardbreak")
        if child.type == "html_inline":
            for _, finding in _in_html(child.content, file, uri):
                yield line, finding
        elif child.type == "text":
            for spaced in _SPACED.finditer(child.content):
                address, is_image = spaced["address"].strip(), bool(spaced["image"])
                yield (
                    line,
                    (
                        f"The address “{address}” has spaces, so it is not found.",
                        f"Write it in angle brackets: (<{address}>).",
                        Severity.ERROR if is_image else Severity.WARNING,
                    ),
                )


def _in_html(html: str, file: str, uri: str) -> Iterator[tuple[int, _Finding]]:
    """Yield the findings in HTML, each with its offset."""
    for image in _ELEMENT.finditer(html):
        if pictures.path_of(file, uri, address := image["address"].strip()):
            yield (
                image.start(),
                (
                    f"The picture {address} is written as HTML, so it is not found.",
                    f"Write it in Markdown: ![What it shows]({address}).",
                    Severity.ERROR,
                ),
            )
    for image in _IMAGE.finditer(html) if _INSIDE.search(html) else ():
        if pictures.path_of(file, uri, address := image["address"].strip()):
            yield (
                image.start(),
                (
                    f"The picture {address} is inside of HTML, so it is not found.",
                    "Leave an empty line before and after it.",
                    Severity.ERROR,
                ),
            )
