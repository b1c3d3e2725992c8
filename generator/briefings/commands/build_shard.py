"""A part of a site, built on one of several machines, for another one to join.

What is read and linked is needed for every page, and each machine does all of it; the pages, which
cost by far the most, are shared out.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from briefings.build import disk, outputs, shards
from briefings.build.folders import Folders, write
from briefings.build.publish import Staging
from briefings.build.shards import Shard
from briefings.build.store import Store
from briefings.cache import Result, encode
from briefings.commands.build import Build, OutputSpec, run
from briefings.mkdocs_plugin.plugin import Listener
from briefings.mkdocs_plugin.project import Project
from briefings.site.compile import compile


def build_part(
    project: Project,
    listener: Listener,
    waiting: Callable[[str], None],
    shard: Shard,
    *,
    strict: bool = False,
) -> Path:
    """Build a part of the site, and return its file; nothing is published.

    Args:
        project: the site's configuration.
        listener: hears what happens.
        waiting: is told when another process builds the same site, and this one waits for it.
        shard: which part.
        strict: whether a warning counts as an error.

    Raises:
        Abort: there are errors in the content, or MkDocs found some in this part.
        PublishError: a folder holds what the generator did not make.
        OSError: something cannot be read or written.
    """
    return run(project, listener, waiting, partial(_part, shard), strict=strict)


def _part(shard: Shard, build: Build, staging: Staging) -> Path:
    content = disk.read_content(build.project.content_dir)
    site = compile(content, build.project.settings, build.store, build.workers.spread)
    build.tell(site.problems, site.counts)
    build.store.sweep()
    share = tuple(target for target in site.targets if shard.has(target.page or target.key))
    origin, path = build.origin(content), build.folders.part(shard)
    with TemporaryDirectory(dir=staging.begin().folder) as work:
        folders, rendered = Folders(Path(work, "docs")), Path(work, "site")
        rendered.mkdir()
        unfinished = Path(work, path.name)
        with Store(unfinished, origin.program) as part:
            shared = replace(site, targets=share)
            write(shared, folders, part, build.workers, build.listener)
            wanted = build.wanted(shared.linked_by_hand, part)
            said = build.render(rendered, wanted, site.addresses, folders.docs, assets=False)
            build.warn(said.values())
            part.keep(build.store.results(shard.has))
            part.keep(outputs.results(folders.trees, part))
            part.keep(_pages(rendered, wanted, said))
            shards.label(part, shard, origin)
        shutil.move(unfinished, path)
    return path


def _pages(
    folder: Path, wanted: Mapping[str, OutputSpec], said: Mapping[str, str]
) -> Iterator[Result]:
    """Yield rendered pages, with what was said of them."""
    for place, file in wanted.items():
        if file.page:
            yield Result(file.source, encode(said.get(place, "")), (folder / place).read_bytes())
