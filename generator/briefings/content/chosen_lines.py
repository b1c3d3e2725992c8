"""Lines of a capture that an editor keeps or drops against the reader: `keep` and `drop`.

The reader's decisions change with the text, so everything stays accounted for: a kept line is a
paragraph at its place in the text, and a dropped one is gone from its block. Where lines stand in
the blocks is known from their characters: those of the decisions, one after the other, are those of
the blocks.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from briefings.files.schemas.articles import LineFields
from briefings.linking.folding import fold_phrase
from briefings.model.content import Problem, Severity
from briefings.model.reading import DROPPED, Block, BlockKind, Decision, Markup, Reading
from briefings.text.superscripts import plain
from briefings.text.visible import visible

KEPT_BY_EDITOR = "kept-by-editor"
"""The rule of lines in `keep`."""
DROPPED_BY_EDITOR = "dropped-by-editor"
"""The rule of lines in `drop`."""

# Markdown captures have one role for all lines, and signs that no block has.
_MARKDOWN = "markdown"
_KEPT = frozenset({*BlockKind, _MARKDOWN})
_SKIPPED = 200


def is_kept(decision: Decision) -> bool:
    """Return whether a line is part of the text."""
    return decision.role in _KEPT


def same(decision: Decision, text: str) -> bool:
    """Return whether a line has a text, apart from typing habits."""
    return fold_phrase(decision.text) == fold_phrase(text)


def chosen(
    reading: Reading,
    keep: Sequence[LineFields],
    drop: Sequence[LineFields],
    path: str,
    line: Callable[..., int],
) -> tuple[Reading, tuple[Problem, ...]]:
    """Return a reading with the lines that an editor wants, and entries that change nothing.

    Args:
        reading: what the reader found.
        keep: lines that it dropped wrongly.
        drop: lines that it kept wrongly.
        path: the file with these entries.
        line: gives the line of an entry there (`Parsed.line`).
    """
    problems: list[Problem] = []
    for number, entry in enumerate(drop):
        changed = _without(reading, entry)
        if changed is None:
            problems.append(_no_line(reading, entry, path, line("drop", number), "drop"))
        reading = changed or reading
    for number, entry in enumerate(keep):
        changed = _with(reading, entry)
        if changed is None:
            problems.append(_no_line(reading, entry, path, line("keep", number), "keep"))
        reading = changed or reading
    return reading, tuple(problems)


def _no_line(reading: Reading, entry: LineFields, path: str, line: int, key: str) -> Problem:
    there = [d for d in reading.decisions if _fits(entry, d)]
    if there:
        already = "kept" if key == "keep" else "left out"
        return Problem(
            path, line, "line-unchanged",
            f"`{key}` has a line that is {already} anyway: “{_beginning(entry.text)}”.",
            "Delete the entry.", Severity.WARNING,
        )  # fmt: skip
    return Problem(
        path, line, "no-such-line",
        f"`{key}` has a line that is not in the capture: “{_beginning(entry.text)}”.",
        "`briefings read --diff` shows each line of the capture; correct or delete the entry.",
    )  # fmt: skip


def _fits(entry: LineFields, decision: Decision) -> bool:
    return entry.line in (None, decision.line) and same(decision, entry.text)


# ----------------------------------------------------------------------------------------- places


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the text of a line stands in the blocks."""

    first: int
    """Number of the block with its first letter."""
    start: int
    """Offset of that letter."""
    last: int
    """Number of the block with its last letter."""
    end: int
    """Offset after that letter."""


def _places(reading: Reading) -> dict[int, _Place]:
    """Return where the kept lines stand, by the number of their decision.

    Most readers keep all characters but white space. Where others leave out signs, such as the
    hyphens at the ends of lines, letters and digits tell, and signs beside them go with the line.
    """
    texts = {
        n: visible(decision.text)
        for n, decision in enumerate(reading.decisions)
        if is_kept(decision)
    }
    exactly = "".join(map(_solid, texts.values())) == "".join(
        _solid(b.text) for b in reading.blocks
    )
    takes = _solid if exactly else _letters
    stream = [
        (number, offset)
        for number, block in enumerate(reading.blocks)
        for offset, character in enumerate(block.text)
        if takes(character)
    ]
    characters = "".join(reading.blocks[number].text[offset] for number, offset in stream)
    found: dict[int, _Place] = {}
    at = skipped = 0
    for number, text in texts.items():
        # The number of a list item is no text of its block.
        for words in dict.fromkeys((takes(text), takes(text.lstrip("0123456789.) ")))):
            end = at + skipped + _SKIPPED + len(words)
            start = characters.find(words, at, end) if words else -1
            if start >= 0:
                break
        if start < 0:
            skipped += len(words)
            continue
        at, skipped = start + len(words), 0
        (first, begin), (last, stop) = stream[start], stream[at - 1]
        if not exactly:
            begin = _start_of_signs(reading.blocks[first].text, begin)
            stop = _end_of_signs(reading.blocks[last].text, stop + 1) - 1
        found[number] = _Place(first, begin, last, stop + 1)
    return found


def _solid(text: str) -> str:
    return "".join(text.split())


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _is_sign(character: str) -> bool:
    return not (character.isalnum() or character.isspace())


def _start_of_signs(text: str, at: int) -> int:
    while at and _is_sign(text[at - 1]):
        at -= 1
    return at


def _end_of_signs(text: str, at: int) -> int:
    while at < len(text) and _is_sign(text[at]):
        at += 1
    return at


# ------------------------------------------------------------------------------------------- drop


def _without(reading: Reading, entry: LineFields) -> Reading | None:
    """Return a reading without the blocks or lines that an entry names; None if there are none."""
    places = _places(reading)
    text = fold_phrase(entry.text)
    blocks = [
        number
        for number, block in enumerate(reading.blocks)
        if fold_phrase(plain(block)) == text and entry.line in (None, block.line)
    ]
    gone = {n for number in blocks for n in _lines_of(reading, number, places)}
    parts: dict[int, list[tuple[int, int]]] = {}
    for n, decision in enumerate(reading.decisions):
        place = places.get(n)
        if place is None or n in gone or not (is_kept(decision) and _fits(entry, decision)):
            continue
        if place.first == place.last and reading.blocks[place.first].kind is not BlockKind.TABLE:
            parts.setdefault(place.first, []).append((place.start, place.end))
            gone.add(n)
    if not gone:
        return None
    kept = [
        _cut(block, parts.get(number, ()))
        for number, block in enumerate(reading.blocks)
        if number not in blocks
    ]
    return replace(
        reading,
        blocks=tuple(block for block in kept if block.text or block.kind is BlockKind.RULE),
        decisions=tuple(
            replace(d, role=DROPPED, rule=DROPPED_BY_EDITOR) if n in gone else d
            for n, d in enumerate(reading.decisions)
        ),
    )


def _lines_of(reading: Reading, number: int, places: dict[int, _Place]) -> list[int]:
    """Return the numbers of the decisions about the lines of a block."""
    found = [n for n, place in places.items() if place.first == place.last == number]
    if any(decision.role == _MARKDOWN for decision in reading.decisions):
        start = reading.blocks[number].line
        behind = [block.line for block in reading.blocks[number + 1 :] if block.line > start]
        end = min(behind, default=None)
        found = [
            n
            for n, d in enumerate(reading.decisions)
            if d.role == _MARKDOWN and start <= d.line and (end is None or d.line < end)
        ]
    return found


def _cut(block: Block, parts: Iterable[tuple[int, int]]) -> Block:
    """Return a block without some spans of its text, and without the white space between."""
    for first, last in sorted(parts, reverse=True):
        rest = block.text[last:]
        end = last + len(rest) - len(rest.lstrip())
        start = first if rest.strip() else len(block.text[:first].rstrip())
        block = replace(
            block,
            text=block.text[:start] + block.text[end:],
            markup=tuple(
                moved for m in block.markup if (moved := _moved(m, start, end)).start < moved.end
            ),
        )
    return block


def _moved(markup: Markup, start: int, end: int) -> Markup:
    """Return markup in a text from which a span is gone."""

    def at(offset: int) -> int:
        return offset if offset <= start else max(start, offset - (end - start))

    return replace(markup, start=at(markup.start), end=at(markup.end))


# ------------------------------------------------------------------------------------------- keep


def _with(reading: Reading, entry: LineFields) -> Reading | None:
    """Return a reading with the lines that an entry names; None if none of them was dropped."""
    numbers = [
        n
        for n, decision in enumerate(reading.decisions)
        if decision.role == DROPPED and _fits(entry, decision)
    ]
    for n in numbers:
        reading = _kept(reading, n)
    return reading if numbers else None


def _kept(reading: Reading, number: int) -> Reading:
    """Return a reading with one more line in its text."""
    places, decision = _places(reading), reading.decisions[number]
    before = max((n for n in places if n < number), default=None)
    behind = min((n for n in places if n > number), default=None)
    text = visible(" ".join(decision.text.split()))
    blocks = list(reading.blocks)
    is_inside = (
        before is not None
        and behind is not None
        and places[before].last == places[behind].first
        and blocks[places[before].last].kind is not BlockKind.TABLE
    )
    if before is not None and is_inside:
        at = places[before]
        blocks[at.last] = _inserted(blocks[at.last], at.end, text)
    else:
        where = 0 if before is None else places[before].last + 1
        blocks.insert(where, Block(BlockKind.PARAGRAPH, text, decision.line))
    kept = replace(decision, role=BlockKind.PARAGRAPH.value, rule=KEPT_BY_EDITOR)
    decisions = (*reading.decisions[:number], kept, *reading.decisions[number + 1 :])
    return replace(reading, blocks=tuple(blocks), decisions=decisions)


def _inserted(block: Block, at: int, text: str) -> Block:
    """Return a block with a line more behind the one that ends at an offset."""
    new = f" {text}"

    def moved(offset: int) -> int:
        return offset + len(new) if offset > at else offset

    return replace(
        block,
        text=block.text[:at] + new + block.text[at:],
        markup=tuple(replace(m, start=moved(m.start), end=moved(m.end)) for m in block.markup),
    )


def _beginning(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:80]}…"
