"""Find the names in all briefings, each with every place where it occurs.

Where one text is not clear, the others decide. A word at the beginning of a sentence is a name only
if it has a capital elsewhere too. A single word that briefings also write in lower case is not a
name (“the Council”). “Minsk agreements” is a name if two briefings use it; otherwise Minsk is.
"""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, lru_cache

from msgspec import structs

from briefings.cache import digest
from briefings.linking.folding import fold_phrase
from briefings.model.explainer import Explainer, ExplainerKind
from briefings.suggestions.briefings import Batch, Briefings
from briefings.suggestions.evidence import Evidence, word_of
from briefings.suggestions.places import Defined, Meaning, Place, Read, Reader, defined
from briefings.suggestions.runs import is_acronym, key
from briefings.suggestions.uses import Use, Used
from briefings.text.name_words import Language, is_common, is_generic, joint, language

_SHORTEST = 2
_ADJECTIVE = re.compile(r"(?:sch|lich|ig|isch|eint|inigt|[^aeiou])e[nrs]?$")
# The share of the uses of a name before or after “and” that makes it a part of a longer name.
_JOINED = 0.8
# A line of a web site puts a name between the same words in three briefings or more.
_COPIED = 3
# The share of the briefings with a name that must have the same words beside it, and next to it.
_SHARE_BESIDE = 0.1
_SHARE_NEXT = 0.5


@dataclass(frozen=True, slots=True)
class Gathered:
    """The names in the briefings."""

    names: Mapping[str, Used]
    """Every name that no explainer covers, by its key."""
    acronyms: Mapping[str, str]
    """The key of the name that most often defines an acronym, by the key of the acronym."""
    of_explainers: Mapping[str, str]
    """The slug of the explainer whose name defines an acronym, by the key of the acronym."""
    langs: Sequence[str]
    """The tag of the language of each briefing."""
    evidence: Evidence
    """What all texts show about single words."""


def gather(briefings: Briefings, explainers: Iterable[Explainer]) -> Gathered:
    """Return the names in all paragraphs that are not mentions of explainers.

    A phrase in an explainer's `never_link` counts as a name, because it names something else.
    """
    all_explainers = tuple(explainers)
    persons = frozenset(e.slug for e in all_explainers if e.kind is ExplainerKind.PERSON)
    rejected = frozenset(
        fold_phrase(phrase.text) for e in all_explainers for phrase in e.never_link
    )
    found = briefings.results(Defined, defined, lambda _: ())
    acronyms = _meant(meaning for one in found for meaning in one.meanings)
    unsplit = acronyms.phrases | {phrase for phrase in rejected if not phrase.islower()}
    reader = Reader(persons, rejected, tuple(sorted(unsplit)))
    everywhere = digest(sorted(rejected), reader.phrases)

    def depends_on(batch: Batch) -> object:
        return everywhere, sorted(batch.named & persons)

    evidence, joints = Evidence(), _Joints()
    pages: list[tuple[Language, str]] = []
    for read in briefings.results(Read, reader, depends_on):
        evidence.add_all(read.counts)
        joints.add_all(read.places)
        pages += ((language(lang), outlet) for lang, outlet in read.pages)
    langs = [lang.tag for lang, _ in pages]

    def places() -> Iterator[Place]:
        """Yield all places. They are read again each time, because a site has millions of them."""
        return joints.joined(_numbered(briefings.results(Read, reader, depends_on)), langs)

    names = _names(places, evidence, acronyms.names, pages)
    return Gathered(names, acronyms.names, acronyms.slugs, langs, evidence)


def _numbered(batches: Iterable[Read]) -> Iterator[Place]:
    """Yield the places of batches with the numbers that their briefings have among all."""
    first = 0
    for read in batches:
        for place in read.places:
            place.page += first
            yield place
        first += len(read.pages)


@lru_cache(maxsize=1 << 16)
def _one_copy(text: str) -> str:
    """Return the same object for equal texts: most names occur many times."""
    return text


@dataclass(frozen=True, slots=True)
class _Acronyms:
    """What acronyms mean in all briefings."""

    phrases: frozenset[str]
    """Names that contain small words, and that `runs` would split: “Organization for Security and
    Co-operation in Europe”, as its acronym shows, and places with an “and”."""
    names: Mapping[str, str]
    """The key of the name that an acronym means most often, by the key of the acronym."""
    slugs: Mapping[str, str]
    """The slug of the explainer with that name, where there is one."""


def _meant(meanings: Iterable[Meaning]) -> _Acronyms:
    """Return what acronyms mean in all briefings."""
    phrases: set[str] = set()
    counted: dict[str, Counter[tuple[str, bool]]] = {}
    for one in meanings:
        phrases.add(one.phrase)
        if one.acronym:
            meant = one.slug or key(one.phrase), bool(one.slug)
            counted.setdefault(one.acronym, Counter())[meant] += 1
    names: dict[str, str] = {}
    slugs: dict[str, str] = {}
    for acronym, found in counted.items():
        ((most, is_slug), _), *_ = found.most_common(1)
        (slugs if is_slug else names)[acronym] = most
    return _Acronyms(frozenset(phrases), names, slugs)


def _names(
    places: Callable[[], Iterable[Place]],
    evidence: Evidence,
    defined: Collection[str],
    pages: Sequence[tuple[Language, str]],
) -> dict[str, Used]:
    """Return the names at all places, by their keys.

    Args:
        places: yields the places, in order.
        evidence: what all texts show.
        defined: keys of acronyms that texts define.
        pages: the language of each briefing, and the key of its outlet.
    """
    events, copied = _frequent(places())
    names: dict[str, Used] = {}

    @cache
    def judged(text: str, tag: str) -> tuple[str, bool, bool]:
        """Return the key of a name, whether it may be one, and whether it is weak."""
        name, lang = key(text), language(tag)
        may_be = _may_be_name(text, name, evidence, defined, lang)
        return name, may_be, may_be and _is_weak(text, name, evidence, lang)

    for place in places():
        lang, outlet = pages[place.page]
        use = _decided(place, evidence, events, lang)
        name, may_be, weak = judged(use.text, lang.tag)
        if not may_be or name == outlet:
            continue
        full = key(place.text)
        if any((full, side) in copied for side in (place.before, place.after, place.next)):
            continue
        used = names.setdefault(name, Used(lang.tag))
        used.uses.append(use)
        used.weak &= place.weak or weak
    return names


def _decided(place: Place, evidence: Evidence, events: Collection[str], lang: Language) -> Use:
    """Return the use of a name at a place, without the words that do not belong to it."""
    text = place.text
    start, end = 0, len(text)
    if place.sure and not _begins_with_name(place, evidence, lang):
        start = place.sure
    if place.base != end and key(text) not in events:
        end = place.base
    if lang.nouns_capital:
        start = _start_after_nouns(text, start, end, evidence.nouns, lang)
    return Use(
        place.page,
        place.passage,
        place.start + start,
        _one_copy(text[start:end]),
        place.titled,
        place.inside and not start,
        place.of_office,
        place.part,
    )


def _start_after_nouns(
    text: str, start: int, end: int, nouns: Collection[str], lang: Language
) -> int:
    """Return the offset of a name after common nouns; its end if a common noun is inside.

    A common noun may end a name that begins with an adjective: Europäische Zentralbank.
    """
    words = text[start:end].split(" ")
    common = [
        key(word) in nouns and key(word) not in lang.places and not is_acronym(word)
        for word in words
    ]
    while words and common[0]:
        start += len(words.pop(0)) + 1
        common.pop(0)
    adjective = len(words) > 1 and bool(_ADJECTIVE.search(words[0]))
    return end if any(common) and not adjective else min(start, end)


@dataclass(frozen=True, slots=True)
class _Joints:
    """Which names are parts of names that contain an “and”, by their keys.

    Such are “Ways” and “Means Committee”, which hardly occur alone.
    """

    uses: Counter[str] = field(default_factory=Counter)
    """Uses of each name."""
    firsts: Counter[str] = field(default_factory=Counter)
    """Uses before an “and” and a name."""
    seconds: Counter[str] = field(default_factory=Counter)
    """Uses after a name and an “and”."""

    def add_all(self, places: Iterable[Place]) -> None:
        """Count the names at places."""
        for place in places:
            name = key(place.text)
            self.uses[name] += 1
            if place.continues:
                self.firsts[name] += 1
            if place.follows:
                self.seconds[name] += 1

    def joined(self, places: Iterable[Place], langs: Sequence[str]) -> Iterator[Place]:
        """Yield the places, with both parts of a name that contains an “and” as one.

        Of a first part alone the rest is unknown, so it is left out.

        Args:
            places: the places, in order.
            langs: the tag of the language of each briefing.
        """
        first: Place | None = None
        for place in places:
            if first:
                before = f"{first.text} {joint(langs[first.page])} "
                here = first.page, first.passage, first.start + len(before)
                is_next = here == (place.page, place.passage, place.start)
                if is_next and self._is_part(place, self.seconds):
                    joined = f"{before}{place.text}"
                    yield structs.replace(first, text=joined, base=len(before) + place.base)
                    first = None
                    continue
            first = place if place.continues and self._is_part(place, self.firsts) else None
            if not first:
                yield place

    def _is_part(self, place: Place, joined: Counter[str]) -> bool:
        name = key(place.text)
        return joined[name] > 1 and joined[name] >= _JOINED * self.uses[name]


def _frequent(places: Iterable[Place]) -> tuple[Set[str], Set[tuple[str, int]]]:
    """Return what shows in several briefings only.

    Returns:
        The keys of names with a word for an event that two briefings use; and the names with the
        words beside them, as hashes, in lines of web sites (`_copied`).
    """
    events: dict[str, set[int]] = {}
    beside: dict[str, array[int]] = {}
    for place in places:
        name = key(place.text)
        if place.base != len(place.text):
            events.setdefault(name, set()).add(place.page)
        if name not in beside:
            beside[name] = array("I")
        beside[name].extend((place.page, place.before, place.after, place.next))
    frequent = {name for name, pages in events.items() if len(pages) > 1}
    return frequent, {(name, side) for name, uses in beside.items() for side in _copied(uses)}


def _copied(uses: Sequence[int]) -> Iterator[int]:
    """Yield the hashes of the words beside a name in lines of web sites.

    Prose puts a name between other words each time. A line that an outlet puts into many articles
    does not: “Story Continued Below”, “Copyright The Fjord Wire, LLC.”.

    Args:
        uses: four numbers for each use: its briefing, and the hashes of the words before it, after
            it, and next to it.
    """
    numbers = uses[::4]
    pages = len({*numbers})
    if pages < _COPIED:
        return
    before, after, nearest = (zip(numbers, uses[n::4], strict=True) for n in (1, 2, 3))
    for found, share in (({*before, *after}, _SHARE_BESIDE), ({*nearest}, _SHARE_NEXT)):
        counted = Counter(side for _, side in found if side)
        least = max(_COPIED, share * pages)
        yield from (side for side, number in counted.items() if number >= least)


def _begins_with_name(place: Place, evidence: Evidence, lang: Language) -> bool:
    """Return whether the first word of a name at the beginning of a sentence belongs to it."""
    first = place.text.partition(" ")[0]
    word = word_of(first)
    name = key(place.text[: place.base] or place.text)
    if is_acronym(first) or word in lang.places or evidence.whole[name]:
        return True
    if place.sure >= len(place.text) and not evidence.is_name_elsewhere(word):
        return False
    if lang.nouns_capital and _ADJECTIVE.search(word) and not evidence.capitalised[word]:
        return False
    return evidence.starts_names(word)


def _may_be_name(
    text: str, name: str, evidence: Evidence, defined: Collection[str], lang: Language
) -> bool:
    """Return whether a name is more than a common word with a capital, or may be part of one."""
    if name in lang.places:
        return True
    if is_acronym(text) and not text.endswith("s"):
        emphasis = name not in defined and evidence.is_emphasis(text)
        return not (is_generic(name) or emphasis or evidence.is_abbreviation(word_of(text)))
    emphasis = all(is_acronym(word) and evidence.is_emphasis(word) for word in text.split())
    if len(name) < _SHORTEST or emphasis or is_common(name, lang):
        return False
    return " " in name or not evidence.is_abbreviation(name)


def _is_weak(text: str, name: str, evidence: Evidence, lang: Language) -> bool:
    """Return whether a name is a single word that may be a common noun."""
    if " " in name or name in lang.places or is_acronym(text):
        return False
    return lang.nouns_capital or evidence.is_common(name)
