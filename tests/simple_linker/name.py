"""A name in the text of a page, and what is known of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefings.linking.lexicon import Name
from briefings.model.explainer import ExplainerKind
from briefings.text import given_names, languages
from briefings.text.attribution import PARTICLES
from briefings.text.name_words import (
    PARTIES,
    Language,
    before_places,
    is_generic,
    is_organ,
    is_title,
    language,
)
from tests.simple_linker.beside import Word, before
from tests.simple_linker.folding import folded_phrase
from tests.simple_linker.sentences import begins_sentence

PERSON, PLACE = ExplainerKind.PERSON, ExplainerKind.PLACE


@dataclass(frozen=True)
class Match:
    """A name in the text of a page."""

    start: int
    end: int
    """Offset after it, the possessive included."""
    phrase: str
    """The phrase of which it is a form."""
    slugs: tuple[str, ...]
    """Subjects that have the phrase; none if it is never linked."""


@dataclass(frozen=True)
class Page:
    """The text of a page, and what is known of its names."""

    text: str
    """The passages, folded, with line feeds between them."""
    lang: str
    names: Sequence[Name]
    """All names of the site."""
    matches: Sequence[Match]

    @property
    def words(self) -> Language:
        return language(self.lang)

    def kind(self, slug: str) -> ExplainerKind | None:
        return next((name.kind for name in self.names if name.slug == slug), None)

    def inside(self, slug: str) -> list[str]:
        """Return the longer names in which the names of a subject stay linked."""
        return [folded_phrase(one) for n in self.names if n.slug == slug for one in n.inside]

    @cached_property
    def given(self) -> Mapping[str, set[str]]:
        """The given names of people by their slugs: those of all names of several words."""
        found: dict[str, set[str]] = {}
        for name in self.names:
            text = folded_phrase(name.text)
            first = text.split(" ")[0].casefold().rstrip(".")
            if name.kind is PERSON and not (is_one_word(text) or is_title(first)):
                found.setdefault(name.slug, set()).add(first)
        return found

    def is_given(self, key: str) -> bool:
        if any(key in given for given in self.given.values()):
            return True
        return key in given_names.known() and not is_generic(key) and key not in PARTIES

    def may_be_small(self, key: str) -> bool:
        """Whether a word is written with a small letter too, or is in no dictionary."""
        forms = languages.dictionary_forms(key, self.words.tag)
        return forms is None or forms[0]

    def begins(self, word: Word) -> bool:
        """Whether a word may have its capital because a sentence begins."""
        return word.opened or begins_sentence(self.text, word.start)


@dataclass(frozen=True)
class Inner:
    """A name of a subject, of which the rules ask whether it is inside a longer one."""

    page: Page
    number: int
    """Number of its match."""
    slug: str

    @property
    def match(self) -> Match:
        return self.page.matches[self.number]

    @property
    def text(self) -> str:
        return self.page.text[self.match.start : self.match.end]

    @property
    def kind(self) -> ExplainerKind | None:
        return self.page.kind(self.slug)

    @property
    def given(self) -> set[str]:
        """The given names of the subject, with their other forms: `ted` and `theodore`."""
        return {*given_names.alternatives(self.page.given.get(self.slug, ()))}

    @property
    def is_one_word(self) -> bool:
        return is_one_word(self.text)

    @property
    def is_adjective(self) -> bool:
        return self.page.words.is_demonym(self.text.casefold())

    @property
    def in_case(self) -> bool:
        return has_ending(self.page, self.match)

    def known(self, edge: int) -> Match | None:
        """Return the known name that begins or ends at an offset right beside this one."""
        near = self.page.matches[max(0, self.number - 1) : self.number + 2]
        return next((m for m in near if edge in (m.start, m.end) and m.slugs), None)


def is_one_word(name: str) -> bool:
    """Whether a name is one word, or “Le Pen”."""
    *particles, _ = name.split(" ")
    return all(word.casefold() in PARTICLES for word in particles)


def has_ending(page: Page, match: Match) -> bool:
    """Whether a name has the ending of a case: “Libyens”; English has only plurals."""
    return page.words.tag != "en" and page.text[match.start : match.end] != match.phrase


def follows_in(page: Page, match: Match) -> bool:
    """“En [Libye] Macron a rencontré …”"""
    key = page.text[match.start : match.end].casefold()
    word = before(page.text, match.start - 1)
    known = before_places(page.lang)
    country = key in page.words.places and not page.is_given(key)
    return (
        country
        and word is not None
        and not word.closed
        and word.key in known.bare | known.contracted
    )


def kind_of(page: Page, match: Match) -> ExplainerKind | None:
    """Return the kind of what a name means, if it is the same for all that it may mean."""
    kinds = {page.kind(slug) for slug in match.slugs}
    return kinds.pop() if len(kinds) == 1 else None


def is_place(name: Inner, word: Word) -> bool:
    words, other = name.page.words, name.known(word.end)
    if other:
        return kind_of(name.page, other) is PLACE
    return word.key in words.places | words.cities or words.is_demonym(word.key)


def is_common_body(name: Inner) -> bool:
    """Whether a name has only words for public bodies."""
    *others, last = name.text.casefold().removesuffix("'s").split()
    return is_organ(last) and all(is_generic(word) or word == "supreme" for word in others)
