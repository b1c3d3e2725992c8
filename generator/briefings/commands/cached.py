"""The cache and workers of the build, for commands that compile the content and build nothing."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import click

from briefings.build import content_folder, fingerprint
from briefings.build.store import Store, using
from briefings.build.workers import Workers
from briefings.cache import Mapper
from briefings.commands import terminal
from briefings.mkdocs_plugin.project import Project
from briefings.model.content import Content

T = TypeVar("T")


def with_content(project: Project, do: Callable[[Content, Store, Mapper], T]) -> T:
    """Call a function with the content, the build's cache and the workers.

    If the cache cannot be written, as in a folder of another user, a temporary one is used.

    Args:
        project: the site's configuration.
        do: the function; it is called again if the cache is damaged or a file changes meanwhile.
            Its result is returned, and must not use the cache, which is closed by then.

    Raises:
        click.ClickException: the content cannot be read, or a worker was killed.
    """
    cache = project.plugin.folders(project.config).cache
    try:
        with Workers() as workers:

            def cached(store: Store) -> T:
                return content_folder.with_content(
                    project.content_dir, store, lambda content: do(content, store, workers.map)
                )

            version = fingerprint.program()
            try:
                return using(cache, version, cached, sweeps=False, warn=terminal.warning)
            except OSError:
                with TemporaryDirectory() as folder:
                    return using(Path(folder, cache.name), version, cached, sweeps=False)
    except OSError as error:
        raise click.ClickException(str(error)) from error
