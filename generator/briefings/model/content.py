"""Input of the generator (content files and settings), and problems."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Protocol, Self

from briefings.model.policy import LINK_POLICY, NO_RULES, LinkPolicy, LinkRules
from briefings.model.problem_codes import OF_ONE_ARTICLE

_ARTICLES, _SIDECAR, _BINARY = "articles/", ".yml", "binary-file"


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """The content cannot be published as it stands; the last published site stays."""
    WARNING = "warning"
    """The site is built, and an editor should look. `--strict` makes it an error."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding about the content, for an editor."""

    file: str
    """Path of the file, relative to the content folder, with forward slashes."""
    line: int
    """Line of the file, from 1; 0 for the whole file."""
    code: str
    """Short stable name of the kind of problem, such as `unknown-key`."""
    message: str
    """What is wrong, in one sentence."""
    hint: str
    """How to fix it."""
    severity: Severity = Severity.ERROR
    """Whether the site can be published."""


class RefusedError(Exception):
    """Some files cannot be published. `Content.refusing` is the content without them."""

    def __init__(self, *problems: Problem) -> None:
        """Take the problem of each file."""
        super().__init__(*problems)
        self.problems = problems


Severities = tuple[tuple[str, Severity | None], ...]
"""Codes of problems, each with the severity that the owner gives it; None to ignore warnings."""


def graded(problems: Iterable[Problem], severities: Severities) -> Iterator[Problem]:
    """Yield problems with the severities that they have for the whole site.

    A damaged capture is a warning, because it stops nothing but its own article. An error is never
    ignored: its file has no page.

    Args:
        problems: the problems.
        severities: the severities that the owner gives; other problems keep theirs.
    """
    chosen = dict(severities)
    for problem in map(_of_one_article, problems):
        severity = chosen.get(problem.code, problem.severity)
        if severity:
            yield replace(problem, severity=severity)
        elif problem.severity is Severity.ERROR:
            yield problem


def _of_one_article(problem: Problem) -> Problem:
    """Return a problem; damage of one article as a warning."""
    # A capture that is binary is no damaged one, but a file of another kind.
    is_damage = problem.code in OF_ONE_ARTICLE or problem.code == _BINARY
    if not (is_damage and problem.severity is Severity.ERROR):
        return problem
    if not problem.file.startswith(_ARTICLES):
        return problem
    if problem.code == _BINARY and not problem.file.endswith(_SIDECAR):
        return problem
    hint = f"{problem.hint} Until then the article has no page."
    return replace(problem, severity=Severity.WARNING, hint=hint)


class ContentFile(Protocol):
    """A file of the content folder, whose bytes are loaded when they are needed."""

    @property
    def path(self) -> str:
        """Path relative to the content folder, with forward slashes."""

    @property
    def digest(self) -> str:
        """SHA-256 of the file's bytes, in hexadecimal digits."""

    def load(self) -> "SourceFile":
        """Return the file with its bytes, which are not kept.

        Raises:
            OSError: it cannot be read, or its bytes do not have this digest any more.
        """


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A `ContentFile` in memory."""

    path: str
    """Path relative to the content folder, with forward slashes."""
    data: bytes
    """The bytes of the file, untouched."""
    refused: Problem | None = None
    """Why the file is not read, though it can be: linking it or making its page fails; None if it
    is read."""

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, or another digest if the file is refused."""
        return sha256(repr(self.refused).encode() if self.refused else self.data).hexdigest()

    def load(self) -> "SourceFile":
        """Return this file."""
        return self


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that people wrote: the input of `compile`."""

    files: Sequence[ContentFile]
    """The files, in any order."""
    problems: tuple[Problem, ...] = ()
    """What was found while the folder was read, such as a file without read permission."""
    day: date | None = None
    """The day for which the site is built; None if it does not matter."""
    with_drafts: bool = False
    """Whether drafts have pages, as in the preview."""

    def refusing(self, problems: Iterable[Problem]) -> Self:
        """Return the content with some files refused, each for its problem.

        Raises:
            ValueError: a problem is not about a file that is read.
        """
        due = {problem.file: problem for problem in problems}
        files: list[ContentFile] = []
        for file in self.files:
            source = file.load() if file.path in due else None
            if source and not source.refused:
                file = replace(source, refused=due.pop(file.path))  # noqa: PLW2901
            files.append(file)
        if due:
            raise ValueError("these files have been refused before, or do not exist")
        return replace(self, files=files)


@dataclass(frozen=True, slots=True)
class CardColours:
    """Colours of share cards, each as `#rrggbb`: by default those of the theme by day."""

    paper: str = "#fcfcfa"
    """Of the background."""
    ink: str = "#1b1b19"
    """Of the title."""
    soft: str = "#595852"
    """Of the line below it."""
    accent: str = "#1f4f82"
    """Of the name of the site."""
    rule: str = "#dddcd6"
    """Of the rule below the title."""
    bar: str = "#1f4f82"
    """Of the bar at the top."""


CARD_COLOURS = CardColours()


@dataclass(frozen=True, slots=True)
class CardFont:
    """The owner's font for share cards."""

    path: str
    """Path of its file."""
    digest: str
    """Digest of the file."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the whole site."""

    site_name: str = "Annotated Briefings"
    """Name of the site: the heading of the home page."""
    site_description: str = ""
    """One sentence below that heading."""
    site_url: str = ""
    """Address of the home page, with a final slash; empty if unknown."""
    directory_urls: bool = True
    """Whether a page has the address `briefings/a/` instead of `briefings/a.html`."""
    locale: str = "en_GB"
    """Unicode locale of the site's language: of words, dates, numbers and order (`text.words`)."""
    sections: tuple[tuple[str, str], ...] = ()
    """Names of the site's own for its sections: URI and name."""
    latest: int = 12
    """Number of briefings on the home page."""
    smallest_topic: int = 2
    """Number of briefings from which a topic has a page of its own."""
    share_cards: bool = True
    """Whether pages have a picture of their own for link previews."""
    card_colours: CardColours = CARD_COLOURS
    """Their colours."""
    card_font: CardFont | None = None
    """The font that comes before those of the package; None for none."""
    links: LinkPolicy = LINK_POLICY
    """The rules of linking."""
    defaults: LinkRules = NO_RULES
    """As `decided`: phrases of `mkdocs.yml`, each with an explainer that may not exist."""
    config_file: str = ""
    """Path of `mkdocs.yml` relative to the content folder, for problems."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with other settings."""
    severities: Severities = ()
    """The severities of the owner, sorted by code."""
