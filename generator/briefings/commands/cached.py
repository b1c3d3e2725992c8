"""For commands that compile the content and build nothing: the cache and workers of the build."""

from collections.abc import Callable
from typing import TypeVar

import click

from briefings.build import content_folder, fingerprint
from briefings.build.store import Store, using
from briefings.build.workers import Workers
from briefings.cache import Cache, Mapper, Memory
from briefings.mkdocs_plugin.project import Project
from briefings.model.content import Content

T = TypeVar("T")


def with_content(project: Project, do: Callable[[Content, Cache, Mapper], T]) -> T:
    """Call a function with the content, the build's cache and the workers.

    Where the cache cannot be written, as in a folder of another user, nothing is cached.

    Args:
        project: the site's configuration.
        do: what to call; again where the cache is damaged or a file is changed meanwhile. Its
            result is returned. It may not use the cache later.

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

            try:
                return using(cache, fingerprint.program(), cached)
            except OSError:
                content = content_folder.read_content(project.content_dir)
                return do(content, Memory(), workers.map)
    except OSError as error:
        raise click.ClickException(str(error)) from error
