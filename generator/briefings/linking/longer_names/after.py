"""Words after a name that make a longer name with it."""

from collections.abc import Sequence

from briefings.linking.beside import Word, is_joint, word_after
from briefings.linking.longer_names.capitals import capitals_say_nothing, is_plain
from briefings.linking.longer_names.name import (
    AMERICANS,
    LONGEST_RUN,
    PERSON,
    PLACE,
    Name,
    is_common,
    stands_apart,
    tells_where,
)
from briefings.text.name_words import COMPASS, MODIFIERS, NAMESAKES, PARTIES, is_organ, is_title

_GENERATIONS = frozenset("jr sr jnr snr junior senior ii iii iv".split())  # noqa: SIM905


def joined_after(name: Name) -> Word | None:
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
        return word if kind is PLACE and word.key in COMPASS and not has_case else None
    run = _capitals_after(name, word)
    if kind is PERSON:
        joined = _follows_person(name, run)
    elif kind is PLACE or (kind is None and name.is_single):
        joined = _follows_place(name, run)
    else:
        joined = len(run) > 1 and run[-1].key in NAMESAKES
    return run[-1] if joined else None


def _capitals_after(name: Name, word: Word) -> Sequence[Word]:
    """Return a word and those with capitals after it, up to a mark."""
    run = [word]
    while len(run) < LONGEST_RUN and not run[-1].closed:
        other = word_after(name.context.text, run[-1].end + 1)
        if other is None or other.opened or not other.is_capital:
            break
        run.append(other)
    return run


def _follows_person(name: Name, run: Sequence[Word]) -> bool:
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
        same = other.kind is PERSON and other.is_single  # “James Johnson”
        return (
            same
            and not name.context.words.nouns_capital
            and not capitals_say_nothing(name, name.start)
        )
    if is_plain(name, first) or any(is_organ(word.key) for word in run[1:3]):
        return False
    places = name.context.words.places | name.context.words.cities
    return first.key not in places and not capitals_say_nothing(name, name.start)


def _follows_place(name: Name, run: Sequence[Word]) -> bool:
    """Return whether words after a place's name make the name of something else."""
    words, first = name.context.words, run[0]
    if name.is_adjective and first.key in AMERICANS:
        return True
    other = name.beside(first.start)
    if other or is_title(name.text.casefold()):  # “Paris Hilton”
        is_surname = bool(other and other.kind is PERSON and other.is_single)
        return is_surname and not tells_where(name.context, name.start, name.end)
    if words.is_demonym(first.key) or _begins_with_office(name, run):
        return False
    if name.is_adjective or name.text.isupper():
        return run[-1].key in NAMESAKES
    return _is_namesake(name, run)


def _is_namesake(name: Name, run: Sequence[Word]) -> bool:
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
    return not of_state and not capitals_say_nothing(name, name.start)


def _begins_with_office(name: Name, run: Sequence[Word]) -> bool:
    """Return whether words begin with a title, a party or a day: “Foreign Minister Ann Roe”."""
    words = name.context.words
    for word in run:
        if is_title(word.key) or word.key in PARTIES or word.key in words.weekdays | words.months:
            return True
        if word.closed or not (word.key in MODIFIERS or words.is_demonym(word.key)):
            return False
    return False


def _after_particle(name: Name, joint: Word) -> Word | None:
    """Return the word that “&” or “of” joins to a name: “House of Representatives”."""
    kind = name.subject.kind
    head = word_after(name.context.text, joint.end + 1)
    if joint.text == "&":
        apart = head and name.beside(head.start) and head.key != name.text.casefold()
        return head if head and head.is_capital and not apart else None
    if joint.text != "of":  # “Corea del Norte”
        return head if head and kind is PLACE and head.is_capital and head.key in COMPASS else None
    if head and head.text == "the":
        head = word_after(name.context.text, head.end + 1)
    if not head or not head.is_capital or head.key in name.context.words.months:
        return None
    return head if kind not in (PERSON, PLACE, None) and is_common(name) else None


def _after_hyphen(name: Name, word: Word) -> Word | None:
    """Return the second half of a compound: “African-American”."""
    half = word.text.partition("-")[0]
    if half.casefold() in AMERICANS and name.is_adjective:
        return word
    if name.subject.kind not in (PERSON, PLACE) or len(half) == 1:
        return None
    return None if stands_apart(name, half, word.start) else word
