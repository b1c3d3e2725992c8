"""Near misses: names similar to a name of an explainer, for which an alias may be missing.

Spellings are compared by their *frame*, the consonants after undoing the differences between
transliterations (Gaddafi, Qaddafi and Gadhafi all give k-d-v), and then by similarity, so that
Austria is not Australia.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import regex
from rapidfuzz import fuzz

from briefings.linking.folding import fold_phrase
from briefings.model.explainer import Explainer, ExplainerKind
from briefings.model.suggestion import Likeness, LooksLike
from briefings.suggestions.definitions import initials
from briefings.suggestions.runs import is_acronym, key
from briefings.text.attribution import PARTICLES
from briefings.text.name_words import (
    country,
    is_body,
    is_generic,
    is_place_acronym,
    is_title,
    language,
    parties,
    party,
)

_ARTICLE = regex.compile(r"^(?:al|el|as|ash|an|ar|az)-")
_SOUNDS = tuple(
    (regex.compile(pattern), sound)
    for pattern, sound in (
        (r"[qgk]h?|c(?![h])", "k"),
        (r"t?s?ch|sh|š|ş", "s"),
        (r"([dtbp])h", r"\1"),
        (r"ph|[fw]", "v"),
        (r"tz|ts|z", "s"),
        (r"[^\p{L}\d]", ""),
        (r"(?<=.)[aeiouyjh]", ""),
        (r"(.)\1+", r"\1"),
    )
)
# Minimal similarity, from 0 to 100, of two spellings of a word with the same frame.
_ALIKE = 70
_SHORTEST = 5
_SHORTEST_ALIKE = 3
_SHORTEST_NUMBER = 3
_SHORTEST_ACRONYM = 3
_INFLECTED = regex.compile(r"(?<=\p{L}{4})(?:ian|an|n|es|s)$")
_FUNCTION_WORDS = frozenset("of for and the in on to a an de la du des von der".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class _Known:
    explainer: Explainer
    name: str
    key: str

    @property
    def words(self) -> list[str]:
        return _words(self.key)


class _Index:
    """Names of explainers by features that a near miss shares with them."""

    def __init__(self, names: Iterable[_Known], shared: Callable[[str], Iterator[str]]) -> None:
        self._shared = shared
        self._known: dict[str, list[_Known]] = defaultdict(list)
        for known in names:
            for feature in dict.fromkeys(shared(known.key)):
                self._known[feature].append(known)

    def of(self, feature: str) -> list[_Known]:
        """Return the names with a feature."""
        return self._known.get(feature, [])

    def like(self, name: str) -> Iterator[_Known]:
        """Yield the names that share a feature with a name."""
        for feature in dict.fromkeys(self._shared(name)):
            yield from self.of(feature)


class Near:
    """The names of all explainers, indexed for comparison."""

    def __init__(self, explainers: Iterable[Explainer], languages: Iterable[str] = ("en",)) -> None:
        """Index the names of the explainers.

        Args:
            explainers: the explainers.
            languages: BCP 47 tags of the languages of the names to compare.
        """
        self._languages = frozenset(languages)
        self._explainers = {explainer.slug: explainer for explainer in explainers}
        found = {
            (explainer.slug, key(name.text)): _Known(explainer, name.text, key(name.text))
            for explainer in self._explainers.values()
            for name in explainer.names
        }
        names = list(found.values())
        persons = [k for k in names if k.explainer.kind is ExplainerKind.PERSON]
        known_places = frozenset().union(*(language(tag).places for tag in self._languages))
        places = [
            known
            for known in names
            if known.explainer.kind is ExplainerKind.PLACE or known.key in known_places
        ]
        self.names = frozenset(known.key for known in names)
        """Keys of all names."""
        self._parties = parties(self.names)
        self.spellings = frozenset(fold_phrase(known.name) for known in names)
        """All names. Where one of them is no mention, there is a reason for it."""
        self._place_keys = frozenset(known.key for known in places)
        self._places = _Index(places, _whole_name)
        self._whole = _Index(names, _whole_name)
        self._numbers = _Index(names, _numbers)
        self._initials = _Index(names, _initials)
        self._acronyms = _Index([known for known in names if is_acronym(known.name)], _whole_name)
        self._ends = _Index(names, _ends)
        self._bodies = _Index([k for k in names if k not in places], _without_body)
        self._last_names = _Index(
            # “Qaeda” means al-Qaeda, too.
            [k for k in names if k in persons or k.key.split()[0] in PARTICLES],
            _ends,
        )
        self._frames = _Index(names, _frames)
        self._outer = _Index([known for known in names if known not in persons], _outer)
        self._first_words = _Index(
            [known for known in names if known.explainer.kind is not ExplainerKind.PLACE],
            _beginnings,
        )
        self._persons = _Index(persons, _outer_frames)

    def misses(self, written: Iterable[str], acronyms: Mapping[str, str]) -> tuple[LooksLike, ...]:
        """Return the explainers that a name may mean, each once.

        Args:
            written: the name, and its variants.
            acronyms: slugs of explainers whose names define acronyms, by the key of the acronym.
        """
        found: dict[str, LooksLike] = {}
        for name in written:
            explainer = self._explainers.get(acronyms.get(key(name), ""))
            if explainer:
                title = explainer.title
                brackets = LooksLike(explainer.slug, title, title, Likeness.BRACKETS)
                found.setdefault(explainer.slug, brackets)
            for known, why in self._misses(name):
                slug, title = known.explainer.slug, known.explainer.title
                found.setdefault(slug, LooksLike(slug, title, known.name, why))
        return tuple(found.values())

    def _misses(self, written: str) -> Iterator[tuple[_Known, Likeness]]:
        name = key(written)
        words = _words(name)
        same_number = (k for k in self._numbers.like(name) if _same_document(written, k.name))
        ends = self._ends if len(words) > 1 else self._last_names
        article, _, rest = name.partition(" ")
        # “The Times” are the New York Times, but “The Hague” is not William Hague.
        named_so = self._ends.of(rest) if article == "the" else ()
        by_likeness = {
            Likeness.NUMBER: same_number,
            Likeness.INITIALS: (
                *(self._initials.of(name) if len(words) == 1 else ()),
                *(known for acronym in _initials(name) for known in self._acronyms.of(acronym)),
            ),
            # “Armed Forces” does not identify the Libyan Arab Armed Forces.
            Likeness.LAST_WORDS: (
                *(k for k in ends.of(name) if len(words) == 1 or 2 * len(words) > len(k.words)),
                *(k for k in named_so if k.explainer.kind is ExplainerKind.ORGANISATION),
            ),
            Likeness.FORM: (
                *self._whole.of(country(name, self._place_keys)),
                *self._whole.of(party(name, self._parties)),
                # “The Roes” are a family, and Roe is one of them.
                *(self._last_names.of(name[:-1]) if name.endswith("s") else ()),
            ),
            Likeness.SPELLING: (
                *self._whole.of(name),
                *self._longer(name),
                *self._spellings(name, words),
            ),
            Likeness.FIRST_WORD: () if is_acronym(written) else self._first_words.of(name),
        }
        for why, found in by_likeness.items():
            for known in found:
                yield known, why

    def _longer(self, name: str) -> Iterator[_Known]:
        """Yield names to which a name only adds “of …” or what it is.

        “United States of America”, “Health Service Department”, “House Ethics Committee”; but not
        “Georgia Department”. The other way round, “Treasury” is the Treasury Department.
        """
        yield from self._bodies.of(name)
        before, _, last = name.rpartition(" ")
        first, _, rest = name.partition(" ")
        yield from self._whole.of(rest) if is_generic(first) and not is_title(first) else ()
        if any(is_place_acronym(first, language(tag)) for tag in self._languages):
            yield from self._bodies.of(rest)
            yield from (k for k in self._whole.of(rest) if k.key not in self._place_keys)
        yield from (known for known in self._outer.like(name) if _is_within(name, known.key))
        yield from self._places.of(name.partition(" of ")[0]) if " of " in name else ()
        if is_body(last):
            bodies = (
                known for known in self._whole.of(before) if known.key not in self._place_keys
            )
            yield from (k for k in bodies if k.explainer.kind is not ExplainerKind.PERSON)

    def _spellings(self, name: str, words: list[str]) -> Iterator[_Known]:
        if any(name in language(tag).places for tag in self._languages):
            return
        for known in self._frames.like(name):
            if language("en").is_demonym(known.key):
                continue
            if words != known.words and _alike(words, known.words):
                yield known
        for known in self._persons.like(name):
            # One of the two may have middle names: Fayez Mustafa al-Sarraj.
            if _alike([words[0], words[-1]], [known.words[0], known.words[-1]]):
                yield known


def _words(name: str) -> list[str]:
    return [word for word in name.split() if word not in _FUNCTION_WORDS]


def _numbers(name: str) -> Iterator[str]:
    """Yield the numbers in a name that are long enough to identify a document."""
    yield from (word for word in name.split() if word.isdigit() and len(word) >= _SHORTEST_NUMBER)


def _initials(name: str) -> Iterator[str]:
    if " " in name:
        found = initials(name).casefold()
        if len(found) >= _SHORTEST_ACRONYM:
            yield found


def _ends(name: str) -> Iterator[str]:
    words = name.split()
    yield from (" ".join(words[first:]) for first in range(1, len(words)))


def _without_body(name: str) -> Iterator[str]:
    before, _, last = name.rpartition(" ")
    if before and is_body(last):
        yield before


def _beginnings(name: str) -> Iterator[str]:
    words = name.split()
    yield from (" ".join(words[:last]) for last in range(1, len(words)))


def _whole_name(name: str) -> Iterator[str]:
    yield name


def _frames(name: str) -> Iterator[str]:
    """Yield the frames of the words of a name, sorted; none if the name is too short."""
    words = _words(name)
    if len(words) == 1 and len(words[0]) >= _SHORTEST and not words[0].isdigit():
        yield _frame(words[0])
    elif len(words) > 1:
        yield " ".join(sorted(_frame(_INFLECTED.sub("", word)) for word in words))


def _outer(name: str) -> Iterator[str]:
    """Yield the first and the last word of a name together; none if it is one word."""
    first, _, rest = name.partition(" ")
    if rest:
        yield f"{first} {rest.rpartition(' ')[2]}"


def _is_within(name: str, longer: str) -> bool:
    """Return whether a name is a longer one without words in the middle."""
    words = iter(longer.split())
    return name != longer and all(word in words for word in name.split())


def _outer_frames(name: str) -> Iterator[str]:
    words = _words(name)
    if len(words) > 1:
        yield f"{_frame(words[0])} {_frame(words[-1])}"


@lru_cache(maxsize=1 << 16)
def _frame(word: str) -> str:
    """Return the frame of a word: its digits, or its consonants by their sound."""
    if word.isdigit():
        return word
    frame = _plain(word)
    for pattern, sound in _SOUNDS:
        frame = pattern.sub(sound, frame)
    return frame


def _plain(word: str) -> str:
    """Return a word without accents, and without the Arabic article."""
    word = _ARTICLE.sub("", word)
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def _alike(first: list[str], second: list[str]) -> bool:
    """Return whether two names, given as words with the same frames, are spellings of one name."""
    pairs = zip(sorted(first, key=_frame), sorted(second, key=_frame), strict=True)
    return all(
        one == other
        or (
            not one.isdigit()
            and min(len(one), len(other)) >= _SHORTEST_ALIKE
            and fuzz.ratio(_plain(one), _plain(other)) >= _ALIKE
        )
        for one, other in pairs
    )


def _same_document(one: str, other: str) -> bool:
    """Return whether two names with the same number also share a word or its initial."""
    words, other_words = (
        {_INFLECTED.sub("", word) for word in _words(key(name)) if not word.isdigit()}
        for name in (one, other)
    )
    # The R of UNSCR is that of Resolution.
    shared = words & other_words
    return bool(shared) or _abbreviates(one, other_words) or _abbreviates(other, words)


def _abbreviates(name: str, words: Iterable[str]) -> bool:
    """Return whether an acronym in a name ends with the initial of one of these words."""
    last = {key(word)[-1] for word in name.split() if not word.isdigit() and is_acronym(word)}
    return any(word[0] in last for word in words)
