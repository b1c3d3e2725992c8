"""Memory: unreferenced objects are freed before other work needs it."""

import gc
import weakref

from briefings.build import memory


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
