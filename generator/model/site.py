"""What a build makes: pages, problems and counts."""

from dataclasses import dataclass

from generator.model.content import Problem, Severity


@dataclass(frozen=True, slots=True)
class Page:
    """One generated Markdown page."""

    uri: str
    """Path below the compiled tree, such as `briefings/a.md`."""
    text: str
    """The page: front matter and Markdown."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is, for the line that a build prints."""

    briefings: int
    explainers: int
    outlets: int
    topics: int
    links: int


@dataclass(frozen=True, slots=True)
class Site:
    """What `compile` returns: the pages, and what an editor should know."""

    pages: tuple[Page, ...]
    """The pages, sorted by URI. Pages of broken files are missing."""
    problems: tuple[Problem, ...]
    """All findings, sorted by file and line."""
    counts: Counts
    """How much there is."""

    def failed(self, *, strict: bool = False) -> bool:
        """Return whether the site may not be published; `strict` counts warnings as errors."""
        return any(strict or p.severity is Severity.ERROR for p in self.problems)
