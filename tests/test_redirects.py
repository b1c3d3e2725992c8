"""Renamed pages: redirects at former addresses, and updated links."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.markup import editorial
from briefings.model.content import Content, Settings, Severity, SourceFile
from briefings.model.site import Site
from briefings.site.compile import compile
from tests.project import BRIDGE, FERRY, GENEVA, SMALL, TALKS_FACTS, Project, broken_links

# Geneva was called `genf` and `geneve` before, and the talks `envoys`.
RENAMED = {
    **SMALL,
    "explainers/geneva.md": GENEVA.replace("kind:", "redirect_from: [genf, geneve]\nkind:"),
    "articles/talks.yml": TALKS_FACTS + "redirect_from: [envoys]\n",
}


def compiled(files: dict[str, str], settings: Settings | None = None) -> Site:
    content = Content(tuple(SourceFile(path, text.encode()) for path, text in files.items()))
    return compile(content, settings or Settings())


def file(site: Site, uri: str) -> str:
    return next(page.text for page in (*site.exports, *site.pages) if page.uri == uri)


def said(site: Site) -> list[tuple[str, int, str]]:
    return [(p.file, p.line, f"{p.message} {p.hint}") for p in site.problems]


def test_each_former_address_has_a_page() -> None:
    site = compiled(RENAMED)
    assert site.problems == ()
    for former, page in [
        ("explainers/genf", "../geneva/"),
        ("explainers/geneve", "../geneva/"),
        ("briefings/envoys", "../talks/"),
    ]:
        html = file(site, f"{former}/index.html")
        assert f'<meta http-equiv="refresh" content="0; url={page}">' in html
        assert f'<a href="{page}">' in html
        assert '<meta name="robots" content="noindex">' in html
        assert "<script" not in html


def test_a_former_address_looks_like_those_of_the_site() -> None:
    at = "https://example.org/news/"
    site = compiled(RENAMED, Settings(site_url=at, directory_urls=False))
    html = file(site, "explainers/genf.html")
    assert 'content="0; url=geneva.html"' in html
    assert f'<link rel="canonical" href="{at}explainers/geneva.html">' in html
    assert "genf" not in file(site, "sitemap.xml")


def test_a_title_is_text_in_the_page_at_a_former_address() -> None:
    title = "title: '</title><script>alert(1)</script>'"
    files = {**RENAMED, "articles/talks.yml": RENAMED["articles/talks.yml"].replace(
        "title: Envoys speak about the crossings", title
    )}  # fmt: skip
    assert "<script" not in file(compiled(files), "briefings/envoys/index.html")


@pytest.mark.parametrize(
    ("written", "followed"),
    [
        ("[it](genf.md)", "[it](geneva.md)"),
        ("[it]( <genf.md> 'genf.md')", "[it]( <geneva.md> 'genf.md')"),
        ("[genf.md](genf.md#timeline)", "[genf.md](geneva.md#timeline)"),
        ("[it][x] `genf.md`\n\n[x]: genf.md 'At'", "[it][x] `genf.md`\n\n[x]: geneva.md 'At'"),
        ("[one](geneve.md), [two](genf.md)", "[one](geneva.md), [two](geneva.md)"),
        ("> * [it](../explainers/genf.md)", "> * [it](geneva.md)"),
        ("[talks](../briefings/envoys.md)", "[talks](../briefings/talks.md)"),
        ("[out](https://example.org/genf.md)", "[out](https://example.org/genf.md)"),
    ],
)  # fmt: skip
def test_internal_links_lead_to_the_renamed_page(written: str, followed: str) -> None:
    site = compiled({**RENAMED, "explainers/blue-bridge.md": BRIDGE + f"\n{written}\n"})
    assert followed in file(site, "explainers/blue-bridge.md")
    first = BRIDGE.count("\n") + 2
    assert {(p.code, p.line) for p in site.problems} == (
        {("moved-link", first)} if written != followed else set()
    )


def test_a_warning_says_what_to_write() -> None:
    site = compiled({**RENAMED, "explainers/blue-bridge.md": BRIDGE + "\n[it](genf.md#sources)\n"})
    assert said(site) == [(
        "explainers/blue-bridge.md", 9, "“genf.md#sources” is the former address of a page. "
        "Write geneva.md#sources; the site already links to it.",
    )]  # fmt: skip


def test_links_in_a_timeline_lead_to_the_renamed_page() -> None:
    timeline = "timeline: [{date: 2019, event: 'See [it](genf.md#sources).'}]\n"
    bridge = BRIDGE.replace("kind:", f"{timeline}kind:")
    site = compiled({**RENAMED, "explainers/blue-bridge.md": bridge})
    assert [(p.file, p.line, p.code) for p in site.problems] == [
        ("explainers/blue-bridge.md", 3, "moved-link")
    ]
    texts = [page.text for page in (*site.pages, *site.exports)]
    assert not any("genf.md" in text for text in texts)
    assert {link for text in texts for link in re.findall(r"\[it\]\((.+?)\)", text)} == {
        "geneva.md#sources", "../explainers/geneva.md#sources",
    }  # fmt: skip


def test_links_in_notes_lead_to_the_renamed_page() -> None:
    note = "notes: [{quote: A ferry, note: 'See [it](../explainers/genf.md).'}]\n"
    ferry = FERRY.replace("outlet:", f"{note}outlet:")
    site = compiled({**RENAMED, "articles/ferry.md": ferry})
    assert "[it](../explainers/geneva.md)" in file(site, "briefings/ferry.md")
    assert [(p.file, p.line, p.code) for p in site.problems] == [
        ("articles/ferry.md", 4, "moved-link")
    ]


def test_rules_of_links_may_use_a_former_name() -> None:
    facts = RENAMED["articles/talks.yml"] + "links:\n  never: [genf]\n  mediator: geneve\n"
    site = compiled({**RENAMED, "articles/talks.yml": facts})
    assert said(site) == [
        ("articles/talks.yml", line, f"`links` names `{old}`, which was renamed. Write `geneva`.")
        for line, old in ((7, "genf"), (8, "geneve"))
    ]
    assert site.links["briefings/talks"] == (("mediator", "geneva", False, 1),)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ("geneva", "`redirect_from` names `geneva`, the page's own name."),
        ("blue-bridge", "`redirect_from` names `blue-bridge`, but a page has that name."),
        ("span", "`redirect_from` names `span` more than once: explainers/blue-bridge.md (line 3), "
                 "explainers/geneva.md (line 3)."),
        ("Genf am See", "write the name as it was in the address, such as old-name"),
        ("index", "write the name as it was in the address, such as old-name"),
    ],
)  # fmt: skip
def test_what_cannot_be_redirected_is_an_error(names: str, message: str) -> None:
    site = compiled(
        {
            **SMALL,
            "explainers/geneva.md": GENEVA.replace("kind:", f"redirect_from: [{names}]\nkind:"),
            "explainers/blue-bridge.md": BRIDGE.replace("kind:", "redirect_from: [span]\nkind:"),
        }
    )
    errors = [p for p in site.problems if p.severity is Severity.ERROR]
    assert {p.line for p in errors} == {3}
    assert any(message in p.message for p in errors)


LINK = st.tuples(st.sampled_from("ab"), st.sampled_from(["genf.md", "geneva.md", "https://a.org/"]))
PIECE = st.one_of(
    LINK.map(lambda link: f"[{link[0]}]({link[1]})"),
    st.text("a b`*_[]()<>!\\&\n#>-", max_size=8),
)


@given(st.lists(PIECE, max_size=8).map("".join))
def test_nothing_but_addresses_changes(markdown: str) -> None:
    passages = editorial.markdown_passages(markdown)
    changed = editorial.readdress(
        markdown, passages, lambda address: address.replace("genf", "geneva")
    )
    assert changed.replace("geneva", "genf") == markdown.replace("geneva", "genf")
    links = [link for placed in editorial.markdown_passages(changed) for *_, link in placed.links]
    assert "genf.md" not in links


def test_the_built_site_has_no_link_to_a_former_address(tmp_path: Path) -> None:
    files = {**RENAMED, "explainers/blue-bridge.md": BRIDGE + "\n[it](genf.md)\n"}
    project = Project(tmp_path, files)
    assert "is the former address of a page" in project.built().stderr
    assert broken_links(project.site) == []
    pages = [p for p in project.site.rglob("*.html") if "genf" in p.read_text(encoding="utf-8")]
    assert pages == []
    indexed = "".join(p.name for p in (project.site / "pagefind").rglob("*.pf_fragment"))
    assert re.search("genf", indexed) is None
