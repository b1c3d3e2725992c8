"""Find the names in all briefings, each with every place where it occurs.

Where one text is not clear, the others decide. A word at the beginning of a sentence is a name only
if it has a capital elsewhere too. A single word that briefings also write in lower case is not a
name (“the Council”). “Minsk agreements” is a name if two briefings use it; otherwise Minsk is.

The briefings are read twice, in batches that other processes may read: first for the acronyms that
they define, then for all places that may be names, with counts. What is kept of them holds no text
but the names themselves.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from zlib import crc32

import regex
from msgspec import Struct, structs

from briefings.cache import Mapper, decoder
from briefings.linking.folding import fold_phrase
from briefings.linking.lexicon import Lexicon, Name
from briefings.model.article import Article
from briefings.model.explainer import Explainer, ExplainerKind
from briefings.model.linking import Annotated, Mention, Verdict
from briefings.model.reading import MarkupKind
from briefings.suggestions.definitions import Definition, definitions
from briefings.suggestions.evidence import Evidence, word_of
from briefings.suggestions.runs import Covered, Found, find, is_acronym, key
from briefings.text.name_words import (
    Language,
    in_a_place,
    is_common,
    is_generic,
    joined_places,
    joint,
    language,
)

_SHORTEST = 2
_ADJECTIVE = re.compile(r"(?:sch|lich|ig|isch|eint|inigt|[^aeiou])e[nrs]?$")
# A text with neither a word in lower case nor a full stop is a headline or a button.
_PROSE = regex.compile(r"\b[\p{Ll}\p{Lo}]{3}|[^.][.!?][\"'”’»]?$")
_POSSESSIVE = re.compile(r"['’]s?$")
# The share of the uses of a name before titles that makes it a part of them.
_OFFICE = 0.8
# The share of the uses of a name before or after “and” that makes it a part of a longer name.
_JOINED = 0.8
_LAST_NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}-]*$")
# A line of a web site puts a name between the same words in three briefings or more.
_COPIED = 3
# Numbers of characters beside a name, with the share of its briefings that must have the same ones.
_BESIDE = 30
_SHORTEST_BESIDE = 20
_SHARE_BESIDE = 0.1
_NEXT = 15
_SHARE_NEXT = 0.5
_ARTICLE, _ANNOTATED = decoder(Article), decoder(Annotated)


@dataclass(frozen=True, slots=True)
class Briefing:
    """The data of an article that suggestions need."""

    slug: str
    """Name of the article in addresses."""
    file: str
    """Its file, relative to the content folder."""
    lang: str
    """BCP 47 tag of its language."""
    annotated: Annotated
    """Its text, with the mentions of explainers."""
    datelines: tuple[tuple[int, int, int], ...] = ()
    """Datelines, in which no names are looked for: number of the passage, start and end of each."""
    outlet: str = ""
    """Name of the outlet, which its articles use for themselves."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some briefings in a row; their texts are not decoded, so that it can be sent cheaply."""

    first: int
    """Number of the first."""
    packed: tuple[tuple[bytes, bytes], ...]
    """The article of each, and its text with mentions, in MessagePack."""

    def briefings(self) -> Iterator[Briefing]:
        """Yield the briefings."""
        for article, annotated in self.packed:
            yield briefing_of(_ARTICLE(article), _ANNOTATED(annotated))


def briefing_of(article: Article, annotated: Annotated) -> Briefing:
    """Return the data of an article that suggestions need."""
    datelines = (
        (number, markup.start, markup.end)
        for number, block in enumerate(article.blocks)
        for markup in block.markup
        if markup.kind is MarkupKind.DATELINE
    )
    outlet = article.outlet.name if article.outlet else ""
    return Briefing(
        article.slug, article.capture.path, article.lang, annotated, tuple(datelines), outlet
    )


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
        """Return the use of the name without so many of its first words."""
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


@dataclass(frozen=True, slots=True)
class Gathered:
    """The names in the briefings."""

    names: Mapping[str, Used]
    """Every name that no explainer covers, by its key."""
    acronyms: Mapping[str, str]
    """The key of the name that most often defines an acronym, by the key of the acronym."""
    of_explainers: Mapping[str, str]
    """The slug of the explainer whose name defines an acronym, by the key of the acronym."""
    subjects: Sequence[frozenset[str]]
    """The slugs of the explainers that each briefing mentions."""
    langs: Sequence[str]
    """The tag of the language of each briefing."""
    evidence: Evidence
    """What all texts show about single words."""


def gather(
    batches: Callable[[], Iterable[Batch]], explainers: Iterable[Explainer], mapper: Mapper
) -> Gathered:
    """Return the names in all paragraphs that are not mentions of explainers.

    A phrase in an explainer's `never_link` counts as a name, because it names something else.

    Args:
        batches: returns all briefings in order; it is called twice, and nothing of them is kept.
        explainers: all explainers.
        mapper: reads batches, in parallel or not.
    """
    all_explainers = tuple(explainers)
    kinds = {explainer.slug: explainer.kind for explainer in all_explainers}
    rejected = frozenset(
        fold_phrase(phrase.text) for e in all_explainers for phrase in e.never_link
    )
    defined = _meant(mapper(_definitions, batches()))
    phrases = defined.phrases | {phrase for phrase in rejected if not phrase.islower()}
    reader = _Reader(kinds, rejected, tuple(sorted(phrases)))
    evidence = Evidence()
    places: list[_Place] = []
    pages: list[tuple[Language, str]] = []
    subjects: list[frozenset[str]] = []
    for read in mapper(reader.read, batches()):
        evidence.add_all(read.evidence)
        places += read.places
        pages += ((language(lang), outlet) for lang, outlet in read.pages)
        subjects += read.subjects
    names = _names(places, evidence, defined.names, pages)
    langs = [lang.tag for lang, _ in pages]
    return Gathered(names, defined.names, defined.slugs, subjects, langs, evidence)


@dataclass(frozen=True, slots=True)
class _Read:
    """What a batch of briefings shows."""

    places: Sequence["_Place"]
    """The places that may be names, in order."""
    evidence: Evidence
    """Counts of words."""
    pages: Sequence[tuple[str, str]]
    """The language of each briefing, and the key of its outlet."""
    subjects: Sequence[frozenset[str]]
    """The slugs of the explainers that each mentions."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads batches; it can be sent to another process."""

    kinds: Mapping[str, ExplainerKind]
    """The kind of each explainer, by slug."""
    rejected: frozenset[str]
    """Phrases that are never a mention."""
    phrases: tuple[str, ...]
    """Names that are not split, sorted."""

    def read(self, batch: Batch) -> _Read:
        """Return what a batch shows."""
        unsplit, evidence = _unsplit(self.phrases), Evidence()
        places: list[_Place] = []
        pages: list[tuple[str, str]] = []
        subjects: list[frozenset[str]] = []
        for page, briefing in enumerate(batch.briefings(), batch.first):
            lang = language(briefing.lang)
            pages.append((lang.tag, key(briefing.outlet)))
            subjects.append(frozenset(m.subject for m in briefing.annotated.mentions if m.subject))
            covered, parts = _covered(briefing, self.kinds, self.rejected), _parts(briefing)
            paragraphs = list(_paragraphs(briefing))
            evidence.add_page((text for _, text in paragraphs), lang)
            for number, text in paragraphs:
                for found in _found(text, lang, covered.get(number, ()), unsplit):
                    evidence.add(text, found, lang)
                    part = _part(found, parts.get(number, ()))
                    places.append(_place(page, number, text, found, lang, part))
        return _Read(places, evidence, pages, subjects)


@lru_cache(maxsize=1)
def _unsplit(phrases: tuple[str, ...]) -> Lexicon:
    """Return the index of names that are not split, which a process needs for many batches."""
    return Lexicon(Name(phrase, "") for phrase in phrases)


@dataclass(frozen=True, slots=True)
class _Definitions:
    """The acronyms that the briefings define."""

    phrases: frozenset[str]
    """Names that contain small words, and that `runs` would split: “Organization for Security and
    Co-operation in Europe”, as its acronym shows, and places with an “and”."""
    names: Mapping[str, str]
    """The key of the name that an acronym means most often, by the key of the acronym."""
    slugs: Mapping[str, str]
    """The slug of the explainer with that name, where there is one."""


_Meaning = tuple[str, str, str]
"""The key of an acronym, the phrase that defines it, and the slug of an explainer with the phrase;
for names of two places, which define nothing, only the phrase."""


def _definitions(batch: Batch) -> list[_Meaning]:
    """Return the definitions of acronyms in a batch, in order."""
    found: list[_Meaning] = []
    langs: set[str] = set()
    for briefing in batch.briefings():
        langs.add(briefing.lang)
        for number, text in _paragraphs(briefing):
            for one in definitions(text) if "(" in text else ():
                slug = _explainer_of(briefing.annotated, number, one)
                found.append((key(one.acronym), text[one.start : one.end], slug))
    return found + [("", place, "") for lang in sorted(langs) for place in joined_places(lang)]


def _meant(batches: Iterable[Sequence[_Meaning]]) -> _Definitions:
    """Return what acronyms mean in all briefings."""
    phrases: set[str] = set()
    counted: dict[str, Counter[tuple[str, bool]]] = {}
    for acronym, phrase, slug in chain.from_iterable(batches):
        phrases.add(phrase)
        if acronym:
            counted.setdefault(acronym, Counter())[slug or key(phrase), bool(slug)] += 1
    names: dict[str, str] = {}
    slugs: dict[str, str] = {}
    for acronym, meanings in counted.items():
        (meant, is_slug), _ = meanings.most_common(1)[0]
        (slugs if is_slug else names)[acronym] = meant
    return _Definitions(frozenset(phrases), names, slugs)


def _explainer_of(annotated: Annotated, number: int, one: Definition) -> str:
    """Return the slug of the explainer that a mention with a defined name means, or nothing."""
    found = (
        mention.subject
        for mention in annotated.mentions
        if mention.passage == number and mention.start <= one.start and one.end <= mention.end
    )
    return next(filter(None, found), "")


class _Place(Struct, frozen=True, gc=False):
    """A place that may be a name, with what is needed to decide that without the text."""

    use: Use
    """The place, with all words that may belong to the name."""
    sure: int
    """Offset in the words of the second, if the first may only begin a sentence; else 0."""
    base: int
    """Offset in the words after the name without the word for an event."""
    weak: bool
    """Whether it alone is not a name."""
    before: int
    """Hash of the words before it."""
    after: int
    """Hash of the words after it."""
    next: int
    """Hash of the nearest of them."""
    joined: tuple[bool, bool]
    """Whether an “and” joins it to a name before it, and to one after it."""


def _place(page: int, number: int, text: str, found: Found, lang: Language, part: str) -> _Place:
    start, end = found.start, found.end
    name = _one_copy(text[start:end])
    inside = bool(in_a_place(lang.tag).search(text[max(0, start - 4) : start]))
    before, after = _beside(text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE])
    return _Place(
        use=Use(page, number, start, name, found.titled, inside, found.of_office, part),
        sure=found.sure - start,
        base=found.base - start,
        weak=found.weak,
        before=before,
        after=after,
        next=_crc(text[end : end + _NEXT]) if len(text) >= end + _NEXT else 0,
        joined=_joined(text, start, end, lang.tag),
    )


@lru_cache(maxsize=1 << 16)
def _one_copy(text: str) -> str:
    """Return the same object for equal texts, because most names occur many times."""
    return text


def _joined(text: str, start: int, end: int, lang: str) -> tuple[bool, bool]:
    """Return whether an “and” joins a name to a name before it, and to one after it."""
    word = f" {joint(lang)} "
    before = text.endswith(word, 0, start) and _LAST_NAME.search(
        text, max(0, start - 40), start - len(word)
    )
    after = text.startswith(word, end) and text[end + len(word) :][:1].isupper()
    return bool(before), after


def _beside(before: str, after: str) -> tuple[int, int]:
    """Return hashes of the texts on both sides of a name; 0 for one that is too short.

    In a short line it is the hash of both together.
    """
    if max(len(before), len(after)) < _BESIDE:
        line = _crc(f"{before}\0{after}")
        return line, line
    return _hash(before), _hash(after)


def _hash(side: str) -> int:
    return _crc(side) if len(side) >= _SHORTEST_BESIDE else 0


def _crc(text: str) -> int:
    """Return a hash that is the same in all processes, unlike Python's."""
    return crc32(text.encode("utf-8", "replace"))


def _paragraphs(briefing: Briefing) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a briefing in which capitals show names."""
    for number, passage in enumerate(briefing.annotated.passages):
        if passage.closed is None and _PROSE.search(passage.text):
            yield number, passage.text


def _covered(
    briefing: Briefing, kinds: Mapping[str, ExplainerKind], rejected: Collection[str]
) -> dict[int, list[Covered]]:
    """Return the covered spans of each passage: mentions, linked or not, and datelines."""
    covered: dict[int, list[Covered]] = {}
    for mention in briefing.annotated.mentions:
        if mention.verdict is Verdict.LONGER_NAME:
            continue
        if not mention.candidates and mention.phrase in rejected:
            continue
        person = kinds.get(mention.subject) is ExplainerKind.PERSON
        covered.setdefault(mention.passage, []).append(Covered(mention.start, mention.end, person))
    for number, start, end in briefing.datelines:
        covered.setdefault(number, []).append(Covered(start, end, True))
    return covered


def _parts(briefing: Briefing) -> dict[int, list[Mention]]:
    """Return the mentions of each passage that are parts of longer names of something else."""
    parts: dict[int, list[Mention]] = {}
    for mention in briefing.annotated.mentions:
        if mention.verdict is Verdict.LONGER_NAME:
            parts.setdefault(mention.passage, []).append(mention)
    return parts


def _part(found: Found, parts: Iterable[Mention]) -> str:
    """Return the name of explainers that is a part of a name; empty if there is none."""
    inside = (m.phrase for m in parts if found.start <= m.start and m.end <= found.end)
    return next(inside, "")


def _found(
    text: str, lang: Language, covered: Sequence[Covered], unsplit: Lexicon
) -> Iterator[Found]:
    """Yield the names in a text: those of a lexicon first, then runs of words."""
    taken = list(covered)
    for start, matched, _ in unsplit.find(text):
        end = start + len(_POSSESSIVE.sub("", text[start:matched]))
        if not any(c.start <= start and end <= c.end for c in taken):
            yield Found(start, end, start, end)
            taken.append(Covered(start, end))
    yield from find(text, lang, taken)


# ------------------------------------------------------------------ decisions from all texts


def _names(
    places: Iterable[_Place],
    evidence: Evidence,
    defined: Collection[str],
    pages: Sequence[tuple[Language, str]],
) -> dict[str, Used]:
    """Return the names at all places, by their keys.

    Args:
        places: the places, in order.
        evidence: what all texts show.
        defined: keys of acronyms that texts define.
        pages: the language of each briefing, and the key of its outlet.
    """
    places = list(_with_joined(places, [lang for lang, _ in pages]))
    events = _frequent_events(places)
    copied = _copied(places)
    names: dict[str, Used] = {}
    for place in places:
        lang, outlet = pages[place.use.page]
        use = _decided(place, evidence, events, lang)
        name = key(use.text)
        if name == outlet or not _may_be_name(use.text, name, evidence, defined, lang):
            continue
        full = key(place.use.text)
        if any((full, side) in copied for side in (place.before, place.after, place.next)):
            continue
        used = names.setdefault(name, Used(lang.tag))
        used.uses.append(use)
        used.weak &= place.weak or _is_weak(use.text, name, evidence, lang)
    return names


def _decided(place: _Place, evidence: Evidence, events: Collection[str], lang: Language) -> Use:
    """Return the place without the words that do not belong to its name."""
    use = place.use
    start, end = 0, len(use.text)
    if place.sure and not _begins_with_name(place, evidence, lang):
        start = place.sure
    if place.base != end and key(use.text) not in events:
        end = place.base
    if lang.nouns_capital:
        start = _start_after_nouns(use.text, start, end, evidence.nouns, lang)
    if (start, end) == (0, len(use.text)):
        return use
    return structs.replace(
        use,
        start=use.start + start,
        text=use.text[start:end],
        inside=use.inside and not start,
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


def _with_joined(places: Iterable[_Place], langs: Sequence[Language]) -> Iterator[_Place]:
    """Yield the places, with both parts of a name that contains an “and” as one.

    Such are “Ways” and “Means Committee”, which hardly occur alone. Of a first part alone the rest
    is unknown, so it is left out.
    """
    uses = Counter(key(place.use.text) for place in places)
    seconds, firsts = (
        Counter(key(place.use.text) for place in places if place.joined[side]) for side in (0, 1)
    )

    def is_part(name: str, joined: Counter[str]) -> bool:
        return joined[name] > 1 and joined[name] >= _JOINED * uses[name]

    first: _Place | None = None
    for place in places:
        if first:
            use, word = first.use, f" {joint(langs[first.use.page].tag)} "
            here = (use.page, use.passage, use.end + len(word))
            if here == place.use.place and is_part(key(place.use.text), seconds):
                joined = f"{use.text}{word}{place.use.text}"
                base = len(joined) - len(place.use.text) + place.base
                yield structs.replace(first, use=structs.replace(use, text=joined), base=base)
                first = None
                continue
        first = place if place.joined[1] and is_part(key(place.use.text), firsts) else None
        if not first:
            yield place


def _frequent_events(places: Iterable[_Place]) -> set[str]:
    """Return the keys of names with a word for an event that two briefings use."""
    pages: dict[str, set[int]] = {}
    for place in places:
        if place.base != len(place.use.text):
            pages.setdefault(key(place.use.text), set()).add(place.use.page)
    return {name for name, pages_of_name in pages.items() if len(pages_of_name) > 1}


def _copied(places: Iterable[_Place]) -> set[tuple[str, int]]:
    """Return the names with the words beside them, as hashes, in lines of web sites.

    Prose puts a name between other words each time. A line that an outlet puts into many articles
    does not: “Story Continued Below”, “Copyright The Fjord Wire, LLC.”.
    """
    same: dict[str, list[_Place]] = {}
    for place in places:
        same.setdefault(key(place.use.text), []).append(place)
    copied: set[tuple[str, int]] = set()
    for name, uses in same.items():
        pages = len({place.use.page for place in uses})
        if pages < _COPIED:
            continue
        beside = {(p.use.page, side) for p in uses for side in (p.before, p.after) if side}
        after = {(p.use.page, p.next) for p in uses if p.next}
        for found, share in ((beside, _SHARE_BESIDE), (after, _SHARE_NEXT)):
            counted = Counter(side for _, side in found)
            least = max(_COPIED, share * pages)
            copied.update((name, side) for side, number in counted.items() if number >= least)
    return copied


def _begins_with_name(place: _Place, evidence: Evidence, lang: Language) -> bool:
    """Return whether the first word of a name at the beginning of a sentence belongs to it."""
    first = place.use.text.partition(" ")[0]
    word = word_of(first)
    name = key(place.use.text[: place.base] or place.use.text)
    if is_acronym(first) or word in lang.places or evidence.whole[name]:
        return True
    if place.sure >= len(place.use.text) and not evidence.is_name_elsewhere(word):
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
