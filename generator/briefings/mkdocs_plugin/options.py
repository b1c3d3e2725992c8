"""The options of the plugin in `mkdocs.yml`."""

from babel import Locale, UnknownLocaleError
from mkdocs.config import config_options
from mkdocs.config.base import ValidationError

from briefings.mkdocs_plugin import (
    card_font,
    configuration,
    content_policy,
    editors,
    link_rules,
    severities,
)


class _Locale(config_options.Type[str]):
    """A locale that Babel knows, or none."""

    def run_validation(self, value: object) -> str:
        locale = super().run_validation(value)
        try:
            return str(Locale.parse(locale.replace("-", "_"))) if locale else ""
        except (ValueError, UnknownLocaleError) as error:
            raise ValidationError(f"{error}; write one such as en_US") from error


class _Count(config_options.Type[int]):
    """A number that is not negative."""

    def run_validation(self, value: object) -> int:
        number = super().run_validation(value)
        if number < 0:
            raise ValidationError("write 0 or a larger number")
        return number


class BriefingsConfig(configuration.Thorough):
    """Options of the plugin in `mkdocs.yml`; paths are relative to that file."""

    content_dir = config_options.Type(str, default="content")
    """The content folder."""
    compiled_dir = config_options.Type(str, default="build/docs")
    """The folder of the pages as Markdown."""
    locale = _Locale(str, default="")
    """The locale that refines `theme.language`, such as `en_US`; empty for none."""
    latest = _Count(int, default=12)
    """Number of briefings on the home page."""
    smallest_topic = _Count(int, default=2)
    """Number of briefings from which a topic has a page of its own."""
    share_cards = config_options.Type(bool, default=True)
    """Whether pages have a picture of their own for link previews."""
    card_font = card_font.Option(default="")
    """A font file that comes before ours in these pictures; empty for none."""
    editor = editors.Option()
    """What opens files from the preview; empty for nothing."""
    links = link_rules.Links()
    """The rules of linking."""
    content_security_policy = content_policy.Option((bool, dict), default=True)
    """Whether pages have a Content Security Policy, or what it allows besides, by directive."""
    per_page_plugins = config_options.ListOfItems(config_options.Type(str), default=[])
    """Other plugins and hooks that need one page at a time and not the whole site."""
    problems = severities.Problems()
    """The severities of problems, by code."""
