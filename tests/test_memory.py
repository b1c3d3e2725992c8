"""Memory: what a build holds for each article, and what it frees before other work needs it."""

import gc
import sys
import tracemalloc
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from briefings.build import memory
from briefings.cache import Memory
from briefings.content import articles
from briefings.model.content import Content, SourceFile
from briefings.model.reading import Block, BlockKind
from briefings.readers.formats import stem
from briefings.readers.quotations import finder
from briefings.site.compile import compile
from briefings.site.inputs import KeyedCorpus
from tests.eval import real
from tests.rendering import SETTINGS


class Node:
    """Something that refers to itself, as a site's values may."""

    def __init__(self) -> None:
        self.itself = self


def test_an_object_that_refers_only_to_itself_is_freed() -> None:
    gc.disable()
    try:
        kept, gone = Node(), weakref.ref(Node())
        assert gone() is not None
        memory.trim_memory()
        assert gone() is None
        assert kept.itself is kept
    finally:
        gc.enable()


def collected(do: Callable[[], object]) -> int:
    """Return how many objects a call leaves to the garbage collector at its second time."""
    do()
    gc.collect()
    gc.disable()
    try:
        do()
        return gc.collect()
    finally:
        gc.enable()


TEXT = """The bridge of Port Sunny

By Pat Poe

The bridge over the bay will open in May, two years later than the town had planned.

“It will open on the first of May,” said Ann Roe, the mayor of Port Sunny. “We have waited long.”

The mayor, Roe, warned of cold winds. Mr Poe said: “Nobody should walk there in a storm.”
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", TEXT),
        (
            "a.md",
            f"---\ntitle: The bridge\nnotes:\n  - quote: cold winds\n    note: Sunny\n---\n{TEXT}",
        ),
    ],
    ids=["text", "Markdown"],
)
def test_an_article_is_freed_when_it_has_been_read(name: str, text: str) -> None:
    file = SourceFile(f"articles/{name}", text.encode())
    assert articles.parse(file, None, {}).article
    assert collected(lambda: articles.parse(file, None, {})) == 0


def test_the_speakers_of_an_article_are_freed_when_they_have_been_found() -> None:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text, 1) for text in TEXT.strip().split("\n\n"))
    assert any(one.naming for one in finder.certain(blocks, "en"))
    assert collected(lambda: finder.certain(blocks, "en")) == 0


def test_a_site_does_not_keep_what_it_is_compiled_with(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[weakref.ref[KeyedCorpus]] = []

    class Noted(KeyedCorpus):
        def __init__(self, *values: Any) -> None:  # noqa: ANN401  those of the class
            super().__init__(*values)
            made.append(weakref.ref(self))

    monkeypatch.setattr(sys.modules[compile.__module__], "KeyedCorpus", Noted)
    gc.disable()
    try:
        site = compile(Content((SourceFile("articles/a.txt", TEXT.encode()),)), SETTINGS)
        assert site.counts.briefings == 1
        assert [one() for one in made] == [None]
    finally:
        gc.enable()


# What the whole site needs of a real article, in bytes: its title, day, outlet, authors, tags, the
# subjects that it links, and the targets of its files. Its text is loaded when a file is made.
HELD = 7_000


def held(number: int, cache: Memory) -> int:
    """Return the bytes that a compiled site of some real articles holds beside a cache."""
    files = real.files()
    names = sorted({stem(f.path) for f in files if f.path.startswith("articles/")})[:number]
    kept = {*names}
    content = Content(
        tuple(f for f in files if not f.path.startswith("articles/") or stem(f.path) in kept)
    )
    compile(content, SETTINGS, cache)
    gc.collect()
    tracemalloc.start()
    try:
        site = compile(content, SETTINGS, cache)
        gc.collect()
        assert site.counts.briefings == number
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


@pytest.mark.usefixtures("shared")
def test_what_is_held_for_a_real_article_is_bounded() -> None:
    few, many, cache = 100, 300, Memory()
    # The articles are read once: the few are among the many.
    assert (held(many, cache) - held(few, cache)) / (many - few) < HELD
