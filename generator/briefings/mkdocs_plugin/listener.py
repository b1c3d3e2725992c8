"""What a build reports: to the log of MkDocs, or to a subclass that shows it in another way."""

from collections.abc import Callable, Mapping, Sequence

from mkdocs.plugins import get_plugin_logger

from briefings.model.content import Severity
from briefings.model.site import Counts
from briefings.text import problem_groups, report
from briefings.text.problem_groups import Findings

_log = get_plugin_logger("briefings")
_LOGGED: Mapping[Severity | None, Callable[[str], None]] = {
    Severity.ERROR: _log.error,
    Severity.WARNING: _log.warning,
    None: _log.info,
}


class Listener:
    """Receives the events of a build; this one writes them to MkDocs' log."""

    def compiled(self, found: Findings, counts: Counts, folder: str, *, strict: bool) -> None:
        """Report a compilation.

        Args:
            found: the problems.
            counts: numbers of pages and links.
            folder: name of the content folder.
            strict: whether warnings count as errors, so that known ones are shown too.
        """
        for severity, text in problem_groups.lines(found, folder, all_known=strict):
            _LOGGED[severity](text)
        _log.info("Compiled %s", report.counts(counts))

    def links_changed(self, summary: str) -> None:
        """Report links added and removed since the last build, in one line."""
        _log.info(summary)

    def warned(self, message: str) -> None:
        """Report a warning of MkDocs while it rendered."""
        _log.warning(message)

    def begin(self, doing: str, number: int) -> None:
        """Begin a step of `number` items; `doing` names it, such as “Rendering”."""

    def advance(self, number: int = 1) -> None:
        """Report that `number` more items are done."""

    def renders_all(self, because: Sequence[str]) -> None:
        """Report that all pages are rendered; the names are of plugins that need this."""

    def indexed(self, pages: int) -> None:
        """Report that the search index is ready; `pages` is the number of its pages."""
        _log.info("Indexed %s for search", report.plural(pages, "page"))
