"""The explainer: background on one subject, its timeline, and the briefings that mention it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefings.cache import Keyed
from briefings.markup import editorial, heading_ids
from briefings.markup import markdown_writer as markdown
from briefings.markup.editorial import MarkdownPassage
from briefings.markup.heading_ids import Ids
from briefings.model.content import Settings
from briefings.model.draft import Draft
from briefings.model.explainer import Explainer, ExplainerKind, SubjectName
from briefings.model.linking import Annotated
from briefings.model.site import Page, SearchRecord, SearchText, Target
from briefings.site import (
    addresses,
    background,
    days,
    facts,
    lead_picture,
    links,
    memberships,
    mentioning,
    revisions,
    search_records,
    sections,
    subject_facts,
    view_files,
)
from briefings.site.exports import feeds, head, jsonld
from briefings.site.figures import of_explainer
from briefings.site.inputs import KeyedCorpus, MentionedIn, newest, target
from briefings.site.lists import changes, chronology, events, labels, list_markdown
from briefings.site.lists.listings import LENGTHS, Listings
from briefings.site.memberships import Membership
from briefings.site.numbers import number
from briefings.site.share_cards import cards
from briefings.text import uris, words
from briefings.views.explainer import ExplainerView, TimelineEntry
from briefings.views.lists import Counted
from briefings.views.page import Head
from briefings.views.text import Editorial, Section


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the page of an explainer is built from."""

    settings: Settings
    """The site's settings."""
    explainer: Keyed[Explainer]
    """The explainer."""
    passages: Keyed[tuple[MarkdownPassage, ...]]
    """The passages of its body."""
    annotated: Keyed[Annotated]
    """Its mentions of other subjects."""
    subjects: tuple[Keyed[Explainer], ...]
    """The explainers that it links, in reading order."""
    briefings: tuple[MentionedIn, ...]
    """The newest briefings that mention it, whose sentences the page shows."""
    published: tuple[date, ...]
    """Days on which the briefings that mention it were published."""
    undated: int
    """Number of other briefings, whose date is unknown."""
    draft: Draft | None
    """Until when it is a draft; None if it is published."""
    dossiers: tuple[Membership, ...]
    """Its places in dossiers."""
    has_feed: bool
    """Whether there is a feed of all these briefings."""
    explainers: tuple[SubjectName, ...]
    """The first explainers that mention it, A–Z."""
    number_of_explainers: int
    """How many explainers mention it."""
    alongside: tuple[tuple[SubjectName, int], ...]
    """Subjects most closely associated with it, each with the number of briefings."""


def inputs(corpus: KeyedCorpus, slug: str) -> Inputs:
    """Return the inputs of an explainer; raises KeyError if there is no such explainer."""
    uri, whole = uris.explainer(slug), corpus.corpus
    briefings = whole.backlinks.get(slug, ())
    articles = [whole.articles[briefing] for briefing in briefings]
    published = tuple(article.published for article in articles if article.published)
    explainers = whole.explainer_backlinks.get(slug, ())
    alongside = whole.comentions.get(slug, ())
    has_list = len(briefings) > LENGTHS.all_mentions
    quoted = LENGTHS.mentions if has_list else LENGTHS.all_mentions
    return Inputs(
        settings=corpus.settings,
        explainer=corpus.explainer(slug),
        passages=corpus.passages(slug),
        annotated=corpus.annotated(uri),
        subjects=corpus.explainers(whole.subjects(uri)),
        briefings=tuple(map(corpus.mentioned_in, briefings[:quoted])),
        published=published,
        undated=len(articles) - len(published),
        draft=whole.explainers[slug].draft,
        dossiers=corpus.places(uri),
        has_feed=facts.has_feed(corpus.settings, articles),
        explainers=corpus.names(explainers[: LENGTHS.mentioning]),
        number_of_explainers=len(explainers),
        alongside=tuple((whole.explainers[other].name, number) for other, number in alongside),
    )


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the target of each explainer."""
    del listings
    for slug, subject in corpus.corpus.explainers.items():
        uri = uris.explainer(slug)
        shown = [uri, *map(uris.explainer, corpus.corpus.subjects(uri))]
        shown += map(uris.briefing, corpus.corpus.backlinks.get(slug, ()))
        changed = newest(corpus.days[other] for other in shown)
        yield target(
            build, inputs(corpus, slug), uri, parallel=True, changed=changed, source=subject.path
        )


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the Markdown of an explainer, its view, and its search record."""
    subject, passages = inputs.explainer.value, inputs.passages.value
    annotated, uri = inputs.annotated.value, uris.explainer(subject.slug)
    ids, numbers = editorial.section_ids(passages), background.numbers(annotated)
    in_file, on_page = editorial.linked(subject.body, uri, passages, annotated.mentions, numbers)
    view = _view(inputs, subject, annotated, ids.values())
    meta = _meta(view, subject)
    texts = [subject.body, *(entry.event for entry in subject.timeline)]
    texts += (revision.text for revision in subject.revisions)
    targets = uris.targets(uri, "\n".join(texts))
    targets.update(map(uris.explainer, numbers))
    picture = lead_picture.written(subject.picture, uri, inputs.settings)
    parts = _markdown(view, picture, in_file, inputs.settings)
    return (
        Page(uri, markdown.document(meta, *parts)),
        view_files.view("explainer.html", view, meta, on_page, sorted(targets)),
        search_records.page(subject.slug, _record(subject, passages, inputs.settings)),
    )


# ------------------------------------------------------------------------------ view


def _view(
    inputs: Inputs, subject: Explainer, annotated: Annotated, body_ids: Iterable[str]
) -> ExplainerView:
    settings, uri = inputs.settings, uris.explainer(subject.slug)
    below = _sections(inputs, subject)
    timeline = tuple(_timeline(subject, settings))
    ids = Ids((
        *body_ids,
        *(mention.anchor for mention in annotated.linked()),
        *(section.id for section in below),
        *(entry.id for entry in timeline),
        *changes.anchors(subject.revisions),
    ))  # fmt: skip
    title_id = ids.of(subject.title)
    quoted = [found.of(subject.slug) for found in inputs.briefings]
    mentioned, shown = len(inputs.published) + inputs.undated, len(inputs.explainers)
    articles = [article for article, _ in quoted]
    return ExplainerView(
        head=Head(
            uri=uri,
            kind="explainer",
            title=subject.title,
            description=subject.summary,
            locale=head.locale("", settings),
            card=cards.address(uri, subject.title, settings),
            feed=feeds.uri_of(uri) if inputs.has_feed else "",
            modified=subject.revisions[0].day.isoformat() if subject.revisions else "",
            is_draft=inputs.draft is not None,
            publish_on=days.until(inputs.draft, settings),
            structured_data=_structured_data(subject, settings),
        ),
        id=title_id,
        file=subject.path,
        sections=below,
        kind=subject.kind.value,
        summary=subject.summary,
        picture=lead_picture.view(subject.picture, uri, settings),
        authors=subject.authors,
        facts=subject_facts.rows(subject, settings),
        locator=subject_facts.locator_map(subject, settings),
        mentioned=number(mentioned, settings) if mentioned else None,
        timeline=timeline,
        timeline_figure=of_explainer.of_timeline(subject, inputs.published, articles, settings),
        neighbours=tuple(
            Counted(links.explainer(uri, other, settings), number(weight, settings))
            for other, weight in inputs.alongside
        ),
        coverage=of_explainer.of_coverage(inputs.published, inputs.undated, settings),
        briefings=mentioning.briefings(quoted, uri, settings, ids),
        all_briefings=_more(
            uri, uris.mentions(subject.slug), mentioned if mentioned > len(quoted) else 0, settings
        ),
        explainers=tuple(links.explainer(uri, one, settings) for one in inputs.explainers),
        more_explainers=_more(
            uri, uris.mentioning(subject.slug), inputs.number_of_explainers - shown, settings
        ),
        background=background.entries(uri, (one.value for one in inputs.subjects), settings),
        dossiers=memberships.view(inputs.dossiers, uri, settings),
        revisions=revisions.shown(subject.revisions, settings),
        sources=links.sources(subject.sources),
        reviewed=days.day(subject.reviewed, settings) if subject.reviewed else None,
    )


def _sections(inputs: Inputs, subject: Explainer) -> tuple[Section, ...]:
    """Return the headings that the template prints."""
    titles = _titles(inputs.settings)
    shown = {
        "sources": subject.sources,
        heading_ids.TIMELINE: subject.timeline,
        "mentioned-alongside": inputs.alongside,
        "mentioned-in": True,
        "background-on-this-page": inputs.subjects,
        revisions.SECTION: subject.revisions,
    }
    return tuple(Section(name, titles[name]) for name, entries in shown.items() if entries)


def _titles(settings: Settings) -> Mapping[str, str]:
    """Return the titles of the headings that the template prints, by their ids."""
    gettext = words.of(settings.locale).gettext
    return {
        heading_ids.TIMELINE: gettext("Timeline"),
        "mentioned-alongside": gettext("Mentioned alongside"),
        "mentioned-in": gettext("Mentioned in"),
        "background-on-this-page": gettext("Background on this page"),
        revisions.SECTION: revisions.title(settings),
        "sources": gettext("Sources"),
    }


def _timeline(subject: Explainer, settings: Settings) -> Iterator[TimelineEntry]:
    for entry, name in zip(subject.timeline, chronology.anchors(subject.timeline), strict=True):
        day, event = days.day(entry.date, settings), Editorial(entry.event, inline=True)
        yield TimelineEntry(name, day, event, entry.source or "")


def _more(uri: str, target: str, entries: int, settings: Settings) -> Counted | None:
    """Return a link to a list, with a number of entries; None if the number is 0."""
    if not entries:
        return None
    return Counted(links.to(uri, target, "", settings), number(entries, settings))


# ------------------------------------------------------------------ structured data


def _structured_data(subject: Explainer, settings: Settings) -> str:
    uri = uris.explainer(subject.slug)
    terms = jsonld.node(
        "DefinedTermSet",
        name=sections.title(uris.EXPLAINERS, settings),
        url=addresses.reference(settings, uri, uris.EXPLAINERS),
    )
    return jsonld.script(jsonld.node(
        "WebPage",
        url=addresses.reference(settings, uri, uri),
        name=subject.title,
        image=lead_picture.structured_data(subject.picture, uri, settings),
        author=[jsonld.node("Person", name=name) for name in subject.authors],
        **revisions.structured_data(subject.revisions),
        lastReviewed=subject.reviewed.isoformat() if subject.reviewed else "",
        mainEntity=jsonld.term(
            settings, uri, subject,
            description=subject.summary, alternateName=list(subject.also_called),
            inDefinedTermSet=terms,
        ),
        citation=[jsonld.node("CreativeWork", name=s.title, url=s.url) for s in subject.sources],
        isPartOf=jsonld.site(settings, uri),
    ))  # fmt: skip


# -------------------------------------------------------------------------- Markdown


def _meta(view: ExplainerView, subject: Explainer) -> dict[str, object]:
    return {
        "title": subject.title,
        "summary": subject.summary,
        "kind": view.kind,
        "also_called": list(subject.also_called),
        "authors": list(subject.authors),
        "reviewed": subject.reviewed,
        **revisions.data(subject.revisions),
        "subjects": [entry.subject.text for entry in view.background],
    }


def _markdown(view: ExplainerView, picture: str, body: str, settings: Settings) -> Iterator[str]:
    uri, titles, gettext = view.head.uri, _titles(settings), words.of(settings.locale).gettext
    kinds = labels.kind_names(settings)
    yield markdown.heading(view.head.title)
    yield f"{kinds[ExplainerKind(view.kind)]}. {markdown.text(view.summary)}"
    yield markdown.bullets(_facts(view, settings))
    yield picture
    yield body
    sources = (markdown.page_link(source, uri) for source in view.sources)
    yield markdown.section(titles["sources"], sources)
    events = (_event(entry, gettext("Source")) for entry in view.timeline)
    yield markdown.section(titles[heading_ids.TIMELINE], events)
    yield markdown.section(titles["mentioned-alongside"], _alongside(view, settings))
    yield markdown.section(gettext("Mentioned in briefings"), _briefings(view, settings))
    yield markdown.section(gettext("Mentioned in explainers"), _explainers(view, settings))
    background = list_markdown.background(view.background, uri)
    yield markdown.section(titles["background-on-this-page"], background)
    revised = revisions.entries(view.revisions, settings)
    yield markdown.section(titles[revisions.SECTION], revised)


def _facts(view: ExplainerView, settings: Settings) -> Iterator[str]:
    for row in view.facts:
        values = "; ".join(markdown.page_link(value, view.head.uri) for value in row.values)
        yield labels.within(markdown.text(row.label), values, settings)
    if view.reviewed:
        reviewed = words.of(settings.locale).gettext("Reviewed")
        yield labels.within(reviewed, view.reviewed.iso, settings)


def _alongside(view: ExplainerView, settings: Settings) -> Iterator[str]:
    for other in view.neighbours:
        number = list_markdown.briefings(other.number, settings)
        yield f"{markdown.page_link(other.link, view.head.uri)}: {number}"


def _event(entry: TimelineEntry, name: str) -> str:
    source = f" {markdown.link(name, entry.source)}" if entry.source else ""
    return f"{entry.day.iso}: {entry.event.text}{source}"


def _briefings(view: ExplainerView, settings: Settings) -> Iterator[str]:
    yield from list_markdown.mentioning(view.briefings, view.head.uri, settings)
    if more := view.all_briefings:
        text = words.of(settings.locale).ngettext(
            "All %(number)s briefing that mentions it", "All %(number)s briefings that mention it",
            more.number.value,
        )  # fmt: skip
        target = uris.relative(view.head.uri, more.link.uri)
        yield markdown.link(text % {"number": more.number.written}, target)


def _explainers(view: ExplainerView, settings: Settings) -> Iterator[str]:
    yield from (markdown.page_link(link, view.head.uri) for link in view.explainers)
    if more := view.more_explainers:
        ngettext = words.of(settings.locale).ngettext
        text = ngettext("%(number)s more", "%(number)s more", more.number.value)
        target = uris.relative(view.head.uri, more.link.uri)
        yield markdown.link(text % {"number": more.number.written}, target)


# -------------------------------------------------------------------- search record


def _record(
    subject: Explainer, passages: Sequence[MarkdownPassage], settings: Settings
) -> SearchRecord:
    named = {subject.title, *subject.also_called}
    return SearchRecord(
        kind="explainer",
        address=addresses.path(settings, uris.explainer(subject.slug)),
        language=search_records.language(settings),
        title=subject.title,
        text=tuple(_searched(subject, passages, settings)),
        also_called=subject.also_called,
        forms=tuple(name.text for name in subject.names if name.text not in named),
    )


def _searched(
    subject: Explainer, passages: Sequence[MarkdownPassage], settings: Settings
) -> Iterator[SearchText]:
    yield SearchText(subject.summary)
    ids = editorial.section_ids(passages)
    yield from editorial.plain_text(subject.body, passages, ids)
    if subject.timeline:
        title = words.of(settings.locale).gettext("Timeline")
        yield SearchText(title, 2, heading_ids.TIMELINE)
        for entry in subject.timeline:
            yield SearchText(days.written(entry.date, settings))
            yield SearchText(events.plain(entry.event))
    if subject.sources:
        yield SearchText(_titles(settings)["sources"], 2, "sources")
        yield from (SearchText(source.title) for source in subject.sources)
