"""What people wrote and what the generator says of it: files, settings, problems."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from briefings.model.policy import LINK_POLICY, LinkPolicy


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """The content cannot be published as it stands; the last published site stays."""
    WARNING = "warning"
    """The site is built, and an editor should look. `--strict` makes it an error."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding about the content, for an editor to mend."""

    file: str
    """Path of the file, relative to the content folder, with forward slashes."""
    line: int
    """Line of the file, counted from 1; 0 where the whole file is meant."""
    code: str
    """Short stable name of the kind of finding, such as `unknown-key`."""
    message: str
    """What is wrong, in one sentence."""
    hint: str
    """How to mend it."""
    severity: Severity = Severity.ERROR
    """Whether the site can be published nevertheless."""


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

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return sha256(self.data).hexdigest()

    def load(self) -> "SourceFile":
        """Return this file."""
        return self


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that people wrote: the input of `compile`."""

    files: tuple[ContentFile, ...]
    """The files, in any order."""
    problems: tuple[Problem, ...] = ()
    """What was found while the folder was read, such as a file without read permission."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the site's owner decides once for the whole site."""

    site_name: str = "Annotated Briefings"
    """Name of the site: the heading of the home page."""
    site_description: str = ""
    """One sentence under that heading."""
    site_url: str = ""
    """Address of the home page, with a slash at the end; empty where it is not known."""
    directory_urls: bool = True
    """Whether a page has the address `briefings/a/`, and not `briefings/a.html`."""
    locale: str = "en_GB"
    """Unicode locale in which dates are written out (`en_GB`: 1 February 2018)."""
    latest: int = 12
    """How many briefings the home page shows."""
    links: LinkPolicy = LINK_POLICY
    """The rules of linking."""
