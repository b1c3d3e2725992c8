"""The list of all dossiers, A–Z. There is no such page without a dossier."""

from collections.abc import Iterator, Sequence

from briefings.markup.heading_ids import Ids
from briefings.model.dossier import Dossier
from briefings.model.site import Target
from briefings.site import sections
from briefings.site.inputs import KeyedCorpus
from briefings.site.lists import labels, list_kinds
from briefings.site.lists.list_pages import Inputs, ListKind
from briefings.site.lists.listings import Listings
from briefings.text import uris
from briefings.views.lists import Entries, Listed


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of the list."""
    if corpus.corpus.dossiers:
        yield from _KIND.targets(
            corpus.settings, listings.dossiers, sections.title(uris.DOSSIERS, corpus.settings),
            None, lambda dossier: dossier, lambda dossier: corpus.days[uris.dossier(dossier.slug)],
        )  # fmt: skip


def _entries(listed: Sequence[Dossier], inputs: Inputs[Dossier, None], ids: Ids) -> Entries:
    return Entries(dossiers=list_kinds.dossiers(listed, inputs.uri, inputs.settings, ids))


_KIND = ListKind(
    Listed.DOSSIERS, _entries, list_kinds.no_heading, labels.of_names, labels.of_names
)  # fmt: skip
