"""Which openings of paragraphs are datelines, and which only look like one."""

import pytest

from briefings.model.reading import Block, BlockKind, Markup, MarkupKind
from briefings.readers import dateline

DATELINES = """\
DEFIANCE, Ohio (AP) -| The council met
Washington (CNN)| The senator left
Des Moines, Iowa (CNN)| As voters
(Reuters) -| Shares fell
(CNN)| A storm
(CNN)| An 8-year-old boy
(Harbour.com) --| The mayor
LONDON —| The mayor
LONDON --| “We are done
WASHINGTON—|A judge
BERLIN, 3. März (dpa) –| Die Stadt
Berlin (dpa/lno) -| Die Stadt
Frankfurt/Main (dpa):| Die Stadt
BERLIN/HAMBURG (Reuters) -| Die Stadt
PARIS, 3 mars (AFP) —| Le maire
Québec, le 3 mars (AFP) -| Le maire
MADRID, 3 Mar. (EUROPA PRESS) -| El alcalde
Madrid, 3 mar (EFE).-| El alcalde
(ANSA) - ROMA, 03 MAR -| Il sindaco
МОСКВА, 5 мар — РИА Новости.| Мэр
МОСКВА, 5 мар - РИА Новости, Пётр Ильин.| Мэр
Москва. 5 марта. ИНТЕРФАКС -| Мэр
МОСКВА, 5 марта. /ТАСС/.| Мэр
MOSCOW, March 5. /TASS/.| The mayor
BEIJING, March 5 (Xinhua) --| The mayor
القاهرة (رويترز) -| قال العمدة
القاهرة 5 مارس (رويترز) -| قال العمدة
القاهرة - رويترز -| قال العمدة
باريس (أ ف ب) –| قال العمدة
دمشق 3 مارس آذار (رويترز) -| قال العمدة
واشنطن - (أ ف ب) -| قال العمدة
MOSCOW (Sputnik), Ann Lee —| The mayor
NEW YORK (The Associated Press) —| A clerk
PUTRAJAYA, Nov 22 —| Two firms
FARGO, N.D. —| With a glass
SANTA FE, Texas –| When pupils
LAS VEGAS, NEVADA --| He was late
PALM HILL, Fla./WASHINGTON (Reuters) -| The clerk
TRIPOLI (Harbour Wire) -| Talks go on
SEATTLE (AP) —|
"""


@pytest.mark.parametrize("line", DATELINES.splitlines())
def test_a_place_with_an_agency_a_day_or_a_region_is_a_dateline(line: str) -> None:
    opening, text = line.split("|")
    found = dateline.find(opening + text, "en")
    assert found
    assert found[0] == opening


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("DEFIANCE, Ohio (AP) - The council", "DEFIANCE, Ohio"),
        ("MOSCOW, March 5. /TASS/. The mayor", "MOSCOW"),
        ("(ANSA) - ROMA, 03 MAR - Il sindaco", "ROMA"),
        ("القاهرة 5 مارس (رويترز) - قال", "القاهرة"),
        ("(Reuters) - Shares fell", None),
    ],
)
def test_the_place_is_what_the_dateline_names(text: str, place: str | None) -> None:
    _, found = dateline.mark([Block(BlockKind.PARAGRAPH, text, 1)], "")
    assert (found.place if found else None) == place


@pytest.mark.parametrize(
    "text",
    [
        "NATO — the alliance — said",
        "By Ann Lee (Reuters) - The clerk",
        "NATO — The alliance said",
        "NASA said on Friday - The launch",
        "LONDON — the city that never sleeps — woke up",
        "BREAKING — The mayor has resigned",
        "EXCLUSIVE (VIDEO) — The mayor",
        "TRUMP — The president",
        "FILE - In this picture of April 22",
        "THE MAYOR — A man of few words",
        "HARBOUR WAR: The town accused",
        "MONDAY, March 5 — The mayor",
        "On March 5 — The day was cold",
        "Am 3. März – Die Stadt",
        "Mr. Smith, May 5 — The clerk",
        "London — The mayor",
        "The Associated Press (AP) President Ann Lee",
        "Agence France-Presse (AFP) – The agency",
        "Die Deutsche Presse-Agentur (dpa) – Sie",
        "Department of Health (HHS) — The",
        "Alternative für Deutschland (AfD) – Die",
        "WARREN (D-Mass.) – The senator",
        "(CNN) is a broadcaster",
        "(Update) — The mayor",
        "(AP Photo/Jane Doe) — The mayor",
        "PARIS AGREEMENT — The states",
        "قال العمدة إن المدينة سوف تبني (رويترز) - جسرا",
    ],
)
def test_a_sentence_or_a_label_in_capitals_is_none(text: str) -> None:
    assert dateline.find(text, "en") is None


def test_a_dateline_may_be_in_bold_and_may_hold_the_links_of_the_page() -> None:
    bold = Markup(0, 11, MarkupKind.STRONG)
    link = Markup(8, 10, MarkupKind.LINK, "https://example.org/")
    paragraph = Block(BlockKind.PARAGRAPH, "LONDON (AP) — Text", 1, markup=(bold, link))
    (marked,), _ = dateline.mark([paragraph], "en")
    assert marked.markup == (Markup(0, 13, MarkupKind.DATELINE), bold, link)
    whole = Block(BlockKind.PARAGRAPH, "LONDON (AP) — Text", 1, markup=(Markup(0, 18, bold.kind),))
    (marked,), _ = dateline.mark([whole], "en")
    assert [span.kind for span in marked.markup] == [MarkupKind.STRONG, MarkupKind.DATELINE]
    for start, kind in ((8, MarkupKind.STRONG), (0, MarkupKind.LINK)):
        across = Block(
            BlockKind.PARAGRAPH, "LONDON (AP) — Text", 1, markup=(Markup(start, 18, kind),)
        )
        assert dateline.mark([across], "en") == ((across,), None)


def test_only_the_first_dateline_is_marked() -> None:
    blocks = [
        Block(BlockKind.PARAGRAPH, text, 1)
        for text in ("A summary.", "ROME (AP) — A.", "OSLO (AP) — B.")
    ]
    marked, found = dateline.mark(blocks, "en")
    assert [bool(block.markup) for block in marked] == [False, True, False]
    assert found
    assert found.place == "ROME"
    assert dateline.without(marked[1]) == "A."
