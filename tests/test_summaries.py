"""The summary that is derived from the opening of an article."""

import pytest

from briefings.content import articles, summaries
from briefings.model.content import SourceFile
from briefings.model.reading import Evidence
from tests.pages import SENTENCES

TITLE = "The old ferry is back"
FIRST, SECOND, THIRD, *_ = SENTENCES


@pytest.mark.parametrize(
    "furniture",
    [
        TITLE,
        "THE OLD FERRY IS BACK",
        "The old ferry",  # a part of the title
        "Crew at the pier. | The old ferry is back",  # a caption, and the title again
        "By Ann Lee",
        "By Ann Lee, Bo Ek and Cy Day (Rome).",
        "Von Ann Lee.",
        "Ann Lee",
        "Introduction",
        "(This text was last changed at 11:09 p.m.)",
        "ANALYSIS/OPINION:",
        "Editor's note: This text was changed on Monday.",
        "Update (Aug. 29, 10:30 a.m.): The ferry has left.",
        "Update, Wed 9/11, noon: The ferry has left.",
        "Anmerkung der Redaktion: Dieser Text wurde gekürzt.",
        "FILE - In this photo of April 22, 2020, the crew cleans the deck.",
        "The crew at the pier, May 4, 2020. (Ada Brook/Reuters)",
        "Photo: Ada Brook.",
        "Sign up for our newsletter and get three stories a week in your inbox.",
        "and a line that begins in the middle.",
        "The ferry and all who sail in her, without a full stop",
    ],
)
def test_it_begins_with_the_first_sentence_of_the_text(furniture: str) -> None:
    assert summaries.summary([furniture, FIRST, SECOND], [TITLE], "en") == FIRST


@pytest.mark.parametrize(
    ("paragraphs", "lang", "summary"),
    [
        # Whole sentences, as many as fit.
        ([f"{FIRST} {SECOND} {THIRD}"], "en", f"{FIRST} {SECOND}"),
        ([FIRST, SECOND], "en", FIRST),
        (["It was late.", FIRST, SECOND], "en", f"It was late. {FIRST}"),
        (["It was late."], "en", "It was late."),
        ([f"{TITLE}. {FIRST}"], "en", FIRST),
        ([f"{TITLE}: {FIRST}"], "en", FIRST),
        (["By Monday it was at the pier."], "en", "By Monday it was at the pier."),
        (["Sie ist wieder da. Alle sind froh."], "de", "Sie ist wieder da. Alle sind froh."),
        (["船は港へ戻った。乗客は喜んだ。"], "ja", "船は港へ戻った。乗客は喜んだ。"),
        (["Opinion is divided — as ever."], "en", "Opinion is divided — as ever."),
        ([f"{TITLE} on Monday."], "en", f"{TITLE} on Monday."),
        # Without a sentence, what is there.
        (["เรือกลับมาแล้ว"], "th", "เรือกลับมาแล้ว"),
        (["Menu", "Home"], "en", "Menu"),
        # Nothing but the title.
        ([TITLE], "en", ""),
        ([], "en", ""),
        (["A very long one, " * 30 + "end."], "en", "A very long one, " * 13 + "A very long one…"),
    ],
)  # fmt: skip
def test_it_is_one_sentence_or_more(paragraphs: list[str], lang: str, summary: str) -> None:
    assert summaries.summary(paragraphs, [TITLE], lang) == summary


@pytest.mark.parametrize("text", ["Alma is a town on the sea.", "The road ends in Alma."])
def test_a_name_that_is_the_title_may_begin_or_end_a_sentence(text: str) -> None:
    assert summaries.summary([text], ["Alma"], "en") == text


def test_it_does_not_repeat_a_derived_title_nor_the_headline_of_the_capture() -> None:
    text = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    derived = articles.parse(SourceFile("articles/a.md", text.encode()), None, {}).article
    assert derived
    assert (derived.title, derived.summary) == (FIRST[:88].rpartition(" ")[0] + "…", SECOND)
    assert derived.summary_from is Evidence.DERIVED
    named = f"---\ntitle: Another title\n---\n# {TITLE}\n\n{TITLE}\n\nLONDON (AP) — {FIRST}"
    article = articles.parse(SourceFile("articles/a.md", named.encode()), None, {}).article
    assert article
    assert article.summary == FIRST


def test_an_article_of_one_sentence_without_a_title_has_no_summary() -> None:
    article = articles.parse(SourceFile("articles/a.md", FIRST.encode()), None, {}).article
    assert article
    assert (article.summary, article.summary_from) == ("", None)
