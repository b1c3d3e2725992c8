"""Text captures: the lines of a scraped page become an article's blocks.

A capture is a page as text. Each line is kept as something or dropped, by a rule that has a name;
the reading returns that account with the article, so that nothing disappears unexplained. A packed
line (see `text_lines`) is accounted for part by part.

An outlet's profile decides first (`text_profile`). Of what it leaves, a capture that is the article
and little else is read by its blank lines (`text_plain`); in any other the article is looked for
(`text_region`, `text_body`, `text_title`). Neither needs a profile.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from briefings.model.content import Problem, SourceFile
from briefings.model.outlet import Profile
from briefings.model.reading import (
    DROPPED,
    Block,
    BlockKind,
    Decision,
    Evidence,
    Fact,
    Field,
    Reading,
)
from briefings.readers import refusals, text_files
from briefings.readers.text import body as text_body
from briefings.readers.text import facts as text_facts
from briefings.readers.text import lines as text_lines
from briefings.readers.text import plain as text_plain
from briefings.readers.text import profile as text_profile
from briefings.readers.text import region as text_region
from briefings.readers.text import title as text_title
from briefings.readers.text import units as text_units
from briefings.readers.text.lines import Piece
from briefings.readers.text.units import Kind, Unit

Sorted = tuple[str, str]

_BLOCKS = {
    "paragraph": BlockKind.PARAGRAPH,
    "heading": BlockKind.HEADING,
    "caption": BlockKind.CAPTION,
    "related": BlockKind.RELATED,
}
# A headline does not look for its article further down than so many paragraphs apart.
_ANCHOR_GAP = 6
_ANCHOR_WEIGHT = 100


def read_capture(
    capture: SourceFile, profiles: Mapping[str, Profile], outlet: str | None
) -> Reading | Problem:
    """Read a text file; a `formats.Reader`."""
    decoded = text_files.decode(capture)
    if isinstance(decoded, Problem):
        return decoded
    if refusal := refusals.of_text(decoded.text):
        return refusal.problem(capture.path)
    return replace(read(decoded.text, profiles, outlet), charset=decoded.charset)


def read(text: str, profiles: Mapping[str, Profile], outlet: str | None = None) -> Reading:
    """Read a text capture.

    Args:
        text: the capture, with line feeds as line ends.
        profiles: how captures of each known outlet look, by the outlet's slug.
        outlet: slug of the outlet where an editor named it; else it is recognised.

    Takes time linear in the capture's length, and bounded: lines longer, or further down, than
    those of any page are accounted for and not looked into.
    """
    pieces = list(text_lines.pieces(text))
    outlet = outlet or text_profile.recognise(pieces, profiles)
    profile = profiles.get(outlet or "", Profile())
    decided, facts = text_profile.decide(pieces, profile)
    for number, piece in enumerate(pieces):
        if text_lines.beyond(piece.number, piece.text):
            decided[number] = (DROPPED, "beyond-any-page")
    known = [
        (kind, pattern)
        for kind, pattern in ((Kind.CREDIT, profile.credit), (Kind.CAPTION, profile.caption))
        if pattern
    ]
    units = text_units.units([(n, p) for n, p in enumerate(pieces) if n not in decided], known)
    if text_plain.is_plain(units, known=bool(profile.chrome)):
        entries = frozenset(n + 1 for n, (_, rule) in decided.items() if rule == "entry-time")
        sorted_ = text_plain.sort(units, profile, entries)
        facts += _plain_facts(units, sorted_)
    else:
        has_title = any(fact.field is Field.TITLE for fact in facts)
        sorted_, found = _search(units, has_title)
        facts += found
    if outlet:
        facts.append(Fact(Field.OUTLET, outlet, Evidence.TEXT, "the outlet's profile"))
    for unit, role in zip(units, sorted_, strict=True):
        for number in range(unit.first, unit.first + len(unit.pieces)):
            decided[number] = role
    return Reading(
        blocks=tuple(_blocks(units, pieces, decided)),
        decisions=tuple(_decisions(pieces, decided)),
        facts=tuple(facts),
        headlines=tuple(
            u.text for u, (role, _) in zip(units, sorted_, strict=True) if role == "headline"
        ),
    )


def _search(units: Sequence[Unit], has_title: bool) -> tuple[list[Sorted], list[Fact]]:
    """Return role and rule of each unit of a page around an article, and the facts found."""
    stretch, indent = text_region.find(units)
    if stretch == (0, 0):
        return [(DROPPED, "no-article-found")] * len(units), []
    inner = text_body.inside(units, stretch, indent)
    untitled = list(text_body.sort(units, stretch, inner, None))
    body = [n for n, (role, _) in enumerate(untitled) if role == "paragraph"]
    start = _anchor(units, body) if body else stretch[0]
    number, title = text_title.find(units, start, [units[n] for n in body])
    facts = list(text_facts.around(units, number, start))
    if title and not has_title:
        where = f"line {units[number or 0].head.number}"
        facts.append(Fact(Field.TITLE, title, Evidence.TEXT, where))
    whole = number if number is not None and units[number].text == title else None
    sorted_ = list(text_body.sort(units, stretch, inner, whole))
    return sorted_, facts


def _anchor(units: Sequence[Unit], body: Sequence[int]) -> int:
    """Return the number of the unit with which the text begins: the first with another near it.

    What stands twice on the page is no paragraph of the text, but the caption or the standfirst.
    """
    long = [n for n in body if units[n].shape.weight > _ANCHOR_WEIGHT and units[n].shape.stops]
    long = [n for n in long if units[n].copies == 1] or long or list(body)
    near = (a for a, b in pairwise(long) if b - a <= _ANCHOR_GAP)
    return next(near, long[0])


def _plain_facts(units: Sequence[Unit], sorted_: Sequence[Sorted]) -> Iterator[Fact]:
    for unit, (role, _) in zip(units, sorted_, strict=True):
        where = f"line {unit.head.number}"
        if role == "title":
            yield Fact(Field.TITLE, unit.text, Evidence.TEXT, where)
        if role == "tags":
            names = (name.strip() for name in unit.text.split(","))
            yield from (Fact(Field.TAG, name, Evidence.TEXT, where) for name in names if name)


def _blocks(
    units: Sequence[Unit], pieces: Sequence[Piece], decided: Mapping[int, Sorted]
) -> Iterator[Block]:
    """Yield the blocks in the order of the capture; parts of one paragraph are put together."""
    by_piece = {unit.first: unit for unit in units}
    text, line, kind, last = "", 0, BlockKind.PARAGRAPH, -2
    for number, piece in enumerate(pieces):
        role = decided[number][0]
        unit = by_piece.get(number)
        own = unit.text if unit else piece.text
        if role not in _BLOCKS or (unit is None and number < last + 1):
            continue
        same = _BLOCKS[role] is kind is BlockKind.PARAGRAPH and number == last + 1
        if text and same and piece.inner:
            text = f"{text} {own}"
        elif text and same and piece.glued and text[-1].isalnum():
            text += own
        else:
            if text:
                yield _block(kind, text, line)
            text, line, kind = own, piece.number, _BLOCKS[role]
        last = number + (len(unit.pieces) if unit else 1) - 1
    if text:
        yield _block(kind, text, line)


def _block(kind: BlockKind, text: str, line: int) -> Block:
    return Block(kind, text, line, level=1 if kind is BlockKind.HEADING else 0)


def _decisions(pieces: Sequence[Piece], decided: Mapping[int, Sorted]) -> Iterator[Decision]:
    """Yield one entry for a line, or for each part of it that something else became of."""
    text, line, role = "", 0, ("", "")
    for number, piece in enumerate(pieces):
        if piece.number == line and decided[number] == role:
            text += piece.text if piece.glued else f" {piece.text}"
            continue
        if line:
            yield Decision(line, *role, text)
        text, line, role = piece.text, piece.number, decided[number]
    if line:
        yield Decision(line, *role, text)
