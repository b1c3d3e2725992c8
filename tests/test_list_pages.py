"""Lists and the home page as their templates print them."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import example, given
from lxml.html import HtmlElement, fragment_fromstring, tostring

from briefings.site.lists import list_markdown
from briefings.text import uris
from briefings.views.lists import (
    BriefingEntry,
    Counted,
    Entries,
    Event,
    EventDay,
    Listed,
    ListView,
    MentioningBriefing,
)
from briefings.views.page import Head, Onward
from briefings.views.text import Day, Link, Number, Run, RunKind, Section, Summary
from tests.articles import commonmark
from tests.export_site import compiled
from tests.foreign import TEXTS
from tests.rendering import SETTINGS, page_html, printed, render

A, B = Link("A <i>", "a/", "a.md"), Link("B", "b/", "b.md", "ar", "rtl")


def parsed(page: str) -> HtmlElement:
    return fragment_fromstring(page, create_parent="div")


def listed(
    what: Listed,
    kind: str = "index",
    number: int = 2,
    feed: str = "",
    **fields: Any,  # noqa: ANN401  # fields of different types
) -> ListView:
    head = Head(uri="x.md", kind=kind, title="T", feed=feed)
    return ListView(head=head, id="t", listed=what, number=Number(number, str(number)), **fields)


def lines(view: ListView, css: str) -> list[str]:
    """Return the text of each element of a class, as the template of lists prints it."""
    page = parsed(printed("list.html", view))
    return [" ".join(found.text_content().split()) for found in page.find_class(css)]


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        (uris.HOME, "No briefing yet."),
        (uris.BRIEFINGS, "No briefing yet."),
        (uris.EXPLAINERS, "No explainer yet."),
        (uris.TOPICS, "No topic yet."),
        (uris.OUTLETS, "No outlet yet."),
        (uris.TIMELINE, "Nothing with a date yet."),
    ],
)
def test_an_empty_list_says_so(uri: str, said: str) -> None:
    page = parsed(page_html(compiled({}), uri))
    assert said in [paragraph.text for paragraph in page.iter("p")]


@pytest.mark.parametrize(
    ("view", "line"),
    [
        (listed(Listed.BRIEFINGS, above=(A, B)), "A <i> · B · 2 briefings"),
        (listed(Listed.BRIEFINGS, "topic", 1, above=(A,)), "A <i> · 1 briefing"),
        (listed(Listed.EXPLAINERS, number=1, above=(A,)), "A <i> · 1 explainer"),
        (listed(Listed.TOPICS, above=(A,)), "A <i> · 2 topics"),
        (listed(Listed.OUTLETS, above=(A,)), "A <i> · 2 outlets"),
        (listed(Listed.EVENTS, above=(A,)), "A <i> · 2 entries"),
        (listed(Listed.EVENTS, number=1, above=(A,)), "A <i> · 1 entry"),
        (listed(Listed.BRIEFINGS, "topic"), "Topic"),
        (listed(Listed.BRIEFINGS, "outlet"), "Outlet"),
        (listed(Listed.BRIEFINGS, "outlet", country="<b>", website=A), "Outlet · <b> · A <i>"),
        (listed(Listed.BRIEFINGS, subject=A), "A <i>"),
    ],
)
def test_a_line_below_the_title_says_what_is_listed(view: ListView, line: str) -> None:
    assert lines(view, "facts") == [line]


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (Listed.BRIEFINGS, ["Older A <i>", "Newer B"]),
        (Listed.EVENTS, ["Earlier A <i>", "Later B"]),
        (Listed.TOPICS, ["Before A <i>", "After B"]),
    ],
)
def test_a_group_leads_to_those_before_and_after_it(what: Listed, words: list[str]) -> None:
    page = parsed(printed("list.html", listed(what, onward=Onward(A, B))))
    (navigation,) = page.find_class("onward")
    links = list(navigation.iter("a"))
    assert [link.text_content() for link in links] == words
    assert [(link.get("rel"), link.get("href")) for link in links] == [
        ("prev", "a/"), ("next", "b/"),
    ]  # fmt: skip
    assert tostring(links[1], encoding="unicode").endswith('<bdi lang="ar" dir="rtl">B</bdi></a>')
    assert not lines(listed(what, onward=Onward()), "onward")


def test_entries_of_every_kind_are_printed() -> None:
    groups = (Counted(A, Number(1200, "1,200"), "a", (Counted(B, Number(3, "3")),)),)
    day = Day("2018-02", "February")
    events = (Event(A, "What <b>."), Event(B, "", "Wire"), Event(B))
    days = (EventDay(day, events), EventDay(Day("2018", "2018"), events[:1], is_year=True))
    heading = Section("h", "H <i>")
    assert lines(listed(Listed.TOPICS, entries=(Entries(names=groups),)), "tally") == [
        "A <i> 1,200 B 3"
    ]
    assert lines(listed(Listed.BRIEFINGS, groups=groups), "shelves") == ["A <i> 1,200 B 3"]
    assert lines(
        listed(Listed.EXPLAINERS, entries=(Entries(heading, explainers=(Summary(A, "S."),)),)),
        "catalogue",
    ) == ["H <i>¶ A <i> S."]
    assert lines(listed(Listed.EVENTS, entries=(Entries(days=days),)), "chronicle") == [
        "February A <i> What <b>. Briefing · Wire B Briefing B 2018 A <i> What <b>."
    ]
    view = listed(Listed.EVENTS, entries=(Entries(days=days),), undated=Counted(A, Number(1, "1")))
    assert lines(view, "out-of-sight") == ["2018"]
    assert lines(view, "more") == ["Not here: 1 briefing of unknown date."]
    entry = BriefingEntry("e", A, None, None, Link("It.", lang="ar"), (A, B))
    assert lines(listed(Listed.BRIEFINGS, entries=(Entries(briefings=(entry,)),)), "entries") == [
        "A <i>¶ Publication date unknown · Outlet unknown It. A <i> B"
    ]


def test_a_list_names_its_feed() -> None:
    printed_page = printed("list.html", listed(Listed.BRIEFINGS, "topic", feed="t/feed"))
    (feeds,) = parsed(printed_page).find_class("feeds")
    addresses = [link.get("href") for link in feeds.iter("a")]
    assert addresses == ["t/feed.xml", "t/feed.json"]


def with_text(text: str) -> ListView:
    """Return a list in which all words are this text."""
    link = Link(text, "a/", "a.md")
    entry = BriefingEntry("e", link, Day("2018", text), link, Link(text), (link,))
    sentence = Run(RunKind.LINK, runs=(Run(text=text),), href="a/#m", uri="a.md")
    entries = (
        Entries(Section("s", text), briefings=(entry,)),
        Entries(mentioning=(MentioningBriefing("m", link, None, link, (sentence,)),)),
        Entries(explainers=(Summary(link, text),)),
        Entries(names=(Counted(link, Number(1, "1"), "", (Counted(link, Number(1, "1")),)),)),
        Entries(days=(EventDay(Day("2018", text), (Event(link, text), Event(link, "", text))),)),
    )
    return listed(Listed.TOPICS, entries=entries, above=(link,), onward=Onward(link, link))


@pytest.mark.parametrize(
    "print_list",
    [
        partial(printed, "list.html"),
        lambda view: render("\n\n".join(list_markdown.of_list(view, SETTINGS))),
        lambda view: commonmark("\n\n".join(list_markdown.of_list(view, SETTINGS))),
    ],
    ids=["template", "Python-Markdown", "CommonMark"],
)
@given(text=TEXTS.filter(bool))
@example(text="^[^1]:")
@example(text="^a]:")
def test_foreign_text_is_text(print_list: Callable[[ListView], str], text: str) -> None:
    plain, foreign = (parsed(print_list(with_text(words))) for words in ("PLAIN", text))
    assert [found.tag for found in foreign.iter()] == [found.tag for found in plain.iter()]
    assert foreign.text_content() == plain.text_content().replace("PLAIN", text)
