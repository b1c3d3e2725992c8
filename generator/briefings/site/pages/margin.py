"""The margin: editors' notes, and summaries of subjects, beside the paragraphs they belong to.

Only wide screens have a margin. A note or summary is placed in the margin only if it can begin
beside its own paragraph; it may end beside a later one. A note without room stands below the
paragraph, as on narrow screens. A summary without room, or one that would take the room of a note,
stands only in the background of the page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from briefings.markup import prose
from briefings.markup.prose import escape, escape_block
from briefings.model.article import Article
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated
from briefings.model.note import Note
from briefings.model.reading import Block, BlockKind
from briefings.site.pages import languages

# The unit of heights is one line of the article, which has about 62 characters. The narrowest
# margin has 30 characters a line, and its lines have two thirds of the height. Measured on built
# pages.
_TEXT_LINE = 62
_MARGIN_LINE = 30
_MARGIN_HEIGHT = 0.68
_PARAGRAPH_GAP = 0.8
_TITLE_AND_GAP = 1.9


@dataclass(frozen=True, slots=True)
class Margin:
    """Content of an article's margin."""

    glosses: Mapping[int, str]
    """Markdown of the summaries beside a block, by the number of the block."""
    notes: frozenset[int]
    """Numbers of the notes beside their paragraph; all others stand below it."""


def plan(
    article: Article, annotated: Annotated, subjects: Iterable[Explainer], locale: str
) -> Margin:
    """Return which notes are in the margin, and the summaries for which there is room.

    Args:
        article: the article.
        annotated: its mentions.
        subjects: the explainers that it links.
        locale: locale of the site, in which summaries are written.
    """
    explainers = {subject.slug: subject for subject in subjects}
    firsts: dict[str, int] = {}
    for mention in annotated.linked():
        firsts.setdefault(mention.subject, mention.passage)
    placed: dict[int, list[Explainer]] = {}
    beside: set[int] = set()
    filled = 0.0  # height of the margin that is taken, from the top of the current run
    runs = [_run(article, run) for run in prose.runs(article.blocks)]
    for place, run in enumerate(runs):
        crowded = False
        for note, height in run.notes:
            crowded = crowded or filled > run.room - 1
            if not crowded:
                beside.add(note)
                filled += height
        for slug, number in firsts.items():
            if number not in run.blocks or article.blocks[number].kind is not BlockKind.PARAGRAPH:
                continue
            subject = explainers[slug]
            height = _height(subject.summary)
            if (
                not crowded
                and filled <= run.room - 1
                and _leaves_room(runs[place + 1 :], filled + height - run.room - _PARAGRAPH_GAP)
            ):
                placed.setdefault(number, []).append(subject)
                filled += height
        # Free room beside one paragraph is of no use to the next one.
        filled = max(filled - run.room - _PARAGRAPH_GAP, 0.0)
    lang = languages.attributes(locale, article.lang)
    glosses = {number: _gloss(listed, lang) for number, listed in placed.items()}
    return Margin(glosses, frozenset(beside))


@dataclass(frozen=True, slots=True)
class _Run:
    """Blocks between which no note may be inserted; heights are in lines of the article."""

    blocks: range
    """Numbers of the blocks."""
    room: float
    """Height of the blocks."""
    notes: Sequence[tuple[int, float]]
    """Number and height in the margin of each note that belongs to them."""


def _run(article: Article, blocks: range) -> _Run:
    room = sum(_lines(article.blocks[number]) for number in blocks)
    notes = [(n.number, _height(_words(n.note))) for n in article.notes if n.last in blocks]
    return _Run(blocks, room, notes)


def _leaves_room(runs: Sequence[_Run], filled: float) -> bool:
    """Return whether all notes of the next runs keep their place if the margin is filled so far.

    The filled part must also end before the article does.
    """
    for run in runs:
        if filled <= 0:
            return True
        for _, height in run.notes:
            if filled > run.room - 1:
                return False
            filled += height
        filled -= run.room + _PARAGRAPH_GAP
    return filled <= 0


def _lines(block: Block) -> float:
    return ceil(len(block.text) / _TEXT_LINE)


def _height(text: str) -> float:
    return (ceil(len(text) / _MARGIN_LINE) + _TITLE_AND_GAP) * _MARGIN_HEIGHT


def _words(note: Note) -> str:
    return " ".join((note.text, *(source.title or source.url for source in note.sources)))


def _gloss(subjects: Sequence[Explainer], lang: str) -> str:
    paragraphs = "\n\n".join(
        escape_block(f"<b>{escape(subject.title)}</b> {escape(subject.summary)}")
        for subject in subjects
    )
    return (
        f'<aside class="gloss beside" aria-hidden="true"{lang} markdown>\n\n'
        f"{paragraphs}\n\n</aside>"
    )
