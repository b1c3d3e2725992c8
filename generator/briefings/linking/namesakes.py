"""Namesakes: a surname that the page gives to somebody else, in full, means that person.

A page that says “Nikolas Cruz”, and never “Ted Cruz”, means Nikolas with a bare “Cruz”. A page that
names both means the subject, but where the paragraph has named the other one last: there nothing
decides. A title counts as a full name, unless the other one has it too: “Senator Cruz”.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from briefings.linking.beside import Word, word_before
from briefings.text.name_words import is_title

# Titles that anybody has.
_COURTESY = frozenset(
    """mr mrs ms miss dr herr frau m mme mlle monsieur madame señor señora sr sra signor
    signora""".split()  # noqa: SIM905
)


class Sighting(Struct, frozen=True, gc=False):
    """A name of a person on a page."""

    surname: str
    """The surname, folded: what a bare mention and a longer name have in common."""
    passage: int
    """Number of the passage."""
    start: int
    """Offset of the whole name in the text of the page."""
    is_full: bool
    """Whether it is a full name, of the subject or of somebody else."""
    is_other: bool
    """Whether it is the full name of somebody else."""


def mistaken(sightings: Iterable[Sighting], text: str) -> Iterator[Sighting]:
    """Yield the bare surnames that may mean somebody else of that name.

    Args:
        sightings: the names of people on a page, in reading order.
        text: the text of the page, folded.
    """
    by_surname: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        by_surname.setdefault(sighting.surname, []).append(sighting)
    for same in by_surname.values():
        if any(one.is_other for one in same):
            yield from _mistaken(same, text)


def _mistaken(same: list[Sighting], text: str) -> Iterator[Sighting]:
    titles = {one.start: _title(text, one.start) for one in same}
    theirs = {titles[one.start] for one in same if one.is_other}
    own = {
        one.start
        for one in same
        if not one.is_other and (one.is_full or titles[one.start] not in theirs | {""})
    }
    last: Mapping[int, bool] = {}
    for one in same:
        if one.is_other or one.start in own:
            last = {one.passage: one.is_other}
        elif not own or last.get(one.passage):
            yield one


def _title(text: str, start: int) -> str:
    """Return the title before a name, in lower case; empty for none and for “Mr”."""
    word: Word | None = word_before(text, start - 1) if text[start - 1 : start] == " " else None
    if word is None or word.closed or not is_title(word.key) or word.key in _COURTESY:
        return ""
    return word.key
