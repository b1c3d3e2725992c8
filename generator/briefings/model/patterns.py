"""Regular expressions that editors write, matched in bounded time."""

import re
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import regex

from briefings.model.content import Problem, RefusedError

SECONDS = 0.5
"""Most processor time that a process spends on slow matches of one pattern. A match takes some
microseconds; where it takes this long, each further character of the line can double the time."""
_SLOW = 0.01
"""Processor time, in seconds, from which a match counts as slow."""
_SPENT: defaultdict[str, float] = defaultdict(float)
"""Time of the slow matches of each pattern in this process."""
# With one repeat of one character, the time grows with the square of a line, which is short. With
# two repeats, with one of a group, or with several alternatives, it can grow without bounds.
_MAY_BE_SLOW = re.compile(r"\)[*+?{]|(?<!\()[*+?{].*(?<!\()[*+?{]|\|.*\|", re.DOTALL)


@lru_cache(1024)
def _compiled(source: str) -> tuple[regex.Pattern[str], bool]:
    """Return a regular expression, and whether it may be slow."""
    return regex.compile(source, regex.V0), bool(_MAY_BE_SLOW.search(source))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression of an outlet file, which `re` accepts too.

    The methods are those of `re.Pattern`. The library `regex` ends a match that takes too long,
    in any thread.

    Raises:
        RefusedError: from each method, if slow matches take too long. The problem is that of the
            outlet file.
    """

    source: str
    """The expression."""
    file: str = ""
    """The outlet file."""
    line: int = 0
    """Its line there."""

    def search(self, text: str) -> regex.Match[str] | None:
        """Return a match anywhere in a text."""
        return self._matched("search", text)

    def match(self, text: str) -> regex.Match[str] | None:
        """Return a match at the beginning of a text."""
        return self._matched("match", text)

    def fullmatch(self, text: str) -> regex.Match[str] | None:
        """Return a match of a whole text."""
        return self._matched("fullmatch", text)

    def _matched(self, method: str, text: str) -> regex.Match[str] | None:
        compiled, may_be_slow = _compiled(self.source)
        match: Callable[..., regex.Match[str] | None] = getattr(compiled, method)
        try:
            return match(text, timeout=_SLOW) if may_be_slow else match(text)
        except TimeoutError:
            left, began = SECONDS - _SPENT[self.source], time.thread_time()
        try:
            if left > 0:
                return match(text, timeout=left)
        except TimeoutError:
            _SPENT[self.source] = SECONDS
        finally:
            _SPENT[self.source] += time.thread_time() - began
        raise RefusedError(Problem(
            self.file, self.line, "too-costly",
            f"The slow matches of this pattern take more than {SECONDS} seconds together: "
            f"`{self.source}`.",
            "Write it so that a line can match in one way only: without a repeat inside another, "
            "as in `(a+)+`, and without alternatives that match the same, as in `(a|aa)+`.",
        ))  # fmt: skip
