"""The Content Security Policy of pages: what it allows, and that no page needs more."""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from playwright.sync_api import Page, expect

from briefings.mkdocs_plugin.content_policy import Policy, install
from tests.browser_pages import settle, wait_until
from tests.conftest import ServeSite
from tests.drawn import raster
from tests.project import FERRY, GENEVA, SMALL, TALKS_FACTS, Project, tree

MINE = "document.documentElement.dataset.mine = 'ran'"
GENEVA_WITH_ALL = f"""{GENEVA}
| a | b |
|--:|:-:|
| 1 | 2 |

<p id="red" style="color: rgb(9, 8, 7)">Red</p>
<script>{MINE}</script>
<style>#red {{ margin-top: 77px }}</style>

![The lake](lake.png)
"""
CONTENT: dict[str, str | bytes] = {
    **SMALL,
    "articles/talks.yml": f"{TALKS_FACTS}"
    "notes: [{quote: crossings, note: A *note*.}, {quote: the mediator said, note: More.}]\n"
    "corrections: [{date: 2021-01-02, text: A figure.}]\n",
    "articles/ferry.md": FERRY.replace("A ferry now", "A ferry from Geneva now"),
    "explainers/geneva.md": GENEVA_WITH_ALL.replace(
        "kind: place",
        "kind: place\nat: [46.2, 6.1]\ncountry: CH\n"
        "picture: {file: lake.png, alt: A lake, credit: Ada}\n"
        "timeline: [{date: 2019-01-01, event: A bridge opens.}]",
    ),
    "explainers/lake.png": raster("PNG", 900, 500),
    "dossiers/river.md": "---\ntitle: The river\nsummary: Two parts.\n"
    "entries: [{briefing: talks}, {explainer: geneva}]\n---\n\nWhy.\n",
    "pages/imprint.md": "---\ntitle: Imprint\nsummary: We.\n---\n\nWe.\n",
}
SETTINGS = """
site_url: https://briefings.example/
extra:
  analytics: {provider: ours}
  consent: {title: "May we?", description: We count.}
"""
ANALYTICS = "<script>document.documentElement.dataset.counted = 'yes'</script>"
PAGES = (
    "", "briefings/", "briefings/talks/", "briefings/ferry/", "explainers/", "explainers/geneva/",
    "timeline/", "topics/", "outlets/", "outlets/wire/", "dossiers/", "dossiers/river/",
    "dossiers/river/whole/", "corrections/", "pages/imprint/", "search/?q=geneva", "404.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = Project(tmp_path_factory.mktemp("policy"), {})
    for name, data in CONTENT.items():
        made.write(name, data)
    made.override("partials/integrations/analytics/ours.html", ANALYTICS)
    settings = made.folder / "mkdocs.yml"
    text = settings.read_text("utf-8").replace(
        "custom_dir: own",
        "custom_dir: own, palette: [{scheme: default, toggle: {icon: material/weather-sunny, "
        "name: Dark}}, {scheme: slate, toggle: {icon: material/weather-night, name: Light}}]",
    )
    settings.write_text(text + SETTINGS, "utf-8")
    made.built("--strict")
    return made


def policy(html: str) -> dict[str, list[str]]:
    """Return the sources of the policy of a page, by directive."""
    (content,) = re.findall('<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    directives = (directive.split() for directive in content.split("; "))
    return {name: sources for name, *sources in directives}


def hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


# ------------------------------------------------------------------------------ in a browser


@pytest.fixture
def watched(browser_page: Page) -> Iterator[Page]:
    """A page that fails the test if it violates its policy at any time."""
    found: list[str] = []

    def violated(text: str) -> None:
        found.append(text)

    browser_page.expose_function("violated", violated)
    browser_page.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => violated("
        "`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile} ${event.sample}`))"
    )
    yield browser_page
    assert found == []


@pytest.mark.browser
def test_no_page_violates_its_policy(
    watched: Page, project: Project, serve_site: ServeSite
) -> None:
    root = serve_site(project.site)
    for path in PAGES:
        watched.goto(root + path)
        settle(watched)
        watched.locator("[data-scheme-switch]").click()
        watched.emulate_media(media="print")
        watched.emulate_media(media="screen")
    watched.goto(f"{root}search/?q=geneva")
    expect(watched.locator("[data-search-group] li").first).to_be_visible()


@pytest.mark.browser
def test_no_comfort_violates_the_policy(
    watched: Page, project: Project, serve_site: ServeSite
) -> None:
    root = serve_site(project.site)
    watched.goto(f"{root}briefings/talks/")
    settle(watched)
    watched.get_by_role("button", name="Accept").click()
    wait_until(watched, "document.documentElement.dataset.counted === 'yes'")
    watched.locator("article a[href*='explainers/geneva']").first.hover()
    expect(watched.get_by_role("tooltip")).to_be_visible()
    for choice in watched.locator("[name=annotations]").all():
        choice.check(force=True)
    watched.evaluate("getSelection().selectAllChildren(document.getElementById('p1'))")
    watched.keyboard.press("Control+c")
    watched.goto(f"{root}search/")
    watched.get_by_role("searchbox").last.fill("genev")
    watched.keyboard.press("Enter")
    expect(watched.locator("[data-search-group] li").first).to_be_visible()


@pytest.mark.browser
def test_what_editors_write_into_a_page_works(
    watched: Page, project: Project, serve_site: ServeSite
) -> None:
    watched.goto(f"{serve_site(project.site)}explainers/geneva/")
    assert watched.evaluate("document.documentElement.dataset.mine") == "ran"
    expect(watched.locator("#red")).to_have_css("color", "rgb(9, 8, 7)")
    expect(watched.locator("#red")).to_have_css("margin-top", "77px")
    expect(watched.locator("td").first).to_have_css("text-align", "right")


@pytest.mark.browser
def test_what_nobody_wrote_is_blocked(
    browser_page: Page, project: Project, serve_site: ServeSite, browser_findings: list[str],
    tmp_path: Path,
) -> None:  # fmt: skip
    page = (project.site / "briefings/talks/index.html").read_text("utf-8")
    (tmp_path / "index.html").write_text(page.replace("</body>", f"<script>{MINE}</script></body>"))
    browser_page.goto(serve_site(tmp_path))
    assert browser_page.evaluate("document.documentElement.dataset.mine") is None
    assert any("Content Security Policy" in text for text in browser_findings)
    browser_findings.clear()


# ------------------------------------------------------------------------------ in files


def test_every_page_has_a_policy_without_any_unsafe_source_that_it_does_not_need(
    project: Project,
) -> None:
    for file in project.site.rglob("*.html"):
        html = file.read_text("utf-8")
        found = policy(html)
        assert found.pop("default-src") == ["'none'"]
        sources = {source for listed in found.values() for source in listed}
        unsafe = {source for source in sources if "unsafe" in source}
        name = file.relative_to(project.site).as_posix()
        needed = {
            "search/index.html": {"'wasm-unsafe-eval'"},
            "explainers/geneva/index.html": {"'unsafe-hashes'"},
            "dossiers/river/whole/index.html": {"'unsafe-hashes'"},
        }
        assert unsafe == needed.get(name, set()), name
        # It stands before whatever it decides about.
        assert "<script" not in html.partition("Content-Security-Policy")[0]


def test_mkdocs_makes_the_same_pages(small_site: Project) -> None:
    before = tree(small_site.site)
    assert small_site.run("mkdocs", "build").returncode == 0
    assert tree(small_site.site) == before


def test_the_owner_can_allow_more_and_is_allowed_the_hosts_of_scripts_and_styles(
    tmp_path: Path,
) -> None:
    site = configured(
        tmp_path,
        "{script-src: https://a.example, img-src: [https://b.example, 'data:'], "
        "frame-src: https://c.example https://d.example}",
    )
    site.configure(
        "extra_javascript: ['https://e.example/x.js']\nextra_css: ['//f.example/x.css']\n"
    )
    site.built("--strict")
    found = policy(site.page("").text)
    for directive, sources in {
        "script-src": {"https://a.example", "https://e.example"},
        "img-src": {"https://b.example", "data:"},
        "frame-src": {"https://c.example", "https://d.example"},
        "style-src": {"https://f.example"},
    }.items():
        others = {source for source in found[directive] if re.search("example|data:", source)}
        assert others == sources, directive


def test_the_owner_can_leave_the_policy_out(tmp_path: Path) -> None:
    site = configured(tmp_path, "false")
    site.built("--strict")
    assert "Content-Security-Policy" not in site.page("briefings/talks/").text


@pytest.mark.parametrize(
    ("html", "setting", "blocked"),
    [
        ('<iframe src="https://a.example/1"></iframe>', {}, ["frame-src: https://a.example"]),
        ("<video controls src=//a.example/v></video>", {}, ["media-src: https://a.example"]),
        ("<img alt='' src='https://a.example/1.png'>" * 2, {}, ["img-src: https://a.example"]),
        ('<link href="https://a.example/x.css" rel="stylesheet">', {},
         ["style-src: https://a.example"]),
        ('<form action="http://a.example/go">', {}, ["form-action: http://a.example"]),
        ('<script async src="https://a.example/c.js"></script><img src="https://b.example/p">',
         {"script-src": ["https://a.example"]}, ["img-src: https://b.example"]),
        ('<img src="https://img.a.example/1">', {"img-src": ["*.a.example"]}, []),
        ('<iframe src="https://a.example/1">', {"default-src": ["https:"]}, []),
        ('<img src="https://site.example/1">', {}, []),
        ('<img src="own.png"><a href="https://a.example/">&lt;img src="https://b.example"></a>'
         '<link rel="canonical" href="https://a.example/">', {}, []),
    ],
)  # fmt: skip
def test_the_owner_is_told_what_is_blocked(
    html: str, setting: dict[str, list[str]], blocked: list[str]
) -> None:
    messages = list(Policy(setting, "https://site.example/").blocked(html))
    assert len(messages) == len(blocked)
    for message, sources in zip(messages, blocked, strict=True):
        assert f"`content_security_policy: {{{sources}}}`" in message


def test_what_is_blocked_on_many_pages_is_told_once_at_each_build(tmp_path: Path) -> None:
    site = Project(tmp_path, SMALL)
    blocked = '<img src="https://a.example/1.gif" alt="">'
    site.override(
        "main.html",
        f'{{% extends "theme/main.html" %}}{{% block announce %}}{blocked}{{% endblock %}}',
    )
    for _ in range(2):
        assert site.built().stderr.count("img-src: https://a.example") == 1
    assert site.run("mkdocs", "build").stderr.count("img-src: https://a.example") == 1


def test_scripts_of_other_plugins_are_allowed(tmp_path: Path) -> None:
    site = Project(tmp_path, SMALL)
    site.configure("hooks: [hook.py]\n")
    added = f'output.replace("</body>", "<script>{MINE}</script></body>")'
    hook = f"def on_post_page(output, **_): return {added}"
    (tmp_path / "hook.py").write_text(hook)
    site.built()
    assert hashed(MINE) in policy(site.page("briefings/talks/").text)["script-src"]


@pytest.mark.parametrize(
    ("setting", "wrong"),
    [
        ("{scripts: https://a.example}", "scripts is none of default-src, script-src"),
        ("{script-src: 'https://a.example; img-src *'}", "script-src: write sources such as"),
        ("{script-src: ''}", "script-src: write sources such as"),
        ("5", "it must be true or false or keys with values"),
    ],
)
def test_wrong_settings_are_named(setting: str, wrong: str, tmp_path: Path) -> None:
    failed = configured(tmp_path, setting).briefings("check")
    assert failed.exit_code == 2
    assert wrong in failed.output


def configured(folder: Path, setting: str) -> Project:
    site = Project(folder, SMALL)
    settings = site.folder / "mkdocs.yml"
    named = f"- briefings: {{content_security_policy: {setting}}}"
    settings.write_text(settings.read_text("utf-8").replace("- briefings", named), "utf-8")
    return site


# ------------------------------------------------------------------------------ of templates


@pytest.mark.parametrize(
    ("template", "scripts", "styles"),
    [
        ("<script>one()</script>", ["one()"], []),
        ("<SCRIPT type=module>\n one() </SCRIPT >", ["\n one() "], []),
        ("<script data-a=\"{{ 2 > 1 }}\">{{ 'a<b' }}</script>", ["a&lt;b"], []),
        ("<script>{% if x > 0 %}a{% endif %}</script>", ["a"], []),
        ("<style>\n{%- for n in (1, 2) %}{{ n }}{% endfor %}</style>", [], ["12"]),
        ("<script src='a.js'></script><script src=a.js>x</script>", [], []),
        ("<script type='application/ld+json'>{}</script>", [], []),
        ("{{ foreign }}{{ foreign | safe }}", [], []),
    ],
)
def test_what_templates_print_is_allowed_and_what_they_are_given_is_not(
    template: str, scripts: list[str], styles: list[str]
) -> None:
    page = Policy({})
    env = Environment(autoescape=True, loader=DictLoader({"a.html": template}))
    install(env, page)
    html = env.get_template("a.html").render(x=1, foreign="<script>evil()</script>")
    found = policy(page.insert(f"<head><title>A</title>{html}", searches=False))
    assert found["script-src"] == ["'self'", *map(hashed, scripts)]
    assert found["style-src"] == ["'self'", *map(hashed, styles)]
    assert all(text in html for text in (*scripts, *styles))
