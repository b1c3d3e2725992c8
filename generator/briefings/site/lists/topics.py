"""Topics: the tags of all articles. Spellings with the same slug are one topic.

A topic of few briefings has no page: a list of one entry helps nobody. A topic that names an
explainer leads to it. One that is a title without the marks of its letters is spelt like the title,
so that menus have one spelling: outlets often leave out these marks.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

import regex
from slugify import slugify

from briefings.linking.folding import fold_phrase
from briefings.model.article import Metadata
from briefings.model.explainer import Explainer
from briefings.text import collation, uris

# What only separates words. A sign between spaces is a word (“Talks & tides”), R&D is not R D.
_BETWEEN = r"\s\p{P}--[#%&*@§]"
_SEPARATORS = regex.compile(rf"(?:[{_BETWEEN}]|(?<=\s)&(?=\s))+", regex.VERSION1)
# What a slug says: Latin letters, with or without marks, and digits.
_SAID = regex.compile(r"[\p{Latin}0-9\p{M}\s]*+", regex.VERSION1)
_HASH_DIGITS = 6

SpellingKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its articles."""

    slug: str
    """Name of the topic in addresses."""
    name: str
    """The title of an explainer, or its most frequent spelling; at ties the first in code point
    order."""
    articles: tuple[Metadata, ...]
    """The articles, in the order given."""
    subject: str = ""
    """Slug of the explainer whose title or alias it is; empty for none."""
    has_page: bool = True
    """Whether it has enough articles for a page of its own."""

    @property
    def uri(self) -> str:
        """URI of the page that it leads to: its own, or the explainer; empty for none."""
        if self.has_page:
            return uris.topic(self.slug)
        return uris.explainer(self.subject) if self.subject else ""


@lru_cache(maxsize=1 << 12)  # many pages have the same topics
def slug_of(tag: str) -> str:
    """Return the slug of a tag, the same for its spellings: capitals, marks and punctuation.

    Different topics have different slugs: “C++” is not “C”, and 权利 (rights) is not 权力 (power),
    although both are “quan li” in Latin letters. What a plain slug does not say is in a short hash
    after it. It depends on the tag alone, so no other article changes the address of a topic.
    """
    plain = uris.slugify(tag)
    text = unicodedata.normalize("NFKC", tag).casefold()
    words = " ".join(_SEPARATORS.split(text)).strip()
    if _SAID.fullmatch(words):
        return plain
    return f"{plain}-{sha256(words.encode()).hexdigest()[:_HASH_DIGITS]}"


def topics_of(article: Metadata) -> Mapping[str, str]:
    """Return the topics of an article, slug to spelling, in its order."""
    topics: dict[str, str] = {}
    for tag in article.tags:
        topics.setdefault(slug_of(tag), tag)
    return topics


def collect(
    articles: Iterable[Metadata], explainers: Collection[Explainer], locale: str, smallest: int
) -> tuple[Topic, ...]:
    """Return the topics of all articles, sorted by name in the order of a locale.

    Args:
        articles: the articles.
        explainers: the explainers, which topics may name.
        locale: the locale.
        smallest: number of articles from which a topic has a page.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    tagged: dict[str, list[Metadata]] = defaultdict(list)
    for article in articles:
        for slug, name in topics_of(article).items():
            spellings[slug][name] += 1
            tagged[slug].append(article)
    claims, named = _claims(explainers), titles(explainers)
    topics = (
        Topic(
            slug,
            next(
                (named[key] for key in map(spelling_key, sorted(names)) if key in named),
                min(names, key=lambda name: (-names[name], name)),
            ),
            tuple(tagged[slug]),
            _named(names, claims),
            len(tagged[slug]) >= smallest,
        )
        for slug, names in spellings.items()
    )
    return tuple(sorted(topics, key=lambda topic: (collation.key(topic.name, locale), topic.slug)))


def titles(explainers: Iterable[Explainer]) -> Mapping[SpellingKey, str]:
    """Return the title of each explainer by its key; none of two titles with one key."""
    found = [(spelling_key(explainer.title), explainer.title) for explainer in explainers]
    number = Counter(key for key, _ in found)
    return {key: title for key, title in found if number[key] == 1}


def spelling_key(name: str) -> SpellingKey:
    """Return what spellings of a name share that differ in nothing but the marks of its letters.

    That is the name in ASCII with its capitals, because other capitals may mean something else, and
    its slug, because ASCII says neither signs (“C++”, “C”) nor letters of other scripts.
    """
    return str(slugify(name, lowercase=False)), slug_of(name)


def _claims(explainers: Iterable[Explainer]) -> Mapping[str, Set[str]]:
    """Return the slugs of the explainers with each title and alias, folded.

    A tag may have a capital where the alias has a small letter, as at the beginning of a sentence.
    """
    claims: dict[str, set[str]] = defaultdict(set)
    for explainer in explainers:
        for name in (explainer.title, *explainer.also_called):
            folded = fold_phrase(name)
            claims[folded].add(explainer.slug)
            claims[folded[:1].upper() + folded[1:]].add(explainer.slug)
    return claims


def _named(spellings: Iterable[str], claims: Mapping[str, Set[str]]) -> str:
    """Return the one explainer that the spellings of a topic name; empty if there are several."""
    found = set[str]().union(*(claims.get(fold_phrase(name), ()) for name in spellings))
    return found.pop() if len(found) == 1 else ""
