"""A briefing with the sentences that mention a subject."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefings.markup.article_text import nest
from briefings.markup.heading_ids import Ids
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.linking import Sentence
from briefings.site import days, links
from briefings.text import sentences, uris
from briefings.views.lists import MentioningBriefing
from briefings.views.text import Run, RunKind

_BRIEF = 120
"""Characters of a sentence in a long list."""


def briefings(
    found: Iterable[tuple[Metadata, Sequence[Sentence]]],
    uri: str,
    settings: Settings,
    ids: Ids,
    *,
    is_brief: bool = False,
) -> tuple[MentioningBriefing, ...]:
    """Return briefings with their sentences that mention a subject.

    Args:
        found: the article of each briefing, and the sentences.
        uri: the page that shows them.
        settings: the site's settings.
        ids: the ids of the page's headings.
        is_brief: whether they show some words of the first sentence only.
    """
    return tuple(
        MentioningBriefing(
            ids.of(article.title),
            links.briefing(uri, article, settings),
            days.day(article.published, settings) if article.published else None,
            links.outlet(uri, article.outlet, settings),
            tuple(
                _sentences(article, map(_brief, quoted[:1]) if is_brief else quoted, uri, settings)
            ),
        )
        for article, quoted in found
    )


def _brief(sentence: Sentence) -> Sentence:
    text, start, end = sentences.around(sentence.text, sentence.start, sentence.end, _BRIEF)
    return replace(sentence, text=text, start=start, end=end)


def _sentences(
    article: Metadata, quoted: Iterable[Sentence], uri: str, settings: Settings
) -> Iterator[Run]:
    target = uris.briefing(article.slug)
    address = links.address(uri, target, settings)
    for sentence in quoted:
        runs = nest(sentence.text, [(sentence.start, sentence.end, Run(RunKind.MARK))])
        yield Run(RunKind.LINK, runs=runs, href=f"{address}#{sentence.anchor}", uri=target)
