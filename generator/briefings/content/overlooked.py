"""What editors write, and do not mean: addresses that the site does not find, and page-wide HTML.

Python-Markdown shows pictures in HTML, Markdown inside a block of HTML, and addresses with spaces,
which CommonMark refuses: a page would have a broken picture or link. And it keeps elements that
change the whole page, and not only the text in which they stand.
"""

import re
from collections.abc import Iterator, Mapping

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
_SUSPECT = re.compile(
    r"<(?:img|base|link|meta|plaintext|style|embed|form|iframe|object)\b"
    r"|\]\([^()<>\n]*[ \t][^()\n]*\)|\bmarkdown\b",
    re.IGNORECASE,
)
# Elements that HTML has for the head of a page, and attributes with which they act in its body:
# https://html.spec.whatwg.org/multipage/dom.html#metadata-content
_PAGE_WIDE = re.compile(
    r"<(?P<tag>base|plaintext|style|meta(?=[^>]*\shttp-equiv)|link(?=[^>]*\srel=[\"']?stylesheet))\b",
    re.IGNORECASE,
)
# An element with a name is a property of the document, in place of one with this name:
# https://html.spec.whatwg.org/multipage/dom.html#dom-tree-accessors
_NAMED = re.compile(
    r"<(?P<tag>embed|form|iframe|img|object)\b[^>]*?\sname\s*=\s*[\"']?(?P<name>[^\"'\s>]+)",
    re.IGNORECASE,
)
_EFFECTS: Mapping[str, tuple[str, str]] = {
    "base": ("changes where all links of the page lead", "Write whole addresses, and delete it."),
    "plaintext": ("takes all that follows on the page as characters", "Write `<pre>`."),
    "meta": ("acts on the whole page: it can send readers elsewhere", "Delete it."),
    **dict.fromkeys(("link", "style"), (
        "changes how the whole page looks",
        "Put the rules into a file of `extra_css`, for a class that this text alone has.",
    )),
}  # fmt: skip
_ELEMENT = re.compile(
    r"<img\b[^>]*?\bsrc\s*=\s*(?P<quote>[\"']?)(?P<address>[^\"'>]*)", re.IGNORECASE
)
# A comment or code in HTML shows no picture.
_HIDDEN = re.compile(r"<!--.*?-->|<(pre|code|script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->|<(script|textarea)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PRELUDE = re.compile(r"([^{}]*)\{")
_OF_SOME = re.compile(r"[.#\[]")
_KEYFRAME = re.compile(r"from|to|[\d.]+%")
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


_Finding = tuple[str, str, Severity, bool]
"""Message, hint, severity, and whether it is about HTML for the whole page, else an address."""


def _at(finding: _Finding, file: str, line: int) -> Problem:
    message, hint, severity, is_page_wide = finding
    if is_page_wide:
        return Problem(file, line, "page-wide-html", message, hint, severity)
    return Problem(file, line, "overlooked-address", message, hint, severity)


def _blanked(hidden: re.Match[str]) -> str:
    return "\n" * hidden[0].count("\n")


def _found(markdown: str, file: str, uri: str) -> Iterator[tuple[int, _Finding]]:
    """Yield the findings in Markdown, each with its line from 0."""
    if not _SUSPECT.search(markdown):
        return
    for token in _PARSER.parse(markdown):
        first = token.map[0] if token.map else 0
        if token.type == "html_block":
            text = _HIDDEN.sub(_blanked, token.content)
            for start, finding in _in_html(text, file, uri):
                yield first + text.count("\n", 0, start), finding
            text = _COMMENT.sub(_blanked, token.content)
            for start, finding in _page_wide(text):
                yield first + text.count("\n", 0, start), finding
        elif token.type == "inline":
            yield from _in_line(token, first, file, uri)


def _in_line(token: Token, line: int, file: str, uri: str) -> Iterator[tuple[int, _Finding]]:
    for child in token.children or ():
        line += child.type in ("softbreak", "hardbreak")
        if child.type == "html_inline":
            html = child.content
            if html.lower().startswith("<style"):  # its rules are the text behind it
                html = token.content[token.content.find(html) :]
                html = html[: html.lower().find("</style") + 1 or None]
            for _, finding in (*_in_html(child.content, file, uri), *_page_wide(html)):
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
                        False,
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
                    False,
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
                    False,
                ),
            )


def _is_page_wide(style: str) -> bool:
    """Return whether a style element has rules for elements without a class, id or attribute."""
    rules = style.partition(">")[2].partition("</")[0]
    for prelude in _PRELUDE.findall(_CSS_COMMENT.sub("", rules)):
        selectors = prelude.rpartition(";")[2].strip()
        for selector in selectors.split(",") if not selectors.startswith("@") else ():
            if not _OF_SOME.search(selector) and not _KEYFRAME.fullmatch(selector.strip()):
                return True
    return False


def _page_wide(html: str) -> Iterator[tuple[int, _Finding]]:
    """Yield the findings about elements that change the whole page, each with its offset."""
    for found in _PAGE_WIDE.finditer(html):
        tag = found["tag"].lower()
        if tag == "style" and not _is_page_wide(html[found.start() :]):
            continue
        effect, hint = _EFFECTS[tag]
        yield found.start(), (f"`<{tag}>` {effect}.", hint, Severity.WARNING, True)
    for found in _NAMED.finditer(html):
        message = (
            f"The name of this `<{found['tag'].lower()}>` takes the place of "
            f"`document.{found['name']}`, which scripts of the page may need."
        )
        yield found.start(), (message, "Delete it, or write `id`.", Severity.WARNING, True)
