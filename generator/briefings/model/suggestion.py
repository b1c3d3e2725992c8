"""Suggestions: names in briefings that no explainer covers, and idle names of explainers."""

from dataclasses import dataclass
from enum import StrEnum

from briefings.model.explainer import ExplainerKind


class Likeness(StrEnum):
    """Why a name is similar to a name of an explainer."""

    NUMBER = "same number"
    """`UNSCR 1244` and `Resolution 1244`."""
    INITIALS = "initials"
    """`ICJ` and `International Court of Justice`, in either direction."""
    BRACKETS = "in brackets after it"
    """Briefings write `Government of National Accord (GNA)`."""
    SPELLING = "another spelling"
    """`Qaddafi` and `Gaddafi`; `Libya Political Agreement` and `Libyan Political Agreement`."""
    LAST_WORDS = "its last words"
    """`Guterres` and `António Guterres`; `Security Council` and `UN Security Council`."""
    FIRST_WORD = "its first word"
    """`Hillary` and `Hillary Clinton`, if the same briefings mention both."""
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
    """Why the two are similar."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A spelling of a name in briefings."""

    text: str
    """The spelling."""
    mentions: int
    """How often it occurs in the briefings."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence with a name."""

    slug: str
    """The briefing."""
    file: str
    """Its file, relative to the content folder."""
    line: int
    """First line of the paragraph, from 1."""
    sentence: str
    """The sentence; a long one is shortened around the name."""
    start: int
    """Offset of the name in the sentence."""
    end: int
    """Offset after the name."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name in briefings that has no explainer."""

    name: str
    """The name in its fullest form."""
    kind: ExplainerKind | None
    """What it names; None if that is not certain."""
    briefings: int
    """Number of briefings with it."""
    mentions: int
    """Number of its occurrences, in all variants."""
    variants: tuple[Variant, ...]
    """Its other spellings, the most frequent first."""
    forms: tuple[Variant, ...]
    """Words derived from it, such as `Russian` from Russia."""
    samples: tuple[Sample, ...]
    """Sentences with it, one for each briefing, newest first."""
    looks_like: tuple[LooksLike, ...]
    """Explainers that it may mean; then an alias is missing rather than an explainer."""
    context: tuple[str, ...]
    """Titles of the subjects that the same briefings mention most."""


@dataclass(frozen=True, slots=True)
class LongerName:
    """A name that contains a name of an explainer, which is not linked there."""

    name: str
    """The longer name: `Boston Globe`."""
    part: str
    """The name in it: `Boston`."""
    slugs: tuple[str, ...]
    """The explainers that have the name."""
    briefings: int
    """Number of briefings with the longer name."""
    mentions: int
    """Number of its occurrences with the part."""


@dataclass(frozen=True, slots=True)
class MissingForms:
    """Words in briefings that may be forms of the names of an explainer."""

    slug: str
    """The explainer."""
    file: str
    """Its file, relative to the content folder."""
    title: str
    """Its title."""
    forms: tuple[Variant, ...]
    """The words, the most frequent first."""


@dataclass(frozen=True, slots=True)
class IdleName:
    """An alias or form of an explainer without effect."""

    slug: str
    """The explainer."""
    file: str
    """Its file, relative to the content folder."""
    line: int
    """Line of the name in the file, from 1."""
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
    """What an editor may write, add or delete.

    The fields `…_in_all` count the suggestions of a list before it was cut.
    """

    subjects: tuple[Suggestion, ...]
    """Names without an explainer, except of places; those in most briefings first."""
    subjects_in_all: int
    places: tuple[Suggestion, ...]
    """Countries, cities and other places without an explainer, in the same order."""
    places_in_all: int
    aliases: tuple[Suggestion, ...]
    """Names that are similar to a name of an explainer, in the same order."""
    aliases_in_all: int
    longer: tuple[LongerName, ...]
    """Names that contain a name of an explainer and mean something else, in the same order."""
    longer_in_all: int
    unused: tuple[IdleName, ...]
    """Names of explainers that no text contains, by file and line."""
    shadowed: tuple[IdleName, ...]
    """Names of explainers that texts contain only inside longer names, by file and line."""
    unmentioned: tuple[Unmentioned, ...]
    """Explainers that no other page mentions, by file."""
