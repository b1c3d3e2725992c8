"""What mentions a subject: the newest on the explainer's page, and the lists of all of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from generator import prose, report, sentences, uris
from generator.corpus import Corpus
from generator.exports import head
from generator.listings import Listing, Listings
from generator.model.article import Article
from generator.model.explainer import Explainer
from generator.model.linking import Mention, Passage
from generator.model.site import Page
from generator.pages import index, lists, parts, pictures
from generator.pages.lists import Look

T = TypeVar("T")


def section(corpus: Corpus, listings: Listings, subject: Explainer, uri: str) -> str:
    """Return the section of an explainer's page: the newest, and the way to the rest."""
    found = corpus.backlinks.get(subject.slug, ())
    shown = found[: listings.lengths.mentions]
    sections = [_mentions(corpus, corpus.articles[a], mentions, uri) for a, mentions in shown]
    if len(found) > len(shown):
        address = uris.relative(uri, listings.mentions[subject.slug].uri)
        more = f"[All {report.plural(len(found), 'briefing')} that mention it]({address})"
        sections.append(parts.classed(more, "more"))
    others = corpus.explainer_backlinks.get(subject.slug, ())
    if others:
        named = [
            parts.explainer_link(corpus.explainers[slug], uri)
            for slug, _ in others[: listings.lengths.mentioning]
        ]
        if len(others) > len(named):
            address = uris.relative(uri, listings.mentioning[subject.slug].uri)
            named.append(f"[{len(others) - len(named):,} more]({address})")
        said = "Also mentioned" if sections else "Mentioned"
        sections.append(f"{said} in the explainers {_series(named)}.")
    if not sections:
        sections.append("No briefing mentions it yet.")
    coverage = pictures.of_coverage(corpus, subject)
    return parts.division("mentions", "## Mentioned in", coverage, *sections)


def pages(corpus: Corpus, listings: Listings) -> Iterator[Page]:
    """Yield the lists of what mentions a subject, where its own page does not have all of it."""
    for slug, briefings in listings.mentions.items():
        subject = corpus.explainers[slug]
        write = _writer(corpus, dict(corpus.backlinks[slug]))
        look = index.by_time(corpus, f"Briefings that mention {subject.title}", "index", write)
        yield from _pages(corpus, subject, briefings, look)
    for slug, explainers in listings.mentioning.items():
        subject = corpus.explainers[slug]
        title = f"Explainers that mention {subject.title}"
        yield from _pages(corpus, subject, explainers, index.by_name(title))


def _writer(
    corpus: Corpus, found: Mapping[str, tuple[Mention, ...]]
) -> Callable[[Sequence[Article], str], str]:
    def write(articles: Sequence[Article], uri: str) -> str:
        listed = (_mentions(corpus, article, found[article.slug], uri) for article in articles)
        return parts.division("mentions", *listed)

    return write


def _pages(
    corpus: Corpus, subject: Explainer, listing: Listing[T], look: Look[T]
) -> Iterator[Page]:
    settings = corpus.settings
    meta: dict[str, object] = {
        "template": "page.html", "title": look.title, "kind": "index", "hide": ["toc"],
        **head.listing(settings, listing.uri, look.title),
    }  # fmt: skip
    yield parts.page(
        listing.uri, meta,
        parts.heading(look.title),
        parts.classed(parts.explainer_link(subject, listing.uri), "facts"),
        lists.first(listing, look, settings),
    )  # fmt: skip
    yield from lists.below(listing, look, settings)


def _mentions(corpus: Corpus, article: Article, mentions: tuple[Mention, ...], uri: str) -> str:
    briefing = uris.relative(uri, uris.briefing(article.slug))
    passages = corpus.annotated_articles[article.slug].passages
    facts = f"{parts.published(article, corpus.settings)} · {parts.outlet_link(article, uri)}"
    found = (
        f"[{_sentence(passages[m.passage], m, article.lang)}]({briefing}#{m.anchor})"
        for m in mentions
    )
    return "\n\n".join((
        f"### {parts.link(article.title, briefing)} {{ .entry }}",
        parts.classed(facts, "facts"),
        parts.bullets(found),
    ))  # fmt: skip


def _sentence(passage: Passage, mention: Mention, lang: str) -> str:
    sentence, start, end = sentences.sentence_around(passage.text, mention.start, mention.end, lang)
    return prose.write_spans(sentence, [(start, end, "<mark>", "</mark>")])


def _series(items: list[str]) -> str:
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
