"""Anchoring: where in an article the quotation of an editor's note stands.

The selector is the text-quote selector of the W3C Web Annotation model, a quotation with the words
before and after it where it needs them (https://www.w3.org/TR/annotation-model/#text-quote-selector).
It is looked for in the whole article, across the edges of paragraphs. Text and quotation are folded
alike (`linking.folding`), and quotation marks and dashes of every kind count as one.

What does not stand there so is looked for as something alike, because captures are taken again and
typing errors are mended: the same words, but for marks, spaces and mistyped letters. A quotation
that is gone, has other words or stands in several places is an error: no note is moved to another
statement, and none is left out in silence.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import regex
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from briefings.linking.folding import Folded, fold
from briefings.model.content import Problem, Severity
from briefings.model.note import AnchoredNote, Note
from briefings.model.reading import Block

# How much alike, in per cent of the characters of both (`rapidfuzz.fuzz.ratio`), a passage must be
# to be the quotation a little changed: a wrong letter in twenty is 95, another sentence on the same
# subject below 70.
ALIKE = 85.0
# A second place that comes so near to the best one leaves it open which of them is meant.
_AS_GOOD = 5.0
# Below this there is nothing alike, and the nearest words would explain nothing.
_NEAREST = 55.0
# The search looks through windows as long as the quotation, in which words put in cost twice.
_WINDOW = 20.0
_MOST_PLACES = 8
# https://unicode.org/reports/tr29/#Word_Boundaries
_WORD_EDGE = regex.compile(r"(?w)\b")
# In scripts without spaces each letter is a word, as one more can turn a sentence round.
_SPACELESS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(rf"(?V1)[{_SPACELESS}]|[[\p{{L}}\p{{M}}\p{{N}}]--[{_SPACELESS}]]+")
# A letter amiss in a shorter word makes it another: not and now, may and man.
_LONG_ENOUGH = 4
# A single letter stands in hundreds of places, which nobody would read.
_MOST_SHOWN = 20
_CONTEXT = 30
_SAME = str.maketrans("“”„‟«»‚‹›—―", '""""""\'\'\'--')


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of the folded text that may be what a note quotes."""

    start: int
    end: int
    likeness: float
    """How much like the quotation it is, of 100."""
    exact: bool = True
    """Whether it is the quotation as given, case and all."""


class _Text:
    """An article's text as one, folded, with the way back to its blocks."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.text = "\n".join(block.text for block in blocks)
        self._folded: Folded = fold(self.text.translate(_SAME))
        self.folded = self._folded.text
        self.lower = _lower(self.folded)
        self._edges: tuple[int, ...] = ()
        self._offsets = [0]
        for block in blocks:
            self._offsets.append(self._offsets[-1] + len(block.text) + 1)

    @property
    def edges(self) -> tuple[int, ...]:
        """Where words may begin and end in the folded text, in order."""
        self._edges = self._edges or tuple(
            edge.start() for edge in _WORD_EDGE.finditer(self.folded)
        )
        return self._edges

    def spans(self, place: _Place) -> tuple[tuple[int, int, int], ...]:
        """Return a place as spans of the blocks."""
        start, end = self._original(place)
        return tuple(
            (number, max(start - first, 0), min(end - first, len(block.text)))
            for number, (first, block) in enumerate(zip(self._offsets, self.blocks, strict=False))
            if max(start, first) < min(end, first + len(block.text))
        )

    def line(self, place: _Place) -> int:
        """Return the line of the capture on which the block of a place begins."""
        start, _ = self._original(place)
        return self.blocks[bisect_right(self._offsets, start) - 1].line

    def words(self, place: _Place) -> str:
        """Return a place as the article writes it."""
        start, end = self._original(place)
        return " ".join(self.text[start:end].split())

    def around(self, place: _Place) -> str:
        """Return a place with a few words before and after it, for a finding."""
        before = self.folded[max(place.start - _CONTEXT, 0) : place.start].lstrip()
        after = self.folded[place.end : place.end + _CONTEXT].rstrip()
        return f"“…{before}[{self.words(place)}]{after}…”"

    def before(self, place: _Place) -> str:
        """Return the last words before a place."""
        window = self.folded[max(place.start - 200, 0) : place.start]
        return " ".join(window.rsplit(maxsplit=3)[-3:])

    def _original(self, place: _Place) -> tuple[int, int]:
        return self._folded.original(place.start, place.end)


def anchor(
    notes: Iterable[Note], blocks: Sequence[Block], capture: str
) -> tuple[tuple[AnchoredNote, ...], tuple[Problem, ...]]:
    """Return the notes that have found their words, as they are numbered, and all that is wrong.

    Args:
        notes: the notes of one article.
        blocks: the body of the article.
        capture: the file that the body stands in, relative to the content folder.
    """
    notes = tuple(notes)
    if not notes:
        return (), ()
    text = _Text(blocks)
    found: list[tuple[_Place, Note]] = []
    problems: list[Problem] = []
    for note in notes:
        places = _places(note, text)
        if len(places) == 1 and _is_meant(places[0], note, text):
            found.append((places[0], note))
            if not places[0].exact:
                problems.append(_moved(note, text, places[0]))
        elif len(places) > 1:
            problems.append(_twice(note, text, places, capture))
        else:
            problems.append(_lost(note, text, places, capture))
    found.sort(key=lambda pair: (pair[0].end, pair[0].start))
    anchored = (
        AnchoredNote(note, number, text.spans(place), place.exact)
        for number, (place, note) in enumerate(found, 1)
    )
    return tuple(anchored), tuple(problems)


def _places(note: Note, text: _Text) -> list[_Place]:
    """Return the places that a note may mean: one where it is clear; the nearest where none is."""
    quote, prefix, suffix = _fold(note.quote), _fold(note.prefix), _fold(note.suffix)
    low_prefix, low_suffix = _lower(prefix), _lower(suffix)
    exact = [_Place(start, end, 100.0) for start, end in _occurrences(quote, text.folded)]
    if fitting := [p for p in exact if _fits(p, text.folded, prefix, suffix)]:
        return fitting
    if fitting := [p for p in exact if _fits(p, text.lower, low_prefix, low_suffix)]:
        return fitting
    if exact:  # the words around have changed
        return [_Place(p.start, p.end, p.likeness, exact=False) for p in exact]
    alike = _alike(_lower(quote), text)
    meant = [place for place in alike if _is_meant(place, note, text)]
    near = [place for place in meant if place.likeness >= meant[0].likeness - _AS_GOOD]
    if len(near) > 1 and (prefix or suffix):
        fitting = [p for p in near if _fits(p, text.lower, low_prefix, low_suffix, ALIKE)]
        return fitting or near
    return near or alike[:1]


def _occurrences(quote: str, text: str) -> Iterator[tuple[int, int]]:
    at = text.find(quote)
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1)


def _fits(place: _Place, text: str, prefix: str, suffix: str, alike: float = 100.0) -> bool:
    """Return whether the words around a place of a text are these, the space between apart."""
    before = text[max(place.start - len(prefix) - 1, 0) : place.start].rstrip()
    after = text[place.end : place.end + len(suffix) + 1].lstrip()
    return (
        fuzz.ratio(prefix, before[max(len(before) - len(prefix), 0) :]) >= alike
        and fuzz.ratio(suffix, after[: len(suffix)]) >= alike
    )


def _is_meant(place: _Place, note: Note, text: _Text) -> bool:
    """Return whether a place is the quotation: alike, with the same numbers and the same words."""
    quote, found = _lower(_fold(note.quote)), text.lower[place.start : place.end]
    return quote == found or (
        place.likeness >= ALIKE and _digits(quote) == _digits(found) and _same_words(quote, found)
    )


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _same_words(quote: str, found: str) -> bool:
    """Return whether two passages have the same words, parted otherwise or mistyped perhaps."""
    old, new = _WORD.findall(quote), _WORD.findall(found)
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return all(
        "".join(old[i:j]) == "".join(new[k:m])
        or (j - i == m - k and all(map(_mistyped, old[i:j], new[k:m])))
        for tag, i, j, k, m in changes
        if tag != "equal"
    )


def _mistyped(one: str, other: str) -> bool:
    """Return whether a word is another one with a letter amiss, or two of them swapped."""
    return min(len(one), len(other)) >= _LONG_ENOUGH and OSA.distance(one, other) <= 1


def _alike(quote: str, text: _Text) -> list[_Place]:
    """Return places that are like a quotation, apart from each other, most alike first."""
    found: list[_Place] = []
    least = _NEAREST
    stretches = [(0, len(text.lower))]
    while stretches and len(found) < _MOST_PLACES:
        first, last = stretches.pop()
        place = _nearest(quote, text, (first, last), least)
        if place and place.likeness >= least:
            found.append(place)
            least = max(least, place.likeness - _WINDOW)
            stretches += [(first, place.start), (place.end, last)]
    return sorted(found, key=lambda place: (-place.likeness, place.start))


def _nearest(quote: str, text: _Text, within: tuple[int, int], least: float) -> _Place | None:
    """Return the place within a stretch of the text that is most like a quotation."""
    first, last = within
    if last - first < len(quote):
        # rapidfuzz would look for the shorter of the two in the longer.
        return _settle(quote, text, within, within) if first < last else None
    stretch = text.lower[first:last]
    aligned = fuzz.partial_ratio_alignment(quote, stretch, score_cutoff=least - _WINDOW)
    if aligned is None:
        return None
    return _settle(quote, text, (first + aligned.dest_start, first + aligned.dest_end), within)


def _settle(quote: str, text: _Text, span: tuple[int, int], within: tuple[int, int]) -> _Place:
    """Return the place near a span that is most like the quotation and made of whole words.

    Of places that are equally good the shortest is taken.
    """
    reach = min(max(8, len(quote) // 3), 80)
    first, last = span

    def near(at: int) -> Sequence[int]:
        low = bisect_left(text.edges, max(at - reach, within[0]))
        return text.edges[low : bisect_right(text.edges, min(at + reach, within[1]))]

    def rank(start: int, end: int) -> tuple[float, int]:
        return fuzz.ratio(quote, text.lower[start:end]), start - end

    for _ in range(2):
        last = max(
            (at for at in near(last) if at > first), key=lambda at: rank(first, at), default=last
        )
        first = max(
            (at for at in near(first) if at < last), key=lambda at: rank(at, last), default=first
        )
    return _Place(first, last, fuzz.ratio(quote, text.lower[first:last]), exact=False)


def _fold(text: str) -> str:
    return fold(text.translate(_SAME)).text.strip()


def _lower(text: str) -> str:
    """Return a text in lower case, every character in its place."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


# ------------------------------------------------------------------------- what is found wrong


def _quoted(note: Note) -> str:
    quote = " ".join(note.quote.split())
    return f"“{quote[:80]}…”" if len(quote) > 80 else f"“{quote}”"


def _line(text: _Text, place: _Place, note: Note, capture: str) -> str:
    return f"line {text.line(place)}" + (f" of {capture}" if note.file != capture else "")


def _moved(note: Note, text: _Text, place: _Place) -> Problem:
    words = text.words(place)
    if place.likeness == 100.0 and _fold(words) == _fold(note.quote):
        return Problem(
            note.file, note.line, "note-moved",
            f"The words around {_quoted(note)} are not those that this note gives; the quotation "
            "itself stands in the article once.",
            "If the note still fits there, take out `prefix` and `suffix`.", Severity.WARNING,
        )  # fmt: skip
    return Problem(
        note.file, note.line, "note-moved",
        f"The article has the quotation of this note a little differently now: “{words}”.",
        f"If the note still fits, write `quote: {_yaml(words)}`; else take the note out.",
        Severity.WARNING,
    )  # fmt: skip


def _twice(note: Note, text: _Text, places: Sequence[_Place], capture: str) -> Problem:
    places = sorted(places, key=lambda place: place.start)
    shown = places[:_MOST_SHOWN]
    where = "; ".join(f"{_line(text, p, note, capture)}: {text.around(p)}" for p in shown)
    where += f"; and {len(places) - len(shown):,} more" if len(places) > len(shown) else ""
    given = " None of them has the prefix and suffix given." if note.prefix or note.suffix else ""
    last = next(place for place in reversed(places) if text.before(place))
    return Problem(
        note.file, note.line, "note-twice",
        f"The quotation {_quoted(note)} stands in {len(places):,} places of the article: "
        f"{where}.{given}",
        "Quote more words, or add those before or after as `prefix` or `suffix`, such as "
        f"`prefix: {_yaml(text.before(last))}` for the last place.",
    )  # fmt: skip


def _lost(note: Note, text: _Text, places: Sequence[_Place], capture: str) -> Problem:
    message = f"The quotation {_quoted(note)} does not stand in the article."
    if not places:
        hint = "Nothing like it does. Quote the article as it is, or take the note out."
        return Problem(note.file, note.line, "note-lost", message, hint)
    (nearest,) = places[:1]
    words = text.words(nearest)
    differs = ""
    if nearest.likeness >= ALIKE:
        folded = text.folded[nearest.start : nearest.end]
        other = _digits(folded) != _digits(_fold(note.quote))
        differs = f" (with {'another number' if other else 'other words'})"
    return Problem(
        note.file, note.line, "note-lost", message,
        f"The nearest words are on {_line(text, nearest, note, capture)}{differs}: “{words}”. "
        f"If they are meant, write `quote: {_yaml(words)}`; else take the note out.",
    )  # fmt: skip


def _yaml(text: str) -> str:
    """Return a text as YAML that means it."""
    return json.dumps(text, ensure_ascii=False)
