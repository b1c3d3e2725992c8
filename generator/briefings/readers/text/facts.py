"""Facts that lines around a headline state: who wrote the article, and when it was published."""

import re
from collections.abc import Iterator, Sequence

from briefings.model.reading import Evidence, Fact, Field
from briefings.readers import dates
from briefings.readers.text import shapes as text_shapes
from briefings.readers.text.units import Kind, Unit

# Between the names of a byline, in the languages of the development captures.
_BETWEEN = re.compile(
    r"\s*(?:[,;|&•·]|\b(?:and|und|et|y|e|og|och|en|i|ve|и|та|dan|with|mit)\b)\s*", re.IGNORECASE
)
_NAME = re.compile(
    r"[^\W\d_a-z][\w’'.\-]*(?: (?:(?:de|van|von|der|den|da|di|del|la|le|al|bin|dos|du|ten|zu) )*"
    r"[^\W\d_a-z][\w’'.\-]*){1,3}"
)
# Where a byline goes on with something else than names.
_NAMES_END = re.compile(
    r" [-–—|•] | \d|\d{1,2}[:.]|\b(?:for|in|at|from|aus|published|updated|the|of)\b|[(@/]"
)
_CHANGED = re.compile(
    r"updat|modif|chang|aktualisi|geändert|stand:|mis à jour|actualizad|aggiorna|oppdater|uppdater|"
    r"güncel|обновл|оновл|수정|更新|diperbarui|gewijzigd|bijgewerkt|atualizad|zaktualiz",
    re.IGNORECASE,
)
# Of the lines between headline and text only so many are read for a date.
_LINES = 14
_LONGEST = 120


def authors(names: str, where: str) -> Iterator[Fact]:
    """Yield the authors that a byline without its first word names."""
    end = _NAMES_END.search(names)
    for part in _BETWEEN.split(names[: end.start()] if end else names):
        if _NAME.fullmatch(part.strip()):
            yield Fact(Field.AUTHOR, part.strip(), Evidence.BYLINE, where)


def published(text: str, where: str) -> Iterator[Fact]:
    """Yield the day or moment that a line gives for the publication, if it is absolute."""
    found = dates.find_days(text[:_LONGEST])
    if found:
        yield Fact(Field.PUBLISHED, found[0].value, Evidence.BYLINE, where)


def around(units: Sequence[Unit], title: int | None, start: int) -> Iterator[Fact]:
    """Yield authors and days that the lines between headline and text state.

    A date counts where it stands there alone, or with the words of a byline: the day that a
    sentence, a caption or a teaser speaks of is not the article's. Where a line says that the
    article was changed, its day is that of the change.

    Args:
        units: the capture.
        title: number of the headline's unit; without one nothing is near enough.
        start: number of the unit with which the text begins.
    """
    if title is None or start - title > _LINES:
        return
    wrote = day = False
    for unit in units[title + 1 : start + 1]:
        text, where = unit.text, f"line {unit.head.number}"
        if unit.kind in (Kind.PROSE, Kind.LONG, Kind.CAPTION, Kind.CREDIT) or len(text) > _LONGEST:
            continue
        if not wrote and (names := text_shapes.byline(text)):
            found = list(authors(names, where))
            wrote = bool(found)
            yield from found
        if not day and any(c.isdigit() for c in text):
            stated = dates.find_days(text)
            if stated and len({d.value[:10] for d in stated}) == 1:
                changed = _CHANGED.search(text)
                field = Field.MODIFIED if changed else Field.PUBLISHED
                day = not changed
                yield Fact(field, stated[0].value, Evidence.BYLINE, where)
