"""What all briefings together show about single words, as counts.

A newspaper uses the same word in many places, and the places show what it is:

- Briefings that also write it in lower case show a common word (“the Council”).
- A full stop in the middle of a sentence shows an abbreviation (“Sept. 11”, “Fla.”). This is the
  idea of Kiss and Strunk, Unsupervised Multilingual Sentence Boundary Detection (2006).
- A word that hardly ever ends its phrase is an adjective (“Hispanic voters”): a name is also
  followed by a comma, a possessive, “in” or “said”.
- A plural and an “a” before it show a word for many people (“a Republican”, “Republicans”).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import lru_cache

import regex

from briefings.suggestions.runs import Found, is_acronym, key
from briefings.text.attribution import lexicon_of
from briefings.text.name_words import Language, common_nouns

# A word is common if, for each time it has a capital, this many briefings write it in lower case.
_COMMON = 0.1
# A word is a name if it begins sentences at most this many times as often as it has a capital
# elsewhere.
_ELSEWHERE = 2
# Fewer uses show nothing.
_ENOUGH = 5
# Shares of the uses of a word: before full stops in a sentence, at the end of a phrase, after “a”.
_ABBREVIATED = 0.5
_ADJECTIVE = 0.15
_ADJECTIVE_DERIVED = 0.3
_RARELY_ENDED = 0.3
_COUNTED = 0.02
# A word and its plural count as such if the rarer one has this share of the uses of the other.
_PLURAL = 0.1
# From this number of plurals for each singular, a word needs no other evidence. Families (“the
# Kochs”) have fewer.
_MOSTLY = 0.5
# Endings of English adjectives from names, for which less is enough.
_DERIVED = regex.compile(r"(?:ic|ish|ian|ist)$")
_INNER_STOP = regex.compile(r"\.(?:[,;:)\]/—–-]| ?[\p{Ll}\d(—–-])")
# The state after a town, at the end of a sentence: “in Oakland, Calif.”
_LAST_STOP = regex.compile(r", \S+\.")
_PHRASE_END = regex.compile(
    r"[’'](?!\p{L}{3})|[^\s\p{L}\p{N}&/\[-‐‑]|\s(?:[(—–\d-]|(?P<word>\p{Ll}+))|\s*$"
)
_ARTICLE = regex.compile(r"(?<!\S)[Aa]n? $")
_EDGES = ".,;:!?()[]\"'“”‘’„«»…"


Counts = dict[str, dict[str, int]]
"""Numbers of uses of words, by the name of the count; 1 for each of a set."""


@lru_cache(maxsize=1 << 16)
def word_of(text: str) -> str:
    """Return the word under which a text is counted: its key, or an acronym in capitals."""
    return text.replace(".", "") if is_acronym(text) else key(text)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counts of words in all briefings, as `word_of` returns them."""

    capitalised: Counter[str] = field(default_factory=Counter)
    """Uses in names, the beginnings of sentences left out."""
    whole: Counter[str] = field(default_factory=Counter)
    """Names of several words, the beginnings of sentences left out."""
    alone: Counter[str] = field(default_factory=Counter)
    """Uses of a single word as the whole name, the beginnings of sentences left out."""
    started: Counter[str] = field(default_factory=Counter)
    """Uses as the whole name at the beginnings of sentences."""
    lower_case: Counter[str] = field(default_factory=Counter)
    """Briefings with the word in lower case."""
    ended: Counter[str] = field(default_factory=Counter)
    """Uses alone that end a phrase."""
    stopped: Counter[str] = field(default_factory=Counter)
    """Uses alone before a full stop that ends no sentence."""
    counted: Counter[str] = field(default_factory=Counter)
    """Uses alone after “a” or “an”."""
    nouns: set[str] = field(default_factory=set)
    """Common nouns, in a language that writes every noun with a capital."""

    def add_page(self, texts: Iterable[str], lang: Language) -> None:
        """Count the words in lower case, and collect the common nouns, of a briefing."""
        words: set[str] = set()
        for text in texts:
            words.update(text.split())
            if lang.nouns_capital:
                self.nouns.update(common_nouns(text))
        self.lower_case.update({word.strip(_EDGES) for word in words if word.islower()})

    def add(self, text: str, found: Found, lang: Language) -> None:
        """Count the words of a name found in a text."""
        name = text[found.start : found.end]
        single = " " not in name
        if found.sure != found.start:
            if single:
                self.started[word_of(name)] += 1
            return
        for one in {word_of(word) for word in name.split()}:
            self.capitalised[one] += 1
        if not single:
            self.whole[key(name)] += 1
            return
        word = word_of(name)
        self.alone[word] += 1
        located = name.endswith(".") and text.endswith(", ", 0, found.start)
        if (
            located
            or _INNER_STOP.match(text, found.end)
            or _LAST_STOP.fullmatch(text, max(0, found.start - 2), found.end + 1)
        ):
            self.stopped[word] += 1
        elif _ends_phrase(text, found.end, lang):
            self.ended[word] += 1
        if _ARTICLE.search(text, max(0, found.start - 4), found.start):
            self.counted[word] += 1

    def counts(self) -> Counts:
        """Return the counts, to add them to others."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: dict.fromkeys(c, 1) if isinstance(c, set) else c for name, c in found.items()}

    def add_all(self, other: Counts) -> None:
        """Add the counts of other briefings."""
        for name, counts in other.items():
            getattr(self, name).update(counts)

    def is_common(self, word: str) -> bool:
        """Return whether briefings often write a word in lower case, too."""
        return self.lower_case[word] > _COMMON * self.alone[word]

    def starts_names(self, word: str) -> bool:
        """Return whether a word at the beginning of a sentence may be the first of a name."""
        lower_case = self.lower_case[word]
        return not lower_case or lower_case < _COMMON * self.capitalised[word]

    def is_name_elsewhere(self, word: str) -> bool:
        """Return whether a word that begins a sentence is also a name within sentences."""
        return bool(self.capitalised[word]) and (
            self.started[word] <= _ELSEWHERE * self.capitalised[word]
        )

    def is_emphasis(self, acronym: str) -> bool:
        """Return whether an acronym is rather a common word in capitals: “MUST”."""
        return self.lower_case[key(acronym)] > self.alone[word_of(acronym)]

    def is_abbreviation(self, word: str) -> bool:
        """Return whether a word is mostly written with a full stop."""
        return self.stopped[word] > 1 and self.stopped[word] >= _ABBREVIATED * self.alone[word]

    def is_adjective(self, word: str) -> bool:
        """Return whether a word hardly ever ends its phrase."""
        alone = self.alone[word]
        if _DERIVED.search(word):
            return alone > 1 and self.ended[word] < _ADJECTIVE_DERIVED * alone
        return alone >= _ENOUGH and self.ended[word] < _ADJECTIVE * alone

    def is_one_of_many(self, word: str) -> bool:
        """Return whether a word, in the singular or plural, describes many people."""
        one = word.removesuffix("s")
        ones, many = self.alone[one], self.alone[f"{one}s"]
        if ones + many < _ENOUGH or min(ones, many) < _PLURAL * max(ones, many):
            return False
        counted = self.counted[one] > _COUNTED * ones
        ended = self.ended[one] >= _RARELY_ENDED * ones
        return (counted or not ended or many >= _MOSTLY * ones) and not self.is_common(one)


def _ends_phrase(text: str, end: int, lang: Language) -> bool:
    """Return whether a phrase ends at an offset: before a mark, a verb or a preposition."""
    found = _PHRASE_END.match(text, end)
    if not found or not found["word"]:
        return bool(found)
    known = lexicon_of(lang.tag)
    return not known or found["word"] in known.says | known.prepositions | known.conjunctions
