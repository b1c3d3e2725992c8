"""Find names in a text: runs of capitalised words, split at titles.

- Particles and “of” join words: “Staffan de Mistura”, “House of Representatives”. A possessive ends
  a name. So does a hyphen before a small letter: in “EU-led” the name is EU.
- Titles do not belong to names and split them: “European Council President Donald Tusk” has two.
- A number belongs to a resolution, a directive and the like. A few words for events in lower case
  belong to the name before them: “Minsk agreements”.
- A name within a mention of an explainer is left out. If a longer name only begins or ends with a
  mention (“Kosovo Security Force”), the longer name counts.
- In a language that writes every noun with a capital, a single word is *weak*: it alone is not a
  name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import dropwhile

import regex
from msgspec import Struct, structs

from briefings.linking.boundaries import begins_sentence
from briefings.linking.folding import fold_phrase
from briefings.text.name_words import (
    EVENTS,
    MODIFIERS,
    NUMBERED,
    Language,
    is_body,
    is_generic,
    is_title,
    language,
)
from briefings.text.plain_letters import only_ascii_letters

# In this pattern every class of characters stands between square brackets (`_SIMPLE`).
_CAPITALISED = r"[\p{Lu}][\p{L}\p{M}\d]*+"
_HYPHENED = (
    rf"[-‐‑](?:{_CAPITALISED}|\d++|[\p{{Ll}}]{{1,4}}+[-‐‑]{_CAPITALISED}|operati[\p{{Ll}}]++)"
)
_ABBREVIATED = (
    r"(?:Mrs?|Ms|Messrs|(?:Dr|Prof|Gen|Col|Sen|Rep|Gov)s?|Rev|Hon|St|Lt|Capt|Sgt|Maj|Adm|Cmdr)"
    r"\.(?= [\p{Lu}])"
)
_WORD = (
    rf"(?:(?:al|el|as|ash|an|ar|az)-|[dl][’'])?{_CAPITALISED}(?:&[\p{{Lu}}]++)?(?:{_HYPHENED})*+"
    rf"(?:[’']{_CAPITALISED})?"
)
_TOKEN = rf"(?:{_ABBREVIATED}|(?:[\p{{Lu}}]\.){{2,}}+|[\p{{Lu}}]\.(?= ?[\p{{Lu}}])|{_WORD})"
_PARTICLES = (
    "of(?: the)?|de(?: la| las| los|n|r)?|del|della|dei|di|da|do|dos|das|du|des|van(?: de[rn]?)?"
    "|von(?: der)?|der|bin|ibn|bint|al|el|ter|ten"
)
# “Council on Foreign Relations”, “Center for American Progress”.
_BODIES = (
    "Council Commission Committee Conference Cent(?:er|re) Cent(?:er|re)s Institute Foundation"
    " Office Organi[sz]ation Coalition Alliance Campaign Project Fund Board Agency Association"
    " Bureau"
)
_BEHIND_BODY = "|".join(f"(?<={body} )" for body in _BODIES.split())
_SUBJECT_OF_BODY = f"(?:{_BEHIND_BODY})(?:on|for)(?: the)?"
# In German the other particles are articles and prepositions between nouns.
_GERMAN_PARTICLES = "von der|van(?: de[rn]?)?|bin|ibn|al|el"
_NUMBER = r"(?P<number> (?:No\. ?)?\d{1,5}(?:/\d{2,4})?(?![\w.,%:/-]?\d))?"
_END = rf"{_NUMBER}(?P<event> (?:{EVENTS})\b)?"
_RUN = r"(?<![\w@#/.])" + _TOKEN + r"(?:[ \u00a0](?:(?:{0})[ \u00a0])?" + "{1})*+" + _END
# The classes of the pattern for texts with letters of ASCII only.
_SIMPLE = {r"\p{Lu}": "A-Z", r"\p{Ll}": "a-z", r"\p{L}": "A-Za-z", r"\p{M}": ""}
# A run after a slash is torn: “CBS News/New York Times”. Read from the right to the left.
_TORN = regex.compile(r"(?r)[/@#]\p{L}+ ")
_NUMBERED = frozenset(NUMBERED.split("|"))
# A year after an abbreviation is not its number, unless the abbreviation means resolution.
_YEAR = regex.compile(r"(?:19|20)\d\d")
_LOWER_NUMBERED = regex.compile(r"\b(?:resolution|directive|regulation) \d{2,5}(?:/\d{2,4})?+\b")
_QUOTES = frozenset("„“”«»‘\"'‹")
# The party and state of a politician in American news: “(D-N.Y.)”, “, R-Texas,”.
_TAG = regex.compile(r"(?<=\(|, )\p{Lu}-\p{Lu}[\p{L}.]*")
# In “Don't” and “We'll” the word before it is not a name. The control of a gallery, and the price
# of a share: “Hide Caption 1 of 16”, “SPX, +0.34%”.
_NO_NAME_BEFORE = regex.compile(r"[’'](?:t|m|d|re|ve|ll)\b| \d+ of \d+\b|(?<=\p{Lu}),? ?[+\-−–]\d")
# A number follows these words: “Federalist No. 10”.
_NUMBER_SIGNS = frozenset({"no", "nos", "nr", "num", "art", "vol", "fig"})
_NUMBER_NEXT = regex.compile(r"\.? ?\d")
_LONGEST = 7
_REACH = 30
_ACRONYM = regex.compile(r"(?=.{2,8}$)\p{Lu}[\p{Lu}\d&-]++s?|(?:\p{Lu}\.){2,}")
_LONG_CAPITALS = 4
# Read from the right to the left.
_WORD_BEFORE = regex.compile(r"(?r)([\p{Ll}-]+),? ")
# Not all titles: “chief Moscow correspondent”, “in general Western states”.
_SMALL_TITLES = frozenset(
    """president minister chancellor premier senator governor mayor ambassador envoy speaker
    spokesman spokeswoman spokesperson chairman chairwoman secretary secretary-general leader
    commander vice-president""".split()  # noqa: SIM905
)
_OFFICE_BEFORE = regex.compile(rf"\b(?:{'|'.join(sorted(_SMALL_TITLES))}) of (?:the )?$")
# Titles that are also names of families and companies, and words after them.
_RANKS = frozenset({"king", "queen", "prince", "pope", "bishop", "cardinal", "lord", "marshal"})
_YOUNGER = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Months that are also names of people.
_NAMES_TOO = frozenset({"may", "april", "june", "august", "mai", "avril"})


class Covered(Struct, frozen=True, gc=False):
    """A span of text in which no name is looked for: a mention, or a name found before."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after the last."""
    person: bool = False
    """Whether it names a person, so that a capitalised word before it is a title."""


class Found(Struct, frozen=True, gc=False):
    """A name in a text. A struct, like the others here, because a site has millions of them."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after the last."""
    sure: int
    """Offset of the second word if the first may only begin a sentence; else `start`."""
    base: int
    """Offset after it without the word for an event; its start if no other words are left."""
    titled: bool = False
    """Whether a title precedes it, so that it is a person."""
    weak: bool = False
    """Whether it alone is not a name."""
    of_office: bool = False
    """Whether a title follows it, so that it may be a part of one: “Commerce Secretary”."""


class _Token(Struct, frozen=True, gc=False):
    start: int
    end: int
    text: str
    word: str
    small: bool
    covered: Covered | None


class _Around(Struct, frozen=True, gc=False):
    """What is around a run."""

    begins: bool
    """Whether it may begin a sentence."""
    title: bool
    """Whether a title in lower case precedes it."""
    office: bool
    """Whether an office in lower case precedes it."""
    number: str
    """The number behind it, which may belong to it."""
    number_next: bool
    """Whether another number follows."""
    event: str
    """The word for an event behind it."""
    covered: tuple[Covered, ...]
    """The covered spans in it, with offsets from its start."""


@lru_cache(maxsize=1 << 16)
def is_acronym(text: str) -> bool:
    """Return whether a word is an acronym: `KFOR`, `G20`, `U.S.`."""
    return bool(_ACRONYM.fullmatch(text))


@lru_cache(maxsize=1 << 16)
def key(text: str) -> str:
    """Return the key of a name: the same for spellings that differ in case or typing habits."""
    folded = fold_phrase(text)
    return (folded.replace(".", "") if is_acronym(folded) else folded).casefold()


@cache
def _run(*, german: bool, simple: bool) -> regex.Pattern[str] | re.Pattern[str]:
    """Return a pattern for runs, with the particles that join names.

    Args:
        german: whether the particles are those of German.
        simple: whether the text has no other letters than those of ASCII.
    """
    particles = _GERMAN_PARTICLES if german else rf"{_PARTICLES}|{_SUBJECT_OF_BODY}"
    # “Roe v. Wade” is a name, too.
    pattern = _RUN.replace("{0}", rf"{particles}|v\.").replace("{1}", _TOKEN)
    if not simple:
        return regex.compile(pattern, regex.VERSION1)
    for name, characters in _SIMPLE.items():
        pattern = pattern.replace(name, characters)
    return re.compile(pattern)


def find(text: str, lang: Language, covered: Sequence[Covered] = ()) -> Iterator[Found]:
    """Yield the names in a text that are not covered.

    Args:
        text: a paragraph.
        lang: its language.
        covered: the spans to leave out, in order.
    """
    pattern = _run(german=lang.nouns_capital, simple=only_ascii_letters(text))
    for match in pattern.finditer(text):
        number, event = match.group("number", "event")
        number, event = number or "", event or ""
        start, end = match.start(), match.end() - len(event)
        # Most runs are one mention.
        if covered and not (number or event) and _is_within(start, end, covered):
            continue
        stop = end - len(number)
        if _is_no_name(text, start, stop):
            continue
        run = text[start:stop]
        several = " " in run or "\u00a0" in run
        around = _Around(
            begins=text[start - 1 : start] in _QUOTES or begins_sentence(text, start),
            title=several and _follows_title(text, start),
            office=several and _follows_office(text, start),
            number=number,
            number_next=bool(_NUMBER_NEXT.match(text, end)),
            event=event,
            covered=tuple(
                Covered(c.start - start, c.end - start, c.person)
                for c in covered
                if c.start < stop and start < c.end
            ),
        )
        for name in _in_run(run, around, lang.tag):
            yield Found(
                name.start + start,
                name.end + start,
                name.sure + start,
                name.base + start,
                name.titled,
                name.weak,
                name.of_office,
            )
    for lower in _LOWER_NUMBERED.finditer(text) if "tion " in text or "tive " in text else ():
        if not any(c.start < lower.end() and lower.start() < c.end for c in covered):
            yield Found(lower.start(), lower.end(), lower.start(), lower.end())


@lru_cache(maxsize=1 << 14)
def _in_run(run: str, around: _Around, tag: str) -> tuple[Found, ...]:
    """Return the names in a run, with offsets in it. Most runs occur many times.

    Args:
        run: the run, without a number and an event.
        around: what is around it.
        tag: the language of the text.
    """
    lang = language(tag)
    tokens, doubtful = _tokens(run, around.covered), around.begins
    if doubtful:
        while tokens and _opens(tokens[0], lang):
            tokens.pop(0)
            doubtful = False
    if not tokens:
        return ()
    tokens = list(_one_sentence(tokens, lang))
    if around.number_next and tokens[-1].word in _NUMBER_SIGNS:
        tokens.pop()
    if len(tokens) > _LONGEST + 2 or _is_in_capitals(tokens):
        return ()
    return tuple(_names(tokens, doubtful, around, lang))


def _is_within(start: int, end: int, covered: Iterable[Covered]) -> bool:
    for span in covered:  # noqa: SIM110  twice as fast as `any`
        if span.start <= start and end <= span.end:
            return True
    return False


def _is_no_name(text: str, start: int, end: int) -> bool:
    """Return whether the characters around a run show that it is not a name."""
    return bool(
        _NO_NAME_BEFORE.match(text, end)
        or _TAG.match(text, start)
        or _TORN.match(text, max(0, start - _REACH), start)
    )


def _tokens(run: str, covered: Sequence[Covered]) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    for word in run.replace("\u00a0", " ").split(" "):
        last = at + len(word)
        over = next((c for c in covered if c.start < last and at < c.end), None)
        small = word.islower() and word[-1:] not in "’'"
        tokens.append(_Token(at, last, word, word.casefold().rstrip("."), small, over))
        at = last + 1
    return tokens


def _opens(token: _Token, lang: Language) -> bool:
    """Return whether a word has its capital only because a sentence begins."""
    if token.small:
        return True
    if token.covered or (token.text.isupper() and len(token.text) > 1):
        return False
    return token.word in lang.small or token.word in lang.weekdays


def _one_sentence(tokens: Sequence[_Token], lang: Language) -> Iterator[_Token]:
    """Yield the words up to the start of the next sentence, as after “the U.S. He”."""
    before = ""
    for token in tokens:
        if before.endswith(".") and _opens(token, lang):
            return
        yield token
        before = token.text


def _is_in_capitals(tokens: Sequence[_Token]) -> bool:
    return sum(t.text.isupper() and len(t.text) >= _LONG_CAPITALS for t in tokens) > 1


def _names(
    tokens: list[_Token], doubtful: bool, around: _Around, lang: Language
) -> Iterator[Found]:
    """Yield the names in a run: the words between its titles."""
    first, titled = 0, False
    for at in range(len(tokens) + 1):
        last = at == len(tokens)
        of = not last and _is_between_names(tokens[first:at], tokens[at])
        if not (last or of or _is_title(tokens, at, lang)):
            continue
        words = tokens[first:at]
        is_first = len(words) > 1 and not words[0].start
        if (titled and words and words[0].small) or (is_first and around.office):
            words, titled = _after_office(words)
        if not (last or of):
            while words and words[-1].word in MODIFIERS:
                words.pop()
        titled |= around.title and len(words) > 1 and not words[0].start
        end = (around.number, around.event) if last else ("", "")
        found = _name(words, doubtful and not first, end, titled, lang)
        if found:
            yield found if last or of else structs.replace(found, of_office=True)
        first, titled = at + 1, not of


def _follows_office(text: str, start: int) -> bool:
    """Return whether an office in lower case precedes words: “speaker of the House Ann Roe”."""
    if not text.endswith((" of ", " of the "), 0, start):
        return False
    return bool(_OFFICE_BEFORE.search(text, max(0, start - _REACH), start))


def _follows_title(text: str, start: int) -> bool:
    """Return whether a title in lower case precedes words: “ambassador Ann Roe”."""
    before = _WORD_BEFORE.match(text, max(0, start - _REACH), start)
    return before is not None and before[1] in _SMALL_TITLES


def _after_office(words: list[_Token]) -> tuple[list[_Token], bool]:
    """Return the words after an office (“of State Ann Roe”), and whether they name a person."""
    body = list(dropwhile(lambda token: token.small, words))
    rest = list(dropwhile(lambda token: is_generic(token.word), body))
    if len(rest) == len(body) or len(rest) < 2:
        return body, False  # “of the European Commission”
    return rest, True


def _is_between_names(before: Sequence[_Token], token: _Token) -> bool:
    """Return whether an “of” joins two names: “Ann Roe of the Wire”."""
    if token.text != "of" or len(before) < 2:
        return False
    return not (is_generic(before[-1].word) or is_body(before[-1].word))


def _is_title(tokens: Sequence[_Token], at: int, lang: Language) -> bool:
    if at and len(tokens[at].word) == 1:
        return False  # “Anna M. Roedal”, not the French “M. Roedal”
    # In “International Court of Justice” no title occurs.
    if not is_title(tokens[at].word) or tokens[at].covered or (at and tokens[at - 1].small):
        return False
    if at + 1 < len(tokens) and tokens[at + 1].word not in _YOUNGER:
        return not is_body(tokens[at + 1].word)
    # “Martin Luther King” is a name, “Saudi King” and “Crown Prince” are not.
    before = tokens[at - 1].word if at else ""
    name = before and not (is_generic(before) or lang.is_demonym(before) or before in lang.places)
    return not (name and tokens[at].word in _RANKS)


def _name(
    words: list[_Token], doubtful: bool, end: tuple[str, str], titled: bool, lang: Language
) -> Found | None:
    number, event = end
    words = _trimmed(words, lang)
    if not words or len(words) > _LONGEST:
        return None
    last = words[-1]
    numbered = bool(number) and _takes_number(last, number)
    if len(words) == 1 and last.word in lang.months:
        return None
    words = _uncovered(words, numbered, lang)
    if not words:
        return None
    known = all(token.covered or token.small for token in words)
    if (known or len(words) == 1) and event and lang.is_demonym(words[-1].word):
        event = ""
    if number and not numbered:
        event = ""
    if known and not event:
        return None
    start, stop = words[0].start, words[-1].end + (len(number) if numbered else 0)
    single = len(words) == 1 and not numbered and not event
    second = next((token.start for token in words[1:] if not token.small), stop)
    return Found(
        start=start,
        end=stop + len(event),
        sure=second if doubtful else start,
        base=start if known else stop,
        titled=titled and not numbered,
        weak=single
        and lang.nouns_capital
        and not is_acronym(words[0].text)
        and words[0].word not in lang.places,
    )


def _trimmed(words: list[_Token], lang: Language) -> list[_Token]:
    """Return words without small words and days at both ends."""
    days = _days(lang.tag)
    first, end = 0, len(words)
    if end > 2 and words[0].text == "The":
        first = 1
    while first + 1 < end and is_acronym(words[first].text) and is_generic(words[first].word):
        first += 1  # “REUTERS Ann Roe”, “CEO Ann Roe”
    while first < end and (words[first].small or words[first].word in days):
        first += 1
    while end > first and (
        words[end - 1].small
        or words[end - 1].word in days
        or (words[end - 1].word in lang.months and words[end - 2].small)
    ):
        end -= 1
    return words[first:end]


@cache
def _days(tag: str) -> frozenset[str]:
    """Return the words of a language that name days and months, and nobody."""
    lang = language(tag)
    return lang.weekdays | (lang.months - _NAMES_TOO)


def _takes_number(token: _Token, number: str) -> bool:
    if token.word in _NUMBERED:
        return True
    digits = number.strip()
    year = _YEAR.fullmatch(digits) and not token.text.endswith("R")
    return is_acronym(token.text) and len(digits) > 2 and not year


def _uncovered(words: list[_Token], numbered: bool, lang: Language) -> list[_Token]:
    """Return the words of a name that contains mentions; empty if they only repeat a mention."""
    if words[-1].covered and words[-1].covered.end > words[-1].end:
        return []  # “US Customs and Border Protection”, which is known without the first word
    over = [token.covered for token in words]
    free = [token for token in words if not token.covered and not token.small]
    if not any(over) or not free:
        return words
    if numbered and over[0]:
        return [token for token in words if not token.covered]
    if any(cover and cover.person for cover in over):
        return []
    spare = all(lang.is_demonym(t.word) or is_generic(t.word) for t in free)
    return [] if spare and not over[0] else words
