"""The outcome of a compilation, kept in the cache: unchanged content is not compiled again.

The problems of the last published build are kept too, to tell new ones from known ones.
"""

import re
from collections.abc import Iterable

import msgspec

from briefings.build.store import Store
from briefings.cache import Cache, Result, decoder, digest, encode, load
from briefings.model.content import Content, Problem, Settings
from briefings.model.site import Outcome
from briefings.text.problem_groups import Findings

_LAST = "problems of the last build"
_NUMBER = re.compile(r"\d[\d,]*")
# 64 bits: among a million problems, two have the same with a probability of some 10^-8.
_IDENTITY = 16


def key(content: Content, settings: Settings) -> str:
    """Return a digest of the content and the settings, the key of the outcome."""
    files = sorted((file.path, file.digest) for file in content.files)
    return digest("outcome", files, content.problems, content.day, settings)


def find(cache: Cache, key: str) -> Outcome | None:
    """Return the outcome; None if it is not in the cache."""
    return dict(load(cache, Outcome, [key])).get(key)


def keep(cache: Cache, key: str, outcome: Outcome) -> None:
    """Keep the problems and counts of a compiled site."""
    cache.keep([Result(key, encode(Outcome(outcome.problems, outcome.counts)))])


def keep_last(store: Store, problems: Iterable[Problem]) -> None:
    """Keep the problems of a build that has been published."""
    store.set_value(_LAST, encode(sorted(map(_identity, problems))))


def has_last(store: Store) -> bool:
    """Return whether the problems of a published build are known."""
    return bool(store.value(_LAST))


def since_last(store: Store, problems: Iterable[Problem]) -> Findings:
    """Return problems, new ones apart from those of the last published build."""
    try:
        last = decoder(frozenset[str])(store.value(_LAST))
    except msgspec.MsgspecError:
        last = frozenset[str]()
    new: list[Problem] = []
    known: list[Problem] = []
    for problem in problems:
        (known if _identity(problem) in last else new).append(problem)
    return Findings(tuple(new), tuple(known))


def _identity(problem: Problem) -> str:
    """Return what stays the same when lines are added above a problem, or a number of it grows."""
    message = _NUMBER.sub("0", problem.message)
    return digest(problem.file, problem.code, message)[:_IDENTITY]
