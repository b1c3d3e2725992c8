"""`data/annotations.jsonld`: every editor's note as a W3C Web Annotation.

The model is https://www.w3.org/TR/annotation-model/; https://www.w3.org/TR/annotation-vocab/ names
the motivations. Each note is about a stretch of an article, which is named by its words and those
around them, as the article has them: blocks parted by a line feed, without anything that this site
has added. A position would have to count in the page, whose markup changes.

The motivation of a note follows from its kind, the nearest one that the model has:

- context and update: `commenting`, to comment about the target;
- correction: `editing`, to ask for a modification of the target: what it says is wrong;
- disputed: `assessing`, to assess the target in some way, rather than simply to comment on it.

The kind itself stands beside it as a tag.
"""

import json
from collections.abc import Iterator

from briefings.model.article import Article
from briefings.model.note import AnchoredNote, NoteKind
from briefings.site import addresses
from briefings.site.corpus import Corpus
from briefings.text import uris

URI = "data/annotations.jsonld"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = {
    NoteKind.CONTEXT: "commenting",
    NoteKind.CORRECTION: "editing",
    NoteKind.DISPUTED: "assessing",
    NoteKind.UPDATE: "commenting",
}
# How many characters before and after a quotation are given.
AROUND = 32


def write(corpus: Corpus) -> str:
    """Return all notes as one collection with one page, in the order of the briefings."""
    settings = corpus.settings
    here = addresses.reference(settings, URI, URI)
    items = [
        _annotation(corpus, corpus.texts[article.slug], note)
        for article in corpus.articles.values()
        for note in article.notes
    ]
    collection = {
        "@context": CONTEXT,
        "id": here,
        "type": "AnnotationCollection",
        "label": f"Editors' notes of {settings.site_name}",
        "total": len(items),
        "first": {
            "id": f"{here}#page-1",
            "type": "AnnotationPage",
            "partOf": here,
            "startIndex": 0,
            "items": items,
        },
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _annotation(corpus: Corpus, article: Article, note: AnchoredNote) -> dict[str, object]:
    page = addresses.reference(corpus.settings, URI, uris.briefing(article.slug))
    return {
        "id": f"{page}#note-{note.number}",
        "type": "Annotation",
        "motivation": MOTIVATIONS[note.note.kind],
        "body": list(_bodies(corpus, note)),
        "target": {
            "type": "SpecificResource",
            "source": page,
            "selector": selector(article, note),
        },
    }


def _bodies(corpus: Corpus, note: AnchoredNote) -> Iterator[dict[str, object]]:
    kind = note.note.kind
    yield {
        "type": "TextualBody",
        "value": note.note.text,
        "format": "text/markdown",
        "language": corpus.settings.locale.replace("_", "-"),
        "purpose": MOTIVATIONS[kind],
    }
    yield {"type": "TextualBody", "value": kind.value, "format": "text/plain", "purpose": "tagging"}
    for source in note.note.sources:
        if source.url:
            named = {"id": source.url, "label": source.title} if source.title else source.url
            yield {"type": "SpecificResource", "source": named, "purpose": "linking"}
        else:
            yield {
                "type": "TextualBody",
                "value": source.title,
                "format": "text/plain",
                "purpose": "describing",
            }


def selector(article: Article, note: AnchoredNote) -> dict[str, object]:
    """Return the selector of a note: its quotation, and the words around it."""
    text = "\n".join(block.text for block in article.blocks)
    first = [0]
    for block in article.blocks:
        first.append(first[-1] + len(block.text) + 1)
    start = first[note.spans[0][0]] + note.spans[0][1]
    end = first[note.last] + note.spans[-1][2]
    return {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(start - AROUND, 0) : start],
        "suffix": text[end : end + AROUND],
    }
