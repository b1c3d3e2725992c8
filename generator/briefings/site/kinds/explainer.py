"""The explainer: background on one subject, its timeline, and the briefings that mention it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from briefings.cache import Keyed
from briefings.markup import editorial, heading_ids, prose
from briefings.markup.editorial import MarkdownPassage
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated
from briefings.model.site import Page, SearchRecord, SearchText, Target
from briefings.site import addresses, days, facts, search_records
from briefings.site.exports import feeds, head, jsonld
from briefings.site.inputs import KeyedCorpus, MentionedIn, newest, target
from briefings.site.lists import chronology
from briefings.site.lists.listings import LENGTHS, Listings
from briefings.site.pages import background, figure_blocks, fragments, mentions
from briefings.site.plain_markdown import inline
from briefings.text import report, uris
from briefings.text.sentences import sentence_around


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
    briefings: tuple[Keyed[Metadata], ...]
    """All briefings that mention it, newest first."""
    quoted: tuple[MentionedIn, ...]
    """The first of these, whose sentences the page shows."""
    explainers: tuple[Keyed[Explainer], ...]
    """The first explainers that mention it, A–Z."""
    number_of_explainers: int
    """How many explainers mention it."""
    alongside: tuple[tuple[Keyed[Explainer], int], ...]
    """Subjects most often mentioned together with it, each with the number of briefings."""


def inputs(corpus: KeyedCorpus, slug: str) -> Inputs:
    """Return the inputs of an explainer; raises KeyError if there is no such explainer."""
    uri, whole = uris.explainer(slug), corpus.corpus
    briefings = whole.backlinks.get(slug, ())
    explainers = whole.explainer_backlinks.get(slug, ())
    alongside = whole.comentions.get(slug, ())
    return Inputs(
        settings=corpus.settings,
        explainer=corpus.explainer(slug),
        passages=corpus.passages(slug),
        annotated=corpus.annotated(uri),
        subjects=corpus.explainers(whole.subjects(uri)),
        briefings=tuple(map(corpus.metadata, briefings)),
        quoted=tuple(map(corpus.mentioned_in, briefings[: LENGTHS.mentions])),
        explainers=corpus.explainers(explainers[: LENGTHS.mentioning]),
        number_of_explainers=len(explainers),
        alongside=tuple((corpus.explainer(other), number) for other, number in alongside),
    )


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the target of each explainer."""
    del listings
    days = corpus.days
    for slug in corpus.corpus.explainers:
        uri = uris.explainer(slug)
        shown = [uri, *map(uris.explainer, corpus.corpus.subjects(uri))]
        shown += map(uris.briefing, corpus.corpus.backlinks.get(slug, ()))
        changed = newest(days[other] for other in shown)
        yield target(build, inputs(corpus, slug), uri, parallel=True, changed=changed)


@dataclass(frozen=True, slots=True)
class _Values:
    """Inputs that are loaded."""

    annotated: Annotated
    passages: Sequence[MarkdownPassage]
    subjects: Sequence[Explainer]
    articles: Sequence[Metadata]
    quoted: Sequence[tuple[Metadata, Annotated]]
    explainers: Sequence[Explainer]
    alongside: Sequence[tuple[Explainer, int]]


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the page of an explainer, its Markdown alternate and its search record."""
    subject = inputs.explainer.value
    values = _Values(
        inputs.annotated.value,
        inputs.passages.value,
        [other.value for other in inputs.subjects],
        [article.value for article in inputs.briefings],
        [(found.article.value, found.annotated.value) for found in inputs.quoted],
        [other.value for other in inputs.explainers],
        [(other.value, number) for other, number in inputs.alongside],
    )
    record = _record(subject, values.passages, inputs.settings)
    return (
        _page(inputs, subject, values),
        _alternate(inputs, subject, values),
        search_records.page(subject.slug, record),
    )


# ------------------------------------------------------------------------------ page


def _page(inputs: Inputs, subject: Explainer, values: _Values) -> Page:
    settings, uri = inputs.settings, uris.explainer(subject.slug)
    body = editorial.insert_links(
        subject.body,
        values.passages,
        values.annotated.mentions,
        partial(fragments.to_subject, uri),
        background.numbers(values.annotated),
        editorial.section_ids(values.passages),
    )
    return fragments.page(
        uri,
        {
            "template": "page.html",
            "title": subject.title,
            "description": subject.summary,
            "kind": "explainer",
            "subject": subject.kind.value,
            "reviewed": subject.reviewed.isoformat() if subject.reviewed else None,
            "locale": head.locale("", settings),
            "feed": feeds.uri_of(uri) if facts.has_feed(settings, values.articles) else None,
            "jsonld": _structured_data(subject, settings),
        },
        fragments.heading(subject.title),
        fragments.classed(subject.kind.value.capitalize(), "facts"),
        fragments.classed(prose.escape_block(prose.escape(subject.summary)), "lead"),
        fragments.division("prose", body.strip("\n")),
        _timeline(subject, values.articles, settings),
        figure_blocks.of_neighbours(subject, values.alongside, settings),
        _mentions(inputs, subject, values),
        background.section("Background on this page", uri, values.subjects, settings),
        fragments.division("apparatus", _sources(subject), _about(subject, settings)),
    )


def _timeline(subject: Explainer, articles: Sequence[Metadata], settings: Settings) -> str:
    if not subject.timeline:
        return ""
    entries = (
        (
            f"{fragments.partial_day(entry.date, settings)} {{ #{name} }}",
            entry.event + (f" [Source]({entry.source}){{ .source }}" if entry.source else ""),
        )
        for entry, name in zip(subject.timeline, chronology.anchors(subject.timeline), strict=True)
    )
    return fragments.division(
        "timeline",
        f"## Timeline {{ #{heading_ids.TIMELINE} }}",
        figure_blocks.of_timeline(subject, articles, settings),
        fragments.definitions(entries),
    )


def _mentions(inputs: Inputs, subject: Explainer, values: _Values) -> str:
    settings, uri = inputs.settings, uris.explainer(subject.slug)
    sections = [mentions.entry(*found, subject.slug, uri, settings) for found in values.quoted]
    number = len(values.articles)
    if number > len(sections):
        address = uris.relative(uri, uris.mentions(subject.slug))
        more = f"[All {report.plural(number, 'briefing')} that mention it]({address})"
        sections.append(fragments.classed(more, "more"))
    if values.explainers:
        links = [fragments.explainer_link(other, uri) for other in values.explainers]
        if more_explainers := inputs.number_of_explainers - len(links):
            address = uris.relative(uri, uris.mentioning(subject.slug))
            links.append(f"[{more_explainers:,} more]({address})")
        mentioned = "Also mentioned" if sections else "Mentioned"
        sections.append(f"{mentioned} in the explainers {_series(links)}.")
    if not sections:
        sections.append("No briefing mentions it yet.")
    coverage = figure_blocks.of_coverage(values.articles, settings)
    return fragments.division("mentions", "## Mentioned in", coverage, *sections)


def _series(items: list[str]) -> str:
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def _sources(subject: Explainer) -> str:
    if not subject.sources:
        return ""
    listed = fragments.bullets(
        fragments.link(source.title, source.url) if source.url else prose.escape(source.title)
        for source in subject.sources
    )
    return f"## Sources\n\n{listed}"


def _about(subject: Explainer, settings: Settings) -> str:
    entries = []
    if subject.also_called:
        entries.append(("Also called", prose.escape(", ".join(subject.also_called))))
    if subject.reviewed:
        entries.append(("Reviewed", fragments.day(subject.reviewed, settings)))
    return f"## About this explainer\n\n{fragments.definitions(entries)}" if entries else ""


# ------------------------------------------------------------------ structured data


def _structured_data(subject: Explainer, settings: Settings) -> str:
    uri = uris.explainer(subject.slug)
    terms = jsonld.node(
        "DefinedTermSet",
        name="Explainers",
        url=addresses.reference(settings, uri, uris.EXPLAINERS),
    )
    return jsonld.script(jsonld.node(
        "WebPage",
        url=addresses.reference(settings, uri, uri),
        name=subject.title,
        lastReviewed=subject.reviewed.isoformat() if subject.reviewed else "",
        mainEntity=jsonld.term(
            settings, uri, subject,
            description=subject.summary, alternateName=list(subject.also_called),
            inDefinedTermSet=terms,
        ),
        citation=[jsonld.node("CreativeWork", name=s.title, url=s.url) for s in subject.sources],
        isPartOf=jsonld.site(settings, uri),
    ))  # fmt: skip


# --------------------------------------------------------------- Markdown alternate


def _alternate(inputs: Inputs, subject: Explainer, values: _Values) -> Page:
    uri = uris.explainer(subject.slug)
    body = editorial.insert_links(
        subject.body, values.passages, values.annotated.mentions, partial(fragments.to_subject, uri)
    )
    for mention in values.annotated.linked():
        # `insert_links` adds attributes to a link; plain Markdown has none.
        address = fragments.to_subject(uri, mention)
        body = body.replace(prose.mention_link(mention, address), f"]({address})")
    timeline = (
        f"{entry.date}: {entry.event}{f' [Source]({entry.source})' if entry.source else ''}"
        for entry in subject.timeline
    )
    alongside = (
        f"{inline.link(uri, uris.explainer(other.slug), other.title)}: "
        f"{report.plural(number, 'briefing')}"
        for other, number in values.alongside
    )
    sources = (
        inline.outside(source.title, source.url) if source.url else inline.text(source.title)
        for source in subject.sources
    )
    called = inline.text(", ".join(subject.also_called))
    about = [f"Also called: {called}"] if called else []
    about += [f"Reviewed: {subject.reviewed.isoformat()}"] if subject.reviewed else []
    about.append(inline.web_page(uri, inputs.settings))
    return inline.page(
        uri,
        inline.heading(subject.title),
        f"{subject.kind.value.capitalize()}. {inline.text(subject.summary)}",
        body.strip("\n"),
        inline.section("Timeline", timeline),
        inline.section("Mentioned alongside", alongside),
        inline.section("Mentioned in briefings", _plain_briefings(subject, values)),
        inline.section("Mentioned in explainers", _plain_explainers(inputs, subject, values)),
        inline.section("Background on this page", inline.summaries(uri, values.subjects)),
        inline.section("Sources", sources),
        inline.section("About this explainer", about),
    )


def _plain_briefings(subject: Explainer, values: _Values) -> Iterator[str]:
    uri = uris.explainer(subject.slug)
    for article, annotated in values.quoted:
        sentences = (
            sentence_around(annotated.passages[m.passage].text, m.start, m.end, article.lang)[0]
            for m in annotated.linked()
            if m.subject == subject.slug
        )
        (briefing,) = inline.briefings(uri, [article])
        yield inline.nested(briefing, (f"“{inline.text(sentence)}”" for sentence in sentences))
    if len(values.articles) > len(values.quoted):
        yield inline.link(uri, uris.mentions(subject.slug), "All briefings that mention it")


def _plain_explainers(inputs: Inputs, subject: Explainer, values: _Values) -> Iterator[str]:
    uri = uris.explainer(subject.slug)
    yield from inline.summaries(uri, values.explainers)
    if inputs.number_of_explainers > len(values.explainers):
        yield inline.link(uri, uris.mentioning(subject.slug), "All explainers that mention it")


# -------------------------------------------------------------------- search record


def _record(
    subject: Explainer, passages: Sequence[MarkdownPassage], settings: Settings
) -> SearchRecord:
    return SearchRecord(
        kind="explainer",
        address=addresses.path(settings, uris.explainer(subject.slug)),
        language=search_records.language(settings),
        title=subject.title,
        text=tuple(_searched(subject, passages, settings)),
        names=", ".join(subject.also_called),
    )


def _searched(
    subject: Explainer, passages: Sequence[MarkdownPassage], settings: Settings
) -> Iterator[SearchText]:
    yield SearchText(subject.summary)
    ids = editorial.section_ids(passages)
    yield from editorial.plain_text(subject.body, passages, ids)
    if subject.timeline:
        yield SearchText("Timeline", 2, heading_ids.TIMELINE)
        for entry in subject.timeline:
            yield SearchText(days.written(entry.date, settings))
            yield from editorial.plain_text(entry.event)
