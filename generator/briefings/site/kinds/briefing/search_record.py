"""The search record of a briefing: its text, and what it is found by."""

from collections.abc import Iterable, Iterator

from briefings.markup import heading_ids
from briefings.model.article import Article
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.reading import BlockKind
from briefings.model.site import SearchRecord, SearchText
from briefings.site import addresses, days, search_records
from briefings.site.lists.topics import topics_of
from briefings.text import uris
from briefings.text.languages import differing, language
from briefings.text.superscripts import plain


def record(
    article: Article, subjects: Iterable[Explainer], topics: Iterable[str], settings: Settings
) -> SearchRecord:
    """Return the search record; `subjects` and `topics` are its facets."""
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
