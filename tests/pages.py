"""Invented web pages for tests of the HTML reader."""

import json
from collections.abc import Sequence

from briefings.model.reading import Block, BlockKind, Evidence, Fact, Field, Reading
from briefings.readers.html import reader as html
from briefings.readers.refusals import Refusal

SENTENCES = (
    "The harbour master closed the northern quay on Monday after a crane had tipped in the wind.",
    "Nobody was hurt, but two ships that were to unload grain had to anchor outside the bay.",
    "Engineers said that it would take a week to lift the wreck and to look at the foundations.",
    "The mayor thanked the crews who had worked through the night to clear the access road.",
    "Ferries to the islands leave from the southern pier until further notice, an hour later.",
)
HEADLINE = "Crane tips over in the northern harbour"


def paragraphs(*sentences: str) -> str:
    """Return sentences as paragraphs; those above if none are given."""
    return "".join(f"<p>{sentence}</p>" for sentence in sentences or SENTENCES)


def page(body: str | None = None, *, head: str = "", headline: str = HEADLINE) -> str:
    """Return a page with an article in it, and furniture around."""
    text = paragraphs() if body is None else body
    return (
        f"<!doctype html><html lang='en-GB'><head>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
        f"<main><h1>{headline}</h1><div class='story'>{text}</div></main>"
        "<footer><p>All rights reserved, The Sample Gazette.</p></footer></body></html>"
    )


def json_ld(**said: object) -> str:
    """Return a script of structured data about an article."""
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **said}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def meta(name: str, content: str) -> str:
    """Return a `meta` of a name or property."""
    return f'<meta property="{name}" content="{content}">'


def read(markup: str | bytes, name: str = "page.html") -> Reading:
    """Read a page that is an article."""
    found = html.read(name, markup if isinstance(markup, bytes) else markup.encode())
    assert isinstance(found, Reading), found
    return found


def refused(data: bytes, name: str = "page.html") -> str:
    """Return the code with which a capture is refused."""
    found = html.read(name, data)
    assert isinstance(found, Refusal), found
    assert found.message.endswith(".")
    assert found.hint.endswith(".")
    return found.code


def texts(reading: Reading, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    """Return the texts of the blocks of a kind."""
    return [block.text for block in reading.blocks if block.kind is kind]


def block(reading: Reading, beginning: str) -> Block:
    """Return the block whose text begins so."""
    (found,) = (b for b in reading.blocks if b.text.startswith(beginning))
    return found


def facts(reading: Reading, field: Field) -> Sequence[Fact]:
    """Return the facts on a field, in their order."""
    return [fact for fact in reading.facts if fact.field is field]


def values(reading: Reading, field: Field, evidence: Evidence = Evidence.DECLARED) -> list[str]:
    """Return what is known of a field by a kind of evidence."""
    return [fact.value for fact in facts(reading, field) if fact.evidence is evidence]


def rule(reading: Reading, beginning: str) -> str:
    """Return role and rule of the piece of the page whose text begins so."""
    (found,) = (d for d in reading.decisions if d.text.startswith(beginning))
    return f"{found.role}: {found.rule}"
