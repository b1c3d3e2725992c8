"""Time the steps of a briefing: `python -m bench.steps MKDOCS_YML` prints them as JSON.

Everything runs in this process; the result is milliseconds of its processor time. There are as many
pages as in a task of a build, so each page gets its share of what MkDocs does once for all of them.
Notes and events are rendered before: a build renders each once, for all pages that show it.
"""

import json
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import process_time

from bench.building import MAKING, RENDERING
from briefings.build import content_folder
from briefings.mkdocs_plugin import project
from briefings.mkdocs_plugin.render import Task, render_here
from briefings.model.site import OutputDir
from briefings.site.compile import compile

_PAGES = 250


def main(config_file: str) -> None:
    """Make and render briefings of a project, and print the times."""
    loaded = project.load(Path(config_file))
    content = content_folder.read_content(loaded.content_dir)
    articles = [file.path for file in content.files if file.path.startswith("articles/")]
    left_out = set(articles[2 * _PAGES :])
    files = tuple(file for file in content.files if file.path not in left_out)
    site = compile(replace(content, files=files), loaded.settings)
    briefings = (one for one in site.targets if one.page.startswith("briefings/") and one.parallel)
    targets = list(islice(briefings, _PAGES))
    targets[0].files()
    started = process_time()
    built = [target.files() for target in targets]
    making = process_time() - started
    views = {target.page: page.data for target, pages in zip(targets, built, strict=True)
             for page in pages if page.tree is OutputDir.VIEWS}  # fmt: skip
    path = Path(config_file)
    task = Task(path, path.read_bytes(), site.addresses, views, assets=False)
    before = render_here(task).kept
    started = process_time()
    render_here(replace(task, kept=before))
    rendering = process_time() - started
    each = {MAKING: making, RENDERING: rendering}
    json.dump({step: 1000 * seconds / len(targets) for step, seconds in each.items()}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
