"""What a build makes: files, each with what it is made from; problems and counts."""

import json
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
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
    """Some files of the site that are not made yet: what they are made from, and how."""

    key: str
    """Digest of everything that they depend on: with the same key they have the same bytes."""
    make: Callable[..., tuple[Page, ...]]
    """Makes them."""
    inputs: Callable[[], tuple[Any, ...]]
    """Gives the arguments of `make`."""
    page: str = ""
    """URI of the page among the files; empty where there is none."""
    exports: tuple[str, ...] = ()
    """URIs of the files for machines among them that a preview shows: neither the parts of a long
    sitemap, nor what stands at the former addresses of pages."""
    alone: bool = False
    """Whether its inputs are so small a part of the site that another process can be given them."""
    links: tuple[str, ...] = ()
    """Pages which are there and which the editors of its page link to by hand, sorted."""

    def made(self) -> tuple[Page, ...]:
        """Return the files."""
        return self.make(*self.inputs())


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
        made = (page for target in self.targets for page in target.made() if page.tree is tree)
        return tuple(sorted(made, key=lambda page: page.uri))
