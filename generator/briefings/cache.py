"""A cache of the results of pure steps, by a digest of everything that a step depends on.

A result has a small *head*, which the whole site needs, and a *body*, which is loaded only for the
pages made from it. Both are MessagePack. They are decoded as the expected type: a damaged result,
or one of another type, is ignored.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar, cast

import msgspec

T = TypeVar("T")
U = TypeVar("U")

# 128 bits: among 10^17 results, two have the same digest with a probability of some 10^-5.
_DIGEST_BYTES = 16
# Heads that are in memory at once, of some kilobytes each.
_AT_ONCE = 100
_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


def encode(value: object) -> bytes:
    """Serialise a value: equal values give the same bytes, in any process."""
    return _ENCODER.encode(value)


def pack(value: object) -> bytes:
    """Serialise a value for another process; unlike `encode`, keeps the order of mappings."""
    return msgspec.msgpack.encode(value)


def decoder(kind: type[T]) -> Callable[[bytes], T]:
    """Return a function that decodes values of a type.

    It raises `msgspec.MsgspecError` for bytes that do not encode a value of the type.
    """
    return msgspec.msgpack.Decoder(kind).decode


def digest(*parts: object) -> str:
    """Return a digest of values: equal for equal values only. Of a `Keyed` it takes the key."""
    return blake2b(_DIGEST_ENCODER.encode(parts), digest_size=_DIGEST_BYTES).hexdigest()


class GoneError(KeyError):
    """A result that was in a cache is damaged or gone, and has to be computed again."""


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a step."""

    key: str
    """Digest of everything that the step depends on."""
    head: bytes
    """What the whole site needs."""
    body: bytes = b""
    """The rest."""


class Cache(Protocol):
    """A store of results."""

    def heads(self, keys: Iterable[str]) -> Mapping[str, bytes]:
        """Return the heads of those results that are in the cache and undamaged."""

    def head(self, key: str) -> bytes:
        """Return the head of a result; raises KeyError as `body` does."""

    def body(self, key: str) -> bytes:
        """Return the body of a result.

        Raises:
            KeyError: it is not in the cache, or damaged.
        """

    def keep(self, results: Iterable[Result]) -> None:
        """Add results; they replace those with the same keys."""


class Memory:
    """A cache in memory."""

    def __init__(self) -> None:
        self._results: dict[str, Result] = {}

    def heads(self, keys: Iterable[str]) -> Mapping[str, bytes]:
        """Return the heads of those results that are in the cache."""
        return {key: self._results[key].head for key in keys if key in self._results}

    def head(self, key: str) -> bytes:
        """Return the head of a result; raises KeyError if it is not in the cache."""
        return self._results[key].head

    def body(self, key: str) -> bytes:
        """Return the body of a result; raises KeyError if it is not in the cache."""
        return self._results[key].body

    def keep(self, results: Iterable[Result]) -> None:
        """Add results; they replace those with the same keys."""
        self._results |= {result.key: result for result in results}


class _Named(Mapping[str, T]):
    """A mapping with the names of another one."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Lazy(_Named[T]):
    """A mapping that loads and decodes a value at each access, and does not keep it."""

    def __init__(self, cache: Cache, keys: Mapping[str, str], kind: type[T]) -> None:
        """Take the cache, the key of the result for each name, and the type of the bodies."""
        super().__init__(keys)
        self._cache, self._decode = cache, decoder(kind)

    def packed(self, name: str) -> bytes:
        """Return the stored MessagePack of a value, without decoding it."""
        return self._cache.body(self._names[name])

    def __getitem__(self, name: str) -> T:
        """Return a value; raises KeyError if its result is gone."""
        return self._decode(self.packed(name))


class Heads(Lazy[T]):
    """As `Lazy`, with the head of a result as the value."""

    def packed(self, name: str) -> bytes:
        """Return the stored MessagePack of a head, without decoding it."""
        return self._cache.head(self._names[name])


class Mapped(_Named[U], Generic[T, U]):
    """A mapping whose values are computed from those of another one at each access."""

    def __init__(self, function: Callable[[T], U], values: Mapping[str, T]) -> None:
        """Take the function and the other mapping."""
        super().__init__(values)
        self._function = function

    def __getitem__(self, name: str) -> U:
        """Return a value; raises KeyError if the other mapping lacks the name."""
        return self._function(self._names[name])


class Index(Mapping[str, str]):
    """The keys of results by name, in an order: 28 bytes for each beside its name.

    A dictionary takes 200 bytes for each, and a site has one for every kind of result.
    """

    def __init__(self, names: Iterable[str], keys: Iterable[str]) -> None:
        """Take different names, and the digest for each."""
        self._names = tuple(names)
        self._sorted = array("I", sorted(range(len(self._names)), key=self._names.__getitem__))
        self._keys = b"".join(map(bytes.fromhex, keys))

    def __getitem__(self, name: str) -> str:
        """Return the key of a name; raises KeyError if there is no such name."""
        place = bisect_left(self._sorted, name, key=self._names.__getitem__)
        number = self._sorted[place] if place < len(self._sorted) else None
        if number is None or self._names[number] != name:
            raise KeyError(name)
        start = number * _DIGEST_BYTES
        return self._keys[start : start + _DIGEST_BYTES].hex()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Keyed(Generic[T]):
    """One value of a mapping, with a key that changes whenever the value does.

    `digest` takes the key in place of the value. `pickle` takes the value, which it does not decode
    where the mapping is `Lazy`. No dataclass, because MessagePack would encode its fields.
    """

    __slots__ = ("_kind", "_name", "_values", "key")

    def __init__(self, key: str, kind: type[T], values: Mapping[str, T], name: str) -> None:
        """Refer to a value.

        Args:
            key: digest of everything that the value depends on.
            kind: type of the value.
            values: the mapping.
            name: name of the value in it.
        """
        self.key, self._kind, self._values, self._name = key, kind, values, name

    @property
    def value(self) -> T:
        """The value; a `Lazy` mapping decodes it at each access."""
        return self._values[self._name]

    def __reduce__(self) -> tuple[object, ...]:
        return _unpickled, (self.key, self._kind, packed(self._values, self._name))


def packed(values: Mapping[str, object], name: str) -> bytes:
    """Return the MessagePack of a value, which a `Lazy` mapping has without decoding it."""
    return values.packed(name) if isinstance(values, Lazy) else pack(values[name])


def _unpickled(key: str, kind: type[T], data: bytes) -> Keyed[T]:
    return Keyed(key, kind, {"": _cached_decoder(kind)(data)}, "")


_cached_decoder: Callable[[Any], Callable[[bytes], Any]] = lru_cache(decoder)


def _key_of(value: object) -> str:
    """Encode a `Keyed` as its key."""
    if isinstance(value, Keyed):
        return value.key
    raise NotImplementedError(f"{type(value).__name__} cannot be encoded")


_DIGEST_ENCODER = msgspec.msgpack.Encoder(order="deterministic", enc_hook=_key_of)


class Shared:
    """Keeps one object of those that are equal, as decoding makes many of them."""

    def __init__(self) -> None:
        self._kept: dict[object, Any] = {}

    def one(self, value: T) -> T:
        """Return the first value that equals a value; it must be of the same type."""
        return cast(T, self._kept.setdefault(value, value))

    def parts(self, values: tuple[T, ...]) -> tuple[T, ...]:
        """Return the first values that equal those of a tuple."""
        return tuple(map(self.one, values))


class Overlaid(Mapping[str, T]):
    """A read-only mapping with some values replaced; `ChainMap` takes only mutable mappings."""

    def __init__(self, values: Mapping[str, T], others: Mapping[str, T]) -> None:
        """Take the replacing values, and the mapping that has the others."""
        self._values, self._others = values, others

    def __getitem__(self, name: str) -> T:
        """Return a value; raises KeyError if the name is in neither mapping."""
        return self._values[name] if name in self._values else self._others[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._others
        yield from (name for name in self._values if name not in self._others)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Mapper(Protocol):
    """The built-in `map` of one iterable, or the `map` of an executor, which calls in parallel."""

    def __call__(self, function: Callable[[Any], T], work: Iterable[Any], /) -> Iterator[T]:
        """Yield the results in order."""


def load(cache: Cache, kind: type[T], keys: Iterable[str]) -> Iterator[tuple[str, T]]:
    """Yield the keys and decoded heads of those results that are in the cache and undamaged."""
    decode = decoder(kind)
    coming = iter(keys)
    while some := tuple(islice(coming, _AT_ONCE)):
        for key, head in cache.heads(some).items():
            try:
                value = decode(head)
            except msgspec.MsgspecError:
                continue
            yield key, value


def ensure(
    cache: Cache, keys: Iterable[str], make: Callable[[Sequence[str]], Iterable[Result]]
) -> None:
    """Compute and keep the results that are not in the cache.

    Args:
        cache: the cache.
        keys: keys of the results.
        make: computes the results of some of these keys.
    """
    missing: list[str] = []
    coming = iter(keys)
    while some := tuple(islice(coming, _AT_ONCE)):
        found = cache.heads(some)
        missing += (key for key in some if key not in found)
    if missing:
        cache.keep(make(missing))


def get_or_compute(
    cache: Cache,
    kind: type[T],
    keys: Sequence[str],
    make: Callable[[Sequence[str]], Iterable[Result]],
    shared: Callable[[T], T] = lambda head: head,
) -> dict[str, T]:
    """Return the head of the result for every key. Missing results are computed and kept.

    Args:
        cache: the cache.
        kind: type of the heads.
        keys: keys of the results.
        make: computes the results of some of these keys.
        shared: returns a head that has parts in common with others.
    """
    found = {key: shared(head) for key, head in load(cache, kind, keys)}
    missing = [key for key in dict.fromkeys(keys) if key not in found]
    if missing:
        decode = decoder(kind)

        def kept() -> Iterator[Result]:
            for result in make(missing):
                found[result.key] = shared(decode(result.head))
                yield result

        cache.keep(kept())
    return found
