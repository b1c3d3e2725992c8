"""`data/annotations.jsonld` against the Web Annotation model, and against the articles.

The schema below holds the MUSTs of https://www.w3.org/TR/annotation-model/ (of its SHOULDs, those
that this site keeps) for the parts of the model that are used. Nothing else may stand there.
"""

import json
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from briefings.build import content_folder
from briefings.cache import Keyed
from briefings.content import parse
from briefings.linking.folding import fold_phrase
from briefings.model.article import Article
from briefings.model.content import Content, Settings
from briefings.model.note import NoteKind
from briefings.site.compile import annotate
from briefings.site.corpus import Annotations
from briefings.site.exports import annotations
from tests.conftest import REPOSITORY

# The motivations that the model defines (section 3.3.5).
MOTIVATIONS = Literal[
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing",
    "highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging",
]  # fmt: skip
Iri = Annotated[str, StringConstraints(pattern=r"^[^\s<>\"{}|\\^`]+$")]
Number = Annotated[int, Field(ge=0)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class TextualBody(Strict):
    """3.2.4: the class is textual, and it has exactly one value; the others are at most one."""

    type: Literal["TextualBody"]
    value: str
    format: Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z]+$")]
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")] = ""
    purpose: MOTIVATIONS


class Named(Strict):
    """3.2.1: a resource elsewhere has exactly one IRI; `label` is that of RDF Schema."""

    id: Iri
    label: Annotated[str, StringConstraints(min_length=1)]


class LinkedBody(Strict):
    """4: a specific resource has exactly one source."""

    type: Literal["SpecificResource"]
    source: Iri | Named
    purpose: MOTIVATIONS


class TextQuoteSelector(Strict):
    """4.2.4: exactly one `exact`, and at most one of each of the others."""

    type: Literal["TextQuoteSelector"]
    exact: Annotated[str, StringConstraints(min_length=1)]
    prefix: str
    suffix: str


class Target(Strict):
    type: Literal["SpecificResource"]
    source: Iri
    selector: TextQuoteSelector


class Person(Strict):
    """3.3.1: an agent has a type, and here exactly one name."""

    type: Literal["Person"]
    name: Annotated[str, StringConstraints(min_length=1)]


class Annotation(Strict):
    """3.1: exactly one IRI, the type, one target or more; no context where it is embedded."""

    id: Iri
    type: Literal["Annotation"]
    motivation: MOTIVATIONS
    creator: Person | None = None
    created: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")] = ""
    body: Annotated[list[TextualBody | LinkedBody], Field(min_length=1)]
    target: Target


class AnnotationPage(Strict):
    """5.2: the type, an IRI, and the list of annotations."""

    id: Iri
    type: Literal["AnnotationPage"]
    partOf: Iri  # noqa: N815 - the model's name
    startIndex: Number  # noqa: N815 - the model's name
    items: list[Annotation]


class AnnotationCollection(Strict):
    """5.1: the context, the type, an IRI; the first page."""

    context: Annotated[Literal["http://www.w3.org/ns/anno.jsonld"], Field(alias="@context")]
    id: Iri
    type: Literal["AnnotationCollection"]
    label: str
    total: Number
    first: AnnotationPage


ADDRESS = "https://briefings.example.org/"


@pytest.fixture(scope="module", params=["", ADDRESS], ids=["relative", "absolute"])
def corpus(request: pytest.FixtureRequest) -> Annotations:
    return annotate(
        content_folder.read_content(REPOSITORY / "content"), Settings(site_url=request.param)
    )


def collection(corpus: Annotations) -> AnnotationCollection:
    # Through JSON, so that strict types are those of JSON.
    return AnnotationCollection.model_validate_json(written(corpus))


def written(corpus: Annotations) -> str:
    noted = (article.slug for article in corpus.articles.values() if article.notes)
    articles = tuple(Keyed(slug, Article, corpus.texts, slug) for slug in noted)
    (file,) = annotations.build(annotations.Inputs(corpus.settings, articles))
    return file.text


def test_the_file_keeps_to_the_model(corpus: Annotations) -> None:
    found = collection(corpus)
    items = found.first.items
    assert found.total == len(items) >= 12
    assert found.first.partOf == found.id
    assert len({item.id for item in items}) == len(items)
    assert {body.value for item in items for body in tags(item)} == {k.value for k in NoteKind}


def tags(item: Annotation) -> list[TextualBody]:
    return [b for b in item.body if isinstance(b, TextualBody) and b.purpose == "tagging"]


def test_every_note_is_there_and_its_selectors_name_its_words(corpus: Annotations) -> None:
    items = iter(collection(corpus).first.items)
    for article in corpus.articles.values():
        text = parse.plain_text(corpus.texts[article.slug])
        for anchored in article.notes:
            item = next(items)
            quote = item.target.selector
            assert text.count(f"{quote.prefix}{quote.exact}{quote.suffix}") == 1
            assert fold_phrase(quote.exact) == fold_phrase(anchored.note.quote)
            assert item.id == f"{item.target.source}#note-{anchored.number}"
            assert item.target.source.endswith(f"briefings/{article.slug}/")
            said, kind, *sources = item.body
            assert isinstance(said, TextualBody)
            assert (said.value, said.format) == (anchored.note.text, "text/markdown")
            assert said.language == "en-GB"
            assert item.motivation == said.purpose
            assert [kind] == tags(item)
            assert [link_of(body) for body in sources] == [
                (source.title, source.url) for source in anchored.note.sources
            ]
    assert next(items, None) is None


def link_of(body: TextualBody | LinkedBody) -> tuple[str, str]:
    """Return the title and the address of a source, empty where it has none."""
    if isinstance(body, TextualBody):
        assert body.purpose == "describing"
        return body.value, ""
    assert body.purpose == "linking"
    return (
        ("", body.source) if isinstance(body.source, str) else (body.source.label, body.source.id)
    )


def test_addresses_are_absolute_if_site_url_is_set(corpus: Annotations) -> None:
    found = collection(corpus)
    whole = [found.id, found.first.id, *(item.target.source for item in found.first.items)]
    start = corpus.settings.site_url
    assert all(
        address.startswith(start or ("../briefings/", "annotations.jsonld")) for address in whole
    )


def test_a_site_without_notes_has_an_empty_collection() -> None:
    found: dict[str, Any] = json.loads(written(annotate(Content(()), Settings())))
    assert found["total"] == 0
    assert found["first"]["items"] == []
