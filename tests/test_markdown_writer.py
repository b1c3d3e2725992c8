"""The writer of Markdown: each character is shown as itself, whatever parses it."""

import re
from collections.abc import Callable, Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from briefings.markup import markdown_writer as writer
from briefings.views.text import Block, BlockKind, Editorial, Link, Note, Run, RunKind
from tests.rendering import render, words

PAGE = "briefings/a.md"
SYNTAX = st.sampled_from(
    [
        *"\\`*_{}[]()#+-.!|<>&:~=^$%/\"'?\t\n1a ",
        *("<b>", "</div>", "<script>", "{{", "}}", "{%", "{{<", "[x](y)", "![a](b)", "**", "__"),
        *("&amp;", "&#42;", "<!--", "-->", "[^1]", "[^1]:", "[TOC]", "1. ", "--8<--", "{: .x }"),
        *("<div markdown>", "http://a.b", "<http://a.b>", ":smile:", "!!! note", "??? x", "```"),
        *("*[ab]: c", "\x02klzzwxh:0\x03", "\x00", "\x85", "\u2028", "\xa0", "\u202e", "\u200f"),
        *("😀", "$$", "\\(", "<?php", "<![CDATA[", "]]>", "<x@y.z>", "x" * 300, "{ #id }", "~~~"),
        *("---", "===", "***", "| a | b |", "- [ ] x", "+++", "٣. ", "[x]: y", "[[x]]", "_a_"),
    ]
)
FOREIGN = st.lists(st.one_of(SYNTAX, st.text(max_size=5)), max_size=15).map("".join)


def inside(kind: RunKind) -> Callable[[tuple[Run, ...]], Run]:
    match kind:
        case RunKind.LINK:
            return lambda runs: Run(
                kind, runs=runs, href="https://a.example/?a=1&copy;=(2)_*[3]&c=4"
            )
        case RunKind.MENTION:
            return lambda runs: Run(kind, runs=runs, href="../../x/", uri="explainers/x.md")
        case _:
            return lambda runs: Run(kind, runs=runs)


TEXTS = FOREIGN.map(lambda text: Run(text=text))
NESTING = [kind for kind in RunKind if kind not in {RunKind.TEXT, RunKind.REFERENCE, RunKind.CODE}]
CODE = FOREIGN.map(lambda text: Run(RunKind.CODE, runs=(Run(text=text),)))
REFERENCES = st.sampled_from([Run(RunKind.REFERENCE, number=1), Run(RunKind.REFERENCE, number=2)])
RUNS = st.lists(
    st.one_of(
        REFERENCES,
        st.recursive(
            st.one_of(TEXTS, CODE),
            lambda some: st.sampled_from(NESTING).flatmap(
                lambda kind: st.lists(some, max_size=3).map(tuple).map(inside(kind))
            ),
            max_leaves=5,
        ),
    ),
    max_size=5,
).map(tuple)
LEAVES = st.one_of(
    st.builds(
        Block,
        st.sampled_from([BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.RELATED]),
        RUNS,
    ),
    st.builds(Block, st.just(BlockKind.HEADING), RUNS, level=st.integers(2, 6)),
    st.builds(Block, st.just(BlockKind.CODE), text=FOREIGN),
    st.just(Block(BlockKind.RULE)),
    st.tuples(FOREIGN, FOREIGN, FOREIGN, FOREIGN).map(
        lambda cells: Block(BlockKind.TABLE, rows=(("x" + cells[0], cells[1]), cells[2:]))
    ),
)


def items(some: st.SearchStrategy[Block]) -> st.SearchStrategy[tuple[Block, ...]]:
    """Return a strategy for the items of a list."""
    held = st.lists(some, min_size=1, max_size=3).map(tuple)
    return st.lists(
        held.map(lambda blocks: Block(BlockKind.ITEM, blocks=blocks)), min_size=1, max_size=3
    ).map(tuple)


BLOCKS = st.recursive(
    LEAVES,
    lambda some: st.one_of(
        st.lists(some, min_size=1, max_size=3).map(
            lambda blocks: Block(BlockKind.QUOTATION, blocks=tuple(blocks))
        ),
        st.builds(Block, st.just(BlockKind.BULLETS), blocks=items(some)),
        st.builds(
            Block, st.just(BlockKind.NUMBERS), blocks=items(some), level=st.integers(0, 20000)
        ),
    ),
    max_leaves=6,
)


def plain(runs: tuple[Run, ...]) -> str:
    return "".join(run.text + plain(run.runs) for run in runs)


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the text of each block."""
    for block in blocks:
        yield plain(block.runs)
        yield block.text
        for row in block.rows:
            yield from row
        yield from texts(block.blocks)


def solid(found: str) -> str:
    return "".join(re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", "\ufffd", found).split())


NOTES = tuple(
    Block(BlockKind.NOTE, note=Note(number, "context", Editorial("Note."))) for number in (1, 2)
)
COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
PARSERS: dict[str, Callable[[str], str]] = {
    "CommonMark": lambda text: str(COMMONMARK.render(text)),
    "Python-Markdown": render,
}


def shown(html: str) -> str:
    html = re.sub(r'<sup (?:class="footnote-ref"|id="fnref).*?</sup>', "", html)
    html = re.sub(r'<a class="headerlink".*?</a>', "", html)
    html = re.split(r'<hr class="footnotes-sep"|<div class="footnote">', html)[0]
    return solid("".join(words(f'<div class="x">{html}</div>', "x")))


@pytest.mark.parametrize("parser", PARSERS)
@given(blocks=st.lists(BLOCKS, min_size=1, max_size=4).map(tuple))
def test_all_text_is_shown_as_it_is(parser: str, blocks: tuple[Block, ...]) -> None:
    written = f"{writer.blocks(blocks, PAGE)}\n\n{writer.footnotes(NOTES)}\n"
    html = PARSERS[parser](written)
    assert shown(html) == solid("".join(texts(blocks))), written


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
        writer.footnotes(blocks),
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
