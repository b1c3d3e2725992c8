"""Problems of the parsed files of a content folder that are found when all of them are known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain

from briefings.cache import Cache, Lazy, Result, digest, encode, get_or_compute
from briefings.content import duplicates, folders, overlooked, pictures
from briefings.content.checks import headings
from briefings.content.duplicates import Candidate, Duplicate
from briefings.content.folders import Files
from briefings.content.parse import Captures, ParsedExplainer, Problems, plain_text
from briefings.content.pictures import Shown
from briefings.model.article import Article, Metadata
from briefings.model.content import Content, Problem, Severity
from briefings.model.dossier import Dossier
from briefings.model.explainer import Explainer
from briefings.model.own_page import Introduction, OwnPage
from briefings.model.picture import PictureFile
from briefings.model.reading import Evidence
from briefings.model.written import EditorsPage
from briefings.readers import formats
from briefings.readers.formats import SIDECAR


@dataclass(frozen=True, slots=True)
class Parsed:
    """The parsed files."""

    content: Content
    """The content folder."""
    files: Files
    """Its files in the order of their paths."""
    explainers: Mapping[str, tuple[str, ParsedExplainer]]
    """The explainers by slug, each with its key."""
    captures: Captures
    """The captures."""
    pages: Sequence[Dossier | OwnPage | Introduction]
    """Dossiers, and what the site's owner has written."""
    pictures: Mapping[str, PictureFile | None]
    """The pictures by path; None for a file with errors."""

    def problems(self, shown: Sequence[Shown], cache: Cache) -> Iterator[Problem]:
        """Yield all problems but those that `unused_pictures` returns.

        Args:
            shown: the places at which editors show pictures (`pictures_shown`).
            cache: results of earlier builds.
        """
        # A file that cannot be read is there.
        unread = dict.fromkeys(problem.file for problem in self.content.problems)
        yield from self.content.problems
        yield from folders.strays(self.files)
        yield from folders.devices(self.files)
        yield from folders.lonely_sidecars(self.files)
        for parsed in self.captures.parsed.values():
            yield from parsed.problems
        yield from pictures.problems(shown, {**unread, **self.pictures})
        yield from self._misplaced_pictures()
        yield from self._overlooked()
        yield from _duplicates(self.captures, cache)

    def pictures_shown(self) -> Iterator[Shown]:
        """Yield the places at which editors show pictures, also in drafts and faulty files."""
        for _, explainer in self.explainers.values():
            if explainer.subject:
                yield from pictures.of_page(explainer.subject, explainer.passages)
        for article in self._articles():
            yield from pictures.of_article(article)
        for page in self.pages:
            yield from pictures.of_page(page)

    def unused_pictures(
        self, shown: Sequence[Shown], problems: Iterable[Problem]
    ) -> Iterator[Problem]:
        """Yield the problems of pictures that nothing shows.

        Args:
            shown: the places at which editors show pictures.
            problems: all other problems: a file with errors may show any picture.
        """
        faulty = {problem.file for problem in problems if problem.severity is Severity.ERROR}
        faulty -= self.pictures.keys()
        yield from pictures.unused(
            shown, self.pictures, [file for file in self.files if file.path in faulty]
        )

    def _articles(self) -> Iterator[Metadata]:
        """Yield the articles, also those with errors."""
        for capture in self.captures.parsed.values():
            if article := capture.article or capture.faulty:
                yield article

    def _misplaced_pictures(self) -> Iterator[Problem]:
        """Yield the problems of pictures where no page shows one."""
        for _, explainer in self.explainers.values():
            if explainer.subject:
                yield from pictures.misplaced(explainer.subject)
        for article in self._articles():
            yield from pictures.misplaced(article)
        for page in self.pages:
            if isinstance(page, Dossier):
                yield from pictures.misplaced(page)

    def _overlooked(self) -> Iterator[Problem]:
        """Yield the problems of headings, and of addresses that the site does not find."""
        subjects = (explainer.subject for _, explainer in self.explainers.values())
        for page in (*subjects, *self.pages):
            if page:
                yield from overlooked.in_page(page)
                yield from headings.first_level(page)
        for article in self._articles():
            yield from overlooked.in_article(article)


def in_the_future(
    articles: Iterable[Metadata],
    explainers: Iterable[Explainer],
    dossiers: Iterable[Dossier],
    files: Files,
    day: date | None,
) -> Iterator[Problem]:
    """Yield a warning for each day on a published page that is after the day of the build."""
    if day is None:
        return
    for article in articles:
        if not article.draft:
            yield from _from_the_future(article, files, day)
            yield from _revised_in_the_future(article, day)
    for page in chain[EditorsPage](explainers, dossiers):
        if not page.draft:
            yield from _revised_in_the_future(page, day)


def _published_at(article: Metadata, files: Files) -> tuple[str, int]:
    """Return where editors wrote the day of publication: file and line; else the capture, and 0."""
    capture = article.capture.path
    paths = {formats.stem(capture) + SIDECAR, capture}
    for file in files if article.published_from is Evidence.SIDECAR else ():
        if file.path in paths:
            text = file.load().data.decode("utf-8-sig", "replace")
            for number, line in enumerate(text.splitlines(), 1):
                if line.startswith("published:"):
                    return file.path, number
    return capture, 0


def _from_the_future(article: Metadata, files: Files, day: date) -> Iterator[Problem]:
    if article.published and article.published > day:
        yield Problem(
            *_published_at(article, files), "future-date",
            f"The day of publication, {article.published}, is in the future.",
            "Correct `published`; to publish the briefing on a later day, add `publish_on`.",
            Severity.WARNING,
        )  # fmt: skip
    for note in (anchored.note for anchored in article.notes):
        if note.day and note.day > day:
            yield Problem(
                note.file, note.line, "future-date",
                f"The day of this note, {note.day}, is in the future.",
                "Correct `date`; to publish the briefing on a later day, add `publish_on`.",
                Severity.WARNING,
            )  # fmt: skip


def _revised_in_the_future(page: Metadata | EditorsPage, day: date) -> Iterator[Problem]:
    for revision in page.revisions:
        if revision.day > day:
            yield Problem(
                revision.file, revision.line, "future-date",
                f"The day of this {revision.kind.value}, {revision.day}, is in the future.",
                "Correct `date`; to publish the page on a later day, add `publish_on`.",
                Severity.WARNING,
            )  # fmt: skip


def _duplicates(captures: Captures, cache: Cache) -> Problems:
    """Return a warning for each article that repeats another one, by address or by text.

    They depend on articles only, and are kept until one of these changes.
    """
    texts = Lazy(cache, captures.keys, Article)
    found = [(slug, parsed) for slug, parsed in captures.parsed.items() if parsed.article]
    key = digest(
        "duplicates",
        [(captures.keys[slug], one.article and one.article.capture.path) for slug, one in found],
    )

    def make(_: Sequence[str]) -> Iterator[Result]:
        candidates = (
            Candidate(a.capture.path, a.url, printed, partial(_text_of, texts, slug))
            for slug, one in found
            if (a := one.article) and (printed := one.fingerprint)
        )
        yield Result(key, encode([*map(_repeated, duplicates.find(candidates))]))

    return get_or_compute(cache, tuple[Problem, ...], [key], make)[key]


def _repeated(duplicate: Duplicate) -> Problem:
    """Return the warning about an article that repeats another one."""
    share = f", {duplicate.similarity:.0%} of it" if duplicate.similarity < 1 else ""
    return Problem(
        duplicate.second, 0, "duplicate",
        f"This repeats {duplicate.first}: {duplicate.reason}{share}.",
        "Keep the better one, and delete the other with its sidecar.",
        Severity.WARNING,
    )  # fmt: skip


def _text_of(texts: Mapping[str, Article], slug: str) -> str:
    return plain_text(texts[slug])
