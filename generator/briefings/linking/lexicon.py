"""The lexicon: every phrase that names a subject, and where these phrases occur in texts.

An Aho-Corasick automaton finds all phrases in one pass over the folded text, however many there
are. What a match means and whether it becomes a link is decided elsewhere (`senses`, `rules`).

Rules of matching, beside those of `folding` and `boundaries`:

- A long dash in a name counts as a hyphen, and both kinds of quotation marks are equal.
- Case counts: "US" is not "us". A phrase that begins with a small letter also matches with a
  capital where a sentence begins.
- The inflections that follow by rule in the language of the text are added (`inflections`), unless
  an explainer lists the same phrase.
- An English possessive belongs to the match: "Libya's", "the Emirates'".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from daachorse import CharwiseDoubleArrayAhoCorasick
from msgspec import Struct

from briefings.files.guard import unlimited
from briefings.linking import inflections
from briefings.linking.boundaries import (
    KINDS,
    begins_sentence,
    bounded,
    capitals,
    is_name,
    spellings,
    with_possessive,
)
from briefings.linking.folding import fold, fold_phrase
from briefings.model.explainer import Era, ExplainerKind
from briefings.model.linking import Sense

# Looking up a member of an enumeration is slow in Python 3.11.
_ONLY, _EDITOR, _OPEN = Sense.ONLY, Sense.EDITOR, Sense.OPEN


@dataclass(frozen=True, slots=True)
class Name:
    """A phrase that one explainer claims or rejects."""

    text: str
    """The phrase."""
    slug: str
    """The explainer."""
    kind: ExplainerKind | None = None
    """What the explainer is about, which decides on inflections; None if that is unknown."""
    eras: tuple[Era, ...] = ()
    """When the phrase named the subject: in all of these."""
    rejected: bool = False
    """Whether the explainer rejects the phrase: it is *not* its subject."""
    inside: tuple[str, ...] = ()
    """Longer names in which the explainer's names stay linked."""


class Phrase(Struct, frozen=True, gc=False):
    """A phrase to find in texts."""

    text: str
    """The phrase that an explainer lists, folded; also where a text has a form of it."""
    claims: tuple[Name, ...]
    """The names that claim it, sorted by slug; none if explainers only reject it."""
    candidates: tuple[str, ...]
    """The slugs of the explainers that claim it."""
    subject: str
    """Slug of the explainer that it means on every page; empty if that depends on the page."""
    sense: Sense
    """How the subject was decided; `OPEN` if there is none."""
    by_editor: bool
    """Whether a page's editor or the site's owner named the phrase, rather than an explainer."""
    is_name: bool
    """Whether a hyphen ends it (`boundaries`)."""
    is_everyday: bool
    """Whether it is a single word in lower case that may mean something else than its subjects: not
    one that an editor decided, nor that of a concept, which is what the word means."""


Match = tuple[int, int, Phrase]
"""Start and end of a phrase in a text, with the possessive."""


class Lexicon:
    """Phrases compiled for matching in texts of one language."""

    def __init__(self, names: Iterable[Name], *, by_editor: bool = False, lang: str = "en") -> None:
        """Compile names.

        Args:
            names: the names of all explainers, or those that an editor or owner gives.
            by_editor: whether an editor or owner gives them.
            lang: BCP 47 tag of the language of the texts, whose inflections are added.
        """
        self._names, self._by_editor = tuple(names), by_editor
        self._rules = inflections.rules_of(lang)
        self._others: dict[str, Lexicon] = {}
        claims = _claims(self._names)
        listed = {text: _phrase(text, claims[text], by_editor) for text in sorted(claims)}
        forms, ambiguous = _forms(listed, self._rules)
        self.phrases: Mapping[str, Phrase] = listed | forms
        """Every phrase by its folded text, and by the inflections that follow from it."""
        everything = [*listed.values(), *ambiguous]
        self.slugs = frozenset(slug for phrase in everything for slug in phrase.candidates)
        """The subjects."""
        self.rivals = frozenset(
            slug for phrase in everything if len(phrase.claims) > 1 for slug in phrase.candidates
        )
        """The subjects that share a phrase with another."""
        # After the phrases come their variants, and last those with a capital. The adjective of a
        # name ("libysche") has none, because with a capital it begins a longer name.
        written = dict(self.phrases)
        for text, phrase in self.phrases.items():
            for variant in spellings(text):
                written.setdefault(variant, phrase)
        self._capitals = len(written)
        for text, phrase in list(written.items()):
            if not phrase.text[0].isupper():
                for variant in capitals(text, self._rules):
                    written.setdefault(variant, phrase)
        self._matched, patterns = list(written.values()), list(written)
        self._automaton = CharwiseDoubleArrayAhoCorasick(patterns) if patterns else None

    def in_language(self, lang: str) -> "Lexicon":
        """Return the same names compiled for texts of another language; at first use.

        Args:
            lang: BCP 47 tag of the language.
        """
        rules = inflections.rules_of(lang)
        if rules == self._rules:
            return self
        if rules not in self._others:
            with unlimited():
                compiled = Lexicon(self._names, by_editor=self._by_editor, lang=rules)
            self._others[rules] = compiled
        return self._others[rules]

    def matches(self, text: str) -> list[Match]:
        """Return every match between boundaries in a folded text, overlapping ones too.

        Line feeds separate texts: no phrase goes across one.
        Of matches with the same start and end the longer phrase comes first.
        """
        if not self._automaton:
            return []
        found: list[Match] = []
        phrases, first_capital = self._matched, self._capitals
        # A character that ends every word: behind the text and, as `closed[-1]`, before it.
        closed = f"{text}\n"
        for start, end, number in self._automaton.find_overlapping(text):
            phrase = phrases[number]
            after = closed[end]
            # Most matches have a character on both sides that ends every word.
            if (KINDS[after] or KINDS[closed[start - 1]]) and not bounded(
                text, start, end, name=phrase.is_name
            ):
                continue
            if number >= first_capital and not begins_sentence(text, start):
                continue
            whole = with_possessive(text, start, end) if after == "'" else end
            found.append((start, whole, phrase))
        # "McDonald's" as a phrase comes before "McDonald" with a possessive.
        return found[::-1]

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Return start, end and phrase of the matches that `select` chooses in a text."""
        folded = fold(text)
        chosen = select(self.matches(folded.text))
        return [(*folded.original(start, end), phrase.text) for start, end, phrase in chosen]


def select(matches: list[Match]) -> list[Match]:
    """Return the matches that do not overlap, in order: the longest first, of those the leftmost.

    Of two with the same start and end the first one wins.
    """
    if len(matches) < 2:
        return matches
    ordered = sorted(matches, key=itemgetter(1), reverse=True)
    ordered.sort(key=itemgetter(0))
    chosen: list[Match] = []
    last = 0
    for match in ordered:
        if match[0] >= last:
            chosen.append(match)
            last = match[1]
        elif match[1] > last:
            return _longest_first(ordered)
    return chosen


def _longest_first(ordered: list[Match]) -> list[Match]:
    """Return what `select` chooses of matches that may cross; they are sorted by their start."""
    taken = bytearray(max(match[1] for match in ordered))
    chosen: list[Match] = []
    for match in sorted(ordered, key=lambda match: match[0] - match[1]):
        first, last, _ = match
        # What was chosen before is no shorter, so it covers an edge of what it overlaps.
        if not (taken[first] or taken[last - 1]):
            taken[first:last] = b"x" * (last - first)
            chosen.append(match)
    return sorted(chosen, key=itemgetter(0))


def _claims(names: Iterable[Name]) -> dict[str, dict[str, Name]]:
    """Return the claims on each phrase by slug."""
    claims: dict[str, dict[str, Name]] = {}
    rejected: dict[str, set[str]] = {}
    for name in names:
        text = fold_phrase(name.text)
        if text and name.rejected:
            rejected.setdefault(text, set()).add(name.slug)
        elif text:
            claims.setdefault(text, {}).setdefault(name.slug, name)
    for text, slugs in rejected.items():
        claimed = claims.setdefault(text, {})
        for slug in slugs:
            claimed.pop(slug, None)
    return claims


def _forms(listed: Mapping[str, Phrase], rules: str) -> tuple[dict[str, Phrase], list[Phrase]]:
    """Return what each inflection means, unless it is listed itself.

    Args:
        listed: the phrases by their text, sorted.
        rules: the language of the inflections; empty for none.

    Returns:
        The phrase of each form; and phrases made for the forms that follow from several.
    """
    found: dict[str, Phrase] = {}
    several: dict[str, list[Phrase]] = {}
    for text, phrase in listed.items():
        for kind in {claim.kind for claim in phrase.claims} or {None}:
            for form in inflections.forms(text, kind, rules):
                if form not in listed and (other := found.setdefault(form, phrase)) is not phrase:
                    several.setdefault(form, [other]).append(phrase)
    made: list[Phrase] = []
    for form, phrases in several.items():
        claims: dict[str, Name] = {}
        if all(phrase.claims for phrase in phrases):
            for claim in (claim for phrase in phrases for claim in phrase.claims):
                claims.setdefault(claim.slug, claim)
        if len(claims) != len(phrases[0].claims):
            found[form] = _phrase(form, claims, phrases[0].by_editor)
            made.append(found[form])
    return found, made


def _phrase(text: str, claimed: dict[str, Name], by_editor: bool) -> Phrase:
    claims = tuple(claimed[slug] for slug in sorted(claimed))
    subject = claims[0].slug if len(claims) == 1 and not claims[0].eras else ""
    sense = (_EDITOR if by_editor else _ONLY) if subject else _OPEN
    candidates = tuple(claim.slug for claim in claims)
    is_word = text.isalpha() and text.islower() and not by_editor
    everyday = is_word and any(claim.kind is not ExplainerKind.CONCEPT for claim in claims)
    return Phrase(text, claims, candidates, subject, sense, by_editor, is_name(text), everyday)
