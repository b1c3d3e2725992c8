"""Read a text capture: the lines of a scraped page become the blocks of an article.

Every line is kept or dropped by a named rule, and the reading lists these decisions. A packed line
(see `segmentation`) can have several.

The profile of the outlet, if there is one, labels lines first (`outlet_profile`). The rest is
either the article and little else (`article_only`), or a page in which the article has to be found
(`main_content`, `classify`, `headline`). Of a *clean* capture, which an editor says to be the
article and nothing else, only what the profile names is dropped.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from briefings.model.content import Problem
from briefings.model.outlet import Profile
from briefings.model.reading import (
    DROPPED,
    Block,
    BlockKind,
    Decision,
    Evidence,
    Fact,
    Field,
    Reading,
)
from briefings.readers import refusals, text_files
from briefings.readers.formats import Unread
from briefings.readers.labels import Label
from briefings.readers.refusals import Refusal
from briefings.readers.text import (
    article_only,
    classify,
    head,
    headline,
    main_content,
    outlet_profile,
    page_title,
    segmentation,
)
from briefings.readers.text import blocks as text_blocks
from briefings.readers.text import features as text_features
from briefings.readers.text.blocks import Kind, TextBlock
from briefings.readers.text.segmentation import Segment

# Maximum distance, in blocks, of the first two long paragraphs of the text.
_ANCHOR_GAP = 6
_ANCHOR_WEIGHT = 100
_COPY_WEIGHT = 60
# The last paragraphs can be about the author, or about the site.
_LAST, _NAMED_WITHIN, _SITE_BELOW = 4, 60, 300
# Share of common words from which a line is the headline in other words.
_SAME_HEADLINE = 0.5


def read_capture(capture: Unread) -> Reading | Refusal | Problem:
    """Read a text file; a `formats.Reader`."""
    decoded = text_files.decode(capture.file)
    if isinstance(decoded, Problem):
        return decoded
    if refusal := refusals.of_text(decoded.text):
        return refusal
    found = read(decoded.text, capture.profiles, capture.outlet, capture.is_clean)
    return replace(found, charset=decoded.charset)


def read(
    text: str, profiles: Mapping[str, Profile], outlet: str | None = None, clean: bool = False
) -> Reading:
    """Read a text capture.

    Args:
        text: the capture, with line feeds as line ends.
        profiles: how captures of each known outlet look, by the outlet's slug.
        outlet: slug of the outlet if an editor names it; None to detect it.
        clean: whether an editor says that the capture is the article and nothing else.

    The time is linear in the length of the capture and bounded: lines beyond the limits of any news
    page are listed as dropped and not analysed.
    """
    return _read(text, profiles, outlet, clean, whole_lines=clean)


def _read(
    text: str, profiles: Mapping[str, Profile], outlet: str | None, clean: bool, whole_lines: bool
) -> Reading:
    segments = list(segmentation.segments(text, whole_lines))
    outlet = outlet or outlet_profile.detect(segments, profiles)
    profile = profiles.get(outlet or "", Profile())
    decided, facts = outlet_profile.decide(segments, profile)
    for number, segment in enumerate(segments):
        if segmentation.beyond(segment.number, segment.text):
            decided[number] = Label(DROPPED, "beyond-any-page")
    patterns = ((Kind.CREDIT, profile.credit), (Kind.CAPTION, profile.caption))
    known = [(kind, pattern) for kind, pattern in patterns if pattern]
    blocks = text_blocks.blocks([(n, s) for n, s in enumerate(segments) if n not in decided], known)
    title_only = not clean and len(blocks) == 1 and bool(page_title.find(blocks))
    if whole_lines or (
        not title_only and article_only.is_article_only(blocks, known=bool(profile.boilerplate))
    ):
        if not whole_lines and any(segment.joined or segment.inner for segment in segments):
            return _read(text, profiles, outlet, clean, whole_lines=True)
        entries = frozenset(n + 1 for n, (_, rule) in decided.items() if rule == "entry-time")
        labels, around = article_only.classify(blocks, profile, entries, clean)
        facts += [*_facts(blocks, labels), *around.facts]
    else:
        has_title = any(fact.field is Field.TITLE for fact in facts)
        labels, found = _find_article(blocks, has_title)
        facts += found
    if outlet:
        facts.append(Fact(Field.OUTLET, outlet, Evidence.TEXT, "the outlet's profile"))
    for block, label in zip(blocks, labels, strict=True):
        decided.update(dict.fromkeys(range(block.first, block.first + len(block.segments)), label))
    return Reading(
        blocks=tuple(_blocks(blocks, segments, decided)),
        decisions=tuple(_decisions(segments, decided)),
        facts=tuple(facts),
        headlines=tuple(
            b.text for b, label in zip(blocks, labels, strict=True) if label.role == "headline"
        ),
    )


def _find_article(blocks: Sequence[TextBlock], has_title: bool) -> tuple[list[Label], list[Fact]]:
    """Find the article in a page: return the label of each block, and facts."""
    content = main_content.find(blocks)
    span = content.span
    if span == (0, 0):
        title = "" if has_title else page_title.find(blocks)
        found_title = [Fact(Field.TITLE, title, Evidence.TEXT, "line 1")] if title else []
        return [Label(DROPPED, "no-article-found")] * len(blocks), found_title
    inner = classify.inside(blocks, content)
    body = [n for n, (role, _) in enumerate(inner, span[0]) if role == "paragraph"]
    start = _anchor(blocks, body) if body else span[0]
    number, title = headline.find(blocks, start, [blocks[n] for n in body])
    found = head.read(blocks, number, start, span[1])
    facts = list(found.facts)
    if title and not has_title:
        where = f"line {blocks[number or 0].head.number}"
        facts.append(Fact(Field.TITLE, title, Evidence.TEXT, where))
    whole = number if number is not None and blocks[number].text == title else None
    labels = list(classify.classify(blocks, span, inner, whole, number))
    _drop_headlines(blocks, labels, title)
    _drop_copies(blocks, labels)
    _drop_end(blocks, labels, [f.value for f in facts if f.field is Field.AUTHOR])
    for n, label in found.labels.items():
        labels[n] = label
    return labels, facts


def _drop_end(blocks: Sequence[TextBlock], labels: list[Label], authors: Sequence[str]) -> None:
    """Drop what follows the article in its last paragraphs: about the author, about the site."""
    paragraphs = [n for n, label in enumerate(labels) if label.role == "paragraph"]
    for number in paragraphs[-_LAST:] if len(paragraphs) > 2 * _LAST else ():
        if any(author in blocks[number].text[:_NAMED_WITHIN] for author in authors):
            labels[number] = Label(DROPPED, "about-the-author")
    for number in reversed(paragraphs):
        features = blocks[number].features
        if not features.site or features.weight >= _SITE_BELOW:
            return
        labels[number] = Label(DROPPED, "speaks-of-the-site")


def _drop_headlines(blocks: Sequence[TextBlock], labels: list[Label], title: str) -> None:
    """Drop standfirsts that are the headline in other words."""
    own = headline.grams(title)
    for number, label in enumerate(labels):
        if label.rule == "standfirst":
            found = headline.grams(blocks[number].text)
            if len(own & found) >= _SAME_HEADLINE * len(own | found):
                labels[number] = Label(DROPPED, "said-twice")


def _drop_copies(blocks: Sequence[TextBlock], labels: list[Label]) -> None:
    """Drop the second copy of a paragraph: some pages hold the article twice."""
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        if labels[number].role == "paragraph" and block.features.weight > _COPY_WEIGHT:
            if block.text in seen:
                labels[number] = Label(DROPPED, "said-twice")
            seen.add(block.text)


def _anchor(blocks: Sequence[TextBlock], body: Sequence[int]) -> int:
    """Return the number of the block with which the text begins: the first with another near it.

    A repeated text is no paragraph, but a caption or the standfirst.
    """
    long = [
        n for n in body if blocks[n].features.weight > _ANCHOR_WEIGHT and blocks[n].features.stops
    ]
    long = [n for n in long if blocks[n].copies == 1] or long or list(body)
    near = (a for a, b in pairwise(long) if b - a <= _ANCHOR_GAP)
    return next(near, long[0])


def _facts(blocks: Sequence[TextBlock], labels: Sequence[Label]) -> Iterator[Fact]:
    for block, (role, _) in zip(blocks, labels, strict=True):
        where = f"line {block.head.number}"
        if role == "title":
            title = text_features.without_marks(block.text)
            yield Fact(Field.TITLE, title, Evidence.TEXT, where)
        if role == "tags":
            names = (name.strip() for name in block.text.split(","))
            yield from (Fact(Field.TAG, name, Evidence.TEXT, where) for name in names if name)


def _blocks(
    blocks: Sequence[TextBlock], segments: Sequence[Segment], decided: Mapping[int, Label]
) -> Iterator[Block]:
    """Yield the blocks of the article; parts of one paragraph of a packed line are joined."""
    by_segment = {block.first: block for block in blocks}
    text, line, kind, last = "", 0, BlockKind.PARAGRAPH, -2
    for number, segment in enumerate(segments):
        own_kind = decided[number].block_kind
        block = by_segment.get(number)
        own = block.text if block else segment.text
        if own_kind is None or (block is None and number < last + 1):
            continue
        same = own_kind is kind is BlockKind.PARAGRAPH and number == last + 1
        if text and same and segment.inner:
            text = f"{text} {own}"
        elif text and same and segment.joined and text[-1].isalnum():
            text += own
        else:
            if text:
                yield _block(kind, text, line)
            text, line, kind = own, segment.number, own_kind
        last = number + (len(block.segments) if block else 1) - 1
    if text:
        yield _block(kind, text, line)


def _block(kind: BlockKind, text: str, line: int) -> Block:
    return Block(kind, text, line, level=1 if kind is BlockKind.HEADING else 0)


def _decisions(segments: Sequence[Segment], decided: Mapping[int, Label]) -> Iterator[Decision]:
    """Yield a decision for each line, or for each part of a line with a label of its own."""
    line, label, text = 0, Label(DROPPED, ""), ""
    for number, segment in enumerate(segments):
        own = decided[number]
        if segment.number == line and own == label:
            text += segment.text if segment.joined else f" {segment.text}"
            continue
        if line:
            yield Decision(line, label.role, label.rule, text)
        line, label, text = segment.number, own, segment.text
    if line:
        yield Decision(line, label.role, label.rule, text)
