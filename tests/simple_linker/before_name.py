"""What stands before a name and makes a longer name of something else."""

from briefings.text.attribution import PARTICLES, lexicon_of
from briefings.text.name_words import COMPASS, NAMESAKES, NEW, PARTIES, PLACE_PREFIXES, is_title
from tests.simple_linker import beside
from tests.simple_linker.beside import Word
from tests.simple_linker.capitals import capitals_say_nothing, says_nothing, stands_apart
from tests.simple_linker.name import PERSON, PLACE, Inner, is_common_body, is_place

LONGEST = 6
ARABIC_ARTICLES = ("al", "el", "as", "ash", "an", "ar", "az", "ad", "at")


def first_word(name: Inner) -> Word | None:
    """Return the first word of a longer name that ends with a name."""
    text, start = name.page.text, name.match.start
    mark, word = text[start - 1 : start], beside.before(text, start - 1)
    if word is None:
        return None
    if mark == "'":
        return word if word.text == "O" else None  # “O'Cruz”
    if mark == "-":
        return before_hyphen(name, word)
    if word.closed:
        return None
    if beside.joins(word):
        return before_particle(name, word)
    if not word.is_capital:
        return None
    if name.kind is PERSON:
        return before_person(name, word)
    makes = makes_place if name.kind in (PLACE, None) else makes_body
    return word if makes(name, word) else None


def before_person(name: Inner, word: Word) -> Word | None:
    """“Nikolas [Cruz]”, unless the words are given names of the subject: “Ted R. [Cruz]”."""
    if not name.is_one_word or says_nothing(name, word):
        return None
    run = [word]
    while len(run) <= LONGEST and not run[-1].opened:
        other = beside.before(name.page.text, run[-1].start - 1)
        if other is None or other.closed or not other.is_capital or says_nothing(name, other):
            break
        run.append(other)
    keys, own = {one.key for one in run}, name.given
    initials = all(len(key) == 1 for key in keys) and keys & {given[0] for given in own}
    return None if keys & own or initials else run[-1]


def makes_place(name: Inner, word: Word) -> bool:
    """“South [Africa]”, “New [England]”, “Denzel [Washington]”."""
    page, key = name.page, word.key
    if key in PLACE_PREFIXES and word.text.istitle():
        return name.is_one_word or key in COMPASS
    if key in NEW:
        return not page.begins(word)
    if not name.is_one_word or ("'" in name.text and name.in_case):
        return False
    if is_title(key) and not name.is_adjective and not word.text.isupper():  # “Sheriff [Israel]”
        title = name.in_case or name.kind is not PLACE  # “мэр [Москвы]”
        return not title and not capitals_say_nothing(name, name.match.start)
    opens = page.begins(word) and page.may_be_small(key)
    if not page.is_given(key) and (opens or name.is_adjective):
        return False
    return name.known(word.end) is None and not says_nothing(name, word)


def makes_body(name: Inner, word: Word) -> bool:
    """“Kenyan [Supreme Court]”, “Liberal [Democrats]”."""
    page = name.page
    if name.text.isupper() or word.text.isupper():
        return False
    if is_place(name, word):
        return is_common_body(name)
    if not name.is_one_word or name.known(word.end):
        return False
    if word.key in PARTIES:
        return name.text.casefold() in PARTIES and not page.begins(word)
    if page.begins(word) and not page.is_given(word.key):
        return False
    return not says_nothing(name, word)


def before_particle(name: Inner, joint: Word) -> Word | None:
    """“University of [Texas]”, “Gulf of [Mexico]”, “Rafael de [Cruz]”, “Smith & [Cruz]”."""
    text = name.page.text
    head = beside.before(text, joint.start - 1)
    if joint.text == "the":  # “Bank of the [Ohio]”
        if head is None or head.text != "of":
            return None
        joint, head = head, beside.before(text, head.start - 1)
    if head is None or head.closed or not head.is_capital:
        return None
    if joint.text == "&":
        return None if name.known(head.end) else head
    if head.key in NAMESAKES:
        return head
    if says_nothing(name, head):
        return None
    if joint.text == "of":  # A person has no article: “Cruz of [Texas]”.
        return head if name.kind is PLACE and has_article(name, head) else None
    if name.kind is not PERSON or joint.text not in PARTICLES:
        return None
    return (
        None if head.key in name.given or is_place(name, head) or has_article(name, head) else head
    )


def has_article(name: Inner, word: Word) -> bool:
    """Whether an article stands before the words with capitals that end with a word."""
    known = lexicon_of(name.page.words.tag)
    for _ in range(LONGEST):
        other = beside.before(name.page.text, word.start - 1)
        if other is None or other.closed:
            return False
        if known and other.key in known.articles:
            return True
        if not other.is_capital:
            return False
        word = other
    return False


def before_hyphen(name: Inner, word: Word) -> Word | None:
    """“Guinea-[Bissau]”, “Levin-[Cruz]”, but not “US-[Mexico]”."""
    if name.kind not in (PERSON, PLACE) or len(word.text) == 1:
        return None
    if word.key in ARABIC_ARTICLES:  # “Ali al-[Cruz]”
        head = beside.before(name.page.text, word.start - 1)
        person = name.kind is PERSON and head and not head.closed and head.is_capital
        return before_person(name, head) if person and head else None
    halves = [half for half in word.text.split("-") if half not in PARTICLES]
    return None if stands_apart(name, halves[-1] if halves else "", word.end) else word
