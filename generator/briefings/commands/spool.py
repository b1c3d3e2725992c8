"""Many values in a temporary file, so that only one of them is in memory."""

from collections.abc import Iterable, Iterator
from typing import IO, Generic, TypeVar

import msgspec

T = TypeVar("T")

_encode = msgspec.json.Encoder().encode


class Spool(Generic[T]):
    """A sequence of values in a file, which may be filled again and be read several times."""

    def __init__(self, file: IO[bytes], kind: type[T]) -> None:
        """Take an empty file, open for reading and writing, and the type of the values."""
        self._file = file
        self._decode = msgspec.json.Decoder(kind).decode
        self._number = 0

    def fill(self, values: Iterable[T]) -> None:
        """Write values in place of those before."""
        self._file.seek(0)
        self._file.truncate()
        self._number = 0
        for value in values:
            self._file.write(_encode(value) + b"\n")
            self._number += 1

    def __iter__(self) -> Iterator[T]:
        self._file.seek(0)
        for line in self._file:
            yield self._decode(line)

    def __len__(self) -> int:
        return self._number
