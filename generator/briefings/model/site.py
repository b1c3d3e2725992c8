"""What a build makes: files, each with what it is made from; problems and counts."""

import json
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from briefings.model.content import Problem, Severity
from briefings.model.linking import LinkCounts


class OutputDir(StrEnum):
    """Where generated files go."""

    DOCS = "docs"
    """Pages of Markdown, which MkDocs renders."""
    FILES = "files"
    """Files for machines, which stand in the finished site as they are."""
    RECORDS = "records"
    """What is searched: a `SearchRecord` in JSON for each page, by kind and month."""


@dataclass(frozen=True, slots=True)
class Page:
    """One generated file: a page of Markdown, or a file for machines."""

    uri: str
    """Path below its tree, such as `briefings/a.md`."""
    text: str
    """What is in it; for a page front matter and Markdown."""
    tree: OutputDir = OutputDir.DOCS
    """Where it goes."""


@dataclass(frozen=True, slots=True)
class Target:
    """Files of the site that are built together: from what, and how."""

    key: str
    """Digest of the inputs and of the function's name: with the same key the files are the same."""
    build: Callable[[Any], tuple[Page, ...]]
    """Builds the files from the inputs, and from nothing else."""
    inputs: Any
    """A frozen dataclass of everything that the files are built from; it can be pickled."""
    page: str = ""
    """URI of the page among the files; empty where there is none."""
    exports: tuple[str, ...] = ()
    """URIs of the files for machines among them that a preview shows: neither the parts of a long
    sitemap nor the pages at former addresses."""
    parallel: bool = False
    """Whether the inputs are small enough to be sent to another process."""
    changed: date | None = None
    """Last day on which the page is known to have changed; None where none is known."""
    links: tuple[str, ...] = ()
    """Existing pages to which editors link from this page, sorted."""

    def files(self) -> tuple[Page, ...]:
        """Build the files."""
        return self.build(self.inputs)


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
class Outcome:
    """What an editor should know of a compiled site."""

    problems: tuple[Problem, ...]
    """All findings, sorted by file and line."""
    counts: Counts
    """How much there is."""

    def failed(self, *, strict: bool = False) -> bool:
        """Return whether the site may not be published; `strict` counts warnings as errors."""
        return any(strict or p.severity is Severity.ERROR for p in self.problems)


@dataclass(frozen=True, slots=True)
class Site(Outcome):
    """What `compile` returns: how to make the site, and what an editor should know."""

    targets: tuple[Target, ...]
    """How to make every file. Pages of broken files are missing."""
    links: Mapping[str, LinkCounts]
    """The links from mentions to explainers, by the page's address: `briefings/a`."""

    @property
    def addresses(self) -> Set[str]:
        """URIs of all pages."""
        return {target.page for target in self.targets if target.page}

    @property
    def linked_by_hand(self) -> Mapping[str, Sequence[str]]:
        """Pages that are there and that editors link to by hand, by the page that does."""
        return {target.page: target.links for target in self.targets if target.links}

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages, sorted by URI."""
        return self._all(OutputDir.DOCS)

    @property
    def exports(self) -> tuple[Page, ...]:
        """All files for machines, sorted by their place in the finished site."""
        return self._all(OutputDir.FILES)

    @property
    def records(self) -> tuple[SearchRecord, ...]:
        """What is searched of all pages."""
        return tuple(SearchRecord(*json.loads(page.text)) for page in self._all(OutputDir.RECORDS))

    def _all(self, tree: OutputDir) -> tuple[Page, ...]:
        made = (page for target in self.targets for page in target.files() if page.tree is tree)
        return tuple(sorted(made, key=lambda page: page.uri))
