"""What an edit is made from: the page, and the files of the content folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from briefings.content import articles, folders
from briefings.content.articles import Outlets, Parsing
from briefings.editing.documents import Document, opened
from briefings.editing.errors import EditError, required
from briefings.model.article import Article
from briefings.model.content import ContentFile, Problem, SourceFile
from briefings.model.suggestion import Suggestion
from briefings.readers import formats
from briefings.readers.formats import SIDECAR


@dataclass(frozen=True, slots=True)
class Context:
    """The page on which an edit is made.

    Methods that return a file or an article raise EditError if there is none that can be edited.
    """

    files: Mapping[str, ContentFile]
    """All files of the content folder, by path."""
    file: str = ""
    """The file of the page, such as `articles/a.txt`; empty for a page without one."""
    parsing: Parsing | None = None
    """The parsed capture of the page; None to parse it."""
    outlets: Outlets = field(default_factory=dict)
    """The outlets, to parse it (`loading.outlets_of`)."""
    today: date | None = None
    """The day of the edit, which a new explainer states; None for none."""
    known: Suggestion | None = None
    """What briefings say about the subject of a new explainer; None for nothing."""

    @property
    def facts_file(self) -> str:
        """The file with what editors say about the article of the page."""
        if formats.has_front_matter(self.file):
            return self.file
        return formats.stem(self.file) + SIDECAR

    def load(self, path: str) -> bytes | None:
        """Return the bytes of a file; None if there is none.

        Raises:
            OSError: it cannot be read, or has changed.
        """
        found = self.files.get(path)
        return found.load().data if found else None

    def facts(self) -> Document:
        """Return the sidecar or the front matter of the article."""
        self._require_article()
        front_matter = formats.has_front_matter(self.file)
        return self._opened(self.facts_file, front_matter=front_matter)

    def page(self) -> Document:
        """Return the file with the keys of the page."""
        folder = self.file.partition("/")[0]
        if folder in (folders.EXPLAINERS, folders.DOSSIERS) and self.file in self.files:
            return self._opened(self.file)
        return self.facts()

    def explainer(self, slug: str) -> Document:
        """Return the file of an explainer."""
        for path in self.files:
            if path.startswith(f"{folders.EXPLAINERS}/") and articles.slug_of(path) == slug:
                return self._opened(path)
        raise EditError(Problem(
            "", 0, "unknown-explainer", f"There is no explainer `{slug}`.",
            f"Name a file in explainers/, or add explainers/{slug}.md.",
        ))  # fmt: skip

    def article(self) -> Article:
        """Return the article of the page, also one with errors."""
        parsed = self.parsed()
        return required(parsed.article or parsed.faulty or parsed.problems[0])

    def parsed(self) -> Parsing:
        """Return the parsed capture of the page."""
        self._require_article()
        if self.parsing:
            return self.parsing
        capture = SourceFile(self.file, self.load(self.file) or b"")
        data = None if self.facts_file == self.file else self.load(self.facts_file)
        sidecar = None if data is None else SourceFile(self.facts_file, data)
        return articles.parse(capture, sidecar, self.outlets)

    def _opened(self, path: str, *, front_matter: bool = True) -> Document:
        return required(opened(path, self.load(path), front_matter=front_matter))

    def _require_article(self) -> None:
        if not (self.file.startswith(f"{folders.ARTICLES}/") and self.file in self.files):
            raise EditError(Problem(
                self.file, 0, "no-article", "This page shows no article.",
                "Open the page of a briefing.",
            ))  # fmt: skip
