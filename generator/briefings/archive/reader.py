"""Captures → records, by the same reading and linking as the site's.

One rule of linking looks at all pages of a site: where a page has more links than its budget, those
go whose subjects are common elsewhere (`linking.budget`). An archive has no elsewhere, as no worker
sees more than its part, so there is no budget in it, whatever the site or a sidecar says: a mention
is `linked` where all other rules let it be. Thus a record depends on its capture alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import repeat

from briefings.archive.record import Record, of_article
from briefings.content import explainers, folders, loading
from briefings.content.checks import mentions, names
from briefings.content.redirects import Redirects
from briefings.linking import linker
from briefings.linking.layout import PageText, lay_out_pages
from briefings.linking.lexicon import Lexicon
from briefings.linking.senses import Evidence
from briefings.markup import prose
from briefings.model.article import Article
from briefings.model.content import Content, Problem, SourceFile
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated
from briefings.model.outlet import OutletFile
from briefings.model.policy import LinkPolicy


@dataclass(frozen=True, slots=True)
class Captured:
    """A capture and what lies beside it, or why they could not be loaded."""

    path: str
    """Name of the capture."""
    capture: SourceFile | Problem
    """The captured file."""
    sidecar: SourceFile | Problem | None = None
    """The editor's facts about it; None where there are none."""


@dataclass(frozen=True, slots=True)
class Background:
    """What all captures of an archive are read and linked with."""

    explainers: Mapping[str, Explainer]
    """The explainers by slug."""
    outlets: Mapping[str, OutletFile]
    """The outlets by slug."""
    moved: Redirects
    """URIs that pages of explainers used to have, each with that of today."""
    policy: LinkPolicy
    """What the site says about links."""
    made_from: str
    """Hash of the files and settings that all this comes from."""


def background(files: Content, policy: LinkPolicy) -> tuple[Background, tuple[Problem, ...]]:
    """Return the background that lies in a content folder, and all that is wrong with it.

    Args:
        files: the folder; its articles are left alone.
        policy: what the site says about links.
    """
    kept = tuple(f for f in files.files if not f.path.startswith(f"{folders.ARTICLES}/"))
    sources = loading.read(replace(files, files=kept))
    stamps = [f"{f.path} {f.digest}" for f in sorted(kept, key=lambda f: f.path)]
    rules = replace(policy, never=frozenset()), sorted(policy.never)
    return Background(
        explainers={explainer.slug: explainer for explainer in sources.explainers},
        outlets=sources.outlets,
        moved=sources.moved,
        policy=policy,
        made_from=sha256("\n".join([repr(rules), *stamps]).encode()).hexdigest(),
    ), sources.problems


@dataclass(frozen=True, slots=True)
class _Article:
    """An article whose mentions are still to be found."""

    path: str
    sha256: str | None
    article: Article
    text: PageText
    problems: tuple[Problem, ...]


class Reader:
    """A background made ready for reading: its names are compiled once."""

    def __init__(self, background: Background) -> None:
        """Compile the names of all explainers."""
        subjects = background.explainers.values()
        self._background = background
        self._phrases = names.phrases(subjects)
        self._lexicon = Lexicon(explainers.names(subjects))
        self._evidence = Evidence(explainers.contexts(subjects), self._lexicon)
        self._policy = replace(background.policy, per_100_words=0)

    def records(self, captures: Iterable[Captured]) -> Iterator[Record]:
        """Yield a record for each capture, in their order, whatever is wrong with it.

        A fault of the reading itself costs one record too: it must not end the other millions.
        """
        read = [self._read(captured) for captured in captures]
        articles = [one for one in read if isinstance(one, _Article)]
        found: Iterator[Annotated | None]
        try:
            # All together, which costs a fifth.
            found = iter(self._link(articles))
        except Exception:  # noqa: BLE001  which of them it is shows below
            found = repeat(None)
        for one in read:
            yield self._record(one, next(found)) if isinstance(one, _Article) else one

    def _read(self, captured: Captured) -> _Article | Record:
        """Read a capture; where it holds no article, its record is all there is to know."""
        path, capture, sidecar = captured.path, captured.capture, captured.sidecar
        digest = sha256(capture.data).hexdigest() if isinstance(capture, SourceFile) else None
        if isinstance(capture, Problem) or isinstance(sidecar, Problem):
            problems = tuple(p for p in (capture, sidecar) if isinstance(p, Problem))
            return Record(path, digest, problems=problems)
        known = self._background
        try:
            parsing = loading.read_article(
                capture, sidecar, known.outlets, known.explainers, self._phrases, known.moved
            )
        except Exception as error:  # noqa: BLE001  see `records`
            return Record(path, digest, problems=(_failure(path, error),))
        if not parsing.article:
            return Record(path, digest, problems=parsing.problems)
        text = _unlimited(prose.page_text(parsing.article))
        return _Article(path, digest, parsing.article, text, parsing.problems)

    def _link(self, articles: Sequence[_Article]) -> list[Annotated]:
        layout = lay_out_pages([article.text for article in articles])
        links = linker.link(layout, self._lexicon, self._evidence, self._policy)
        return list(links.annotated())

    def _record(self, read: _Article, linked: Annotated | None) -> Record:
        """Return the record of an article, which is linked now where it was not with the others."""
        path, digest, article = read.path, read.sha256, read.article
        try:
            found = linked or self._link([read])[0]
            undecided = mentions.undecided(path, article.lang, found, self._background.explainers)
            return of_article(path, digest, article, found, (*read.problems, *undecided))
        except Exception as error:  # noqa: BLE001  see `records`
            return Record(path, digest, problems=(*read.problems, _failure(path, error)))


def _unlimited(text: PageText) -> PageText:
    """Return a text whose own rules set no budget either."""
    silent = text.rules.per_100_words is None
    return text if silent else replace(text, rules=replace(text.rules, per_100_words=None))


def _failure(path: str, error: Exception) -> Problem:
    return Problem(
        path, 0, "reader-failed",
        f"The reader failed on this file, by a fault of its own: {error!r}.",
        "Report it, with the file.",
    )  # fmt: skip
