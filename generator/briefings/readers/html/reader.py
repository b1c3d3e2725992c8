"""Saved web pages: a page becomes an article's blocks, its facts, and an account of every piece.

The page is parsed once. What it declares to machines (`html_facts`), what trafilatura takes for
the article, and the shape of the page itself (`html_blocks`, `html_choice`) are read from the same
tree; the words of the blocks are always those of the page as it stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from configparser import ConfigParser
from dataclasses import replace
from urllib.parse import urljoin

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import use_config

from briefings.files.limits import TEXT_LIMIT
from briefings.model.content import Problem, SourceFile
from briefings.model.outlet import Profile
from briefings.model.reading import (
    DROPPED,
    Block,
    BlockKind,
    Container,
    Decision,
    Fact,
    Field,
    Markup,
    MarkupKind,
    Reading,
)
from briefings.readers.html import blocks as html_blocks
from briefings.readers.html import byline as html_byline
from briefings.readers.html import choice as html_choice
from briefings.readers.html import declared as html_declared
from briefings.readers.html import facts as html_facts
from briefings.readers.html import refusal as html_refusal
from briefings.readers.html import source as html_source
from briefings.readers.html import state as html_state
from briefings.readers.html.boxes import Piece, Place
from briefings.readers.html.choice import Choice
from briefings.readers.html.declared import Declared
from briefings.readers.html.furniture import Verdict
from briefings.readers.html.survey import Clues
from briefings.readers.refusals import Refusal
from briefings.text import urls

_KINDS = {
    "paragraph": BlockKind.PARAGRAPH,
    "heading": BlockKind.HEADING,
    "caption": BlockKind.CAPTION,
    "table": BlockKind.TABLE,
    "related": BlockKind.RELATED,
}
# A headline of another article has more words than a button.
_HEADLINE_WORDS = 4
_MOST_HEADLINES = 60


def _config() -> ConfigParser:
    """Return trafilatura's settings: no text is too short for it to say what it thinks."""
    config = use_config()
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "0")
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "0")
    return config


_CONFIG = _config()


def read_capture(
    capture: SourceFile,
    profiles: Mapping[str, Profile],  # noqa: ARG001 - a page says itself whose it is
    outlet: str | None,  # noqa: ARG001
) -> Reading | Problem:
    """Read a saved web page; a `formats.Reader`."""
    found = read(capture.path, capture.data)
    return found.problem(capture.path) if isinstance(found, Refusal) else found


def read(name: str, data: bytes) -> Reading | Refusal:
    """Read a saved web page.

    Args:
        name: the file's name, whose ending tells a web archive.
        data: the bytes of the file: HTML, gzip of it, or MHTML.

    Returns:
        The article, or the reason why there is none in the capture.
    """
    page = html_source.unpack(name, data)
    decoded = page if isinstance(page, Refusal) else html_source.decode(page)
    if isinstance(decoded, Refusal):
        return decoded
    tree = html_source.parse(decoded.text)
    found = tree if isinstance(tree, Refusal) else _read(tree)
    if isinstance(found, Refusal):
        return found
    cut_off = html_source.is_cut_off(decoded.text)
    return replace(found, charset=decoded.charset, cut_off=cut_off)


def _read(tree: HtmlElement) -> Reading | Refusal:
    pieces = html_blocks.pieces(tree)
    if sum(len(piece.text) for piece in pieces) > TEXT_LIMIT:
        return html_source.too_large(f"more than {TEXT_LIMIT:,} characters of text")
    declared = html_declared.read(tree)
    choice = html_choice.choose(pieces, _clues(tree, declared))
    if not any(verdict.role == "paragraph" for verdict in choice.verdicts):
        pieces, choice = _with_state(tree, declared, pieces, choice)
    headlines = _shown_headlines(pieces, choice)
    facts = html_facts.facts(declared, headlines)
    around = html_byline.around(pieces, choice.headline, choice.first)
    facts += html_byline.authors(tree, declared, around)
    if not any(fact.field is Field.PUBLISHED for fact in facts):
        below = [piece for piece in around if piece.number > choice.headline >= 0]
        facts += html_byline.published(around, below, declared.lang)
    if refusal := html_refusal.refusal(pieces, choice, declared):
        return refusal
    return Reading(
        blocks=tuple(_blocks(pieces, choice, declared.base)),
        decisions=tuple(
            Decision(piece.line, verdict.role, verdict.rule, piece.text)
            for piece, verdict in zip(pieces, choice.verdicts, strict=True)
        ),
        facts=tuple(facts),
        headlines=_other_headlines(pieces, choice.verdicts, facts),
    )


def _with_state(
    tree: HtmlElement, declared: Declared, pieces: list[Piece], choice: Choice
) -> tuple[list[Piece], Choice]:
    """Return pieces and choice with the text that the page holds for its scripts to show."""
    state = html_state.text(tree, declared.article)
    if state is None:
        return pieces, choice
    held = html_source.parse(state.markup)
    if isinstance(held, Refusal):
        return pieces, choice
    hidden = html_blocks.pieces(held)
    found = html_choice.choose(hidden, Clues(headlines=declared.headlines()))
    shown = len(pieces)
    for piece in hidden:
        piece.line = state.line
        piece.number += shown
    verdicts = [
        Verdict(v.role, "held-for-scripts") if v.role == "paragraph" else v for v in found.verdicts
    ]
    joined = Choice(
        [*choice.verdicts, *verdicts], choice.headline, shown + found.first, found.depth
    )
    return [*pieces, *hidden], joined


def _clues(tree: HtmlElement, declared: Declared) -> Clues:
    document = bare_extraction(
        tree,
        fast=True,
        favor_precision=True,
        include_comments=False,
        output_format="txt",
        config=_CONFIG,
    )
    extracted = getattr(document, "raw_text", None) or ""
    return Clues(extracted, declared.descriptions(), declared.headlines(), declared.body())


def _shown_headlines(pieces: Sequence[Piece], choice: Choice) -> tuple[str, ...]:
    """Return the headlines above the text as shown, the likeliest first."""
    likeliest = [pieces[choice.headline]] if choice.headline >= 0 else []
    titles = [p for p, v in zip(pieces, choice.verdicts, strict=True) if v.role == "title"]
    return tuple(dict.fromkeys(piece.text for piece in [*likeliest, *titles]))


def _blocks(pieces: Sequence[Piece], choice: Choice, base: str) -> Iterator[Block]:
    """Yield the blocks of the article."""
    levels = [
        piece.box.heading
        for piece, verdict in zip(pieces, choice.verdicts, strict=True)
        if verdict.role == "heading" and piece.box.heading
    ]
    top = min(levels, default=1)
    for piece, verdict in zip(pieces, choice.verdicts, strict=True):
        kind = _KINDS.get(verdict.role)
        if kind is None:
            continue
        if kind is BlockKind.PARAGRAPH and piece.box.place & Place.PREFORMATTED:
            kind = BlockKind.CODE
        containers = _containers(piece, choice.depth) if kind is not BlockKind.HEADING else ()
        yield Block(
            kind=kind,
            text=piece.text,
            line=piece.line,
            level=max(1, piece.box.heading - top + 1) if kind is BlockKind.HEADING else 0,
            markup=tuple(_markup(piece, base)) if kind is not BlockKind.TABLE else (),
            containers=containers,
            marker=piece.marker if Container.LIST_ITEM in containers else "",
            rows=piece.rows,
        )


def _containers(piece: Piece, depth: int) -> tuple[Container, ...]:
    """Return what a block stands in, less what the whole text stands in."""
    return piece.box.containers[depth:]


def _markup(piece: Piece, base: str) -> Iterator[Markup]:
    """Yield the markup of a piece; links that a page may not hold are left out."""
    for start, end, kind, target in piece.spans:
        if kind is not MarkupKind.LINK:
            yield Markup(start, end, kind)
        elif address := _address(target, base):
            yield Markup(start, end, kind, address)


def _address(target: str, base: str) -> str | None:
    if target.startswith("#"):
        return None
    try:
        return urls.web_address(urljoin(base, target.strip()))
    except ValueError:
        return None


def _other_headlines(
    pieces: Sequence[Piece], verdicts: Sequence[Verdict], facts: Sequence[Fact]
) -> tuple[str, ...]:
    """Return the headlines of other articles: links of several words that were dropped."""
    own = {fact.value for fact in facts if fact.field is Field.TITLE}
    found = (
        piece.text
        for piece, verdict in zip(pieces, verdicts, strict=True)
        if verdict.role == DROPPED
        and piece.linked * 5 > len(piece.text) * 4
        and len(piece.text.split()) >= _HEADLINE_WORDS
        and not piece.box.place & (Place.NAVIGATION | Place.FOOTER | Place.CONTROL)
        and piece.text not in own
    )
    return tuple(dict.fromkeys(found))[:_MOST_HEADLINES]
