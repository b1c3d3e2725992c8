"""The Markdown of every page, and their list, `llms.txt`."""

import json
import re
from dataclasses import replace
from urllib.parse import urljoin

from markdown_it import MarkdownIt

from briefings.build import content_folder
from briefings.model.site import Site
from briefings.site import addresses
from briefings.site.compile import compile
from briefings.text import uris
from briefings.views.briefing import BriefingView
from briefings.views.text import RunKind
from tests.export_site import HERE, compiled, exports
from tests.project import SMALL
from tests.rendering import ROOT
from tests.views import view

LINK = re.compile(r"\[(?:[^\]\\]|\\.)*\]\((\S+?)\)")


def plain(site: Site) -> dict[str, str]:
    """Return the plain Markdown of all pages, by URI."""
    return {page.uri: page.text for page in site.pages}


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


def test_links_of_markdown_and_of_llms_txt_lead_to_existing_files() -> None:
    shipped = compile(content_folder.read_content(ROOT / "content"), replace(HERE, site_url=""))
    files = {file.uri: file.text for file in (*shipped.pages, *shipped.pictures, *shipped.exports)}
    pages = {addresses.path(HERE, page.uri) for page in shipped.pages}
    for uri, text in files.items():
        if uri.endswith((".md", "llms.txt")):
            for address in LINK.findall(text):
                found = urljoin(f"/{uri}", address).removeprefix("/")
                assert "://" in found or found in files or found in pages, (uri, address)


def test_every_page_has_markdown_without_our_markup() -> None:
    shipped = compile(content_folder.read_content(ROOT / "content"), HERE)
    for uri, text in plain(shipped).items():
        body = re.sub(r"^---\n.*?\n---\n\n", "", text, flags=re.DOTALL)
        assert not re.search(r"\{ ?[.:#]|<(?!https?://)|\n\n\n", body), uri
        html = MarkdownIt("commonmark").enable("table").render(body)
        assert html.startswith("<h1>")
        assert html.count("<h1>") == 1


def test_the_markdown_of_a_briefing_links_what_its_page_links() -> None:
    site = compiled()
    blocks = view(site, "briefings/talks.md", BriefingView).blocks
    runs = [run for block in blocks for run in block.runs if run.kind is RunKind.MENTION]
    mentioned = [uris.relative("briefings/talks.md", run.uri) for run in runs]
    assert mentioned
    assert LINK.findall(plain(site)["briefings/talks.md"])[: len(mentioned)] == mentioned


def section(markdown: str, title: str) -> str:
    """Return what is below a heading of Markdown."""
    _, _, rest = markdown.partition(f"\n## {title}\n\n")
    return rest.partition("\n\n")[0]


def test_the_markdown_of_a_briefing_has_events_before_its_day_and_since() -> None:
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
    files = plain(compiled({**SMALL, "explainers/geneva.md": explainer}))
    first, *rest = section(files["briefings/talks.md"], "Background in this briefing").splitlines()
    assert first.startswith("- [Geneva](../explainers/geneva.md): ")
    assert rest == [
        "    - Where things stood, 2020-01-02: [Shut](../explainers/geneva.md).",
        "    - Where things stood, 2020-05-03: E 2020-05-03.",
        "    - Since then, 2020-06-01: E 2020-06-01.",
        "    - Since then, 2021: E 2021.",
        "    - Since then, 2022-02: E 2022-02.",
        "    - 2 more since",
    ]
