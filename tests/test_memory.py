"""Memory: what a build holds for each article, and what it frees before other work needs it."""

import gc
import tracemalloc
import weakref

import pytest

from briefings.build import memory
from briefings.cache import Memory
from briefings.model.content import Content
from briefings.readers.formats import stem
from briefings.site.compile import compile
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


# What the whole site needs of a real article, in bytes: its title, day, outlet, authors, tags, the
# subjects that it links, and the targets of its files. Its text is loaded when a file is made.
HELD = 8_000


def held(number: int) -> int:
    """Return the bytes that a compiled site of some real articles holds."""
    files = real.files()
    articles = sorted({stem(f.path) for f in files if f.path.startswith("articles/")})[:number]
    kept = {*articles}
    content = Content(
        tuple(f for f in files if not f.path.startswith("articles/") or stem(f.path) in kept)
    )
    cache = Memory()
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
    few, many = 100, 300
    assert (held(many) - held(few)) / (many - few) < HELD
