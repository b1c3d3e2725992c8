"""A briefing with the sentences that mention a subject."""

from collections.abc import Iterable, Iterator

from briefings.markup.article_text import nest
from briefings.markup.heading_ids import Ids
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.linking import Annotated
from briefings.site import days, links
from briefings.text import sentences, uris
from briefings.views.lists import MentioningBriefing
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
            runs = nest(sentence, [(start, end, Run(RunKind.MARK))])
            href = f"{address}#{mention.anchor}"
            yield Run(RunKind.LINK, runs=runs, href=href, uri=target)
