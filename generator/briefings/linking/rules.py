"""The rules that reject links.

Each rule is a function with a verdict. The first rule in the lists below that refuses a link to a
match decides. A new rule is one function and one line in a list here, and one verdict in
`model.linking`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec import Struct

from briefings.linking import beside, namesakes
from briefings.linking.boundaries import begins_sentence
from briefings.linking.known_names import KnownNames, is_single
from briefings.linking.lexicon import Match, Phrase
from briefings.linking.longer_names.name import Context
from briefings.linking.longer_names.span import longer_name
from briefings.linking.namesakes import Sighting
from briefings.model.explainer import ExplainerKind
from briefings.model.linking import PageText, Sense, Verdict
from briefings.model.policy import LinkPolicy
from briefings.text.name_words import language

_LONGER_NAME = Verdict.LONGER_NAME  # looking up a member of an enumeration is slow in Python 3.11


class Found(Struct, gc=False):
    """A match that is being decided; a struct for the same reason as `Mention`."""

    passage: int
    """Number of the passage."""
    start: int
    """Offset of the first character in the passage."""
    end: int
    """Offset after the last character, the possessive included."""
    first: int
    """Offset of the first character in the folded text of the page."""
    last: int
    """Offset after the last character there."""
    phrase: Phrase
    """The phrase."""
    subject: str
    """Slug of the explainer that it means; empty if that is not known."""
    sense: Sense
    """How the subject was decided."""
    verdict: Verdict | None
    """The rule that decided; None as long as no rule has."""
    quoted: bool
    """Whether it is in a direct quotation."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its matches, which are being decided."""

    text: PageText
    """The text of the page."""
    policy: LinkPolicy
    """The policy of the page."""
    folded: str
    """The texts of the passages, folded, with line feeds between them."""
    spans: Sequence[Match]
    """The phrases in the folded text, in reading order; they do not overlap."""
    found: Sequence[Found]
    """The matches, one for each of `spans`."""
    known: KnownNames
    """The names of the site, as far as longer names depend on them."""


Rule = tuple[Verdict, Callable[[Page, Sequence[Found]], Sequence[Found]]]
"""A verdict, and a function that returns which of some matches on a page get it."""


def apply(rules: Iterable[Rule], page: Page) -> None:
    """Apply rules in order; each gives its verdict to some of the matches without one."""
    left: Sequence[Found] = [match for match in page.found if match.verdict is None]
    for verdict, refuses in rules:
        refused = refuses(page, left)
        for match in refused:
            match.verdict = verdict
        left = [match for match in left if match.verdict is None] if refused else left


def _in_markup(page: Page, matches: Sequence[Found]) -> Sequence[Found]:
    """Reject matches in links, code, struck text or the dateline, or across the edge of markup."""
    spans = [passage.linkable for passage in page.text.passages]
    return [
        match
        for match in matches
        if (linkable := spans[match.passage]) is not None
        and not any(start <= match.start and match.end <= end for start, end in linkable)
    ]


def _never_phrase(page: Page, matches: Sequence[Found]) -> Sequence[Found]:
    """Reject phrases without a claimant, or whose claimants are all on a never-link list.

    Decisions of the page's editor have priority.
    """
    never = page.policy.never
    return [
        match
        for match in matches
        if not (candidates := match.phrase.candidates)
        or (never and not match.phrase.by_editor and never.issuperset(candidates))
    ]


def _longer_name(page: Page, _: Sequence[Found]) -> Sequence[Found]:
    """Reject matches inside longer names of something else; what they mean is unknown."""
    found, spans = page.found, page.spans
    context = Context(page.folded, language(page.text.lang), page.known)
    refused: list[Found] = []
    for number, sides in beside.joined(page.folded, spans):
        if found[number].verdict is not None:
            continue
        span, near = spans[number], spans[max(0, number - 1) : number + 2]
        for subject in page.known.subjects(span[2]):
            if longer_name(context, span, subject, near, sides) is None:
                break
        else:
            refused.append(found[number])
    for match in refused:
        match.subject, match.sense = "", Sense.OPEN
    return refused


def _namesake(page: Page, _: Sequence[Found]) -> Sequence[Found]:
    """Reject surnames that the page gives to somebody else; what they mean is unknown."""
    inside = [n for n, match in enumerate(page.found) if match.verdict is _LONGER_NAME]
    if not inside:
        return ()
    context = Context(page.folded, language(page.text.lang), page.known)
    others = {
        page.found[number].last: start
        for number in inside
        if (start := _start_of_person(context, page.spans, number)) >= 0
    }
    if not others:
        return ()
    theirs = [page.found[n].phrase for n in inside if page.found[n].last in others]
    surnames = {phrase.text for phrase in theirs}
    surname_of = {slug: phrase.text for phrase in theirs for slug in phrase.candidates}
    sightings: dict[int, Sighting] = {}
    for number, match in enumerate(page.found):
        bare = match.phrase.text in surnames
        known = match.phrase.text if bare else _first(surname_of, match.phrase.candidates)
        if known and (bare or match.verdict is not _LONGER_NAME):
            other = others.get(match.last, -1) if match.verdict is _LONGER_NAME else -1
            start = other if other >= 0 else match.first
            sightings[number] = Sighting(known, match.passage, start, not bare, other >= 0)
    wrong = {id(one) for one in namesakes.mistaken(sightings.values(), page.folded)}
    refused = [
        match
        for number, match in enumerate(page.found)
        if match.verdict is None and id(sightings.get(number)) in wrong
    ]
    for match in refused:
        match.subject, match.sense = "", Sense.OPEN
    return refused


def _first(surnames: Mapping[str, str], slugs: Iterable[str]) -> str:
    return next((surnames[slug] for slug in slugs if slug in surnames), "")


def _start_of_person(context: Context, spans: Sequence[Match], number: int) -> int:
    """Return where the full name of a person begins that ends with a surname; -1 for none."""
    first, last, phrase = spans[number]
    subjects = context.known.subjects(phrase)
    if {subject.kind for subject in subjects} != {ExplainerKind.PERSON} or not is_single(
        phrase.text
    ):
        return -1
    near = spans[max(0, number - 1) : number + 2]
    for subject in subjects:
        span = longer_name(context, spans[number], subject, near)
        if span and span[0] < first and span[1] <= last:
            word = beside.word_after(context.text, span[0], opens=True)
            certain = word and (context.is_given(word.key) or not context.is_word(word.key))
            if certain or not begins_sentence(context.text, span[0]):
                return span[0]
    return -1


def _out_of_era(_: Page, matches: Sequence[Found]) -> Sequence[Found]:
    """Reject phrases that named no subject on the day of the article."""
    return [match for match in matches if not match.subject and match.sense is not Sense.OPEN]


def _shared(_: Page, matches: Sequence[Found]) -> Sequence[Found]:
    """Reject phrases of several subjects if no evidence decides between them."""
    return [match for match in matches if not match.subject]


def _never_subject(page: Page, matches: Sequence[Found]) -> Sequence[Found]:
    """Reject matches whose subject is on a never-link list.

    Decisions of the page's editor have priority.
    """
    never = page.policy.never
    if not never:
        return ()
    return [match for match in matches if match.subject in never and not match.phrase.by_editor]


def _page_itself(page: Page, matches: Sequence[Found]) -> Sequence[Found]:
    """Reject links of a page to itself."""
    about = page.text.about
    return [match for match in matches if match.subject == about] if about else ()


def _capital(page: Page, matches: Sequence[Found]) -> Sequence[Found]:
    """Reject everyday words with a capital, unless the page names their subject otherwise.

    "Police said" is a sentence about any police; the alias "police" in lower case, or another name
    of its subject, shows that the page is about this one. What the rejected mean is unknown.
    """
    passages = page.text.passages

    def may_mean_other(match: Found) -> bool:
        return passages[match.passage].text[match.start].isupper()

    refused = [match for match in matches if match.phrase.is_everyday and may_mean_other(match)]
    if not refused:
        return ()
    named = {
        match.subject
        for match in page.found
        if not (match.phrase.is_everyday and may_mean_other(match))
    }
    refused = [match for match in refused if match.subject not in named]
    for match in refused:
        match.subject, match.sense = "", Sense.OPEN
    return refused


PHRASE_RULES: tuple[Rule, ...] = (
    (Verdict.IN_MARKUP, _in_markup),
    (Verdict.NEVER, _never_phrase),
    (Verdict.LONGER_NAME, _longer_name),
    (Verdict.NAMESAKE, _namesake),
)
"""Rules that do not need the subject of a match."""

SUBJECT_RULES: tuple[Rule, ...] = (
    (Verdict.OUT_OF_ERA, _out_of_era),
    (Verdict.SHARED, _shared),
    (Verdict.NEVER, _never_subject),
    (Verdict.SELF, _page_itself),
    (Verdict.CAPITAL, _capital),
)
"""Rules that need the subject of a match."""
