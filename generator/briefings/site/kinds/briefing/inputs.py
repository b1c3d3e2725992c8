"""What the page of a briefing is built from."""

from dataclasses import dataclass
from datetime import date

from briefings.cache import Keyed
from briefings.model.article import Article
from briefings.model.content import Settings
from briefings.model.draft import Draft
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated
from briefings.model.picture import Picture
from briefings.model.related import RelatedLine
from briefings.site.inputs import KeyedCorpus
from briefings.site.lists import chronology
from briefings.site.lists.sequence import Neighbours
from briefings.site.lists.topics import topics_of
from briefings.site.memberships import Membership
from briefings.site.speakers import Said
from briefings.text import uris


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the page of a briefing is built from."""

    settings: Settings
    """The site's settings."""
    article: Keyed[Article]
    """The article."""
    said: Keyed[Said]
    """Its quotations whose speakers are certain."""
    annotated: Keyed[Annotated]
    """Its mentions."""
    subjects: tuple[Keyed[Explainer], ...]
    """The explainers that it links, in reading order."""
    central: tuple[str, ...]
    """Slugs of those that it is mainly about, the most central one first."""
    related: tuple[RelatedLine, ...]
    """Its related lines and headlines that are links, in its order."""
    picture: Picture | None
    """The lead picture that an editor names; None for none."""
    topics: tuple[tuple[str, str], ...]
    """Its topics, each with the URI of the page that it leads to; empty for none."""
    neighbours: Neighbours
    """The briefings published before and after it."""
    dossiers: tuple[Membership, ...]
    """Its places in dossiers."""
    draft: Draft | None
    """Until when it is a draft; None if it is published."""
    has_feed: bool
    """Whether the site has a feed."""
    day: date | None
    """The day of the build, if one of these subjects has an event after it, else None."""


def inputs(corpus: KeyedCorpus, slug: str) -> Inputs:
    """Return the inputs of a briefing; raises KeyError if there is no such article."""
    uri = uris.briefing(slug)
    subjects = corpus.corpus.subjects(uri)
    timelines = (corpus.corpus.explainers[subject].timeline for subject in subjects)
    return Inputs(
        settings=corpus.settings,
        article=corpus.article(slug),
        said=corpus.said(slug),
        annotated=corpus.annotated(uri),
        subjects=corpus.explainers(subjects),
        central=corpus.corpus.central(slug),
        related=corpus.corpus.related[slug],
        picture=corpus.corpus.articles[slug].picture,
        topics=tuple(
            (corpus.spelt(name), corpus.topic_uris.get(topic, ""))
            for topic, name in topics_of(corpus.corpus.articles[slug]).items()
        ),
        neighbours=corpus.neighbours[slug],
        dossiers=corpus.places(uri),
        draft=corpus.corpus.articles[slug].draft,
        has_feed=corpus.has_feed,
        day=corpus.corpus.day if chronology.has_plans(timelines, corpus.corpus.day) else None,
    )
