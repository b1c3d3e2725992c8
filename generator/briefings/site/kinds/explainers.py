"""The list of all explainers by kind, each kind A–Z."""

from collections.abc import Iterator

from briefings.cache import Keyed
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.site import Page, Target
from briefings.site.inputs import KeyedCorpus
from briefings.site.lists.listings import Listings
from briefings.site.pages import fragments, labels, list_kinds, list_layout
from briefings.site.pages.labels import KIND_TITLES
from briefings.site.pages.list_layout import Inputs


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of the list."""
    return _KIND.targets(
        corpus.settings, listings.explainers, "Explainers", None,
        corpus.explainer_of, lambda explainer: explainer.reviewed,
    )  # fmt: skip


def _heading(explainer: Keyed[Explainer], key: str, settings: Settings) -> str:
    del settings
    return "" if key else KIND_TITLES[explainer.value.kind]


def _front(inputs: Inputs[Keyed[Explainer], None], listed: str) -> Page:
    kinds = dict.fromkeys(KIND_TITLES[explainer.value.kind] for explainer in inputs.entries)
    jump = fragments.classed(" ".join(f"[{kind}](#{kind.lower()})" for kind in kinds), "jump")
    return list_layout.front_page(
        inputs, "index", jump, listed or "No explainer yet.", contents=True
    )


_KIND = list_kinds.explainers(
    _front, _heading, labels.of_kind, labels.of_kind_in_short, labels.kind_anchor
)
