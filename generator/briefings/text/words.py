"""The words and numbers of the interface in the site's language.

English words stand in the program and in the templates, and are the keys of gettext catalogues:
`locale/<language>/LC_MESSAGES/messages.po`, which library Babel reads.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

SOURCE = "en"
"""The language of the words in the program, which needs no catalogue."""
_CATALOGUES = files("briefings").joinpath("locale")
# What a language means without a territory, where that is not what Unicode CLDR means.
_LOCALES = {"en": "en_GB", "pt": "pt_PT"}
# No language has a plural category whose smallest whole number is between this and a million.
_SAMPLES = range(200)


@cache
def languages() -> tuple[str, ...]:
    """Return the tags of the languages that there are words for, sorted: `ar`, `de` and so on."""
    found = [folder.name.replace("_", "-") for folder in _CATALOGUES.iterdir() if folder.is_dir()]
    return tuple(sorted([SOURCE, *found]))


def locale(language: str) -> str:
    """Return the locale of a language as `theme.language` names it: `en_GB` of `en`, `de` of `de`.

    Raises:
        ValueError: there are no words for the language; the message says for which there are.
    """
    catalogue(language)
    return _LOCALES.get(language) or str(_parse(language))


@cache
def catalogue(locale: str) -> str:
    """Return the tag of the language whose words a locale has: `de` of `de_AT`.

    Raises:
        ValueError: there are no words for the locale, or it is none.
    """
    wanted = _parse(locale)
    for tag in languages():
        if _written(_parse(tag)) == _written(wanted):
            return tag
    raise _none(locale, wanted)


def _parse(tag: str) -> Locale:
    try:
        found = Locale.parse(tag.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError) as error:
        raise _none(tag) from error
    # Babel drops what it does not know: it takes `sr-latin` for Serbian in Cyrillic.
    if not set(tag.casefold().replace("_", "-").split("-")) <= {*str(found).casefold().split("_")}:
        raise _none(tag, found)
    return found


def _written(locale: Locale) -> tuple[str, str]:
    """Return the language and the script of a locale: `zh`, `Hans` of `zh_CN`."""
    likely = str(get_global("likely_subtags").get(locale.language, "")).split("_")
    return locale.language, locale.script or "".join(part for part in likely if len(part) == 4)


def _none(tag: str, locale: Locale | None = None) -> ValueError:
    """Return the error for a language without words; it names those that there are."""
    near = [name for name in languages() if locale and _parse(name).language == locale.language]
    nearest = f" The nearest is {near[0]}." if near else ""
    known = ", ".join(languages())
    return ValueError(f"there are no words for {tag!r}. Write one of {known}.{nearest}")


@cache
def of(locale: str) -> NullTranslations:
    """Return the words of a locale, for their English originals.

    Raises:
        ValueError: there are no words for the locale.
    """
    tag = catalogue(locale)
    if tag == SOURCE:
        return NullTranslations()
    # An English site does without these 30 ms.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    file = _CATALOGUES.joinpath(tag.replace("-", "_"), "LC_MESSAGES", "messages.po")
    compiled = BytesIO()
    with file.open("rb") as written:
        write_mo(compiled, read_po(written))
    compiled.seek(0)
    return GNUTranslations(compiled)


def plural_forms(singular: str, plural: str, locale: str) -> Mapping[str, str]:
    """Return the forms of a phrase for `Intl.PluralRules` of scripts, by plural category.

    Args:
        singular: the English phrase for one.
        plural: the English phrase for any other number.
        locale: the locale.
    """
    category, ngettext = _parse(locale).plural_form, of(locale).ngettext
    return {category(number): ngettext(singular, plural, number) for number in reversed(_SAMPLES)}


@lru_cache(maxsize=1 << 12)
def number(value: int, locale: str) -> str:
    """Return a whole number written out: `1,234`."""
    return str(format_decimal(value, locale=locale))


def unit(value: float, name: str, locale: str) -> str:
    """Return a number with a unit of CLDR, such as `digital-kilobyte`, written out: `120 kB`."""
    return str(format_unit(value, name, "short", locale=locale))


def enumerated(items: Iterable[str], locale: str) -> str:
    """Return `A, B and C`."""
    return format_list(list(items), locale=locale)


def one_of(items: Iterable[str], locale: str) -> str:
    """Return `A, B or C`."""
    return format_list(list(items), style="or", locale=locale)
