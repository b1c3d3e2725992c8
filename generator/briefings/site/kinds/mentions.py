"""Lists of all briefings, and of all explainers, that mention a subject.

A subject has such a list if its page does not show all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from briefings.markup.heading_ids import Ids
from briefings.model.article import Metadata
from briefings.model.explainer import SubjectName
from briefings.model.site import Target
from briefings.site import links, mentioning
from briefings.site.inputs import KeyedCorpus, MentionedIn
from briefings.site.lists import labels, list_kinds
from briefings.site.lists.list_pages import Inputs
from briefings.site.lists.listings import Listings
from briefings.text import uris, words
from briefings.views.lists import Entries, ListView

T = TypeVar("T")


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of all these lists."""
    settings = corpus.settings
    gettext = words.of(settings.locale).gettext
    for slug, listing in listings.mentions.items():
        (subject,) = corpus.names([slug])
        title = gettext("Briefings that mention %(subject)s") % {"subject": subject.title}
        yield from _BRIEFINGS.targets(
            settings, listing, title, subject,
            lambda article: corpus.mentioned_in(article.slug), corpus.day_of,
        )  # fmt: skip
    for slug, others in listings.mentioning.items():
        (subject,) = corpus.names([slug])
        title = gettext("Explainers that mention %(subject)s") % {"subject": subject.title}
        yield from _EXPLAINERS.targets(
            settings, others, title, subject,
            corpus.explainer_of, lambda explainer: corpus.days[uris.explainer(explainer.slug)],
        )  # fmt: skip


def _front(view: ListView, inputs: Inputs[T, SubjectName]) -> ListView:
    subject = links.explainer(inputs.uri, inputs.subject, inputs.settings)
    return replace(view, subject=subject)


def _entries(
    listed: Sequence[MentionedIn], inputs: Inputs[MentionedIn, SubjectName], ids: Ids
) -> Entries:
    found = (one.of(inputs.subject.slug) for one in listed)
    briefings = mentioning.briefings(found, inputs.uri, inputs.settings, ids, is_brief=True)
    return Entries(mentioning=briefings)


def _article(found: MentionedIn) -> Metadata:
    return found.article.value


_BRIEFINGS = list_kinds.briefings(_entries, _article, _front)
_EXPLAINERS = list_kinds.explainers(list_kinds.no_heading, labels.of_names, labels.of_names, _front)
