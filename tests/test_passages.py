"""Which places of an article may contain links."""

import pytest

from briefings.linking.lexicon import Lexicon, Name
from briefings.markup import passages
from briefings.model.linking import PageText, Verdict
from briefings.model.reading import Block, BlockKind, Markup, MarkupKind
from tests.linking import link


def test_links_are_neither_across_an_edge_of_markup_nor_in_what_is_closed_to_them() -> None:
    text = "MOSCOW (X) - see the code and the page and an emphasis or struck"
    markup = (
        Markup(0, 12, MarkupKind.DATELINE),
        Markup(21, 25, MarkupKind.CODE),
        Markup(34, 38, MarkupKind.LINK, "https://example.org/"),
        Markup(46, 54, MarkupKind.EMPHASIS),
        Markup(58, 64, MarkupKind.DELETED),
    )
    (passage,) = passages.of_article([Block(BlockKind.PARAGRAPH, text, 1, markup=markup)])
    spans = [text[start:end] for start, end in passage.linkable or ()]
    assert spans == [" see the ", " and the ", " and an ", "emphasis", " or "]


def test_superscripts_and_subscripts_cut_no_name_and_continue_none() -> None:
    text = "CO2 over Libya1 since 19112 and in New York"
    markup = (
        Markup(2, 3, MarkupKind.SUBSCRIPT),
        Markup(14, 15, MarkupKind.SUPERSCRIPT),
        Markup(26, 27, MarkupKind.SUPERSCRIPT),
        Markup(35, 41, MarkupKind.SUPERSCRIPT),
    )
    found = passages.of_article([Block(BlockKind.PARAGRAPH, text, 1, markup=markup)])
    assert found[0].text == "CO2 over Libya¹ since 1911² and in New York"
    names = [Name(name, "x") for name in ("CO₂", "Libya", "1911", "19112", "New York")]
    (annotated,) = link([PageText("", found)], Lexicon(names))
    assert [(m.phrase, m.verdict is Verdict.IN_MARKUP) for m in annotated.mentions] == [
        ("CO2", False), ("Libya", False), ("1911", False), ("New York", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "superscript", "after", "found"),
    [
        ("Libya", "a", " said", ["Libya"]),
        ("the UN", "b", ",", ["UN"]),
        ("Libya", "a, b", "", ["Libya"]),
        ("Libya", "TM", " said", ["Libya"]),
        ("Ливия", "а", "", ["Ливия"]),
        ("Libya", "n", "s said", []),
        ("X", "e", " siècle", []),
        ("XIX", "e", " siècle", []),
        ("M", "me", " Roy", []),
        ("le 2", "e", " REP", ["2e REP"]),
    ],
)  # fmt: skip
def test_a_mark_of_letters_ends_the_word_before_it(
    before: str, superscript: str, after: str, found: list[str]
) -> None:
    start, end = len(before), len(before) + len(superscript)
    text, markup = before + superscript + after, (Markup(start, end, MarkupKind.SUPERSCRIPT),)
    read = passages.of_article([Block(BlockKind.PARAGRAPH, text, 1, markup=markup)])
    assert read[0].text == text
    names = [Name(name, name) for name in ("Libya", "UN", "Ливия", "X", "XIX", "M", "2e REP", "a")]
    (annotated,) = link([PageText("", read)], Lexicon(names))
    linked = [m for m in annotated.mentions if m.verdict is Verdict.LINKED]
    assert [text[m.start : m.end] for m in linked if m.phrase != "a"] == found


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
    (passage,) = passages.of_article([Block(kind, "Libya", 1)])
    assert passage.closed is verdict
