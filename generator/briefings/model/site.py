"""Results of a build: files with their inputs, problems and counts."""

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

import msgspec

from briefings.model.content import Problem, Severity
from briefings.model.linking import LinkCounts


class OutputDir(StrEnum):
    """Where generated files go."""

    DOCS = "docs"
    """Markdown of the pages: plain, for people, machines and other generators; and its pictures."""
    VIEWS = "views"
    """Views of the pages (`views.page.ViewFile`), which templates print."""
    FILES = "files"
    """Files for machines, which are copied into the site as they are."""
    RECORDS = "records"
    """Search records: a `SearchRecord` in JSON for each page, by kind and month."""


@dataclass(frozen=True, slots=True)
class Page:
    """One generated file: a Markdown page, a picture, or a file for machines."""

    uri: str
    """Path below its folder, such as `briefings/a.md`."""
    text: str
    """Content; for a page front matter and Markdown."""
    tree: OutputDir = OutputDir.DOCS
    """Folder of the file."""
    data: bytes = b""
    """Content that is not text; empty for text."""

    @property
    def content(self) -> bytes:
        """Content as bytes."""
        return self.data or self.text.encode()


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
    """URI of the page among the files; empty if there is none."""
    exports: tuple[str, ...] = ()
    """URIs of the files for machines among them that a preview shows: neither the parts of a long
    sitemap nor the pages at former addresses."""
    parallel: bool = False
    """Whether the inputs are small enough to be sent to another process."""
    changed: date | None = None
    """Last day on which the page is known to have changed; None if none is known."""
    links: tuple[str, ...] = ()
    """Existing pages to which editors link from this page, sorted."""
    source: str = ""
    """Path of the content file that the page shows; empty if the files are made from several."""

    def files(self) -> tuple[Page, ...]:
        """Build the files."""
        return self.build(self.inputs)


class SearchText(msgspec.Struct, frozen=True, omit_defaults=True):
    """A paragraph of a searchable text, or a heading."""

    text: str
    """Its words."""
    level: int = 0
    """Level of a heading, 1 to 6; 0 for a paragraph."""
    id: str = ""
    """Id of a heading on its page; may be empty."""


class SearchRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """The searchable text of one page."""

    kind: str
    """Kind of page: `briefing`, `explainer`, `dossier` or `page` (of the owner)."""
    address: str
    """Address of the page relative to the home page: `briefings/a/`."""
    language: str
    """Language whose rules the index follows: that of the site, `en`. It decides which inflections
    of a word match; words of other languages match as they are written, or by their beginning. A
    visitor searches the index of the page's language, so all records must have the same."""
    title: str
    """Title of the page."""
    text: tuple[SearchText, ...]
    """Its paragraphs and headings, in order."""
    facets: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Values of each facet, by its name. The search page knows kind and year by other means."""
    day: str = ""
    """ISO 8601 day of publication; empty if there is none."""
    lang: str = ""
    """Language and direction of the text where they are not those of the site: `ar rtl`."""
    also_called: tuple[str, ...] = ()
    """Other names of the subject."""
    forms: tuple[str, ...] = ()
    """Inflections of its names. Typed alone they mean it."""
    facts: tuple[str, ...] = ()
    """What else is searched but not shown in results: day, outlet and authors of an article."""

    @property
    def names(self) -> str:
        """All that is searched beside title and text."""
        return ", ".join((*self.also_called, *self.facts))


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers for the line that a build prints."""

    briefings: int
    explainers: int
    outlets: int
    topics: int
    links: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a compile reports to editors."""

    problems: tuple[Problem, ...]
    """All findings, sorted by file and line."""
    counts: Counts
    """Numbers of pages and links."""

    def with_errors(self, codes: Collection[str]) -> Self:
        """Return the outcome with the warnings of some codes as errors."""
        return replace(
            self,
            problems=tuple(
                replace(p, severity=Severity.ERROR) if p.code in codes else p for p in self.problems
            ),
        )

    def failed(self, *, strict: bool = False) -> bool:
        """Return whether the site may not be published; `strict` counts warnings as errors."""
        return any(strict or p.severity is Severity.ERROR for p in self.problems)


@dataclass(frozen=True, slots=True)
class Site(Outcome):
    """Result of `compile`: the targets of the site, and what it reports to editors."""

    targets: tuple[Target, ...]
    """Targets of all files, without pages of files that have errors."""
    links: Mapping[str, LinkCounts]
    """Links from mentions to explainers, by address of the page: `briefings/a`."""

    @property
    def addresses(self) -> Set[str]:
        """URIs of all pages."""
        return {target.page for target in self.targets if target.page}

    @property
    def internal_links(self) -> Mapping[str, Sequence[str]]:
        """Existing pages to which editors link themselves, by the linking page."""
        return {target.page: target.links for target in self.targets if target.links}

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages, sorted by URI."""
        return tuple(page for page in self._all(OutputDir.DOCS) if page.uri.endswith(".md"))

    @property
    def pictures(self) -> tuple[Page, ...]:
        """The pictures beside the pages, sorted by URI."""
        return tuple(page for page in self._all(OutputDir.DOCS) if not page.uri.endswith(".md"))

    @property
    def exports(self) -> tuple[Page, ...]:
        """All files for machines, sorted by URI."""
        return self._all(OutputDir.FILES)

    @property
    def records(self) -> tuple[SearchRecord, ...]:
        """Search records of all pages."""
        texts = (page.text for page in self._all(OutputDir.RECORDS))
        return tuple(msgspec.json.decode(text, type=SearchRecord) for text in texts)

    def _all(self, tree: OutputDir) -> tuple[Page, ...]:
        built = (page for target in self.targets for page in target.files() if page.tree is tree)
        return tuple(sorted(built, key=lambda page: page.uri))
