"""English given names and their short forms (library nicknames)."""

from collections.abc import Iterable, Set
from functools import cache

from nicknames import NickNamer


@cache
def _names() -> NickNamer:
    return NickNamer()


@cache
def known() -> frozenset[str]:
    """Return the given names, in lower case."""
    return frozenset({*_names().canonical_lookup, *_names().nickname_lookup})


def alternatives(names: Iterable[str]) -> Set[str]:
    """Return names, in lower case, with their short and their full forms: `ted`, `theodore`."""
    found: set[str] = set()
    for name in names:
        found |= {name} | _names().nicknames_of(name) | _names().canonicals_of(name)
    return found
