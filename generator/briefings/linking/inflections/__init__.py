"""Inflections that follow from a phrase by rule, so that an editor need not list them.

Each module says the rules of one language or family, with their source. They see only the letters
of a phrase and the kind of its subject, and so they also give forms that do not exist. Such a
form does no harm, because it occurs in no text. A form that is another word or name does harm:
rules that often give one are left out, and short phrases have no forms.
"""

from collections.abc import Callable, Iterable, Mapping

from briefings.linking.inflections import (
    english,
    finnic,
    german,
    germanic,
    korean,
    polish,
    romance,
    russian,
    semitic,
    turkish,
    ukrainian,
)
from briefings.model.explainer import ExplainerKind

Rules = Callable[[str, ExplainerKind | None], Iterable[str]]
"""The rules of a language: they give the forms of a phrase, folded and not empty, which names a
subject of a kind; None for an unknown kind."""

_RULES: Mapping[str, Rules] = {
    "ar": semitic.arabic,
    "da": germanic.nordic,
    "de": german.forms,
    "en": english.forms,
    "es": romance.spanish,
    "fi": finnic.finnish,
    "fr": romance.french,
    "he": semitic.hebrew,
    "hu": finnic.hungarian,
    "it": romance.italian,
    "ko": korean.forms,
    "nb": germanic.nordic,
    "nl": germanic.dutch,
    "nn": germanic.nordic,
    "no": germanic.nordic,
    "pl": polish.forms,
    "pt": romance.portuguese,
    "ru": russian.forms,
    "sv": germanic.nordic,
    "tr": turkish.forms,
    "uk": ukrainian.forms,
}


def rules_of(lang: str) -> str:
    """Return the language whose rules a text follows; empty if there are none for it.

    Args:
        lang: BCP 47 tag of the language of the text.
    """
    primary = lang.replace("_", "-").partition("-")[0].lower()
    return primary if primary in _RULES else ""


def forms(phrase: str, kind: ExplainerKind | None, lang: str) -> set[str]:
    """Return the inflections of a phrase in a language, without the phrase itself.

    Args:
        phrase: the phrase, folded; not empty.
        kind: what it names; None if that is unknown.
        lang: a language that `rules_of` returns.
    """
    rules = _RULES.get(lang)
    return {*rules(phrase, kind)} - {phrase} if rules else set()
