"""The writer of Markdown: how text, blocks and documents are written."""

from collections.abc import Iterable, Sequence

import pytest
import yaml

from briefings.markup import markdown_writer as writer
from briefings.views.text import Block, BlockKind, Editorial, Link, Note, Run, RunKind
from tests.rendering import render

PAGE = "briefings/a.md"


def runs_of(runs: Iterable[Run | str]) -> tuple[Run, ...]:
    return tuple(Run(text=run) if isinstance(run, str) else run for run in runs)


def emphasis(*runs: Run | str) -> Run:
    return Run(RunKind.EMPHASIS, runs=runs_of(runs))


def strong(*runs: Run | str) -> Run:
    return Run(RunKind.STRONG, runs=runs_of(runs))


def code(text: str) -> Run:
    return Run(RunKind.CODE, runs=runs_of([text]))


def marked(kind: RunKind, text: str) -> Run:
    return Run(kind, runs=runs_of([text]))


def link(text: str, address: str) -> Run:
    return Run(RunKind.LINK, runs=runs_of([text]), href=address)


def reference(number: int) -> Run:
    return Run(RunKind.REFERENCE, number=number)


Content = Block | str | Sequence[Block | str]


def inside(content: Content) -> tuple[Block, ...]:
    """Return blocks, each of which may be the text of a paragraph."""
    several = [content] if isinstance(content, Block | str) else content
    return tuple(Block(runs=runs_of([b])) if isinstance(b, str) else b for b in several)


def items(*contents: Content, first: int | None = None) -> Block:
    kind = BlockKind.BULLETS if first is None else BlockKind.NUMBERS
    listed = tuple(Block(BlockKind.ITEM, blocks=inside(content)) for content in contents)
    return Block(kind, blocks=listed, level=first or 0)


def quotation(*content: Block | str) -> Block:
    return Block(BlockKind.QUOTATION, blocks=inside(content))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("snake_case, C#, 5 < 6 > 4, AT&T & co, C:\\dir, why!? (yes) ~5", None),
        ("1.5 and 2018. - so = it + is: |", None),
        ("_a_ *b* `c` [d](e) ![f] {g}", r"\_a\_ \*b\* \`c\` \[d](e) !\[f] \{g}"),
        ("<b>&amp;&#38; a~b~ \\*", r"&lt;b>&amp;amp;&amp;#38; a&#126;b&#126; \\\*"),
        ("  a\tb\u2028c  d\x00 ", "a b c d\ufffd"),
    ],
)
def test_no_more_is_escaped_than_is_needed(text: str, written: str | None) -> None:
    assert writer.text(text) == (text if written is None else written)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        *((same, same) for same in ("-5", "+1 more", "1.5", "2018", ":)", "a - b", "!", "??", "~")),
        *(
            (mark, f"\\{mark}")
            for mark in ("- a", "+ a", "-", "---", "--8<-- x", "> a", "#a", "!!! a")
        ),
        ("2018. A year", "2018\\. A year"),
        ("1)", "1\\)"),
        ("٣. a", "٣\\. a"),
        (": a", "&#58; a"),
        ("??? a", "&#63;?? a"),
        ("===", "&#61;=="),
        ("~~~", "&#126;~~"),
    ],
)
def test_a_line_of_text_starts_nothing_but_a_paragraph(line: str, written: str) -> None:
    assert writer.paragraph(line) == written


@pytest.mark.parametrize(
    ("runs", "written"),
    [
        ([emphasis("so"), " it is"], "*so* it is"),
        ([emphasis("so "), "it is"], "*so* it is"),
        (["un", emphasis("usual"), "ly"], "un*usual*ly"),
        (["“", emphasis("“a”"), "b"], "““a”b"),
        ([emphasis("a"), strong("b")], "*a*b"),
        ([strong(emphasis("a"), " b")], "**a b**"),
        ([code("a`b"), " ", code("{{< c >}}")], "``a`b`` \\{\\{< c >}}"),
        (["Hi!", link("a]", "https://a.example/b c")], "Hi&#33;[a\\]](https://a.example/b%20c)"),
        ([reference(1), "(a)"], "[^1]&#40;a)"),
        (
            ["CO", marked(RunKind.SUBSCRIPT, "2"), marked(RunKind.DELETED, "*a")],
            "CO<sub>2</sub><del>\\*a</del>",
        ),
        (["a", Run(RunKind.DATELINE, runs=(Run(text="&"),)), "amp;"], "a&amp;amp;"),
    ],
)
def test_marks_are_written_where_parsers_understand_them(
    runs: list[Run | str], written: str
) -> None:
    assert writer.blocks([Block(runs=runs_of(runs))], PAGE) == written


@pytest.mark.parametrize(
    ("blocks", "written"),
    [
        ([items("a", "b")], "- a\n- b"),
        ([items("a", "b", first=9)], "9. a\n10. b"),
        ([items(["a", items("b")], "c")], "-   a\n\n    -   b\n\n-   c"),
        ([items(["a", "b"], first=10)], "10. a\n\n    b"),
        ([quotation("a", "b")], "> a\n>\n> b"),
        ([quotation(items("a", "b"))], "> -   a\n>\n> -   b"),
        ([items([Block(BlockKind.CODE, text="a\n# b")])], "-   a\n\n    \\# b"),
        ([Block(BlockKind.CODE, text="a ```\n  b")], "````\na ```\n  b\n````"),
        ([Block(BlockKind.CODE, text="{{< a >}}\n- b")], "\\{\\{< a >}}  \n\\- b"),
        ([Block(BlockKind.TABLE, rows=(
            (runs_of(["a|"]), runs_of(["b"])), (runs_of([marked(RunKind.DELETED, "c|")]), ()),
        ))],
         "| a\\| | b |\n| --- | --- |\n| <del>c\\|</del> |  |"),
        ([Block(BlockKind.HEADING, (Run(text="C#"),), level=3)], "### C\\#"),
        ([Block(BlockKind.RULE), Block(BlockKind.RELATED, (Run(text="- x"),))], "***\n\n\\- x"),
    ],
)  # fmt: skip
def test_blocks_are_written_as_people_write_them(blocks: list[Block], written: str) -> None:
    assert writer.blocks(blocks, PAGE) == written


@pytest.mark.parametrize(
    ("note", "is_paragraph"),
    [
        ("A line.\nAnother - or two.", True),
        ("A line:\n\n- a", True),
        ("[x] y", True),
        ("- a\n- b", False),
        ("a | b\n--- | ---\n1 | 2", False),
        ("A heading\n=====", False),
        ("A heading\n-----\n\nText", False),
        ("A term\n:   what it is", False),
        ("[x]: https://a.example/\n\nSee [x].", False),
    ],
)
def test_the_name_of_a_note_stands_before_its_first_paragraph(
    note: str, is_paragraph: bool
) -> None:
    blocks = [Block(BlockKind.NOTE, note=Note(1, "context", Editorial(note)))]
    apart = " " if is_paragraph else "\n\n    "
    lines = note.replace("\n", "\n    ").replace("    \n", "\n")
    assert writer.footnotes(blocks, "en_GB") == f"[^1]: **Context.**{apart}{lines}"


def test_footnotes_of_notes_are_footnotes_of_the_document() -> None:
    text = "See[^1], or[^b].\n\n[^1]: One\nline.\n\n    More.\n[^b]: Two.\n\nThe end."
    blocks = [Block(BlockKind.NOTE, note=Note(n, "update", Editorial(text))) for n in (1, 2)]
    written = "\n\n".join(
        f"[^{n}]: **Update.** See[^{n}-1], or[^{n}-b].\n\n    The end.\n\n"
        f"[^{n}-1]: One\nline.\n\n    More.\n\n[^{n}-b]: Two."
        for n in (1, 2)
    )
    assert writer.footnotes(blocks, "en_GB") == written
    html = render(f"A[^1] and B[^2].\n\n{written}")
    assert [html.count(f'id="fn:{n}"') for n in ("1", "1-1", "1-b", "2", "2-b")] == [1] * 5


def test_a_document_has_front_matter_sections_and_footnotes() -> None:
    note = Note(
        1,
        "correction",
        Editorial("First *line*.\n\n- a\n- b"),
        (Link("A map [of it]", "https://a.example/(1)"), Link("A book")),
    )
    runs = (
        Run(text="So "),
        Run(
            RunKind.HIGHLIGHT,
            runs=(Run(RunKind.MENTION, uri="explainers/x.md", runs=(Run(text="it"),)),),
        ),
        Run(RunKind.REFERENCE, number=1),
        Run(text=" is."),
    )
    blocks = (Block(runs=runs), Block(BlockKind.NOTE, note=note), Block(BlockKind.GLOSS))
    written = writer.document(
        {"title": "1. A: “b”", "none": None, "topics": ["x"], "published": "2018-03-02"},
        writer.heading("A #"),
        writer.blocks(blocks, PAGE),
        writer.section(
            "More", [writer.nested(writer.link("B", "b.md"), ["- c", writer.nested("d", ["e"])])]
        ),
        writer.section("Nothing", []),
        writer.footnotes(blocks, "en_GB"),
    )
    header, text = written.split("---\n\n")
    assert yaml.safe_load(header.removeprefix("---\n")) == {
        "title": "1. A: “b”",
        "topics": ["x"],
        "published": "2018-03-02",
    }
    assert text == (
        """# A \\#

So [it](../explainers/x.md)[^1] is.

## More

- [B](b.md)
    - \\- c
    - d
        - e

[^1]: **Correction.** First *line*.

    - a
    - b

    Sources: [A map \\[of it\\]](https://a.example/%281%29), A book.
"""
    )
