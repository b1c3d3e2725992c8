"""How large a file may be: decided from its name and size, before anything of it is read.

The disk asks before it loads a file, and a reader before it decodes one, so that neither time nor
memory is spent on what is no article, wherever it comes from.
"""

from briefings.model.content import Problem

TEXT_LIMIT = 2_000_000
"""Most bytes of a text, and most characters that a page may show. The longest features and live
pages of news sites have well under 1 MB; a book of 300,000 words has about 1.7 MB. Compiling so
much takes a few seconds, and some 200 MB of memory."""
FACTS_LIMIT = 200_000
"""Most bytes of a file of facts: sidecars and outlets have a few kilobytes."""
PAGE_LIMIT = 20_000_000
"""Most bytes of a page of HTML, which is scripts and styles for the most part. trafilatura's own
limit (`MAX_FILE_SIZE`) is the same; the largest of 134 saved news pages has 3 MB."""
PACKED_LIMIT = 50_000_000
"""Most bytes of any file, and most that a packed one may unpack to: a web archive holds the
pictures of its page."""

_BY_ENDING = {
    ".txt": TEXT_LIMIT,
    ".md": TEXT_LIMIT,
    ".yml": FACTS_LIMIT,
    ".html": PAGE_LIMIT,
    ".htm": PAGE_LIMIT,
}


def most_bytes(path: str) -> int:
    """Return how many bytes a file of this name may have."""
    _, dot, ending = path.rpartition(".")
    return _BY_ENDING.get(dot + ending, PACKED_LIMIT)


def too_large(path: str, size: int) -> Problem | None:
    """Return the problem of a file that is too large to be read; None for any other.

    Args:
        path: name of the file.
        size: number of its bytes.
    """
    if size <= most_bytes(path):
        return None
    return Problem(
        path, 0, "too-large",
        f"This file has {size:,} bytes, more than {most_bytes(path):,}: no article is so long.",
        "Cut it down to the article, or take it out of the content folder.",
    )  # fmt: skip
