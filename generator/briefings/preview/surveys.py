"""Suggestions for a page: the names in all briefings, gathered in a thread after a compile."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from briefings.build.content_folder import FileChangedError
from briefings.build.store import DamagedError
from briefings.model.suggestion import Suggestion
from briefings.preview.session import Snapshot
from briefings.site.compile import Compilation
from briefings.suggestions import suggest
from briefings.suggestions.suggest import Survey
from briefings.text import uris

_MOST = 20
# To gather all names of a large site takes a minute, and need not follow each edit: it gets at most
# this share of the time.
_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """A name that has no explainer."""

    name: str
    kind: str
    """What it names; empty if that is not certain."""
    briefings: int
    """Number of briefings with it."""
    why: str
    """Why it is similar to a name of the explainer that it looks like; empty if it is not."""
    looks_like: tuple[str, str] | None
    """Slug and title of that explainer, which may lack an alias; None for none."""
    quote: str
    """A sentence with it."""


class Surveys:
    """The last survey of the names in all briefings."""

    def __init__(self, snapshot: Callable[[], Snapshot], on_damage: Callable[[], object]) -> None:
        """Take what returns the current content, and what is called if the cache is damaged."""
        self._snapshot, self._on_damage, self._lock = snapshot, on_damage, threading.Lock()
        self._survey: Survey | None = None
        self._of: Compilation | None = None
        self._busy = False
        self._not_before = 0.0

    def suggestions(self, uri: str) -> tuple[ShownSuggestion, ...] | None:
        """Return the suggestions for a page; None if the names are still being gathered.

        They may be those of an earlier compile. It does not wait.
        """
        self._begin()
        found, slug = self._survey, uris.stem(uri)
        if found is None:
            return None
        named: tuple[Suggestion, ...] = ()
        if uri == uris.briefing(slug):
            named = suggest.on_page(found, slug, _MOST)
        elif uri == uris.explainer(slug):
            named = suggest.like_explainer(found, slug, _MOST)
        return tuple(map(_shown, named))

    def about(self, name: str) -> Suggestion | None:
        """Return what briefings say about a name; None if that is not known."""
        return suggest.about(self._survey, name) if self._survey else None

    def _begin(self) -> None:
        compilation = self._snapshot().compilation
        with self._lock:
            if self._busy or self._of is compilation or monotonic() < self._not_before:
                return
            self._busy = True
        threading.Thread(target=self._gather, args=(compilation,), daemon=True).start()

    def _gather(self, compilation: Compilation) -> None:
        started = monotonic()
        try:
            self._survey, self._of = suggest.survey(compilation.corpus), compilation
        except FileChangedError:
            pass  # the next request tries it again
        except DamagedError:
            self._on_damage()
        finally:
            self._busy = False
            self._not_before = monotonic() + (monotonic() - started) / _SHARE


def _shown(found: Suggestion) -> ShownSuggestion:
    like = found.looks_like[0] if found.looks_like else None
    return ShownSuggestion(
        name=found.name,
        kind=found.kind.value if found.kind else "",
        briefings=found.briefings,
        why=like.why.value if like else "",
        looks_like=(like.slug, like.title) if like else None,
        quote=found.samples[0].sentence if found.samples else "",
    )
