"""Text blocks: segments joined to paragraphs, with their features and kind.

A block is one segment, or several if the lines of a paragraph are wrapped.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from briefings.model.patterns import Pattern
from briefings.readers.text import features as text_features
from briefings.readers.text.features import Features
from briefings.readers.text.segmentation import Segment

# Number of copies from which a line is boilerplate: a label between paragraphs, an entry of a menu.
OFTEN = 3
# Length of a wrapped line; a shorter line without a full stop is a paragraph of its own.
_WRAPPED = range(25, 131)
_WRAPPED_LOWER = 0.4
# A shorter sentence can be the label of a button.
_SENTENCE = 40
# Least share of lower-case words. It is about a half in German, where nouns are capitalised, and at
# least a third in the Turkish and Nordic development captures; a menu has hardly any.
_SENTENCE_LOWER = 0.25
_SENTENCE_DIGITS = 0.3
# A longer text with two full stops is prose, with any end.
_SENTENCES = 150
_LONG = 100
_LONG_LOWER = 0.5


class Kind(StrEnum):
    """What the features of a block show it to be."""

    PROSE = "prose"
    """One sentence or more."""
    LONG = "long"
    """As long as a sentence, without the end of one: a teaser, a caption, a line of verse."""
    SHORT = "short"
    """A word or a phrase: an entry of a menu, a heading."""
    CREDIT = "credit"
    """A photo credit."""
    CAPTION = "caption"
    """A caption with its credit."""
    DATE = "date"
    """A line with a date or time."""
    AFTER = "after"
    """The heading of a section after the article."""
    RELATED = "related"
    """A labelled link to another article."""
    OFTEN = "often"
    """A line that is repeated on the page."""


Known = Sequence[tuple[Kind, Pattern]]
# Number of characters on which patterns are matched; bounds their time.
_MATCHED = 600


class TextBlock(NamedTuple):
    """One segment, or the wrapped lines of one paragraph."""

    first: int
    """Number of its first segment, from 0."""
    segments: tuple[Segment, ...]
    """Its segments."""
    text: str
    """Its text."""
    features: Features
    """Its measures."""
    kind: Kind
    """Its kind."""
    copies: int
    """How often its text occurs in the capture."""

    @property
    def head(self) -> Segment:
        """Its first segment."""
        return self.segments[0]

    @property
    def apart(self) -> bool:
        """Whether it is separate from the blocks before and after it."""
        return self.head.above and self.segments[-1].below


def blocks(segments: Sequence[tuple[int, Segment]], known: Known = ()) -> list[TextBlock]:
    """Return the text blocks of numbered segments, in order.

    Args:
        segments: segments of a capture with their numbers.
        known: patterns of an outlet for whole lines, with the kind of line.
    """
    groups = list(_wrapped(segments))
    texts = [" ".join([segment.text for _, segment in group]) for group in groups]
    copies = Counter(texts)
    found = []
    seen: dict[str, tuple[Features, Kind]] = {}
    for group, text in zip(groups, texts, strict=True):
        if text not in seen:
            features = Features(text)
            kind = (
                next((k for k, p in known if p.fullmatch(text[:_MATCHED])), None) if known else None
            )
            seen[text] = features, kind or _kind(text, features, copies[text])
        own = tuple([segment for _, segment in group])
        found.append(TextBlock(group[0][0], own, text, *seen[text], copies[text]))
    return found


def _wrapped(segments: Sequence[tuple[int, Segment]]) -> Iterator[list[tuple[int, Segment]]]:
    """Yield the segments of each block; a line of prose continues in lower case on the next."""
    group: list[tuple[int, Segment]] = []
    for number, segment in segments:
        if group and not _continues(*group[-1], number, segment):
            yield group
            group = []
        group.append((number, segment))
    if group:
        yield group


def _continues(number: int, segment: Segment, next_number: int, following: Segment) -> bool:
    text = segment.text
    if following.above or following.joined or following.bullet or next_number != number + 1:
        return False
    if following.inner or len(text) not in _WRAPPED or len(following.text) >= _WRAPPED.stop:
        return False
    if text_features.is_address(following.text):
        return False
    if text[-1] in '.!?:;…»”"。' or not following.text[0].islower():
        return False
    words = text.split()
    return sum(word[0].islower() for word in words) >= _WRAPPED_LOWER * len(words)


_PATTERNS: tuple[tuple[Kind, Callable[[str], object]], ...] = (
    (Kind.RELATED, text_features.RELATED.match),
    (Kind.CREDIT, text_features.is_credit),
    (Kind.CAPTION, text_features.is_caption),
    (Kind.AFTER, text_features.opens_boilerplate),
)


def _kind(text: str, features: Features, copies: int) -> Kind:
    """Return the first kind that matches, the most reliable first."""
    if copies >= OFTEN:
        return Kind.OFTEN
    for kind, matches in _PATTERNS:
        if matches(text):
            return kind
    if is_prose(features):
        return Kind.PROSE
    if text_features.is_date_line(text):
        return Kind.DATE
    return Kind.LONG if features.weight >= _LONG and features.lower >= _LONG_LOWER else Kind.SHORT


def is_prose(features: Features) -> bool:
    """Return whether a text is one sentence or more."""
    if features.weight < _SENTENCE or features.lower < _SENTENCE_LOWER:
        return False
    if features.digits >= _SENTENCE_DIGITS:
        return False
    if features.needs_no_end and features.weight > _LONG:
        return True
    return features.ends or (features.stops > 1 and features.weight > _SENTENCES)
