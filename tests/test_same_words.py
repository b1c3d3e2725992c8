"""Page and Markdown show the words of an article, and no word becomes markup."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from briefings.markup import article_text
from briefings.model import reading
from briefings.model.linking import Mention
from briefings.model.note import AnchoredNote
from briefings.text.visible import visible
from briefings.views.text import Block, BlockKind, Editorial, Note, Run, RunKind
from tests.articles import check_words, everywhere
from tests.foreign import FOREIGN, annotated
from tests.rendering import tags

WEB = "https://a.example/?a=1&copy;=(2)_*[3]&c='4'"
QUOTED = "https://a.example/?a=1&copy;=%282%29_%2A%5B3%5D&c=%274%27"
TO = {WEB, QUOTED, "../explainers/x.md", "https://example.org/"}
ELEMENTS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "em", "strong", "code", "pre", "a", "span", "mark", "hr"),
    *("blockquote", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "br", "sup"),
    *("sub", "del", "ins"),
    *("aside", "section", "div"),  # of notes
}

TEXTS = FOREIGN.map(visible).map(lambda text: Run(text=text))
REFERENCES = st.sampled_from([Run(RunKind.REFERENCE, number=n) for n in (1, 2)])
IN_CELLS = (RunKind.SUPERSCRIPT, RunKind.SUBSCRIPT, RunKind.DELETED, RunKind.INSERTED)
MARKS = st.sampled_from(IN_CELLS)
SPANS = [
    *map(Run, (RunKind.EMPHASIS, RunKind.STRONG, RunKind.DATELINE, RunKind.HIGHLIGHT)),
    *map(Run, IN_CELLS),
    Run(RunKind.LINK, href=WEB),
    Run(RunKind.MENTION, href="../explainers/x.md", uri="explainers/x.md"),
]


def held(some: st.SearchStrategy[Run]) -> st.SearchStrategy[Run]:
    runs = st.lists(some, max_size=3).map(tuple)
    return st.builds(
        lambda span, runs: Run(span.kind, runs=runs, href=span.href, uri=span.uri),
        st.sampled_from(SPANS), runs,
    )  # fmt: skip


INLINE = st.recursive(
    st.one_of(TEXTS, TEXTS.map(lambda run: Run(RunKind.CODE, runs=(run,)))), held, max_leaves=5
)
RUNS = st.lists(st.one_of(REFERENCES, INLINE), max_size=5).map(tuple)
WORDS = FOREIGN.map(visible)
CELLS = st.lists(
    st.one_of(TEXTS, st.builds(lambda mark, run: Run(mark, runs=(run,)), MARKS, TEXTS)), max_size=3
).map(tuple)
LEAVES = st.one_of(
    st.builds(
        Block,
        st.sampled_from([BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.RELATED]),
        RUNS,
    ),
    st.builds(Block, st.just(BlockKind.HEADING), RUNS, level=st.integers(2, 6), id=st.just("h")),
    st.builds(Block, st.just(BlockKind.CODE), text=WORDS),
    st.just(Block(BlockKind.RULE)),
    st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=3).map(
        lambda rows: Block(BlockKind.TABLE, rows=tuple(rows))
    ),
)


def containers(some: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    inside = st.lists(some, min_size=1, max_size=3).map(tuple)
    items = inside.map(lambda blocks: Block(BlockKind.ITEM, blocks=blocks))
    listed = st.lists(items, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Block, st.just(BlockKind.QUOTATION), blocks=inside),
        st.builds(Block, st.just(BlockKind.BULLETS), blocks=listed),
        st.builds(Block, st.just(BlockKind.NUMBERS), blocks=listed, level=st.integers(0, 120)),
    )


BLOCKS = st.lists(st.recursive(LEAVES, containers, max_leaves=6), min_size=1, max_size=4)
NOTES = [Block(BlockKind.NOTE, note=Note(n, "context", Editorial("Note."))) for n in (1, 2)]


def texts(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the texts of blocks, in order."""
    for block in blocks:
        yield article_text.text_of(block.runs)
        yield block.text
        for row in block.rows:
            yield from map(article_text.text_of, row)
        yield from texts(block.blocks)


def check(blocks: Sequence[Block], words: str) -> None:
    """Check the words, elements and links of an article, on its page and in its Markdown."""
    check_words(blocks, words)
    for name, html in everywhere(blocks):
        assert tags(html, "article") <= ELEMENTS, name
        attributes = set(re.findall(r"""<\w[^>]*?\s([\w-]+)=""", html))
        assert attributes <= {"href", "class", "id", "lang", "start"}, name
        addresses = {unescape(address) for address in re.findall('href="([^"#]+)"', html)}
        assert addresses <= TO, name


@given(BLOCKS)
def test_all_kinds_of_text_are_shown_as_they_are(blocks: list[Block]) -> None:
    check([*blocks, *NOTES], "".join(texts(blocks)))


@given(annotated())
def test_an_article_with_links_and_notes_is_shown_as_it_is(
    content: tuple[list[reading.Block], list[AnchoredNote], list[Mention]],
) -> None:
    body, notes, mentions = content
    blocks = article_text.blocks_of(body, mentions, "../{}".format, notes)
    check(blocks, "".join(block.text for block in body))
