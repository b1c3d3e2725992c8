"""Longer names: “Cruz” in “Nikolas Cruz” and “Africa” in “South Africa” name something else.

Whether a name stands inside a longer one is read from the words beside it. A word beside a name is
*joined* to it by a space, a hyphen, “&”, “of” or a particle of names; a possessive, a mark or a
word in lower case ends a name. A joined word with a capital makes a longer name, except:

- titles, offices, public bodies, parties, nationalities and days: “Senator Cruz”;
- words that may have their capital because a sentence begins there: “When Cruz …”, “Hier Macron”;
- words in lines in which capitals say nothing: headlines and lines in capitals, if they end without
  a point. There, and in languages that write every noun with a capital, only words that are known
  to be part of names count: compass points, given names, “University”, “Jr.”.

What a longer name means depends on the kind of the subject. An unknown word before a surname is a
given name of somebody else. Behind a place it makes a company, a team or an institution there. An
organisation stays named in the names of its parts: “NATO Parliamentary Assembly”. So does a place
by its adjective: “the Syrian Negotiation Commission”.

All functions take folded text (`folding`). They look at a few words beside a name, never further.
"""

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from msgspec import Struct

from briefings.linking.beside import Sides, Word, is_joint, word_after, word_before
from briefings.linking.boundaries import begins_sentence
from briefings.linking.known_names import KnownNames, Subject, is_single
from briefings.linking.lexicon import Match
from briefings.model.explainer import ExplainerKind
from briefings.text import given_names, languages
from briefings.text.attribution import PARTICLES, lexicon_of
from briefings.text.name_words import (
    COMPASS,
    MODIFIERS,
    NAMESAKES,
    NEW,
    PARTIES,
    PLACE_PREFIXES,
    Language,
    before_places,
    is_generic,
    is_organ,
    is_title,
    language,
)

# Looking up a member of an enumeration is slow in Python 3.11.
_PERSON, _PLACE = ExplainerKind.PERSON, ExplainerKind.PLACE
_BEFORE, _AFTER = int(Sides.BEFORE), int(Sides.AFTER)
_LONGEST_RUN = 6
_GENERATIONS = frozenset("jr sr jnr snr junior senior ii iii iv".split())  # noqa: SIM905
_AMERICANS = frozenset({"american", "americans"})
_ARABIC_ARTICLES = frozenset("al el as ash an ar az ad at".split())  # noqa: SIM905
_PREFIXES = frozenset("anti pro non post pre ex neo then mid ultra".split())  # noqa: SIM905
# Characters on each side of a name in which a headline shows, and what makes one.
_LINE = 150
_LONG_WORD = 4
_FEWEST = 6


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


class _Name(Struct, gc=False):
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
        return _has_ending(self.context, self.match)

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
                ends = _has_ending(self.context, (start, end, phrase))
                ends = ends or _tells_where(self.context, start, end)
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


def longer_name(
    context: Context,
    match: Match,
    subject: Subject,
    near: Sequence[Match] = (),
    sides: int = _BEFORE | _AFTER,
) -> tuple[int, int] | None:
    """Return the span of the longer name that a name is part of; None if it is part of none.

    Args:
        context: the text.
        match: the name, with the possessive.
        subject: what the name means.
        near: the names before and after it, of those that are known.
        sides: the sides on which a word may be joined to it (`beside.joined`).
    """
    start, end, _ = match
    text = context.text[start:end]
    name = _Name(context, text, start, end, subject, is_single(text), near, match)
    first = last = None
    if sides & _BEFORE and text[0].isupper():
        first = _joined_before(name)
    if sides & _AFTER and not _last_word(text)[0].islower():
        ends = text[-2:] in ("'s", "s'") or name.in_case
        last = None if ends else _joined_after(name)
    if (first is None and last is None) or _is_allowed(name):
        return None
    stop = end - 2 if text[-2:] == "'s" and not last else end
    return (first.start if first else start), (last.end if last else stop)


def _has_ending(context: Context, match: Match) -> bool:
    """Return whether a name has the ending of a case: “Libyens Regierung”, “в Москве Путин”.

    The form of a name that English has is a plural.
    """
    start, end, phrase = match
    return context.words.tag != "en" and context.text[start:end] != phrase.text


def _tells_where(context: Context, start: int, end: int) -> bool:
    """Return whether a country stands behind “in”: “En Libye Macron a rencontré …”."""
    key = context.text[start:end].casefold()
    if key not in context.words.places or context.is_given(key):
        return False
    before = word_before(context.text, start - 1)
    known = before_places(context.words.tag)
    return before is not None and not before.closed and before.key in known.bare | known.contracted


def _is_allowed(name: _Name) -> bool:
    """Return whether a name stands in one of the longer names in which it stays linked."""
    return any(
        name.context.text.startswith(phrase, max(0, name.start - found.start()))
        for phrase in name.subject.inside
        for found in re.finditer(re.escape(name.text.removesuffix("'s")), phrase)
    )


def _last_word(text: str) -> str:
    return text[max(text.rfind(" "), text.rfind("-")) + 1 :] or text


# ------------------------------------------------------------------------ words before a name


def _joined_before(name: _Name) -> Word | None:
    """Return the first word of the longer name that ends with a name; None for none."""
    mark = name.context.text[name.start - 1]
    word = word_before(name.context.text, name.start - 1)
    if word is None:
        return None
    if mark == "'":
        # The Irish prefix; other letters before an apostrophe are articles: “l'Iran”.
        return word if word.text == "O" else None
    if mark == "-":
        return _before_hyphen(name, word)
    return None if word.closed else _before_space(name, word)


def _before_space(name: _Name, word: Word) -> Word | None:
    if is_joint(word.text):
        return _before_particle(name, word)
    if not word.is_capital:
        return None
    if name.subject.kind is _PERSON:
        return _given_name(name, word)
    joined = _makes_place if name.subject.kind in (_PLACE, None) else _makes_body
    return word if joined(name, word) else None


def _given_name(name: _Name, word: Word) -> Word | None:
    """Return the first word of the name of somebody else that ends with a surname."""
    if not name.is_single or _is_plain(name, word):
        return None
    run = [word, *_capitals_before(name, word)]
    keys = {one.key for one in run}
    own = name.subject.given
    if keys & own or (all(len(key) == 1 for key in keys) and keys & {key[0] for key in own}):
        return None
    return run[-1]


def _capitals_before(name: _Name, word: Word) -> Iterator[Word]:
    """Yield the words of a name before a word, the last first."""
    for _ in range(_LONGEST_RUN):
        other = None if word.opened else word_before(name.context.text, word.start - 1)
        if other is None or other.closed or not other.is_capital or _is_plain(name, other):
            return
        yield other
        word = other


def _makes_place(name: _Name, word: Word) -> bool:
    """Return whether a word before a place's name makes a longer name: “South Africa”."""
    if word.key in PLACE_PREFIXES and word.text.istitle():
        return name.is_single or word.key in COMPASS
    if word.key in NEW:
        return not _begins(name, word)
    if not name.is_single or ("'" in name.text and name.in_case):  # “Kemal Ankara'da”
        return False
    if is_title(word.key) and not name.is_adjective and not word.text.isupper():
        # “Sheriff Israel”, but not “мэр Москвы”; a subject of unknown kind may be the person.
        may_be_title = name.in_case or name.subject.kind is not _PLACE
        return not (may_be_title or _capitals_say_nothing(name, name.start))
    may_be_word = not name.context.is_given(word.key) and (
        (_begins(name, word) and name.context.is_word(word.key)) or name.is_adjective
    )
    return not (may_be_word or name.beside(word.end) or _is_plain(name, word))


def _makes_body(name: _Name, word: Word) -> bool:
    """Return whether a word before another name makes a longer name: “Kenyan Supreme Court”."""
    if name.text.isupper() or word.text.isupper():
        return False
    if _is_place(name, word):
        return _is_common(name)
    if not name.is_single or name.beside(word.end):
        return False
    if word.key in PARTIES:  # “Liberal Democrats”
        return name.text.casefold() in PARTIES and not _begins(name, word)
    if not name.context.is_given(word.key) and _begins(name, word):
        return False
    return not _is_plain(name, word)


def _is_common(name: _Name) -> bool:
    """Return whether every word of a name is one for public bodies: “Supreme Court”."""
    *before, last = name.text.casefold().removesuffix("'s").split()
    return is_organ(last) and all(is_generic(word) or word == "supreme" for word in before)


def _is_place(name: _Name, word: Word) -> bool:
    known = name.beside(word.end)
    if known:
        return known.kind is _PLACE
    words = name.context.words
    return word.key in words.places or word.key in words.cities or words.is_demonym(word.key)


def _before_particle(name: _Name, joint: Word) -> Word | None:
    """Return the word that a particle joins to a name: “University of Texas”, “Rafael de Cruz”."""
    head = word_before(name.context.text, joint.start - 1)
    if joint.text == "the":
        if head is None or head.text != "of":
            return None
        joint, head = head, word_before(name.context.text, head.start - 1)
    if head is None or head.closed or not head.is_capital:
        return None
    if joint.text == "&":
        return None if name.beside(head.end) else head
    return head if _is_joined_by(name, head, joint) else None


def _is_joined_by(name: _Name, head: Word, joint: Word) -> bool:
    """Return whether a particle joins a word before it to a name."""
    if head.key in NAMESAKES:
        return True
    if _is_plain(name, head):
        return False
    if joint.text == "of":
        # A person has no article: “Cruz of Texas”, but “the Gulf of Mexico”.
        return name.subject.kind is _PLACE and _has_article(name, head)
    if name.subject.kind is not _PERSON or joint.text not in PARTICLES:
        return False
    return not (head.key in name.subject.given or _is_place(name, head) or _has_article(name, head))


def _has_article(name: _Name, word: Word) -> bool:
    """Return whether an article stands before the words with capitals that end with a word."""
    known = lexicon_of(name.context.words.tag)
    for _ in range(_LONGEST_RUN):
        before = word_before(name.context.text, word.start - 1)
        if before is None or before.closed:
            return False
        if known and before.key in known.articles:
            return True
        if not before.is_capital:
            return False
        word = before
    return False


def _before_hyphen(name: _Name, word: Word) -> Word | None:
    """Return the first half of a compound: “Guinea-Bissau”."""
    kind = name.subject.kind
    if kind not in (_PERSON, _PLACE) or len(word.text) == 1:
        return None
    if word.key in _ARABIC_ARTICLES:
        head = word_before(name.context.text, word.start - 1)
        if kind is not _PERSON or head is None or head.closed or not head.is_capital:
            return None
        return _given_name(name, head)
    # “Île-de-France”
    half = next((h for h in reversed(word.text.split("-")) if h not in PARTICLES), "")
    return None if _stands_apart(name, half, word.end) else word


def _stands_apart(name: _Name, half: str, edge: int) -> bool:
    """Return whether one half of a compound is a name or a prefix of its own: “US-Mexico”."""
    key = half.casefold()
    if not half[:1].isupper() or half.isupper() or key in _PREFIXES or key.endswith("o"):
        return True
    if name.beside(edge) or key in name.context.words.places or name.context.words.is_demonym(key):
        return True
    tokens = name.context.tokens()
    return any(half + mark in tokens for mark in ("", ",", ".", "'s"))


# ------------------------------------------------------------------------- words after a name


def _joined_after(name: _Name) -> Word | None:
    """Return the last word of the longer name that begins with a name; None for none."""
    word, kind = word_after(name.context.text, name.end + 1), name.subject.kind
    if word is None:
        return None
    if name.context.text[name.end] == "-":
        return _after_hyphen(name, word)
    if word.opened:
        return None
    if is_joint(word.text):
        return _after_particle(name, word)
    if not word.is_capital:  # Scripts without capitals have these words: “كوريا الشمالية”.
        has_case = word.text.islower()
        return word if kind is _PLACE and word.key in COMPASS and not has_case else None
    run = _capitals_after(name, word)
    if kind is _PERSON:
        joined = _follows_person(name, run)
    elif kind is _PLACE or (kind is None and name.is_single):
        joined = _follows_place(name, run)
    else:
        joined = len(run) > 1 and run[-1].key in NAMESAKES
    return run[-1] if joined else None


def _capitals_after(name: _Name, word: Word) -> Sequence[Word]:
    """Return a word and those with capitals after it, up to a mark."""
    run = [word]
    while len(run) < _LONGEST_RUN and not run[-1].closed:
        other = word_after(name.context.text, run[-1].end + 1)
        if other is None or other.opened or not other.is_capital:
            break
        run.append(other)
    return run


def _follows_person(name: _Name, run: Sequence[Word]) -> bool:
    """Return whether words after a person's name make a longer name: “Gore Vidal”."""
    first = run[0]
    if first.key in _GENERATIONS:
        return True
    if any(word.key in NAMESAKES for word in run):
        return True
    if not name.is_single:
        return False
    other = name.beside(first.start)
    if other:
        same = other.kind is _PERSON and other.is_single  # “James Johnson”
        return (
            same
            and not name.context.words.nouns_capital
            and not _capitals_say_nothing(name, name.start)
        )
    if _is_plain(name, first) or any(is_organ(word.key) for word in run[1:3]):
        return False
    places = name.context.words.places | name.context.words.cities
    return first.key not in places and not _capitals_say_nothing(name, name.start)


def _follows_place(name: _Name, run: Sequence[Word]) -> bool:
    """Return whether words after a place's name make the name of something else."""
    words, first = name.context.words, run[0]
    if name.is_adjective and first.key in _AMERICANS:
        return True
    other = name.beside(first.start)
    if other or is_title(name.text.casefold()):  # “Paris Hilton”
        is_surname = bool(other and other.kind is _PERSON and other.is_single)
        return is_surname and not _tells_where(name.context, name.start, name.end)
    if words.is_demonym(first.key) or _begins_with_office(name, run):
        return False
    if name.is_adjective or name.text.isupper():
        return run[-1].key in NAMESAKES
    return _is_namesake(name, run)


def _is_namesake(name: _Name, run: Sequence[Word]) -> bool:
    """Return whether words that are no title after a place make a company, a team or the like."""
    first = run[0]
    if name.context.is_given(first.key) and len(run) > 1:  # “envoy for North Korea Ann Roe”
        return False
    if any(word.key in NAMESAKES for word in run):
        return True
    if (first.text.isupper() and len(first.key) > 1) or first.key in name.context.words.small:
        return False
    if name.context.words.nouns_capital:  # “weil Russland Waffen liefert”
        return False
    of_state = any(is_organ(word.key) for word in run)
    return not of_state and not _capitals_say_nothing(name, name.start)


def _begins_with_office(name: _Name, run: Sequence[Word]) -> bool:
    """Return whether words begin with a title, a party or a day: “Foreign Minister Ann Roe”."""
    words = name.context.words
    for word in run:
        if is_title(word.key) or word.key in PARTIES or word.key in words.weekdays | words.months:
            return True
        if word.closed or not (word.key in MODIFIERS or words.is_demonym(word.key)):
            return False
    return False


def _after_particle(name: _Name, joint: Word) -> Word | None:
    """Return the word that “&” or “of” joins to a name: “House of Representatives”."""
    kind = name.subject.kind
    head = word_after(name.context.text, joint.end + 1)
    if joint.text == "&":
        apart = head and name.beside(head.start) and head.key != name.text.casefold()
        return head if head and head.is_capital and not apart else None
    if joint.text != "of":  # “Corea del Norte”
        return head if head and kind is _PLACE and head.is_capital and head.key in COMPASS else None
    if head and head.text == "the":
        head = word_after(name.context.text, head.end + 1)
    if not head or not head.is_capital or head.key in name.context.words.months:
        return None
    return head if kind not in (_PERSON, _PLACE, None) and _is_common(name) else None


def _after_hyphen(name: _Name, word: Word) -> Word | None:
    """Return the second half of a compound: “African-American”."""
    half = word.text.partition("-")[0]
    if half.casefold() in _AMERICANS and name.is_adjective:
        return word
    if name.subject.kind not in (_PERSON, _PLACE) or len(half) == 1:
        return None
    return None if _stands_apart(name, half, word.start) else word


# ---------------------------------------------------------------------------- what words say


def _is_plain(name: _Name, word: Word) -> bool:
    """Return whether the capital of a word does not show that it is part of a name."""
    key, words = word.key, name.context.words
    if len(key) > 1 and word.text.removesuffix("s").isupper():
        # Initials have points: “J.K. Rowling”.
        return "." not in word.text or key.replace(".", "") in words.places
    if word.text.rpartition("-")[2].islower():
        return True
    if name.context.is_given(key):
        return _is_frequent(key, words.tag) and _begins(name, word)  # “Will Cruz run?”
    known = name.beside(word.end)
    if _is_no_name(key, words.tag) or (
        known and (known.ends or known.kind not in (_PLACE, _PERSON))
    ):
        return True
    if _begins(name, word) and _is_common_word(name, key):
        return True
    return words.nouns_capital or _capitals_say_nothing(name, word.start)


@lru_cache(maxsize=1 << 16)
def _is_no_name(key: str, tag: str) -> bool:
    """Return whether a folded word, written with a capital, is no part of a name beside it."""
    words = language(tag)
    return (
        is_generic(key)
        or is_organ(key)
        or words.is_demonym(key)
        or key in PARTIES | NAMESAKES | words.weekdays | words.months
        or _is_frequent(key, tag)
    )


def _is_frequent(key: str, tag: str) -> bool:
    return key in language(tag).small or key in languages.frequent_words(tag)


def _is_common_word(name: _Name, key: str) -> bool:
    """Return whether a folded word is also written with a small letter, in the language or here."""
    tag = name.context.words.tag
    # Too many given names are also words in English: Grant, Hunter, Wade.
    common = (
        key.endswith("ing")
        if tag == "en"
        else languages.dictionary_forms(key, tag) == (True, False)
    )
    return common or (name.context.is_word(key) and key in name.context.tokens())


def _begins(name: _Name, word: Word) -> bool:
    """Return whether a word may have its capital because a sentence begins."""
    return word.opened or begins_sentence(name.context.text, word.start)


def _capitals_say_nothing(name: _Name, start: int) -> bool:
    """Return whether nearly all long words around an offset have a capital, as in a headline."""
    text = name.context.text
    begin = max(text.rfind("\n", 0, start) + 1, start - _LINE)
    line = text[begin : start + _LINE].partition("\n")[0]
    if line.endswith("."):
        return False
    found = [word for word in line.split() if len(word) >= _LONG_WORD]
    small = sum(word.islower() for word in found)
    return len(found) >= _FEWEST and small * 4 <= len(found)
