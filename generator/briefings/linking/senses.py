"""Senses: which of several subjects a phrase means on a page, decided by evidence.

A phrase has one sense on a page: writers hardly ever mean two things by one name in one text (Gale,
Church, Yarowsky: One sense per discourse, 1992). The evidence, in the order in which it is asked:

1. the editor's decision (`links` of the page), which is not handled here;
2. the era: a subject that did not have the name on the day of the article is excluded. An article
   of unknown date excludes no subject;
3. the kind: the words right beside the name say what kind of thing it is (`surroundings`), and
   subjects of other kinds are excluded;
4. another name: the page also names the subject by a phrase that is its alone. This says nothing
   against a subject that has no better name: a page on the Roman Empire names Rome too (`_owns`);
5. the context: most of the `context` words of the subject stand on the page. A word that names
   another subject counts if the page names that subject, by any name;
6. the title: a name in the subject's title is on the page (“Lebanon” of “Tripoli, Lebanon”), and
   no name in the titles of the others;
7. the description: a word right beside the name says what the subject is (“Georgia state”);
8. the words: the paragraphs with the name have many words of the subject's explainer;
9. the neighbours: these paragraphs name subjects that the explainer names, or that name it;
10. the default of the site.

Each step decides only if exactly one subject remains or leads by a margin; otherwise the next one
is asked, and in the end the phrase stays open. Only the paragraphs with the name count for the last
kinds of evidence, because articles are about several things.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from briefings.files.guard import unlimited
from briefings.linking.boundaries import begins_sentence, bounded, capitals, is_name
from briefings.linking.folding import fold_phrase
from briefings.linking.lexicon import Lexicon, Name
from briefings.linking.profiles import Learned, Profile, distinct, learn, words
from briefings.linking.surroundings import describing, kinds
from briefings.model.explainer import Era, ExplainerKind
from briefings.model.linking import Sense
from briefings.text.name_words import language

# One word, or two neighbours, may be chance. `tests/eval/shared_names.py` measures these values:
# with half of them twice as many decisions are wrong, and more; with one and a half of them a
# fifth less is decided.
_FEWEST_WORDS = 2
_WORDS_LEAD = 2
_LIKENESS = 0.1
_FEWEST_NEIGHBOURS = 3
_NEIGHBOURS_LEAD = 3
# What a summary says first is what its subject is: “State in the south-east of …”.
_DESCRIPTION = 4
# “Tripoli, Lebanon” and “Georgia (country)” are both called by their first part.
_QUALIFIER = re.compile(r"(?:,| \().*")
_WORD = re.compile(r"[^\W\d_]{2,}")


def existed(eras: Sequence[Era], day: str) -> bool:
    """Return whether a day lies in all of some eras.

    Args:
        eras: spans of dates in ISO 8601, of any precision.
        day: an ISO 8601 day; empty if unknown, which excludes nothing.
    """
    return not day or all(
        (not era.start or day[: len(era.start)] >= era.start)
        and (not era.end or day[: len(era.end)] <= era.end)
        for era in eras
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """A phrase on a page, with what the page has that may decide on it."""

    phrase: str
    """The phrase, folded."""
    day: str
    """Day of the article, as for `existed`."""
    lang: str
    """BCP 47 tag of the page's language."""
    text: str
    """The text of the page, folded."""
    named: Set[str]
    """Slugs of the subjects that the page names by phrases with a single meaning."""
    places: Sequence[tuple[str, int, int]]
    """Where the phrase stands: text of the passage, start and end with the possessive."""
    passages: Sequence[str]
    """The passages with the phrase, folded."""
    near: Set[str]
    """Those of `named` that these passages name."""
    default: str
    """Slug that the phrase means by the site's settings; empty if they do not say."""


Decision = tuple[tuple[str, ...], Sense]
"""Slugs of the subjects that a phrase may mean, and what decided: one slug if it is decided, none
if no subject had the name on that day, several if it is undecided."""


class Evidence:
    """What decides between the subjects of a shared phrase."""

    def __init__(
        self,
        profiles: Iterable[Profile],
        lexicon: Lexicon,
        learned: Callable[[], Mapping[str, Learned]] | None = None,
    ) -> None:
        """Prepare the evidence, once for a site.

        Args:
            profiles: those of all explainers.
            lexicon: the phrases of all explainers.
            learned: returns what `profiles.learn` does; called when a page first needs it. None to
                learn it from the profiles.
        """
        known = sorted(profiles, key=lambda profile: profile.slug)
        self._learn = learned or (lambda: learn(known, lexicon))
        self._profiles = {p.slug: p for p in known if p.slug in lexicon.rivals}
        self._context = {
            slug: frozenset(filter(None, map(fold_phrase, profile.context)))
            for slug, profile in self._profiles.items()
        }
        every = frozenset[str]().union(*self._context.values())
        self._patterns: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}
        for word in every:
            self._patterns[word] = [word, *(one for one in capitals(word) if one not in every)]
            phrase = lexicon.phrases.get(word)
            if phrase and len(phrase.claims) == 1:
                self._names[word] = phrase.claims[0].slug

    @cached_property
    def learned(self) -> Mapping[str, Learned]:
        """What the texts of all explainers tell about each subject that shares a phrase."""
        with unlimited():
            return self._learn()

    def decide(self, claims: Sequence[Name], seen: Seen) -> Decision:
        """Return which subjects a phrase may mean on a page, and what decided.

        Args:
            claims: the names that claim the phrase, at least one.
            seen: the phrase on the page.
        """
        living = tuple(claim.slug for claim in claims if existed(claim.eras, seen.day))
        if len(living) < 2:
            return living, Sense.ONLY if len(claims) == 1 else Sense.ERA
        living = self._of_kind(living, seen)
        if len(living) == 1:
            return living, Sense.KIND
        for sense, remaining in self._steps:
            left = remaining(living, seen)
            if len(left) == 1:
                return tuple(left), sense
        return living, Sense.OPEN

    @property
    def _steps(
        self,
    ) -> Iterable[tuple[Sense, Callable[[Sequence[str], Seen], Collection[str]]]]:
        """The kinds of evidence of which each decides if it leaves one subject."""
        return (
            (Sense.NAMED, self._also_named),
            (Sense.CONTEXT, self._most_context),
            (Sense.TITLE, self._titled),
            (Sense.DESCRIBED, self._described),
            (Sense.WORDS, self._most_words),
            (Sense.NEIGHBOURS, self._most_neighbours),
            (Sense.DEFAULT, self._by_default),
        )

    # ------------------------------------------------------------------------------- kinds

    def _of_kind(self, living: tuple[str, ...], seen: Seen) -> tuple[str, ...]:
        """Return the subjects whose kind fits everywhere beside the name; all if none does."""
        kind_of = {slug: self._profile(slug).kind for slug in living}
        if None in kind_of.values() or len(set(kind_of.values())) == 1:
            return living
        possible = set(ExplainerKind)
        for text, start, end in seen.places:
            possible &= kinds(text, start, end, seen.lang) or possible
        return tuple(slug for slug in living if kind_of[slug] in possible) or living

    # ------------------------------------------------------------------------- other names

    def _also_named(self, living: Sequence[str], seen: Seen) -> Collection[str]:
        """Return the subjects that the page names by another phrase, unless that says nothing."""
        named = [slug for slug in living if slug in seen.named]
        if len(named) == 1 and any(
            self._owns(slug, named[0], seen.phrase) for slug in living if slug != named[0]
        ):
            return ()
        return named

    def _owns(self, slug: str, other: str, phrase: str) -> bool:
        """Return whether a phrase may mean a subject also where a page names another subject.

        So it is if the phrase is the subject's title and not the other's (Rome, and the Roman
        Empire), or if the other's title is made from it (Boston, and the Boston Red Sox). But a
        person whose name the page gives in full is called by a part of it from there on.
        """
        title, theirs = self._title(slug), self._title(other)
        if not title or self._title(other) == title:
            return False
        if self._profile(other).kind is ExplainerKind.PERSON and _has(theirs, phrase):
            return False
        return title == phrase or _has(theirs, title)

    def _titled(self, living: Sequence[str], seen: Seen) -> Collection[str]:
        """Return the subjects that alone have a name in the title which is on the page.

        Given names of persons do not count: other people have them too. Nor do titles in a
        language that writes all nouns with a capital.
        """
        profiles = [self._profile(slug) for slug in living]
        if language(seen.lang).nouns_capital or any(
            profile.kind in (ExplainerKind.PERSON, None) for profile in profiles
        ):
            return ()
        name = _names_in(seen.phrase)
        own = distinct({p.slug: _names_in(fold_phrase(p.title)) - name for p in profiles})
        if not all(own.values()):
            return ()
        there = _names_in(seen.text)
        return [slug for slug in living if own[slug] & there]

    # ----------------------------------------------------------------------------- context

    def _most_context(self, living: Sequence[str], seen: Seen) -> Collection[str]:
        """Return the subjects with the most different context words on the page."""
        score = {slug: self._count_context(slug, seen.text, seen.named) for slug in living}
        best = max(score.values())
        return [slug for slug in living if score[slug] == best]

    def _count_context(self, slug: str, text: str, named: Set[str]) -> int:
        """Return how many context words of an explainer occur in a text or mean a named subject."""
        own = self._context.get(slug, frozenset[str]())
        subjects = {self._names[word] for word in own if word in self._names}
        plain = (word for word in own if self._names.get(word) not in named)
        return sum(self._stands(word, text) for word in plain) + len(subjects & named)

    def _stands(self, word: str, text: str) -> bool:
        """Return whether a context word stands between boundaries in a text."""
        for pattern in self._patterns[word]:
            start = text.find(pattern)
            while start >= 0:
                if bounded(text, start, start + len(pattern), name=is_name(word)) and (
                    pattern == word or begins_sentence(text, start)
                ):
                    return True
                start = text.find(pattern, start + 1)
        return False

    # --------------------------------------------------------------------- text of explainers

    def _described(self, living: Sequence[str], seen: Seen) -> Collection[str]:
        """Return the subjects that alone are described by a word right beside the name."""
        small, name = language(seen.lang).small, words(seen.phrase)
        own = distinct({slug: self._description(slug, small).difference(name) for slug in living})
        return [
            slug
            for slug in living
            if own[slug]
            and any(own[slug] & describing(*at, self._profile(slug).kind) for at in seen.places)
        ]

    def _description(self, slug: str, small: Set[str]) -> set[str]:
        """Return the words that say what a subject is: the first of its summary, and its title."""
        profile = self._profile(slug)
        first = [w for w in words(fold_phrase(profile.summary)) if w not in small]
        titled = [w for w in words(fold_phrase(profile.title)) if w not in small]
        return {*first[:_DESCRIPTION], *titled}

    def _most_words(self, living: Sequence[str], seen: Seen) -> Collection[str]:
        """Return the subject whose explainer is by far the most like the passages in its words.

        The likeness is the cosine of the explainer's weights and the different words of the
        passages. Words are not compared in languages whose small words are not known.
        """
        small = language(seen.lang).small
        if not small:
            return ()
        there = {word for passage in seen.passages for word in words(passage)} - small
        there.difference_update(words(seen.phrase))
        weights = {
            slug: {w: n for w, n in self._told(slug).words.items() if w not in small}
            for slug in living
        }
        only = distinct(weights)
        score = {
            slug: _likeness(weights[slug], there)
            if len(only[slug] & there) >= _FEWEST_WORDS
            else 0.0
            for slug in living
        }
        return _leading(score, _LIKENESS, _WORDS_LEAD)

    def _most_neighbours(self, living: Sequence[str], seen: Seen) -> Collection[str]:
        """Return the subject of which by far the most neighbours are named in the passages."""
        only = distinct({slug: self._told(slug).neighbours for slug in living})
        score = {slug: float(len(only[slug] & seen.near)) for slug in living}
        return _leading(score, _FEWEST_NEIGHBOURS, _NEIGHBOURS_LEAD)

    def _by_default(self, living: Sequence[str], seen: Seen) -> Collection[str]:
        """Return the subject that the site's settings name."""
        return [slug for slug in living if slug == seen.default]

    def _profile(self, slug: str) -> Profile:
        return self._profiles.get(slug) or Profile(slug)

    def _title(self, slug: str) -> str:
        """Return what a subject is called by its title, without a qualifier."""
        return _QUALIFIER.sub("", fold_phrase(self._profile(slug).title))

    def _told(self, slug: str) -> Learned:
        return self.learned.get(slug) or Learned({}, frozenset())


def _names_in(text: str) -> set[str]:
    """Return the words of a folded text that begin with a capital."""
    return {word for word in _WORD.findall(text) if word[0] != word[0].lower()}


def _has(title: str, part: str) -> bool:
    """Return whether a title has a part between its words."""
    return f" {part} " in f" {title} "


def _likeness(weights: Mapping[str, int], there: Set[str]) -> float:
    """Return the cosine of weighted words and a set of words."""
    both = sum(weight for word, weight in weights.items() if word in there)
    whole = sum(weight * weight for weight in weights.values()) * len(there)
    return both / sqrt(whole) if whole else 0.0


def _leading(score: Mapping[str, float], least: float, lead: float) -> Collection[str]:
    """Return the slug with the highest score, if it is `least` and `lead` times the next one."""
    first, *others = sorted(score, key=score.__getitem__, reverse=True)
    second = score[others[0]]
    return [first] if score[first] >= least and score[first] >= lead * second else []
