"""Hypothesis strategies for foreign text, which may contain anything that looks like syntax."""

from itertools import accumulate, pairwise

from hypothesis import strategies as st

from briefings.model.linking import Mention, Sense, Verdict
from briefings.model.note import AnchoredNote, Note, NoteKind
from briefings.model.reading import Block, BlockKind, Markup, MarkupKind
from briefings.text.visible import visible
from tests.rendering import fold

SYNTAX = st.sampled_from(
    [
        *"\\`*_{}[]()#+-.!|<>&:~=^$%/\"'\t\n1a",
        *("<b>", "</div>", "<script>", "{{", "}}", "{%", "[x](y)", "![a](b)", "**", "__", "```"),
        *("&amp;", "&#42;", "<!--", "-->", "[^1]:", "[TOC]", "1. ", "--8<--", "{: .x }", "{ #id }"),
        *("<div markdown>", "http://a.b", "<http://a.b>", ":smile:", "!!! note", "??? x"),
        *("*[ab]: c", "\x02klzzwxh:0\x03", "\x00", "\x85", "\u2028", "\xa0", "\u202e", "\u200f"),
        *("😀", "$$", "\\(", "<?php", "<![CDATA[", "]]>", "<x@y.z>", "x" * 300),
    ]
)
FOREIGN = st.lists(st.one_of(SYNTAX, st.text(max_size=5)), max_size=25).map("".join)
KINDS = st.sampled_from([BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.RELATED])
TEXTS = FOREIGN.map(visible).map(fold)
"""Texts as readers of captures return them: white space is folded."""


def spans_of(blocks: list[Block], start: int, end: int) -> tuple[tuple[int, int, int], ...]:
    """Return a span of the joined text as spans of the blocks."""
    firsts = [0, *accumulate(len(block.text) + 1 for block in blocks)]
    cut = [
        (number, max(start - first, 0), min(end - first, len(block.text)))
        for number, (first, block) in enumerate(zip(firsts, blocks, strict=False))
    ]
    return tuple(span for span in cut if span[1] < span[2])


@st.composite
def annotated(draw: st.DrawFn) -> tuple[list[Block], list[AnchoredNote], list[Mention]]:
    """Return foreign blocks with markup, links and notes at any places, which may overlap."""
    blocks: list[Block] = []
    mentions: list[Mention] = []
    for kind, text in draw(st.lists(st.tuples(KINDS, TEXTS), min_size=1, max_size=4)):
        if not text:
            continue
        edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
        markup = []
        for first, last in list(pairwise(edges))[::2]:
            what = draw(st.sampled_from([None, *MarkupKind]))
            if what:
                target = "https://example.org/" if what is MarkupKind.LINK else ""
                markup.append(Markup(first, last, what, target))
            elif kind is BlockKind.PARAGRAPH:
                mentions.append(Mention(
                    len(blocks), first, last, "x", ("x",), "x", Sense.ONLY, Verdict.LINKED,
                    anchor=f"x-{len(mentions)}",
                ))  # fmt: skip
        blocks.append(Block(kind, text, 1, level=1, markup=tuple(markup)))
    length = sum(len(block.text) + 1 for block in blocks)
    places = st.tuples(st.integers(0, length), st.integers(0, length)).map(sorted)
    found: list[AnchoredNote] = []
    for start, end in draw(st.lists(places, max_size=5)):
        if spans := spans_of(blocks, start, end):
            said = Note(draw(st.sampled_from(NoteKind)), "q", "Said.")
            found.append(AnchoredNote(said, len(found) + 1, spans))
    return blocks, found, mentions
