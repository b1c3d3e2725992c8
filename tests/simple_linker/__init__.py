"""The rules of linking as a specification: simple, slow, and independent of `briefings.linking`.

`link` applies the rules in the order of the linker. Each module says one of them; read them in
this order:

1. `matching`: names are found as whole words, and the longest counts. It needs `folding` (what
   spellings have in common), `characters`, `sentences` (where one begins) and `addresses` (where
   no name is found).
2. `longer_names`: a name inside a longer name of something else is no mention. It needs
   `before_name` and `behind_name` (what makes a longer name), `capitals` (when a capital shows
   nothing) and `beside` (what the words beside a name are).
3. `namesakes`: a surname that the page gives to somebody else means that person.
4. `senses`: what a name means that several subjects share.
5. `everyday`: a word like “police” is not linked for the capital of a sentence.
6. `choice`: which mention of a subject is linked.

The tables of words are those of the product; the rules are written anew. Tests compare both.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from briefings.linking.lexicon import Name
from briefings.linking.profiles import Profile
from briefings.model.explainer import ExplainerKind
from briefings.model.linking import Mention, PageText, Sense, Verdict
from briefings.model.policy import LinkPolicy
from tests.simple_linker import choice, everyday, longer_names, matching, namesakes, senses
from tests.simple_linker.folding import fold, folded_phrase
from tests.simple_linker.name import Match, Page


def link(
    page: PageText, names: Sequence[Name], profiles: Mapping[str, Profile], policy: LinkPolicy
) -> list[Mention]:
    """Return the mentions of a page, in reading order, each with its verdict.

    The page has no rules of its own, and no budget.

    Args:
        page: the page.
        names: the names of all subjects.
        profiles: what is known of each subject, by its slug.
        policy: the rules of the site.
    """
    found = list(find(page, names))
    mentions = [mention for mention, _ in found]
    text = "\n".join(folded(passage.matched()) for passage in page.passages)
    known = Page(text, page.lang, names, [match for _, match in found])

    def refuse(verdict: Verdict, numbers: Sequence[int], *, meaningless: bool = False) -> None:
        """Give a verdict to mentions without one."""
        for number in numbers:
            if mentions[number].verdict is Verdict.LINKED:
                mentions[number] = replace(mentions[number], verdict=verdict)
                if meaningless:
                    mentions[number] = replace(mentions[number], subject="", sense=Sense.OPEN)

    everything = range(len(mentions))
    for number in everything:
        passage = page.passages[mentions[number].passage]
        if passage.closed:
            refuse(passage.closed, [number])
        if not in_linkable_text(mentions[number], page):
            refuse(Verdict.IN_MARKUP, [number])
    refuse(Verdict.NEVER, [n for n in everything if policy.never >= {*mentions[n].candidates}])

    open_ones = [n for n in everything if mentions[n].verdict is Verdict.LINKED]
    inside = [
        number
        for number in open_ones
        if all(longer_names.span(known, number, slug) for slug in mentions[number].candidates)
    ]
    refuse(Verdict.LONGER_NAME, inside, meaningless=True)
    refuse(Verdict.NAMESAKE, namesakes.mistaken(known, inside), meaningless=True)

    no_evidence = [
        (mention.passage, mention.start, mention.end)
        for mention in mentions
        if mention.verdict in (Verdict.LONGER_NAME, Verdict.NAMESAKE)
    ]
    for number, mention in enumerate(mentions):
        meaningless = (Verdict.NEVER, Verdict.LONGER_NAME, Verdict.NAMESAKE)
        if mention.sense is Sense.OPEN and mention.verdict not in meaningless:
            claims = [name for name in names if folded_phrase(name.text) == mention.phrase]
            default = dict(policy.defaults).get(mention.phrase, "")
            subject, sense = senses.decide(
                mention.phrase, claims, page, profiles, names, default, no_evidence
            )
            mentions[number] = replace(mention, subject=subject, sense=sense)
    unknown = [n for n in everything if not mentions[n].subject]
    refuse(Verdict.OUT_OF_ERA, [n for n in unknown if mentions[n].sense is not Sense.OPEN])
    refuse(Verdict.SHARED, unknown)

    refuse(Verdict.NEVER, [n for n in everything if mentions[n].subject in policy.never])
    refuse(Verdict.SELF, [n for n in everything if page.about == mentions[n].subject])
    words = [
        folded_phrase(name.text)
        for name in names
        if name.text.isalpha() and name.text.islower() and name.kind is not ExplainerKind.CONCEPT
    ]
    capital = everyday.only_capitals(page.passages, mentions, words)
    refuse(Verdict.CAPITAL, capital, meaningless=True)
    verdicts = choice.choose(page.passages, mentions, policy)
    return [replace(m, verdict=verdict) for m, verdict in zip(mentions, verdicts, strict=True)]


def find(page: PageText, names: Sequence[Name]) -> Iterator[tuple[Mention, Match]]:
    """Yield the names in a page, each also with its place in the folded text of the page.

    A name of one subject means this one, unless it named it in some years only.
    """
    kinds = {name.text: name.kind for name in names}
    begin = 0
    for number, passage in enumerate(page.passages):
        characters = fold(passage.matched())
        places = {start: at for at, (_, start, _) in reversed([*enumerate(characters)])}
        for one in matching.find(kinds, passage.matched()):
            claims = [name for name in names if folded_phrase(name.text) == one.phrase]
            slugs = tuple(sorted({name.slug for name in claims}))
            clear = len(slugs) == 1 and not claims[0].eras
            subject, sense = (slugs[0], Sense.ONLY) if clear else ("", Sense.OPEN)
            quoted = any(start <= one.start and one.end <= end for start, end in passage.quoted)
            first = begin + places[one.start]
            last = begin + places.get(one.end, len(characters))
            yield (
                Mention(
                    number, one.start, one.end, one.phrase, slugs,
                    subject, sense, Verdict.LINKED, quoted,
                ),
                Match(first, last, one.phrase, slugs),
            )  # fmt: skip
        begin += len(characters) + 1


def folded(text: str) -> str:
    return "".join(character for character, _, _ in fold(text))


def in_linkable_text(mention: Mention, page: PageText) -> bool:
    """Whether a mention is in text, not in a link, in code or in the dateline."""
    spans = page.passages[mention.passage].linkable
    return spans is None or any(a <= mention.start and mention.end <= b for a, b in spans)
