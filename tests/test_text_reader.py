"""The text reader without profiles: each rule, and properties of all texts."""

import re
import time
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefings.model.reading import DROPPED, BlockKind, Evidence, Field, Reading
from briefings.readers.text import blocks as text_blocks
from briefings.readers.text import features, headline_text, page_title, segmentation
from briefings.readers.text import reader as text

MENU = "\n\n".join(["Home", "News", "Politics", "Sport", "Culture", "Weather", "Log in"] * 3)
FOOTER = "\n\n".join(["Contact", "About us", "Jobs", "Terms", "Imprint", "Press", "Archive"] * 2)
FIRST = (
    "The ferry between the two towns sailed again on Sunday after a long winter. Nobody had "
    "expected it to be ready before the summer, and few had wished for it."
)
SECOND = (
    "It had been laid up because nobody wished to pay for the repair of the engine. In the end the "
    "council found the money in the fund that had been meant for the bridge."
)
THIRD = (
    "The captain said that she was glad to be at work again. The first crossing took eleven "
    "minutes, which is two minutes less than in the year before."
)
FOURTH = (
    "Tickets cost as much as they did before the winter, and children travel free. The ferry runs "
    "every half hour from six in the morning until ten at night."
)


def page(*lines: str, top: str = "", indent: str = "") -> str:
    body = "\n\n".join(indent + line for line in lines)
    return f"{top}{MENU}\n\n{body}\n\n{FOOTER}\n"


def rules(capture: str) -> dict[str, tuple[str, str]]:
    return {d.text: (d.role, d.rule) for d in text.read(capture, {}).decisions}


def fact(reading: Reading, field: Field) -> list[str]:
    return [found.value for found in reading.facts if found.field is field]


def paragraphs(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks if block.kind is BlockKind.PARAGRAPH]


def test_the_article_is_found_between_menu_and_footer() -> None:
    reading = text.read(page("The ferry sails again at last", FIRST, SECOND, THIRD), {})
    assert paragraphs(reading) == [FIRST, SECOND, THIRD]
    assert fact(reading, Field.TITLE) == ["The ferry sails again at last"]


HEADLINE = "The ferry sails again at last"
INSIDE = [
    ("repeated label", "Advertisement", DROPPED, "stands-often"),
    ("related", "Read more: Why the ferry was laid up", "related", "related-line"),
    ("related, other language", "Lesen Sie auch: Die Fähre fährt", "related", "related-line"),
    ("credit", "Photo: Ada Brook", DROPPED, "photo-credit"),
    ("credit sign", "© Harbour News", DROPPED, "photo-credit"),
    (
        "caption",
        "The ferry leaves the harbour of the northern town. Photo: Ada Brook",
        "caption",
        "caption-with-credit",
    ),
    (
        "notice",
        "Sign up for our newsletter and get the news by e-mail every morning.",
        DROPPED,
        "speaks-of-the-site",
    ),
    ("time", "Sunday, 10:45", DROPPED, "date-line"),
    ("item", "• a new engine", "paragraph", "list-item"),
    ("heading", "A winter in the dock", "heading", "phrase-between-paragraphs"),
    (
        "no full stop",
        "The new engine uses half of the oil that the old one used, and it makes hardly any noise "
        "in the cabin",
        "paragraph",
        "long-beside-sentences",
    ),
]


@pytest.mark.parametrize(
    ("line", "role", "rule"), [c[1:] for c in INSIDE], ids=[c[0] for c in INSIDE]
)
def test_a_line_between_paragraphs(line: str, role: str, rule: str) -> None:
    times = 3 if rule == "stands-often" else 1
    lines = [HEADLINE, FIRST, SECOND, *[line] * times, THIRD, FOURTH]
    assert rules(page(*lines))[line] == (role, rule)


def test_the_text_goes_on_below_an_inserted_list_but_not_below_comments() -> None:
    more = [f"A year later: {line}" for line in (FIRST, SECOND, THIRD, FOURTH)]
    list_ = [f"Storm {n} closes a port for days" for n in range(9)]
    for heading, count in (("Most read", 8), ("Meistgelesen", 8), ("3 comments", 4)):
        found = text.read(page(HEADLINE, FIRST, SECOND, THIRD, FOURTH, heading, *list_, *more), {})
        assert len(paragraphs(found)) == count
    twice = [HEADLINE, FIRST, SECOND, THIRD, FOURTH]
    assert len(paragraphs(text.read(page(*twice, "Most read", *list_, *twice), {}))) == 4


def test_a_single_item_between_paragraphs_is_a_heading_and_items_of_a_list_are_not() -> None:
    later = f"A year later: {FIRST} {SECOND}"
    lines = [HEADLINE, FIRST, SECOND, "- Oil", "- Rope", THIRD, FOURTH, "2. The crew", later]
    found = rules(page(*lines))
    assert found["2. The crew"] == ("heading", "item-between-paragraphs")
    assert found["- Oil"] == found["- Rope"] == ("paragraph", "list-item")


def test_the_last_paragraphs_about_the_author_or_the_site_are_dropped() -> None:
    about = "Ada Brook writes about boats and harbours, and has sailed on most of them herself."
    site = "Stay in touch with us: our newsletter has the news of the harbour every morning."
    body = [FIRST, SECOND, THIRD, FOURTH, *(f"A year later: {x}" for x in (FIRST, SECOND, THIRD))]
    more = [f"Two years later: {line}" for line in (FIRST, SECOND)]
    found = rules(page(HEADLINE, "By Ada Brook", *body, *more, about, site))
    assert found[about] == (DROPPED, "about-the-author")
    assert found[site][0] == DROPPED
    assert found[more[-1]][0] == "paragraph"


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("The captain of the ferry (left) and the clerk of the northern town.", "picture-words"),
        (f"{FIRST[:76]}, says the council. Finn Dale", "caption-with-name"),
    ],
)
def test_a_caption_without_a_credit_is_no_paragraph(line: str, rule: str) -> None:
    assert rules(page(HEADLINE, FIRST, SECOND, line, THIRD, FOURTH))[line] == ("caption", rule)


@pytest.mark.parametrize(
    "lines",
    [
        ["1. News", "2. Traffic", f"3. {HEADLINE}"],
        [f"* {HEADLINE}"],
        [HEADLINE, f"{FIRST[:76]}, as the council of the northern town had promised to all"],
    ],
    ids=["trail of sections", "item alone", "above its standfirst"],
)
def test_the_headline_without_a_page_title(lines: list[str]) -> None:
    assert fact(text.read(page(*lines, FIRST, SECOND, THIRD), {}), Field.TITLE) == [HEADLINE]


def test_a_question_that_is_answered_in_speech_is_no_heading() -> None:
    question, speech = "Will the ferry last for yet another winter?", f"“{SECOND}”"
    assert rules(page(HEADLINE, FIRST, question, speech, THIRD))[question][0] == "paragraph"


def test_a_sentence_above_a_credit_is_a_caption() -> None:
    caption = "The ferry leaves the harbour of the northern town on its first day."
    found = rules(page(HEADLINE, FIRST, SECOND, caption, "Photo: Ada Brook", THIRD, FOURTH))
    assert found[caption] == ("caption", "caption-above-credit")


def test_a_standfirst_is_kept_over_a_row_of_buttons() -> None:
    standfirst = "After a winter in the dock the ferry is back, and the council has paid for it."
    buttons = ["Share", "Print", "Save", "Listen", "0", "12"]
    found = rules(page(HEADLINE, standfirst, *buttons, FIRST, SECOND, THIRD))
    assert found[standfirst] == ("paragraph", "standfirst")
    assert found["Print"][0] == DROPPED


def test_a_question_between_paragraphs_is_a_heading() -> None:
    found = rules(
        page(HEADLINE, FIRST, SECOND, "Will the ferry last for yet another winter?", THIRD)
    )
    assert found["Will the ferry last for yet another winter?"] == (
        "heading",
        "question-between-paragraphs",
    )


def test_a_label_between_does_not_hide_a_heading() -> None:
    ad = "Advertisement"
    lines = [HEADLINE, FIRST, ad, SECOND, ad, "A winter in the dock", ad, THIRD, FOURTH]
    assert rules(page(*lines))["A winter in the dock"][0] == "heading"


def test_two_phrases_in_a_row_are_no_headings() -> None:
    found = rules(page(HEADLINE, FIRST, SECOND, "Harbour", "Why it was laid up", THIRD, FOURTH))
    assert found["Harbour"] == (DROPPED, "not-a-sentence")


def test_what_is_indented_otherwise_than_the_article_is_dropped() -> None:
    teaser = "A teaser of another article stands further in than the paragraphs do, as it will."
    body = "\n\n".join(f"    {line}" for line in (FIRST, SECOND, THIRD, FOURTH))
    capture = f"{MENU}\n\n{body}\n\n            {teaser}\n\n    {FIRST.upper().lower()}\n\n{FOOTER}"
    assert rules(capture)[teaser] == (DROPPED, "off-indent")


def test_readers_comments_below_the_article_are_dropped() -> None:
    comments = ["Comments", "Finn", "I have never liked that ferry, and I do not like it now.",
                "Reply", "Ada", "Nobody asked you what you like, did they? I like it very much.",
                "Reply", "Report"]  # fmt: skip
    reading = text.read(page(HEADLINE, FIRST, SECOND, THIRD, FOURTH, *comments * 2), {})
    assert paragraphs(reading) == [FIRST, SECOND, THIRD, FOURTH]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "渡し船は日曜日に再び運航を始めた。長い冬のあとである。",
            "夏までに間に合うとは誰も思っていなかった。町は橋のための基金から費用を出した。",
        ),
        (
            "연락선이 긴 겨울을 보내고 일요일에 다시 운항을 시작했다.",
            "여름 전에 준비가 끝날 것이라고 예상한 사람은 아무도 없었다고 선장은 말했다.",
        ),
        (
            "عادت العبّارة إلى العمل يوم الأحد بعد شتاء طويل في الحوض.",
            "ولم يتوقع أحد في المدينة أن تكون جاهزة قبل الصيف.",
        ),
        (
            "लंबी सर्दी के बाद रविवार को नौका फिर से चलने लगी।",
            "किसी को आशा नहीं थी कि वह गर्मी से पहले तैयार होगी।",
        ),
        (
            "Паром снова пошёл в воскресенье после долгой зимы.",
            "Никто в городе не ждал, что он будет готов до лета.",
        ),
        (
            "Die Fähre fährt seit Sonntag wieder zwischen den Städten.",
            "Niemand hatte damit gerechnet, dass sie vor dem Sommer fertig wird.",
        ),
    ],
    ids=["Japanese", "Korean", "Arabic", "Hindi", "Russian", "German"],
)
def test_sentences_are_distinguished_from_boilerplate_in_any_script(
    first: str, second: str
) -> None:
    body = [f"{first} {second}", f"{second} {first}", f"{first} 2 {second}"]
    assert paragraphs(text.read(page(*body), {})) == body


PACKED = (
    "Home News Politics Sport CultureLog in" + "".join(f"Section {n}Topic" for n in range(60))
    + HEADLINE + FIRST + "A winter in the dockShare" + SECOND + THIRD + FOURTH
    + "More from HarbourAnother ferry sailsContactImprintTerms"
)  # fmt: skip


def test_a_packed_line_is_split_into_segments() -> None:
    reading = text.read(PACKED, {})
    kept = " ".join(paragraphs(reading))
    for paragraph in (SECOND, THIRD, FOURTH):
        assert paragraph in kept
    assert "Topic" not in kept
    assert "Imprint" not in kept
    assert {decision.line for decision in reading.decisions} == {1}
    assert "".join(d.text for d in reading.decisions).replace(" ", "") == PACKED.replace(" ", "")


def test_names_with_capitals_inside_are_not_split() -> None:
    line = f"{FIRST}They spoke of McDonald and of YouTube as they crossed the water again."
    assert any("McDonald and of YouTube" in piece.text for piece in segmentation.segments(line))


def test_the_lines_of_a_wrapped_paragraph_are_one() -> None:
    words = FIRST.split()
    wrapped = "\n".join([" ".join(words[:9]), " ".join(words[9:20]), " ".join(words[20:])])
    reading = text.read(f"{wrapped}\n\n{SECOND}\n", {})
    assert paragraphs(reading)[-1] == SECOND
    assert " ".join(paragraphs(reading)[:-1]) == FIRST


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


def test_byline_and_date_under_the_headline_are_evidence() -> None:
    lines = [HEADLINE, "By Ada Brook and Finn Dale", "Published 2 May 2021", FIRST, SECOND, THIRD]
    reading = text.read(page(*lines), {})
    assert fact(reading, Field.AUTHOR) == ["Ada Brook", "Finn Dale"]
    assert fact(reading, Field.PUBLISHED) == ["2021-05-02"]
    assert {f.evidence for f in reading.facts if f.field is Field.PUBLISHED} == {Evidence.BYLINE}


HEADS = [
    ("day and names in one line", ["By Ada Brook and Finn Dale | 2 May 2021 10:30 GMT"],
     ["Ada Brook", "Finn Dale"]),
    ("names without a word before them", ["Ada Brook", "2 May 2021"], ["Ada Brook"]),
    ("several lines of names", ["2 May 2021", "Ada Brook", "Finn Dale"],
     ["Ada Brook", "Finn Dale"]),
    ("agency, times and another day", ["Ada Brook · Harbour News · Posted: May 02, 2021 4:00 AM "
     "EDT | Last updated May 3, 2021"], ["Ada Brook"]),
    ("the word alone", ["By", "Ada Brook", "Finn Dale", "2 May 2021"], ["Ada Brook", "Finn Dale"]),
    ("role", ["By Ada Brook, Staff Writer", "2 May 2021"], ["Ada Brook"]),
    ("column", ["Column by Ada Brook - 2 May 2021 at 08:52 - 12 comments"], ["Ada Brook"]),
    ("reading time", ["Ada Brook 2 May 2021, 19:35, 5 min read"], ["Ada Brook"]),
    ("German", ["Von: Ada Brook und Finn Dale", "Veröffentlicht am 2. Mai 2021, 10.30 Uhr"],
     ["Ada Brook", "Finn Dale"]),
    ("French", ["Par Ada Brook et Finn Dale", "Publié le 2 mai 2021 à 10h30"],
     ["Ada Brook", "Finn Dale"]),
    ("Russian", ["Автор: Ада Брук", "Опубликовано 2 мая 2021 г., 10:30"], ["Ада Брук"]),
    ("Arabic", ["بقلم: آدا بروك", "نُشر في ٢ مايو ٢٠٢١"], ["آدا بروك"]),
    ("section, not a name", ["Harbour Life", "2 May 2021"], []),
    ("person of the text, not its author", ["Tram Quarry", "2 May 2021"], []),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "names"), [c[1:] for c in HEADS], ids=[c[0] for c in HEADS])
def test_lines_under_the_headline_name_authors_and_day(lines: list[str], names: list[str]) -> None:
    menu = "Harbour Life\n\nHome\n\n"
    spoke = f"{SECOND} This was said by the mayor, Tram Quarry."
    reading = text.read(page(HEADLINE, *lines, FIRST, spoke, THIRD, FOURTH, top=menu), {})
    assert fact(reading, Field.AUTHOR) == names
    assert [day[:10] for day in fact(reading, Field.PUBLISHED)] == ["2021-05-02"]


def test_a_day_above_the_headline_needs_a_time_and_one_below_the_text_a_label() -> None:
    above = page("2 May 2021, 10:30", HEADLINE, FIRST, SECOND, THIRD)
    below = page(HEADLINE, FIRST, SECOND, THIRD, "Published: 2 May 2021 10:30")
    for capture in (above, below):
        assert fact(text.read(capture, {}), Field.PUBLISHED) == ["2021-05-02T10:30:00"]
    without = page("2 May 2021", HEADLINE, FIRST, SECOND, THIRD, "2 May 2021")
    assert fact(text.read(without, {}), Field.PUBLISHED) == []


@pytest.mark.parametrize(
    "line",
    [
        *("2 hours ago", "Published yesterday", "Last Sunday", "03/04/2021", "05.04.2021"),
        *("May 2021", "Available until 2 May 2021", "From the issue of 2 May 2021"),
    ],
)
def test_a_day_that_is_relative_or_can_be_read_two_ways_is_no_evidence(line: str) -> None:
    assert fact(text.read(page(HEADLINE, line, FIRST, SECOND, THIRD), {}), Field.PUBLISHED) == []


def test_the_day_of_a_change_is_not_that_of_publication() -> None:
    reading = text.read(page(HEADLINE, "Updated 3 May 2021", FIRST, SECOND, THIRD), {})
    assert fact(reading, Field.PUBLISHED) == []
    assert fact(reading, Field.MODIFIED) == ["2021-05-03"]


def test_a_date_in_the_menu_or_the_text_is_no_evidence() -> None:
    capture = page(HEADLINE, FIRST, SECOND, "That was on 2 May 2021.", THIRD, top="4 May 2021\n\n")
    assert fact(text.read(capture, {}), Field.PUBLISHED) == []


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


def bare(words: str) -> str:
    return re.sub(r"\s", "", words)


def check_laws(capture: str) -> None:
    reading = text.read(capture, {})
    accounted: dict[int, str] = {}
    for decision in reading.decisions:
        assert decision.line >= max(accounted, default=0)
        accounted[decision.line] = accounted.get(decision.line, "") + bare(decision.text)
    lines = {n: bare(line) for n, line in enumerate(capture.split("\n"), 1) if line.split()}
    assert accounted == lines
    kept = [d for d in reading.decisions if d.role != DROPPED]
    blocks = [d.text for d in kept if d.role in {"paragraph", "heading", "caption", "related"}]
    assert bare("".join(blocks)) == bare("".join(block.text for block in reading.blocks))
    told = [
        *(b.text for b in reading.blocks),
        *(f.value for f in reading.facts),
        *reading.headlines,
    ]
    # The facts of a byline are its names, and its days in ISO 8601.
    kept = [d for d in kept if d.role != "byline"]
    assert not Counter(bare("".join(d.text for d in kept))) - Counter(bare("".join(told)))


LINES = st.lists(
    st.one_of(
        st.sampled_from([FIRST, SECOND, HEADLINE, "", "  ", "© Ada", "Photo: A", "Home", PACKED,
                         "Read more: A", "2 May 2021", "• item", "By Ada", "\u202eabc", "\0"]),
        st.text(max_size=60),
    ),
    max_size=25,
)  # fmt: skip


@given(LINES)
@example(["A_", FIRST, FIRST])
def test_every_line_is_accounted_for_and_no_kept_word_is_lost(lines: list[str]) -> None:
    check_laws("\n".join(lines))


def test_the_properties_hold_for_packed_pages() -> None:
    for capture in (PACKED, page(HEADLINE, FIRST, PACKED, SECOND), f"{FIRST}\n{PACKED}\n{SECOND}"):
        check_laws(capture)


@pytest.mark.parametrize(
    "capture",
    ["", " \n\t\n", "a" * 50_000_000, "word " * 2_000_000, "a line\n" * 200_000, "Aa." * 100_000,
     ". " * 150_000, " - ".join(["a"] * 50_000), "(" * 300_000, "A b. " * 60_000],
    ids=["empty", "blank", "one word", "one line", "many lines", "joins", "stops", "dashes",
         "brackets", "sentences"],
)  # fmt: skip
def test_bad_input_is_read_in_bounded_time(capture: str) -> None:
    began = time.process_time()
    reading = text.read(capture, {})
    # Far more than any takes, and far less than one step for each pair of characters would.
    assert time.process_time() - began < 20
    assert {decision.line for decision in reading.decisions} == {
        number for number, line in enumerate(capture.split("\n"), 1) if line.strip()
    }


def test_nothing_of_a_clean_capture_is_dropped() -> None:
    credit = "The ferry at the pier\nPhoto: Ada Brook\nThe ferry at the pier"
    lines = [*[HEADLINE, FIRST] * 3, "Log in", credit, SECOND + THIRD, "No.", "- Ships: 86", "1/2"]
    capture = "\n\n".join(lines)
    kept = [d.text for d in text.read(capture, {}, clean=True).decisions if d.role != DROPPED]
    assert kept == [line for line in capture.split("\n") if line]
