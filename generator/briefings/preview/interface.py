"""The words of the preview's scripts, in the site's language; placeholders are in braces."""

from collections.abc import Mapping

from briefings.text import words


def interface(locale: str) -> dict[str, str | Mapping[str, str]]:
    """Return each word or phrase by its name; forms of plurals are by CLDR category.

    Args:
        locale: the Unicode locale of the site's language.
    """
    gettext = words.of(locale).gettext

    def plural_forms(singular: str, plural: str) -> Mapping[str, str]:
        return words.plural_forms(singular, plural, locale)

    return {
        "locale": locale.replace("_", "-"),
        "errors": plural_forms("{number} error", "{number} errors"),
        "warnings": plural_forms("{number} warning", "{number} warnings"),
        "more": plural_forms("{number} more in the terminal.", "{number} more in the terminal."),
        "error": gettext("Error"),
        "warning": gettext("Warning"),
        "hide": gettext("Hide"),
        "show": gettext("{problems} in the content: show"),
        "comma": gettext(", "),
    }
