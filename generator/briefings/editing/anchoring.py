"""From words that a person selects on a page to the quotation of a note.

The page shows the words of the article in its own typography, and a selection may lack or have
white space between blocks. So words are looked for without white space; where they occur several
times, the text around the selection decides. The quotation is what the article writes there. What
anchors a note on the site (`note_anchors`) also judges here.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Postfix, Prefix

from briefings.editing.edits import Selection
from briefings.markup import note_anchors, statements
from briefings.markup.note_anchors import ArticleText, Place
from briefings.model.content import Problem
from briefings.model.note import Note, NoteKind
from briefings.model.reading import Block

# Most quotations that `note_anchors` is asked about; one of the first nearly always holds.
_CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of a note, as its file states it."""

    quote: str
    """The words, as the article writes them."""
    prefix: str = ""
    """Words before them, where they occur several times; may be empty."""
    suffix: str = ""
    """Words after them, as with `prefix`; may be empty."""
    spans: tuple[tuple[int, int, int], ...] = ()
    """The words, block by block: number of the block, start and end offset."""


def anchor(at: Selection, blocks: Sequence[Block], lang: str, file: str) -> Anchor | Problem:
    """Return the shortest quotation with which a note stands at a selection, or why there is none.

    Half words become whole ones.

    Args:
        at: the selection.
        blocks: the body of the article.
        lang: BCP 47 tag of its language.
        file: the capture, for the problem.
    """
    text = ArticleText(blocks, lang)
    if (words := _squeezed(at.quote)) and not any(map(str.isalnum, words)):
        return _problem(file, "A note stands at words, and these are none.", "Select words.")
    place = locate(at, text, file)
    if isinstance(place, Problem):
        return place
    start, end = _whole_words(text.folded, place)
    wanted = Place(start, end)
    quote = text.words(wanted)
    problem: Problem | None = None
    for before, after in _surroundings(text, wanted):
        prefix = text.words(Place(before, start)) if before < start else ""
        suffix = text.words(Place(end, after)) if end < after else ""
        note = Note(NoteKind.CONTEXT, quote, "", prefix, suffix, file=file)
        found, problem = note_anchors.placed(note, text, file)
        if found and not problem and text.spans(found) == text.spans(wanted):
            return Anchor(quote, prefix, suffix, text.spans(wanted))
    return _problem(
        file, f"No note can stand at “{_short(quote)}”: {problem.message if problem else ''}",
        "Select other words, or more of them.",
    )  # fmt: skip


def locate(at: Selection, text: ArticleText, file: str) -> Place | Problem:
    """Return the place of a selection in the folded text of an article, or why there is none.

    Args:
        at: the selection.
        text: the text of the article.
        file: the capture, for the problem.
    """
    offsets = [n for n, character in enumerate(text.folded) if not character.isspace()]
    quote = _squeezed(at.quote)
    if not quote:
        return _problem(file, "No words are selected.", "Select words of the article.")
    whole, wanted = _without_space(text.folded), quote
    if quote not in whole:
        # The stylesheet may show capitals.
        whole, wanted = _without_space(text.lower), quote.lower()
    places = list(_occurrences(wanted, whole))
    if not places:
        return _problem(
            file, f"“{_short(at.quote)}” is not in the text of the article.",
            "Select words of the text alone: not the headline, nor what the site adds.",
        )  # fmt: skip
    before, after = _squeezed(at.before), _squeezed(at.after)

    def likeness(start: int) -> int:
        behind = start + len(wanted)
        left = Postfix.similarity(whole[max(0, start - len(before)) : start], before)
        right = Prefix.similarity(whole[behind : behind + len(after)], after)
        return left + right

    ranked = sorted(places, key=likeness, reverse=True)
    best = ranked[0]
    if len(ranked) > 1 and likeness(ranked[1]) == likeness(best):
        return _problem(
            file,
            f"“{_short(at.quote)}” occurs {len(places):,} times in the article, and the words "
            "around it do not tell which place is meant.",
            "Select more words.",
        )  # fmt: skip
    return Place(offsets[best], offsets[best + len(wanted) - 1] + 1)


def _occurrences(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _squeezed(text: str) -> str:
    return _without_space(note_anchors.folded(text))


def _without_space(text: str) -> str:
    return "".join(text.split())


def _whole_words(text: str, place: Place) -> tuple[int, int]:
    """Return a place with the rest of the words that it divides."""
    first, last = statements.divided(text, place.start), statements.divided(text, place.end)
    return first[0] if first else place.start, last[1] if last else place.end


def _surroundings(text: ArticleText, place: Place) -> Iterator[tuple[int, int]]:
    """Yield where the prefix begins and the suffix ends, the shortest ones first.

    No other occurrence of the quotation has the same words before and after it.
    """
    folded, quote = text.folded, text.folded[place.start : place.end]
    words = statements.pieces(folded)
    # Distances from the quotation.
    before = [place.start - start for start, end in words if end <= place.start][::-1]
    after = [end - place.end for start, end in words if start >= place.end]
    back, size = folded[::-1], len(folded)
    shared: dict[int, int] = {}
    for at in _occurrences(quote, folded):
        if at != place.start:
            same = bisect_right(before, _alike(back, size - place.start, size - at))
            behind = bisect_right(after, _alike(folded, place.end, at + len(quote)))
            shared[same] = max(shared.get(same, 0), behind)
    # A part of a longer word elsewhere does not count as the same.
    found = {(0, 0), (1, 0), (0, 1)}
    needed = 0
    for same in sorted(shared, reverse=True):
        found.add((same + 1, needed))
        needed = max(needed, shared[same] + 1)
    found.add((0, needed))
    wholes = {
        Place(place.start - (before[n - 1] if n else 0), place.end + (after[m - 1] if m else 0)): (
            n + m,
            n,
        )
        for n, m in sorted(found, key=lambda one: (sum(one), one))[:_CANDIDATES]
        if n <= len(before) and m <= len(after)
    }
    # Of equally short ones those come first that stay in the paragraphs of the quotation.
    for whole in sorted(wholes, key=lambda p: (wholes[p][0], len(text.spans(p)), wholes[p][1])):
        yield whole.start, whole.end


def _alike(text: str, one: int, other: int) -> int:
    """Return how many characters are the same from two offsets on, ignoring space at these."""
    first, second = (at + (text[at : at + 1] == " ") for at in (one, other))
    length = 32
    while text[first : first + length] == text[second : second + length]:
        if max(first, second) + length >= len(text):
            break
        length *= 2
    same = Prefix.similarity(text[first : first + length], text[second : second + length])
    return first - one + same


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:80]}…" if len(words) > 80 else words


def _problem(file: str, message: str, hint: str) -> Problem:
    return Problem(file, 0, "selection", message, hint)
