"""The files of a dossier to take along: a book (EPUB), and a folder of Markdown files (ZIP)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from briefings.cache import Keyed, Mapped, digest
from briefings.model.content import CardColours
from briefings.model.dossier import Dossier, PartKind
from briefings.model.picture import Picture
from briefings.model.site import OutputDir, Page
from briefings.site.corpus import Corpus
from briefings.site.exports import epub, folder, pictures, whole
from briefings.site.inputs import KeyedCorpus
from briefings.text import uris


class Sizes(NamedTuple):
    """Numbers of bytes."""

    book: int
    """Of the book."""
    folder: int
    """Of the folder."""


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """Everything that the files are made from. Equal to no other, so that `build` can keep them."""

    whole: whole.Inputs
    """The dossier with its texts."""
    pictures: tuple[pictures.Inputs, ...]
    """The pictures that they show, in the order of their URIs."""
    colours: CardColours
    """The colours of the cover."""


def inputs(corpus: KeyedCorpus, slug: str) -> Inputs:
    """Return the inputs of the files of a dossier; raises KeyError if there is no such dossier."""
    known = {found.uri: found for found in corpus.corpus.pictures}
    shown = sorted(known.keys() & set(_shown(corpus.corpus, corpus.corpus.dossiers[slug])))
    return Inputs(
        whole.inputs(corpus, slug),
        tuple(pictures.Inputs(known[uri], corpus.picture(known[uri])) for uri in shown),
        corpus.corpus.settings.card_colours,
    )


def names(slug: str) -> tuple[str, str]:
    """Return the URIs of the book and of the folder."""
    return f"dossiers/{slug}/{slug}.epub", f"dossiers/{slug}/{slug}.zip"


@lru_cache(maxsize=1)
def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the book and the folder."""
    shown = {found.picture.uri: next(iter(pictures.build(found))).data for found in inputs.pictures}
    book, zipped = names(inputs.whole.dossier.slug)
    made = epub.build(inputs.whole, shown, inputs.colours)
    return (
        Page(book, "", OutputDir.FILES, made),
        Page(zipped, "", OutputDir.FILES, folder.build(inputs.whole, shown)),
    )


def sizes(inputs: Inputs) -> Keyed[Sizes]:
    """Return the sizes of the files, which are made when the value is asked for."""
    return Keyed(digest("sizes of files", inputs), Sizes, Mapped(_sizes, {"": inputs}), "")


def _sizes(inputs: Inputs) -> Sizes:
    book, zipped = build(inputs)
    return Sizes(len(book.data), len(zipped.data))


def _shown(corpus: Corpus, dossier: Dossier) -> Iterator[str]:
    """Yield the URIs, existing or not, of what a dossier and its parts may show."""
    yield from _in_page(uris.dossier(dossier.slug), dossier.body, dossier.picture)
    for part in dossier.parts:
        if part.kind is PartKind.EXPLAINER:
            subject = corpus.explainers[part.slug]
            yield from _in_page(uris.explainer(part.slug), subject.body, subject.picture)
        else:
            article = corpus.articles[part.slug]
            notes = "\n\n".join(anchored.note.text for anchored in article.notes)
            yield from _in_page(uris.BRIEFINGS, notes, article.picture)


def _in_page(uri: str, text: str, picture: Picture | None) -> Iterator[str]:
    yield from uris.targets(uri, text)
    if picture and picture.found:
        yield picture.found.uri
