"""The registry of capture formats: suffixes, size limit and reader of each.

A new format is one module with a `Reader` named `read_capture`, and one entry in `FORMATS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from briefings.files import limits
from briefings.model.content import Problem, SourceFile
from briefings.model.outlet import Profile
from briefings.model.reading import Reading
from briefings.readers.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Unread:
    """A capture that is to be read, with what is known about it."""

    file: SourceFile
    """The captured file."""
    profiles: Mapping[str, Profile]
    """How captures of each known outlet look, by the outlet's slug."""
    outlet: str | None = None
    """Slug of the outlet if an editor names it; None to detect it."""
    is_clean: bool = False
    """Whether an editor says that the capture is the article and nothing else."""


Reader = Callable[[Unread], Reading | Refusal | Problem]
"""Returns the article in a capture, or why there is none."""


@dataclass(frozen=True, slots=True)
class Format:
    """One capture format."""

    suffixes: tuple[str, ...]
    """Ends of file names, with the dot."""
    max_bytes: int
    """Size limit of a file."""
    module: str
    """Module of this package with its `Reader`, `read_capture`; imported on first use."""
    front_matter: bool = False
    """Whether the file itself holds the editor's facts; otherwise a sidecar does."""
    unit: str = "line"
    """What the numbers of lines in a reading count: `line`, `page` or `paragraph`; empty for a page
    in an archive or mail, because its lines are not those of the file."""
    has_pages: bool = False
    """Whether its captures are articles alone or whole pages, which `Unread.is_clean` tells."""

    def read(
        self,
        capture: SourceFile,
        profiles: Mapping[str, Profile],
        outlet: str | None = None,
        clean: bool = False,
    ) -> Reading | Problem:
        """Return the article in a capture of this format, or the problem that there is none.

        The arguments are the fields of `Unread`.
        """
        reader: Reader = import_module(f"briefings.readers.{self.module}").read_capture
        found = reader(Unread(capture, profiles, outlet, clean))
        return found.problem(capture.path) if isinstance(found, Refusal) else found


FORMATS = (
    Format((".txt",), limits.TEXT_LIMIT, "text.reader", has_pages=True),
    Format((".md",), limits.TEXT_LIMIT, "markdown", front_matter=True),
    Format((".html.gz",), limits.PACKED_LIMIT, "html.reader"),
    Format((".html", ".htm"), limits.PAGE_LIMIT, "html.reader"),
    Format((".mhtml", ".mht"), limits.PACKED_LIMIT, "html.reader", unit=""),
    Format((".webarchive",), limits.PACKED_LIMIT, "webarchive", unit=""),
    Format((".eml",), limits.PACKED_LIMIT, "eml", unit=""),
    Format((".docx",), limits.PACKED_LIMIT, "docx", unit="paragraph"),
    Format((".pdf",), limits.PACKED_LIMIT, "pdf.reader", unit="page"),
)
"""All capture formats."""

SUFFIXES = tuple(suffix for known in FORMATS for suffix in known.suffixes)
"""The suffixes of all formats."""

SIDECAR = ".yml"
"""The suffix of sidecars."""


def format_of(path: str) -> Format | None:
    """Return the format of a file by its name; None for a file that is not a capture."""
    return next((known for known in FORMATS if path.endswith(known.suffixes)), None)


def unit_of(path: str) -> str:
    """Return what the numbers of lines in the reading of a capture count; see `Format.unit`."""
    found = format_of(path)
    return found.unit if found else "line"


def has_front_matter(path: str) -> bool:
    """Return whether a capture holds the editor's facts itself."""
    found = format_of(path)
    return found is not None and found.front_matter


def stem(path: str) -> str:
    """Return the path of a capture or sidecar without its suffix: the same for both."""
    suffix = next((end for end in (*SUFFIXES, SIDECAR) if path.endswith(end)), "")
    return path.removesuffix(suffix)


def too_large(path: str, size: int) -> Problem | None:
    """Return the problem of a file that exceeds the size limit of its format; None for any other.

    Args:
        path: name of the file: a capture, or any other file of the content folder.
        size: number of its bytes.
    """
    found = format_of(path)
    return limits.too_large(path, size, found.max_bytes if found else None)
