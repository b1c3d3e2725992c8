"""The briefing: an article word for word, with its links, and the background around it."""

from generator import prose, uris
from generator.model import Article, Mention, Page
from generator.pages import parts
from generator.pages.parts import Corpus
from generator.topics import topics_of


def briefing(corpus: Corpus, article: Article) -> Page:
    """Return the page of one article."""
    uri = uris.briefing(article.slug)
    annotated = corpus.annotated_articles[article.slug]

    def address(mention: Mention) -> str:
        return uris.relative(uri, uris.explainer(mention.subject))

    text = prose.write_blocks(article.blocks, annotated.mentions, address)
    lang = prose.escape(article.lang).replace('"', "&quot;")
    return parts.page(
        uri,
        {
            "template": "page.html",
            "title": article.title,
            "description": article.summary,
            "kind": "briefing",
            "lang": article.lang,
            "outlet": article.outlet.name if article.outlet else None,
            "published": article.published.isoformat() if article.published else None,
            "captured": parts.iso(article.captured) if article.captured else None,
            "sha256": article.capture.sha256,
        },
        parts.heading(article.title),
        parts.classed(_facts(corpus, article, uri), "facts"),
        f'<div class="article" lang="{lang}" dir="auto" markdown>\n\n{text}\n\n</div>',
        parts.background(corpus, annotated.subjects(), uri, "Background in this briefing"),
        parts.division("apparatus", _headlines(article), _topics(article, uri)),
        parts.division("apparatus provenance", _provenance(corpus, article, uri)),
    )


def _facts(corpus: Corpus, article: Article, uri: str) -> str:
    settings = corpus.settings
    facts = [parts.outlet_link(article, uri)]
    if article.dateline:
        facts.append(prose.escape(article.dateline.place))
    if article.published:
        facts.append(f"Published {parts.published(article, settings)}")
    else:
        facts.append(parts.published(article, settings))
    if article.captured:
        facts.append(f"Captured {parts.day(article.captured.date(), settings)}")
    return " · ".join(facts)


def _headlines(article: Article) -> str:
    if not article.headlines:
        return ""
    listed = parts.bullets(prose.escape_block(prose.escape(line)) for line in article.headlines)
    return f"## Related headlines\n\n{listed}"


def _topics(article: Article, uri: str) -> str:
    links = [
        parts.link(name, uris.relative(uri, uris.topic(slug)))
        for slug, name in topics_of(article).items()
    ]
    return f"## Topics\n\n{parts.classed(' '.join(links), 'subjects')}" if links else ""


def _provenance(corpus: Corpus, article: Article, uri: str) -> str:
    capture = article.capture
    captured = article.captured
    entries = [
        ("Outlet", parts.outlet_link(article, uri) if article.outlet else parts.UNKNOWN),
        (
            "Address",
            f"[{prose.escape(article.url)}]({article.url})" if article.url else parts.UNKNOWN,
        ),
        (
            "Published",
            parts.day(article.published, corpus.settings) if article.published else parts.UNKNOWN,
        ),
        ("Captured", parts.moment(captured, corpus.settings) if captured else parts.UNKNOWN),
        ("Capture", f"<code>{prose.escape(capture.path)}</code>, {capture.size:,} bytes"),
        ("SHA-256", f"<code>{capture.sha256}</code>"),
    ]
    if article.headline:
        entries.insert(0, ("Headline as captured", prose.escape(article.headline)))
    note = (
        "The text above is the captured article, word for word; "
        "links and background were added by the editors of this site."
    )
    listed = parts.definitions(entries)
    return f"## About this text\n\n{listed}\n\n{parts.classed(note, 'note')}"
