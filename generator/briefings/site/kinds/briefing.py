"""The briefing: an article word for word, with links, notes and the background around it."""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache, partial
from operator import itemgetter
from typing import Any

from briefings.cache import Keyed
from briefings.linking import related
from briefings.markup import article_text, heading_ids
from briefings.markup import markdown_writer as writer
from briefings.model.article import Article, Metadata
from briefings.model.content import Settings
from briefings.model.draft import Draft
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated
from briefings.model.note import AnchoredNote
from briefings.model.picture import Picture
from briefings.model.reading import BlockKind
from briefings.model.related import RelatedLine
from briefings.model.revision import Revision
from briefings.model.site import Page, SearchRecord, SearchText, Target
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
    search_records,
    view_files,
    voices,
)
from briefings.site.exports import citation, feeds, head, jsonld
from briefings.site.inputs import KeyedCorpus, newest, target
from briefings.site.lists import chronology
from briefings.site.lists.listings import Listings
from briefings.site.lists.sequence import Adjacent, Neighbours
from briefings.site.lists.topics import topics_of
from briefings.site.memberships import Membership
from briefings.site.numbers import number
from briefings.site.share_cards import cards
from briefings.text import uris, words
from briefings.text.languages import differing, language
from briefings.text.superscripts import plain
from briefings.views.background import BackgroundEntry
from briefings.views.briefing import (
    Brief,
    BriefingView,
    Citation,
    CitationPart,
    Story,
    Voice,
)
from briefings.views.page import Head, Onward
from briefings.views.text import Block, Link, Note, Run, RunKind, Section


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the page of a briefing is built from."""

    settings: Settings
    """The site's settings."""
    article: Keyed[Article]
    """The article."""
    annotated: Keyed[Annotated]
    """Its mentions."""
    subjects: tuple[Keyed[Explainer], ...]
    """The explainers that it links, in reading order."""
    central: tuple[str, ...]
    """Slugs of those that it is mainly about, the most central one first."""
    related: tuple[RelatedLine, ...]
    """Its related lines and headlines that are links, in its order."""
    picture: Picture | None
    """The lead picture that an editor names; None for none."""
    topics: tuple[tuple[str, str], ...]
    """Its topics, each with the URI of the page that it leads to; empty for none."""
    neighbours: Neighbours
    """The briefings published before and after it."""
    dossiers: tuple[Membership, ...]
    """Its places in dossiers."""
    draft: Draft | None
    """Until when it is a draft; None if it is published."""
    has_feed: bool
    """Whether the site has a feed."""
    day: date | None
    """The day of the build, if one of these subjects has an event after it, else None."""


def inputs(corpus: KeyedCorpus, slug: str) -> Inputs:
    """Return the inputs of a briefing; raises KeyError if there is no such article."""
    uri = uris.briefing(slug)
    subjects = corpus.corpus.subjects(uri)
    timelines = (corpus.corpus.explainers[subject].timeline for subject in subjects)
    return Inputs(
        settings=corpus.settings,
        article=corpus.article(slug),
        annotated=corpus.annotated(uri),
        subjects=corpus.explainers(subjects),
        central=corpus.corpus.central(slug),
        related=corpus.corpus.related[slug],
        picture=corpus.corpus.articles[slug].picture,
        topics=tuple(
            (corpus.spelt(name), corpus.topic_uris.get(topic, ""))
            for topic, name in topics_of(corpus.corpus.articles[slug]).items()
        ),
        neighbours=corpus.neighbours[slug],
        dossiers=corpus.places(uri),
        draft=corpus.corpus.articles[slug].draft,
        has_feed=corpus.has_feed,
        day=corpus.corpus.day if chronology.has_plans(timelines, corpus.corpus.day) else None,
    )


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the target of each briefing."""
    del listings
    for slug in corpus.corpus.articles:
        uri = uris.briefing(slug)
        subjects = map(uris.explainer, corpus.corpus.subjects(uri))
        changed = newest((corpus.days[uri], *map(corpus.days.__getitem__, subjects)))
        yield target(build, inputs(corpus, slug), uri, parallel=True, changed=changed)


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the Markdown of a briefing, its view and its search record."""
    article, uri = inputs.article.value, uris.briefing(inputs.article.value.slug)
    subjects = [subject.value for subject in inputs.subjects]
    if inputs.day:
        subjects = [
            replace(one, timeline=chronology.until(one.timeline, inputs.day)) for one in subjects
        ]
    view = _view(inputs, article, subjects)
    meta = _front_matter(article, view, inputs.settings)
    picture = lead_picture.written(inputs.picture, uri, inputs.settings)
    return (
        Page(uri, _markdown(view, meta, picture, inputs.settings)),
        view_files.view("briefing.html", view, meta, links=_linked(uri, view)),
        search_records.page(
            article.slug, _record(article, subjects, view.head.topics, inputs.settings)
        ),
    )


# ------------------------------------------------------------------------------ view


def _view(inputs: Inputs, article: Article, subjects: Sequence[Explainer]) -> BriefingView:
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
    speaking = voices.of(article, annotated, by_slug, settings)
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
        structured_data=_structured_data(article, subjects, inputs),
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


def _linked(uri: str, view: BriefingView) -> tuple[str, ...]:
    """Return the pages to which the editors' Markdown of a briefing may link."""
    notes = (block.note.text for block in view.blocks if block.note)
    events = (
        event.text
        for entry in view.background
        for event in (*entry.at_the_time, *entry.about_then, *entry.since_then)
    )
    later = (event.text for event in view.since)
    revised = (revision.text for revision in view.revisions)
    return tuple(sorted({
        target
        for text in (*notes, *events, *later, *revised)
        for target in uris.targets(uri, text.text)
    }))  # fmt: skip


# ------------------------------------------------------------------ structured data


def _structured_data(article: Metadata, subjects: Iterable[Explainer], inputs: Inputs) -> str:
    settings, uri = inputs.settings, uris.briefing(article.slug)
    return jsonld.script(jsonld.node(
        "NewsArticle",
        url=addresses.reference(settings, uri, uri),
        headline=article.title,
        description=article.summary,
        image=lead_picture.structured_data(inputs.picture, uri, settings),
        inLanguage=facts.language(article),
        **revisions.structured_data(article.revisions),
        isBasedOn=_original(article),
        mentions=[jsonld.term(settings, uri, subject) for subject in subjects],
        isPartOf=jsonld.site(settings, uri),
    ))  # fmt: skip


def _original(article: Metadata) -> jsonld.Node:
    """Return the article as its outlet published it."""
    return jsonld.node(
        "NewsArticle",
        url=facts.original(article),
        headline=article.title,
        alternativeHeadline=article.headline,
        datePublished=article.published.isoformat() if article.published else "",
        dateModified=article.modified.isoformat() if article.modified else "",
        # As text: whether a byline names a person or a newsroom is unknown.
        author=list(article.authors),
        articleSection=article.section,
        keywords=list(article.tags),
        inLanguage=facts.language(article),
        publisher=jsonld.organisation(article.outlet) if article.outlet else None,
    )


# -------------------------------------------------------------------------- Markdown


def _front_matter(article: Article, view: BriefingView, settings: Settings) -> dict[str, Any]:
    meta = {
        "title": article.title,
        "summary": article.summary,
        "lang": view.lang,
        "outlet": article.outlet.name if article.outlet else "",
        "authors": list(article.authors),
        "place": view.place,
        "section": article.section,
        "published": article.published,
        "modified": facts.changed(article),
        "captured": facts.moment(article.captured) if article.captured else "",
        "source": article.url,
        "headline": article.headline,
        "capture": article.capture.path,
        "sha256": article.capture.sha256,
        **revisions.data(article.revisions),
        "brief": {key: text for key, text in asdict(article.brief).items() if text}
        if article.brief
        else {},
        "topics": [topic.text for topic in view.topics],
        "subjects": [entry.subject.text for entry in view.background],
        "web_page": addresses.absolute(settings, view.head.uri),
    }
    return {key: value for key, value in meta.items() if value}


def _markdown(
    view: BriefingView, meta: Mapping[str, object], picture: str, settings: Settings
) -> str:
    uri = view.head.uri
    headlines = (writer.blocks([Block(runs=runs)], uri) for runs in view.headlines)
    titles = {section.id: section.title for section in view.sections}

    def section(name: str, entries: Iterable[str]) -> str:
        return writer.section(titles.get(name, ""), entries)

    return writer.document(
        meta,
        writer.heading(view.headline.text),
        picture,
        writer.blocks(view.blocks, uri),
        section(voices.SECTION, voices.entries(view.voices, uri, settings)),
        section(
            "background-in-this-briefing",
            (_entry(entry, uri, settings) for entry in view.background),
        ),
        section("related-headlines", headlines),
        section("topics", (writer.page_link(topic, uri) for topic in view.topics)),
        section(revisions.SECTION, revisions.entries(view.revisions, settings)),
        provenance.word_for_word(view.provenance, view.notes, settings),
        writer.footnotes(view.blocks, settings.locale),
    )


def _entry(entry: BackgroundEntry, uri: str, settings: Settings) -> str:
    spoken = words.of(settings.locale)
    lines = [
        f"{when}, {event.day.iso}: {event.text.text}"
        for when, events in (
            (spoken.gettext("Where things stood"), entry.at_the_time),
            (spoken.gettext("About then"), entry.about_then),
            (spoken.gettext("Since then"), entry.since_then),
        )
        for event in events
    ]
    if entry.more_since:
        more = spoken.ngettext("%(count)s more since", "%(count)s more since", entry.more_since)
        lines.append(more % {"count": entry.more_since})
    subject = writer.page_link(entry.subject, uri)
    return writer.nested(f"{subject}: {writer.text(entry.summary + entry.rest)}", lines)


# -------------------------------------------------------------------- search record


def _record(
    article: Article, subjects: Iterable[Explainer], topics: Iterable[str], settings: Settings
) -> SearchRecord:
    day = article.published.isoformat() if article.published else ""
    is_foreign = differing(article.lang, settings.locale) != ("", "")
    return SearchRecord(
        kind="briefing",
        address=addresses.path(settings, uris.briefing(article.slug)),
        language=search_records.language(settings),
        title=article.title,
        text=tuple(_searched(article)),
        facets={
            "subject": tuple(subject.title for subject in subjects),
            "outlet": (article.outlet.name,) if article.outlet else (),
            "topic": tuple(topics),
        },
        day=day,
        lang=" ".join(language(article.lang)) if is_foreign else "",
        facts=tuple(_facts(article, settings)),
    )


def _facts(article: Article, settings: Settings) -> Iterator[str]:
    """Yield what a briefing is found by beside its text."""
    if article.published:
        day = article.published.isoformat()
        yield from (day, days.written(day, settings))
    if article.outlet:
        yield article.outlet.name
    yield from article.authors
    yield from topics_of(article).values()


def _searched(article: Article) -> Iterator[SearchText]:
    ids = heading_ids.of_headings(article.blocks)
    for place, block in enumerate(article.blocks):
        if place in ids:
            yield SearchText(plain(block), heading_ids.level(block), ids[place])
        elif block.kind is not BlockKind.RULE:
            yield SearchText(plain(block))
