"""Find the names in all briefings, each with every place where it occurs.

Where one text is not clear, the others decide. A word at the beginning of a sentence is a name only
if it has a capital elsewhere too. A single word that briefings also write in lower case is not a
name (“the Council”). “Minsk agreements” is a name if two briefings use it; otherwise Minsk is.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from briefings.linking.folding import fold_phrase
from briefings.linking.lexicon import Lexicon, Name
from briefings.model.explainer import Explainer, ExplainerKind
from briefings.model.linking import Annotated
from briefings.suggestions.definitions import Definition, definitions
from briefings.suggestions.runs import Covered, Found, find, is_acronym
from briefings.text.name_words import (
    Language,
    common_nouns,
    is_common,
    joined_places,
    language,
)

# A word is common if, for each time it has a capital, this many briefings write it in lower case.
_COMMON = 0.1
_SHORTEST = 2
_ADJECTIVE = re.compile(r"(?:sch|lich|ig|isch|eint|inigt|[^aeiou])e[nrs]?$")
_POSSESSIVE = re.compile(r"['’]s?$")


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
class Use:
    """A place where a name occurs."""

    page: int
    """Number of the briefing."""
    passage: int
    """Number of the passage in it."""
    start: int
    """Offset of the first character in the passage."""
    end: int
    """Offset after the last."""
    text: str
    """The words as written."""
    titled: bool = False
    """Whether a title precedes it, so that it is a person."""


@dataclass(slots=True)
class Used:
    """A name with all its uses."""

    lang: str
    """Tag of the language of the text with its first use."""
    uses: list[Use] = field(default_factory=list)
    """The places where it occurs, in the order of the briefings."""
    weak: bool = True
    """Whether it is not a name by itself (`runs`)."""

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


@dataclass(frozen=True, slots=True)
class Gathered:
    """The names in the briefings."""

    names: Mapping[str, Used]
    """Every name that no explainer covers, by its key."""
    acronyms: Mapping[str, str]
    """The key of the name that most often defines an acronym, by the key of the acronym."""
    of_explainers: Mapping[str, str]
    """The slug of the explainer whose name defines an acronym, by the key of the acronym."""


@lru_cache(maxsize=1 << 16)
def key(text: str) -> str:
    """Return the key of a name: the same for spellings that differ in case or typing habits."""
    folded = fold_phrase(text)
    return (folded.replace(".", "") if is_acronym(folded) else folded).casefold()


def gather(briefings: Sequence[Briefing], explainers: Iterable[Explainer]) -> Gathered:
    """Return the names in all paragraphs that are not mentions of explainers.

    A phrase in an explainer's `never_link` counts as a name, because it names something else.
    """
    subjects = tuple(explainers)
    kinds = {subject.slug: subject.kind for subject in subjects}
    rejected = {fold_phrase(phrase.text) for e in subjects for phrase in e.never_link}
    defined = [
        _Defined(page, number, definition)
        for page, briefing in enumerate(briefings)
        for number, text in _paragraphs(briefing)
        if "(" in text
        for definition in definitions(text)
    ]
    together = _split_names(briefings, defined, rejected)
    found: list[_Place] = []
    for page, briefing in enumerate(briefings):
        lang = language(briefing.lang)
        covered = _covered(briefing, kinds, rejected)
        for number, text in _paragraphs(briefing):
            taken = covered.get(number, [])
            for start, end in together.get((page, number), ()):
                if not any(c.start <= start and end <= c.end for c in taken):
                    found.append(_Place(page, number, text, Found(start, end, start, end)))
                    taken = [*taken, Covered(start, end)]
            found += [_Place(page, number, text, name) for name in find(text, lang, taken)]
    names = _names(briefings, found)
    return Gathered(names, *_acronyms(briefings, defined))


@dataclass(frozen=True, slots=True)
class _Defined:
    page: int
    passage: int
    definition: Definition


@dataclass(frozen=True, slots=True)
class _Place:
    page: int
    passage: int
    text: str
    found: Found

    @property
    def full_name(self) -> str:
        return self.text[self.found.start : self.found.end]


def _paragraphs(briefing: Briefing) -> Iterator[tuple[int, str]]:
    for number, passage in enumerate(briefing.annotated.passages):
        if passage.closed is None:
            yield number, passage.text


def _covered(
    briefing: Briefing, kinds: Mapping[str, ExplainerKind], rejected: Collection[str]
) -> dict[int, list[Covered]]:
    """Return the covered spans of each passage: mentions, linked or not, and datelines."""
    covered: dict[int, list[Covered]] = {}
    for mention in briefing.annotated.mentions:
        if not mention.candidates and mention.phrase in rejected:
            continue
        person = kinds.get(mention.subject) is ExplainerKind.PERSON
        covered.setdefault(mention.passage, []).append(Covered(mention.start, mention.end, person))
    for number, start, end in briefing.datelines:
        covered.setdefault(number, []).append(Covered(start, end, True))
    return covered


def _split_names(
    briefings: Sequence[Briefing], defined: Sequence[_Defined], rejected: Collection[str]
) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Return the spans of names that contain small words and that `runs` would split.

    They are the names of acronyms (“Organization for Security and Co-operation in Europe”), places
    with an “and”, and phrases that explainers reject. Keys are numbers of briefing and passage.
    """
    phrases = {_text_of(briefings, d)[d.definition.start : d.definition.end] for d in defined}
    phrases |= {phrase for phrase in rejected if not phrase.islower()}
    phrases |= {place for b in briefings for place in joined_places(b.lang)}
    lexicon = Lexicon(Name(phrase, "") for phrase in sorted(phrases))
    spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for page, briefing in enumerate(briefings):
        for number, text in _paragraphs(briefing):
            for start, end, _ in lexicon.find(text):
                length = len(_POSSESSIVE.sub("", text[start:end]))
                spans.setdefault((page, number), []).append((start, start + length))
    return spans


def _text_of(briefings: Sequence[Briefing], defined: _Defined) -> str:
    return briefings[defined.page].annotated.passages[defined.passage].text


def _acronyms(
    briefings: Sequence[Briefing], defined: Sequence[_Defined]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return what acronyms mean: keys of names, and slugs of explainers."""
    counted: dict[str, Counter[tuple[str, bool]]] = {}
    for one in defined:
        start, end = one.definition.start, one.definition.end
        slug = next(
            (m.subject for m in briefings[one.page].annotated.mentions
             if m.passage == one.passage and m.start <= start and end <= m.end and m.subject),
            "",
        )  # fmt: skip
        meant = slug or key(_text_of(briefings, one)[start:end])
        counted.setdefault(key(one.definition.acronym), Counter())[meant, bool(slug)] += 1
    names: dict[str, str] = {}
    slugs: dict[str, str] = {}
    for acronym, meanings in counted.items():
        (meant, is_slug), _ = meanings.most_common(1)[0]
        (slugs if is_slug else names)[acronym] = meant
    return names, slugs


# ------------------------------------------------------------------ decisions from all texts


def _names(briefings: Sequence[Briefing], found: Sequence[_Place]) -> dict[str, Used]:
    texts = Counter(p.full_name for p in found if p.found.sure == p.found.start)
    capitalised: Counter[str] = Counter()
    for text, number in texts.items():
        for word in {key(word) for word in text.split()}:
            capitalised[word] += number
    questioned = {_first_word(p) for p in found if p.found.sure != p.found.start}
    questioned |= {key(text) for text in texts if " " not in text}
    lower_case = _in_lower_case(briefings, questioned)
    events = _frequent_events(found)
    nouns: set[str] = set()
    for briefing in briefings:
        if language(briefing.lang).nouns_capital:
            nouns.update(*(common_nouns(text) for _, text in _paragraphs(briefing)))
    names: dict[str, Used] = {}
    for place in found:
        lang = language(briefings[place.page].lang)
        start, end = place.found.start, place.found.end
        if place.found.sure != start and not _is_name(place, capitalised, lower_case, lang):
            start = place.found.sure
        if place.found.base != end and key(place.full_name) not in events:
            end = place.found.base
        if lang.nouns_capital:
            start = _start_after_nouns(place.text, start, end, nouns, lang)
        text = place.text[start:end]
        name = key(text)
        if _is_distinctive(text, name, lower_case, capitalised, lang) and name != key(
            briefings[place.page].outlet
        ):
            used = names.setdefault(name, Used(lang=lang.tag))
            used.uses.append(Use(place.page, place.passage, start, end, text, place.found.titled))
            used.weak &= place.found.weak
    return names


def _start_after_nouns(text: str, start: int, end: int, nouns: set[str], lang: Language) -> int:
    """Return the offset of a name after common nouns; its end if a common noun is inside.

    A common noun may end a name that begins with an adjective: Europäische Zentralbank.
    """
    words = text[start:end].split(" ")
    common = [key(word) in nouns - lang.places and not is_acronym(word) for word in words]
    while words and common[0]:
        start += len(words.pop(0)) + 1
        common.pop(0)
    adjective = len(words) > 1 and bool(_ADJECTIVE.search(words[0]))
    return end if any(common) and not adjective else min(start, end)


def _first_word(place: _Place) -> str:
    return key(place.full_name.partition(" ")[0])


def _in_lower_case(briefings: Sequence[Briefing], words: set[str]) -> Counter[str]:
    """Count the briefings that contain each of these words in lower case."""
    counted: Counter[str] = Counter()
    for briefing in briefings:
        counted.update(
            words.intersection(
                chain.from_iterable(text.split() for _, text in _paragraphs(briefing))
            )
        )
    return counted


def _frequent_events(found: Sequence[_Place]) -> set[str]:
    pages: dict[str, set[int]] = {}
    for place in found:
        if place.found.base != place.found.end:
            pages.setdefault(key(place.full_name), set()).add(place.page)
    return {name for name, pages_of_name in pages.items() if len(pages_of_name) > 1}


def _is_name(
    place: _Place, capitalised: Counter[str], lower_case: Counter[str], lang: Language
) -> bool:
    """Return whether the first word of a name at the beginning of a sentence belongs to it."""
    first = place.full_name.partition(" ")[0]
    word = _first_word(place)
    if is_acronym(first) or word in lang.places:
        return True
    if place.found.sure >= place.found.end and not capitalised[word]:
        return False
    return not lower_case[word] or lower_case[word] < _COMMON * capitalised[word]


def _is_distinctive(
    text: str, name: str, lower_case: Counter[str], capitalised: Counter[str], lang: Language
) -> bool:
    """Return whether a name is more than a common word with a capital."""
    if name in lang.places:
        return True
    if len(name) < _SHORTEST or is_common(name, lang):
        return False
    if " " in name:
        return True
    if is_acronym(text) and not text.endswith("s"):
        return True
    return lower_case[name] <= _COMMON * capitalised[name]
