"""Turn captures into records, with the parsers and the linker of the site.

One linking rule needs all pages: a page over its budget loses links to subjects that are common on
other pages (`linking.budget`). A worker sees one part only, so an archive ignores the budgets of
the site and of sidecars: a mention is `linked` if all other rules allow it. So a record depends
only on its capture.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from briefings.archive.record import Record, of_article
from briefings.content import explainers, folders, loading
from briefings.content.checks import mentions, names
from briefings.content.checks.mentions import UndecidedNames
from briefings.content.redirects import Redirects
from briefings.files.guard import READING, bounded
from briefings.linking.lexicon import Lexicon
from briefings.linking.linker import Linker
from briefings.linking.profiles import Profile
from briefings.linking.senses import Evidence
from briefings.markup import passages
from briefings.model.content import Content, Problem, RefusedError, Settings, SourceFile
from briefings.model.explainer import Explainer
from briefings.model.outlet import OutletFile
from briefings.model.policy import LinkPolicy
from briefings.text import report

_IGNORED = (f"{folders.ARTICLES}/", f"{folders.DOSSIERS}/")


@dataclass(frozen=True, slots=True)
class LoadedCapture:
    """A capture and its sidecar, or the problems of loading them."""

    path: str
    """Name of the capture."""
    capture: SourceFile | Problem
    """The captured file."""
    sidecar: SourceFile | Problem | None = None
    """Its sidecar; None if it has none."""


@dataclass(frozen=True, slots=True)
class Background:
    """The explainers, outlets and rules for all captures of an archive."""

    explainers: Mapping[str, Explainer]
    """The explainers by slug."""
    outlets: Mapping[str, OutletFile]
    """The outlets by slug."""
    profiles: tuple[Profile, ...]
    """What the explainers say that speaks for one subject or another of the same name."""
    moved: Redirects
    """Current URIs of explainers by former ones."""
    policy: LinkPolicy
    """The site's rules of linking."""
    made_from: str
    """Digest of the files and settings of the background."""


def background(files: Content, settings: Settings) -> tuple[Background, tuple[Problem, ...]]:
    """Return the background from a content folder, and its problems.

    Args:
        files: the folder; its articles, and the dossiers of them, are ignored.
        settings: the site's settings, of which the rules of linking count.
    """
    kept = tuple(f for f in files.files if not f.path.startswith(_IGNORED))
    sources = loading.read(replace(files, files=kept))
    stamps = [f"{f.path} {f.digest}" for f in sorted(kept, key=lambda f: f.path)]
    policy, problems = loading.site_policy(settings, sources)
    rules = replace(policy, never=frozenset()), sorted(policy.never)
    return Background(
        explainers={explainer.slug: explainer for explainer in sources.explainers},
        outlets=sources.outlets,
        profiles=explainers.profiles(sources.explainers, sources.passages),
        moved=sources.moved,
        policy=policy,
        made_from=sha256("\n".join([repr(rules), *stamps]).encode()).hexdigest(),
    ), report.in_order((*sources.problems, *problems))


class Reader:
    """Turns captures into records, with one background."""

    def __init__(self, background: Background) -> None:
        """Compile the names of all explainers."""
        subjects = background.explainers.values()
        self._background = background
        self._phrases = names.phrases(subjects)
        given = explainers.defaults(background.policy.defaults)
        lexicon = Lexicon((*explainers.names(subjects), *given))
        evidence = Evidence(background.profiles, lexicon)
        self._linker = Linker(lexicon, evidence, background.policy)

    def records(self, captures: Iterable[LoadedCapture]) -> Iterator[Record]:
        """Yield a record for each capture, in order, also for one with errors.

        An exception, or a time limit that is exceeded, fails only its own record.
        """
        return map(self._record, captures)

    def _record(self, captured: LoadedCapture) -> Record:
        path, capture, sidecar = captured.path, captured.capture, captured.sidecar
        digest = sha256(capture.data).hexdigest() if isinstance(capture, SourceFile) else None
        if isinstance(capture, Problem) or isinstance(sidecar, Problem):
            failed = tuple(p for p in (capture, sidecar) if isinstance(p, Problem))
            return Record(path, digest, problems=failed)
        known = self._background
        problems: tuple[Problem, ...] = ()
        try:
            with bounded(path, READING):
                parsing = loading.read_article(
                    capture, sidecar, known.outlets, known.explainers, self._phrases, known.moved
                )
                problems, article = parsing.problems, parsing.article
                if not article:
                    return Record(path, digest, problems=problems)
                linked = self._linker.annotate(passages.page_text(article))
                undecided = UndecidedNames()
                undecided.add(path, mentions.undecided(article.lang, linked))
                problems_ = (*problems, *undecided.problems(known.explainers))
                return of_article(path, digest, article, linked, problems_)
        except RefusedError as error:
            return Record(path, digest, problems=(*problems, *error.problems))
