"""Files of the theme: the owner's `custom_dir`, our theme, and Material, in this order."""

from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig


def find(config: MkDocsConfig, path: str) -> Path | None:
    """Return a file by its path in the theme; None if there is none.

    A path that leads out of the theme's folders finds nothing: such a file is not published.
    """
    inside = PurePosixPath(path)
    if inside.is_absolute() or ".." in inside.parts:
        return None
    files = (Path(folder, path) for folder in config.theme.dirs)
    return next((file for file in files if file.is_file()), None)


def has_icon(config: MkDocsConfig, name: str) -> bool:
    """Return whether there is an icon of this name, such as `material/newspaper`."""
    return find(config, f".icons/{name}.svg") is not None
