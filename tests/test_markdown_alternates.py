"""Markdown alternates of every page, and their list, `llms.txt`."""

import json
import re
from dataclasses import replace
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefings.build import content_folder
from briefings.markup import prose
from briefings.model.linking import Mention
from briefings.model.reading import Block, BlockKind, Container, Markup, MarkupKind
from briefings.site import addresses
from briefings.site.compile import compile
from briefings.site.plain_markdown import block_markdown
from tests.export_site import (
    HERE,
    compiled,
    exports,
)
from tests.project import BRIDGE, SMALL
from tests.rendering import ROOT, fold, words
from tests.test_prose import FOREIGN

LINK = re.compile(r"\[(?:[^\]\\]|\\.)*\]\((\S+?)\)")


def test_llms_txt_has_the_form_that_llmstxt_org_asks_for() -> None:
    text = exports()["llms.txt"]
    title, summary, about, *sections = text.rstrip("\n").split("\n\n")
    assert title == "# A Site"
    assert summary == "> What it is."
    assert not about.startswith(("#", ">", "-"))
    assert sections[::2] == ["## Briefings", "## Explainers", "## Lists"]
    for entry in "\n".join(sections[1::2]).splitlines():
        assert re.fullmatch(r"- \[.+\]\(https://example\.org/news/\S+\): .+", entry), entry
    assert text.count("\n# ") == 0


def test_llms_txt_lists_all_data() -> None:
    files = exports()
    data = {uri for uri in files if uri.startswith("data/")}
    assert {"data/briefings.json", "data/annotations.jsonld"} <= data
    assert all(f"](https://example.org/news/{uri}): " in files["llms.txt"] for uri in data)


def test_links_of_alternates_and_of_llms_txt_lead_to_existing_files() -> None:
    shipped = compile(content_folder.read_content(ROOT / "content"), replace(HERE, site_url=""))
    files = {file.uri: file.text for file in (*shipped.pages, *shipped.exports)}
    pages = {addresses.path(HERE, page.uri) for page in shipped.pages}
    for uri, text in files.items():
        if uri.endswith((".md", "llms.txt")):
            for address in LINK.findall(text):
                found = urljoin(f"/{uri}", address).removeprefix("/")
                assert "://" in found or found in files or found in pages, (uri, address)


def test_alternates_are_plain_markdown_of_every_page() -> None:
    shipped = compile(content_folder.read_content(ROOT / "content"), HERE)
    alternates = {file.uri: file.text for file in (*shipped.pages, *shipped.exports)}
    for uri in (page.uri for page in shipped.pages):
        text = re.sub(r"^---\n.*?\n---\n\n", "", alternates[uri], flags=re.DOTALL)
        assert not re.search(r"\{ ?[.:#]|<(?!https?://)|\n\n\n", text), uri
        html = MarkdownIt("commonmark").enable("table").render(text)
        assert html.startswith("<h1>")
        assert html.count("<h1>") == 1


@pytest.mark.parametrize("uri", ["briefings/talks.md"])
def test_an_alternate_links_what_its_page_links(uri: str) -> None:
    site = compiled()
    page = next(page.text for page in site.pages if page.uri == uri)
    alternate = exports()[uri]
    mentioned = re.findall(r"\]\((\S+?)\)\{ \.mention", page)
    linked = [address for address in LINK.findall(alternate) if address in mentioned]
    assert linked[: len(mentioned)] == mentioned


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("One *of* two.", "<p>One <em>of</em> two.</p>"),
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("One:\n\n```\ntwo\n\n  three\n```",
         "<p>One:</p>\n<pre><code>two\n\n  three\n</code></pre>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("<div>\n\nOne.", "<p>&lt;div&gt;</p>\n<p>One.</p>"),
        ("> One.\n\nTwo.", "<blockquote>\n<p>One.</p>\n</blockquote>\n<p>Two.</p>"),
        ("- One.", "<ul>\n<li>One.</li>\n</ul>"),
        ("## One", "<p><strong>One</strong></p>"),
    ],
)  # fmt: skip
def test_a_note_is_one_entry_in_an_alternate_with_its_sources_at_its_end(
    note: str, shown: str
) -> None:
    notes = [
        {"quote": "Blue Bridge", "note": note, "sources": [{"title": "A map"}]},
        {"quote": "Repairs", "kind": "update", "note": note},
    ]
    noted = SMALL["articles/talks.yml"] + f"notes: {json.dumps(notes)}\n"
    files = exports({**SMALL, "articles/talks.yml": noted})
    text, _, rest = files["briefings/talks.md"].partition("\n## Notes of the editors\n")
    assert "The Blue Bridge stays closed" in text
    listed = MarkdownIt("commonmark").render(rest.partition("\n## ")[0])
    assert listed == (
        f"<ul>\n<li>\n<p>Context, on “Blue Bridge”:</p>\n{shown}\n<p>Sources: A map.</p>\n</li>\n"
        f"<li>\n<p>Update, on “Repairs”:</p>\n{shown}\n</li>\n</ul>\n"
    )
    assert json.loads(files["data/briefings.json"])["briefings"][1]["notes"] == 2


def section(alternate: str, title: str) -> str:
    """Return what is below a heading of an alternate."""
    _, _, rest = alternate.partition(f"\n## {title}\n\n")
    return rest.partition("\n\n")[0]


def test_the_alternate_of_a_briefing_has_events_before_its_day_and_since() -> None:
    days = (
        "2019-01-01",
        "2020-01-02",
        "2020-05-03",
        "2020-06-01",
        "2021",
        "2022-02",
        "2023",
        "2024",
    )
    timeline = [{"date": day, "event": f"E {day}."} for day in days]
    timeline[1]["event"] = "[Shut](geneva.md)."
    explainer = SMALL["explainers/geneva.md"].replace(
        "kind:", f"timeline: {json.dumps(timeline)}\nkind:"
    )
    files = exports({**SMALL, "explainers/geneva.md": explainer})
    first, *rest = section(files["briefings/talks.md"], "Background in this briefing").splitlines()
    assert first.startswith("- [Geneva](../explainers/geneva.md): ")
    assert rest == [
        "  - At the time, 2020-01-02: [Shut](../explainers/geneva.md).",
        "  - At the time, 2020-05-03: E 2020-05-03.",
        "  - Since then, 2020-06-01: E 2020-06-01.",
        "  - Since then, 2021: E 2021.",
        "  - Since then, 2022-02: E 2022-02.",
        "  - 2 more since",
    ]


def test_the_markdown_of_an_explainer_quotes_mentions_and_names_neighbours() -> None:
    site = compiled({**SMALL, "explainers/bridge.md": BRIDGE})
    alternate = next(page.text for page in site.pages if page.uri == "explainers/geneva.md")
    first, *quoted = section(alternate, "Mentioned in briefings").splitlines()
    assert first.startswith("- [Envoys speak about the crossings](../briefings/talks.md): ")
    assert quoted
    assert all(re.fullmatch(r"    - “.*Geneva.*”", line) for line in quoted)
    assert section(alternate, "Mentioned alongside") == "- [Blue Bridge](bridge.md): 1 briefing"


def no_address(_: Mention) -> str:
    raise AssertionError("there is no mention")


@given(
    st.lists(
        st.tuples(
            st.sampled_from([BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION]),
            FOREIGN.map(prose.visible).map(fold),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_every_character_of_an_article_is_shown_in_plain_markdown(
    texts: list[tuple[BlockKind, str]],
) -> None:
    body = [Block(kind, text, 1, level=1) for kind, text in texts if text]
    html = (
        MarkdownIt("commonmark").enable("table").render(block_markdown.blocks(body, (), no_address))
    )
    shown = words(f'<div class="article">{html}</div>', "article")
    assert shown == [block.text for block in body]


P, L, Q = BlockKind.PARAGRAPH, (Container.LIST_ITEM,), (Container.QUOTATION,)


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ([Block(P, "a", 1, containers=L, marker="*"), Block(P, "b", 1, containers=L)],
         "*   a\n\n    b"),
        ([Block(P, "a", 1, containers=L)], "a"),
        ([Block(P, "a", 1, containers=(*Q, *L), marker="3."), Block(P, "b", 1, containers=Q)],
         "> 3.  a\n\n> b"),
        ([Block(P, "a", 1, containers=L, marker="*"),
          Block(P, "b", 1, containers=(*L, *L), marker="*")],
         "*   a\n\n    *   b"),
        ([Block(BlockKind.CODE, "a ```\n  b", 1)], "````\na ```\n  b\n````"),
        ([Block(BlockKind.TABLE, "a b c", 1, rows=(("a|", "b"), ("c",)))],
         "| a\\| | b |\n| --- | --- |\n| c |  |"),
        ([Block(BlockKind.RULE, "", 1)], "***"),
        ([Block(BlockKind.RELATED, "- x", 1)], "&#45; x"),
        ([Block(P, "so it is", 1, markup=(Markup(3, 5, MarkupKind.EMPHASIS),))], "so *it* is"),
        ([Block(P, "unit", 1, markup=(Markup(0, 2, MarkupKind.STRONG),))], "unit"),
        ([Block(P, "a b", 1, markup=(Markup(0, 1, MarkupKind.LINK, "https://x.example/"),))],
         "[a](https://x.example/) b"),
    ],
)  # fmt: skip
def test_blocks_as_plain_markdown(body: list[Block], written: str) -> None:
    assert block_markdown.blocks(body, (), no_address) == written
