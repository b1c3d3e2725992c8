"""Tables of names with forms that must and must not match, made by hand from the grammars.

A line of `inflections/de.txt` is: kind of the subject | name | forms that match | words that do
not. A form is matched as a whole, or as far as its brackets show. Behind `?` stands a form that the
rules do not reach, which an editor lists.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefings.linking.lexicon import Lexicon, Name
from briefings.model.explainer import ExplainerKind

_FOLDER = Path(__file__).parent / "inflections"
LANGUAGES = sorted(path.stem for path in _FOLDER.glob("*.txt"))


@dataclass(frozen=True)
class Row:
    """A name with its forms."""

    lang: str
    kind: ExplainerKind
    name: str
    forms: tuple[str, ...]
    """Forms that match."""
    others: tuple[str, ...]
    """Words that do not."""


def rows(lang: str) -> Iterator[Row]:
    """Yield the rows of the table of a language."""
    for line in (_FOLDER / f"{lang}.txt").read_text(encoding="utf-8").splitlines():
        kind, name, forms, others = (cell.strip() for cell in line.split("|"))
        yield Row(lang, ExplainerKind(kind), name, _listed(forms), _listed(others))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(", ")))


class Table:
    """The names of a table, which must not take each other's forms."""

    def __init__(self, lang: str) -> None:
        self.rows = list(rows(lang))
        names = [Name(row.name, row.name, row.kind) for row in self.rows]
        self._lexicon = Lexicon(names, lang=lang)

    def reaches(self, row: Row, form: str) -> bool:
        """Return whether a form matches as its brackets say, and means only the name of its row."""
        wanted = re.search(r"\[(.+)]", form)
        plain = re.sub(r"[\[\]?]", "", form)
        found = self._found(plain)
        return found == [(wanted[1] if wanted else plain, (row.name,))]

    def mistakes(self, row: Row, word: str) -> bool:
        """Return whether something in a word is taken for the name of a row."""
        return any(row.name in claims for _, claims in self._found(word))

    def _found(self, word: str) -> list[tuple[str, tuple[str, ...]]]:
        text = f"x {word} x"
        return [
            (text[start:end], self._lexicon.phrases[phrase].candidates)
            for start, end, phrase in self._lexicon.find(text)
        ]
