"""The text reader without profiles: the article inside a page, and properties of all texts."""

import re
import time
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefings.model.reading import DROPPED, Field
from briefings.readers.text import reader as text
from briefings.readers.text import segmentation
from tests.text_captures import (
    FIRST,
    FOOTER,
    FOURTH,
    HEADLINE,
    MENU,
    SECOND,
    THIRD,
    fact,
    page,
    paragraphs,
    rules,
)


def test_the_article_is_found_between_menu_and_footer() -> None:
    reading = text.read(page("The ferry sails again at last", FIRST, SECOND, THIRD), {})
    assert paragraphs(reading) == [FIRST, SECOND, THIRD]
    assert fact(reading, Field.TITLE) == ["The ferry sails again at last"]


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
