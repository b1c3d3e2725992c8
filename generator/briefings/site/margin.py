"""The margin: editors' notes, and summaries of subjects, beside the paragraphs they belong to.

Only wide screens have a margin. A note or summary is placed in the margin only if it can begin
beside its own paragraph; it may end beside a later one. The second note of a paragraph may also
begin soon after it, where nothing else is in the margin. A note without room stands below the
paragraph, as on narrow screens. A summary without room, or one that would take the room of a note,
stands only in the background of the page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from briefings.markup import article_text
from briefings.model.article import Article
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated
from briefings.model.note import AnchoredNote, Note, by_last_block
from briefings.model.reading import Block, BlockKind
from briefings.views.text import Link, Summary

# The unit of heights is one line of the article, which has about 62 characters. The narrowest
# margin has 30 characters a line, and its lines have two thirds of the height. Measured on built
# pages.
_TEXT_LINE = 62
_MARGIN_LINE = 30
_MARGIN_HEIGHT = 0.68
_PARAGRAPH_GAP = 0.8
_TITLE_AND_GAP = 1.9
_SOON = 9.0
"""How far below its paragraph the second note may begin."""


@dataclass(frozen=True, slots=True)
class Margin:
    """Content of an article's margin."""

    glosses: Mapping[int, tuple[Summary, ...]]
    """The summaries beside a block, by the number of the block."""
    notes: frozenset[int]
    """Numbers of the notes beside their paragraph; all others stand below it."""


def plan(article: Article, annotated: Annotated, subjects: Iterable[Explainer]) -> Margin:
    """Return which notes are in the margin, and the summaries for which there is room.

    Args:
        article: the article.
        annotated: its mentions.
        subjects: the explainers that it links.
    """
    explainers = {subject.slug: subject for subject in subjects}
    firsts: dict[int, list[Explainer]] = {}
    seen: set[str] = set()
    for mention in annotated.linked():
        if mention.subject not in seen:
            seen.add(mention.subject)
            firsts.setdefault(mention.passage, []).append(explainers[mention.subject])
    placed: dict[int, tuple[Summary, ...]] = {}
    beside: set[int] = set()
    filled = 0.0  # height of the margin that is taken, from the top of the current group
    begun = 0.0  # where the last note begins; what is beside a later place cannot begin above it
    ending = by_last_block(article.notes)
    groups = [_group(article, group, ending) for group in article_text.groups(article.blocks)]
    for place, group in enumerate(groups):
        crowded, is_late = False, begun > 0
        for number, (note, height) in enumerate(group.notes):
            below = filled - group.room - _PARAGRAPH_GAP
            soon = number > 0 and _is_free(groups[place + 1 :], below, height)
            crowded = crowded or (filled > group.room - 1 and not soon)
            if not crowded:
                beside.add(note)
                begun = filled
                filled += height
        for number in group.blocks:
            if article.blocks[number].kind is not BlockKind.PARAGRAPH:
                continue
            for subject in firsts.get(number, ()):
                height = _height(subject.summary)
                end = filled + height - group.room - _PARAGRAPH_GAP
                if (
                    not crowded
                    and not is_late
                    and filled <= group.room - 1
                    and _leaves_room(groups[place + 1 :], end)
                ):
                    summary = Summary(Link(subject.title), subject.summary)
                    placed[number] = (*placed.get(number, ()), summary)
                    filled += height
        # Free room beside one paragraph is of no use to the next one.
        filled = max(filled - group.room - _PARAGRAPH_GAP, 0.0)
        begun = max(begun - group.room - _PARAGRAPH_GAP, 0.0)
    return Margin(placed, frozenset(beside))


@dataclass(frozen=True, slots=True)
class _Group:
    """Blocks between which no note may be inserted; heights are in lines of the article."""

    blocks: Sequence[int]
    """Numbers of the blocks."""
    room: float
    """Height of the blocks."""
    notes: Sequence[tuple[int, float]]
    """Number and height in the margin of each note that belongs to them."""


def _group(
    article: Article,
    group: Sequence[article_text.PlacedBlock],
    ending: Mapping[int, Sequence[AnchoredNote]],
) -> _Group:
    blocks = [number for number, _ in group]
    room = sum(_lines(article.blocks[number]) for number in blocks)
    notes = [(n.number, _height(_words(n.note))) for block in blocks for n in ending.get(block, ())]
    return _Group(blocks, room, notes)


def _leaves_room(groups: Iterable[_Group], filled: float) -> bool:
    """Return whether all notes of the next groups keep their place if the margin is filled so far.

    The filled part must also end before the article does.
    """
    for group in groups:
        if filled <= 0:
            return True
        for _, height in group.notes:
            if filled > group.room - 1:
                return False
            filled += height
        filled -= group.room + _PARAGRAPH_GAP
    return filled <= 0


def _is_free(groups: Iterable[_Group], start: float, height: float) -> bool:
    """Return whether a note of the paragraph before may begin there: no note stands above it.

    Args:
        groups: the next groups.
        start: where it begins, from the top of the first one.
        height: its height.
    """
    if start > _SOON:
        return False
    next_ones = tuple(groups)
    before = start
    for group in next_ones:
        if before > 0 and group.notes:
            return False
        before -= group.room + _PARAGRAPH_GAP
    return _leaves_room(next_ones, start + height)


def _lines(block: Block) -> float:
    return ceil(len(block.text) / _TEXT_LINE)


def _height(text: str) -> float:
    return (ceil(len(text) / _MARGIN_LINE) + _TITLE_AND_GAP) * _MARGIN_HEIGHT


def _words(note: Note) -> str:
    byline = f"{note.author} {note.day or ''}".strip()
    sources = (source.title or source.url for source in note.sources)
    return " ".join(filter(None, (note.text, *sources, byline)))
