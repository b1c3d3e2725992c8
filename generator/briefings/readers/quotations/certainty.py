"""Tell which speakers are certain, so that readers can be told who speaks.

An attribution is certain by its grammar and by its name. Grammar: the name stands beside its verb,
is the whole subject, and no other clause stands between the verb and the quotation. Name: it is a
name of several words, or a surname alone that the article explains: the full name comes first and
is the only one with this surname, or there is a title and no full name. Other single words need an
explainer (`Naming.name` is empty). A pronoun is certain if nobody else was named since the name, in
the same paragraph or the one before.
"""

import re
from collections.abc import Mapping, Sequence

from briefings.model.explainer import ExplainerKind
from briefings.readers.quotations import person_names
from briefings.readers.quotations.coreference import with_forenames
from briefings.readers.quotations.person_names import Token
from briefings.readers.quotations.speakers import MASK, Speaker
from briefings.text import languages, name_words
from briefings.text.attribution import BODIES, Lexicon

LANGUAGES = frozenset({"en"})
"""The languages in which speakers that pass were judged by hand and 97 of 100 were right."""

_CONJUNCTIONS = frozenset({"and", "or", "nor", "&"})
_SUBORDINATE = frozenset("but while as when after before because although though if".split())  # noqa: SIM905
_INDEFINITE = frozenset({"a", "an", "another", "one"})
# What follows is seldom a person; “to Roe” and “with Roe” are.
_BEFORE_PLACES = frozenset({"of", "in", "at", "on"})
# “accused of fraud”, “calls for talks”
_OBLIQUE = frozenset({"of", "for", "on"})
# Offices that are followed by their field: “Secretary of State”.
_OFFICES = frozenset({"secretary", "minister", "undersecretary"})
_CLAUSE_ENDS = frozenset(',;:()[]—–|“”"')
_WORD = re.compile(r"[^\W\d_][\w'’-]*\.?")
# Two words without a space between them; but LaPierre, MacArthur, DeVos.
_RUN_TOGETHER = re.compile(r"[a-zß-ÿ]{3}[A-ZÀ-Þ]")
_LONG_NAME = 3
_LONGEST_TITLE = 30


def is_measured(lang: str) -> bool:
    """Return whether certain speakers are looked for in a language, given as a BCP 47 tag."""
    return languages.base(lang) in LANGUAGES


def is_clear(text: str, speaker: Speaker, start: int, end: int, lexicon: Lexicon) -> bool:
    """Return whether a name is certainly the whole subject of its reporting verb.

    Args:
        text: a sentence, with its quotations masked.
        speaker: the speaker, with the offset of the verb in the sentence.
        start: offset of the name.
        end: offset after the name.
        lexicon: the words of its language.
    """
    parts = person_names.tokens(text)
    numbers = {part.start: number for number, part in enumerate(parts)}
    first, verb = numbers.get(start), numbers.get(speaker.at)
    if first is None or verb is None:
        return False
    last = next((n for n in range(first, len(parts)) if parts[n].end >= end), len(parts)) + 1
    object_follows = parts[verb].text in lexicon.calls and verb + 1 < len(parts)
    if object_follows and parts[verb + 1].word in _OBLIQUE:
        return False
    if _goes_on(parts, last, speaker, lexicon):
        return False
    if last <= verb:
        return parts[verb - 1].word not in _CONJUNCTIONS and _may_begin(parts, first, lexicon)
    between = {part.word for part in parts[verb + 1 : first]}
    # “The mayor, Roe, warned Poe of a fall”: whom somebody speaks to follows the verb too.
    follows = parts[verb].text not in lexicon.says or _follows_quotation(parts, verb)
    return follows and between.isdisjoint(_CONJUNCTIONS | _INDEFINITE)


def _goes_on(parts: Sequence[Token], last: int, speaker: Speaker, lexicon: Lexicon) -> bool:
    """Return whether a subject may go on behind a name: `Roe and Poe`, `University of Rome`."""
    if last + 1 >= len(parts) or not parts[last + 1].is_capital:
        return False
    is_person = " " in speaker.text and not speaker.is_body
    word = parts[last].word
    return word in _CONJUNCTIONS or (
        not is_person and word in lexicon.prepositions - lexicon.adverbs
    )


def _may_begin(parts: Sequence[Token], first: int, lexicon: Lexicon) -> bool:
    """Return whether a subject may begin at a name before its verb."""
    number = first
    while number and parts[number - 1].text not in _CLAUSE_ENDS:
        number -= 1
    lead = parts[number:first]
    if not lead:
        return True
    before, words = lead[-1], {part.word for part in lead}
    is_owner = person_names.POSSESSIVE.search(before.text) is not None
    is_title = person_names.is_title(before)
    if before.is_capital and not (is_title or is_owner or before.word in lexicon.articles):
        # “the president of Sunny Island Lines”, but “Secretary of State Ann Roe”
        return not words.isdisjoint(_OFFICES)
    if before.word in _CONJUNCTIONS:
        return first == 1
    # “an editor of the newspaper Al Roe said”
    known = lexicon.articles | lexicon.adverbs | lexicon.prepositions
    is_noun = before.text.islower() and before.word not in known and not is_title
    is_governed = not words.isdisjoint(lexicon.prepositions)
    barred = before.word in _INDEFINITE or before.text in lexicon.says
    return not (barred or (is_noun and is_governed))


def _follows_quotation(parts: Sequence[Token], number: int) -> bool:
    """Return whether only marks stand between a quotation and a token."""
    before = number - 1
    while before >= 0 and parts[before].text[0] != MASK:
        if parts[before].text[0].isalnum():
            return False
        before -= 1
    return before >= 0


def begins_clause(text: str) -> bool:
    """Return whether the words between a quotation and a later subject begin another clause.

    So they do in `“…,” and Roe said`.
    """
    words = {token.word for token in person_names.tokens(text) if not token.is_capital}
    return not words.isdisjoint(_CONJUNCTIONS | _SUBORDINATE)


def is_title_like(text: str, lexicon: Lexicon) -> bool:
    """Return whether words in marks look like a title, such as `Songs of the River`."""
    words = _WORD.findall(text)
    small = {word for word in words if word[0].islower()}
    return len(words) > 1 and small <= lexicon.articles | lexicon.prepositions


class Names:
    """What the names of an article's speakers certainly mean."""

    def __init__(self, full: Mapping[str, str], text: str, lexicon: Lexicon, lang: str) -> None:
        """Take what is known.

        Args:
            full: the full name of each surname.
            text: the paragraphs of the article.
            lexicon: the words of its language.
            lang: BCP 47 tag of its language.
        """
        self.full, self.text, self.lexicon = full, text, lexicon
        self.language = name_words.language(lang)
        self._known: dict[tuple[str, bool, bool], str | None] = {}

    def name(self, written: str, *, is_body: bool, begins: bool) -> str | None:
        """Return the full name of a speaker; empty if it does not tell who, None for no speaker.

        Args:
            written: a name, without title.
            is_body: whether it is certainly that of an organisation.
            begins: whether it begins a sentence.
        """
        # `functools.cache` of a method would refer to this object, which then stays, with the text
        # of the article, until the garbage collector runs.
        if (asked := (written, is_body, begins)) not in self._known:
            self._known[asked] = self._name(*asked)
        return self._known[asked]

    def _name(self, written: str, is_body: bool, begins: bool) -> str | None:
        words = [word.rstrip(".") for word in written.casefold().split()]
        is_none = self._is_no_speaker(words) or _RUN_TOGETHER.search(written) is not None
        if is_none or (begins and not self._begins_with_name(written)):
            return None
        if is_body:
            # “The River Act says”: what has an article may be no body.
            return written if len(words) > 1 and any(map(name_words.is_body, words)) else ""
        if len(words) > 1:
            full = self.full.get(written.rpartition(" ")[2], "")
            return full if full.endswith(f" {written}") else written
        return "" if written.isupper() else self._of_surname(written)

    def _of_surname(self, surname: str) -> str:
        """Return the full name of a surname, or itself if there is none; empty if unknown."""
        forenamed = {
            start + len(found) - len(surname): name
            for start, found in with_forenames(surname, self.text)
            if " " in (name := person_names.without_titles(found))
        }
        if not forenamed:
            return surname if self._has_title(surname) else ""
        full = self.full.get(surname, "")
        return full if full and self._comes_first(surname, full, forenamed) else ""

    def _is_no_speaker(self, words: Sequence[str]) -> bool:
        """Return whether folded words name a place, people, party or day."""
        known, last = self.language, words[-1]
        return (
            name_words.kind_of(" ".join(words), known) is ExplainerKind.PLACE
            or not name_words.PARTIES.isdisjoint((words[0], last))
            or last in known.weekdays
            or (len(words) >= _LONG_NAME and known.is_demonym(words[0]))
            or (len(words) == 1 and (known.is_demonym(last) or last in known.months))
        )

    def _begins_with_name(self, written: str) -> bool:
        """Return whether the first word of a name that begins a sentence is part of it.

        Those of `Pollster Ann Maria Roe said` and `Said Roe` have a capital all the same.
        """
        words = written.split()
        if words[0].casefold() in self.lexicon.verbs:
            return False
        if len(words) < _LONG_NAME or len(words[1].rstrip(".")) == 1:
            return True
        return re.search(rf"[\w,] {re.escape(written)}(?!\w)", self.text) is not None

    def _comes_first(self, surname: str, full: str, forenamed: Mapping[int, str]) -> bool:
        """Return whether a full name comes before its surname alone, and no other has that.

        Args:
            surname: the surname.
            full: the full name.
            forenamed: the surname with the forenames before it, by the offset of the surname.
        """
        forename = full.partition(" ")[0]
        first = next(person_names.occurrences(surname, self.text))
        others = (name for name in forenamed.values() if forename not in name.split())
        return first in forenamed and not any(others)

    def _has_title(self, name: str) -> bool:
        """Return whether the article gives a title before a name."""
        for at in person_names.occurrences(name, self.text):
            before = self.text[max(at - _LONGEST_TITLE, 0) : at].split()
            word = before[-1] if before else ""
            if word[:1].isupper() and person_names.is_title(Token(0, len(word), word)):
                return True
        return False

    def has_strangers(self, text: str, name: str) -> bool:
        """Return whether a text may name a person other than the one with a name.

        Args:
            text: any text, with its quotations masked.
            name: the full name.
        """
        own = name.casefold().split()
        before = ""
        for found in _WORD.finditer(text):
            written = person_names.POSSESSIVE.sub("", found[0])
            word = person_names.plain(written)
            if not written[0].isupper():
                before = word
                continue
            leads = before in _BEFORE_PLACES or before in self.lexicon.articles
            if not leads and word not in own and not self._is_no_person(written, word):
                return True
        return False

    def _is_no_person(self, written: str, word: str) -> bool:
        return (
            written.isupper()
            or word in BODIES
            or word in self.lexicon.singular
            or person_names.is_function_word(written, self.lexicon)
            or name_words.is_generic(word)
            or word in self.language.months
            or self._is_no_speaker([word])
        )
