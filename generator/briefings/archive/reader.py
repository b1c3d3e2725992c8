"""Captures → records, by the same reading and linking as the site's.

One rule of linking looks at all pages of a site: where a page has more links than its budget, those
go whose subjects are common elsewhere (`linking.budget`). An archive has no elsewhere, as no worker
sees more than its part, so there is no budget in it, whatever the site or a sidecar says: a mention
is `linked` where all other rules let it be. Thus a record depends on its capture alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from briefings.archive.record import Record, of_article
from briefings.content import explainers, folders, loading
from briefings.content.checks import mentions, names
from briefings.content.redirects import Redirects
from briefings.linking.lexicon import Lexicon
from briefings.linking.linker import Linker
from briefings.linking.senses import Evidence
from briefings.markup import prose
from briefings.model.content import Content, Problem, SourceFile
from briefings.model.explainer import Explainer
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


class Reader:
    """A background made ready for reading: its names are compiled once."""

    def __init__(self, background: Background) -> None:
        """Compile the names of all explainers."""
        subjects = background.explainers.values()
        self._background = background
        self._phrases = names.phrases(subjects)
        lexicon = Lexicon(explainers.names(subjects))
        evidence = Evidence(explainers.contexts(subjects), lexicon)
        self._linker = Linker(lexicon, evidence, background.policy)

    def records(self, captures: Iterable[Captured]) -> Iterator[Record]:
        """Yield a record for each capture, in their order, whatever is wrong with it.

        A fault of the reading itself costs one record too: it must not end the other millions.
        """
        return map(self._record, captures)

    def _record(self, captured: Captured) -> Record:
        path, capture, sidecar = captured.path, captured.capture, captured.sidecar
        digest = sha256(capture.data).hexdigest() if isinstance(capture, SourceFile) else None
        if isinstance(capture, Problem) or isinstance(sidecar, Problem):
            failed = tuple(p for p in (capture, sidecar) if isinstance(p, Problem))
            return Record(path, digest, problems=failed)
        known = self._background
        problems: tuple[Problem, ...] = ()
        try:
            parsing = loading.read_article(
                capture, sidecar, known.outlets, known.explainers, self._phrases, known.moved
            )
            problems, article = parsing.problems, parsing.article
            if not article:
                return Record(path, digest, problems=problems)
            linked = self._linker.annotate(prose.page_text(article))
            undecided = mentions.undecided(path, article.lang, linked, known.explainers)
            return of_article(path, digest, article, linked, (*problems, *undecided))
        except Exception as error:  # noqa: BLE001  see `records`
            return Record(path, digest, problems=(*problems, _failure(path, error)))


def _failure(path: str, error: Exception) -> Problem:
    return Problem(
        path, 0, "reader-failed",
        f"The reader failed on this file, by a fault of its own: {error!r}.",
        "Report it, with the file.",
    )  # fmt: skip
