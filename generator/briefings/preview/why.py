"""Why words of a page are a link or not, and what an editor can do about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from msgspec import Struct

from briefings.content import loading
from briefings.editing import anchoring
from briefings.editing.edits import (
    AddAlias,
    DropLine,
    Edit,
    LinkHere,
    NeverAnywhere,
    NeverHere,
    NewExplainer,
    Selection,
)
from briefings.linking import reasons
from briefings.markup.note_anchors import ArticleText
from briefings.model.content import Problem
from briefings.model.linking import Annotated, Mention, Verdict
from briefings.model.policy import LinkRules, OncePer
from briefings.model.reading import Block, BlockKind
from briefings.preview.pages import Subject
from briefings.preview.session import Snapshot
from briefings.text import sentences, uris


class Asked(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of a page."""

    path: str
    """URL path of the page."""
    at: Selection
    """The words."""


@dataclass(frozen=True, slots=True)
class ShownMention:
    """A mention with the reason for its verdict."""

    text: str
    """The words on the page."""
    phrase: str
    """The phrase that an explainer lists."""
    verdict: str
    sense: str
    subject: Subject | None
    """The subject that it means; None if that is unknown."""
    candidates: tuple[Subject, ...]
    """The subjects that have this name."""
    sentence: str
    """The reason."""
    quote: str
    """The sentence around it."""


@dataclass(frozen=True, slots=True)
class Action:
    """What an editor can do."""

    edit: Edit
    """The edit; a slug is empty where an explainer must be chosen."""
    label: str
    """The edit in words."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why words are a link or not."""

    sentence: str
    """The reason for all of them."""
    mentions: tuple[ShownMention, ...]
    """The mentions that they touch."""
    actions: tuple[Action, ...]
    """What an editor can do."""


def explain(snapshot: Snapshot, uri: str, at: Selection) -> Explanation | Problem | None:
    """Return why words are a link or not; None for a page without text to link.

    Args:
        snapshot: the content.
        uri: URI of the page.
        at: the words.
    """
    build = snapshot.partial_build
    annotated = build.annotated(uri)
    if annotated is None:
        return None
    article = build.article(uri)
    subject = build.subjects.get(uris.stem(uri)) if article is None else None
    lang = article.lang if article else subject.lang if subject else "en"
    rules = article.links if article else subject.links if subject else LinkRules()
    places = _places(annotated, at, lang, build.source(uri))
    if isinstance(places, Problem):
        return places
    found = list(_touched(annotated, places))
    once_per = (
        rules.once_per
        or loading.site_policy(snapshot.project.settings, snapshot.compilation.sources)[0].once_per
    )
    shown = tuple(_shown(snapshot, annotated, mention, lang, once_per) for mention in found)
    words = " ".join(at.quote.split())
    sentence = " ".join(one.sentence for one in shown)
    line = annotated.passages[places[0][0]].line if article else 0
    return Explanation(
        sentence or f"“{words}” is no name of an explainer.",
        shown,
        tuple(_actions(words, shown, line)),
    )


def _places(
    annotated: Annotated, at: Selection, lang: str, file: str
) -> Sequence[tuple[int, int, int]] | Problem:
    """Return selected words as spans: number of the passage, start and end."""
    blocks = [Block(BlockKind.PARAGRAPH, one.text, one.line) for one in annotated.passages]
    text = ArticleText(blocks, lang)
    place = anchoring.locate(at, text, file)
    return place if isinstance(place, Problem) else text.spans(place)


def _touched(annotated: Annotated, places: Sequence[tuple[int, int, int]]) -> Iterator[Mention]:
    """Yield the mentions that have a letter in one of the spans."""
    for mention in annotated.mentions:
        for passage, start, end in places:
            if mention.passage == passage and mention.start < end and start < mention.end:
                yield mention


def _shown(
    snapshot: Snapshot, annotated: Annotated, mention: Mention, lang: str, once_per: OncePer
) -> ShownMention:
    def subject(slug: str) -> Subject:
        known = snapshot.partial_build.subjects.get(slug)
        return Subject(slug, known.title if known else slug)

    passage = annotated.passages[mention.passage]
    around, *_ = sentences.sentence_around(passage.text, mention.start, mention.end, lang)
    return ShownMention(
        text=passage.text[mention.start : mention.end],
        phrase=mention.phrase,
        verdict=mention.verdict.value,
        sense=mention.sense.value,
        subject=subject(mention.subject) if mention.subject else None,
        candidates=tuple(map(subject, mention.candidates)),
        sentence=reasons.sentence(mention, lambda slug: subject(slug).title, once_per),
        quote=around,
    )


def _actions(words: str, mentions: Sequence[ShownMention], line: int) -> Iterator[Action]:
    """Yield what an editor can do.

    Args:
        words: the selected words.
        mentions: the mentions that they touch.
        line: the line of the capture; 0 for a page without a capture.
    """
    known = dict.fromkeys(
        chain.from_iterable((*one.candidates, *filter(None, [one.subject])) for one in mentions)
    )
    phrase = mentions[0].text if len(mentions) == 1 else words
    yield Action(LinkHere(phrase, ""), "Link here as …")
    if mentions and any(one.verdict != Verdict.NEVER for one in mentions):
        yield Action(NeverHere(phrase), "Never here")
        # Of several subjects an editor first says which is meant.
        for subject in known if len(known) == 1 else ():
            yield Action(NeverAnywhere(phrase, subject.slug), "Never anywhere")
    if not mentions:
        yield Action(AddAlias("", phrase), "Add as another name of …")
    if not known:
        yield Action(NewExplainer(phrase), "Begin an explainer")
    if line:
        yield Action(DropLine(line), "Drop this line")
