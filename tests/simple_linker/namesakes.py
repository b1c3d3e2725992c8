"""A surname that the page gives to somebody else in full means that person.

A page that says “Nikolas [Cruz]” and never “Ted Cruz” means Nikolas by [Cruz]. A page that names
both in full means the subject, but for a paragraph that has named the other one last.
"""

from collections.abc import Collection, Mapping

from briefings.model.explainer import ExplainerKind
from briefings.text.name_words import is_title
from tests.simple_linker import beside, longer_names
from tests.simple_linker.name import Page, is_one_word
from tests.simple_linker.sentences import begins_sentence

COURTESY = (
    *("mr", "mrs", "ms", "miss", "dr", "herr", "frau", "m", "mme", "mlle", "monsieur", "madame"),
    *("señor", "señora", "sr", "sra", "signor", "signora"),
)


def mistaken(page: Page, inside: Collection[int]) -> list[int]:
    """Return the numbers of the matches that may mean somebody else of that surname.

    Args:
        page: the page.
        inside: the numbers of the matches inside longer names.
    """
    starts = {number: start_of_person(page, number) for number in inside}
    others = {number: start for number, start in starts.items() if start >= 0}
    found: list[int] = []
    for surname in {page.matches[number].phrase for number in others}:
        found += mistaken_for(surname, page, inside, others)
    return sorted(found)


def mistaken_for(
    surname: str, page: Page, inside: Collection[int], others: Mapping[int, int]
) -> list[int]:
    """Return the bare mentions of a surname that may mean somebody else.

    Args:
        surname: the surname.
        page: the page.
        inside: the numbers of the matches inside longer names.
        others: the matches that end the full name of somebody else, with the start of that name.
    """
    people = {
        slug for number in others if page.matches[number].phrase == surname
        for slug in page.matches[number].slugs
    }  # fmt: skip
    theirs: list[int] = []
    bare: list[int] = []
    own: list[int] = []
    for number, match in enumerate(page.matches):
        if match.phrase == surname:
            (theirs if number in others else bare).append(number)
        elif people & {*match.slugs} and number not in inside:
            own.append(number)  # “Ted Cruz”
    titles = {title(page, others[number]) for number in theirs} | {""}
    own += [n for n in bare if title(page, page.matches[n].start) not in titles]
    named = sorted((*theirs, *own))
    found = []
    for number in bare:
        if number in own or number in inside:
            continue
        before = [n for n in named if n < number and paragraph(page, n) == paragraph(page, number)]
        if not own or (before and before[-1] in theirs):
            found.append(number)
    return found


def paragraph(page: Page, number: int) -> int:
    return page.text.count("\n", 0, page.matches[number].start)


def start_of_person(page: Page, number: int) -> int:
    """Return where the full name of a person begins that ends with a surname; -1 for none."""
    match = page.matches[number]
    kinds = {page.kind(slug) for slug in match.slugs}
    if kinds != {ExplainerKind.PERSON} or not is_one_word(match.phrase):
        return -1
    for slug in match.slugs:
        span = longer_names.span(page, number, slug)
        if span and span[0] < match.start and span[1] <= match.end:
            word = beside.at(page.text, span[0])
            known = word and (page.is_given(word.key) or not page.may_be_small(word.key))
            if known or not begins_sentence(page.text, span[0]):
                return span[0]
    return -1


def title(page: Page, start: int) -> str:
    """Return the title right before a name, but none that anybody has: “Mr”."""
    if page.text[start - 1 : start] != " ":
        return ""
    word = beside.before(page.text, start - 1)
    if word is None or word.closed or not is_title(word.key) or word.key in COURTESY:
        return ""
    return word.key
