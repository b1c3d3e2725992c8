"""The language of the interface: the settings that decide it, and its words in templates."""

from collections.abc import Iterable
from functools import cache

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Section

from briefings.text import languages, urls, words


def tag(config: MkDocsConfig) -> str:
    """Return the language of a site as a BCP 47 tag, however `theme.language` writes it.

    Raises:
        ConfigurationError: there are no words for the language.
    """
    written = config.theme.get("language")
    # YAML has `no`, Norwegian, as false.
    language = words.SOURCE if written is None else "no" if written is False else str(written)
    try:
        words.catalogue(language)
    except ValueError as error:
        raise ConfigurationError(f"theme.language: {error}") from error
    return languages.language(language)[0]


def locale(config: MkDocsConfig, refined: str = "") -> str:
    """Return the locale of a site's language.

    Args:
        config: the configuration of the site, whose `theme.language` decides.
        refined: a locale of that language, such as `en_US`; empty for the usual one.

    Raises:
        ConfigurationError: there are no words for the language, or `refined` is another language.
    """
    language = tag(config)
    found = words.locale(language)
    if not refined:
        return found
    try:
        same = words.catalogue(refined) == words.catalogue(found)
    except ValueError:
        same = False
    if not same:
        raise ConfigurationError(
            f"The plugin's setting locale: {refined} is another language than theme.language: "
            f"{language}, which decides. Set theme.language; locale only refines it, as en_US "
            "refines en."
        )
    return refined


def name_links(items: Iterable[StructureItem]) -> None:
    """Give each link of a navigation that has no name its address as people write it."""
    for item in items:
        if isinstance(item, Link) and not item.title:
            item.title = urls.short(item.url)
        elif isinstance(item, Section):
            name_links(item.children)


def install(env: Environment, locale: str) -> None:
    """Give templates the words, numbers and direction of a locale.

    `_` translates a phrase, and `{% trans %}` one with values; what they return is HTML.
    `plural_forms` returns all forms of a phrase for a script, the filter `enumerated` joins text or
    markup to `A, B and C`. `direction` is `ltr` or `rtl`, `locale` a tag for `Intl` in scripts.
    """
    spoken = words.of(locale)

    @cache  # a page has many of the same phrases
    def translated(phrase: str) -> Markup:
        return Markup(spoken.gettext(phrase))

    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_translations(spoken, newstyle=True)  # type: ignore[attr-defined]
    of_locale, direction = languages.language(locale)
    env.globals |= {
        "_": translated,
        "direction": direction,
        "locale": of_locale,
        "plural_forms": lambda one, other: words.plural_forms(one, other, locale),
    }

    def enumerated(items: Iterable[str]) -> Markup:
        return Markup(words.enumerated(map(escape, items), locale))

    env.filters["enumerated"] = enumerated
    env.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
