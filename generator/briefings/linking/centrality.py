"""The subjects that an article is mainly about.

News is told from the most important down (the inverted pyramid), so a subject that the headline or
the lead names is central, and one that the whole text comes back to.
"""

import re
from collections import Counter
from collections.abc import Iterable

from briefings.linking.boundaries import bounded, is_name
from briefings.linking.folding import fold
from briefings.model.linking import Annotated, Mention, Verdict

_MOST = 6
# One mention is in passing; two can be a name and its repetition in the same sentence.
_OFTEN = 3
NOT_NAMED = frozenset({Verdict.NEVER, Verdict.LONGER_NAME, Verdict.NAMESAKE, Verdict.OUT_OF_ERA})
"""Verdicts of mentions that name something else, or not certainly their subject."""


def central(annotated: Annotated, headline: str) -> tuple[str, ...]:
    """Return the central subjects of an article, at most six, the most central one first.

    A subject is central if the headline names it, if the first paragraph names it and the text
    does so again, or if the text names it three times. Those in the headline come first, then
    those with more mentions, then those named earlier. Only subjects with a link count.

    Args:
        annotated: the article with its mentions.
        headline: its headline.
    """
    mentions = [m for m in annotated.mentions if m.subject and m.verdict not in NOT_NAMED]
    count = Counter(mention.subject for mention in mentions)
    in_headline = _named_in(fold(headline).text, annotated, mentions)
    lead = next((n for n, passage in enumerate(annotated.passages) if not passage.closed), 0)
    in_lead = {mention.subject for mention in mentions if mention.passage == lead}
    found = [
        slug
        for slug in annotated.subjects()
        if slug in in_headline or count[slug] >= _OFTEN or (slug in in_lead and count[slug] > 1)
    ]
    # The sort is stable: subjects in reading order keep it.
    return tuple(sorted(found, key=lambda slug: (slug not in in_headline, -count[slug]))[:_MOST])


def _named_in(headline: str, annotated: Annotated, mentions: Iterable[Mention]) -> set[str]:
    """Return the subjects that a headline names as the text does."""
    names = {
        (mention.subject, name)
        for mention in mentions
        for name in (
            mention.phrase,
            annotated.passages[mention.passage].text[mention.start : mention.end],
        )
    }
    return {
        subject
        for subject, name in ((subject, fold(name).text) for subject, name in names)
        if name in headline  # to compile a pattern takes longer
        for found in re.finditer(re.escape(name), headline)
        if bounded(headline, found.start(), found.end(), name=is_name(name))
    }
