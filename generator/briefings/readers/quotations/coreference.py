"""Coreference of speakers: the full names that surnames and pronouns refer to."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from briefings.model.article import Naming
from briefings.readers.quotations import person_names
from briefings.readers.quotations.speakers import Speaker
from briefings.text.attribution import Lexicon

_WORD = re.compile(r"\w+")
_FORENAMES = re.compile(r"(?<![\w.])(?:[^\W\d_a-z][\w'’.-]+ ){1,2}\Z")
_CAPITAL_BEFORE = re.compile(r"(?<!\w)[^\W\d_a-z][\w'’-]* \Z")
_FEW = 2
_NEXT_NAME = re.compile(r" [^\W\d_a-z][a-zß-ÿ]")
_INSIDE = re.compile(r"[\w,;)][”\"“»’']? ?\Z")
_LONGEST_FORENAMES = 100
# Maximum number of surnames that are searched in the text; an article has a handful.
_PERSONS = 200


@dataclass(frozen=True, slots=True)
class Attribution:
    """A reporting verb and its speaker."""

    at: int
    """Offset of the verb in its paragraph."""
    name: str
    """The speaker; empty for nobody."""
    passes_on: bool = False
    """Whether somebody else's words may be meant."""
    naming: Naming | None = None
    """Where the speaker is named; None if the speaker is not certain."""

    def doubtful(self) -> "Attribution":
        """Return the same attribution as one that is not certain."""
        return replace(self, naming=None)


NOBODY = Attribution(0, "")


def full_names(speakers: Iterable[Speaker], text: str, lexicon: Lexicon | None) -> dict[str, str]:
    """Return the full name of each surname that has only one in the article.

    Args:
        speakers: all speakers found in the article.
        text: the article.
        lexicon: the words of its language.
    """
    named = {speaker.text for speaker in speakers if speaker.is_name}
    words = frozenset(_WORD.findall(text))
    full: dict[str, set[str]] = {}
    for name in named:
        if " " in name:
            full.setdefault(name.rpartition(" ")[2], set()).add(name)
    single = sorted(name for name in named - set(full) if " " not in name)[:_PERSONS]
    articles = lexicon.articles if lexicon and lexicon.nouns_capital else frozenset[str]()
    doubtful = [name for name in single if not _is_capital_inside(name, text, articles)]
    for surname in single:
        for start, written in with_forenames(surname, text):
            parts = person_names.tokens(written)
            if len(parts) < 2 or not all(part.is_capital for part in parts):
                continue
            name = person_names.without_titles(written)
            if person_names.POSSESSIVE.search(parts[-2].text):
                # “the Gazette's Roe”
                continue
            if (
                name == written
                and len(parts) > _FEW
                and _CAPITAL_BEFORE.search(text[max(start - _LONGEST_FORENAMES, 0) : start])
            ):
                # “Director of Central Affairs Ann Roe”
                continue
            if text[max(start - 4, 0) : start] == " of ":
                # Secretary of State Ann Roe
                name = name.partition(" ")[2]
            first = name.partition(" ")[0]
            if (
                lexicon
                and " " in name
                and not person_names.is_function_word(first, lexicon)
                and first.lower() not in words
            ):
                full.setdefault(surname, set()).add(name)
    return {
        surname: max(names, key=len) for surname, names in full.items() if _is_one_name(names)
    } | dict.fromkeys(doubtful, "")


def _is_one_name(names: Collection[str]) -> bool:
    """Return whether names are one and the ends of it: `Una Le Holm`, `Le Holm`."""
    longest = max(names, key=len)
    return all(f" {longest}".endswith(f" {name}") for name in names)


def _is_capital_inside(word: str, text: str, articles: frozenset[str]) -> bool:
    """Return whether a word is capitalised inside a sentence, not only at its beginning.

    An abbreviation needs no such evidence. A word mostly after one of the articles is a noun.
    """
    if word.isupper():
        return True
    inside = nouns = others = 0
    at = text.find(word)
    while at >= 0:
        if not _WORD.match(text, at + len(word)):
            before = text[max(at - 12, 0) : at].split()
            is_noun = bool(before) and before[-1] in articles
            nouns, others = nouns + is_noun, others + (not is_noun)
            inside += bool(_INSIDE.search(text, max(at - 4, 0), at))
        at = text.find(word, at + 1)
    return inside > 0 and nouns <= others


def with_forenames(surname: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield each place where one or two capitalised words precede a surname, with all words.

    If another such word follows, it is no surname there.

    A pattern for each surname would take longer to compile than to search.
    """
    at = text.find(surname)
    while at >= 0:
        end = at + len(surname)
        before = _FORENAMES.search(text, max(at - _LONGEST_FORENAMES, 0), at)
        if before and not _WORD.match(text, end) and not _NEXT_NAME.match(text, end):
            yield before.start(), text[before.start() : end]
        at = text.find(surname, end)


class SpeakerTracker:
    """Tracks the last named speaker, to resolve pronouns.

    Text must be passed in order, with `read` and `resolve`.
    """

    def __init__(self, names: Mapping[str, str], lexicon: Lexicon | None) -> None:
        self.names = names
        self.lexicon = lexicon
        self.singular = lexicon.singular if lexicon else frozenset[str]()
        self.persons = {n for surname, name in names.items() if name for n in (surname, name)}
        self.pronouns: dict[str, str] = {}
        self.last = ""
        self.others = False
        self.since: set[str] = set()
        self.ending = NOBODY
        self.naming: Naming | None = None
        self.age = 0

    def read(self, text: str) -> None:
        """Note the other persons and the pronouns in a text."""
        if not self.last:
            return
        own = {self.last, self.last.rpartition(" ")[2]}
        self.others = (
            self.others
            or any(
                next(person_names.occurrences(person, text), -1) >= 0
                for person in self.persons - own
            )
            or any(name not in own for name in person_names.titled(text))
            or any(
                not own.intersection((name, name.rpartition(" ")[2]))
                for name in person_names.named(text, self.lexicon)
            )
        )
        self.since.update(self.singular & set(_WORD.findall(text.casefold())))

    def begin_paragraph(self) -> None:
        """Note that a paragraph begins."""
        self.age += 1

    def name(self, naming: Naming | None) -> None:
        """Note where the last speaker was named; None if it is not certain who that is."""
        self.naming, self.age = naming, 0

    def recent(self) -> Naming | None:
        """Return where the last speaker was named: in this paragraph or the one before."""
        return self.naming if self.age <= 1 else None

    def resolve(self, speaker: Speaker) -> str:
        """Return the full name of a speaker; empty for an ambiguous pronoun."""
        if speaker.pronoun:
            return self._referent(speaker.pronoun)
        found = self.names.get(speaker.text, speaker.text)
        if speaker.is_name and not speaker.is_body and not (speaker.passes_on and " " not in found):
            self.last, self.others, self.since = found, False, set()
        return found

    def _referent(self, pronoun: str) -> str:
        if pronoun not in self.singular or not self.last or self.others:
            return ""
        # Another pronoun refers to another person.
        if self.since - {pronoun} or self.pronouns.setdefault(self.last, pronoun) != pronoun:
            return ""
        return self.last
