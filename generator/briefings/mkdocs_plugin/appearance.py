"""Settings and plugins of MkDocs and Material that have no effect here."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from briefings.mkdocs_plugin import consent, face, fonts, theme_files

IGNORED: Mapping[str, str] = {
    "theme.features": "pages need none of them",
    "theme.locale": "write theme.language",
    "theme.direction": "theme.language decides it",
    "extra.homepage": "override partials/header.html in custom_dir",
    "extra.version": "there is one version of a site",
    "extra.annotate": "notes are written beside articles",
    "extra.status": "pages show by themselves what is a draft",
    "extra.tags": "topics come from the tags of articles",
    "extra.scope": "readers choose for one site",
    "exclude_docs": "write draft: true in the file",
    "draft_docs": "write draft: true in the file",
}
"""What to do instead, by the name of the setting."""
PLUGINS: Mapping[str, str] = {
    "search": "the site has its own search",
    "blog": "briefings are made from content/articles",
    "tags": "topics come from the tags of articles",
    "social": "pages have pictures for sharing without it",
    "offline": "write use_directory_urls: false",
    "privacy": "pages load nothing from third parties; put files into custom_dir",
    "meta": "facts of an outlet are in content/outlets",
    "optimize": "pictures are made smaller without it",
    "projects": "build each site in its own folder",
    "group": "name each plugin itself",
    "typeset": "titles are the same everywhere",
    "info": "it reports bugs of Material",
}
"""What to do instead, by the name of a plugin of Material or MkDocs."""


def ignored(written: Mapping[str, object], config: MkDocsConfig) -> str:
    """Return a warning that names all settings without effect; empty if there are none.

    Args:
        written: the settings of `mkdocs.yml`, without defaults.
        config: the configuration.
    """
    found = [f"{name} ({mend})" for name, mend in IGNORED.items() if _has(written, name)]
    found += [
        f"plugins.{name} ({PLUGINS[name]})"
        for name in map(_plain, config.plugins)
        if name in PLUGINS
    ]
    icons = config.theme.get("icon")
    found += [
        f"theme.icon.{name} (override the partial that shows it in custom_dir)"
        for name in (icons if isinstance(icons, Mapping) else ())
        if name != "logo"
    ]
    found += [*_foreign_fonts(written), *consent.ignored(config), *_missing(config)]
    return f"These settings of mkdocs.yml have no effect: {'; '.join(found)}." if found else ""


def silence(config: MkDocsConfig) -> None:
    """Take plugins without effect out of all events.

    Some of them fail without the templates of Material, and others write files that depend on the
    order in which pages are rendered.
    """
    silent = {id(plugin) for name, plugin in config.plugins.items() if _plain(name) in PLUGINS}
    for methods in config.plugins.events.values():
        methods[:] = [one for one in methods if id(getattr(one, "__self__", None)) not in silent]
    config.exclude_docs = config.draft_docs = None


def _plain(plugin: str) -> str:
    """Return the name of a plugin without the name of its theme."""
    return plugin.removeprefix("material/")


def _has(written: Mapping[str, object], name: str) -> bool:
    section, _, key = name.partition(".")
    settings = written.get(section)
    if key:
        settings = settings.get(key) if isinstance(settings, Mapping) else None
    return settings is not None and settings is not False


def _foreign_fonts(written: Mapping[str, object]) -> Iterator[str]:
    theme = written.get("theme")
    font = theme.get("font") if isinstance(theme, Mapping) else None
    for name in fonts.without_files(font) if isinstance(font, Mapping) else ():
        yield (
            f"theme.font, {name} (pages load nothing from Google; put its WOFF2 files into "
            "custom_dir and name them in theme.font.files)"
        )


def _missing(config: MkDocsConfig) -> Iterator[str]:
    """Yield the settings that name a file or an icon that there is not."""
    written, _ = face.read(config, "")
    theme, social = written.theme, written.extra.social or ()
    named = [("theme.logo", theme.logo), ("theme.favicon", theme.favicon)]
    named += [("extra_css", path) for path in config.extra_css]
    named += [("extra_javascript", str(script)) for script in config.extra_javascript]
    for place, path in named:
        if path and not any(urlsplit(path)[:2]) and not theme_files.find(config, path):
            yield f"{place} (there is no file {path}; put it into custom_dir)"
    icons = {"theme.icon.logo": theme.icon.logo if theme.icon else None}
    icons |= {f"extra.social, {one.link}": one.icon for one in social}
    for place, icon in icons.items():
        if icon and not theme_files.has_icon(config, icon):
            yield f"{place} (there is no icon {icon}; write one as fontawesome/brands/mastodon)"
