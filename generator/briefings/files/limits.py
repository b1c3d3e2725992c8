"""Size limits of files, checked before a file is read or decoded."""

from briefings.model.content import Problem

TEXT_LIMIT = 2_000_000
"""Maximal bytes of a text, and characters of text on a page. The longest features and live pages
of news sites have less than 1 MB; a book of 300,000 words has about 1.7 MB. Compiling 2 MB takes
a few seconds and 200 MB of memory."""
FACTS_LIMIT = 200_000
"""Maximal bytes of a YAML file: sidecars and outlets have a few kilobytes."""
PAGE_LIMIT = 20_000_000
"""Maximal bytes of an HTML page; most are scripts and styles. trafilatura has the same limit
(`MAX_FILE_SIZE`); the largest of 134 saved news pages has 3 MB."""
PACKED_LIMIT = 50_000_000
"""Maximal bytes of any file, and of an unpacked archive: a web archive has the page's pictures."""

_BY_SUFFIX = {".md": TEXT_LIMIT, ".yml": FACTS_LIMIT}


def too_large(path: str, size: int, limit: int | None = None) -> Problem | None:
    """Return a problem if a file is too large; else None.

    Args:
        path: name of the file.
        size: number of its bytes.
        limit: maximal number of bytes; None for the limit of the file's suffix.
    """
    if limit is None:
        limit = next((n for end, n in _BY_SUFFIX.items() if path.endswith(end)), PACKED_LIMIT)
    if size <= limit:
        return None
    return Problem(
        path, 0, "too-large",
        f"This file has {size:,} bytes; the limit is {limit:,}. No article is so long.",
        "Reduce it to the article, or remove it from the content folder.",
    )  # fmt: skip
