"""Internal links of editors: valid, broken and unsafe targets."""

import pytest

from briefings.model.content import Severity
from briefings.model.site import Site
from briefings.text import uris
from tests.export_site import compiled
from tests.project import BRIDGE, SMALL

BODY = BRIDGE.count("\n") + 2
EVENT = 5  # of the second entry in the file, the first in time


def site(body: str = "", event: str = "") -> Site:
    timeline = f"timeline:\n  - {{date: 2019, event: A.}}\n  - {{date: 2018, event: '{event}'}}\n"
    bridge = BRIDGE.replace("kind:", f"{timeline}kind:") if event else f"{BRIDGE}\n{body}"
    return compiled({**SMALL, "explainers/blue-bridge.md": bridge})


def problems(body: str = "", event: str = "") -> list[tuple[int, str, str]]:
    found = site(body, event).problems
    return [(p.line, p.message, p.hint) for p in found if p.code == "broken-link"]


@pytest.mark.parametrize(
    "body",
    [
        "[Geneva](geneva.md)", "[it](geneva.md#timeline)", "[here](#sources)",
        "[talks](../briefings/talks.md)", "[home](../index.md)", "[out](https://example.org/a.md)",
        "[mail](mailto:a@example.org)", "`[code](nowhere.md)`", "<https://example.org/>",
        "[place](geneva.md#fn:b)", "[talks](../briefings/talks.md#p2)",
        "[Geneva](geneva.md#geneva)", "[mention](../briefings/talks.md#m-geneva-1)",
        "[list](../briefings/index.md#2020)",
        "[words](../briefings/talks.md#:~:text=Envoys)",
    ],
)  # fmt: skip
def test_links_that_lead_somewhere(body: str) -> None:
    assert site(body).problems == ()
    assert site(event=body).problems == ()


def test_links_that_lead_nowhere_are_named_all_at_once_with_their_lines() -> None:
    assert problems("One\n[a](genva.md) line.\n\n[b](../briefings/none-at-all.md)") == [
        (BODY + 1, "“genva.md” leads to no page.", "Did you mean geneva.md?"),
        (
            BODY + 3,
            "“../briefings/none-at-all.md” leads to no page.",
            "Write the address of a page as other-explainer.md or ../briefings/a-briefing.md.",
        ),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "geneva.md#nowhere", "#nowhere", "../briefings/talks.md#p9", "../briefings/talks.md#note-1",
        "../briefings/talks.md#m-geneva-2", "geneva.md#section-history", "#m-blue-bridge-1",
    ],
)  # fmt: skip
def test_links_to_sections_that_a_page_lacks_are_named(address: str) -> None:
    hint = "Write # and the heading in small letters, with hyphens between the words."
    said = f"“{address}” leads to no section."
    assert problems(f"[there]({address})") == [(BODY, said, hint)]
    assert problems(event=f"[there]({address})") == [(EVENT, said, hint)]


def test_a_page_whose_file_has_errors_is_no_page_that_is_missing() -> None:
    broken = {"explainers/mill.md": "---\ntitle: [\n---\n", "pages/law.md": "Law"}
    bridge = f"{BRIDGE}\n[a](mill.md) [b](../pages/law.md) [c](../pages/lab.md)\n"
    found = compiled({**SMALL, **broken, "explainers/blue-bridge.md": bridge}).problems
    assert [p.message for p in found if p.code == "broken-link"] == [
        "“../pages/lab.md” leads to no page."
    ]


def test_so_are_those_of_a_timeline_with_the_line_of_their_entry() -> None:
    assert problems(event="To [it](genva.md).") == [
        (EVENT, "“genva.md” leads to no page.", "Did you mean geneva.md?")
    ]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "<javascript:alert(1)>", "JavaScript:x", "java&#115;cript:x",
        "data:text/html,x", "vbscript:x", "file:///etc/passwd", "ftp://example.org/x",
    ],
)  # fmt: skip
@pytest.mark.parametrize(("place", "line"), [("body", BODY), ("event", EVENT)])
def test_an_explainer_with_a_link_that_no_page_may_hold_is_not_published(
    place: str, line: int, address: str
) -> None:
    found = site(**{place: f"A [link]({address})."})
    assert [(p.file, p.line, p.code, p.severity) for p in found.problems] == [
        ("explainers/blue-bridge.md", line, "unsafe-link", Severity.ERROR)
    ]
    assert "explainers/blue-bridge.md" not in {page.uri for page in found.pages}


@pytest.mark.parametrize(
    ("written", "on_a_briefing"),
    [
        ("osce.md", "../explainers/osce.md"),
        ("osce.md#timeline", "../explainers/osce.md#timeline"),
        ("#timeline", "../explainers/libya.md#timeline"),
        ("../briefings/talks.md", "talks.md"),
        ("../index.md", "../index.md"),
        ("https://example.org/a.md#b", "https://example.org/a.md#b"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_where_a_link_of_an_explainer_leads_from_a_briefing(
    written: str, on_a_briefing: str
) -> None:
    assert uris.rebased("explainers/libya.md", "briefings/a.md", written) == on_a_briefing


def test_a_link_of_a_timeline_leads_from_a_briefing_where_it_leads_from_its_own_page() -> None:
    event = "[A](geneva.md) or [b](geneva.md#sources), [c](#timeline) and [d](https://a.example/)."
    pages = {page.uri: page.text for page in site(event=event).pages}
    assert event in pages["explainers/blue-bridge.md"]
    assert (
        "[A](../explainers/geneva.md) or [b](../explainers/geneva.md#sources), "
        "[c](../explainers/blue-bridge.md#timeline) and [d](https://a.example/)."
    ) in pages["briefings/ferry.md"]


def test_a_briefing_depends_on_the_pages_to_which_its_events_link() -> None:
    links = site(event="To [Geneva](geneva.md), [x](nowhere.md).").internal_links
    assert links["briefings/ferry.md"] == ("explainers/geneva.md",)
