"""Front matter that web clippers write: which of their keys state which facts of an article.

The keys are those of the default templates of Obsidian Web Clipper, MarkDownload and Joplin's web
clipper, and of the Markdown output of trafilatura.
"""

import re
from collections.abc import Mapping

from briefings.model.reading import Field

KEYS: Mapping[str, Field | None] = {
    "source": Field.URL,
    **dict.fromkeys(("author", "byline"), Field.AUTHOR),
    "date": Field.PUBLISHED,
    **dict.fromkeys(("created", "clipped"), Field.CAPTURED),
    **dict.fromkeys(("description", "excerpt"), Field.SUMMARY),
    **dict.fromkeys(("categories", "keywords"), Field.TAG),
    "language": Field.LANG,
    **dict.fromkeys(
        ("hostname", "sitename", "site", "domain", "image", "favicon", "word_count", "updated",
         "fingerprint", "id", "license"),
        None,
    ),
}  # fmt: skip
"""Foreign keys, with the fact that each states; None for keys without one."""

# Obsidian Web Clipper tags every clipping with it.
_TAG_OF_CLIPPINGS = "clippings"
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*", re.DOTALL)


def is_clipping(data: Mapping[str, object]) -> bool:
    """Return whether front matter has a key that only clippers write."""
    return not KEYS.keys().isdisjoint(data)


def own(data: Mapping[str, object]) -> dict[str, object]:
    """Return front matter without foreign keys, in the form of `ArticleFields`.

    Clippers write a key without a value for a fact that the page lacks, a moment as the day of
    publication, and tags as one text.

    Args:
        data: the front matter, with every scalar as text.
    """
    if not is_clipping(data):
        return dict(data)
    kept = {key: value for key, value in data.items() if key not in KEYS and value not in ("", [])}
    published = kept.get("published")
    if isinstance(published, str) and (moment := _MOMENT.fullmatch(published)):
        kept["published"] = moment[1]
    if "tags" in kept:
        kept["tags"] = [tag for tag in texts(kept["tags"], ",") if tag != _TAG_OF_CLIPPINGS]
        if not kept["tags"]:
            del kept["tags"]  # an empty list of an editor removes the tags of the capture
    return kept


def texts(value: object, separator: str) -> list[str]:
    """Return the texts in a value: the entries of a list, or the parts of one text."""
    found = value if isinstance(value, list) else str(value).split(separator)
    return [text for entry in found if isinstance(entry, str) and (text := entry.strip())]
