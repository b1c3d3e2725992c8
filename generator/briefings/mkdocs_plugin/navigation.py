"""The pages in a navigation of `mkdocs.yml` (`nav`)."""

from collections.abc import Iterator, Mapping, Sequence


def pages(navigation: object) -> Iterator[str]:
    """Yield the pages in a navigation."""
    return (entry for _, entry in _entries(navigation) if entry.endswith(".md"))


def titles(navigation: object) -> Iterator[tuple[str, str]]:
    """Yield each entry to which a navigation gives a title, and the title."""
    return ((entry, title) for title, entry in _entries(navigation) if title is not None)


def untitled(navigation: object) -> Iterator[str]:
    """Yield the pages to which a navigation gives no title."""
    return (page for title, page in _entries(navigation) if title is None and page.endswith(".md"))


def _entries(navigation: object, title: str | None = None) -> Iterator[tuple[str | None, str]]:
    """Yield the title and the page or address of each entry; None for no title."""
    if isinstance(navigation, str):
        yield title, navigation
    elif isinstance(navigation, Mapping):
        for name, inside in navigation.items():
            yield from _entries(inside, str(name))
    elif isinstance(navigation, Sequence):
        for inside in navigation:
            yield from _entries(inside)
