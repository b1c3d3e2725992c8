"""Lists of all briefings, and of all explainers, that mention a subject.

There is one if the page of the subject does not show all of them.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from briefings.cache import Keyed
from briefings.model.article import Metadata
from briefings.model.explainer import Explainer
from briefings.model.site import Page, Target
from briefings.site.inputs import KeyedCorpus, MentionedIn
from briefings.site.lists.listings import Listings
from briefings.site.pages import fragments, labels, list_kinds, list_layout, mentions
from briefings.site.pages.list_layout import Inputs

T = TypeVar("T")


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of all these lists."""
    settings = corpus.settings
    for slug, listing in listings.mentions.items():
        subject = corpus.explainer(slug)
        title = f"Briefings that mention {subject.value.title}"
        yield from _BRIEFINGS.targets(
            settings, listing, title, subject,
            lambda article: corpus.mentioned_in(article.slug), corpus.day_of,
        )  # fmt: skip
    for slug, others in listings.mentioning.items():
        subject = corpus.explainer(slug)
        title = f"Explainers that mention {subject.value.title}"
        yield from _EXPLAINERS.targets(
            settings, others, title, subject,
            corpus.explainer_of, lambda explainer: explainer.reviewed,
        )  # fmt: skip


def _front(inputs: Inputs[T, Keyed[Explainer]], listed: str) -> Page:
    subject = fragments.explainer_link(inputs.subject.value, inputs.uri)
    return list_layout.front_page(inputs, "index", fragments.classed(subject, "facts"), listed)


def _write(found: Sequence[MentionedIn], inputs: Inputs[MentionedIn, Keyed[Explainer]]) -> str:
    subject, uri, settings = inputs.subject.value.slug, inputs.uri, inputs.settings
    entries = (
        mentions.entry(one.article.value, one.annotated.value, subject, uri, settings)
        for one in found
    )
    return fragments.division("mentions", *entries)


def _article(found: MentionedIn) -> Metadata:
    return found.article.value


_BRIEFINGS = list_kinds.briefings("index", _front, _write, _article)
_EXPLAINERS = list_kinds.explainers(_front, list_kinds.no_heading, labels.of_name, labels.of_name)
