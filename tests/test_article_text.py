"""An article as blocks and runs: the text is complete, and all elements are nested."""

from collections.abc import Iterator, Sequence

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.markup import article_text
from briefings.model import reading
from briefings.model.linking import Mention, Sense, Verdict
from briefings.model.note import AnchoredNote, Note, NoteKind, NoteSource
from briefings.model.reading import Markup, MarkupKind
from briefings.readers import markdown
from briefings.views import text
from briefings.views.text import Block, BlockKind, Link, Run, RunKind, Summary
from tests.foreign import annotated
from tests.rendering import article_html, fold, words

Annotations = tuple[list[reading.Block], list[AnchoredNote], list[Mention]]
LINES = (
    *("", "", "- a", "  - b", "    - - c", "  more", "1. x", "10) y", "   z", "> q", "> - r"),
    *(">   s", "> > t", "- > u", "  > v", "# H", "***", "| a | b |", "|---|---|", "    code"),
)


def written(
    body: Sequence[reading.Block],
    mentions: Sequence[Mention] = (),
    notes: Sequence[AnchoredNote] = (),
    beside: Sequence[int] = (),
) -> tuple[Block, ...]:
    def shown(note: AnchoredNote) -> text.Note:
        return article_text.shown_note(note, is_beside=note.number in beside)

    return article_text.blocks_of(body, mentions, "to:{}".format, notes, shown=shown)


def paragraph(text: str, *markup: Markup) -> reading.Block:
    return reading.Block(reading.BlockKind.PARAGRAPH, text, 1, markup=markup)


def flat(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield all blocks that contain no blocks."""
    for block in blocks:
        if block.blocks:
            yield from flat(block.blocks)
        else:
            yield block


def with_ancestors(
    runs: Sequence[Run], above: tuple[Run, ...] = ()
) -> Iterator[tuple[Run, tuple[Run, ...]]]:
    """Yield all runs, each with the runs around it."""
    for run in runs:
        yield run, above
        yield from with_ancestors(run.runs, (*above, run))


def outline(run: Run) -> str:
    """Return a run in one line: its text, or its kind and the runs inside it."""
    return run.text or f"{run.kind}({outlines(run.runs)})"


def outlines(runs: Sequence[Run]) -> str:
    return "".join(map(outline, runs))


@given(annotated())
def test_the_text_of_an_article_stays_and_its_elements_are_nested(content: Annotations) -> None:
    body, notes, mentions = content
    blocks = written(body, mentions, notes)
    text = [block for block in blocks if block.kind not in (BlockKind.NOTE, BlockKind.REFERENCES)]
    assert [article_text.text_of(block.runs) for block in text] == [b.text for b in body]
    assert sorted(b.note.number for b in blocks if b.note) == [note.number for note in notes]
    runs = [pair for block in blocks for pair in with_ancestors(block.runs)]
    links = (RunKind.LINK, RunKind.MENTION, RunKind.REFERENCE)
    for run, above in runs:
        kinds = {around.kind for around in above}
        assert (run.kind is RunKind.TEXT) == bool(run.text)
        assert run.kind not in links or kinds.isdisjoint(links)
        assert RunKind.HIGHLIGHT not in kinds or run.kind is RunKind.TEXT
        assert run.kind is not RunKind.REFERENCE or RunKind.CODE not in kinds
    references = [run for run, _ in runs if run.kind is RunKind.REFERENCE]
    assert sorted(run.number for run in references) == [note.number for note in notes]
    assert [run.id for run, _ in runs if run.kind is RunKind.MENTION] == [
        mention.anchor for mention in mentions if mention.start < mention.end
    ]
    for note in notes:
        quoted = "".join(body[block].text[start:end] for block, start, end in note.spans)
        marked = (run for run, _ in runs if note.number in run.notes)
        assert article_text.text_of(marked) == quoted


@given(annotated())
def test_the_page_shows_an_article_and_its_notes_and_no_tag_of_theirs(content: Annotations) -> None:
    body, notes, mentions = content
    html = article_html(written(body, mentions, notes))
    assert words(html, "article") == [block.text for block in body]
    root = lxml.html.fragment_fromstring(html)
    for note in notes:
        (box,) = root.xpath(f"aside[@id='note-{note.number}']")
        (reference,) = root.xpath(f"//a[@id='note-ref-{note.number}']")
        assert reference.get("href") == f"#{box.get('id')}"
        assert not reference.xpath("ancestor::a | ancestor::h2 | ancestor::code | ancestor::mark")
        marked = root.xpath(f"//mark[contains(concat(' ', @data-notes, ' '), ' {note.number} ')]")
        quoted = "".join(body[block].text[start:end] for block, start, end in note.spans)
        assert fold("".join(mark.text_content() for mark in marked)) == fold(quoted)
    for added in root.xpath("//*[self::aside or @class='note-ref' or @class='note-refs']"):
        added.drop_tree()
    shown = {element.tag for element in root.iterdescendants()}
    of_text = {"p", "h2", "a", "em", "strong", "code", "span", "sup", "sub", "del", "ins"}
    assert shown <= {*of_text, "mark"}


@given(st.lists(st.sampled_from(LINES), max_size=12).map("\n".join))
def test_no_block_is_lost_in_lists_and_quotations(text: str) -> None:
    body = markdown.read(text).blocks
    found = list(flat(written(body)))
    assert len(found) == len(body)
    for block, read in zip(found, body, strict=True):
        cells = " ".join(article_text.text_of(cell) for row in block.rows for cell in row if cell)
        assert (block.text or cells or article_text.text_of(block.runs)) == read.text


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("plain", [], "plain"),
        ("", [], ""),
        ("a b c", [(2, 3, Run(RunKind.LINK))], "a link(b) c"),
        ("a b c", [(0, 5, Run(RunKind.CODE)), (2, 3, Run(RunKind.LINK))], "code(a link(b) c)"),
        ("a b c", [(2, 3, Run(RunKind.LINK)), (0, 3, Run(RunKind.CODE))], "code(a link(b)) c"),
        ("ab", [(0, 1, Run(RunKind.CODE)), (1, 2, Run(RunKind.LINK))], "code(a)link(b)"),
        ("ab", [(0, 2, Run(RunKind.CODE)), (0, 2, Run(RunKind.LINK))], "code(link(ab))"),
        ("ab", [(1, 2, Run(RunKind.CODE)), (1, 1, Run(RunKind.REFERENCE))], "areference()code(b)"),
    ],
)
def test_spans_become_nested_runs(text: str, spans: list[article_text.Span], expected: str) -> None:
    assert outlines(article_text.nest(text, spans)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n- b", "bullets(item(a) item(b))"),
        ("1. a\n\n   more\n2. b", "numbers 1(item(a more) item(b))"),
        ("7. a\n8. b", "numbers 7(item(a) item(b))"),
        ("- a\n1. b", "bullets(item(a)) numbers 1(item(b))"),
        ("- a\n  - b\n- c", "bullets(item(a bullets(item(b))) item(c))"),
        ("- - b", "bullets(item(b))"),
        ("> - z\n- - c", "quotation(bullets(item(z))) bullets(item(c))"),
        ("- > q\n  > r", "bullets(item(quotation(q r)))"),
        ("- a\n\n  > q\n\n  c", "bullets(item(a quotation(q) c))"),
        ("> a\n>\n> b", "quotation(a b)"),
        ("> a\n> > b", "quotation(a quotation(b))"),
    ],
)
def test_lists_and_quotations_are_nested_as_they_were(text: str, expected: str) -> None:
    def show(blocks: Sequence[Block]) -> str:
        return " ".join(
            f"{block.kind}{f' {block.level}' if block.level else ''}({show(block.blocks)})"
            if block.blocks
            else article_text.text_of(block.runs)
            for block in blocks
        )

    assert show(written(markdown.read(text).blocks)) == expected


def test_each_kind_of_block_keeps_its_content() -> None:
    kinds = reading.BlockKind
    body = (
        reading.Block(kinds.HEADING, "What Comes", 1, level=1),
        reading.Block(kinds.HEADING, "What comes", 2, level=7),
        paragraph("“Yes”, they said."),
        reading.Block(kinds.PARAGRAPH, "“Yes”", 4, containers=(reading.Container.QUOTATION,)),
        reading.Block(kinds.CODE, "a\n  b", 5),
        reading.Block(kinds.RULE, "", 6),
        reading.Block(
            kinds.TABLE,
            "a b c d",
            7,
            markup=(Markup(4, 5, MarkupKind.DELETED),),
            rows=(("a", "", "b"), ("c d",)),
        ),
        reading.Block(kinds.CAPTION, "A bridge", 8),
        reading.Block(kinds.RELATED, "READ MORE", 9),
    )
    assert written(body) == (
        Block(BlockKind.HEADING, (Run(text="What Comes"),), level=2, id="section-what-comes"),
        Block(BlockKind.HEADING, (Run(text="What comes"),), level=6, id="section-what-comes-2"),
        Block(runs=(Run(text="“Yes”, they said."),), id="p1", hung=True),
        Block(BlockKind.QUOTATION, blocks=(Block(runs=(Run(text="“Yes”"),), id="p2"),)),
        Block(BlockKind.CODE, text="a\n  b"),
        Block(BlockKind.RULE),
        Block(
            BlockKind.TABLE,
            rows=(
                ((Run(text="a"),), (), (Run(text="b"),)),
                ((Run(RunKind.DELETED, runs=(Run(text="c"),)), Run(text=" d")), (), ()),
            ),
        ),
        Block(BlockKind.CAPTION, (Run(text="A bridge"),)),
        Block(BlockKind.RELATED, (Run(text="READ MORE"),)),
    )


def test_links_have_the_address_on_the_page_and_the_page_that_they_lead_to() -> None:
    body = [
        paragraph(
            "Libya, there and here",
            Markup(7, 12, MarkupKind.LINK, "https://a.example/"),
            Markup(17, 21, MarkupKind.LINK, "briefings/b.md"),
        ),
        paragraph("Libya again"),
    ]
    linked = Mention(
        0, 0, 5, "Libya", ("libya",), "libya", Sense.ONLY, Verdict.LINKED, anchor="m-libya-1"
    )
    repeated = Mention(1, 0, 5, "Libya", ("libya",), "libya", Sense.ONLY, Verdict.REPEATED)
    found = article_text.blocks_of(
        body, [linked, repeated], "to:{}".format, numbers={"libya": 3},
        glosses={1: (Summary(Link("Libya"), "A state."),)},
    )  # fmt: skip
    assert found == (
        Block(id="p1", runs=(
            Run(
                RunKind.MENTION, runs=(Run(text="Libya"),), href="to:explainers/libya.md",
                uri="explainers/libya.md", id="m-libya-1", number=3,
            ),
            Run(text=", "),
            Run(RunKind.LINK, runs=(Run(text="there"),), href="https://a.example/"),
            Run(text=" and "),
            Run(
                RunKind.LINK, runs=(Run(text="here"),), href="to:briefings/b.md",
                uri="briefings/b.md",
            ),
        )),
        Block(runs=(Run(text="Libya again"),), id="p2"),
        Block(BlockKind.GLOSS, subjects=(Summary(Link("Libya"), "A state."),)),
    )  # fmt: skip


def test_notes_follow_their_blocks_and_references_their_quotations() -> None:
    body = [
        *markdown.read("- one\n- two").blocks,
        reading.Block(reading.BlockKind.HEADING, "Three", 3, level=1),
        paragraph("four five", Markup(0, 9, MarkupKind.LINK, "https://a.example/")),
    ]
    source = NoteSource("", "https://a.example/b%20c/")
    notes = [
        AnchoredNote(Note(NoteKind.UPDATE, "one", "A.", sources=(source,)), 1, ((0, 0, 3),)),
        AnchoredNote(Note(NoteKind.CONTEXT, "Three", "B."), 2, ((2, 0, 5),)),
        AnchoredNote(Note(NoteKind.CONTEXT, "four", "C."), 3, ((3, 0, 4),)),
    ]
    blocks = written(body, notes=notes, beside=[3])
    assert [block.kind.value for block in blocks] == [
        "bullets", "note", "heading", "references", "note", "paragraph", "note",
    ]  # fmt: skip
    assert [outlines(block.runs) for block in flat(blocks)] == [
        "highlight(one)reference()", "two", "", "highlight(Three)", "reference()", "",
        "link(highlight(four) five)reference()", "",
    ]  # fmt: skip
    first, second, third = (block.note for block in blocks if block.note)
    assert first.sources == (Link("a.example/b c", "https://a.example/b%20c/"),)
    assert (first.kind, first.text.text, first.is_beside) == ("update", "A.", False)
    assert (second.number, third.is_beside) == (2, True)
    assert blocks[3].runs == (
        Run(RunKind.REFERENCE, href="#note-2", id="note-ref-2", number=2, kinds=("context",)),
    )
