"""The phrases of the interface and their translations, as `make words` and gettext have them."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from tests.project import REPOSITORY

LOCALES = REPOSITORY / "generator/briefings/locale"
PLACEHOLDER = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
WORD = re.compile(r"[^\W\d_]{2,}")
# Addresses of links whose words are names of programs and fonts.
PROGRAM = re.compile(r"mkdocs|LICENSE")
# Attributes that are read to somebody or shown.
SHOWN = ("aria-label", "title", "alt", "placeholder", "data-hint")

Phrase = tuple[str, str]
"""An English phrase and its plural, which may be empty."""


@cache
def source() -> frozenset[Phrase]:
    """Return the phrases of the program and the templates, as `make words` finds them."""
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    methods = [(one["pattern"], one["method"]) for one in settings["tool"]["babel"]["mappings"]]
    keywords = {**DEFAULT_KEYWORDS, "plural_forms": (1, 2)}
    found = extract_from_dir(REPOSITORY, methods, keywords=keywords)
    return frozenset(_phrase(phrase) for _, _, phrase, *_ in found)


def _phrase(found: object) -> Phrase:
    return (str(found[0]), str(found[1])) if isinstance(found, list | tuple) else (str(found), "")


@cache
def catalogue(language: str) -> Catalog:
    path = LOCALES / language.replace("-", "_") / "LC_MESSAGES/messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language.replace("-", "_"))


@cache
def translations(language: str) -> Mapping[Phrase, tuple[str, ...]]:
    """Return the translations of each phrase: one, or one for each plural form."""
    return {
        _phrase(one.id): (one.string,) if isinstance(one.string, str) else tuple(one.string or ())
        for one in catalogue(language)
        if one.id
    }


def english(language: str, content: str) -> set[str]:
    """Return the words of the English interface that its translation and the content do not use.

    Args:
        language: the language of the translation.
        content: the content of a site.
    """
    original = found_words(" ".join(text for phrase in source() for text in phrase))
    shared = (text for forms in translations(language).values() for text in forms)
    return original - found_words(" ".join((*shared, content)))


def found_words(text: str) -> set[str]:
    return set(WORD.findall(PLACEHOLDER.sub(" ", re.sub(r"<[^>]*>|\S+/\S+", " ", text))))
