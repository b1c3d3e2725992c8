"""Results of a command in the build's cache, which builds do not sweep away."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from briefings.build.store import OWNED, Store
from briefings.cache import Result

SUGGEST = "suggest"
"""The owner of what was read of briefings for suggestions."""


class Owned:
    """A part of a store that belongs to one command. It raises the exceptions of the store."""

    def __init__(self, store: Store, owner: str) -> None:
        """Take the store, and the name of the command."""
        self._store, self._prefix = store, f"{owner}{OWNED}"
        self._used: set[str] = set()

    def heads(self, keys: Iterable[str]) -> Mapping[str, bytes]:
        """Return the heads of those results that are in the cache."""
        found = self._store.heads(map(self._own, keys))
        return {key.removeprefix(self._prefix): head for key, head in found.items()}

    def head(self, key: str) -> bytes:
        """Return the head of a result."""
        return self._store.head(self._own(key))

    def body(self, key: str) -> bytes:
        """Return the body of a result."""
        return self._store.body(self._own(key))

    def keep(self, results: Iterable[Result]) -> None:
        """Add results; they replace those with the same keys."""
        self._store.keep(replace(result, key=self._own(result.key)) for result in results)

    def sweep(self, also: Iterable[str] = ()) -> None:
        """Remove the results of the command that were not used, except some."""
        self._store.retain(self._prefix, self._used.union(map(self._own, also)))

    def _own(self, key: str) -> str:
        own = f"{self._prefix}{key}"
        self._used.add(own)
        return own
