"""Pages rendered when they are looked at, and kept until what they show changes."""

import itertools
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.exceptions import MkDocsException

from briefings.cache import digest
from briefings.mkdocs_plugin.render import SITE, Task, render_here, targets
from briefings.model.site import OutputDir, Page
from briefings.preview.session import Snapshot
from briefings.text import uris

_NOTHING = (
    '<!doctype html><html lang="en"><title>Not rendered</title><body>'
    "<p>This page cannot be rendered.</p></body></html>"
)
# Pages that are kept, some 0.1 MB each: more than anyone has open.
_KEPT = 200


@dataclass(frozen=True, slots=True)
class Failure:
    """Why pages cannot be rendered."""

    file: str
    """The template at fault, or else the site's configuration."""
    line: int
    """Its line, from 1; 0 where that is not known."""
    message: str
    """What is wrong."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page, rendered."""

    version: str
    """Digest of all that it depends on."""
    html: str
    """The page; where it cannot be rendered, what it was before."""
    failure: Failure | None = None
    """Why it cannot be rendered; None if it can."""


class Renderer:
    """Renders pages with MkDocs, one at a time."""

    def __init__(self, work: Path, warn: Callable[[str], None]) -> None:
        """Take an empty folder to work in, and what is told of MkDocs' warnings."""
        self._work, self._warn = work, warn
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        self._kept: OrderedDict[str, Shown] = OrderedDict()
        self._assets: tuple[str, Path] = "", work

    def page(self, snapshot: Snapshot, uri: str) -> Shown | None:
        """Return a page as it is at a moment; None where there is none."""
        made = snapshot.revision.make(uri)
        page = next((page for page in made if page.tree is OutputDir.DOCS), None)
        if page is None:
            return None
        linked = snapshot.revision.linked
        version = digest(snapshot.theme, page.text, sorted(targets(uri, page.text, linked)))
        with self._lock:
            before = self._kept.get(uri)
            if before is None or before.version != version:
                old = before.html if before else _NOTHING
                self._kept[uri] = self._render(snapshot, page, version, old)
            self._kept.move_to_end(uri)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return self._kept[uri]

    def assets(self, snapshot: Snapshot) -> Path:
        """Return the folder of the theme's assets, and of the pages without Markdown.

        While the theme is broken it is what it was before.
        """
        with self._lock:
            theme, before = self._assets
            if theme != snapshot.theme:
                folder, failure = self._build(snapshot, [], assets=True)
                self._assets = snapshot.theme, before if failure else folder
            return self._assets[1]

    def _render(self, snapshot: Snapshot, page: Page, version: str, before: str) -> Shown:
        folder, failure = self._build(snapshot, [page], assets=False)
        try:
            if failure:
                return Shown(version, before, failure)
            directories = snapshot.project.settings.directory_urls
            output = folder / uris.output(page.uri, directories=directories)
            return Shown(version, output.read_text(encoding="utf-8"))
        finally:
            shutil.rmtree(folder.parent, ignore_errors=True)

    def _build(
        self, snapshot: Snapshot, pages: Sequence[Page], *, assets: bool
    ) -> tuple[Path, Failure | None]:
        """Build a site of some pages, and return its folder, and what was in the way."""
        work = self._work / str(next(self._numbers))
        config_file = Path(snapshot.project.config.config_file_path)
        compiled = work / "compiled"
        try:
            for page in pages:
                path = compiled / page.uri
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(page.text, encoding="utf-8")
            task = Task(
                config_file=config_file,
                compiled=compiled,
                pages=[page.uri for page in pages],
                known=snapshot.revision.linked,
                assets=assets,
                said=snapshot.said,
            )
            said = render_here(task, work)
        except TemplateSyntaxError as error:
            return work / SITE, Failure(error.filename or str(error.name), error.lineno, str(error))
        except (TemplateError, MkDocsException, OSError) as error:
            return work / SITE, Failure(str(config_file), 0, f"{type(error).__name__}: {error}")
        for _, message in said:
            self._warn(message)
        return work / SITE, None
