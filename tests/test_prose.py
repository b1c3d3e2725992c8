"""Foreign text is text, and an editor's Markdown is kept as it is: both rendered for real."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import editorial, linker, prose
from generator.lexicon import Lexicon
from generator.model.linking import Mention, Verdict
from generator.model.reading import Block, BlockKind, Markup, MarkupKind
from generator.readers import markdown as markdown_reader
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
def test_whatever_an_article_contains_shows_as_its_own_characters(
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
    spans = [text[start:end] for start, end in passage.linkable]
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


@pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.CODE, BlockKind.RELATED])
def test_headings_code_and_related_lines_carry_no_link(kind: BlockKind) -> None:
    (passage,) = prose.article_passages([Block(kind, "Libya", 1)])
    assert passage.linkable == ()


# ------------------------------------------------------------------- editors' Markdown

LEXICON = Lexicon(
    {
        "Libya": ["libya"],
        "Kosovo": ["kosovo"],
        "Kosovo War": ["kosovo-war"],
        "Resolution 1244": ["resolution-1244"],
    }
)
INLINE = st.sampled_from(
    [
        *("Libya", "Resolution 1244", "Resolution\n1244", "Kosovo War", "Kosovo", "Libya's", "and"),
        *(
            "*Libya*",
            "**the Kosovo War**",
            "`Libya`",
            "[Libya](http://a.b/Libya)",
            "![Libya](x.png)",
        ),
        *(
            "<http://Libya.org/>",
            "<b>Libya</b>",
            "[Kosovo][1]",
            "{ Libya }",
            "\\*Libya\\*",
            "&amp;",
        ),
        *("Wow!Libya", "a_Libya_b", "non-Libya", '"Libya"', "(Kosovo)", "1 < 2", "<!-- Libya -->"),
    ]
)
PARAGRAPH = st.lists(INLINE, min_size=1, max_size=8).map(" ".join)
BLOCK = st.one_of(
    PARAGRAPH,
    PARAGRAPH.map(lambda text: "## " + text.replace("\n", " ")),
    PARAGRAPH.map(lambda text: "> " + text.replace("\n", "\n> ")),
    PARAGRAPH.map(lambda text: "* " + text.replace("\n", "\n  ")),
    PARAGRAPH.map(lambda text: '!!! note "Libya"\n    ' + text.replace("\n", "\n    ")),
    PARAGRAPH.map(lambda text: "    " + text.replace("\n", "\n    ")),
    PARAGRAPH.map(lambda text: f"```\n{text}\n```"),
    PARAGRAPH.map(lambda text: f"| Libya | b |\n|---|---|\n| {' '.join(text.split())} | x |"),
    PARAGRAPH.map(lambda text: f"<div>\n{text}\n</div>"),
)


def annotate(markdown: str) -> tuple[str, tuple[Mention, ...]]:
    passages = editorial.markdown_passages(markdown)
    annotated = linker.link([p.passage for p in passages], LEXICON, about="x")
    text = editorial.insert_links(
        markdown, passages, annotated.mentions, lambda mention: f"{mention.subject}.md"
    )
    return text, annotated.linked()


INSERTED = re.compile(r"\[([^\[\]]*?)\]\([a-z0-9-]+\.md\)\{ \.mention #m-[a-z0-9-]+ \}")


@given(st.lists(BLOCK, max_size=5).map("\n\n".join))
def test_links_are_all_that_changes_in_an_explainer(markdown: str) -> None:
    linked, mentions = annotate(markdown)
    assert INSERTED.sub(r"\1", linked).replace("\\!", "!") == markdown
    before, after = render(markdown), render(linked)
    assert _without_tags(before) == _without_tags(after)
    assert after.count('class="mention"') == len(mentions)


def _without_tags(html: str) -> str:
    return fold(re.sub(r"<[^>]*>", "", html))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("See Libya.", "See [Libya](libya.md){ .mention #m-libya-1 }."),
        ("Kosovo\nWar", "[Kosovo\nWar](kosovo-war.md){ .mention #m-kosovo-war-1 }"),
        ("> Kosovo\n> War", "> [Kosovo\n> War](kosovo-war.md){ .mention #m-kosovo-war-1 }"),
        ("*Libya*", "*[Libya](libya.md){ .mention #m-libya-1 }*"),
        ("# Libya", "# Libya"),
        ("`Libya`", "`Libya`"),
        ("[Libya](a.md)", "[Libya](a.md)"),
        ("<b title='Libya'>", "<b title='Libya'>"),
        ("Libya { .x }", "Libya { .x }"),
        ('!!! note "Libya"\n    text', '!!! note "Libya"\n    text'),
        ("Wow!Libya", "Wow\\![Libya](libya.md){ .mention #m-libya-1 }"),
    ],
)  # fmt: skip
def test_where_links_go_in_an_explainer(markdown: str, expected: str) -> None:
    assert annotate(markdown)[0] == expected


def test_a_line_that_cannot_be_placed_surely_is_left_alone() -> None:
    # The cell's text stands twice on its line, so its place is not certain.
    assert annotate("| Libya | Libya |\n|---|---|\n| Libya | Libya |")[1] == ()


def test_a_mention_that_is_not_linked_leaves_no_trace() -> None:
    mention = Mention(0, 0, 5, ("libya",), Verdict.REPEATED)
    block = Block(BlockKind.PARAGRAPH, "Libya", 1)
    assert prose.write_blocks([block], [mention], lambda _: "x.md") == "Libya"
