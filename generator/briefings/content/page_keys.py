"""Keys of results by the URI of the page that they belong to."""

from collections.abc import Iterator, Mapping

from briefings.text import uris


class OfBriefings(Mapping[str, str]):
    """Keys of briefings by the URI of their page, made from keys by slug, which are fewer bytes."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        """Take the key of each briefing by its slug."""
        self._keys = keys

    def __getitem__(self, uri: str) -> str:
        """Return a key; raises KeyError if no briefing has this URI."""
        before, after = uris.briefing("\n").split("\n")
        slug = uri.removeprefix(before).removesuffix(after)
        if uris.briefing(slug) != uri:
            raise KeyError(uri)
        return self._keys[slug]

    def __iter__(self) -> Iterator[str]:
        return map(uris.briefing, self._keys)

    def __len__(self) -> int:
        return len(self._keys)
