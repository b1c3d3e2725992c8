"""The consoles for output and errors, and the messages of MkDocs on them."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.logging import RichHandler

OUT = Console(emoji=False, highlight=False, soft_wrap=True)
ERR = Console(stderr=True, emoji=False, highlight=False, soft_wrap=True)


@contextmanager
def mkdocs_log(level: int = logging.WARNING) -> Iterator[None]:
    """Show messages of MkDocs, of `level` or above, inside the block."""
    handler = RichHandler(
        level, ERR, show_time=False, show_path=False, markup=False, rich_tracebacks=True
    )
    logger = logging.getLogger("mkdocs")
    before = logger.level
    logger.setLevel(level)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
