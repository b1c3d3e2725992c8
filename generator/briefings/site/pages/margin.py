"""The margin: the editors' notes, and summaries of subjects, beside the paragraphs they belong to.

Only screens that are wide enough have one. It holds what can begin beside its own paragraph, though
it may end beside a later one. A note that finds no room there stands below the paragraph, as it
does on narrow screens; a summary stands in the page's background alone, as does one that would take
the room of a note. So nothing in the margin holds up the text, and no note is ever far from its
words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from briefings.markup import prose
from briefings.markup.prose import escape, escape_block
from briefings.model.article import Article
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated
from briefings.model.note import Note
from briefings.model.reading import Block, BlockKind
from briefings.site.corpus import Corpus
from briefings.site.pages import languages

# Heights in lines of the text: it has some 62 characters to the line, the narrowest margin 30 in
# lines of two thirds the height. Measured on the site's own pages.
_TEXT_LINE = 62
_MARGIN_LINE = 30
_MARGIN_HEIGHT = 0.68
_PARAGRAPH_GAP = 0.8
_TITLE_AND_GAP = 1.9


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands in the margin of an article."""

    glosses: Mapping[int, str]
    """The summaries beside a block, as Markdown, by the block's number."""
    notes: frozenset[int]
    """Numbers of the notes that stand beside their paragraph; the others stand below it."""


def plan(corpus: Corpus, article: Article, annotated: Annotated) -> Margin:
    """Return where the notes stand, and the summaries for which they leave room.

    Args:
        corpus: everything that was read.
        article: the article.
        annotated: its mentions.
    """
    firsts: dict[str, int] = {}
    for mention in annotated.linked():
        firsts.setdefault(mention.subject, mention.passage)
    placed: dict[int, list[Explainer]] = {}
    beside: set[int] = set()
    filled = 0.0  # how far the margin is filled, from the top of the present block
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
            subject = corpus.explainers[slug]
            height = _height(subject.summary)
            if (
                not crowded
                and filled <= run.room - 1
                and _leaves_room(runs[place + 1 :], filled + height - run.room - _PARAGRAPH_GAP)
            ):
                placed.setdefault(number, []).append(subject)
                filled += height
        # What one paragraph leaves free is lost: all stands beside what it belongs to.
        filled = max(filled - run.room - _PARAGRAPH_GAP, 0.0)
    ours = languages.attributes(corpus.settings.locale, article.lang)
    glosses = {number: _gloss(subjects, ours) for number, subjects in placed.items()}
    return Margin(glosses, frozenset(beside))


@dataclass(frozen=True, slots=True)
class _Run:
    """Blocks between which nothing else may be written; heights are in lines of the text."""

    blocks: range
    """Their numbers."""
    room: float
    """How high they are."""
    notes: Sequence[tuple[int, float]]
    """The numbers of the notes that belong to them, and how high they are in the margin."""


def _run(article: Article, blocks: range) -> _Run:
    room = sum(_lines(article.blocks[number]) for number in blocks)
    notes = [(n.number, _height(_words(n.note))) for n in article.notes if n.last in blocks]
    return _Run(blocks, room, notes)


def _leaves_room(runs: Sequence[_Run], filled: float) -> bool:
    """Return whether notes can stand where they would, if so much of the margin is filled before.

    At the end of the article it must not be filled any more.
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
    said = "\n\n".join(
        escape_block(f"<b>{escape(subject.title)}</b> {escape(subject.summary)}")
        for subject in subjects
    )
    return f'<aside class="gloss beside" aria-hidden="true"{lang} markdown>\n\n{said}\n\n</aside>'
