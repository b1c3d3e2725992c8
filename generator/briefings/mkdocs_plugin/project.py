"""The project of a command: its `mkdocs.yml` and the configured plugin."""

import os
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import click
import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from rich.markup import escape

from briefings.build import disk, fingerprint
from briefings.mkdocs_plugin import configuration, console, defaults
from briefings.mkdocs_plugin.configuration import SettingsError
from briefings.mkdocs_plugin.plugin import BriefingsPlugin, from_here
from briefings.model.content import Problem, Settings
from briefings.text import report


@dataclass(frozen=True, slots=True)
class Project:
    """The loaded configuration of a site."""

    config: MkDocsConfig
    """MkDocs' configuration."""
    plugin: BriefingsPlugin
    """The plugin, configured."""

    @property
    def content_dir(self) -> Path:
        """The content folder."""
        return self.plugin.content_dir(self.config)

    @property
    def compiled_dir(self) -> Path:
        """The folder of the pages as Markdown."""
        return self.plugin.compiled_dir(self.config)

    @property
    def content_name(self) -> str:
        """The content folder as problems name it: relative to the working directory."""
        return from_here(self.content_dir)

    @property
    def theme(self) -> str:
        """Digest of everything that pages are rendered with, except the program."""
        config = self.config
        names = [config.theme.name or "", *config.plugins, *config.markdown_extensions]
        return fingerprint.theme(
            configuration.of_rendering(defaults.raw_config(config)),
            fingerprint.extensions(names),
            defaults.theme_folders(config),
            self._named,
        )

    @property
    def settings_files(self) -> list[Path]:
        """`mkdocs.yml`, files that it inherits (`INHERIT`) or names (`watch`), and the hooks."""
        found: list[Path] = []
        file: Path | None = Path(self.config.config_file_path)
        while file and file not in found and file.is_file():
            found.append(file)
            # The base loader knows no tags, such as !ENV, and ignores them.
            fields = yaml.load(file.read_bytes(), yaml.BaseLoader)
            base = fields.get("INHERIT") if isinstance(fields, dict) else None
            file = Path(os.path.normpath(file.parent / base)) if base else None
        return [*found, *self._named]

    @property
    def _named(self) -> list[Path]:
        """The hooks, and the files that `watch` names, also by their folder."""
        folder, watched = Path(self.config.config_file_path).parent, map(Path, self.config.watch)
        found = [folder / hook for hook in self.config.hooks]
        for path in watched:
            found += disk.files_below(path) if path.is_dir() else [path]
        return found

    def files(self, read: Iterable[Path] = ()) -> dict[str, bytes]:
        """Return the settings, the theme's custom_dir and the hooks: what MkDocs renders with.

        Args:
            read: other files that pages are known to depend on (`files_read`).

        Returns:
            The bytes of each file, by its path relative to the folder of `mkdocs.yml`.

        Raises:
            Abort: a file is outside of that folder.
        """
        config_file = Path(self.config.config_file_path)
        folder, custom = config_file.parent, self.config.theme.custom_dir
        paths = [*self.settings_files, *read]
        paths += [Path(custom), *disk.files_below(Path(custom))] if custom else []
        named = {os.path.relpath(path, folder): path for path in paths}
        if outside := sorted(name for name in named if name.startswith("..")):
            raise Abort(
                f"{outside[0]} is outside of the folder of {config_file.name}. Move it there: a "
                "cluster renders with the files of this folder only."
            )
        files = {name: path.read_bytes() for name, path in named.items() if path.is_file()}
        # The folder must exist on the worker, even if it is empty. MkDocs ignores hidden files.
        return files | {f"{name}/.folder": b"" for name, path in named.items() if path.is_dir()}

    @property
    def settings(self) -> Settings:
        """The settings of the core."""
        return self.plugin.settings(self.config)


class _RejectedError(click.UsageError):
    """The settings are wrong, and not the call: its usage is not shown."""

    def show(self, file: IO[str] | None = None) -> None:
        """Print the problems, one on each line."""
        del file
        for line in self.message.splitlines():
            console.ERR.print(f"[red]error[/] {escape(line)}")


def _warn(problem: Problem) -> None:
    console.ERR.print(f"[yellow]warning[/] {escape(report.line(problem, ''))}")


def load(config_file: Path, *, strict: bool = False) -> Project:
    """Load a project.

    Raises:
        click.UsageError: `config_file` is missing or is not a valid configuration of a site.
    """
    if not config_file.is_file():
        raise click.UsageError(
            f"'{config_file}' does not exist. Run this in the folder of a site, or name the site's "
            "settings with -f. `briefings init DIRECTORY` begins a site."
        )
    try:
        with console.mkdocs_log():
            config = configuration.load(
                config_file, config_file.read_bytes(), _warn, strict=strict or None
            )
            plugin = config.plugins[configuration.PLUGIN]
            assert isinstance(plugin, BriefingsPlugin)
    except SettingsError as error:
        raise _RejectedError(str(error)) from error
    except (ConfigurationError, Abort, OSError) as error:
        raise click.UsageError(f"{config_file}: {error}") from error
    # MkDocs has one instance of a plugin for all configurations of a process.
    return Project(config, copy(plugin))
