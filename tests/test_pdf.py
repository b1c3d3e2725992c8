"""PDFs: how lines at places become the paragraphs of an article, and what is refused."""

import random
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import pytest

from briefings.content import articles
from briefings.content.articles import Parsing
from briefings.model.content import SourceFile
from briefings.model.reading import Container, Decision
from briefings.readers.pdf import extraction, reader
from briefings.readers.pdf.lines import Cell, Line
from briefings.readers.pdf.paragraphs import Paragraph, text
from tests import pdfs
from tests.pdfs import Text, column, pdf, stack

FIRST = (
    "The ministers of both countries met in the old town hall on Tuesday and talked until late in"
    " the evening about the water of the river that both of them need for their fields."
)
SECOND = (
    "Nobody had expected more than a beginning, and a beginning it was: the dam will be paid for"
    " by both sides, and a commission will count the fish before the first stone is laid."
)
THIRD = "They will meet again in May, when the snow in the mountains has melted."
TITLE = ("Ministers talk about water", 16, True)


def parse(data: bytes) -> Parsing:
    return articles.parse(SourceFile("articles/a.pdf", data), None, {})


def body(data: bytes) -> list[str]:
    """Return the blocks of the article, each with its kind."""
    article = parse(data).article
    assert article
    return [f"{block.kind.value}: {block.text}".strip() for block in article.blocks]


def paragraphs(*texts: str) -> list[str]:
    return [f"paragraph: {text}" for text in texts]


def dropped(data: bytes) -> list[Decision]:
    reading = parse(data).reading
    assert reading
    return [decision for decision in reading.decisions if decision.role == "dropped"]


def numbered(*pages: Sequence[Text]) -> bytes:
    """Return a PDF with a running header, and a footer with the number of each page."""
    return pdf([
        [Text("Ministry of Water", 60, 780, 8), *page, Text(f"Page {n} of 3", 270, 30, 8)]
        for n, page in enumerate(pages, 1)
    ])  # fmt: skip


def test_lines_become_paragraphs() -> None:
    assert body(pdf([stack([FIRST, SECOND, THIRD])])) == paragraphs(FIRST, SECOND, THIRD)


def test_paragraphs_with_an_indent_need_no_space_between_them() -> None:
    lines = column(FIRST, 700, indent=24)
    lines += column(SECOND, lines[-1].base - 12, indent=24)
    assert body(pdf([lines])) == paragraphs(FIRST, SECOND)


def test_paragraphs_without_space_or_indent_end_with_a_short_line() -> None:
    lines = column(FIRST, 700)
    lines += column(SECOND, lines[-1].base - 12)
    assert body(pdf([lines])) == paragraphs(FIRST, SECOND)


def test_a_paragraph_goes_on_over_columns_and_pages() -> None:
    lines = column(f"{FIRST} {SECOND} {FIRST}", 700, left=60, width=220)
    half = len(lines) // 2
    right = [line._replace(left=320, base=lines[n].base) for n, line in enumerate(lines[half:])]
    on_one = pdf([[*column("A heading over both of the columns of this page", 740, size=16),
                   *lines[:half], *right]])  # fmt: skip
    assert body(on_one)[-1:] == paragraphs(f"{FIRST} {SECOND} {FIRST}")
    wide = column(f"{FIRST} {SECOND}", 700)
    on_two = numbered(stack([THIRD])[:1] + wide[:2], wide[2:])
    assert body(on_two)[-1:] == paragraphs(f"{FIRST} {SECOND}")


def test_columns_are_read_one_after_the_other_also_if_the_file_mixes_them() -> None:
    left = column(f"{FIRST} {FIRST}", 700, left=60, width=220)
    right = column(f"{SECOND} {SECOND}", 700, left=320, width=220)
    mixed = sorted([*left, *right], key=lambda line: -line.base)
    assert body(pdf([mixed])) == paragraphs(f"{FIRST} {FIRST}", f"{SECOND} {SECOND}")


def test_what_is_printed_on_every_page_is_dropped_by_a_rule() -> None:
    data = numbered(stack([FIRST]), stack([SECOND]), stack([THIRD]))
    assert body(data) == paragraphs(FIRST, SECOND, THIRD)
    assert Counter(decision.rule for decision in dropped(data)) == {
        "running-header": 3,
        "running-footer": 3,
    }
    assert [d.line for d in dropped(data) if d.text.startswith("Page")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("feet", "rules"),
    [
        (["1", "2", "3"], ["page-number"] * 3),
        (["- 7 -", "- 8 -", "- 9 -"], ["page-number"] * 3),
        (["1 / 3", "2 / 3", "3 / 3"], ["page-number"] * 3),
        (["i", "ii", "iii"], ["page-number"] * 3),
        (["The dam 5", "The fish 6", "The snow 7"], ["running-footer"] * 3),
        (["1"], ["page-number"]),
        (["2024"], []),
        (["Osterby, in May", "Osterby, in June"], []),
    ],
    ids=["numbers", "in dashes", "of all", "roman", "with the chapter", "one page", "a year",
         "other words"],
)  # fmt: skip
def test_page_numbers(feet: list[str], rules: list[str]) -> None:
    texts = (FIRST, SECOND, THIRD)
    pages = [[*stack([texts[n]]), Text(foot, 280, 30)] for n, foot in enumerate(feet)]
    assert [decision.rule for decision in dropped(pdf(pages))] == rules


ADDRESS = "https://water.example/talks"


@pytest.mark.parametrize(
    ("top", "foot", "rules"),
    [
        (["8/7/24, 7:23 AM", "Ministry of Water"], [ADDRESS, "1/1"],
         ["running-header", "running-footer"]),
        (["Ministry of Water", ADDRESS], ["1 of 1", "08.08.2024, 07:23"],
         ["running-header", "running-footer"]),
        (["Ministry of Water", "No. 12"], [ADDRESS, "1/1"], ["running-footer"]),
        (["8/7/24, 7:23 AM", "Ministry of Water"], ["Osterby", "End"], []),
        (["Ministry of Water", "No. 12"], ["Read more at", ADDRESS], []),
    ],
    ids=["Chromium", "Firefox", "only below", "no address", "no page number"],
)  # fmt: skip
def test_what_a_browser_prints_around_one_page_is_dropped(
    top: list[str], foot: list[str], rules: list[str]
) -> None:
    edges = [
        Text(text, left, base, 8)
        for base, line in ((780, top), (30, foot))
        for left, text in zip((60, 400), line, strict=True)
    ]
    data = pdf([[*edges, *stack([FIRST, SECOND])]])
    assert sorted(decision.rule for decision in dropped(data)) == sorted(rules)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["the govern-", "ment agreed"], "the government agreed"),
        (["a well-", "known lake; well-known fish"], "a well-known lake; well-known fish"),
        (["the river-", "bank is not the bank of a river"],
         "the river-bank is not the bank of a river"),
        (["the North-", "South line"], "the North-South line"),
        (["from 1990-", "1995 only"], "from 1990-1995 only"),
        (["the govern\xad", "ment agreed"], "the government agreed"),
        (["they said -", "and went"], "they said - and went"),
    ],
    ids=["hyphenation", "written so elsewhere", "two words of the text", "capital", "years",
         "soft hyphen", "a dash"],
)  # fmt: skip
def test_hyphens_at_the_ends_of_lines(lines: list[str], expected: str) -> None:
    wide = [line.rjust(79, "x").replace("x", "", 1) for line in lines[:1]]
    filler = "x" * (len(wide[0]) - len(lines[0]) - 1)
    texts = [f"{filler} {lines[0]}", lines[1]]
    page = [Text(text, 60, 700 - 12 * n) for n, text in enumerate(texts)]
    assert body(pdf([page])) == paragraphs(f"{filler} {expected}")


def test_headings_are_larger_or_bold_and_the_title_is_the_largest() -> None:
    data = pdf([stack([
        "PRESS RELEASE", "8 August 2024", TITLE, "By Ann Lee", FIRST,
        ("What was agreed", 13, True), SECOND, ("The fish", 10, True), THIRD, FIRST,
    ])])  # fmt: skip
    article = parse(data).article
    assert article
    assert (article.title, article.authors) == (TITLE[0], ("Ann Lee",))
    assert str(article.published) == "2024-08-08"
    headings = [(b.text, b.level) for b in article.blocks if b.kind == "heading"]
    assert headings == [("What was agreed", 1), ("The fish", 2)]
    assert [(d.text, d.rule) for d in dropped(data)] == [
        ("8 August 2024", "day-of-publication"), ("By Ann Lee", "byline"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [("They agreed on all points.", 10, True), (FIRST, 10, True)],
    ids=["a bold sentence", "a bold paragraph"],
)
def test_a_bold_sentence_is_no_heading(line: tuple[str, float, bool]) -> None:
    data = pdf([stack([SECOND, FIRST, line, SECOND])])
    assert body(data) == paragraphs(SECOND, FIRST, line[0], SECOND)


def test_a_large_line_with_nothing_below_is_no_heading() -> None:
    data = pdf([stack([FIRST, ("Ministry of Water", 13, True)])])
    assert body(data) == paragraphs(FIRST, "Ministry of Water")


@pytest.mark.parametrize(
    ("title", "author", "expected"),
    [
        ("A river for two", "Cy Day", ["A river for two", "Cy Day"]),
        ("Microsoft Word - draft7.doc", "cday", []),
    ],
)
def test_metadata_counts_if_the_document_shows_the_same_words(
    title: str, author: str, expected: list[str]
) -> None:
    data = pdf([stack(["A river for two", FIRST, "Contact: Cy Day"])], title, author)
    article = parse(data).article
    assert article
    assert [fact.value for fact in article.facts if fact.evidence == "declared"] == expected
    assert article.published is None


def test_footnotes_stand_at_the_end_of_the_article() -> None:
    notes = [Text("1 See the agreement of 1990 and its annex, which", 60, 80, 7),
             Text("both countries have signed.", 60, 70, 7),
             Text("2 In the upper valley.", 60, 60, 7)]  # fmt: skip
    data = numbered([*stack([FIRST]), *notes], stack([THIRD]))
    assert body(data) == [
        *paragraphs(FIRST, THIRD),
        "rule:",
        *paragraphs(
            "1 See the agreement of 1990 and its annex, which both countries have signed.",
            "2 In the upper valley.",
        ),
    ]


def test_footnotes_on_successive_pages_are_no_running_footers() -> None:
    notes = ["1 In the upper valley of it.", "2 Among them trout.", "3 In most years."]
    pages = [
        [*stack([text]), Text(note, 60, 60, 7)]
        for text, note in zip((FIRST, SECOND, THIRD), notes, strict=True)
    ]
    assert body(pdf(pages)) == [*paragraphs(FIRST, SECOND, THIRD), "rule:", *paragraphs(*notes)]


def test_a_raised_number_stays_in_its_line_and_is_no_part_of_a_number() -> None:
    first, *rest = column(FIRST, 700)
    raised = Text("12", first.left + 6 * len(first.text), 704, 6)
    data = pdf([[first, raised, *rest]])
    assert body(data) == paragraphs(FIRST.replace(first.text, f"{first.text}¹²", 1))


@pytest.mark.parametrize("room", [1.2, 1.5])
def test_a_line_that_a_raised_number_lowers_is_in_its_paragraph(room: float) -> None:
    first, second, *rest = column(f"{FIRST} {SECOND}", 700)
    moved = [line._replace(base=line.base - (room - 1.2) * 10) for line in (second, *rest)]
    raised = Text("3", second.left + 6 * len(second.text), moved[0].base + 4, 6)
    more = column(THIRD, moved[-1].base - 12 * 2)
    noted = f"{FIRST} {SECOND}".replace(second.text, f"{second.text}³", 1)
    assert body(pdf([[first, moved[0], raised, *moved[1:], *more]])) == paragraphs(noted, THIRD)


def test_small_type_at_the_right_of_a_name_in_a_letterhead_is_no_part_of_it() -> None:
    letterhead = [Text("Council of the River", 60, 740, 18, True), Text("8 August 2024", 420, 740)]
    data = pdf([[*letterhead, Text("Decision 12 (2024)", 60, 710, 14, True),
                 *stack([FIRST, SECOND], 680)]])  # fmt: skip
    article = parse(data).article
    assert article
    assert (article.title, str(article.published)) == ("Council of the River", "2024-08-08")
    assert body(data)[0] == "heading: Decision 12 (2024)"


def test_rows_of_cells_are_a_table() -> None:
    cells = [("Town", "Votes", "Share"), ("Osterby", "12", "60 %"), ("Westerby", "8", "40 %")]
    rows = [
        Text(cell, 60 + 130 * at, 600 - 14 * row)
        for row, line in enumerate(cells)
        for at, cell in enumerate(line)
    ]
    article = parse(pdf([[*stack([FIRST]), *rows, *column(SECOND, 500)]])).article
    assert article
    assert article.blocks[1].rows == tuple(cells)
    assert article.blocks[2].text == SECOND


def test_bullets_make_a_list_and_dashes_stay() -> None:
    items = [Text("\u2022 A dam on the river", 60, 640), Text("\u2022 A bridge", 60, 626),
             Text("- We have to do more, she said.", 60, 600)]  # fmt: skip
    article = parse(pdf([[*stack([FIRST]), *items, *column(SECOND, 560)]])).article
    assert article
    _, dam, bridge, speech, _ = article.blocks
    assert [(b.text, b.containers, b.marker) for b in (dam, bridge)] == [
        ("A dam on the river", (Container.LIST_ITEM,), "*"),
        ("A bridge", (Container.LIST_ITEM,), "*"),
    ]
    assert (speech.text, speech.containers) == ("- We have to do more, she said.", ())


def test_turned_text_is_dropped() -> None:
    data = pdf([[*stack([FIRST]), Text("DRAFT", 580, 300, 30, turned=True)]])
    assert body(data) == paragraphs(FIRST)
    assert [(d.text, d.rule) for d in dropped(data)] == [("DRAFT", "turned-text")]


@pytest.mark.parametrize("seed", range(20))
def test_damaged_bytes_are_no_crash(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(pdf([stack([TITLE, FIRST, SECOND]), stack([THIRD])]))
    for _ in range(8):
        data[chance.randrange(len(data))] = chance.randrange(256)
    parsing = parse(bytes(data))
    assert parsing.article or parsing.problems


@pytest.mark.parametrize(
    "odd",
    [Text("far away", 1_000_000_000, 50), Text("thin", 60, 60, 0), Text("deep", 60, -1_000_000)],
    ids=["beyond the page", "without size", "below the page"],
)
def test_text_at_odd_places_does_no_harm_to_the_rest(odd: Text) -> None:
    assert FIRST in " ".join(body(pdf([[*stack([FIRST]), odd]])))


@pytest.mark.parametrize("seed", range(4))
def test_every_letter_is_kept_or_dropped_by_a_rule_and_none_is_invented(seed: int) -> None:
    chance = random.Random(seed)
    words = [*FIRST.split(), *SECOND.split(), "-", "\u2022", "12", "p.", "(a)", "well-known"]
    pages = [
        [
            Text(
                " ".join(chance.choices(words, k=chance.randint(1, 9))),
                chance.choice([60, 60, 72, 320, 400]),
                chance.randint(20, 790),
                chance.choice([7, 10, 10, 10, 12, 16]),
                chance.random() < 0.2,
                chance.random() < 0.05,
            )
            for _ in range(60)
        ]
        for _ in range(3)
    ]
    found = extraction.extract(pdf(pages))
    assert isinstance(found, extraction.Extracted)
    reading = reader.read(found)
    assert not hasattr(reading, "hint")
    there = _signs(text.text for page in pages for text in page)
    assert _signs(decision.text for decision in reading.decisions) == there
    assert all(decision.rule for decision in reading.decisions)
    outside = [d.text for d in reading.decisions if d.role in ("dropped", "title")]
    shown = _signs([block.text for block in reading.blocks] + outside)
    # Hyphens at the ends of lines and the signs of lists are not part of the words.
    assert not shown - there
    assert set(there - shown) <= {"-", "\u2022"}


def _signs(texts: Iterable[str]) -> Counter[str]:
    # Raised digits have characters of their own.
    return Counter(unicodedata.normalize("NFKC", "".join("".join(texts).split())))


def encrypted() -> bytes:
    """Return a PDF that asks for a password."""
    key = b"<" + b"41" * 32 + b">"
    encryption = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O %b /U %b /P -4 >> /ID [<41> <41>] "
    return pdf([stack([FIRST])]).replace(b"/Info 5 0 R", encryption % (key, key), 1)


def scanned() -> bytes:
    """Return a PDF of pages with a picture each."""
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8"
        b" /ColorSpace /DeviceGray /Length 1 >>\nstream\nx\nendstream"
    )
    page = b"<< /Length 22 >>\nstream\n600 0 0 800 0 0 cm /P Do\nendstream"
    return pdfs.assembled([page, page], b"/XObject << /P 10 0 R >>", [picture])


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "no PDF": (lambda: b"<!doctype html><p>Moved.", "mislabelled"),
    "cut": (lambda: pdf([stack([FIRST])])[:-500], "damaged-pdf"),
    "encrypted": (encrypted, "encrypted-pdf"),
    "scanned": (scanned, "scanned-pdf"),
    "empty": (lambda: pdf([[]]), "empty-document"),
    "forms in forms": (lambda: pdfs.form_bomb(12), "pdf-beyond-limits"),
}


@pytest.mark.parametrize(("make", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_a_pdf_that_cannot_be_read_is_one_clear_problem(
    make: Callable[[], bytes], code: str
) -> None:
    (problem,) = parse(make()).problems
    assert problem.code == code
    assert problem.message.endswith(".")
    assert problem.hint.endswith(".")


def test_without_the_extra_the_problem_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(extraction, "find_spec", lambda _: None)
    (problem,) = parse(pdf([stack([FIRST])])).problems
    assert problem.code == "pdf-support-missing"
    assert "pip install 'annotated-briefings[pdf]'" in problem.hint


def test_long_lines_without_spaces_are_joined_in_linear_time() -> None:
    long = Line((Cell("a" * 5_000, left=0, right=1, base=0, size=10, bold=False),), page=1)
    joined = text(Paragraph([long] * 200), frozenset())
    assert joined == " ".join(["a" * 5_000] * 200)
