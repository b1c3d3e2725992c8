"""A briefing with the sentences that mention a subject."""

from collections.abc import Iterable, Iterator, Sequence

from briefings.markup.article_text import nest
from briefings.markup.heading_ids import Ids
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.linking import Sentence
from briefings.site import days, links
from briefings.text import uris
from briefings.views.lists import MentioningBriefing
from briefings.views.text import Run, RunKind


def briefings(
    found: Iterable[tuple[Metadata, Sequence[Sentence]]],
    uri: str,
    settings: Settings,
    ids: Ids,
) -> tuple[MentioningBriefing, ...]:
    """Return briefings with their sentences that mention a subject.

    Args:
        found: the article of each briefing, and the sentences.
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
            tuple(_sentences(article, quoted, uri, settings)),
        )
        for article, quoted in found
    )


def _sentences(
    article: Metadata, quoted: Iterable[Sentence], uri: str, settings: Settings
) -> Iterator[Run]:
    target = uris.briefing(article.slug)
    address = links.address(uri, target, settings)
    for sentence in quoted:
        runs = nest(sentence.text, [(sentence.start, sentence.end, Run(RunKind.MARK))])
        yield Run(RunKind.LINK, runs=runs, href=f"{address}#{sentence.anchor}", uri=target)
