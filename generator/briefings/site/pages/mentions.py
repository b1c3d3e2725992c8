"""What mentions a subject: the newest on the explainer's page, and the lists of all of it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from briefings.markup import prose
from briefings.model.article import Metadata
from briefings.model.explainer import Explainer
from briefings.model.linking import Mention, Passage
from briefings.model.site import Page
from briefings.site.corpus import Corpus
from briefings.site.exports import head
from briefings.site.kinds import lists
from briefings.site.lists.listings import LENGTHS, Listing
from briefings.site.pages import fragments, languages, pictures
from briefings.site.pages.list_layout import Look, Shown
from briefings.text import report, sentences, uris

T = TypeVar("T")


def section(corpus: Corpus, subject: Explainer, uri: str) -> str:
    """Return the section of an explainer's page: the newest, and the way to the rest."""
    found = corpus.backlinks.get(subject.slug, ())
    shown = found[: LENGTHS.mentions]
    sections = [_mentions(corpus, corpus.articles[slug], subject, uri) for slug in shown]
    if len(found) > len(shown):
        address = uris.relative(uri, uris.mentions(subject.slug))
        more = f"[All {report.plural(len(found), 'briefing')} that mention it]({address})"
        sections.append(fragments.classed(more, "more"))
    others = corpus.explainer_backlinks.get(subject.slug, ())
    if others:
        named = [
            fragments.explainer_link(corpus.explainers[slug], uri)
            for slug in others[: LENGTHS.mentioning]
        ]
        if len(others) > len(named):
            address = uris.relative(uri, uris.mentioning(subject.slug))
            named.append(f"[{len(others) - len(named):,} more]({address})")
        said = "Also mentioned" if sections else "Mentioned"
        sections.append(f"{said} in the explainers {_series(named)}.")
    if not sections:
        sections.append("No briefing mentions it yet.")
    coverage = pictures.of_coverage(corpus, subject)
    return fragments.division("mentions", "## Mentioned in", coverage, *sections)


def briefings(corpus: Corpus, subject: Explainer, listing: Listing[Metadata]) -> Shown[Metadata]:
    """Return all briefings that mention a subject, where its own page does not have them all."""
    title, write = f"Briefings that mention {subject.title}", _writer(corpus, subject)
    return _shown(corpus, subject, listing, lists.by_time(corpus, title, "index", write))


def explainers(corpus: Corpus, subject: Explainer, listing: Listing[Explainer]) -> Shown[Explainer]:
    """Return all explainers that mention a subject, where its own page does not have them all."""
    look = lists.by_name(f"Explainers that mention {subject.title}")
    return _shown(corpus, subject, listing, look)


def _writer(corpus: Corpus, subject: Explainer) -> Callable[[Sequence[Metadata], str], str]:
    def write(articles: Sequence[Metadata], uri: str) -> str:
        listed = (_mentions(corpus, article, subject, uri) for article in articles)
        return fragments.division("mentions", *listed)

    return write


def _shown(corpus: Corpus, subject: Explainer, listing: Listing[T], look: Look[T]) -> Shown[T]:
    meta: dict[str, object] = {
        "template": "page.html", "title": look.title, "kind": "index", "hide": ["toc"],
        **head.listing(corpus.settings, listing.uri, look.title),
    }  # fmt: skip
    of = fragments.classed(fragments.explainer_link(subject, listing.uri), "facts")

    def front(listed: str) -> Page:
        return fragments.page(listing.uri, meta, fragments.heading(look.title), of, listed)

    return Shown(listing, look, front)


def _mentions(corpus: Corpus, article: Metadata, subject: Explainer, uri: str) -> str:
    briefing = uris.relative(uri, uris.briefing(article.slug))
    annotated = corpus.annotated[uris.briefing(article.slug)]
    facts = (
        f"{fragments.published(article, corpus.settings)} · {fragments.outlet_link(article, uri)}"
    )
    theirs = languages.title(article, corpus.settings)
    said_at = (
        (_sentence(annotated.passages[m.passage], m, article.lang), f"{briefing}#{m.anchor}")
        for m in annotated.linked()
        if m.subject == subject.slug
    )
    found = (f"[{languages.set_apart(said, theirs)}]({to})" for said, to in said_at)
    return "\n\n".join((
        f"### {fragments.headline(article, briefing, corpus.settings)} {{ .entry }}",
        fragments.classed(facts, "facts"),
        fragments.bullets(found),
    ))  # fmt: skip


def _sentence(passage: Passage, mention: Mention, lang: str) -> str:
    sentence, start, end = sentences.sentence_around(passage.text, mention.start, mention.end, lang)
    return prose.write_spans(sentence, [(start, end, "<mark>", "</mark>")])


def _series(items: list[str]) -> str:
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
