"""Words before a name that make a longer name with it."""

from collections.abc import Iterator

from briefings.linking.beside import Word, is_joint, word_before
from briefings.linking.longer_names.capitals import begins, capitals_say_nothing, is_plain
from briefings.linking.longer_names.name import (
    LONGEST_RUN,
    PERSON,
    PLACE,
    Name,
    is_common,
    stands_apart,
)
from briefings.text.attribution import PARTICLES, lexicon_of
from briefings.text.name_words import COMPASS, NAMESAKES, NEW, PARTIES, PLACE_PREFIXES, is_title

_ARABIC_ARTICLES = frozenset("al el as ash an ar az ad at".split())  # noqa: SIM905


def joined_before(name: Name) -> Word | None:
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


def _before_space(name: Name, word: Word) -> Word | None:
    if is_joint(word.text):
        return _before_particle(name, word)
    if not word.is_capital:
        return None
    if name.subject.kind is PERSON:
        return _given_name(name, word)
    joined = _makes_place if name.subject.kind in (PLACE, None) else _makes_body
    return word if joined(name, word) else None


def _given_name(name: Name, word: Word) -> Word | None:
    """Return the first word of the name of somebody else that ends with a surname."""
    if not name.is_single or is_plain(name, word):
        return None
    run = [word, *_capitals_before(name, word)]
    keys = {one.key for one in run}
    own = name.subject.given
    if keys & own or (all(len(key) == 1 for key in keys) and keys & {key[0] for key in own}):
        return None
    return run[-1]


def _capitals_before(name: Name, word: Word) -> Iterator[Word]:
    """Yield the words of a name before a word, the last first."""
    for _ in range(LONGEST_RUN):
        other = None if word.opened else word_before(name.context.text, word.start - 1)
        if other is None or other.closed or not other.is_capital or is_plain(name, other):
            return
        yield other
        word = other


def _makes_place(name: Name, word: Word) -> bool:
    """Return whether a word before a place's name makes a longer name: “South Africa”."""
    if word.key in PLACE_PREFIXES and word.text.istitle():
        return name.is_single or word.key in COMPASS
    if word.key in NEW:
        return not begins(name, word)
    if not name.is_single or ("'" in name.text and name.in_case):  # “Kemal Ankara'da”
        return False
    if is_title(word.key) and not name.is_adjective and not word.text.isupper():
        # “Sheriff Israel”, but not “мэр Москвы”; a subject of unknown kind may be the person.
        may_be_title = name.in_case or name.subject.kind is not PLACE
        return not (may_be_title or capitals_say_nothing(name, name.start))
    may_be_word = not name.context.is_given(word.key) and (
        (begins(name, word) and name.context.is_word(word.key)) or name.is_adjective
    )
    return not (may_be_word or name.beside(word.end) or is_plain(name, word))


def _makes_body(name: Name, word: Word) -> bool:
    """Return whether a word before another name makes a longer name: “Kenyan Supreme Court”."""
    if name.text.isupper() or word.text.isupper():
        return False
    if _is_place(name, word):
        return is_common(name)
    if not name.is_single or name.beside(word.end):
        return False
    if word.key in PARTIES:  # “Liberal Democrats”
        return name.text.casefold() in PARTIES and not begins(name, word)
    if not name.context.is_given(word.key) and begins(name, word):
        return False
    return not is_plain(name, word)


def _is_place(name: Name, word: Word) -> bool:
    known = name.beside(word.end)
    if known:
        return known.kind is PLACE
    words = name.context.words
    return word.key in words.places or word.key in words.cities or words.is_demonym(word.key)


def _before_particle(name: Name, joint: Word) -> Word | None:
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


def _is_joined_by(name: Name, head: Word, joint: Word) -> bool:
    """Return whether a particle joins a word before it to a name."""
    if head.key in NAMESAKES:
        return True
    if is_plain(name, head):
        return False
    if joint.text == "of":
        # A person has no article: “Cruz of Texas”, but “the Gulf of Mexico”.
        return name.subject.kind is PLACE and _has_article(name, head)
    if name.subject.kind is not PERSON or joint.text not in PARTICLES:
        return False
    return not (head.key in name.subject.given or _is_place(name, head) or _has_article(name, head))


def _has_article(name: Name, word: Word) -> bool:
    """Return whether an article stands before the words with capitals that end with a word."""
    known = lexicon_of(name.context.words.tag)
    for _ in range(LONGEST_RUN):
        before = word_before(name.context.text, word.start - 1)
        if before is None or before.closed:
            return False
        if known and before.key in known.articles:
            return True
        if not before.is_capital:
            return False
        word = before
    return False


def _before_hyphen(name: Name, word: Word) -> Word | None:
    """Return the first half of a compound: “Guinea-Bissau”."""
    kind = name.subject.kind
    if kind not in (PERSON, PLACE) or len(word.text) == 1:
        return None
    if word.key in _ARABIC_ARTICLES:
        head = word_before(name.context.text, word.start - 1)
        if kind is not PERSON or head is None or head.closed or not head.is_capital:
            return None
        return _given_name(name, head)
    # “Île-de-France”
    half = next((h for h in reversed(word.text.split("-")) if h not in PARTICLES), "")
    return None if stands_apart(name, half, word.end) else word
