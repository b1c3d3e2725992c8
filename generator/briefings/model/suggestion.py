"""Suggestions: names in briefings that no explainer covers, and idle names of explainers."""

from dataclasses import dataclass
from enum import StrEnum

from briefings.model.explainer import ExplainerKind


class Likeness(StrEnum):
    """Why a name is similar to a name of an explainer."""

    NUMBER = "same number"
    """`UNSCR 1244` and `Resolution 1244`."""
    INITIALS = "initials"
    """`ICJ` and `International Court of Justice`, whichever of the two the explainer has."""
    BRACKETS = "in brackets after it"
    """Briefings write `Government of National Accord (GNA)`."""
    SPELLING = "another spelling"
    """`Qaddafi` and `Gaddafi`; `Libya Political Agreement` and `Libyan Political Agreement`."""
    LAST_WORDS = "its last words"
    """`Guterres` and `António Guterres`; `Security Council` and `UN Security Council`."""
    FORM = "a form of it"
    """`Serb` and `Serbia`."""


@dataclass(frozen=True, slots=True)
class LooksLike:
    """A name of an explainer that is similar to a suggested name."""

    slug: str
    """The explainer."""
    title: str
    """Its title."""
    name: str
    """The explainer's name."""
    why: Likeness
    """What the two have in common."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A way in which briefings write a name."""

    text: str
    """The words as written."""
    mentions: int
    """How often it stands in the briefings."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence in which a name stands."""

    slug: str
    """The briefing."""
    file: str
    """Its file, relative to the content folder."""
    line: int
    """Line of the file on which the paragraph begins, from 1."""
    sentence: str
    """The sentence; a long one is shortened around the name."""
    start: int
    """Offset of the name in the sentence."""
    end: int
    """Offset after the name."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that briefings use and no explainer covers."""

    name: str
    """The name in its fullest form."""
    kind: ExplainerKind | None
    """What it names; None if that is not certain."""
    briefings: int
    """How many briefings use it."""
    mentions: int
    """How often it stands in them, in all variants."""
    variants: tuple[Variant, ...]
    """Its other spellings, the most frequent first."""
    forms: tuple[Variant, ...]
    """Words derived from it, such as `Russian` from Russia."""
    samples: tuple[Sample, ...]
    """Sentences with it, each from another briefing, the newest briefing first."""
    looks_like: tuple[LooksLike, ...]
    """Explainers that it may mean; then an alias is missing rather than an explainer."""
    context: tuple[str, ...]
    """Titles of the subjects that the same briefings mention most."""


@dataclass(frozen=True, slots=True)
class IdleName:
    """An alias or form of an explainer without effect."""

    slug: str
    """The explainer."""
    file: str
    """Its file, relative to the content folder."""
    line: int
    """Line of the file on which the name stands, from 1."""
    text: str
    """The name."""
    behind: str = ""
    """The longer name that contains its matches; empty if there is no match."""


@dataclass(frozen=True, slots=True)
class Unmentioned:
    """An explainer that no briefing and no other explainer mentions."""

    slug: str
    """The explainer."""
    file: str
    """Its file, relative to the content folder."""
    title: str
    """Its title."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What an editor might write, add or delete."""

    subjects: tuple[Suggestion, ...]
    """Names that no explainer covers, except of places; those of the most briefings first."""
    subjects_in_all: int
    """How many of them there are, shown or not."""
    places: tuple[Suggestion, ...]
    """Countries, cities and other places that no explainer covers, in the same order."""
    places_in_all: int
    """How many of them there are, shown or not."""
    aliases: tuple[Suggestion, ...]
    """Names that are similar to a name of an explainer, in the same order."""
    aliases_in_all: int
    """How many of them there are, shown or not."""
    unused: tuple[IdleName, ...]
    """Names of explainers that stand in no text, by file and line."""
    shadowed: tuple[IdleName, ...]
    """Names of explainers that stand in texts only within longer names, by file and line."""
    unmentioned: tuple[Unmentioned, ...]
    """Explainers that no other page mentions, by file."""
