"""Size limits of files, checked before a file is loaded or decoded."""

from briefings.model.content import Problem

TEXT_LIMIT = 2_000_000
"""Most bytes of a text, and most characters of text on a page. The longest features and live pages
of news sites have well under 1 MB; a book of 300,000 words has about 1.7 MB. Compiling 2 MB takes
a few seconds and some 200 MB of memory."""
FACTS_LIMIT = 200_000
"""Most bytes of a YAML file: sidecars and outlets have a few kilobytes."""
PAGE_LIMIT = 20_000_000
"""Most bytes of an HTML page, which is mostly scripts and styles. trafilatura's own limit
(`MAX_FILE_SIZE`) is the same; the largest of 134 saved news pages has 3 MB."""
PACKED_LIMIT = 50_000_000
"""Most bytes of any file, and most bytes that a packed file may unpack to: a web archive holds the
pictures of its page."""

_BY_SUFFIX = {".md": TEXT_LIMIT, ".yml": FACTS_LIMIT}


def too_large(path: str, size: int, limit: int | None = None) -> Problem | None:
    """Return the problem of a file that is too large to be read; None for any other.

    Args:
        path: name of the file.
        size: number of its bytes.
        limit: most bytes it may have; None for the limit of files that editors write.
    """
    if limit is None:
        limit = next((n for end, n in _BY_SUFFIX.items() if path.endswith(end)), PACKED_LIMIT)
    if size <= limit:
        return None
    return Problem(
        path, 0, "too-large",
        f"This file has {size:,} bytes, more than {limit:,}: no article is so long.",
        "Cut it down to the article, or take it out of the content folder.",
    )  # fmt: skip
