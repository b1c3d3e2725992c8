"""Related lines and headlines of an article: each becomes a link if it is the title of a briefing.

A line links if it equals a title, or differs in a letter or two of long words. In doubt it does not
link, because no editor checks such a link before readers see it. Numbers and short words, which
most names are, must be the same.

A line is first looked up in a dictionary. Otherwise it is compared with those few titles that share
its rarest words and pairs of words, so the cost of a line does not depend on the number of
articles.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise

import regex
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from briefings.model.article import Metadata
from briefings.model.reading import Block, Markup, MarkupKind
from briefings.model.related import RelatedLine, RelatedRule
from briefings.text.urls import canonical

# Fewer words fit many stories: “Talks in Geneva”.
_LEAST_WORDS = 4
_LEAST_LETTERS = 10  # of a clause in a script without spaces
_LEAST_WORDS_FUZZY = 5
# A title with one wrong letter in forty scores 97, one with an additional article 95
# (`rapidfuzz.fuzz.ratio`).
ALIKE = 90.0
# A title with a lower score has nothing to do with the line.
_NEAR = 60.0
# Different names often differ in one letter (Iran and Iraq, Gambia and Zambia), but seldom if they
# are this long and have the same first letter. In `_LONGER` words two letters may differ.
_LONG, _LONGER = 6, 10
_WORDS_FOR_ONE_AMISS = 8
# Features that more titles share do not distinguish them.
_MOST_SHARING = 50
_MOST_FEATURES = 6
_MOST_COMPARED = 20
# Headlines add and drop these words without a change of meaning.
_SMALL = frozenset("a an the and der die das und le la les et el los las y il lo gli e".split())  # noqa: SIM905
_ACRONYM = regex.compile(r"\b(?:\p{L}\.){2,}")
_WORD = regex.compile(r"\p{N}+(?:[.,:]\p{N}+)*|\p{Sc}|%|[\p{L}\p{M}]+")
_ASCII_WORD = re.compile(r"[0-9]+(?:[.,:][0-9]+)*|[$%]|[a-z]+")  # the same for ASCII, faster
_SPACELESS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_LEAD_IN = regex.compile(r":\s+")
_MOST_LEAD_INS = 2
# Lines that are looked up together; the titles that have something in common with them take some
# kilobytes for each.
_LINES_AT_ONCE = 5000
_NO_BLOCK = -1  # the block number of a headline, which is not a block of the article

_Line = tuple[int, str, Iterable[str]]
"""A related line: the number of its block, its text, and the targets of its links."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A title or a line in the form in which they are compared."""

    words: tuple[str, ...]
    """Its words and numbers, without case, accents and the smallest words."""
    key: str
    """The whole text without spaces, except around numbers."""

    @property
    def says_enough(self) -> bool:
        """Whether it can be the title of a single story."""
        clauses = (word for word in self.words if len(word) >= _LEAST_LETTERS)
        return len(self.words) >= _LEAST_WORDS or any(map(_SPACELESS.search, clauses))

    def features(self) -> Iterable[str]:
        """Return its words and pairs of words."""
        return dict.fromkeys((*self.words, *map(" ".join, pairwise(self.words))))


@lru_cache(maxsize=1 << 12)  # the same related lines stand on many pages
def _phrase(text: str) -> _Phrase:
    joined = _ACRONYM.sub(lambda found: found[0].replace(".", ""), text) if "." in text else text
    if joined.isascii():
        words = _ASCII_WORD.findall(joined.lower())
    else:
        plain = unicodedata.normalize("NFKD", joined).casefold()
        words = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    key = "".join(words)
    if not key.isalpha():
        key = "".join([f" {word} " if _is_number(word) else word for word in words])
    return _Phrase(tuple([word for word in words if word not in _SMALL]), key)


def _is_number(word: str) -> bool:
    return not word[0].isalpha()


class _Titles:
    """The titles of all articles, indexed by what some lines have in common with them.

    Few articles have related lines, so this takes much less memory than an index of all words. What
    too many titles share is only counted: so memory grows with the lines, not with the articles.
    """

    def __init__(self, articles: Iterable[Metadata], lines: Iterable[_Line]) -> None:
        """Index the titles of articles, to look up some lines."""
        # The words of each line, and whether a title has just these.
        self._words: dict[tuple[str, ...], bool] = {}
        self._by_address: dict[str, set[str]] = {}
        self._by_key: dict[str, set[str]] = {}
        self._titles: list[tuple[str, _Phrase]] = []
        self._sharing: dict[str, list[int]] = {}
        features: set[str] = set()
        for _, text, addresses in lines:
            self._by_address |= {canonical(address): set() for address in addresses}
            for line in (_phrase(text[start:]) for start in _starts(text)):
                self._by_key[line.key] = set()
                self._words[line.words] = False
                features.update(line.features())
        if self._by_key:
            for article in articles:
                self._add(article, features)

    def _add(self, article: Metadata, features: Set[str]) -> None:
        address = canonical(article.url) if self._by_address else ""
        if address and address in self._by_address:
            self._by_address[address].add(article.slug)
        for text in dict.fromkeys(filter(None, (article.title, article.headline))):
            title = _phrase(text)
            if title.key in self._by_key:
                self._by_key[title.key].add(article.slug)
            if title.words in self._words:
                self._words[title.words] = True
            shared = [self._sharing.setdefault(f, []) for f in title.features() if f in features]
            if few := [sharing for sharing in shared if len(sharing) <= _MOST_SHARING]:
                for sharing in few:
                    sharing.append(len(self._titles))
                self._titles.append((article.slug, title))

    def at(self, address: str) -> tuple[str, ...]:
        """Return the articles that were captured from an address."""
        return tuple(sorted(self._by_address[canonical(address)]))

    def called(self, line: _Phrase) -> tuple[str, ...]:
        """Return the articles whose title equals a line."""
        return tuple(sorted(self._by_key[line.key]))

    def nearest(self, line: _Phrase) -> list[tuple[float, bool, str]]:
        """Return a few articles with similar titles: score, whether the line means it, slug."""
        shared = ((len(self._sharing.get(f, ())), f) for f in line.features())
        rarest = sorted((number, f) for number, f in shared if 0 < number <= _MOST_SHARING)
        votes = Counter(n for _, f in rarest[:_MOST_FEATURES] for n in self._sharing[f])
        best = sorted(votes, key=lambda n: (-votes[n], self._titles[n][0], n))[:_MOST_COMPARED]
        found = []
        for slug, title in (self._titles[number] for number in best):
            score = fuzz.ratio(line.key, title.key)
            found.append((score, score >= ALIKE and self._is_meant(line, title), slug))
        return sorted(found, key=lambda near: (-near[0], near[2]))

    def may_be_meant(self, line: _Phrase) -> bool:
        """Return whether a line can be a title; much faster than to find out which one."""
        if self._by_key[line.key]:
            return True
        if len(line.words) < _LEAST_WORDS_FUZZY:
            return False
        known = [word in self._sharing for word in line.words]
        if all(known):
            return self._words[line.words]
        # Known words that are adjacent in the line must be adjacent in a title.
        return known.count(False) <= _amiss(line) and all(
            f"{first} {second}" in self._sharing
            for (first, second), both in zip(
                pairwise(line.words), map(all, pairwise(known)), strict=True
            )
            if both
        )

    def _is_meant(self, line: _Phrase, title: _Phrase) -> bool:
        """Return whether a line is a title, apart from wrong letters in long words."""
        if len(line.words) != len(title.words) or len(line.words) < _LEAST_WORDS_FUZZY:
            return False
        different = [
            pair for pair in zip(line.words, title.words, strict=True) if len(set(pair)) > 1
        ]
        return len(different) <= _amiss(line) and all(
            # A word that other titles contain is another word, not a typing error.
            written not in self._sharing and _is_slip(written, meant)
            for written, meant in different
        )


def _amiss(line: _Phrase) -> int:
    """Return how many words of a line may have wrong letters."""
    return 1 + (len(line.words) > _WORDS_FOR_ONE_AMISS)


def _is_slip(written: str, meant: str) -> bool:
    """Return whether a word is another one with a wrong letter, or two in a longer word."""
    shorter = min(len(written), len(meant))
    if shorter < _LONG or written[0] != meant[0] or _is_number(written):
        return False
    return OSA.distance(written, meant) <= 1 + (shorter >= _LONGER)


def find(
    articles: Collection[Metadata], chosen: Iterable[Metadata] | None = None
) -> Iterator[tuple[str, tuple[RelatedLine, ...]]]:
    """Yield the decision on each related line and headline, with the slug of its article.

    Args:
        articles: all articles, in any order. They are gone through several times if the chosen ones
            have many lines, so that few titles are in memory.
        chosen: the articles whose lines are decided, in order; None for all.
    """
    some: list[tuple[str, Sequence[_Line]]] = []
    number = 0
    for article in articles if chosen is None else chosen:
        if lines := [*_lines(article)]:
            some.append((article.slug, lines))
            number += len(lines)
        if number >= _LINES_AT_ONCE:
            yield from _decided(articles, some)
            some, number = [], 0
    yield from _decided(articles, some)


def _decided(
    articles: Iterable[Metadata], some: Sequence[tuple[str, Sequence[_Line]]]
) -> Iterator[tuple[str, tuple[RelatedLine, ...]]]:
    titles = _Titles(articles, chain.from_iterable(lines for _, lines in some))
    for slug, lines in some:
        yield slug, tuple(_decide(*line, slug, titles) for line in lines)


def may_name(article: Metadata) -> Callable[[Metadata], bool]:
    """Return a function that tells whether an article may have a line that names another one.

    Args:
        article: the article that is named.
    """
    titles = [_phrase(text) for text in (article.title, article.headline) if text]
    keys = {title.key for title in titles}
    features = frozenset(chain.from_iterable(title.features() for title in titles))
    address = canonical(article.url)

    def near(line: _Phrase) -> bool:
        return line.key in keys or not features.isdisjoint(line.features())

    return lambda other: any(
        (address and address in map(canonical, addresses))
        or any(near(_phrase(text[start:])) for start in _starts(text))
        for _, text, addresses in _lines(other)
    )


def links(
    articles: Sequence[Metadata], chosen: Iterable[Metadata] | None = None
) -> dict[str, tuple[RelatedLine, ...]]:
    """Return the related lines and headlines that are links, by the slug of their article.

    Args:
        articles: all articles, in any order.
        chosen: the articles whose lines are returned; None for all.
    """
    wanted = articles if chosen is None else [*chosen]
    titles = _Titles(articles, chain.from_iterable(map(_lines, wanted)))
    return {article.slug: tuple(_links(article, titles)) for article in wanted}


def _lines(article: Metadata) -> Iterator[_Line]:
    for line in article.pointers:
        yield line.block, line.text, line.addresses
    for text in article.headlines:
        yield _NO_BLOCK, text, ()


def _links(article: Metadata, titles: _Titles) -> Iterator[RelatedLine]:
    # One line of a hundred is a link; most are rejected quickly here.
    for block, text, addresses in _lines(article):
        if any(map(titles.at, addresses)) or any(
            titles.may_be_meant(_phrase(text[start:])) for start in _starts(text)
        ):
            decided = _decide(block, text, addresses, article.slug, titles)
            if decided.rule.links:
                yield decided


def _decide(
    block: int, text: str, addresses: Iterable[str], page: str, titles: _Titles
) -> RelatedLine:
    decided = [_by_address(block, text, address, page, titles) for address in addresses]
    decided += (_by_title(block, text, start, page, titles) for start in _starts(text))
    # The first one that links; otherwise the one that best explains why there is no link.
    return min(
        filter(None, decided),
        key=lambda line: (not line.rule.links, _ORDER.index(line.rule), -line.score),
    )


def _starts(text: str) -> Sequence[int]:
    """Return where a title may begin in a line."""
    if ":" not in text:
        return (0,)
    return [0, *(found.end() for found in _LEAD_IN.finditer(text))][: 1 + _MOST_LEAD_INS]


_ORDER = list(RelatedRule)


def _by_address(
    block: int, text: str, address: str, page: str, titles: _Titles
) -> RelatedLine | None:
    found = titles.at(address)
    if not found:
        return None
    rule = RelatedRule.ADDRESS if len(found) == 1 else RelatedRule.AMBIGUOUS
    rule = RelatedRule.ITSELF if page in found else rule
    return RelatedLine(block, text, 0, rule, 100.0, found)


def _by_title(block: int, text: str, start: int, page: str, titles: _Titles) -> RelatedLine:
    def decided(rule: RelatedRule, score: float, slugs: tuple[str, ...]) -> RelatedLine:
        return RelatedLine(block, text, start, rule, round(score, 1), slugs)

    line = _phrase(text[start:])
    meant, score = titles.called(line), 100.0
    if meant and not line.says_enough:
        return decided(RelatedRule.SHORT, score, meant)
    rule = RelatedRule.EXACT
    if not meant:
        near = titles.nearest(line)
        meant = tuple(dict.fromkeys(slug for _, is_meant, slug in near if is_meant))
        score = near[0][0] if near else 0.0
        rule = RelatedRule.FUZZY
        if not meant:
            nearest = near[:1] if score >= _NEAR else ()
            return decided(RelatedRule.FAR, score, tuple(slug for *_, slug in nearest))
    if page in meant:
        return decided(RelatedRule.ITSELF, score, meant)
    return decided(rule if len(meant) == 1 else RelatedRule.AMBIGUOUS, score, meant)


def headlines(
    article: Metadata, lines: Iterable[RelatedLine]
) -> Iterator[tuple[str, RelatedLine | None]]:
    """Yield the headlines around an article, each with its link or None.

    Args:
        article: the article.
        lines: its related lines and headlines that are links.
    """
    found = {line.text: line for line in lines if line.block == _NO_BLOCK}
    return ((text, found.get(text)) for text in article.headlines)


def linked(
    blocks: Sequence[Block], lines: Iterable[RelatedLine], address: Callable[[str], str]
) -> tuple[Block, ...]:
    """Return an article's blocks with the links of its related lines.

    The text does not change. A link that the line already has is replaced.

    Args:
        blocks: the body.
        lines: its related lines that are links.
        address: gives the link target of an article, by its slug.
    """
    found = list(blocks)
    for line in lines:
        if line.block != _NO_BLOCK:
            found[line.block] = _with_link(found[line.block], line.start, address(line.target))
    return tuple(found)


def _with_link(block: Block, start: int, address: str) -> Block:
    kept = [m for m in block.markup if m.kind is not MarkupKind.LINK]
    if any(m.start < start < m.end for m in kept):
        start = 0  # a link must not cross the edge of an emphasis
    kept.append(Markup(start, len(block.text), MarkupKind.LINK, address))
    return replace(block, markup=tuple(sorted(kept, key=lambda m: (m.start, -m.end))))
