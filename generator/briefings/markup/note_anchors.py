"""Find the quotations of editors' notes in an article.

A note has a text-quote selector of the W3C Web Annotation model: a quotation, with the words
before and after it if needed (https://www.w3.org/TR/annotation-model/#text-quote-selector).
The search crosses paragraphs. Text and quotation are folded (`linking.folding`), and all kinds of
dashes are equal.

If the exact quotation is missing, a similar one is accepted, because captures are renewed and
typing errors are corrected: the same words with other marks, spaces or mistyped letters. A
quotation that is missing, has other words or occurs several times is an error, so that no note
moves to another statement or gets lost.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import regex
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from briefings.linking.folding import LONG_DASH, Folded, fold, fold_phrase
from briefings.model.content import Problem, Severity
from briefings.model.note import AnchoredNote, Note
from briefings.model.reading import Block

# Minimal similarity (`rapidfuzz.fuzz.ratio`) of a changed quotation: one wrong letter in twenty is
# 95, another sentence on the same subject is below 70.
ALIKE = 85.0
# If a second match is at most this much less similar, the quotation is ambiguous.
_AS_GOOD = 5.0
# Below this the most similar words do not help the editor.
_NEAREST = 55.0
# The search uses windows as long as the quotation, in which inserted words cost twice.
_WINDOW = 20.0
_MOST_PLACES = 8
# https://unicode.org/reports/tr29/#Word_Boundaries
_WORD_EDGE = regex.compile(r"(?w)\b")
# In scripts without spaces each letter is a word: one more can reverse the meaning.
_SPACELESS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(rf"(?V1)[{_SPACELESS}]|[[\p{{L}}\p{{M}}\p{{N}}]--[{_SPACELESS}]]+")
# A wrong letter in a shorter word makes another word: not and now, may and man.
_LONG_ENOUGH = 4
# A single letter occurs hundreds of times.
_MOST_SHOWN = 20
_CONTEXT = 30
# The text of a block has plain digits where the page shows superscripts.
_SAME = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class _Place:
    """A span of the folded text that may be the quotation."""

    start: int
    end: int
    likeness: float
    """Similarity to the quotation, from 0 to 100."""
    exact: bool = True
    """Whether it equals the quotation, including case."""


class _Text:
    """An article's text as one folded string, with offsets of its blocks."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.text = "\n".join(block.text for block in blocks)
        self._folded: Folded = fold(self.text.translate(_SAME))
        self.folded = self._folded.text.replace(LONG_DASH, "-")
        self.lower = _lower(self.folded)
        self._edges: tuple[int, ...] = ()
        self._offsets = [0]
        for block in blocks:
            self._offsets.append(self._offsets[-1] + len(block.text) + 1)

    @property
    def edges(self) -> tuple[int, ...]:
        """Offsets of word boundaries in the folded text, in order."""
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
        """Return the first line of a place's block in the capture."""
        start, _ = self._original(place)
        return self.blocks[bisect_right(self._offsets, start) - 1].line

    def words(self, place: _Place) -> str:
        """Return a place as the article writes it."""
        start, end = self._original(place)
        return " ".join(self.text[start:end].split())

    def around(self, place: _Place) -> str:
        """Return a place with a few words before and after it, for a problem."""
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
    """Return the anchored notes in the order of their numbers, and all problems.

    Args:
        notes: the notes of one article.
        blocks: the body of the article.
        capture: the file with the body, relative to the content folder.
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
    """Return the possible places of a note: one if it is clear, the most similar if none fits."""
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
    """Return whether a place has this prefix and suffix, ignoring space next to it."""
    before = text[max(place.start - len(prefix) - 1, 0) : place.start].rstrip()
    after = text[place.end : place.end + len(suffix) + 1].lstrip()
    return (
        fuzz.ratio(prefix, before[max(len(before) - len(prefix), 0) :]) >= alike
        and fuzz.ratio(suffix, after[: len(suffix)]) >= alike
    )


def _is_meant(place: _Place, note: Note, text: _Text) -> bool:
    """Return whether a place is the quotation: similar, with the same numbers and words."""
    quote, found = _lower(_fold(note.quote)), text.lower[place.start : place.end]
    return quote == found or (
        place.likeness >= ALIKE and _digits(quote) == _digits(found) and _same_words(quote, found)
    )


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _same_words(quote: str, found: str) -> bool:
    """Return whether two passages have the same words, apart from spaces and typing errors."""
    old, new = _WORD.findall(quote), _WORD.findall(found)
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return all(
        "".join(old[i:j]) == "".join(new[k:m])
        or (j - i == m - k and all(map(_mistyped, old[i:j], new[k:m])))
        for tag, i, j, k, m in changes
        if tag != "equal"
    )


def _mistyped(one: str, other: str) -> bool:
    """Return whether two words differ in one letter, or in two swapped letters."""
    return min(len(one), len(other)) >= _LONG_ENOUGH and OSA.distance(one, other) <= 1


def _alike(quote: str, text: _Text) -> list[_Place]:
    """Return disjoint places that are similar to a quotation, most similar first."""
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
    """Return the place in a span of the text that is most similar to a quotation."""
    first, last = within
    if last - first < len(quote):
        # rapidfuzz would search the shorter of the two in the longer.
        return _settle(quote, text, within, within) if first < last else None
    stretch = text.lower[first:last]
    aligned = fuzz.partial_ratio_alignment(quote, stretch, score_cutoff=least - _WINDOW)
    if aligned is None:
        return None
    return _settle(quote, text, (first + aligned.dest_start, first + aligned.dest_end), within)


def _settle(quote: str, text: _Text, span: tuple[int, int], within: tuple[int, int]) -> _Place:
    """Return the place of whole words near a span that is most similar to the quotation.

    Of equally similar places the shortest one wins.
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
    return fold_phrase(text.translate(_SAME))


def _lower(text: str) -> str:
    """Return a text in lower case with unchanged offsets."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


# ----------------------------------------------------------------------------------- problems


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
            f"The words around {_quoted(note)} have changed; the quotation occurs once in the "
            "article.",
            "If the note still fits there, remove `prefix` and `suffix`.", Severity.WARNING,
        )  # fmt: skip
    return Problem(
        note.file, note.line, "note-moved",
        f"The quotation of this note has changed slightly in the article: “{words}”.",
        f"If the note still fits, write `quote: {_yaml(words)}`; otherwise delete the note.",
        Severity.WARNING,
    )  # fmt: skip


def _twice(note: Note, text: _Text, places: Sequence[_Place], capture: str) -> Problem:
    places = sorted(places, key=lambda place: place.start)
    shown = places[:_MOST_SHOWN]
    where = "; ".join(f"{_line(text, p, note, capture)}: {text.around(p)}" for p in shown)
    where += f"; and {len(places) - len(shown):,} more" if len(places) > len(shown) else ""
    given = " None has this prefix and suffix." if note.prefix or note.suffix else ""
    last = next(place for place in reversed(places) if text.before(place))
    return Problem(
        note.file, note.line, "note-twice",
        f"The quotation {_quoted(note)} occurs {len(places):,} times in the article: "
        f"{where}.{given}",
        "Quote more words, or add words before or after as `prefix` or `suffix`, such as "
        f"`prefix: {_yaml(text.before(last))}` for the last place.",
    )  # fmt: skip


def _lost(note: Note, text: _Text, places: Sequence[_Place], capture: str) -> Problem:
    message = f"The quotation {_quoted(note)} is not in the article."
    if not places:
        hint = "Nothing similar is there. Quote the article exactly, or delete the note."
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
        f"The most similar words are on {_line(text, nearest, note, capture)}{differs}: "
        f"“{words}”. If they are right, write `quote: {_yaml(words)}`; otherwise delete the note.",
    )  # fmt: skip


def _yaml(text: str) -> str:
    """Return a text as a YAML scalar."""
    return json.dumps(text, ensure_ascii=False)
