"""The facts that the head of a document states: a press release, a report, a letter.

A document declares little that can be trusted: its properties hold the title of the template, the
name of the account and the day on which the file was made. So a property counts only if the
document shows the same words, and the day is that of a line above the text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
from briefings.readers import bylines, dates, languages, written_days
from briefings.readers.html import names
from briefings.readers.labels import Label

# The head ends at the first paragraph; there are letterhead, kind of document, title, day, byline.
_HEAD = 15
_PARAGRAPH = 120
_LONGEST_LINE = 160
_LONGEST_TITLE = 300
# A shorter line names the kind of document: “PRESS RELEASE”, “Annual report”.
_TITLE_WORDS = 3
_PARTICLE = 2
# The words around a day of publication: “Paris, le 8 août 2024”, “For release: 8 August 2024”. The
# day of an event continues a phrase: “Meeting of 5 May 2024”.
_BEFORE_DAY = re.compile(r"(?:[^,:|–—-]{0,60}[,:|–—-]\s*(?:[^\W\d_]{1,4}\s*)?){0,2}")
_AFTER_DAY = re.compile(r"\.?(?:\s*[,|(–—-].{0,60})?")


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file declares."""

    title: str = ""
    """The title; may be anything."""
    authors: tuple[str, ...] = ()
    """The authors; may be anything."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a document with the reason for it."""

    block: Block
    """The block, as it is part of the body."""
    label: Label
    """What it is, and why."""
    rank: int = 0
    """How much it looks like a title; 0 for not at all. The highest rank in the head wins."""
    lines: tuple[tuple[int, str], ...] = ()
    """Its lines in the capture with their numbers; none if the block is one."""


def reading(
    pieces: Sequence[Piece], properties: Properties, others: Sequence[Decision], unit: str = "line"
) -> Reading:
    """Return the reading of a document.

    Args:
        pieces: its blocks, in order.
        properties: what the file declares.
        others: decisions for text that is in no block, such as running headers.
        unit: what the numbers of lines count.
    """
    head = _head(pieces)
    found: dict[int, Label] = {}
    facts: list[Fact] = []
    title, fact = _title(head, properties, unit)
    if fact:
        found |= dict.fromkeys(title, Label("title", "title"))
        facts.append(fact)
    rest = {n: piece for n, piece in enumerate(head) if n not in found}
    facts += _authors(rest, found, unit)
    text = " ".join(piece.block.text for piece in pieces)
    facts += _day(rest, languages.language(text), found, unit)
    text = names.fold(text)
    if not any(fact.field is Field.AUTHOR for fact in facts):
        facts += [
            Fact(Field.AUTHOR, name, Evidence.DECLARED, "properties of the file")
            for name in properties.authors
            if len(name.split()) > 1 and names.fold(name) in text
        ]
    decisions = [
        Decision(number, label.role, label.rule, text)
        for n, piece in enumerate(pieces)
        for label in (found.get(n, piece.label),)
        for number, text in piece.lines or ((piece.block.line, piece.block.text),)
    ]
    return Reading(
        blocks=tuple(_from_level_one(p.block for n, p in enumerate(pieces) if n not in found)),
        decisions=tuple(sorted((*decisions, *others), key=lambda decision: decision.line)),
        facts=tuple(facts),
    )


def _from_level_one(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks with the levels of headings counted from 1, as without the title."""
    kept = tuple(blocks)
    top = min((block.level for block in kept if block.kind is BlockKind.HEADING), default=1)
    for block in kept:
        is_heading = block.kind is BlockKind.HEADING
        yield replace(block, level=block.level - top + 1) if is_heading else block


def _head(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Return the blocks above the first paragraph."""
    for number, piece in enumerate(pieces[:_HEAD]):
        block = piece.block
        if block.kind is BlockKind.TABLE or (
            not piece.rank and block.kind is BlockKind.PARAGRAPH and len(block.text) >= _PARAGRAPH
        ):
            return pieces[:number]
    return pieces[:_HEAD]


def _title(head: Sequence[Piece], properties: Properties, unit: str) -> tuple[range, Fact | None]:
    """Return the numbers of the blocks that are the title, and the fact."""
    declared = names.fold(properties.title)
    for first in range(len(head)):
        for last in range(first + 1, min(first + 3, len(head)) + 1):
            text = " ".join(piece.block.text for piece in head[first:last])
            if declared and names.fold(text) == declared:
                where = "properties of the file"
                return range(first, last), Fact(Field.TITLE, text, Evidence.DECLARED, where)
    likely = [
        n for n, piece in enumerate(head)
        if piece.rank
        and len(piece.block.text.split()) >= _TITLE_WORDS
        and len(piece.block.text) <= _LONGEST_TITLE
    ]  # fmt: skip
    if not likely:
        return range(0), None
    number = max(likely, key=lambda n: (head[n].rank, _has_words(head[n]), -n))
    if head[number].rank < max(piece.rank for piece in head) and not _is_phrase(head[number]):
        return range(0), None
    block = head[number].block
    where = f"{unit} {block.line}"
    return range(number, number + 1), Fact(Field.TITLE, block.text, Evidence.TEXT, where)


def _is_phrase(piece: Piece) -> bool:
    """Return whether a line may be a title below another large line; a list of names is none."""
    text = piece.block.text
    has_number = any(map(str.isdecimal, text))
    return has_number or text.isupper() or any(word[0].islower() for word in text.split())


def _has_words(piece: Piece) -> bool:
    """Return whether a line has words enough for a title: “COMMUNIQUÉ DE PRESSE” has two."""
    return sum(len(word) > _PARTICLE for word in piece.block.text.split()) >= _TITLE_WORDS


def _authors(head: Mapping[int, Piece], found: dict[int, Label], unit: str) -> Iterator[Fact]:
    """Yield the authors in the first byline, and label it."""
    for number, piece in head.items():
        text = piece.block.text
        people = bylines.people(text) if bylines.opens_byline(text) else ()
        if people and len(text) <= _LONGEST_LINE:
            found[number] = Label(DROPPED, "byline")
            where = f"{unit} {piece.block.line}"
            yield from (Fact(Field.AUTHOR, name, Evidence.BYLINE, where) for name in people)
            return


def _day(
    head: Mapping[int, Piece], lang: str, found: dict[int, Label], unit: str
) -> Iterator[Fact]:
    """Yield the one day in the lines of the head that state a day, and label a line that is it."""
    days = {
        number: day
        for number, piece in head.items()
        if len(piece.block.text) <= _LONGEST_LINE and (day := _stated_day(piece.block.text, lang))
    }
    if len({day[:10] for day in days.values()}) != 1:
        return
    number, day = next(iter(days.items()))
    block = head[number].block
    yield Fact(Field.PUBLISHED, day, Evidence.BYLINE, f"{unit} {block.line}")
    if dates.parse_day(block.text, lang or None):
        found[number] = Label(DROPPED, "day-of-publication")


def _stated_day(line: str, lang: str) -> str | None:
    """Return the day of publication that a line states; None for a day in a phrase."""
    day = written_days.written(line, lang)
    dated = dates.find_days(line, lang or None)
    if day is None or not dated:
        return None
    folded = dates.fold(line)
    before, after = folded[: dated[0].start], folded[dated[0].end :]
    return day if _BEFORE_DAY.fullmatch(before) and _AFTER_DAY.fullmatch(after) else None
