"""What stands behind a name and makes a longer name of something else."""

from collections.abc import Sequence

from briefings.text.name_words import COMPASS, MODIFIERS, NAMESAKES, PARTIES, is_organ, is_title
from tests.simple_linker import beside
from tests.simple_linker.beside import Word
from tests.simple_linker.capitals import capitals_say_nothing, says_nothing, stands_apart
from tests.simple_linker.name import (
    PERSON,
    PLACE,
    Inner,
    follows_in,
    is_common_body,
    kind_of,
)

LONGEST = 6
GENERATIONS = ("jr", "sr", "jnr", "snr", "junior", "senior", "ii", "iii", "iv")
AMERICANS = ("american", "americans")


def last_word(name: Inner) -> Word | None:
    """Return the last word of a longer name that begins with a name."""
    text, end = name.page.text, name.match.end
    word = beside.after(text, end + 1)
    if word is None:
        return None
    if text[end] == "-":
        return behind_hyphen(name, word)
    if word.opened:
        return None
    if beside.joins(word):
        return behind_particle(name, word)
    if not word.is_capital:  # “كوريا الشمالية”: scripts without capitals
        compass = name.kind is PLACE and word.key in COMPASS
        return word if compass and not word.text.islower() else None
    run = [word]
    while len(run) < LONGEST and not run[-1].closed:
        other = beside.after(text, run[-1].end + 1)
        if other is None or other.opened or not other.is_capital:
            break
        run.append(other)
    if name.kind is PERSON:
        joined = behind_person(name, run)
    elif name.kind is PLACE or (name.kind is None and name.is_one_word):
        joined = behind_place(name, run)
    else:
        joined = len(run) > 1 and run[-1].key in NAMESAKES
    return run[-1] if joined else None


def behind_person(name: Inner, run: Sequence[Word]) -> bool:
    """“[Cruz] Jr.”, “[Cruz] Foundation”, “[Gore] Vidal”."""
    page, first = name.page, run[0]
    if first.key in GENERATIONS or any(word.key in NAMESAKES for word in run):
        return True
    if not name.is_one_word:
        return False
    headline = capitals_say_nothing(name, name.match.start)
    other = name.known(first.start)
    if other:  # “[James] Johnson”
        surname = kind_of(page, other) is PERSON and " " not in other.phrase
        return surname and not page.words.nouns_capital and not headline
    if says_nothing(name, first) or any(is_organ(word.key) for word in run[1:3]):
        return False
    return first.key not in page.words.places | page.words.cities and not headline


def behind_place(name: Inner, run: Sequence[Word]) -> bool:
    """“[Boston] Globe”, “[Kansas] City”, “[Paris] Hilton”, “[African] Americans”."""
    page, words, first = name.page, name.page.words, run[0]
    if name.is_adjective and first.key in AMERICANS:
        return True
    other = name.known(first.start)
    if other or is_title(name.text.casefold()):
        surname = other and kind_of(page, other) is PERSON and " " not in other.phrase
        return bool(surname) and not follows_in(page, name.match)
    if words.is_demonym(first.key) or begins_with_office(name, run):
        return False
    if name.is_adjective or name.text.isupper():
        return run[-1].key in NAMESAKES
    if page.is_given(first.key) and len(run) > 1:  # “envoy for [Libya] Ann Roe”
        return False
    if any(word.key in NAMESAKES for word in run):
        return True
    if (first.text.isupper() and len(first.key) > 1) or first.key in words.small:
        return False
    public = any(is_organ(word.key) for word in run)
    shown = not words.nouns_capital and not capitals_say_nothing(name, name.match.start)
    return shown and not public


def begins_with_office(name: Inner, run: Sequence[Word]) -> bool:
    """“[Ohio] Senator …”, “[Iranian] Foreign Minister …”, “[Texas] Republicans”."""
    words = name.page.words
    for word in run:
        if is_title(word.key) or word.key in PARTIES | words.weekdays | words.months:
            return True
        if word.closed or not (word.key in MODIFIERS or words.is_demonym(word.key)):
            return False
    return False


def behind_particle(name: Inner, joint: Word) -> Word | None:
    """“[Cruz] & Sons”, “[Corea] del Norte”, “[Supreme Court] of Kenya”."""
    text = name.page.text
    head = beside.after(text, joint.end + 1)
    if joint.text == "&":
        apart = head and name.known(head.start) and head.key != name.text.casefold()
        return head if head and head.is_capital and not apart else None
    if joint.text != "of":
        compass = head and head.is_capital and head.key in COMPASS
        return head if compass and name.kind is PLACE else None
    if head and head.text == "the":
        head = beside.after(text, head.end + 1)
    if head is None or not head.is_capital or head.key in name.page.words.months:
        return None
    return head if name.kind not in (PERSON, PLACE, None) and is_common_body(name) else None


def behind_hyphen(name: Inner, word: Word) -> Word | None:
    """“[African]-American”, “[Guinea]-Bissau”."""
    half = word.text.split("-")[0]
    if half.casefold() in AMERICANS and name.is_adjective:
        return word
    if name.kind not in (PERSON, PLACE) or len(half) == 1:
        return None
    return None if stands_apart(name, half, word.start) else word
