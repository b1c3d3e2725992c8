"""The published site: what the last build made of it, and what of that is there still."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from briefings.build.outputs import files, intact
from briefings.build.publish import Staged
from briefings.build.store import FileRecord, Store

_TREE = "site"


class Published:
    """The published site, as it was when it was looked at."""

    def __init__(self, folder: Path, store: Store) -> None:
        """Look at it.

        Args:
            folder: its folder, there or not.
            store: knows what was made.
        """
        self._made = store.made(_TREE)
        self._there = dict(files(folder))

    def is_whole(self) -> bool:
        """Return whether it is what the last build made, to the last file."""
        return self._made.keys() == self._there.keys() and all(
            intact(made, self._there) for made in self._made.values()
        )

    def said(self) -> Iterator[str]:
        """Yield what was said of its pages when they were rendered."""
        return (made.said for made in self._made.values())

    def file(self, place: str, source: str) -> FileRecord | None:
        """Return a file, if it is there as it was made, and was made from that source."""
        made = self._made.get(place)
        return made if made and made.source == source and intact(made, self._there) else None

    def made_from(self, sources: Iterable[str]) -> dict[str, str]:
        """Return the files that were made from some sources, by place, with their source.

        Of a source of which one file is not as it was made there is none.
        """
        found: dict[str, list[str]] = {source: [] for source in sources}
        broken = set()
        for place, made in self._made.items():
            if made.source in found:
                found[made.source].append(place)
                if not intact(made, self._there):
                    broken.add(made.source)
        return {place: source for source in found.keys() - broken for place in found[source]}

    def changes(
        self, staged: Staged, sources: Mapping[str, str], said: Mapping[str, str]
    ) -> tuple[list[FileRecord], list[tuple[str, str]]]:
        """Return the files of the next site that this one has not, and those that are gone.

        Args:
            staged: the next site, which is complete.
            sources: what its files are made from, by place.
            said: what was said of its pages, by place.

        Returns:
            What a store takes note of when the next site is published.
        """
        new = [
            FileRecord(_TREE, place, sources.get(place, ""), "", *seen, said.get(place, ""))
            for place, seen in files(staged.folder, but=staged.kept)
        ]
        gone = self._made.keys() - staged.kept - {made.uri for made in new}
        return new, [(_TREE, place) for place in gone]
