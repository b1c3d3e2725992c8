"""Word documents: what of them is the article, and what is refused."""

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.content import articles
from briefings.content.articles import Parsing
from briefings.model.content import SourceFile
from briefings.model.reading import Container, MarkupKind

TEXT = (
    "The ministers of both countries met in the old town hall on Tuesday and talked until late in"
    " the evening about the water of the river that both of them need."
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def written(write: Callable[[Document], object]) -> bytes:
    """Return a document that python-docx writes."""
    document = docx.Document()
    write(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_parts(data: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """Return a document with parts replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, part in parts.items():
            after.writestr(name, part)
    return out.getvalue()


def paragraphs(*texts: str) -> bytes:
    return written(lambda document: [document.add_paragraph(text) for text in texts])


def parse(data: bytes) -> Parsing:
    return articles.parse(SourceFile("articles/a.docx", data), None, {})


def body(data: bytes) -> list[str]:
    """Return the blocks of the article, each with its kind."""
    article = parse(data).article
    assert article
    return [f"{block.kind.value}: {block.text}" for block in article.blocks]


def release(document: Document) -> None:
    document.add_paragraph("Ministry of Water")
    document.add_paragraph("Osterby, 8 August 2024")
    document.add_paragraph("Ministers talk about the river", style="Title")
    document.add_paragraph("By Ann Lee and Bo Ek")
    paragraph = document.add_paragraph("The ministers ")
    paragraph.add_run("agreed").bold = True
    paragraph.add_run(" on ")
    paragraph.add_run("all points").italic = True
    paragraph.add_run(f". {TEXT}")
    document.add_heading("What they said", 1)
    document.add_paragraph("A dam", style="List Bullet")
    document.add_paragraph("A bridge", style="List Bullet")
    document.add_paragraph("First things first.", style="Quote")
    document.add_paragraph("The river in spring", style="Caption")
    table = document.add_table(2, 2)
    for row, cells in enumerate((("Town", "Votes"), ("Osterby", "12"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.sections[0].header.paragraphs[0].text = "Ministry of Water  Press Office"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.core_properties.author = "python-docx"


def test_the_styles_of_a_document_say_what_its_paragraphs_are() -> None:
    article = parse(written(release)).article
    assert article
    assert article.title == "Ministers talk about the river"
    assert article.authors == ("Ann Lee", "Bo Ek")
    assert str(article.published) == "2024-08-08"
    assert body(written(release)) == [
        "paragraph: Ministry of Water",
        "paragraph: Osterby, 8 August 2024",
        f"paragraph: The ministers agreed on all points. {TEXT}",
        "heading: What they said",
        "paragraph: A dam",
        "paragraph: A bridge",
        "paragraph: First things first.",
        "caption: The river in spring",
        "table: Town Votes Osterby 12",
    ]
    (_, _, opening, _, dam, _, quotation, _, table) = article.blocks
    assert [(m.kind, opening.text[m.start : m.end]) for m in opening.markup] == [
        (MarkupKind.STRONG, "agreed"), (MarkupKind.EMPHASIS, "all points"),
    ]  # fmt: skip
    assert (dam.containers, dam.marker) == ((Container.LIST_ITEM,), "*")
    assert quotation.containers == (Container.QUOTATION,)
    assert table.rows == (("Town", "Votes"), ("Osterby", "12"))


def test_what_is_left_out_has_a_rule() -> None:
    reading = parse(written(release)).reading
    assert reading
    assert {d.text: d.rule for d in reading.decisions if d.role == "dropped"} == {
        "Ministry of Water Press Office": "running-header",
        "Page 1": "running-footer",
        "By Ann Lee and Bo Ek": "byline",
    }


def test_footnotes_stand_at_the_end() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    first = f"<w:p>{run.format(TEXT)}{reference}</w:p>"
    last = f"<w:p>{run.format('They meet again in May.')}</w:p>"
    note = (
        f'<w:footnote w:id="2"><w:p>{run.format("See the agreement of 1990.")}</w:p></w:footnote>'
    )
    rel = f'<Relationship Id="n" Type="{RELATIONS}/footnotes" Target="footnotes.xml"/>'
    data = with_parts(
        paragraphs("x"),
        {
            "word/document.xml": f"<w:document {W}><w:body>{first}{last}</w:body></w:document>",
            "word/footnotes.xml": f"<w:footnotes {W}>{note}</w:footnotes>",
            "word/_rels/document.xml.rels": "<Relationships xmlns='http://schemas.openxmlformats."
            f"org/package/2006/relationships'>{rel}</Relationships>",
        },
    )
    assert body(data) == [
        f"paragraph: {TEXT}[1]",
        "paragraph: They meet again in May.",
        "paragraph: See the agreement of 1990.",
    ]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["PRESS RELEASE", "**Ministers talk about water**", TEXT], "Ministers talk about water"),
        (["**PRESS RELEASE**", "**Ministers talk about water**", TEXT],
         "Ministers talk about water"),
        (["**COMMUNIQUÉ DE PRESSE**", "**Les ministres parlent de l’eau**", TEXT],
         "Les ministres parlent de l’eau"),
        (["**Water in May**", TEXT], "Water in May"),
        (["**Ministers talk about water.**", TEXT], ""),
        (["Ministers talk about water", TEXT], ""),
        ([TEXT, "**Ministers talk about water**", TEXT], ""),
    ],
    ids=["bold", "a kind of document is no title", "a kind of three words", "short",
         "a bold sentence", "plain", "below the text"],
)  # fmt: skip
def test_a_bold_phrase_above_the_text_is_the_title(lines: list[str], title: str) -> None:
    def write(document: Document) -> None:
        for line in lines:
            document.add_paragraph().add_run(line.strip("*")).bold = "**" in line

    article = parse(written(write)).article
    assert article
    assert article.title == (title or article.title)
    assert any(fact.evidence == "text" and fact.field == "title" for fact in article.facts) == bool(
        title
    )


@pytest.mark.parametrize(
    ("title", "author", "expected"),
    [
        ("Ministers talk", "Cy Day", ("Ministers talk", ("Cy Day",))),
        ("Template of the ministry", "Microsoft Office User", ("", ())),
        ("", "cday", ("", ())),
    ],
    ids=["shown in the document", "of the template", "name of an account"],
)
def test_properties_count_if_the_document_shows_the_same_words(
    title: str, author: str, expected: tuple[str, tuple[str, ...]]
) -> None:
    def write(document: Document) -> None:
        document.core_properties.title = title
        document.core_properties.author = author
        for text in ("Ministers talk", TEXT, "Contact: Cy Day, cday@ministry.example"):
            document.add_paragraph(text)

    article = parse(written(write)).article
    assert article
    declared = [fact.value for fact in article.facts if fact.evidence == "declared"]
    assert declared == [value for value in (expected[0], *expected[1]) if value]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("8 August 2024", "2024-08-08"),
        ("Paris, le 8 août 2024", "2024-08-08"),
        ("Berlin, den 8. August 2024", "2024-08-08"),
        ("For release: 8 August 2024, 10:30", "2024-08-08"),
        ("Nr. 12 | Москва, 8 августа 2024", "2024-08-08"),
        ("Meeting of 5 May 2024", None),
        ("Valid until 5 May 2024", None),
        ("From 5 May 2024 to 7 May 2024", None),
        ("05/06/2024", None),
    ],
)
def test_the_day_is_that_of_a_line_that_states_a_day(line: str, day: str | None) -> None:
    article = parse(paragraphs("Ministry of Water", line, TEXT)).article
    assert article
    assert (str(article.published) if article.published else None) == day


WORDS = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1, max_size=80
)
STYLES = st.sampled_from(
    ["Normal", "Title", "Subtitle", "Heading 1", "Heading 3", "List Bullet", "List Number 2",
     "Quote", "Caption", "Body Text 2"]
)  # fmt: skip
PARAGRAPHS = st.lists(st.tuples(STYLES, st.lists(WORDS, max_size=3)), min_size=1, max_size=6)


@settings(max_examples=8, deadline=None)
@given(PARAGRAPHS, st.lists(st.lists(WORDS, min_size=2, max_size=2), max_size=3))
def test_every_word_of_a_document_is_kept_or_dropped_by_a_rule(
    found: list[tuple[str, list[str]]], table: list[list[str]]
) -> None:
    def write(document: Document) -> None:
        document.add_paragraph(TEXT)
        for style, runs in found:
            paragraph = document.add_paragraph(style=style)
            for number, text in enumerate(runs):
                paragraph.add_run(text).bold = bool(number % 2)
        if table:
            grid = document.add_table(len(table), 2)
            for row, texts in enumerate(table):
                for column, text in enumerate(texts):
                    grid.cell(row, column).text = text

    data = written(write)
    document = docx.Document(io.BytesIO(data))
    there = "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))
    reading = parse(data).reading
    assert reading
    assert all(decision.rule for decision in reading.decisions)
    decided = "".join(decision.text for decision in reading.decisions)
    assert "".join(decided.split()) == "".join(there.split())


def document_xml(inside: str) -> bytes:
    return with_parts(
        paragraphs("x"),
        {"word/document.xml": f"<w:document {W}><w:body>{inside}</w:body></w:document>"},
    )


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "no archive": (lambda: b"a text", "damaged-docx"),
    "cut": (lambda: paragraphs(TEXT)[:-200], "damaged-docx"),
    "another archive": (lambda: with_parts(empty_zip(), {"a.txt": "x"}), "damaged-docx"),
    "of the old format": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-or-encrypted-document"),
    "without text": (lambda: paragraphs(""), "empty-document"),
    "a bomb": (lambda: document_xml(" " * 60_000_000), "docx-too-large"),
    "many tags": (lambda: document_xml("<w:p/>" * 500_000), "docx-too-large"),
    "deep": (lambda: document_xml("<w:p>" * 5_000 + "</w:p>" * 5_000), "damaged-docx"),
    "with entities": (
        lambda: with_parts(
            paragraphs("x"), {"word/document.xml": f"<!DOCTYPE a><w:document {W}></w:document>"}
        ),
        "damaged-docx",
    ),
}


def empty_zip() -> bytes:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    return out.getvalue()


@pytest.mark.parametrize(("make", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_a_document_that_cannot_be_read_is_one_clear_problem(
    make: Callable[[], bytes], code: str
) -> None:
    (problem,) = parse(make()).problems
    assert problem.code == code
    assert problem.hint.endswith(".")
