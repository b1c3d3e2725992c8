"""The citation of a briefing: as a sentence, in BibTeX and in CSL-JSON."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from lxml.html import fromstring
from playwright.sync_api import Page, expect

from briefings.model.article import Article, Capture, Outlet
from briefings.model.content import Settings
from briefings.site.compile import annotate
from briefings.site.exports import citation
from briefings.text.visible import visible
from tests.conftest import ServeSite
from tests.export_site import (
    HERE,
    TALKS,
    compiled,
    content,
    markdown_article,
)
from tests.foreign import FOREIGN, TEXTS
from tests.project import Project
from tests.rendering import fold, page_html

# --------------------------------------------------------------------------------------- citations

ARTICLE = Article(
    slug="talks", capture=Capture("articles/talks.txt", "0" * 64, 1), title="Talks", headline="",
    summary="", lang="en", blocks=(),
)  # fmt: skip
FULL = replace(
    ARTICLE,
    published=date(2018, 2, 1),
    captured=datetime(2018, 2, 12, 23, 59, tzinfo=UTC),
    authors=("Ada Berg", "Bo Li", "Cy Day"),
    outlet=Outlet("wire", "The Wire", "", ""),
    section="World",
    url="https://wire.example/talks",
)


@pytest.mark.parametrize(
    ("article", "site", "sentence"),
    [
        (FULL, HERE, "Ada Berg, Bo Li and Cy Day. “Talks.” The Wire, 1 February 2018. "
         "https://wire.example/talks Captured 12 February 2018. "
         "Annotated copy: https://example.org/news/briefings/talks/"),
        (ARTICLE, Settings(), "“Talks.” n.d."),
        (replace(ARTICLE, title="Talks?", authors=("A. B.",)), Settings(), "A. B. “Talks?” n.d."),
        (replace(ARTICLE, outlet=FULL.outlet), Settings(locale="de"), "„Talks“. The Wire, o. D."),
        (replace(ARTICLE, published=FULL.published), Settings(locale="de"),
         "„Talks“. 1. Februar 2018."),
        (replace(ARTICLE, url="mailto:a@b.example"), Settings(), "“Talks.” n.d."),
        (replace(FULL, title="会談"), Settings(locale="ja"),
         "Ada Berg、Bo Li、Cy Day。「会談」The Wire、2018年2月1日。"
         "https://wire.example/talks 2018年2月12日取得。"),
    ],
)  # fmt: skip
def test_a_citation_as_a_sentence(article: Article, site: Settings, sentence: str) -> None:
    assert citation.sentence(article, site) == sentence


def test_a_citation_in_bibtex() -> None:
    assert citation.bibtex(FULL, HERE).splitlines() == [
        "@misc{talks,",
        "  author = {Ada Berg and Bo Li and Cy Day},",
        "  title = {{Talks}},",
        "  howpublished = {The Wire},",
        "  year = {2018},",
        "  month = feb,",
        "  day = {1},",
        "  url = {https://wire.example/talks},",
        "  urldate = {2018-02-12},",
        "  note = {Annotated copy: https://example.org/news/briefings/talks/},",
        "}",
    ]
    assert citation.bibtex(ARTICLE, Settings()) == "@misc{talks,\n  title = {{Talks}},\n}"


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("100% of $5 & #1_a", r"100\% of \$5 \& \#1\_a"),
        ("a } b { c", r"a \textbraceright{} b \textbraceleft{} c"),
        (r"a\b~c^d", r"a\textbackslash{}b\textasciitilde{}c\textasciicircum{}d"),
        ("Вучић “q” é", "Вучић “q” é"),
        ("a\n  b", "a b"),
        ('@misc{x, title = "y"}', '@misc\\textbraceleft{}x, title = "y"\\textbraceright{}'),
    ],
)
def test_what_tex_takes_for_commands_is_escaped(title: str, written: str) -> None:
    assert citation.bibtex(replace(ARTICLE, title=title), HERE).splitlines()[1] == (
        f"  title = {{{{{written}}}}},"
    )


@pytest.mark.parametrize(
    ("authors", "written"),
    [
        (("Ada Berg",), "Ada Berg"),
        (("Berg, Ada",), "{Berg, Ada}"),
        (("Berg and Li", "Cy"), "{Berg and Li} and Cy"),
        (("Anders And",), "{Anders And}"),
        (("Andy Sand",), "Andy Sand"),
    ],
)
def test_names_stay_separate_in_bibtex(authors: tuple[str, ...], written: str) -> None:
    lines = citation.bibtex(replace(ARTICLE, authors=authors), HERE).splitlines()
    assert lines[1] == f"  author = {{{written}}},"


@given(FOREIGN.map(visible))
def test_no_text_unbalances_the_braces(text: str) -> None:
    article = replace(
        ARTICLE, title=text, authors=(text,), url=f"https://x.example/{text}",
        outlet=Outlet("x", text, "", ""),
    )  # fmt: skip
    written = citation.bibtex(article, HERE)
    depth = 0
    for character in written:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    assert written.endswith("}")


def test_a_citation_in_csl_json() -> None:
    assert json.loads(citation.csl(FULL, HERE)) == [{
        "id": "talks",
        "type": "article-newspaper",
        "title": "Talks",
        "author": [{"literal": "Ada Berg"}, {"literal": "Bo Li"}, {"literal": "Cy Day"}],
        "container-title": "The Wire",
        "section": "World",
        "issued": {"date-parts": [[2018, 2, 1]]},
        "accessed": {"date-parts": [[2018, 2, 12]]},
        "URL": "https://wire.example/talks",
        "language": "en",
        "note": "Annotated copy: https://example.org/news/briefings/talks/",
    }]  # fmt: skip
    assert json.loads(citation.csl(ARTICLE, Settings())) == [
        {"id": "talks", "type": "article-newspaper", "title": "Talks", "language": "en"}
    ]


@given(TEXTS.filter(bool))
def test_a_citation_on_its_page_is_the_text_that_is_copied(title: str) -> None:
    site = compiled(markdown_article("a", title=title, authors=[title]))
    corpus = annotate(content(markdown_article("a", title=title, authors=[title])), HERE)
    article = corpus.articles["a"]
    shown = Cited(page_html(site, "briefings/a.md"))
    assert fold(shown.texts["p"]) == fold(citation.sentence(article, HERE))
    assert shown.codes == [citation.bibtex(article, HERE), citation.csl(article, HERE)]


class Cited(HTMLParser):
    """The texts of the citation on a rendered page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: dict[str, str] = {}
        self.codes: list[str] = []
        self._open = ""
        self.feed(html.partition('<div class="apparatus cite"')[2])
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "pre" or dict(attrs).get("class") == "citation":
            self._open = tag
            self.texts[tag] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open == "pre":
            self.codes.append(self.texts["pre"])
        self._open = self._open if tag != self._open else ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open] += data


# ------------------------------------------------------------------------------------ in a browser


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("citation"), TALKS)
    project.built()
    return project


def test_names_and_title_keep_their_own_direction() -> None:
    title, authors = "أخبار الميناء", ["ليلى مراد", "سمير حداد"]
    site = compiled(markdown_article("a", title=title, authors=authors, lang="ar"))
    tree = fromstring(page_html(site, "briefings/a.md"))
    sentence = next(one for one in tree.iter("p") if one.get("class") == "citation")
    own = [(one.text, one.get("lang"), one.get("dir")) for one in sentence.iter("bdi")]
    names = [(author, None, None) for author in authors]
    assert own == [*names, (title, "ar", "rtl")]
    whole = "".join(map(str, sentence.itertext()))
    assert whole.startswith("ليلى مراد and سمير حداد. “أخبار الميناء.” n.d.")


def test_a_citation_can_be_copied(
    browser_page: Page, project: Project, serve_site: ServeSite
) -> None:
    url = serve_site(project.site)
    browser_page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=url[:-1])
    browser_page.goto(f"{url}briefings/talks/")
    cited = browser_page.locator(".cite")
    cited.get_by_role("button", name="Copy citation").click()
    expect(cited.get_by_role("status").first).to_have_text("Copied")
    copied = browser_page.evaluate("navigator.clipboard.readText()")
    assert copied == cited.locator(".citation").inner_text()
    cited.get_by_text("BibTeX", exact=True).click()
    cited.get_by_role("button", name="Copy BibTeX").click()
    expect(cited.get_by_role("status").nth(1)).to_have_text("Copied")
    assert browser_page.evaluate("navigator.clipboard.readText()").startswith(
        "@misc{talks,\n  auth"
    )


def test_a_citation_is_selected_if_it_cannot_be_copied(
    browser_page: Page, project: Project, serve_site: ServeSite
) -> None:
    browser_page.add_init_script("delete Navigator.prototype.clipboard")
    browser_page.goto(f"{serve_site(project.site)}briefings/talks/")
    cited = browser_page.locator(".cite")
    cited.get_by_role("button", name="Copy citation").click()
    expect(cited.get_by_role("status").first).to_have_text("Selected")
    selected = browser_page.evaluate("getSelection().toString().trim()")
    assert selected == cited.locator(".citation").inner_text()
