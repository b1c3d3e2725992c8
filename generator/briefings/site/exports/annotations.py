"""`data/annotations.jsonld`: every editor's note as a W3C Web Annotation.

The model is https://www.w3.org/TR/annotation-model/; https://www.w3.org/TR/annotation-vocab/
defines the motivations. The target of a note is a quotation of the article with the words around
it, in the text of the article: blocks separated by a line feed, without anything that this site
adds. A position would depend on the markup of the page, which changes.

The motivation follows from the kind of note, which is also a tag of the annotation:

- context and update: `commenting`, to comment about the target;
- correction: `editing`, to ask for a modification of the target: what it says is wrong;
- disputed: `assessing`, to assess the target in some way, rather than simply to comment on it.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from briefings.cache import Keyed
from briefings.model.article import Article
from briefings.model.content import Settings
from briefings.model.note import AnchoredNote, NoteKind
from briefings.model.site import OutputDir, Page, Target
from briefings.site import addresses, facts
from briefings.site.inputs import KeyedCorpus, target
from briefings.text import uris, words

URI = "data/annotations.jsonld"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = {
    NoteKind.CONTEXT: "commenting",
    NoteKind.CORRECTION: "editing",
    NoteKind.DISPUTED: "assessing",
    NoteKind.UPDATE: "commenting",
}
# How many characters before and after a quotation a selector has.
AROUND = 32


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the collection is built from."""

    settings: Settings
    """The site's settings."""
    articles: tuple[Keyed[Article], ...]
    """The articles with notes, in the order of the briefings."""


def targets(corpus: KeyedCorpus) -> Iterator[Target]:
    """Yield the target of the collection."""
    noted = (article.slug for article in corpus.corpus.articles.values() if article.notes)
    inputs = Inputs(corpus.settings, tuple(map(corpus.article, noted)))
    yield target(build, inputs, exports=(URI,))


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return all notes as one collection with one page, in the order of the briefings."""
    settings, gettext = inputs.settings, words.of(inputs.settings.locale).gettext
    here = addresses.reference(settings, URI, URI)
    items = [
        annotation
        for article in (keyed.value for keyed in inputs.articles)
        for annotation in _annotations(settings, article)
    ]
    collection = {
        "@context": CONTEXT,
        "id": here,
        "type": "AnnotationCollection",
        "label": gettext("Editors' notes of %(site)s") % {"site": settings.site_name},
        "total": len(items),
        "first": {
            "id": f"{here}#page-1",
            "type": "AnnotationPage",
            "partOf": here,
            "startIndex": 0,
            "items": items,
        },
    }
    text = json.dumps(collection, ensure_ascii=False, indent=1) + "\n"
    return (Page(URI, text, OutputDir.FILES),)


def _annotations(settings: Settings, article: Article) -> Iterator[dict[str, object]]:
    text = "\n".join(block.text for block in article.blocks)
    starts = [0, *accumulate(len(block.text) + 1 for block in article.blocks)]
    for note in article.notes:
        yield _annotation(settings, article, note, _selector(text, starts, note))


def _annotation(
    settings: Settings, article: Article, note: AnchoredNote, selector: dict[str, object]
) -> dict[str, object]:
    page = addresses.reference(settings, URI, uris.briefing(article.slug))
    author, day = note.note.author, note.note.day
    return {
        "id": f"{page}#note-{note.number}",
        "type": "Annotation",
        "motivation": MOTIVATIONS[note.note.kind],
        **({"creator": {"type": "Person", "name": author}} if author else {}),
        **({"created": facts.moment(facts.midnight(day))} if day else {}),
        "body": list(_bodies(settings, note)),
        "target": {
            "type": "SpecificResource",
            "source": page,
            "selector": selector,
        },
    }


def _bodies(settings: Settings, note: AnchoredNote) -> Iterator[dict[str, object]]:
    kind = note.note.kind
    yield {
        "type": "TextualBody",
        "value": note.note.text,
        "format": "text/markdown",
        "language": settings.locale.replace("_", "-"),
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


def _selector(text: str, starts: Sequence[int], note: AnchoredNote) -> dict[str, object]:
    """Return the selector of a note: its quotation, and the words around it.

    Args:
        text: the text of the article.
        starts: where each block starts in it.
        note: the note.
    """
    start = starts[note.spans[0][0]] + note.spans[0][1]
    end = starts[note.last] + note.spans[-1][2]
    return {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(start - AROUND, 0) : start],
        "suffix": text[end : end + AROUND],
    }
