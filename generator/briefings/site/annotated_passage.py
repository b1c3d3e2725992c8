"""The annotated passage that leads the home page: a sentence of a briefing, with its note.

An editor chooses it in `content/index.md`. Otherwise the briefing is the one with most notes among
the latest, and the note the first whose words are in a sentence with a link.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from operator import itemgetter

from msgspec import structs

from briefings.cache import Keyed
from briefings.markup import article_text, editorial
from briefings.markup.note_anchors import quotes
from briefings.model.article import Article
from briefings.model.content import Settings
from briefings.model.linking import Annotated, Mention
from briefings.model.note import AnchoredNote
from briefings.model.own_page import Lead
from briefings.model.reading import BlockKind
from briefings.site import days, links
from briefings.site.corpus import Corpus
from briefings.text import sentences, uris
from briefings.text.languages import differing
from briefings.views.home import AnnotatedPassage
from briefings.views.text import Run

# Number of the latest briefings of which the one with most notes is taken.
_AMONG = 12
# A passage of two to five lines of the home page, with a note that is not longer than it looks.
_SHORTEST, _LONGEST, _LONGEST_NOTE = 120, 330, 420
# Without an editor's choice, a longer sentence or note is not shown.
_TOO_LONG = 700


@dataclass(frozen=True, slots=True)
class Chosen:
    """A note, and the part of a block that is shown with it."""

    slug: str
    """Slug of the briefing."""
    number: int
    """Number of the note."""
    start: int
    """Offset of the passage in the text of the note's block."""
    end: int
    """Its end."""


def choose(corpus: Corpus) -> Chosen | None:
    """Return the passage that leads the home page; None if no briefing has one."""
    lead = corpus.introduction.lead if corpus.introduction else None
    noted = [a for a in list(corpus.articles.values())[:_AMONG] if a.notes]
    noted.sort(key=lambda article: -len(article.notes))  # stable: the newer one first
    if lead and (article := corpus.articles.get(lead.briefing)):
        noted.insert(0, article)
    for article in noted:
        whole = corpus.texts[article.slug]
        mentions = corpus.annotated[uris.briefing(article.slug)].linked()
        if found := choose_note(whole, mentions, lead):
            return found
    return None


def choose_note(
    article: Article, mentions: Sequence[Mention], lead: Lead | None = None
) -> Chosen | None:
    """Return the passage of an article that shows best what a note is; None for none.

    Args:
        article: the article.
        mentions: its mentions with links, in reading order.
        lead: the editor's choice, of this or another article; None for none.
    """
    sentences_of = cache(lambda n: sentences.spans(article.blocks[n].text, article.lang))
    found = [
        (note, *_span(note, sentences_of(note.last)))
        for note in article.notes
        if len(note.spans) == 1 and article.blocks[note.last].kind is BlockKind.PARAGRAPH
    ]
    if lead and lead.briefing == article.slug:
        wanted = [one for one in found if lead.note and quotes(one[0].note, lead.note)]
        if wanted:
            note, start, end = wanted[0]
            return Chosen(article.slug, note.number, start, end)
    else:
        found = [one for one in found if max(one[2] - one[1], len(one[0].note.text)) <= _TOO_LONG]

    starts: dict[int, list[int]] = {}
    for mention in mentions:
        starts.setdefault(mention.passage, []).append(mention.start)

    def worth(one: tuple[AnchoredNote, int, int]) -> tuple[bool, bool]:
        note, start, end = one
        here = starts.get(note.last, ())
        fits = end - start <= _LONGEST and len(note.note.text) <= _LONGEST_NOTE
        return fits, bisect_left(here, start) < bisect_left(here, end)

    if not found:
        return None
    note, start, end = max(found, key=worth)  # the first of the best
    return Chosen(article.slug, note.number, start, end)


def _span(note: AnchoredNote, found: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the sentences around a quotation in one paragraph, with one more if they are short.

    Args:
        note: the note.
        found: where the sentences of the paragraph start and end.
    """
    _, first, last = note.spans[0]
    begin = max(bisect_right(found, first, key=itemgetter(0)) - 1, 0)
    end = min(bisect_left(found, last, key=itemgetter(1)), len(found) - 1)

    def length() -> int:
        return found[end][1] - found[begin][0]

    while length() < _SHORTEST and (end + 1 < len(found) or begin):
        before = begin, end
        begin, end = (begin, end + 1) if end + 1 < len(found) else (begin - 1, end)
        if length() > _LONGEST:
            begin, end = before
            break
    return found[begin][0], found[end][1]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the passage is made from."""

    article: Keyed[Article]
    """The article."""
    annotated: Keyed[Annotated]
    """Its mentions."""
    chosen: Chosen
    """The passage, and its note."""


def note_text(note: AnchoredNote, slug: str, uri: str) -> str:
    """Return the Markdown of a note on a briefing, with its links as the page `uri` has them."""
    rebase = partial(uris.rebased, uris.briefing(slug), uri)
    return editorial.readdressed(note.note.text, rebase)


def ids(passage: AnnotatedPassage) -> Iterator[str]:
    """Yield the ids of the elements in a passage."""
    yield f"note-{passage.note.number}"
    yield from _ids(passage.block.runs)


def _ids(runs: Iterable[Run]) -> Iterator[str]:
    for run in runs:
        if run.id:
            yield run.id
        yield from _ids(run.runs)


def view(inputs: Inputs, uri: str, settings: Settings) -> AnnotatedPassage:
    """Return the passage as the page `uri` shows it: as on the page of the briefing."""
    article, chosen = inputs.article.value, inputs.chosen
    note = next(found for found in article.notes if found.number == chosen.number)
    block, (_, first, last) = article.blocks[note.last], note.spans[0]
    part = replace(
        block,
        text=block.text[chosen.start : chosen.end],
        markup=tuple(
            replace(m, start=max(m.start, chosen.start) - chosen.start,
                    end=min(m.end, chosen.end) - chosen.start)
            for m in block.markup
            if m.start < chosen.end and chosen.start < m.end
        ),
        containers=(),
        marker="",
    )  # fmt: skip
    mentions = (
        structs.replace(m, passage=0, start=m.start - chosen.start, end=m.end - chosen.start)
        for m in inputs.annotated.value.linked()
        if m.passage == note.last and chosen.start <= m.start and m.end <= chosen.end
    )
    shown = replace(
        note,
        note=replace(note.note, text=note_text(note, article.slug, uri)),
        spans=((0, first - chosen.start, last - chosen.start),),
    )
    day = days.day(note.note.day, settings) if note.note.day else None
    paragraph, remark = article_text.blocks_of(
        [part], mentions, partial(links.address, uri, settings=settings), [shown],
        shown=partial(article_text.shown_note, day=day, is_beside=True),
    )  # fmt: skip
    assert remark.note
    lang, direction = differing(article.lang, settings.locale)
    return AnnotatedPassage(
        block=paragraph,
        note=remark.note,
        briefing=links.briefing(uri, article, settings),
        published=days.day(article.published, settings) if article.published else None,
        outlet=links.outlet(uri, article.outlet, settings),
        lang=lang,
        dir=direction,
    )
