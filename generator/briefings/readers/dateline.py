"""Datelines: the place and agency that open a wire story, found in its first paragraphs.

A dateline is marked only where it is certain. Each of these is evidence enough:

| form | example |
|---|---|
| a place, and an agency in brackets | `DEFIANCE, Ohio (AP) -`, `القاهرة (رويترز) -` |
| an agency in brackets alone | `(Reuters) -` |
| a place, a day and an agency | `МОСКВА, 5 мар — РИА Новости.`, `MOSCOW, March 5. /TASS/.` |
| a place and a day before a dash | `PUTRAJAYA, Nov 22 —` |
| a place in capitals with its region before a dash | `FARGO, N.D. —` |
| a known place in capitals before a dash | `LONDON —` |
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from briefings.model.article import Dateline
from briefings.model.patterns import Pattern
from briefings.model.reading import Block, BlockKind, Markup, MarkupKind
from briefings.readers import date_words
from briefings.readers.bylines import opens_byline
from briefings.text.languages import cities
from briefings.text.superscripts import plain

# The dateline is in one of the first paragraphs: a standfirst, captions and a list may precede it.
_PARAGRAPHS = 10
# The longest dateline in 600 real articles has 51 characters. Bounds the time of the patterns.
_LONGEST = 100

# News agencies, and broadcasters that sign like one, as datelines write them.
_AGENCIES = frozenset({
    "AP", "Associated Press", "The Associated Press", "AFP", "Agence France-Presse", "CNN Business",
    "CNNMoney", "CNN en Español", "The Canadian Press", "La Presse Canadienne",
    "La Presse canadienne", "Deutsche Presse-Agentur", "Рейтер", "АП", "Франс Пресс", "Синьхуа",
    "Reuters", "REUTERS", "UPI", "CNN", "Bloomberg", "TNS", "PA",
    "VOA", "CP", "AAP", "dpa", "DPA", "dpa-AFX", "epd", "KNA", "SID", "sid", "ots", "APA", "sda",
    "SDA", "ATS", "ats", "Keystone-SDA", "Belga", "ANP", "EFE", "Europa Press", "EUROPA PRESS",
    "ANSA", "AGI", "Adnkronos", "askanews", "LaPresse", "Lusa", "LUSA", "TT", "NTB", "Ritzau",
    "ritzau", "STT", "PAP", "ČTK", "TASR", "MTI", "Tanjug", "Hina", "BTA", "AA", "Anadolu", "DHA",
    "İHA", "TASS", "Tass", "Interfax", "Sputnik", "RIA Novosti", "Xinhua", "Kyodo", "Jiji",
    "Yonhap", "PTI", "ANI", "IANS", "Bernama", "Antara", "ANTARA", "IRNA", "SANA", "WAM", "SPA",
    "ТАСС", "РИА Новости", "Интерфакс", "ИНТЕРФАКС", "INTERFAX.RU", "Укринформ", "УНИАН", "БЕЛТА",
    "Sputnik Беларусь", "رويترز", "أ ف ب", "أ.ف.ب", "ا ف ب", "ا.ف.ب", "فرانس برس", "د ب أ",
    "د.ب.أ", "أ ب", "وكالات", "الأناضول", "وفا", "سانا", "واس", "وام", "سبوتنيك", "شينخوا",
    "רויטרס", "ロイター", "共同",
})  # fmt: skip
# Cities that stand without a region in datelines (The Associated Press Stylebook, “datelines”) and
# are no cities of Unicode CLDR.
_STAND_ALONE = frozenset({
    "atlanta", "baltimore", "beijing", "boston", "cincinnati", "cleveland", "dallas", "geneva",
    "guatemala city", "houston", "istanbul", "kuwait city", "las vegas", "mexico city", "miami",
    "milan", "milwaukee", "minneapolis", "montreal", "munich", "new delhi", "new orleans",
    "new york city", "oklahoma city", "panama city", "philadelphia", "pittsburgh", "quebec city",
    "rio de janeiro", "salt lake city", "san antonio", "san diego", "san francisco", "sao paulo",
    "seattle", "st. louis", "vatican city", "washington",
})  # fmt: skip
# Small words inside the names of places.
_SMALL = frozenset({
    "of", "and", "upon", "the", "de", "del", "des", "da", "do", "dos", "du", "di", "la", "las",
    "le", "les", "el", "en", "sur", "sous", "am", "an", "der", "bei", "im", "ob", "na", "nad",
    "pod", "på", "и", "на",
})  # fmt: skip
# The most words of a place in a script without capitals, where any word may look like a place.
_UNCASED_WORDS = 4

_WORD = r"[^\W\d_][\w.'’-]*"
_PLACE = rf"(?P<place>{_WORD}(?:(?:, ?|، ?| ?/ ?| ){_WORD}){{0,7}}?)"
# Arabic names a month by its Roman and then by its Babylonian name.
_AGAIN = r"(?:[ /][\u0620-\u064a]+)?"
_DAY = (
    rf"(?:[.,،/] ?| )(?:le )?"
    rf"(?P<day>\d{{1,2}}\.? ?(?:de )?(?P<month>{_WORD}){_AGAIN}|(?P<before>{_WORD}) \d{{1,2}}"
    r"|\d{1,2}[./]\d{1,2}[./]?)(?:,? (?:de )?\d{2,4})?\.?"
)
_DASH = r"[.:]? ?(?:--?(?!\w)|[–—―－])"
_BRACKETS = r"(?:\((?P<agency>[^()]{2,40})\)|/(?P<slashed>[^/()]{2,30})/)"
_NAMES = "|".join(sorted(map(re.escape, _AGENCIES), reverse=True))
_AUTHOR = rf"(?:, {_WORD} {_WORD})?"
_SIGNED = re.compile(
    rf"{_PLACE}(?:{_DAY})?(?: [-–—])? ?{_BRACKETS}(?:{_AUTHOR}(?P<end>{_DASH}|[.:]))?"
)
_UNPLACED = re.compile(rf"{_BRACKETS}(?P<end>{_DASH})?(?: ?{_PLACE}{_DAY}{_DASH})?")
_UNBRACKETED = re.compile(
    rf"{_PLACE}(?:{_DAY}(?:{_DASH})?|{_DASH}) ?(?P<agency>{_NAMES}){_AUTHOR}"
    rf"(?P<end>{_DASH}|[.:])"
)
_DATED = re.compile(rf"{_PLACE}{_DAY}(?P<end>{_DASH})")
_CAPITALS = re.compile(rf"{_PLACE}(?P<end> (?:--?|[–—―])(?= )|—)")
_DOMAIN = re.compile(r"[\w-]+\.(?:com|org|net|news|info)", re.IGNORECASE)
_PARTY = re.compile(r"[A-Z]-")
_PARTS = re.compile(r"[\s,،/]+")


def mark(
    blocks: Sequence[Block], lang: str, pattern: Pattern | None = None
) -> tuple[tuple[Block, ...], Dateline | None]:
    """Add markup for the dateline, and return the blocks and the dateline if it names a place.

    Args:
        blocks: the body.
        lang: BCP 47 tag of its language; may be empty.
        pattern: the outlet's pattern of a dateline, with a group `place`; it is tried first.
    """
    paragraphs = [n for n, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH]
    for number in paragraphs[:_PARAGRAPHS]:
        block = blocks[number]
        found = (pattern.match(block.text) if pattern else None) or find(block.text, lang)
        if found and (markup := _with_dateline(block.markup, found.end())):
            marked = replace(block, markup=markup)
            place = " ".join((found["place"] or "").split())
            blocks = (*blocks[:number], marked, *blocks[number + 1 :])
            return blocks, Dateline(place) if place else None
    return tuple(blocks), None


def without(block: Block) -> str:
    """Return the text of a block without its dateline."""
    end = next((m.end for m in block.markup if m.kind is MarkupKind.DATELINE), 0)
    return plain(block)[end:].strip()


def find(text: str, lang: str = "") -> re.Match[str] | None:
    """Return the dateline at the beginning of a paragraph, with a group `place`; None for none.

    Args:
        text: the paragraph.
        lang: BCP 47 tag of its language; may be empty.
    """
    head = text[:_LONGEST]
    if opens_byline(head):
        return None
    for pattern, is_certain in (
        (_SIGNED, _is_signed),
        (_UNPLACED, _is_unplaced),
        (_UNBRACKETED, _is_unbracketed),
        (_DATED, _is_dated),
        (_CAPITALS, _is_known),
    ):
        found = pattern.match(head)
        if found and is_certain(found, lang):
            return found
    return None


def is_agency(name: str) -> bool:
    """Return whether a name is that of a known news agency, perhaps with others or a desk."""
    return re.split(r" ?[/,|] ?", name)[0].strip() in _AGENCIES


def _with_dateline(markup: Sequence[Markup], end: int) -> tuple[Markup, ...]:
    """Return the markup of a block with that of a dateline; empty if its edge is in other markup.

    An outer span comes first.
    """
    if any(span.start < end < span.end and span.start > 0 for span in markup):
        return ()
    outer = [span for span in markup if span.start == 0 and span.end > end]
    if any(span.kind in (MarkupKind.LINK, MarkupKind.CODE) for span in outer):
        return ()
    rest = markup[len(outer) :]
    return (*outer, Markup(0, end, MarkupKind.DATELINE), *rest)


def _is_signed(found: re.Match[str], lang: str) -> bool:
    """Return whether an agency in brackets follows a place."""
    agency = found["agency"] or found["slashed"]
    if not _is_place(found["place"]) or _abbreviates(agency, found["place"]):
        return False
    if found["day"]:
        return is_agency(agency) or _is_day(found, lang)
    if is_agency(agency):
        return bool(found["end"]) or _begins_sentence(found)
    # An outlet that signs its own stories. Other words in brackets may belong to a label.
    return _is_dash(found["end"]) and not _PARTY.match(agency) and _is_known(found, lang)


def _is_unplaced(found: re.Match[str], lang: str) -> bool:
    """Return whether a paragraph begins with an agency in brackets."""
    del lang
    agency = found["agency"] or found["slashed"]
    if found["place"] and not _is_place(found["place"]):
        return False
    if _DOMAIN.fullmatch(agency):
        return bool(found["end"])
    return is_agency(agency) and (bool(found["end"]) or _begins_sentence(found))


def _is_unbracketed(found: re.Match[str], lang: str) -> bool:
    del lang
    return _is_place(found["place"])


def _is_dated(found: re.Match[str], lang: str) -> bool:
    if not _in_capitals(found["place"]) or not _begins_sentence(found):
        return False
    words = map(date_words.plain, _PARTS.split(found["place"]))
    return _is_day(found, lang) and date_words.names().weekdays.isdisjoint(words)


def _is_known(found: re.Match[str], lang: str) -> bool:
    """Return whether a place in capitals is known, or has its region."""
    place = found["place"]
    if not _in_capitals(place) or not _begins_sentence(found):
        return False
    city, _, region = place.partition(", ")
    if region and _is_region(region):
        return True
    return all(part.strip().casefold() in _known_cities(lang) for part in city.split("/"))


def _is_dash(end: str | None) -> bool:
    return bool(end) and end not in (".", ":")


def _is_region(region: str) -> bool:
    """Return whether words after a place are a region: capitalised, with a lower-case letter.

    `N.D.` has full stops instead. Others in capitals may be the next word of a label.
    """
    return "." in region or (region[0].isupper() and not region.isupper())


def _in_capitals(place: str) -> bool:
    """Return whether a place is written in capitals; the region after a comma may be mixed."""
    city = place.partition(",")[0]
    return len(city) > 1 and city.isupper() and _is_place(place)


def _is_place(place: str) -> bool:
    """Return whether all words but small ones have a capital, or no case."""
    words = [word for word in _PARTS.split(place) if word]
    if not place[0].isupper() and len(words) > _UNCASED_WORDS:
        return False
    return not place[0].islower() and all(not word[0].islower() or word in _SMALL for word in words)


def _is_day(found: re.Match[str], lang: str) -> bool:
    """Return whether the day has the name of a month, or is numeric."""
    month = found["month"] or found["before"]
    return not month or bool(date_words.languages_of(month, lang))


def _abbreviates(short: str, name: str) -> bool:
    """Return whether a word has the initials of a name, as in `Associated Press (AP)`."""
    words = [word for word in re.split(r"[\s/-]+", name) if word]
    initials = "".join(word[0] for word in words).casefold()
    capitals = "".join(word[0] for word in words if word not in _SMALL).casefold()
    short = short.casefold()
    if len(words) == 1:
        return "".join(word[:1] for word in short.split()) == name.casefold()
    return initials.endswith(short) or capitals.endswith(short)


def _begins_sentence(found: re.Match[str]) -> bool:
    """Return whether a sentence follows, or nothing."""
    rest = found.string[found.end() :].lstrip(" \"'“”„«»‘’¿¡([…")
    return not rest or not (rest[0].islower() or rest[0] in ",;")


@cache
def _known_cities(lang: str) -> frozenset[str]:
    return _STAND_ALONE | cities("en") | cities(lang)
