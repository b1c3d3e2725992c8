"""A name that is looked at, its text, and the known names beside it."""

from collections.abc import Sequence, Set

from msgspec import Struct

from briefings.linking.beside import word_before
from briefings.linking.known_names import KnownNames, Subject
from briefings.linking.lexicon import Match
from briefings.model.explainer import ExplainerKind
from briefings.text import given_names, languages
from briefings.text.name_words import PARTIES, Language, before_places, is_generic, is_organ

# Looking up a member of an enumeration is slow in Python 3.11.
PERSON, PLACE = ExplainerKind.PERSON, ExplainerKind.PLACE
LONGEST_RUN = 6
AMERICANS = frozenset({"american", "americans"})
_PREFIXES = frozenset("anti pro non post pre ex neo then mid ultra".split())  # noqa: SIM905


class Context(Struct, gc=False):
    """A text in which names stand, and what is known about its words."""

    text: str
    """The text, folded; line feeds separate passages."""
    words: Language
    """The words of its language."""
    known: KnownNames
    """The names of the site."""
    _tokens: frozenset[str] | None = None

    def is_given(self, key: str) -> bool:
        """Return whether a folded word is known as a given name."""
        return key in self.known.given or (
            key in given_names.known() and not is_generic(key) and key not in PARTIES
        )

    def is_word(self, key: str) -> bool:
        """Return whether a folded word may be one that is written with a small letter."""
        forms = languages.dictionary_forms(key, self.words.tag)
        return forms is None or forms[0]

    def tokens(self) -> Set[str]:
        """Return everything between white space in the text."""
        if self._tokens is None:
            self._tokens = frozenset(self.text.split())
        return self._tokens


class Name(Struct, gc=False):
    """A name that is looked at."""

    context: Context
    text: str
    start: int
    end: int
    subject: Subject
    is_single: bool
    """Whether it is one word, with particles before it."""
    near: Sequence[Match]
    """The known names beside it."""
    match: Match
    """The match of it."""

    @property
    def in_case(self) -> bool:
        """Whether it has the ending of a case."""
        return has_ending(self.context, self.match)

    @property
    def is_adjective(self) -> bool:
        """Whether it is a nationality."""
        return self.context.words.is_demonym(self.text.casefold())

    def beside(self, edge: int) -> "_Neighbour | None":
        """Return the known name that begins or ends at an offset; None for none."""
        for start, end, phrase in self.near:
            if edge in (start, end) and phrase.claims:
                kinds = {subject.kind for subject in self.context.known.subjects(phrase)}
                kind = kinds.pop() if len(kinds) == 1 else None
                ends = has_ending(self.context, (start, end, phrase))
                ends = ends or tells_where(self.context, start, end)
                return _Neighbour(kind, " " not in phrase.text, ends)
        return None


class _Neighbour(Struct, frozen=True, gc=False):
    """A known name beside a name."""

    kind: ExplainerKind | None
    """The kind of its subject; None if it is unknown, or not the same for all that it may mean."""
    is_single: bool
    """Whether it is one word."""
    ends: bool
    """Whether it is not one name with what follows: it has the ending of a case, or is a country
    behind “in”."""


def has_ending(context: Context, match: Match) -> bool:
    """Return whether a name has the ending of a case: “Libyens Regierung”, “в Москве Путин”.

    The form of a name that English has is a plural.
    """
    start, end, phrase = match
    return context.words.tag != "en" and context.text[start:end] != phrase.text


def tells_where(context: Context, start: int, end: int) -> bool:
    """Return whether a country stands behind “in”: “En Libye Macron a rencontré …”."""
    key = context.text[start:end].casefold()
    if key not in context.words.places or context.is_given(key):
        return False
    before = word_before(context.text, start - 1)
    known = before_places(context.words.tag)
    return before is not None and not before.closed and before.key in known.bare | known.contracted


def is_common(name: Name) -> bool:
    """Return whether every word of a name is one for public bodies: “Supreme Court”."""
    *before, last = name.text.casefold().removesuffix("'s").split()
    return is_organ(last) and all(is_generic(word) or word == "supreme" for word in before)


def stands_apart(name: Name, half: str, edge: int) -> bool:
    """Return whether one half of a compound is a name or a prefix of its own: “US-Mexico”."""
    key = half.casefold()
    if not half[:1].isupper() or half.isupper() or key in _PREFIXES or key.endswith("o"):
        return True
    if name.beside(edge) or key in name.context.words.places or name.context.words.is_demonym(key):
        return True
    tokens = name.context.tokens()
    return any(half + mark in tokens for mark in ("", ",", ".", "'s"))
