"""Find the quotations of editors' notes in an article.

A note has a text-quote selector of the W3C Web Annotation model: a quotation, with the words
before and after it if needed (https://www.w3.org/TR/annotation-model/#text-quote-selector).
The search crosses paragraphs. Text and quotation are folded (`linking.folding`), and all kinds of
dashes are equal.

A note stays only where the article makes the same statement (`statements`), also after a capture
was renewed: a quotation that is missing, says something else or occurs several times is an error.
So is one whose `prefix` or `suffix` no longer fits, unless it is long and has whole sentences.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex
from rapidfuzz import fuzz

from briefings.linking.folding import LONG_DASH, Folded, fold, fold_phrase
from briefings.markup import statements
from briefings.model.content import Problem, Severity
from briefings.model.note import AnchoredNote, Note
from briefings.model.reading import Block
from briefings.text.sentences import sentence_around

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
# For a longer quotation the search takes many seconds in a text that repeats itself.
_LONGEST_SEARCHED = 2_000
# Of all notes of an article: most characters compared. It takes two seconds; 1,000 lost notes of an
# article of the usual length need less. Each search takes time for the article in itself.
_MOST_COMPARED = 2_400_000_000
_SEARCH_ITSELF = 120
# Places are counted and compared up to this number.
_MOST_OCCURRENCES = 1_000
# https://unicode.org/reports/tr29/#Word_Boundaries
_WORD_EDGE = regex.compile(r"(?w)\b")
# A shorter quotation can stand in many sentences, so the words around it decide.
_MANY_WORDS = 8
# A single letter occurs hundreds of times.
_MOST_SHOWN = 20
_MOST_CHANGES = 5
_CONTEXT = 30
# The text of a block has plain digits and signs where the page shows superscripts.
_SAME = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼", "0123456789+-=")


def quotes(note: Note, words: str) -> bool:
    """Return whether the quotation of a note has these words, apart from typing habits."""
    return fold_phrase(words) in fold_phrase(note.quote)


@dataclass(frozen=True, slots=True)
class Place:
    """A span of the folded text that may be the quotation."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last character."""
    likeness: float = 100.0
    """Similarity to the quotation, from 0 to 100."""


class ArticleText:
    """An article's text as one folded string, with offsets of its blocks."""

    def __init__(self, blocks: Sequence[Block], lang: str) -> None:
        """Take the body of an article and the BCP 47 tag of its language."""
        self.blocks = blocks
        self.lang = lang
        self.text = "\n".join(block.text for block in blocks)
        self._folded: Folded = fold(self.text.translate(_SAME))
        self.folded = self._folded.text.replace(LONG_DASH, "-")
        self.lower = _lower(self.folded)
        self._edges: tuple[int, ...] = ()
        self.to_compare = _MOST_COMPARED
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

    def spans(self, place: Place) -> tuple[tuple[int, int, int], ...]:
        """Return a place as spans of the blocks."""
        start, end = self._original(place)
        found = bisect_right(self._offsets, start) - 1
        numbers = range(max(found, 0), min(bisect_left(self._offsets, end), len(self.blocks)))
        firsts = ((n, self._offsets[n], len(self.blocks[n].text)) for n in numbers)
        return tuple(
            (number, max(start - first, 0), min(end - first, length))
            for number, first, length in firsts
            if max(start, first) < min(end, first + length)
        )

    def line(self, place: Place) -> int:
        """Return the first line of a place's block in the capture."""
        start, _ = self._original(place)
        return self.blocks[bisect_right(self._offsets, start) - 1].line

    def words(self, place: Place) -> str:
        """Return a place as the article writes it."""
        start, end = self._original(place)
        return " ".join(self.text[start:end].split())

    def around(self, place: Place) -> str:
        """Return a place with a few words before and after it, for a problem."""
        before = self.folded[max(place.start - _CONTEXT, 0) : place.start].lstrip()
        after = self.folded[place.end : place.end + _CONTEXT].rstrip()
        return f"“…{before}[{self.words(place)}]{after}…”"

    def before(self, place: Place, words: int = 3) -> str:
        """Return the last words before a place."""
        return statements.last_words(self.folded, place.start, words)

    def after(self, place: Place, words: int) -> str:
        """Return the first words after a place."""
        return statements.first_words(self.folded, place.end, words)

    def starts_sentence(self, place: Place) -> bool:
        """Return whether no word of its first sentence is before a place."""
        number, start, end = self.spans(place)[0]
        sentence, at, _ = sentence_around(self.blocks[number].text, start, end, self.lang)
        return not statements.count(folded(sentence[:at]), self.lang)

    def ends_sentence(self, place: Place) -> bool:
        """Return whether no word of its last sentence is after a place."""
        number, start, end = self.spans(place)[-1]
        sentence, _, at = sentence_around(self.blocks[number].text, start, end, self.lang)
        return not statements.count(folded(sentence[at:]), self.lang)

    def _original(self, place: Place) -> tuple[int, int]:
        return self._folded.original(place.start, place.end)


class _Wanted:
    """A note with its folded selector, compared with an article."""

    def __init__(self, note: Note, text: ArticleText) -> None:
        self.note = note
        self.text = text
        self.quote = folded(note.quote)
        self.prefix = folded(note.prefix)
        self.suffix = folded(note.suffix)

    def occurrences(self) -> list[Place]:
        """Return the places that equal the quotation, including case."""
        found: list[Place] = []
        at = self.text.folded.find(self.quote)
        while at >= 0 and len(found) <= _MOST_OCCURRENCES:
            found.append(Place(at, at + len(self.quote), 100.0))
            at = self.text.folded.find(self.quote, at + 1)
        return found

    def changes(self, place: Place) -> tuple[statements.Change, ...]:
        """Return the differences between the quotation and a place that may carry meaning.

        Where the quotation began a sentence and the place does not, there are words before it now.
        """
        words = self.text.folded[place.start : place.end]
        found = self._changes(self.quote, words)
        begins = self.quote[:1].isupper() and not self.quote.isupper() and words[:1].islower()
        if begins and not self.text.starts_sentence(place):
            return (statements.Change("", self.text.before(place)), *found)
        return found

    def whole(self, place: Place) -> Place:
        """Return a place with the rest of the words that it divides.

        Where the prefix or the suffix has the rest of a word, the word is not divided.
        """
        text = self.text.folded
        before = len(self.prefix) if text.endswith(self.prefix, 0, place.start) else 0
        after = len(self.suffix) if text.startswith(self.suffix, place.end) else 0
        first = statements.divided(text, place.start - before)
        last = statements.divided(text, place.end + after)
        start, end = first[0] if first else place.start, last[1] if last else place.end
        return Place(start, end, place.likeness)

    def fitting(self, places: Sequence[Place]) -> list[Place]:
        """Return the places between prefix and suffix, those with the same letters first."""
        text, prefix, suffix = self.text, self.prefix, self.suffix
        lower = _lower(prefix), _lower(suffix)
        return (
            [p for p in places if self._is_between(p, text.folded, prefix, suffix)]
            or [p for p in places if self._is_between(p, text.lower, *lower)]
            or [p for p in places if self.fits_before(p) and self.fits_after(p)]
        )

    def fits_before(self, place: Place) -> bool:
        """Return whether the words before a place say the same as the prefix."""
        count = statements.count(self.prefix, self.text.lang)
        return not self._changes(self.prefix, self.text.before(place, count))

    def fits_after(self, place: Place) -> bool:
        """Return whether the words after a place say the same as the suffix."""
        count = statements.count(self.suffix, self.text.lang)
        return not self._changes(self.suffix, self.text.after(place, count))

    def stands_alone(self, place: Place) -> bool:
        """Return whether a place says the same, although the text around it has changed.

        It has many words; where prefix or suffix do not fit, a sentence begins or ends; and no
        other place of the article is similar.
        """
        return (
            statements.count(self.quote, self.text.lang) >= _MANY_WORDS
            and (self.fits_before(place) or self.text.starts_sentence(place))
            and (self.fits_after(place) or self.text.ends_sentence(place))
            and sum(p.likeness >= ALIKE for p in _alike(_lower(self.quote), self.text)) == 1
        )

    def _is_between(self, place: Place, text: str, prefix: str, suffix: str) -> bool:
        """Return whether a place has this prefix and suffix, ignoring space next to it.

        One word as prefix or suffix is not a part of another, nor a number of another one: *he*
        is not *she*, and *by 4* not *by 40*.
        """
        end = len(text[: place.start].rstrip())
        start = len(text) - len(text[place.end :].lstrip())
        return (
            text.endswith(prefix, 0, end)
            and text.startswith(suffix, start)
            and self._has_words(prefix, end - len(prefix))
            and self._has_words(suffix, start + len(suffix))
        )

    def _has_words(self, around: str, at: int) -> bool:
        unit = statements.divided(self.text.folded, at) if around else None
        if not unit:
            return True
        digits = any(map(str.isdigit, self.text.folded[unit[0] : unit[1]]))
        return not digits and statements.count(around, self.text.lang) > 1

    def _changes(self, words: str, passage: str) -> tuple[statements.Change, ...]:
        return statements.changes(words, passage, self.text.lower, self.text.lang)


def anchor(
    notes: Iterable[Note], blocks: Sequence[Block], capture: str, lang: str
) -> tuple[tuple[AnchoredNote, ...], tuple[Problem, ...]]:
    """Return the anchored notes in the order of their numbers, and all problems.

    Args:
        notes: the notes of one article.
        blocks: the body of the article.
        capture: the file with the body, relative to the content folder.
        lang: BCP 47 tag of the article's language.
    """
    notes = tuple(notes)
    if not notes:
        return (), ()
    text = ArticleText(blocks, lang)
    found: list[tuple[Place, Note, bool]] = []
    problems: list[Problem] = []
    for note in notes:
        place, problem = placed(note, text, capture)
        if place:
            found.append((place, note, problem is None))
        if problem:
            problems.append(problem)
    found.sort(key=lambda one: (one[0].end, one[0].start))
    anchored = (
        AnchoredNote(note, number, text.spans(place), exact)
        for number, (place, note, exact) in enumerate(found, 1)
    )
    return tuple(anchored), tuple(problems)


def placed(note: Note, text: ArticleText, capture: str) -> tuple[Place | None, Problem | None]:
    """Return the place of a note, if it is clear, and what is wrong with the note.

    Args:
        note: the note.
        text: the text of the article.
        capture: the file with the text, relative to the content folder.
    """
    wanted = _Wanted(note, text)
    occurrences = wanted.occurrences()
    places = [place for place in occurrences if wanted.whole(place) == place]
    if not places and occurrences:
        return None, _divided(wanted, occurrences[0], capture)
    if not places:
        alike = _alike(_lower(wanted.quote), wanted.text)
        same = [place for place in alike if not wanted.changes(place)]
        places = [place for place in same if place.likeness >= same[0].likeness - _AS_GOOD]
        if not places:
            return None, _lost(wanted, alike, capture)
    # Of more places, one that fits may not be the only one.
    fitting = wanted.fitting(places) if len(places) <= _MOST_OCCURRENCES else []
    places = fitting or places
    if len(places) > 1:
        return None, _twice(wanted, places, capture)
    (place,) = places
    if not fitting and not wanted.stands_alone(place):
        return None, _elsewhere(wanted, place, capture)
    return place, None if fitting and occurrences else _moved(wanted, place)


def _alike(quote: str, text: ArticleText) -> list[Place]:
    """Return disjoint places that are similar to a quotation, most similar first.

    For a quotation that is too long to search there are none.
    """
    if len(quote) > _LONGEST_SEARCHED:
        return []
    found: list[Place] = []
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


def _nearest(quote: str, text: ArticleText, within: tuple[int, int], least: float) -> Place | None:
    """Return the place in a span of the text that is most similar to a quotation."""
    first, last = within
    if last - first < len(quote):
        # rapidfuzz would search the shorter of the two in the longer.
        return _settle(quote, text, within, within) if first < last else None
    text.to_compare -= (len(quote) + _SEARCH_ITSELF) * (last - first)
    if text.to_compare < 0:
        return None
    stretch = text.lower[first:last]
    aligned = fuzz.partial_ratio_alignment(quote, stretch, score_cutoff=least - _WINDOW)
    if aligned is None:
        return None
    return _settle(quote, text, (first + aligned.dest_start, first + aligned.dest_end), within)


def _settle(quote: str, text: ArticleText, span: tuple[int, int], within: tuple[int, int]) -> Place:
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
    last = len(text.lower[:last].rstrip())
    return Place(first, last, fuzz.ratio(quote, text.lower[first:last]))


def folded(text: str) -> str:
    """Return words folded as `ArticleText` folds the article."""
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


def _line(text: ArticleText, place: Place, note: Note, capture: str) -> str:
    return f"line {text.line(place)}" + (f" of {capture}" if note.file != capture else "")


def _moved(wanted: _Wanted, place: Place) -> Problem:
    note, words = wanted.note, wanted.text.words(place)
    if folded(words) == wanted.quote:
        return Problem(
            note.file, note.line, "note-moved",
            f"The words around {_quoted(note)} have changed; the quotation occurs once in the "
            "article.",
            "If the note still fits there, remove `prefix` and `suffix`.", Severity.WARNING,
        )  # fmt: skip
    return Problem(
        note.file, note.line, "note-moved",
        "The article writes the quotation of this note in another way, with the same words: "
        f"“{words}”.",
        f"If the note still fits, write `quote: {_yaml(words)}`; otherwise delete the note.",
        Severity.WARNING,
    )  # fmt: skip


def _twice(wanted: _Wanted, places: Sequence[Place], capture: str) -> Problem:
    note, text = wanted.note, wanted.text
    places = sorted(places, key=lambda place: place.start)
    shown = places[:_MOST_SHOWN]
    where = "; ".join(f"{_line(text, p, note, capture)}: {text.around(p)}" for p in shown)
    where += f"; and {_number(places[len(shown) :])} more" if len(places) > len(shown) else ""
    given = " None has this prefix and suffix." if note.prefix or note.suffix else ""
    last = next(place for place in reversed(places) if text.before(place))
    return Problem(
        note.file, note.line, "note-twice",
        f"The quotation {_quoted(note)} occurs {_number(places)} times in the article: "
        f"{where}.{given}",
        "Quote more words, or add words before or after as `prefix` or `suffix`, such as "
        f"`prefix: {_yaml(text.before(last))}` for the last place.",
    )  # fmt: skip


def _number(places: Sequence[Place]) -> str:
    """Return how many places there are, as far as they were counted."""
    more = len(places) >= _MOST_OCCURRENCES - _MOST_SHOWN
    return f"more than {len(places):,}" if more else f"{len(places):,}"


def _divided(wanted: _Wanted, place: Place, capture: str) -> Problem:
    note, text = wanted.note, wanted.text
    words = text.words(wanted.whole(place))
    return Problem(
        note.file, note.line, "note-lost",
        f"The quotation {_quoted(note)} begins or ends inside a word of the article, which may be "
        f"another word than the one meant: “{words}”, {_line(text, place, note, capture)}.",
        f"If the note still fits, write `quote: {_yaml(words)}`; otherwise delete the note.",
    )  # fmt: skip


def _elsewhere(wanted: _Wanted, place: Place, capture: str) -> Problem:
    note, text = wanted.note, wanted.text
    differs: list[str] = []
    keys: list[str] = []
    for key, given, where, now, fits in (
        ("prefix", note.prefix, "before", text.before, wanted.fits_before),
        ("suffix", note.suffix, "after", text.after, wanted.fits_after),
    ):
        if not fits(place):
            words = now(place, statements.count(folded(given), text.lang))
            differs.append(f"{where} it stands “{words}”, not “{given.strip()}”")
            keys.append(f"`{key}: {_yaml(words)}`")
    return Problem(
        note.file, note.line, "note-lost",
        f"The quotation {_quoted(note)} occurs once in the article, but not between the words of "
        f"this note: on {_line(text, place, note, capture)}, {', and '.join(differs)}. It may be "
        "another statement.",
        f"If the note still fits there, write {' and '.join(keys)}; otherwise delete the note.",
    )  # fmt: skip


def _lost(wanted: _Wanted, places: Sequence[Place], capture: str) -> Problem:
    note, text = wanted.note, wanted.text
    message = f"The quotation {_quoted(note)} is not in the article."
    if not places:
        why = "Nothing similar is there."
        if len(wanted.quote) > _LONGEST_SEARCHED:
            why = f"Above {_LONGEST_SEARCHED:,} characters, similar words are not looked for."
        elif wanted.text.to_compare < 0:
            why = "Similar words are not looked for: other notes of this long article are lost too."
        hint = f"{why} Quote the article exactly, or delete the note."
        return Problem(note.file, note.line, "note-lost", message, hint)
    nearest = places[0]
    words = text.words(nearest)
    if nearest.likeness >= ALIKE:
        changes = wanted.changes(nearest)
        told = "; ".join(map(str, changes[:_MOST_CHANGES]))
        more = f"; and {len(changes) - _MOST_CHANGES:,} more" * (len(changes) > _MOST_CHANGES)
        message = f"The article no longer says {_quoted(note)}: {told}{more}."
    return Problem(
        note.file, note.line, "note-lost", message,
        f"The most similar words are on {_line(text, nearest, note, capture)}: “{words}”. "
        f"If the note still fits, write `quote: {_yaml(words)}`; otherwise delete the note.",
    )  # fmt: skip


def _yaml(text: str) -> str:
    """Return a text as a YAML scalar."""
    return json.dumps(text, ensure_ascii=False)
