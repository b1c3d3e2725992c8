"""The link budget: how many links a page may have, and which ones stay.

Too many links distract the reader, who has to decide about each one. On a page that has more than
its length allows, those links are kept whose subjects are the most central on the page and the
rarest in other briefings, by tf-idf (Spärck Jones, A statistical interpretation of term
specificity, 1972). Of several links to one subject the later ones are removed first.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import floor, log

from msgspec import structs

from briefings.model.linking import Annotated, Passage, Verdict

# Not all scripts have spaces, so a text has at least one word for this many characters. English
# takes 6 with the space, German 7, Finnish 8.
_LONGEST_WORD = 8
# A page may always have this many links: a brief of two sentences can name ten subjects.
_ALWAYS = 10


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How often some briefings name each subject."""

    briefings: int = 0
    """The number of briefings."""
    naming: Mapping[str, int] = field(default_factory=dict)
    """How many of them name each subject, by its slug."""


def allowed(passages: Sequence[Passage], per_100_words: float) -> int:
    """Return how many links a page may have, those in its own markup included."""
    text = "\n".join(passage.text for passage in passages)
    words = max(len(text.encode(errors="replace").split()), _fewest_words(passages))
    return max(_ALWAYS, floor(words * per_100_words / 100))


def _fewest_words(passages: Sequence[Passage]) -> int:
    return sum([len(passage.text) for passage in passages]) // _LONGEST_WORD


def is_exceeded(passages: Sequence[Passage], links: int, per_100_words: float) -> bool:
    """Return whether a page has more links than its budget; a budget of 0 allows any number.

    Args:
        passages: the text of the page.
        links: how many links it has, apart from those in its own markup.
        per_100_words: its budget.
    """
    total = links + _in_markup(passages)
    # Few pages come near their budget, and counting words takes long.
    few = total <= max(_ALWAYS, _fewest_words(passages) * per_100_words / 100)
    return bool(per_100_words) and not few and total > allowed(passages, per_100_words)


def _in_markup(passages: Sequence[Passage]) -> int:
    return sum([bool(slug) for passage in passages for _, _, slug in passage.links])


def trimmed(page: Annotated, per_100_words: float, briefings: Elsewhere) -> Annotated:
    """Return a page with as many links as its budget allows.

    Args:
        page: a page that has more.
        per_100_words: its budget.
        briefings: what all briefings name, this page included if it is one.
    """
    keep = max(0, allowed(page.passages, per_100_words) - _in_markup(page.passages))
    named = Counter(mention.subject for mention in page.mentions if mention.subject)

    def worth(subject: str) -> float:
        rarity = log(1 + briefings.briefings / max(1, briefings.naming.get(subject, 0)))
        return (1 + log(named[subject])) * rarity

    ranked: list[tuple[bool, float, int]] = []
    linked: set[str] = set()
    for number, mention in enumerate(page.mentions):
        if mention.links:
            ranked.append((mention.subject in linked, -worth(mention.subject), number))
            linked.add(mention.subject)
    mentions = list(page.mentions)
    for _, _, number in sorted(ranked)[keep:]:
        # The later links to a subject go first, so the numbers of the other anchors stay right.
        mentions[number] = structs.replace(mentions[number], verdict=Verdict.OVER_BUDGET, anchor="")
    return replace(page, mentions=tuple(mentions))
