"""Link all pages of a test, in order."""

from collections.abc import Iterable

from briefings.linking.budget import Elsewhere
from briefings.linking.lexicon import Lexicon
from briefings.linking.linker import Linker
from briefings.linking.senses import Evidence
from briefings.model.linking import Annotated, PageText
from briefings.model.policy import LINK_POLICY, LinkPolicy


def link(
    pages: Iterable[PageText],
    lexicon: Lexicon,
    evidence: Evidence | None = None,
    policy: LinkPolicy = LINK_POLICY,
) -> list[Annotated]:
    """Return pages with their mentions."""
    linker = Linker(lexicon, evidence, policy)
    annotated = ((number, page, linker.annotate(page)) for number, page in enumerate(pages))
    linked = linker.within_budget(annotated, Elsewhere())
    return [annotated for _, annotated in sorted(linked, key=lambda pair: pair[0])]
