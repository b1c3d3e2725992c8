"""The margin: summaries of subjects beside the paragraphs that mention them first.

Shown on screens wide enough for a margin, and nowhere else; the same summaries stand in the page's
background, so nothing is missed where there is no margin, and a screen reader is told them once.
"""

from collections.abc import Mapping, Sequence
from math import ceil

from generator.corpus import Corpus
from generator.model.article import Article
from generator.model.explainer import Explainer
from generator.model.linking import Annotated
from generator.model.reading import BlockKind
from generator.prose import escape, escape_block

# Heights in lines of the text: it has some 62 characters to the line, the narrowest margin 30 in
# lines of two thirds the height. Measured on the site's own pages.
_TEXT_LINE = 62
_MARGIN_LINE = 30
_MARGIN_HEIGHT = 0.68
_PARAGRAPH_GAP = 0.8
_TITLE_AND_GAP = 1.9


def glosses(corpus: Corpus, article: Article, annotated: Annotated) -> Mapping[int, str]:
    """Return what stands in the margin beside each block, as Markdown.

    A margin holds what fits beside the text: a subject whose summary finds no room beside the
    paragraph that mentions it first has none there. The editors' notes come before.

    Args:
        corpus: everything that was read.
        article: the article.
        annotated: its mentions.
    """
    firsts: dict[str, int] = {}
    for mention in annotated.linked():
        firsts.setdefault(mention.subject, mention.passage)
    notes = {note.last: note.note.text for note in article.notes}
    placed: dict[int, list[Explainer]] = {}
    room = 0.0
    for number, block in enumerate(article.blocks):
        # What one paragraph leaves free is lost: a summary must stand beside its mention.
        room = min(room, 0.0) + ceil(len(block.text) / _TEXT_LINE) + _PARAGRAPH_GAP
        if number in notes:
            room -= _height(notes[number])
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        for subject in (corpus.explainers[s] for s, at in firsts.items() if at == number):
            height = _height(subject.summary)
            if height <= room:
                placed.setdefault(number, []).append(subject)
                room -= height
    return {number: _gloss(subjects) for number, subjects in placed.items()}


def _height(text: str) -> float:
    return (ceil(len(text) / _MARGIN_LINE) + _TITLE_AND_GAP) * _MARGIN_HEIGHT


def _gloss(subjects: Sequence[Explainer]) -> str:
    said = "\n\n".join(
        escape_block(f"<b>{escape(subject.title)}</b> {escape(subject.summary)}")
        for subject in subjects
    )
    return f'<aside class="gloss" aria-hidden="true" markdown>\n\n{said}\n\n</aside>'
