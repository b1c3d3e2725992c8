"""Read a byline: its people, one by one."""

import re
from functools import cache

from briefings.readers import byline_words, dates
from briefings.text import languages

# Words before the names of authors.
_PREPOSITIONS = (
    r"(?:(?:written|reported|story|words|text|geschrieben|skrevet|skrivet|escrito|scritto"
    rf"|{byline_words.GENRES}) )?"
    r"(?:by|vom|von|par|por|di|a[vf]|door|oleh|przez|(?:rozmawia|opracowa)ła?)"
)
# Words with a colon before the names; without it they can begin a sentence, or a name (`Da Silva`).
_LABELS = (
    r"autor(?:in|en|e)?|auteur|authors?|te(?:x|ks)t[eo]?|testo|words(?=:)|story|reporting|yazan|penulis|da|od|авторы?|текст"
    r"|بقلم|文|글"
)
_BY = re.compile(rf"^(?:(?:{_PREPOSITIONS}|{_LABELS})\b\s*:?|[·•|–—-])\s*", re.IGNORECASE)
_BY_LINE = re.compile(rf"(?:{_PREPOSITIONS}\b|(?:{_LABELS})\b(?=\s?:))\s*:?\s+", re.IGNORECASE)
# Parts of a line of which each can be a byline, a day, or a label.
_PARTS = re.compile(r"\s*[;|•·\n]\s*")
_STOP = re.compile(r"\.?\s+")
_DASH = re.compile(r"\s+[-–—]\s+")
_COMMA = re.compile(r"\s*[,/、]\s*")
# No word of a name in any language.
_AND = r"and|und|sowie|et|y|og|och|ve|dan|и|та|&|\+|és|și|ir|και|và|with|mit|avec"
# The same in languages in which others use the word as a preposition.
_AND_IN = {
    **dict.fromkeys(("it", "pt", "gl"), "e|ed"),
    **dict.fromkeys(("pl", "ca", "hr", "bs", "sr"), "i"),
    **dict.fromkeys(("nl", "af"), "en"),
    **dict.fromkeys(("cs", "sk"), "a"),
    **dict.fromkeys(("fi", "et"), "ja"),
    **dict.fromkeys(("uk", "be"), "і|й"),
    "sl": "in",
    "lv": "un",
    "": "e|i|en",
}
_PLACE_IN = {
    **dict.fromkeys(("no", "nb", "nn", "da", "sv"), "i"),
    **dict.fromkeys(("es", "fr"), "en"),
}
_BRACKETED = re.compile(r"\s*\((?P<round>[^)]*)\)\s*|\s*\[[^\]]*\]\s*")
# Another word before a colon than those of authors: a credit, in any language.
_OTHER_LABEL = re.compile(
    r"(?:[^\W\d_]{2,20}\s?[:：]|(?:photogra|fotogra|fotógra)\w{1,4})\s", re.IGNORECASE
)
# In place of `(Fotos)`.
_PICTURES = "©"
_MAIL = re.compile(r"(?<!\S)\S{0,80}@\S+")
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|^\W*$|^(?:wp|site)?[ _-]?(?:admin(?:istrator)?|webmaster)\d*$"
    r"|\b(?:published|updated|read|min|comments?|share|follow|watch|listen"
    r"|subscribe|sign|log|e-?mail|contact|view|show|scholar|newsletter|profile)\b"
    # Numbers, times and dates; not `Coast24`.
    r"|(?<![^\W\d_])\d{2}|\d[.:/]\d|^\d|(?<!\S)\d+(?!\S).*(?<!\S)\d|報導$|报道$",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    """de del della di da dal dos das do du des van von der den het ten ter zu zum af av y e i la le
    el al bin ibn bint ben abu und d' 't st""".split()  # noqa: SIM905
)
_FAMILY = re.compile(r"(?:(?:van|von|de|der|den|la|le|di|da|du|del|dos|ten|ter|zu|af|al) )*\S+")
_LONGEST_NAME = 60
_LONGEST_BYLINE = 1000
# More words in lower case are a sentence.
_MOST_LOWER = 2


def opens_byline(text: str) -> bool:
    """Return whether a line begins like a byline: `By Ann Lee`."""
    found = _BY_LINE.match(text)
    return found is not None and text[found.end() : found.end() + 1].isupper()


def is_by(text: str) -> bool:
    """Return whether a line is only the word before the names of a byline: `By`, `Von:`."""
    return len(text) <= _LONGEST_NAME and bool(text) and not _BY.sub("", f"{text} ", count=1)


def in_line(text: str, lang: str, *, names_only: bool) -> tuple[str, ...]:
    """Return the authors in a line of a page, which can have a day and other parts too.

    Args:
        text: such as `Thu 08.08.2024 | 14:07 | By Ann Lee`.
        lang: as for `people`.
        names_only: whether the line is known to name the authors; else a word such as `by` must be
            before them.
    """
    rest = dates.without_days(text, lang or None)
    parts = [part for piece in _PARTS.split(rest) for part in _DASH.split(piece)]
    opening = [part for part in (part.strip(" ,:–—-") for part in parts) if opens_byline(part)]
    names = (people(part, lang, shown=True) for part in opening or (parts if names_only else ()))
    return tuple(dict.fromkeys(name for found in names for name in found))


def people(value: str, lang: str = "", *, shown: bool = False) -> tuple[str, ...]:
    """Return the authors in a byline or declared value, one by one.

    `By Ann Lee, Staff Writer, and Bo Ek in Rome; editing by Cy Day` has two. Addresses, numbers,
    dates, roles and places are left out.

    Args:
        value: the byline.
        lang: BCP 47 tag of its language; empty if not known. It decides on words that mean `and` in
            one language and `in` in another.
        shown: whether it is a line of a page, which can have other words than names.
    """
    value = _BRACKETED.sub(_without_brackets, " ".join(value[:_LONGEST_BYLINE].split()))
    if "://" in value:
        return ()
    value = _MAIL.sub("|", value)
    names: list[str] = []
    for part in _PARTS.split(value):
        if byline_words.CREDIT.match(part):
            continue
        stops = _STOP.finditer(part)
        credits = (stop.start() for stop in stops if byline_words.CREDIT.match(part, stop.end()))
        # After a dash there is a role, a place or an outlet.
        pieces = _DASH.split(part[: next(credits, len(part))])
        found = (_names(piece, lang, shown=shown) for piece in pieces)
        names += next(filter(None, found), [])
    return tuple(dict.fromkeys(names))


def _names(text: str, lang: str, *, shown: bool) -> list[str]:
    """Return the names in a text without semicolons and dashes between words."""
    names: list[str] = []
    text = _without_by(text)
    in_order = _in_order(_COMMA.split(text))
    between, place = _words(languages.base(lang))
    for piece in [in_order] if in_order else between.split(text):
        name = _without_by(piece)
        if byline_words.CREDIT.match(piece) or (names and _OTHER_LABEL.match(name)):
            break
        if _PICTURES in piece:
            continue
        for pattern in (place, byline_words.PLACE):
            cuts = (cut for cut in pattern.finditer(name) if _is_capital(name[cut.end()]))
            name = name[: min((cut.start() for cut in cuts), default=len(name))]
        name = byline_words.EAST_ASIAN_ROLE.sub("", name).strip(" .:·–—-|*")
        name = byline_words.without_role(name, is_first=not names)
        # `and agencies`
        if names and name.isalpha() and name.islower():
            continue
        if _is_name(name, shown=shown):
            names.append(name)
        elif shown and len(name.split()) > _MOST_LOWER:
            # A sentence about the first one.
            return names[:1]
    return names


def _without_brackets(found: re.Match[str]) -> str:
    """Return what replaces words in brackets: a sign if they say that somebody took pictures."""
    return f" {_PICTURES} " if byline_words.PICTURES.fullmatch(found["round"] or "") else " "


def _is_capital(character: str) -> bool:
    """Return whether a character can begin a name, also in a script without capitals."""
    return character.isalpha() and not character.islower()


def _without_by(text: str) -> str:
    while (shorter := _BY.sub("", text, count=1)) != text:
        text = shorter
    return text


@cache
def _words(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what stands between two authors and before a place, in a language."""
    both = "|".join(filter(None, (_AND, _AND_IN.get(lang, "" if lang else _AND_IN[""]))))
    between = re.compile(rf"\s*[,/、]\s*(?:(?:{both})\s+)?|\s+(?:{both})(?:\s+|$)", re.IGNORECASE)
    return between, re.compile(rf"(?:^|\s+)(?:{_PLACE_IN.get(lang, '(?!)')})\s+(?=\S)")


def _in_order(parts: list[str]) -> str:
    """Return a name whose family name is before a comma in the usual order; empty for others."""
    if len(parts) != 2 or not _FAMILY.fullmatch(parts[0]) or " " in parts[1]:
        return ""
    family, given = parts[0].rpartition(" ")[2], parts[1]
    if not (family[:1].isupper() and given[:1].isupper()) or given.isupper() != (given[1:2] == "."):
        return ""
    return "" if byline_words.is_role(given) else f"{given} {parts[0]}"


def _is_name(name: str, *, shown: bool) -> bool:
    if not 2 <= len(name) <= _LONGEST_NAME or _NOT_A_NAME.search(name):
        return False
    words = name.split()
    lower = sum(w.isalpha() and w.islower() and w not in _PARTICLES for w in words)
    return lower <= (0 if shown and len(words) > 1 else _MOST_LOWER)
