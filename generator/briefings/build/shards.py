"""Parts of a site that other machines have built, each of them a store of results in one file.

A part has a share of all that a build finds out: of what was read and linked, of the compiled
pages, and of the rendered ones. Everything in it stands under the digest of what it was made from,
so that a build which is handed parts takes what fits and makes the rest itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import msgspec

from briefings.build.store import DamagedError, Reader, Store, reading
from briefings.cache import Result, decoder, digest, encode

_LABEL = "part"


class PartsError(Exception):
    """Parts that are not all the parts of this site; the message has a finding on each line."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several equal shares of a site."""

    number: int
    """Which of them, from 1."""
    of: int
    """How many there are."""

    def has(self, name: str) -> bool:
        """Return whether something with this name is in the share, whatever else there is."""
        return int(digest(name), 16) % self.of == self.number - 1

    def __str__(self) -> str:
        return f"{self.number} of {self.of}"


@dataclass(frozen=True, slots=True)
class Origin:
    """Digests of all that a site is made from."""

    content: str
    """What people wrote."""
    settings: str
    """The settings and the templates."""
    program: str
    """The generator, all packages and Python."""


_MADE_FROM = {
    "content": "from other content",
    "settings": "with other settings or templates",
    "program": "by another version of the generator, of a package or of Python",
}


@dataclass(frozen=True, slots=True)
class _Label:
    """What a part says of itself."""

    shard: Shard
    origin: Origin


def label(part: Store, shard: Shard, origin: Origin) -> None:
    """Say in a part, which is complete now, what it is."""
    part.say(_LABEL, encode(_Label(shard, origin)))


class Parts:
    """The parts of a site, as one store of results."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Open the files of the parts, which may come in any order.

        Raises:
            PartsError: one of them is not there.
        """
        self._stack = ExitStack()
        self._parts: dict[Path, Reader] = {}
        for path in paths:
            with _of(path):
                self._parts[path] = self._stack.enter_context(reading(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self._parts)

    def check(self, origin: Origin) -> None:
        """Make sure that these are all the parts of a site; no parts at all will do as well.

        Args:
            origin: what the site is made from.

        Raises:
            PartsError: they are not.
        """
        labels = {path: _label(part) for path, part in self._parts.items()}
        findings = [*_foreign(labels, origin), *_missing(labels)]
        if findings:
            raise PartsError("\n".join(findings))

    def result(self, key: str) -> Result | None:
        """Return the result of a key, if a part has it whole.

        Raises:
            PartsError: a part is so damaged that nothing can be looked up in it.
        """
        for path, part in self._parts.items():
            with _of(path):
                if found := part.result(key):
                    return found
        return None


@contextmanager
def _of(path: Path) -> Iterator[None]:
    try:
        yield
    except DamagedError as error:
        raise PartsError(f"{path} is damaged. Transfer it again, or build it again.") from error


def _label(part: Reader) -> _Label | None:
    """Return what a part says of itself; None for what is no part."""
    try:
        part.check()
        return decoder(_Label)(part.said(_LABEL))
    except (DamagedError, msgspec.MsgspecError):
        return None


def _foreign(labels: Mapping[Path, _Label | None], origin: Origin) -> Iterator[str]:
    for path, label in labels.items():
        if label is None:
            yield f"{path} is no part that `briefings build --shard` made, or is damaged."
        elif label.origin != origin:
            differing = (
                words
                for name, words in _MADE_FROM.items()
                if getattr(label.origin, name) != getattr(origin, name)
            )
            yield f"{path} was built {', and '.join(differing)} than there is here."


def _missing(labels: Mapping[Path, _Label | None]) -> Iterator[str]:
    there = {path: label.shard for path, label in labels.items() if label}
    numbers = sorted({shard.of for shard in there.values()})
    if len(numbers) > 1:
        listed = "; ".join(f"{path} is part {shard}" for path, shard in there.items())
        yield f"These parts are not of one division: {listed}."
        return
    for of in numbers:
        for shard in (Shard(number, of) for number in range(1, of + 1)):
            if shard not in there.values():
                yield f"Part {shard} is missing."
