"""Uses of names in the briefings."""

import re
from collections import Counter
from dataclasses import dataclass, field

from msgspec import Struct

# The share of the uses of a name before titles that makes it a part of them.
_OFFICE = 0.8


class Use(Struct, frozen=True, gc=False):
    """A place where a name occurs."""

    page: int
    """Number of the briefing."""
    passage: int
    """Number of the passage in it."""
    start: int
    """Offset of the first character in the passage."""
    text: str
    """The words as written."""
    titled: bool = False
    """Whether a title precedes it, so that it is a person."""
    inside: bool = False
    """Whether it follows “in”, so that it may be a place."""
    of_office: bool = False
    """Whether a title follows it, so that it may be a part of one."""
    part: str = ""
    """A name of explainers in it that means something else here: “Boston” in “Boston Globe”."""

    @property
    def place(self) -> tuple[int, int, int]:
        """Where it is: briefing, passage and offset."""
        return self.page, self.passage, self.start

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.start + len(self.text)

    def without(self, number: int) -> "Use":
        """Return the use of the name without its first words; `number` says how many."""
        rest = re.split(r"\s", self.text, maxsplit=number)[-1]
        start = self.start + len(self.text) - len(rest)
        return Use(self.page, self.passage, start, rest, self.titled)


@dataclass(slots=True)
class Used:
    """A name with all its uses."""

    lang: str
    """Tag of the language of the text with its first use."""
    uses: list[Use] = field(default_factory=list)
    """The places where it occurs, in the order of the briefings."""
    weak: bool = True
    """Whether it is not a name by itself, only as a part of a longer one."""

    @property
    def pages(self) -> set[int]:
        """Numbers of the briefings that use it."""
        return {use.page for use in self.uses}

    @property
    def surfaces(self) -> Counter[str]:
        """Its spellings with their frequencies."""
        return Counter(use.text for use in self.uses)

    @property
    def titled(self) -> bool:
        """Whether a title precedes it anywhere."""
        return any(use.titled for use in self.uses)

    @property
    def of_office(self) -> bool:
        """Whether it is hardly used but before titles."""
        return sum(use.of_office for use in self.uses) >= _OFFICE * len(self.uses)
