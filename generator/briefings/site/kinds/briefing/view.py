"""The view of a briefing: what its page shows."""

from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache, partial
from operator import itemgetter

from briefings.linking import related
from briefings.markup import article_text, heading_ids
from briefings.model.article import Article
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.note import AnchoredNote
from briefings.model.related import RelatedLine
from briefings.model.revision import Revision
from briefings.site import (
    addresses,
    background,
    days,
    facts,
    lead_picture,
    links,
    margin,
    memberships,
    provenance,
    revisions,
    voices,
)
from briefings.site.exports import citation, feeds, head
from briefings.site.kinds.briefing.inputs import Inputs
from briefings.site.kinds.briefing.structured_data import structured_data
from briefings.site.lists.sequence import Adjacent, Neighbours
from briefings.site.numbers import number
from briefings.site.share_cards import cards
from briefings.text import uris, words
from briefings.text.languages import differing, language
from briefings.text.superscripts import plain
from briefings.views.briefing import Brief, BriefingView, Citation, CitationPart, Story, Voice
from briefings.views.page import Head, Onward
from briefings.views.text import Link, Note, Run, RunKind, Section


def view_of(inputs: Inputs, article: Article, subjects: Sequence[Explainer]) -> BriefingView:
    """Return what the page of a briefing shows; `subjects` are those that it links."""
    settings, annotated = inputs.settings, inputs.annotated.value
    uri = uris.briefing(article.slug)
    lang, direction = language(article.lang)
    apart = differing(article.lang, settings.locale)
    editors_lang, editors_dir = differing(settings.locale, article.lang)
    address = cache(partial(links.address, uri, settings=settings))
    placed = margin.plan(article, annotated, subjects)
    blocks = article_text.blocks_of(
        related.linked(article.blocks, inputs.related, uris.briefing),
        annotated.mentions,
        address,
        article.notes,
        background.numbers(annotated),
        placed.glosses,
        partial(_note, placed.notes, settings),
    )
    headlines = [_headline(*found, address) for found in related.headlines(article, inputs.related)]
    ids = heading_ids.of_headings(article.blocks)
    by_slug = {subject.slug: subject for subject in subjects}
    about = [by_slug[slug] for slug in inputs.central]
    speaking = voices.of(article, inputs.said.value, annotated, by_slug, settings)
    return BriefingView(
        head=_head(inputs, article, subjects),
        sections=(
            *(
                Section(name, plain(block), heading_ids.level(block), *apart)
                for place, name in ids.items()
                for block in (article.blocks[place],)
            ),
            *_below(settings, speaking, subjects, headlines, inputs.topics, article.revisions),
        ),
        headline=Link(article.title, "", "", *apart),
        lang=lang,
        dir=direction,
        editors_lang=editors_lang,
        editors_dir=editors_dir,
        outlet=links.outlet(uri, article.outlet, settings),
        authors=article.authors,
        place=article.dateline.place if article.dateline else "",
        published=days.day(article.published, settings) if article.published else None,
        captured=days.day(article.captured.date(), settings) if article.captured else None,
        notes=len(article.notes),
        picture=lead_picture.view(inputs.picture, uri, settings),
        blocks=blocks,
        brief=Brief(**asdict(article.brief)) if article.brief else None,
        voices=speaking,
        since=background.developments(uri, about, settings, article.published),
        background=background.entries(
            uri, subjects, settings, article.published, {subject.slug for subject in about}
        ),
        headlines=tuple(headlines),
        revisions=revisions.shown(article.revisions, settings),
        topics=tuple(
            links.to(uri, target, name, settings) if target else Link(name)
            for name, target in inputs.topics
        ),
        provenance=provenance.of(article, settings),
        citation=_citation(article, settings),
        onward=_onward(inputs.neighbours, uri, settings),
        story=_story(inputs.neighbours, by_slug, uri, settings),
        dossiers=memberships.view(inputs.dossiers, uri, settings),
    )


def _note(beside: Container[int], settings: Settings, note: AnchoredNote) -> Note:
    day = days.day(note.note.day, settings) if note.note.day else None
    return article_text.shown_note(note, day, is_beside=note.number in beside)


def _below(
    settings: Settings,
    speaking: Collection[Voice],
    subjects: Collection[Explainer],
    headlines: Collection[tuple[Run, ...]],
    topics: Collection[tuple[str, str]],
    revised: Collection[Revision],
) -> Iterator[Section]:
    """Yield the sections below the article."""
    gettext = words.of(settings.locale).gettext
    if speaking:
        yield Section(voices.SECTION, gettext("Who speaks here"))
    if subjects:
        yield Section("background-in-this-briefing", gettext("Background in this briefing"))
    if headlines:
        yield Section("related-headlines", gettext("Related headlines"))
    if topics:
        yield Section("topics", gettext("Topics"))
    if revised:
        yield Section(revisions.SECTION, revisions.title(settings))
    yield Section("about-this-text", gettext("About this text"))
    yield Section("cite", gettext("Cite"))


def _head(inputs: Inputs, article: Article, subjects: Sequence[Explainer]) -> Head:
    changed = facts.changed(article)
    return Head(
        uri=uris.briefing(article.slug),
        kind="briefing",
        title=article.title,
        description=article.summary,
        locale=head.locale(article.lang, inputs.settings) or "",
        card=cards.address(uris.briefing(article.slug), article.title, inputs.settings),
        feed=feeds.HOME if inputs.has_feed else "",
        published=article.published.isoformat() if article.published else "",
        modified=changed.isoformat() if changed else "",
        section=article.section,
        topics=tuple(name for name, _ in inputs.topics),
        is_draft=inputs.draft is not None,
        publish_on=days.until(inputs.draft, inputs.settings),
        structured_data=structured_data(article, subjects, inputs),
    )


def _headline(
    text: str, line: RelatedLine | None, address: Callable[[str], str]
) -> tuple[Run, ...]:
    if line is None:
        return (Run(text=text),)
    uri = uris.briefing(line.target)
    link = Run(RunKind.LINK, href=address(uri), uri=uri)
    return article_text.nest(text, [(line.start, len(text), link)])


def _citation(article: Article, settings: Settings) -> Citation:
    return Citation(
        tuple(_runs(citation.sentence(article, settings), article, settings)),
        citation.bibtex(article, settings),
        citation.csl(article, settings),
        citation.quoted(article, settings),
    )


def _runs(
    sentence: str, article: Article, settings: Settings
) -> Iterator[tuple[str, CitationPart]]:
    """Yield the sentence of a citation in runs; the article's own words and addresses are apart."""
    page = addresses.absolute(settings, uris.briefing(article.slug))
    parts = [
        *((author, CitationPart.NAME) for author in article.authors),
        (article.title, CitationPart.TITLE),
        (article.outlet.name if article.outlet else "", CitationPart.NAME),
        (facts.original(article), CitationPart.ADDRESS),
        (page, CitationPart.ADDRESS),
    ]
    for own, part in filter(itemgetter(0), parts):
        before, found, sentence = sentence.partition(" ".join(own.split()))
        yield from (run for run in ((before, CitationPart.OURS), (found, part)) if run[0])
    if sentence:
        yield sentence, CitationPart.OURS


def _onward(neighbours: Neighbours, uri: str, settings: Settings) -> Onward:
    def link(other: Adjacent | None) -> Link | None:
        return links.briefing(uri, other, settings) if other else None

    return Onward(link(neighbours.older), link(neighbours.newer))


def _story(
    neighbours: Neighbours, subjects: Mapping[str, Explainer], uri: str, settings: Settings
) -> Story | None:
    if not neighbours.subject:
        return None
    title, explained = subjects[neighbours.subject].title, uris.explainer(neighbours.subject)
    return Story(
        links.to(uri, explained, title, settings, "mentioned-in"),
        number(neighbours.place, settings) if neighbours.place else None,
        number(neighbours.number, settings) if neighbours.number else None,
    )
