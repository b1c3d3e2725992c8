"""What a build makes: pages, problems and counts."""

from dataclasses import dataclass

from generator.model.content import Problem, Severity


@dataclass(frozen=True, slots=True)
class Page:
    """One generated file: a page of Markdown, or a file for machines."""

    uri: str
    """Path below the compiled tree, such as `briefings/a.md`, or below the finished site."""
    text: str
    """What is in it; for a page front matter and Markdown."""


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """What is searched of one page."""

    kind: str
    """What kind of page it is: `briefing` or `explainer`."""
    day: str
    """ISO 8601 day of publication; empty where there is none."""
    address: str
    """Where the page stands below the home page, as a link has it: `briefings/a/`."""
    html: str
    """A document of what is indexed and nothing else, in the terms of Pagefind."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is, for the line that a build prints."""

    briefings: int
    explainers: int
    outlets: int
    topics: int
    links: int


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """How often a page links a phrase to a subject: what one build keeps for the next."""

    page: str
    """The page, as its address says it: `briefings/a`."""
    phrase: str
    """The phrase of the lexicon."""
    subject: str
    """Slug of the explainer."""
    quoted: bool
    """Whether these links stand in direct quotations."""
    number: int
    """How many there are."""


@dataclass(frozen=True, slots=True)
class Site:
    """What `compile` returns: the pages, and what an editor should know."""

    pages: tuple[Page, ...]
    """The pages, sorted by URI. Pages of broken files are missing."""
    problems: tuple[Problem, ...]
    """All findings, sorted by file and line."""
    counts: Counts
    """How much there is."""
    links: tuple[LinkRecord, ...]
    """Every link from a mention to its explainer, counted by page and phrase."""
    exports: tuple[Page, ...] = ()
    """Files for machines, by their place in the finished site, which MkDocs knows nothing of."""
    records: tuple[SearchRecord, ...] = ()
    """What is searched of each briefing and explainer."""

    def failed(self, *, strict: bool = False) -> bool:
        """Return whether the site may not be published; `strict` counts warnings as errors."""
        return any(strict or p.severity is Severity.ERROR for p in self.problems)
