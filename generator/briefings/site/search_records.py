"""What is searched of a page: a small document for Pagefind, made of the page's own values.

It holds the words of the article or explainer itself and nothing that the site sets around them,
so that an edit changes the records of those pages only that it is an edit of. Sections have the ids
that they have on the page. https://pagefind.app/docs/indexing/
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from html import escape

import regex
from babel import Locale

from briefings.markup import editorial, heading_ids
from briefings.model.article import Article
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.reading import Block, BlockKind
from briefings.model.site import OutputDir, Page, SearchRecord
from briefings.site import addresses, facts
from briefings.site.corpus import Corpus
from briefings.site.lists.topics import topics_of
from briefings.site.pages import fragments, languages
from briefings.text import uris

EVERY = "\N{LINEAR B SYLLABLE B008 A}"
"""A word that stands in every record and that nobody types, so that all pages of a selection can be
asked for. Without a word Pagefind would load the whole index."""
_LETTER = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*"
)
"""A letter of the scripts that set no space between words. Each is made a word, so that a name is
found wherever it stands; the search page asks for the letters in their order and shows them
together again."""


def briefing(corpus: Corpus, article: Article) -> SearchRecord:
    """Return the record of a briefing."""
    day = article.published.isoformat() if article.published else ""
    foreign = languages.title(article, corpus.settings)
    facets = {
        "kind": ["briefing"],
        "subject": [subject.title for subject in facts.subjects(corpus, article)],
        "outlet": [article.outlet.name] if article.outlet else [],
        "topic": list(topics_of(article).values()),
        "year": [day[:4]] if day else [],
        # No facet: results say with it in which language and direction their words are.
        "lang": [" ".join(languages.language(article.lang))] if foreign else [],
    }
    html = _document(corpus.settings, article.title, facets, _article(article.blocks))
    address = addresses.path(corpus.settings, uris.briefing(article.slug))
    return SearchRecord("briefing", day, address, html)


def explainer(corpus: Corpus, subject: Explainer) -> SearchRecord:
    """Return the record of an explainer."""
    body = _explainer(subject, corpus.passages[subject.slug], corpus.settings)
    html = _document(corpus.settings, subject.title, {"kind": ["explainer"]}, body)
    address = addresses.path(corpus.settings, uris.explainer(subject.slug))
    return SearchRecord("explainer", "", address, html)


def page(slug: str, record: SearchRecord) -> Page:
    """Return a record as a file, which is found by its kind and month."""
    path = (record.kind, record.day[:7], f"{slug}.json")
    text = json.dumps(astuple(record), ensure_ascii=False) + "\n"
    return Page("/".join(filter(None, path)), text, OutputDir.RECORDS)


def _document(
    settings: Settings, title: str, facets: Mapping[str, Sequence[str]], body: Iterable[str]
) -> str:
    """Return a document in the site's language, whichever the text is in.

    Pagefind has an index for each language and searches one of them; so all are in the same. That
    language's rules decide which forms of a word are alike. Words of others are found as written,
    and by their beginning.
    """
    filters = (
        f'<i data-pagefind-filter="{name}[title]" title="{escape(value)}"></i>'
        for name, values in facets.items()
        for value in values
    )
    return "\n".join((
        f'<html lang="{Locale.parse(settings.locale).language}">',
        f'<body data-pagefind-body data-pagefind-meta="every:{EVERY}">',
        _LETTER.sub(r" \g<0> ", f"<h1>{escape(title)}</h1>"),
        *filters,
        *(_LETTER.sub(r" \g<0> ", part) for part in body),
        "</body></html>",
    ))  # fmt: skip


def _article(blocks: Sequence[Block]) -> Iterator[str]:
    ids = heading_ids.of_headings(blocks)
    for number, block in enumerate(blocks):
        if number in ids:
            level = heading_ids.level(block)
            yield f'<h{level} id="{ids[number]}">{escape(block.text)}</h{level}>'
        elif block.kind is not BlockKind.RULE:
            yield f"<p>{escape(block.text)}</p>"


def _explainer(
    subject: Explainer, passages: Sequence[editorial.MarkdownPassage], settings: Settings
) -> Iterator[str]:
    # Found by, but not shown: a list of names is no excerpt.
    names = escape(", ".join(subject.also_called))
    yield f'<i data-pagefind-meta="names[title]" title="{names}"></i>'
    yield f"<p>{escape(subject.summary)}</p>"
    yield editorial.render(subject.body, passages, editorial.section_ids(passages))
    if subject.timeline:
        yield f'<h2 id="{heading_ids.TIMELINE}">Timeline</h2>'
        for entry in subject.timeline:
            yield f"<p>{fragments.written(entry.date, settings)}</p>{editorial.render(entry.event)}"
