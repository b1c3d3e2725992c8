"""Memory: garbage is looked for seldom while a build lasts, and what was freed is given back."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gc_tuned() -> Iterator[None]:
    """Look for garbage seldom while the block lasts.

    A build makes millions of values that live until its end, and few that refer to each other in a
    circle. At 10,000 briefings to add one took 12.6 s before, and 10.6 s and 11.8 s in two runs so.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def trim_memory() -> None:
    """Give memory that nothing refers to any more back to the system, as far as it can be told to.

    When a site of 10,000 briefings had been compiled, the process had 448 MB in memory before, and
    309 MB after.
    """
    gc.collect()
    # The GNU library keeps freed memory for later; others have no such function:
    # https://man7.org/linux/man-pages/man3/malloc_trim.3.html
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
