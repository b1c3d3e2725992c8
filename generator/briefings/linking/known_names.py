"""What longer names depend on: the kinds, given names and longer names of a site's subjects."""

from collections.abc import Sequence

from msgspec import Struct

from briefings.linking.folding import fold_phrase
from briefings.linking.lexicon import Lexicon, Name, Phrase
from briefings.model.explainer import ExplainerKind
from briefings.text import given_names
from briefings.text.attribution import PARTICLES
from briefings.text.name_words import is_title

_PERSON = ExplainerKind.PERSON  # looking up a member of an enumeration is slow in Python 3.11
_NOTHING: frozenset[str] = frozenset()


class Subject(Struct, frozen=True, gc=False):
    """What longer names depend on."""

    kind: ExplainerKind | None = None
    """The kind of the subject; None if it is unknown."""
    given: frozenset[str] = _NOTHING
    """The words with which longer names of the subject begin, folded, with their other forms: `ted`
    and `theodore` of `Ted Cruz`."""
    inside: tuple[str, ...] = ()
    """Longer names in which its names stay linked, folded."""


_UNKNOWN = Subject()


def is_single(name: str) -> bool:
    """Return whether a folded name is one word, perhaps with particles before it: “Le Pen”."""
    first, _, rest = name.partition(" ")
    return not rest or (first.casefold() in PARTICLES and is_single(rest))


class KnownNames:
    """The names of a site, as far as longer names depend on them."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Collect the given names of people, in all cases, from their names of several words."""
        claims: dict[str, Name] = {}
        given: dict[str, set[str]] = {}
        for text, phrase in lexicon.phrases.items():
            key = text.partition(" ")[0].casefold().rstrip(".")
            is_full = not (is_single(text) or is_title(key))
            for claim in phrase.claims:
                claims[claim.slug] = claim
                if is_full and claim.kind is _PERSON:
                    given.setdefault(claim.slug, set()).add(key)
        self._subjects = {
            slug: Subject(
                claim.kind,
                frozenset(given_names.alternatives(given.get(slug, ()))),
                tuple(map(fold_phrase, claim.inside)),
            )
            for slug, claim in claims.items()
        }
        self.given = _NOTHING.union(*given.values())
        """The given names of all people, folded."""

    def subjects(self, phrase: Phrase) -> Sequence[Subject]:
        """Return what a phrase may mean."""
        subjects = self._subjects
        return [subjects.get(slug, _UNKNOWN) for slug in phrase.candidates]
