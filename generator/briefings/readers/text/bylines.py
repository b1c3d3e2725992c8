"""Authors and dates in the lines around a headline."""

import re
from collections.abc import Iterator, Sequence

from briefings.model.reading import Evidence, Fact, Field
from briefings.readers import dates
from briefings.readers.text import features as text_features
from briefings.readers.text.blocks import Kind, TextBlock

# Between the names of a byline, in the languages of the development captures.
_BETWEEN = re.compile(
    r"\s*(?:[,;|&•·]|\b(?:and|und|et|y|e|og|och|en|i|ve|и|та|dan|with|mit)\b)\s*", re.IGNORECASE
)
_NAME = re.compile(
    r"[^\W\d_a-z][\w’'.\-]*(?: (?:(?:de|van|von|der|den|da|di|del|la|le|al|bin|dos|du|ten|zu) )*"
    r"[^\W\d_a-z][\w’'.\-]*){1,3}"
)
_NOT_BYLINES = (Kind.PROSE, Kind.LONG, Kind.CAPTION, Kind.CREDIT)
# The end of the names in a byline.
_NAMES_END = re.compile(
    r" [-–—|•] | \d|\d{1,2}[:.]|\b(?:for|in|at|from|aus|published|updated|the|of)\b|[(@/]"
)
_CHANGED = re.compile(
    r"updat|modif|chang|aktualisi|geändert|stand:|mis à jour|actualizad|aggiorna|oppdater|uppdater|"
    r"güncel|обновл|оновл|수정|更新|diperbarui|gewijzigd|bijgewerkt|atualizad|zaktualiz",
    re.IGNORECASE,
)
# Maximum number of blocks between headline and text.
_LINES = 14
_LONGEST = 120


def authors(names: str, where: str) -> Iterator[Fact]:
    """Yield the authors in a byline without its first word."""
    end = _NAMES_END.search(names)
    for part in _BETWEEN.split(names[: end.start()] if end else names):
        if _NAME.fullmatch(part.strip()):
            yield Fact(Field.AUTHOR, part.strip(), Evidence.BYLINE, where)


def published(text: str, where: str) -> Iterator[Fact]:
    """Yield the first absolute date in a line as that of publication."""
    found = dates.find_days(text[:_LONGEST])
    if found:
        yield Fact(Field.PUBLISHED, found[0].value, Evidence.BYLINE, where)


def around(blocks: Sequence[TextBlock], title: int | None, start: int) -> Iterator[Fact]:
    """Yield authors and days in the lines between headline and text.

    A date counts only alone or in a byline: days in sentences, captions and teasers are not those
    of the article. In a line about a change, the day is that of the change.

    Args:
        blocks: the blocks of the capture.
        title: number of the headline's block; None yields nothing.
        start: number of the block with which the text begins.
    """
    if title is None or start - title > _LINES:
        return
    wrote = day = False
    for block in blocks[title + 1 : start + 1]:
        text, where = block.text, f"line {block.head.number}"
        if block.kind in (Kind.PROSE, Kind.LONG, Kind.CAPTION, Kind.CREDIT) or len(text) > _LONGEST:
            continue
        if not wrote and (names := text_features.byline(text)):
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
