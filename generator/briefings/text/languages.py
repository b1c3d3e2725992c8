"""Tags and directions of languages, and the names of cities in them (library Babel)."""

import re
from functools import cache, lru_cache
from importlib.metadata import distribution
from itertools import islice
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.core import get_global

if TYPE_CHECKING:
    from simplemma.strategies.dictionaries import StreamDictionaryFactory

# Rarer words in the lists are nouns, some of which are also names.
_FREQUENT = 700
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def tag(value: str) -> str:
    """Return a value as a BCP 47 tag, also one with `_` between its parts; empty for no tag."""
    return value.replace("_", "-") if _TAG.fullmatch(value) else ""


def base(tag: str) -> str:
    """Return the language of a BCP 47 tag, without script and region: `pt` of `pt_BR`."""
    return tag.replace("_", "-").partition("-")[0].lower()


@lru_cache(maxsize=256)
def language(tag: str) -> tuple[str, str]:
    """Return a language tag valid in HTML, and the direction of the language.

    They are `und` and `auto` for an unknown language.
    """
    try:
        locale = Locale.parse(tag.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError):
        return "und", "auto"
    return str(locale).replace("_", "-"), locale.text_direction


@lru_cache(maxsize=256)
def differing(tag: str, around: str) -> tuple[str, str]:
    """Return language and direction of a text, each empty if it is that of the text around it.

    Args:
        tag: BCP 47 tag of its language.
        around: BCP 47 tag of the language around it.
    """
    lang, direction = language(tag)
    other, its_direction = language(around)
    if lang.partition("-")[0] == other.partition("-")[0]:
        return "", ""
    return lang, direction if direction != its_direction else ""


@lru_cache(maxsize=256)
def cities(tag: str) -> frozenset[str]:
    """Return the names of cities in a language, case folded; empty if the language is unknown.

    They are the cities of the time zones in Unicode CLDR: capitals, and other large cities.
    """
    try:
        zones = Locale.parse(tag.replace("_", "-"), sep="-").time_zones
    except (ValueError, UnknownLocaleError):
        return frozenset()
    names = (zone.rpartition("/") for zone in get_global("zone_territories"))
    return frozenset(
        (zones.get(f"{area}/{city}", {}).get("city") or city.replace("_", " ")).casefold()
        for area, _, city in names
        if area and area != "Etc"
    )


@lru_cache(maxsize=64)
def frequent_words(tag: str) -> frozenset[str]:
    """Return the most frequent words of a language that are written with a small letter.

    They are from the stop words of jusText, which are those of Wikipedia, the most frequent first.
    Empty if the language is not among them.
    """
    try:
        name = (Locale.parse(base(tag)).english_name or "").replace(" ", "_")
    except (ValueError, UnknownLocaleError):
        return frozenset()
    # `importlib.resources` would import jusText, and with it lxml, which takes as long as 20 pages.
    listed = distribution("justext").read_text(f"../justext/stoplists/{name}.txt") or ""
    words = (word for word in listed.split() if word.isalpha() and word.islower())
    return frozenset(islice(words, _FREQUENT))


@lru_cache(maxsize=1 << 16)
def dictionary_forms(word: str, tag: str) -> tuple[bool, bool] | None:
    """Return whether a dictionary has a folded word with a small letter, and as a name.

    The dictionaries are those of simplemma. None if it has none for the language.
    """
    try:
        dictionary = _dictionaries().get_dictionary(base(tag))
    except ValueError:
        return None
    name = dictionary.get(word.capitalize(), "")
    return dictionary.get(word, "").islower(), name.istitle()


@cache
def _dictionaries() -> "StreamDictionaryFactory":
    # It imports the rules of all its languages, a tenth of the imports of a build.
    from simplemma.strategies.dictionaries import StreamDictionaryFactory  # noqa: PLC0415

    return StreamDictionaryFactory()
