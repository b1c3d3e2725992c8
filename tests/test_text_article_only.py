"""Text captures that are the article and little else."""

import pytest

from briefings.model.reading import DROPPED
from briefings.readers.text import features
from briefings.readers.text import reader as text
from tests.text_captures import (
    FIRST,
    FOOTER,
    FOURTH,
    HEADLINE,
    MENU,
    SECOND,
    THIRD,
    page,
    paragraphs,
    rules,
)

PLAIN = [
    ("headline", "A Headline\n\n{a}\n\n{b}", ["title", "paragraph", "paragraph"]),
    ("picture under it", "A Headline\n\nThe Port of Alma\n\n{a}\n\n{b}",
     ["title", "caption", "paragraph", "paragraph"]),
    ("picture above it", "A ferry and a boat, seen from the pier on a day of wind and rain and "
     "snow in the month of May\n\nA Headline\n\n© Harbour/ Ada Brook\n\n{a}\n\n{b}",
     ["caption", "title", DROPPED, "paragraph", "paragraph"]),
    ("heading", "{a}\n\nA Heading\n\n{b}", ["paragraph", "heading", "paragraph"]),
    ("figure", "{a}\n\nA ferry at sea\n© Ada Brook\nA ferry at sea\n\n{b}",
     ["paragraph", "caption", DROPPED, DROPPED, "paragraph"]),
    ("teaser with picture", "{a}\n\nA boat (File)\n© Ada Brook\nAnother Boat Sails\n\n{b}",
     ["paragraph", DROPPED, DROPPED, "related", "paragraph"]),
    ("picture without credit", "{a}\n\nThe ferry, as seen from the southern pier\n\n{b}",
     ["paragraph", "caption", "paragraph"]),
    ("closing run", "{a}\n\n{b}\n\n\nAnother Ferry Sails\nA Third One Does Not",
     ["paragraph", "paragraph", "headline", "headline"]),
    ("closing line", "{a}\n\n{b}\n\n\nAnother Ferry Sails", ["paragraph", "paragraph", "headline"]),
    ("closing list", "{a}\n\n{b}\n\n\n- Alma: 86\n- Berea: 41", ["paragraph"] * 4),
    ("verse at the end", "{a}\n\n{b}\n\nRow, row\nOver the bay", ["paragraph"] * 4),
    ("headline with the site", "The Ferry Sails | Harbour News\n\n{a}\n\n{b}",
     ["title", "paragraph", "paragraph"]),
    ("label", "{a}\n\nADVERTISEMENT\n\n{b}", ["paragraph", DROPPED, "paragraph"]),
    ("page title above it", "A Headline | Harbour News\n\nA Headline\n\n{a}\n\n{b}",
     [DROPPED, "title", "paragraph", "paragraph"]),
    ("no blank lines", "The Ferry Sails\n{a}\n{b}\nA boat at sea\nPhoto: Ada Brook\n{a}\n{b}",
     ["title", "paragraph", "paragraph", "paragraph", DROPPED, "paragraph", "paragraph"]),
    ("copyright of the page", "{a}\n\nNobody came.\n{b}\n© Harbour News 2021",
     ["paragraph", "paragraph", "paragraph", DROPPED]),
    ("short paragraph", "{a}\n\nNobody came.\n\n{b}", ["paragraph", "paragraph", "paragraph"]),
]  # fmt: skip


@pytest.mark.parametrize(("capture", "roles"), [c[1:] for c in PLAIN], ids=[c[0] for c in PLAIN])
def test_a_capture_without_boilerplate_is_split_at_blank_lines(
    capture: str, roles: list[str]
) -> None:
    reading = text.read(capture.format(a=FIRST, b=SECOND), {})
    assert [decision.role for decision in reading.decisions] == roles


NO_HEADINGS = [
    *("ADVERTISEMENT", "By Ada Brook", "[pullquote]", "(Begin video clip)", "As Ada Brook notes:"),
    *("See harbour.example.com", "10:45", "A boat (Ada Brook/Harbour News)", "and on it went"),
    *("The crew at work. Ada Brook", "Ada Brook and Finn Dale (R)", "Explore charts >>"),
    *(
        "News | Why it was laid up",
        "Follow Ada Brook on Twitter",
        "Nobody came.",
        "3 hours ago",
        "@ada_brook",
    ),
]


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_a_line_that_is_no_heading(line: str) -> None:
    plain = "\n\n".join([HEADLINE, FIRST, line, SECOND])
    for capture in (plain, page(HEADLINE, FIRST, SECOND, line, THIRD, FOURTH)):
        assert rules(capture)[line][0] != "heading"


def test_a_phrase_between_parts_of_a_sentence_or_one_that_is_repeated_is_no_heading() -> None:
    lines = [FIRST, "Ada Brook", SECOND, "Ada Brook", THIRD, "Harbour News", FOURTH[0].lower()]
    capture = "\n\n".join([HEADLINE, *lines, "that was built in spring."])
    assert "heading" not in {role for role, _ in rules(capture).values()}


@pytest.mark.parametrize(
    ("line", "is_credit"),
    [
        *[(line, True) for line in ("Reuters", "© Reuters", "Ada Brook/AFP/Getty Images")],
        *[(line, True) for line in ("Photo by Ada Brook", "Foto: Ada Brook/dpa", "(Reuters)")],
        *[(line, False) for line in ("Reuters confirmed it on Friday.", "Reuters reported:")],
        *[(line, False) for line in ("Die dpa bestätigte das am Freitag.", "Reuters l'a confirmé")],
        *[(line, False) for line in ("The ferry at sea. Reuters/Ada Brook", "What Reuters saw")],
        *[(line, False) for line in ("Video: the ferry that nobody had wished to pay for",)],
    ],
)
def test_a_sentence_that_names_an_agency_is_no_credit(line: str, is_credit: bool) -> None:
    assert features.is_credit(line) is is_credit


def test_long_paragraphs_do_not_make_a_page_of_an_article() -> None:
    others = (
        f"The boat number {n} had to wait for it near St. Paul's Cathedral." for n in range(30)
    )
    long = " ".join([FIRST, SECOND, *others])
    joined = f"{SECOND}{FIRST}"
    capture = "\n\n".join([long, joined, "Tell me about No.", "5 is next.", THIRD, FOURTH])
    assert paragraphs(text.read(capture, {})) == capture.split("\n\n")


def test_a_list_of_headlines_is_no_article() -> None:
    reading = text.read(
        "\n\n".join([MENU, FOOTER, *(f"A Headline Number {n}" for n in range(30))]), {}
    )
    assert reading.blocks == ()
    assert {decision.rule for decision in reading.decisions} == {"no-article-found"}
