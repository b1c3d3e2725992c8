"""The headline of a text capture: beside page titles, kickers and names of sites."""

import pytest

from briefings.model.reading import Field
from briefings.readers.text import blocks as text_blocks
from briefings.readers.text import headline_text, page_title, segmentation
from briefings.readers.text import reader as text
from tests.text_captures import (
    FIRST,
    FOURTH,
    HEADLINE,
    SECOND,
    THIRD,
    fact,
    page,
    paragraphs,
    rules,
)


def test_the_title_is_the_headline_and_not_the_browsers_title() -> None:
    top = "Ferry back after long winter: what it costs - Harbour News\n\n"
    headline = "Ferry between the two towns sails again after a winter in the dock"
    reading = text.read(page(headline, FIRST, SECOND, THIRD, top=top), {})
    assert fact(reading, Field.TITLE) == [headline]


def test_without_a_headline_the_title_is_the_browsers_without_the_site() -> None:
    top = "The ferry sails again at last | Harbour News\n\n"
    reading = text.read(page(FIRST, SECOND, THIRD, top=top), {})
    assert fact(reading, Field.TITLE) == [HEADLINE]


@pytest.mark.parametrize(
    ("title", "without"),
    [
        ("The ferry sails again - News - Harbour News", "The ferry sails again"),
        ("The ferry sails again | harbour.example", "The ferry sails again"),
        ("The ferry sails again - and what it costs", "The ferry sails again - and what it costs"),
        ("The ferry sails again – will it last?", "The ferry sails again – will it last?"),
        ("The ferry sails again｜Harbour News", "The ferry sails again"),
        ("Laid up all winter: - The ferry sails", "Laid up all winter: - The ferry sails"),
        (
            "渡し船が再び運航を始めた、長い冬のあと：港新聞",
            "渡し船が再び運航を始めた、長い冬のあと",
        ),
        (
            "渡轮在漫长的冬天之后再次在两个城镇之间通航_地方新闻_港口网",
            "渡轮在漫长的冬天之后再次在两个城镇之间通航",
        ),
        (
            "渡轮在漫长的冬天之后再次在两个城镇之间通航--地方--港口网",
            "渡轮在漫长的冬天之后再次在两个城镇之间通航",
        ),
        (
            "긴 겨울이 지나고 두 마을을 잇는 배가 다시 다닌다-사회ㅣ항구신문",
            "긴 겨울이 지나고 두 마을을 잇는 배가 다시 다닌다",
        ),
        (
            "긴 겨울이 지나고 두 마을을 잇는 배가 다시 다닌다-사회",
            "긴 겨울이 지나고 두 마을을 잇는 배가 다시 다닌다-사회",
        ),
        ("The ferry sails again", "The ferry sails again"),
    ],
)
def test_the_site_is_taken_off_a_pages_title(title: str, without: str) -> None:
    assert page_title.without_site(title) == without


LONG = "Ferry between the two towns sails again"
OTHER = "Ferry is back between the towns, and the council has paid"
GLUED = [
    ("site and furniture stuck to it", f"{LONG} - Harbour NewsSkip to the main content", [LONG],
     LONG),
    ("the headline is the second part", f"ferry sails again | {LONG} - Towns | Harbour", [LONG],
     LONG),
    ("kicker above it", f"The harbour: {LONG}, Harbour News, 2 May 2021", ["The harbour", LONG],
     f"The harbour: {LONG}"),
    ("kicker with its colon", f"The harbour: {LONG} - Harbour News", ["The harbour:", LONG],
     f"The harbour: {LONG}"),
    ("kicker run into it", f"The harbour: {LONG} - Harbour News", [f"The harbour {LONG}"],
     f"The harbour: {LONG}"),
    ("kicker run into it, and a trail of sections", "", [f"* The harbour: {LONG}",
     f"The harbour {LONG}"], f"The harbour: {LONG}"),
    ("kicker only in the page's title", f"The harbour: {LONG} - Harbour News", [LONG], LONG),
    ("another label in the page's title", f"In the dock: {LONG} | Harbour News",
     [f"After the winter - {LONG}"], LONG),
    ("label that another line does not have", "", [f"In Tumblr {LONG}", f"{LONG} Back to video"],
     LONG),
    ("label that is a part of the sentence", "", [f"Why the {LONG.lower()}", LONG],
     f"Why the {LONG.lower()}"),
    ("kicker in capitals", "", [f"NORTHERN HARBOUR TRAFFIC {LONG}"], LONG),
    ("few words out of the middle", f"Will the {LONG.lower()} this year? | Harbour News",
     [LONG.lower()], f"Will the {LONG.lower()} this year?"),
    ("byline stuck to it", f"{LONG} | Harbour News", [f"9 minutes agoLast changed{LONG}"], LONG),
    ("section before it, and a breadcrumb", "", [f"Towns : The harbour: {LONG}", FIRST, "1. Home",
     "2. Towns", f"3. The harbour: {LONG}"], f"The harbour: {LONG}"),
    ("kicker before it, and a list that has it apart", "", [f"Towns: {LONG}", FIRST, "1. Towns",
     f"2. Ada Brook: {LONG}"], f"Towns: {LONG}"),
    ("in other words below the trail", f"{OTHER} | Harbour News", [f"Home News {OTHER}", LONG,
     "By Ada Brook"], LONG),
    ("the end of the trail below it", f"The harbour: {LONG}, at last | Harbour News",
     [f"The harbour: {LONG}, at last", f"{LONG}, at last"], f"The harbour: {LONG}, at last"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("top", "lines", "title"), [c[1:] for c in GLUED], ids=[c[0] for c in GLUED]
)
def test_the_page_says_where_the_headline_begins_and_ends(
    top: str, lines: list[str], title: str
) -> None:
    capture = page(*lines, FIRST, SECOND, THIRD, top=f"{top}\n\n" if top else "")
    assert fact(text.read(capture, {}), Field.TITLE) == [title]


GERMAN = (
    "Die Fähre zwischen den beiden Städten fährt nach dem langen Winter wieder, sagte der Kapitän, "
    "und viele Menschen standen am Ufer, um zu sehen, wie und warum das wieder geht."
)
FRENCH = (
    "Le bac entre les deux villes reprend la mer après un long hiver, a dit le capitaine, et "
    "beaucoup de gens étaient sur le quai, sans dire pourquoi."
)
KICKERS = [
    (GERMAN, "Meinung Warum die Fähre wieder fahren muss", "Warum die Fähre wieder fahren muss"),
    (GERMAN, "Häfen Nord „Wie wir die Fähre wieder bekamen“", "„Wie wir die Fähre wieder bekamen“"),
    (FRENCH, "Reportage Pourquoi le bac reprend la mer", "Pourquoi le bac reprend la mer"),
]  # fmt: skip
HEADLINES = [
    ("small letters before it", GERMAN, "Häfen im Norden Das lange Warten auf die Fähre"),
    ("a name", GERMAN, "Partei Die Linke will die Fähre wieder fahren lassen"),
    ("a name in French", FRENCH, "Journal Le Monde du bac entre les deux villes"),
    ("it begins with a stop word", GERMAN, "Warum Wieder die Fähre fährt und was sie kostet"),
    (
        "a word that the article does not write small",
        GERMAN,
        "Hafen Wann die Fähre wieder fahren muss",
    ),
    ("a mark", GERMAN, "Hafen: Warum die Fähre wieder fahren muss"),
    ("English", FIRST, "Opinion Why the ferry has to sail again"),
]


@pytest.mark.parametrize(("article", "line", "title"), KICKERS)
def test_a_kicker_before_the_beginning_of_a_sentence(article: str, line: str, title: str) -> None:
    assert headline_text.without_kicker(line, article) == title


@pytest.mark.parametrize(
    ("article", "line"), [c[1:] for c in HEADLINES], ids=[c[0] for c in HEADLINES]
)
def test_no_kicker_without_evidence(article: str, line: str) -> None:
    assert headline_text.without_kicker(line, article) == line


def test_a_line_with_the_site_behind_it_is_the_headline_without() -> None:
    capture = f"{LONG} | Harbour News Loaded\n\n{LONG}\n"
    units = text_blocks.blocks(list(enumerate(segmentation.segments(capture))))
    assert headline_text.of(units, 0, "") == LONG


TOPS = [
    ("site", f"{LONG} | Harbour News", [], LONG),
    ("furniture stuck to the site", f"{LONG} - Harbour News‌Skip to the main content", [LONG], LONG),
    ("the second part is a line", f"ferry runs again | {LONG}: {HEADLINE} - Towns | Harbour",
     [f"{LONG}: {HEADLINE}"], f"{LONG}: {HEADLINE}"),
    ("a part far shorter is a line", f"{LONG} – {HEADLINE.lower()}, says the captain herself",
     [LONG], f"{LONG} – {HEADLINE.lower()}, says the captain herself"),
    ("said again with another dash", f"{LONG} - {HEADLINE}, says the captain herself",
     [f"{LONG} – {HEADLINE}, says the captain herself"],
     f"{LONG} - {HEADLINE}, says the captain herself"),
    ("said again as it is", f"{LONG} - Harbour News", [f"{LONG} - Harbour News"],
     f"{LONG} - Harbour News"),
    ("short and alone", "Harbour News", [], ""),
]  # fmt: skip


@pytest.mark.parametrize(("top", "lines", "title"), [c[1:] for c in TOPS], ids=[c[0] for c in TOPS])
def test_the_title_that_the_browser_shows(top: str, lines: list[str], title: str) -> None:
    capture = "\n\n".join([top, "Home", "News", "Sport", *lines])
    units = text_blocks.blocks(list(enumerate(segmentation.segments(capture))))
    assert page_title.find(units) == title


@pytest.mark.parametrize(
    "menu",
    [
        "Ferry again after winter ferry again after winter",
        "The ferry at the pier in winter, again. Ada Brook / Europa Press",
    ],
    ids=["words said twice", "picture"],
)
def test_a_line_of_the_articles_words_that_is_no_headline(menu: str) -> None:
    capture = page(menu, "Nobody asked for this line to be where it is", LONG, FIRST, SECOND, THIRD)
    assert fact(text.read(capture, {}), Field.TITLE) == [LONG]


@pytest.mark.parametrize(
    ("capture", "title"),
    [
        (f"{LONG} | Harbour News\n", [LONG]),
        (
            "긴 겨울이 지나고 두 마을을 잇는 배가 다시 다닌다-사회ㅣ항구신문\n",
            ["긴 겨울이 지나고 두 마을을 잇는 배가 다시 다닌다"],
        ),
        (f"{LONG}.\n", []),
    ],
    ids=["bar", "Korean", "a sentence"],
)
def test_a_title_without_a_page_is_no_article(capture: str, title: list[str]) -> None:
    reading = text.read(capture, {})
    assert fact(reading, Field.TITLE) == title
    assert bool(paragraphs(reading)) is not bool(title)


def test_a_first_line_that_shares_nothing_with_the_article_is_no_title() -> None:
    notice, title = (
        "You must switch on all scripts for this to show\n\n",
        "The winter of the harbour boats",
    )
    lines = [title, "Nobody asked for this line to be where it is", FIRST, SECOND, THIRD]
    assert fact(text.read(page(*lines, top=notice), {}), Field.TITLE) == [title]


def test_a_first_line_that_the_page_repeats_is_the_title() -> None:
    capture = (
        page(LONG, "By Ada Brook", FIRST, SECOND, THIRD, top=f"{OTHER}\n\n") + f"\n{OTHER}\n" * 2
    )
    assert fact(text.read(capture, {}), Field.TITLE) == [OTHER]


def test_a_headline_below_what_was_taken_for_the_beginning_is_found() -> None:
    notice = (
        "There was a problem with your account for the ferry. Nobody can see it at the moment, "
        "and it will be there again soon."
    )
    lines = [FIRST, notice, "Close", LONG, SECOND, THIRD, FOURTH]
    capture = page(*lines, top=f"{LONG} | Harbour News\n\n")
    assert rules(capture)[LONG] == ("title", "headline")


def test_a_standfirst_that_stands_twice_is_not_where_the_article_begins() -> None:
    lines = [FIRST, "Another line", "One more line", FIRST, "Print", "Share this", LONG]
    capture = page(*lines, SECOND, THIRD, FOURTH)
    assert rules(capture)[LONG] == ("title", "headline")


def test_a_paragraph_that_begins_with_the_pages_title_confirms_it() -> None:
    glued = f"{LONG} {FIRST.lower()} {SECOND.lower()}"
    lines = ["To see the ferry again after this winter", "Close", glued, THIRD, FOURTH]
    capture = page(*lines, top=f"{LONG} | Harbour News\n\n")
    assert fact(text.read(capture, {}), Field.TITLE) == [LONG]


def test_words_with_combining_marks_are_compared() -> None:
    body = "लंबी सर्दी के बाद रविवार को नौका फिर से चलने लगी। नौका गर्मी से पहले तैयार हुई।"
    more = "किसी को आशा नहीं थी कि नौका गर्मी से पहले फिर से चलने लगेगी, यह कप्तान ने रविवार को कहा।"
    title = "लंबी सर्दी के बाद नौका फिर से चलने लगी"
    assert fact(text.read(page(title, body, more, f"{body} {more}"), {}), Field.TITLE) == [title]


@pytest.mark.parametrize(
    ("kicker", "title", "of_page", "whole"),
    [
        ("The harbour", HEADLINE, f"The harbour: {HEADLINE}", f"The harbour: {HEADLINE}"),
        ("The harbour:", HEADLINE, f"The harbour: {HEADLINE}, News", f"The harbour: {HEADLINE}"),
        ("The harbour", HEADLINE, f"The harbour: - {HEADLINE}", ""),
        ("The harbour", HEADLINE, f"The harbour {HEADLINE}", ""),
        ("A harbour", HEADLINE, f"The harbour: {HEADLINE}", ""),
        ("The harbour", "Ferry", "The harbour: Ferry", ""),
    ],
)
def test_kicker_and_headline_in_two_lines(
    kicker: str, title: str, of_page: str, whole: str
) -> None:
    assert headline_text.with_kicker(kicker, title, of_page) == whole
