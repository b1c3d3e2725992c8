"""Topics: the tags of all articles. Spellings with the same slug are one topic."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefings.model.article import Metadata
from briefings.text import collation, uris


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its articles."""

    slug: str
    """Name of the topic in addresses."""
    name: str
    """Its most frequent spelling; at ties the first in code point order."""
    articles: tuple[Metadata, ...]
    """The articles, in the order given."""


def topics_of(article: Metadata) -> Mapping[str, str]:
    """Return the topics of an article, slug to spelling, in its order."""
    topics: dict[str, str] = {}
    for tag in article.tags:
        topics.setdefault(uris.slugify(tag), tag)
    return topics


def collect(articles: Iterable[Metadata], locale: str) -> tuple[Topic, ...]:
    """Return the topics of all articles, sorted by name in the order of a locale."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    tagged: dict[str, list[Metadata]] = defaultdict(list)
    for article in articles:
        for slug, name in topics_of(article).items():
            spellings[slug][name] += 1
            tagged[slug].append(article)
    topics = (
        Topic(slug, min(names, key=lambda name: (-names[name], name)), tuple(tagged[slug]))
        for slug, names in spellings.items()
    )
    return tuple(sorted(topics, key=lambda topic: (collation.key(topic.name, locale), topic.slug)))
