"""Foreign text is text: every character of an article is shown as itself."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.markup import prose
from briefings.model.linking import Mention, Sense, Verdict
from briefings.model.reading import Block, BlockKind, Markup, MarkupKind
from briefings.readers import markdown as markdown_reader
from tests.rendering import fold, render, tags, words

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


def article(blocks: list[Block]) -> str:
    """Return rendered HTML of an article with these blocks, and a paragraph after it."""
    written = prose.write_blocks(blocks, (), lambda _: "")
    return render(f'# T\n\n<div class="article" markdown>\n\n{written}\n\n</div>\n\nafter')


@given(st.lists(st.tuples(KINDS, FOREIGN.map(prose.visible).map(fold)), min_size=1, max_size=4))
def test_every_character_of_an_article_is_shown_as_itself(
    content: list[tuple[BlockKind, str]],
) -> None:
    blocks = [Block(kind, text, 1, level=1) for kind, text in content if text]
    html = article(blocks)
    assert words(html, "article") == [block.text for block in blocks]
    assert tags(html, "article") <= {"p", "h2", "a"}
    assert html.endswith("<p>after</p>")


LINES = st.one_of(
    FOREIGN,
    st.sampled_from(
        [
            *("", "# H", "## H2", "- a", "  - b", "- - c", "1. x", "10) y", "> q", "> - z"),
            *("    code", "```", "***", "*em* **st** `c`", '[l](http://a.b "t")'),
            *("![i](http://x.y/z.png)", "![i](javascript:1)", "[j](javascript:alert(1))"),
            *("<b onclick=x>", "!<http://a.b>"),
        ]
    ),
)


@given(st.lists(LINES, max_size=12).map("\n".join).map(prose.visible))
def test_a_markdown_article_shows_what_its_reader_understood(text: str) -> None:
    blocks = list(markdown_reader.read(text).blocks)
    html = article(blocks)
    shown = "".join("".join(words(html, "article")).split())
    assert shown == "".join("".join(block.text for block in blocks).split())
    assert not tags(html, "article") & {"img", "script", "b"}
    assert "javascript:" not in "".join(re.findall(r'(?:href|src)="([^"]*)"', html))


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("plain", [], "plain"),
        ("a b c", [(2, 3, "[", "](x)")], "a [b](x) c"),
        ("a b c", [(0, 5, "<em>", "</em>"), (2, 3, "[", "](x)")], "<em>a [b](x) c</em>"),
        ("a b c", [(0, 3, "<em>", "</em>"), (2, 3, "[", "](x)")], "<em>a [b](x)</em> c"),
        ("ab", [(0, 1, "<i>", "</i>"), (1, 2, "<b>", "</b>")], "<i>a</i><b>b</b>"),
        ("1 < 2_3", [(4, 7, "[", "](x)")], "1 &lt; [2\\_3](x)"),
        ("Hi!Libya", [(3, 8, "[", "](x)")], "Hi\\![Libya](x)"),
    ],
)
def test_spans_are_written_around_escaped_text(
    text: str, spans: list[tuple[int, int, str, str]], expected: str
) -> None:
    assert prose.write_spans(text, spans) == expected


def test_a_link_may_not_cross_the_edge_of_markup_and_not_enter_a_link_code_or_dateline() -> None:
    text = "MOSCOW (X) - see the code and the page and an emphasis"
    markup = (
        Markup(0, 12, MarkupKind.DATELINE),
        Markup(21, 25, MarkupKind.CODE),
        Markup(34, 38, MarkupKind.LINK, "https://example.org/"),
        Markup(46, 54, MarkupKind.EMPHASIS),
    )
    (passage,) = prose.article_passages([Block(BlockKind.PARAGRAPH, text, 1, markup=markup)])
    spans = [text[start:end] for start, end in passage.linkable or ()]
    assert spans == [" see the ", " and the ", " and an ", "emphasis"]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("- a\n- b", "*   a\n\n*   b"),
        ("1. a\n\n   more\n2. b", "1.  a\n\n    more\n\n2.  b"),
        ("- a\n  - b", "*   a\n\n    *   b"),
        ("- - b", "*   b"),
        ("> - z\n- - c", "> *   z\n\n*   c"),
        ("- > q\n  > r", "*   > q r"),
        ("> a\n>\n> b", "> a\n\n> b"),
        ("1234. a", "1234. a"),
    ],
)
def test_lists_and_quotations_are_nested_as_they_were(markdown: str, expected: str) -> None:
    blocks = markdown_reader.read(markdown).blocks
    assert prose.write_blocks(blocks, (), lambda _: "") == expected


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [
        (BlockKind.PARAGRAPH, None),
        (BlockKind.HEADING, Verdict.IN_HEADING),
        (BlockKind.CAPTION, Verdict.IN_CAPTION),
        (BlockKind.TABLE, Verdict.IN_TABLE),
        (BlockKind.CODE, Verdict.IN_CODE),
        (BlockKind.RELATED, Verdict.IN_RELATED),
    ],
)
def test_only_paragraphs_carry_links(kind: BlockKind, verdict: Verdict | None) -> None:
    (passage,) = prose.article_passages([Block(kind, "Libya", 1)])
    assert passage.closed is verdict


def test_a_mention_that_is_not_linked_leaves_no_trace() -> None:
    mention = Mention(0, 0, 5, "Libya", ("libya",), "libya", Sense.ONLY, Verdict.REPEATED)
    block = Block(BlockKind.PARAGRAPH, "Libya", 1)
    assert prose.write_blocks([block], [mention], lambda _: "x.md") == "Libya"
