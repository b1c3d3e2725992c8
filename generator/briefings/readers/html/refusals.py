"""Pages that are no article: a consent wall, an error page, a list of articles, an empty page.

A page is refused only if little or no text was found; an article under a consent banner is read.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from briefings.readers import refusals
from briefings.readers.html.classify import Classification
from briefings.readers.html.declared import Declared
from briefings.readers.html.decoding import EMPTY
from briefings.readers.html.elements import TextBlock
from briefings.readers.html.scoring import latin_length
from briefings.readers.refusals import Refusal

# Shorter news exist, but are declared as articles; error pages and walls of more text are rare.
_SHORT = 250
_MANY_LINKS = 25
_LIST = Refusal(
    "list-page",
    "This page is a list of articles, not an article.",
    "Save each article that you want by itself.",
)
_NO_ARTICLE = Refusal(
    "no-article",
    "No article was found on this page.",
    "Save the page once the article shows, or put its text into a .txt file.",
)


def refusal(
    blocks: Sequence[TextBlock], classification: Classification, declared: Declared
) -> Refusal | None:
    """Return why a page is no article; None for one that is."""
    labels = classification.labels
    kept = [b for b, label in zip(blocks, labels, strict=True) if label.role == "paragraph"]
    size = sum(latin_length(block.text) for block in kept)
    if declared.article and size >= _SHORT / 4:
        return None
    heads = [declared.title, *(block.text for block in blocks if block.element.heading == 1)]
    texts = [block.text for block in kept or blocks]
    return (
        (refusals.error(heads) if blocks and size < refusals.WALL else None)
        or (EMPTY if _is_empty(blocks, size) else None)
        or (refusals.consent(texts) if size < refusals.WALL else None)
        or (_LIST if _is_list(blocks, declared, size) else None)
        or (_NO_ARTICLE if size < _SHORT / 2 else None)
    )


def _is_empty(blocks: Sequence[TextBlock], size: int) -> bool:
    everything = sum(latin_length(block.text) for block in blocks)
    return not blocks or (not size and everything < _SHORT / 5)


def _is_list(blocks: Sequence[TextBlock], declared: Declared, size: int) -> bool:
    """Return whether a page is a home page, or one of links with little text."""
    links = sum(block.is_link() for block in blocks)
    is_home = bool(declared.canonical) and urlsplit(declared.canonical).path in ("", "/")
    return links >= _MANY_LINKS and (size < _SHORT or is_home)
