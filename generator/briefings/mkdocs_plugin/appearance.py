"""Settings of MkDocs and Material for the look of a site that have no effect here."""

from collections.abc import Iterator, Mapping

from mkdocs.config.defaults import MkDocsConfig

from briefings.mkdocs_plugin import consent, fonts, theme_files

IGNORED: Mapping[str, str] = {
    "theme.features": "pages need none of them",
    "theme.direction": "theme.language decides it",
    "extra.homepage": "override partials/header.html in custom_dir",
    "extra.version": "there is one version of a site",
    "extra.annotate": "notes are written beside articles",
}
"""What to do instead, by the name of the setting."""


def ignored(written: Mapping[str, object], config: MkDocsConfig) -> str:
    """Return a warning that names all settings without effect; empty if there are none.

    Args:
        written: the settings of `mkdocs.yml`, without defaults.
        config: the configuration.
    """
    found = [f"{name} ({mend})" for name, mend in IGNORED.items() if _has(written, name)]
    found += [*_foreign_fonts(written), *consent.ignored(config), *_missing(config)]
    return f"These settings of mkdocs.yml have no effect: {'; '.join(found)}." if found else ""


def _has(written: Mapping[str, object], name: str) -> bool:
    section, _, key = name.partition(".")
    settings = written.get(section)
    return isinstance(settings, Mapping) and settings.get(key, False) is not False


def _foreign_fonts(written: Mapping[str, object]) -> Iterator[str]:
    theme = written.get("theme")
    font = theme.get("font") if isinstance(theme, Mapping) else None
    for name in fonts.without_files(font) if isinstance(font, Mapping) else ():
        yield (
            f"theme.font, {name} (pages load nothing from Google; put its WOFF2 files into "
            "custom_dir and name them in theme.font.files)"
        )


def _missing(config: MkDocsConfig) -> Iterator[str]:
    """Yield the settings that name a picture or an icon that there is not."""
    theme, social = config.theme, config.extra.get("social") or []
    named = {f"theme.{key}": theme.get(key) for key in ("logo", "favicon")}
    for place, picture in named.items():
        if picture and ":" not in picture and not theme_files.find(config, picture):
            yield f"{place} (there is no file {picture}; put it into custom_dir)"
    icons = {"theme.icon.logo": (theme.get("icon") or {}).get("logo")}
    icons |= {f"extra.social, {one.get('link')}": one.get("icon") for one in social}
    for place, icon in icons.items():
        if icon and not theme_files.has_icon(config, icon):
            yield f"{place} (there is no icon {icon}; write one as fontawesome/brands/mastodon)"
