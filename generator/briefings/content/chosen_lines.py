"""Lines of a capture that an editor keeps or drops against the reader: `keep` and `drop`.

The reader's decisions change with the text, so everything stays accounted for: a kept line is a
paragraph at its place in the text, and a dropped one is gone from its block. Where lines stand in
the blocks is known from their characters: those of the decisions, one after the other, are those of
the blocks.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

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
    if not (keep or drop):
        return reading, ()
    lines = _by_text((d.text, d.line) for d in reading.decisions)
    reading, unused_drop = _without(reading, drop, lines)
    reading, unused_keep = _with(reading, keep, lines)
    return reading, tuple(
        _no_line(entries[number], lines, path, line(key, number), key)
        for key, entries, unused in (("drop", drop, unused_drop), ("keep", keep, unused_keep))
        for number in unused
    )


_Key = tuple[str, int | None]
"""A text without typing habits, and the line where it stands, or None for all lines."""


def _by_text(texts: Iterable[tuple[str, int]]) -> dict[_Key, list[int]]:
    """Return the numbers of texts with their lines, by the keys of the entries that mean them."""
    found: dict[_Key, list[int]] = {}
    for number, (text, line) in enumerate(texts):
        folded = fold_phrase(text)
        found.setdefault((folded, None), []).append(number)
        found.setdefault((folded, line), []).append(number)
    return found


def _key(entry: LineFields) -> _Key:
    return fold_phrase(entry.text), entry.line


def _no_line(
    entry: LineFields, lines: dict[_Key, list[int]], path: str, line: int, key: str
) -> Problem:
    if _key(entry) in lines:
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


def _without(
    reading: Reading, entries: Sequence[LineFields], lines: dict[_Key, list[int]]
) -> tuple[Reading, list[int]]:
    """Return a reading without the blocks or lines that entries name.

    Args:
        reading: the reading.
        entries: the entries.
        lines: the numbers of its decisions (`_by_text`).

    Returns:
        The reading, and the numbers of the entries that name nothing, or only what is gone.
    """
    if not entries:
        return reading, []
    places, blocks = _places(reading), reading.blocks
    lines_of = _lines_of_blocks(reading, places)
    by_text = _by_text((plain(block), block.line) for block in blocks)
    removed: set[int] = set()
    gone: set[int] = set()
    parts: dict[int, list[tuple[int, int]]] = {}
    unused: list[int] = []
    for number, key in _first(entries, unused):
        whole = [b for b in by_text.get(key, ()) if b not in removed]
        found = {n for b in whole for n in lines_of[b]} - gone
        for n in lines.get(key, ()):
            place = places.get(n)
            if place is None or n in gone or n in found:
                continue
            if place.first == place.last and blocks[place.first].kind is not BlockKind.TABLE:
                parts.setdefault(place.first, []).append((place.start, place.end))
                found.add(n)
        if found:
            removed.update(whole)
            gone |= found
        else:
            unused.append(number)
    kept = [_cut(b, parts.get(n, ())) for n, b in enumerate(blocks) if n not in removed]
    return replace(
        reading,
        blocks=tuple(block for block in kept if block.text or block.kind is BlockKind.RULE),
        decisions=tuple(
            replace(d, role=DROPPED, rule=DROPPED_BY_EDITOR) if n in gone else d
            for n, d in enumerate(reading.decisions)
        ),
    ), sorted(unused)


def _first(entries: Sequence[LineFields], again: list[int]) -> Iterator[tuple[int, _Key]]:
    """Yield the number and key of each entry, but add to `again` the numbers of repeated ones."""
    seen: set[_Key] = set()
    for number, key in enumerate(map(_key, entries)):
        if key in seen:
            again.append(number)
        else:
            seen.add(key)
            yield number, key


def _lines_of_blocks(reading: Reading, places: dict[int, _Place]) -> list[list[int]]:
    """Return the numbers of the decisions about the lines of each block."""
    found: list[list[int]] = [[] for _ in reading.blocks]
    markdown = sorted((d.line, n) for n, d in enumerate(reading.decisions) if d.role == _MARKDOWN)
    if not markdown:
        for n, place in places.items():
            if place.first == place.last:
                found[place.first].append(n)
        return found
    behind: list[int] = []
    for number, block in reversed([*enumerate(reading.blocks)]):
        # Its lines end where the next block begins.
        following = bisect_right(behind, block.line)
        start = bisect_left(markdown, (block.line, 0))
        end = len(markdown)
        if following < len(behind):
            end = bisect_left(markdown, (behind[following], 0))
        found[number] = [n for _, n in markdown[start:end]]
        insort(behind, block.line)
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


def _with(
    reading: Reading, entries: Sequence[LineFields], lines: dict[_Key, list[int]]
) -> tuple[Reading, list[int]]:
    """Return a reading with the dropped lines that entries name in its text, and unused entries.

    Arguments and result are as of `_without`.
    """
    wanted: set[int] = set()
    unused: list[int] = []
    for number, key in _first(entries, unused):
        found = {n for n in lines.get(key, ()) if reading.decisions[n].role == DROPPED} - wanted
        if found:
            wanted |= found
        else:
            unused.append(number)
    return _kept(reading, sorted(wanted)) if wanted else reading, sorted(unused)


def _kept(reading: Reading, numbers: Sequence[int]) -> Reading:
    """Return a reading with more lines in its text."""
    places, decisions = _places(reading), list(reading.decisions)
    placed = sorted(places)
    blocks = [[block] for block in reading.blocks]
    first: list[Block] = []
    inside: dict[int, list[str]] = {}
    for number in numbers:
        decision = decisions[number]
        decisions[number] = replace(decision, role=BlockKind.PARAGRAPH.value, rule=KEPT_BY_EDITOR)
        text = visible(" ".join(decision.text.split()))
        at = bisect_left(placed, number)
        before = places[placed[at - 1]] if at else None
        behind = places[placed[at]] if at < len(placed) else None
        if (
            before
            and behind
            and before.last == behind.first
            and (reading.blocks[before.last].kind is not BlockKind.TABLE)
        ):
            inside.setdefault(placed[at - 1], []).append(text)
        else:
            paragraph = Block(BlockKind.PARAGRAPH, text, decision.line)
            (blocks[before.last] if before else first).append(paragraph)
    # From the end, so that the places of the other lines hold.
    for number, texts in sorted(inside.items(), reverse=True):
        place = places[number]
        blocks[place.last][0] = _inserted(blocks[place.last][0], place.end, " ".join(texts))
    return replace(
        reading, blocks=(*first, *chain.from_iterable(blocks)), decisions=tuple(decisions)
    )


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
