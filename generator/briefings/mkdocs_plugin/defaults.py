"""The settings that every site has unless its `mkdocs.yml` overrides them, and the theme."""

import logging
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from briefings.build import disk
from briefings.mkdocs_plugin import interface, quotation_marks
from briefings.site import sections
from briefings.text import words

SITE_DIR = "build/site"
MARKDOWN_EXTENSIONS: Mapping[str, Mapping[str, object]] = {
    "toc": {"permalink": True},
    "tables": {},
    "fenced_code": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "briefings.mkdocs_plugin.mention_links": {},
    "briefings.mkdocs_plugin.pictures": {},
    quotation_marks.NAME: {},
}
"""Python-Markdown's extensions, with their options, for what editors write."""
# `styles/*.css` of the theme, joined: a page then loads one stylesheet.
_STYLESHEET = "assets/stylesheets/site.css"
_SITEMAP = "sitemap.xml"
_MKDOCS_SITE_DIR = "site"
# Material's default, which its own templates load from Google.
_MATERIAL_FONT = {"text": "Roboto", "code": "Roboto Mono"}
# Folders that the wheel holds inside the package: their name there, and in a checkout.
_PACKAGED = {"theme": "theme_overrides", "docs": "docs"}

_CHANGELOG = "CHANGELOG.md"


def packaged_folder(name: str) -> Path:
    """Return the folder "theme" or "docs": of the installed package, or of the checkout."""
    package = Path(str(files("briefings")))
    installed = package / name
    return installed if installed.is_dir() else package.parents[1] / _PACKAGED[name]


def changelog() -> Path:
    """Return the file of changes: of the installed package, or of the checkout."""
    package = Path(str(files("briefings")))
    installed = package / _CHANGELOG
    return installed if installed.is_file() else package.parents[1] / _CHANGELOG


def theme_folder() -> Path:
    """Return the folder of our templates and assets."""
    return packaged_folder("theme")


def theme_folders(config: MkDocsConfig) -> list[Path]:
    """Return the folders that templates and assets come from before Material's, first one first."""
    owner = config.theme.custom_dir
    return [*([Path(owner)] if owner else []), theme_folder()]


def owners_files(config: MkDocsConfig) -> frozenset[str]:
    """Return the paths of the files in the theme folder of the owner; they win over all others."""
    owner = config.theme.custom_dir
    if not owner:
        return frozenset()
    return frozenset(file.relative_to(owner).as_posix() for file in disk.files_below(Path(owner)))


def templates(config: MkDocsConfig) -> frozenset[str]:
    """Return the names of the theme's HTML templates and of the owner's, which escape values."""
    folders = theme_folders(config)
    return frozenset(
        path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*.html")
    )


def has_hooks(config: MkDocsConfig) -> bool:
    """Return whether a plugin or hook of the owner may change what editors write."""
    handlers = (config.plugins.events[name] for name in ("page_markdown", "page_content"))
    return any(len(found) > 1 for found in handlers)


def is_ours(config: MkDocsConfig) -> bool:
    """Return whether no hook and no extension of the owner may change what editors write."""
    return not has_hooks(config) and set(config.markdown_extensions) <= set(MARKDOWN_EXTENSIONS)


def raw_config(config: MkDocsConfig) -> Mapping[str, object]:
    """Return the settings in a configuration file, without defaults and MkDocs' changes."""
    with Path(config.config_file_path).open("rb") as file:
        fields: Mapping[str, object] = yaml_load(file, get_yaml_loader(config=config))
    return fields


def navigation(locale: str) -> list[dict[str, str]]:
    """Return the `nav` of a site that has none in its settings."""
    return [{name: uri} for uri, name in sections.names(locale).items()]


def complete(config: MkDocsConfig) -> None:
    """Add defaults to a configuration, and keep its own settings; a second call has no effect.

    Raises:
        ConfigurationError: there are no words for the site's language.
    """
    theme, templates = config.theme, str(theme_folder())
    theme["language"] = interface.tag(config)
    locale = interface.locale(config)
    if templates not in theme.dirs:
        theme.dirs.insert(1 if theme.custom_dir else 0, templates)
    theme.static_templates.add(_STYLESHEET)
    if _SITEMAP not in owners_files(config):
        # MkDocs' gives every page the day of the build; ours has the known days.
        theme.static_templates.discard(_SITEMAP)
    if theme.get("font") == _MATERIAL_FONT:
        theme["font"] = False
    if config.nav is None:
        config.nav = navigation(locale)
    config.markdown_extensions = list(
        dict.fromkeys([*MARKDOWN_EXTENSIONS, *config.markdown_extensions])
    )
    for name, options in MARKDOWN_EXTENSIONS.items():
        config.mdx_configs[name] = {**options, **config.mdx_configs.get(name, {})}
    config.mdx_configs[quotation_marks.NAME].setdefault("marks", quotation_marks.usual(config))
    link_title = words.of(locale).gettext("Link to this section")
    config.mdx_configs["toc"].setdefault("permalink_title", link_title)
    if config.validation.nav.omitted_files == logging.INFO:
        # MkDocs' default lists every page that is not in the navigation: nearly all of ours.
        config.validation.nav.omitted_files = logging.DEBUG
    if is_ours(config):
        # Our own checks have said so already, with the line.
        links = config.validation.links
        for name in ("not_found", "anchors"):
            if links[name] == logging.WARNING:
                links[name] = logging.DEBUG
    folder = Path(config.config_file_path).parent
    if Path(config.site_dir) == folder / _MKDOCS_SITE_DIR and "site_dir" not in raw_config(config):
        config.site_dir = str(folder / SITE_DIR)
