"""The briefing: an article word for word, with its links, and the background around it."""

from collections.abc import Iterable

from briefings.linking import related
from briefings.markup import prose
from briefings.model.article import Article
from briefings.model.content import Settings
from briefings.model.linking import Mention
from briefings.model.reading import Evidence
from briefings.model.related import RelatedLine
from briefings.model.site import Page
from briefings.site.corpus import Corpus
from briefings.site.exports import head
from briefings.site.lists.sequence import Neighbours
from briefings.site.lists.topics import topics_of
from briefings.site.pages import background, cite, fragments, languages, margin, notes
from briefings.text import report, uris


def briefing(corpus: Corpus, article: Article, beside: Neighbours) -> Page:
    """Return the page of one article.

    Args:
        corpus: everything that was read.
        article: the article.
        beside: the briefings published before and after it.
    """
    uri = uris.briefing(article.slug)
    annotated = corpus.annotated[uri]

    def address(mention: Mention) -> str:
        return uris.relative(uri, uris.explainer(mention.subject))

    lang, direction = languages.language(article.lang)
    theirs = languages.title(article, corpus.settings)
    ours = languages.attributes(corpus.settings.locale, article.lang)
    lines = corpus.related[article.slug]
    planned = margin.plan(corpus, article, annotated)
    text = prose.write_blocks(
        related.linked(article.blocks, lines, lambda slug: uris.relative(uri, uris.briefing(slug))),
        annotated.mentions,
        address,
        article.notes,
        notes.writer(ours, planned.notes),
        background.numbers(annotated),
        planned.glosses,
    )
    ours_below = [
        background.section(
            corpus, annotated, uri, "Background in this briefing", article.published
        ),
        fragments.division(
            "apparatus", _headlines(article, lines, uri, theirs), _topics(article, uri)
        ),
        fragments.division("apparatus provenance", _provenance(corpus, article, uri)),
        cite.section(article, corpus.settings),
    ]
    return fragments.page(
        uri,
        {
            "template": "page.html",
            "title": article.title,
            "description": article.summary,
            "kind": "briefing",
            "lang": lang,
            # Of the contents these are in the site's language, and what comes before is not.
            "sections_below": sum(map(_sections, ours_below)) if theirs else None,
            "dir": direction if theirs else None,
            "outlet": article.outlet.name if article.outlet else None,
            "author": ", ".join(article.authors),
            "published": article.published.isoformat() if article.published else None,
            "captured": fragments.iso(article.captured) if article.captured else None,
            "sha256": article.capture.sha256,
            "notes": len(article.notes) or None,
            **head.briefing(corpus, article),
        },
        fragments.heading(article.title) + (f" {{{theirs} }}" if theirs else ""),
        fragments.classed(_facts(corpus, article, uri), "facts"),
        f'<div class="article" lang="{lang}" dir="{direction}" markdown>\n\n{text}\n\n</div>',
        *ours_below,
        _onward(beside, uri, corpus.settings),
    )


def _sections(text: str) -> int:
    return sum(line.startswith("## ") for line in text.splitlines())


def _facts(corpus: Corpus, article: Article, uri: str) -> str:
    settings = corpus.settings
    facts = [fragments.outlet_link(article, uri)]
    if article.authors:
        facts.append(prose.escape(", ".join(article.authors)))
    if article.dateline:
        facts.append(prose.escape(article.dateline.place))
    if article.published:
        facts.append(f"Published {fragments.published(article, settings)}")
    else:
        facts.append(fragments.published(article, settings))
    if article.captured:
        facts.append(f"Captured {fragments.day(article.captured.date(), settings)}")
    if article.notes:
        facts.append(f"[{report.plural(len(article.notes), 'note')}](#note-ref-1)")
    return " · ".join(facts)


def _headlines(article: Article, lines: Iterable[RelatedLine], uri: str, lang: str) -> str:
    found = related.headlines(article, lines)
    shown = [_headline(text, line, uri, lang) for text, line in found]
    return f"## Related headlines\n\n{fragments.bullets(shown)}" if shown else ""


def _headline(text: str, line: RelatedLine | None, uri: str, lang: str) -> str:
    spans = []
    if line:
        address = uris.relative(uri, uris.briefing(line.target))
        spans = [(line.start, len(text), "[", f"]({address})")]
    return languages.set_apart(prose.escape_block(prose.write_spans(text, spans)), lang)


def _topics(article: Article, uri: str) -> str:
    links = [
        fragments.link(name, uris.relative(uri, uris.topic(slug)))
        for slug, name in topics_of(article).items()
    ]
    return f"## Topics\n\n{fragments.classed(' '.join(links), 'subjects')}" if links else ""


def _onward(beside: Neighbours, uri: str, settings: Settings) -> str:
    found = (("prev", "Older", beside.older), ("next", "Newer", beside.newer))
    return fragments.onward(
        (
            rel,
            name,
            languages.set_apart(
                prose.escape(other.title), languages.attributes(other.lang, settings.locale)
            ),
            uris.relative(uri, uris.briefing(other.slug)),
        )
        for rel, name, other in found
        if other
    )


_RESTS_ON = {
    Evidence.SIDECAR: "as the editors of this site say",
    Evidence.DECLARED: "as the page declares",
    Evidence.ADDRESS: "from its address",
    Evidence.DATELINE: "from its dateline",
    Evidence.BYLINE: "from its byline",
}


def _provenance(corpus: Corpus, article: Article, uri: str) -> str:
    capture, settings = article.capture, corpus.settings
    captured = article.captured
    entries = [
        (
            "Headline as captured",
            languages.set_apart(prose.escape(article.headline), languages.title(article, settings)),
        ),
        ("Authors", prose.escape(", ".join(article.authors))),
        ("Outlet", fragments.outlet_link(article, uri) if article.outlet else fragments.UNKNOWN),
        ("Section", prose.escape(article.section)),
        ("Address", fragments.link(article.url, article.url) if article.url else fragments.UNKNOWN),
        ("Published", _published(article, settings)),
        ("Changed", _changed(article, settings)),
        ("Captured", fragments.moment(captured, settings) if captured else fragments.UNKNOWN),
        ("Capture", f"<code>{prose.escape(capture.path)}</code>, {capture.size:,} bytes"),
        ("SHA-256", f"<code>{capture.sha256}</code>"),
    ]
    added = "links, notes and background" if article.notes else "links and background"
    note = (
        "The text above is the captured article, word for word; "
        f"{added} were added by the editors of this site."
    )
    listed = fragments.definitions((name, value) for name, value in entries if value)
    return f"## About this text\n\n{listed}\n\n{fragments.classed(note, 'note')}"


def _published(article: Article, settings: Settings) -> str:
    if article.published is None:
        return fragments.UNKNOWN
    rests_on = _RESTS_ON.get(article.published_from) if article.published_from else None
    return fragments.day(article.published, settings) + (f", {rests_on}" if rests_on else "")


def _changed(article: Article, settings: Settings) -> str:
    if article.modified is None or article.modified == article.published:
        return ""
    return fragments.day(article.modified, settings)
