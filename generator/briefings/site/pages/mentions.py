"""A briefing with the sentences that mention a subject."""

from collections.abc import Iterable, Iterator

from briefings.markup import prose
from briefings.markup.heading_ids import Ids
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.linking import Annotated, Mention, Passage
from briefings.site import days, links
from briefings.site.pages import fragments, languages
from briefings.text import sentences, uris
from briefings.views.mentions import MentioningBriefing
from briefings.views.text import Run, RunKind


def briefings(
    found: Iterable[tuple[Metadata, Annotated]],
    subject: str,
    uri: str,
    settings: Settings,
    ids: Ids,
) -> tuple[MentioningBriefing, ...]:
    """Return briefings with their sentences that mention a subject.

    Args:
        found: the article of each briefing, and its mentions.
        subject: slug of the subject.
        uri: the page that shows them.
        settings: the site's settings.
        ids: the ids of the page's headings.
    """
    return tuple(
        MentioningBriefing(
            ids.of(article.title),
            links.briefing(uri, article, settings),
            days.day(article.published, settings) if article.published else None,
            links.outlet(uri, article.outlet, settings),
            tuple(_sentences(article, annotated, subject, uri, settings)),
        )
        for article, annotated in found
    )


def _sentences(
    article: Metadata, annotated: Annotated, subject: str, uri: str, settings: Settings
) -> Iterator[Run]:
    target = uris.briefing(article.slug)
    address = links.address(uri, target, settings)
    for mention in annotated.linked():
        if mention.subject == subject:
            sentence, start, end = sentences.sentence_around(
                annotated.passages[mention.passage].text, mention.start, mention.end, article.lang
            )
            marked = Run(RunKind.MARK, runs=(Run(text=sentence[start:end]),))
            runs = (Run(text=sentence[:start]), marked, Run(text=sentence[end:]))
            href = f"{address}#{mention.anchor}"
            shown = tuple(run for run in runs if run.runs or run.text)
            yield Run(RunKind.LINK, runs=shown, href=href, uri=target)


def entry(
    article: Metadata, annotated: Annotated, subject: str, uri: str, settings: Settings
) -> str:
    """Return a briefing with its sentences that mention a subject, each linked to its place.

    Args:
        article: the article of the briefing.
        annotated: its mentions.
        subject: slug of the subject.
        uri: the page that shows it.
        settings: the site's settings.
    """
    briefing = uris.relative(uri, uris.briefing(article.slug))
    lang = languages.title(article, settings)
    quotes = (
        (_sentence(annotated.passages[m.passage], m, article.lang), f"{briefing}#{m.anchor}")
        for m in annotated.linked()
        if m.subject == subject
    )
    facts = f"{fragments.published(article, settings)} · {fragments.outlet_link(article, uri)}"
    return "\n\n".join((
        f"### {fragments.headline(article, briefing, settings)} {{ .entry }}",
        fragments.classed(facts, "facts"),
        fragments.bullets(f"[{languages.set_apart(q, lang)}]({address})" for q, address in quotes),
    ))  # fmt: skip


def _sentence(passage: Passage, mention: Mention, lang: str) -> str:
    sentence, start, end = sentences.sentence_around(passage.text, mention.start, mention.end, lang)
    return prose.write_spans(sentence, [(start, end, "<mark>", "</mark>")])
