"""Size limits of files, checked before a file is read or decoded."""

import posixpath

from briefings.model.content import Problem

TEXT_LIMIT = 2_000_000
"""Maximal bytes of a text, and characters of text on a page. The longest features and live pages
of news sites have less than 1 MB; a book of 300,000 words has about 1.7 MB. Compiling 2 MB takes
a few seconds and 200 MB of memory."""
FACTS_LIMIT = 200_000
"""Maximal bytes of a YAML file, and characters of front matter: they have a few kilobytes."""
EDITORIAL_LIMIT = 250_000
"""Maximal bytes of a page that an editor writes in Markdown: 40,000 words."""
PAGE_LIMIT = 20_000_000
"""Maximal bytes of an HTML page; most are scripts and styles. trafilatura has the same limit
(`MAX_FILE_SIZE`); the largest of 134 saved news pages has 3 MB."""
PACKED_LIMIT = 50_000_000
"""Maximal bytes of any file, and of an unpacked archive: a web archive has the page's pictures."""

PICTURE_LIMIT = 20_000_000
"""Maximal bytes of a picture: the largest photos of common cameras have about as much."""
DRAWING_LIMIT = 1_000_000
"""Maximal bytes of a drawing (SVG): readers load it as it is, and a detailed map has as much."""

_PICTURES = dict.fromkeys((".avif", ".jpeg", ".jpg", ".png", ".webp"), PICTURE_LIMIT)
_BY_SUFFIX = {".md": TEXT_LIMIT, ".yml": FACTS_LIMIT, ".svg": DRAWING_LIMIT, **_PICTURES}


def too_large(path: str, size: int, limit: int | None = None) -> Problem | None:
    """Return a problem if a file is too large; else None.

    Args:
        path: name of the file.
        size: number of its bytes.
        limit: maximal number of bytes; None for the limit of the file's suffix.
    """
    suffix = posixpath.splitext(path)[1].lower()
    if limit is None:
        limit = _BY_SUFFIX.get(suffix, PACKED_LIMIT)
    if size <= limit:
        return None
    if suffix == ".svg" or suffix in _PICTURES:
        return Problem(
            path, 0, "too-large", f"This picture has {size:,} bytes; the limit is {limit:,}.",
            "Save it with fewer details: 2,000 pixels are enough for any screen.",
        )  # fmt: skip
    return Problem(
        path, 0, "too-large",
        f"This file has {size:,} bytes; the limit is {limit:,}. No article is so long.",
        "Reduce it to the article, or remove it from the content folder.",
    )  # fmt: skip


def too_long_front_matter(path: str, length: int) -> Problem:
    """Return the problem of a page whose front matter has too many characters."""
    return Problem(
        path, 1, "too-large",
        f"The front matter has {length:,} characters; the limit is {FACTS_LIMIT:,}.",
        "Reduce it to the facts of one page.",
    )  # fmt: skip
