"""The facts that a page declares: which are used, and which are not evidence."""

import pytest

from briefings.content import evidence
from briefings.model.reading import Evidence, Field
from briefings.readers import bylines
from briefings.readers.html import dates as html_dates
from tests.pages import HEADLINE, SENTENCES, facts, json_ld, meta, page, paragraphs, read, values

MOMENT = "2024-05-03T08:30:00+02:00"


def first(head: str, field: Field, body: str | None = None) -> str:
    """Return what holds for a field of a page with that head; empty if it is not known."""
    found = evidence.first(read(page(body, head=head)).facts, field)
    return found.value if found else ""


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (json_ld(headline="Crane &amp; quay: <b>tips</b> over"), "Crane & quay: tips over"),
        (meta("og:title", "A wins | The Sample") + meta("og:site_name", "The Sample"), "A wins"),
        (meta("og:title", "A wins - Sport - The Sample") + meta("og:site_name", "The Sample"),
         "A wins - Sport"),
        ("<link rel=canonical href='https://sample.test/a'>" + meta("og:title", "A – sample.test"),
         "A"),
        # A dash in a headline is not the site's.
        (meta("og:title", "Harbour - a history") + meta("og:site_name", "The Sample"),
         "Harbour - a history"),
        # A section without a space before its dash, behind the headline that is shown.
        (meta("og:title", f"{HEADLINE}-Harbour"), HEADLINE),
        # A short name of the site with a word more.
        ("<link rel=canonical href='https://www.xyz.test/a'>" + meta("og:title", "A | XYZ News"),
         "A"),
        # Without anything declared, the heading.
        ("", HEADLINE),
        # What stands on the page is the headline rather than what search engines get.
        (json_ld(headline="Crane harbour accident north") + meta("og:title", HEADLINE), HEADLINE),
        # Where one is a part of the other, the rest is a kicker.
        (json_ld(headline=f"Harbour: {HEADLINE}") + meta("og:title", HEADLINE), HEADLINE),
    ],
)  # fmt: skip
def test_the_headline(head: str, title: str) -> None:
    assert first(head, Field.TITLE) == title


def test_the_title_of_the_window_is_weaker_evidence() -> None:
    head = "<title>Crane tips over | Sample</title>" + meta("og:title", "Crane tips over")
    found = [(f.value, f.evidence) for f in facts(read(page(head=head)), Field.TITLE)]
    assert found == [
        ("Crane tips over", Evidence.DECLARED),
        (HEADLINE, Evidence.TEXT),
        ("Crane tips over", Evidence.TEXT),
    ]


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (json_ld(datePublished=MOMENT), MOMENT),
        (meta("article:published_time", "2024-05-03T06:30:00Z"), "2024-05-03T06:30:00+00:00"),
        ('<meta name="DC.date.issued" content="2024-05-03">', "2024-05-03"),
        ('<meta itemprop="datePublished" content="2024-05-03 08:30:00 +0200">', MOMENT),
        # Of the article rather than of another one, or of the page.
        (json_ld(headline="Other", datePublished="2020-01-01")
         + json_ld(headline=HEADLINE, datePublished=MOMENT) + meta("og:title", HEADLINE), MOMENT),
        (f'<script type="application/ld+json">{{"@graph": [{{"@type": "WebPage", "datePublished":'
         f' "2020-01-01"}}, {{"@type": ["Article"], "datePublished": "{MOMENT}"}}]}}</script>',
         MOMENT),
        ('<script type="application/ld+json">{"@type": "ItemList", "itemListElement": [{"@type":'
         ' "NewsArticle", "datePublished": "2020-01-01"}]}</script>', ""),
        # Broken JSON with a comma too many, and with line ends in strings.
        ('<script type="application/ld+json">{"@type": "NewsArticle", "description": "a\nb",'
         ' "datePublished": "2024-05-03",}</script>', "2024-05-03"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePub</script>', ""),
        # No full date is none.
        (json_ld(datePublished="2024-05"), ""),
        (json_ld(datePublished="yesterday"), ""),
        (json_ld(datePublished="1970-01-01T00:00:00Z"), ""),
        # The date of a change, and that of a copyright, are not of publication.
        (json_ld(dateModified=MOMENT, copyrightYear="2024") + meta("og:updated_time", MOMENT), ""),
    ],
)  # fmt: skip
def test_the_day_of_publication(head: str, published: str) -> None:
    assert first(head, Field.PUBLISHED) == published


@pytest.mark.parametrize(
    ("line", "published", "kind"),
    [
        ("<time datetime='2024-05-03T08:30:00+02:00'>this morning</time>", MOMENT,
         Evidence.DECLARED),
        ("<p>Published on 3 May 2024, 8:30</p>", "2024-05-03", Evidence.BYLINE),
        ("<p>Published: 3 May 2024 | Updated: 4 May 2024</p>", "2024-05-03", Evidence.BYLINE),
        ("<p>Updated: 4 May 2024</p>", "", None),
        ("<p>05/04/2024</p>", "", None),
        ("<p>25/04/2024</p>", "2024-04-25", Evidence.BYLINE),
        ("<p>3 May 2024</p><p>4 May 2024</p>", "", None),
        ("<p>Two hours ago</p>", "", None),
        ("<p>3 May</p>", "", None),
    ],
)  # fmt: skip
def test_the_day_in_the_lines_below_the_headline(
    line: str, published: str, kind: Evidence | None
) -> None:
    markup = page().replace("</h1>", f"</h1>{line}")
    found = evidence.first(read(markup).facts, Field.PUBLISHED)
    assert (found.value if found else "", found.evidence if found else None) == (published, kind)


def test_days_elsewhere_on_the_page_are_no_evidence() -> None:
    other = "<aside><time datetime='2023-01-02'>2 January 2023</time></aside>"
    figure = "<figure><figcaption>The quay on 2 January 2023</figcaption></figure>"
    named = "<p class='photo-caption'>The quay, 2 January 2023</p>"
    markup = page(paragraphs() + other).replace("</h1>", f"</h1>{figure}{named}")
    assert facts(read(markup), Field.PUBLISHED) == []


@pytest.mark.parametrize(
    ("head", "names"),
    [
        (json_ld(author={"@type": "Person", "name": "Ann Lee"}), ["Ann Lee"]),
        (json_ld(author=[{"name": "Ann Lee"}, {"name": "Bo Ek (boe)"}]), ["Ann Lee", "Bo Ek"]),
        (json_ld(author="By Ann Lee, Bo Ek and Cy Day"), ["Ann Lee", "Bo Ek", "Cy Day"]),
        (json_ld(author={"@id": "#a"}) + '<script type="application/ld+json">{"@type": "Person",'
         ' "@id": "#a", "name": "Ann Lee"}</script>', ["Ann Lee"]),
        ('<meta name="author" content="Ann Lee">', ["Ann Lee"]),
        (meta("article:author", "https://example.org/ann"), []),
        ('<meta name="author" content="ann@example.org">', []),
        # The site's own name gives way to a person, and stands where there is none.
        (json_ld(author={"name": "The Sample"}) + meta("og:site_name", "The Sample")
         + '<meta name="author" content="Ann Lee">', ["Ann Lee"]),
        (json_ld(author={"name": "The Sample"}) + meta("og:site_name", "The Sample"),
         ["The Sample"]),
    ],
)  # fmt: skip
def test_the_authors(head: str, names: list[str]) -> None:
    assert values(read(page(head=head)), Field.AUTHOR) == names


@pytest.mark.parametrize(
    ("line", "names", "kind"),
    [
        ("<p itemprop='author'><span itemprop='name'>Ann Lee</span> reports</p>", ["Ann Lee"],
         Evidence.DECLARED),
        ("<p>Story: <a rel='author' href='/ann'>Ann Lee</a></p>", ["Ann Lee"], Evidence.DECLARED),
        ("<p class='byline'>Ann Lee and Bo Ek</p>", ["Ann Lee", "Bo Ek"], Evidence.BYLINE),
        ("<p>Von Ann Lee</p>", ["Ann Lee"], Evidence.BYLINE),
        ("<p class='author'>記者王小明／台北報導</p>", ["王小明"], Evidence.BYLINE),
        ("<p>By the way</p>", [], Evidence.BYLINE),
        # A role that no list of roles has.
        ("<p class='byline'><span class='name'>Ann Lee</span> <span class='job-title'>Tide Desk"
         "</span></p>", ["Ann Lee"], Evidence.BYLINE),
    ],
)  # fmt: skip
def test_the_authors_in_the_lines_below_the_headline(
    line: str, names: list[str], kind: Evidence
) -> None:
    reading = read(page().replace("</h1>", f"</h1>{line}"))
    assert values(reading, Field.AUTHOR, kind) == names


def test_the_other_facts() -> None:
    head = (
        json_ld(
            headline=HEADLINE,
            dateModified="2024-05-04T10:00:00Z",
            articleSection=["Local", "Sea"],
            keywords="harbour, crane, harbour",
            inLanguage="de",
            description="A crane fell over.",
        )
        + "<link rel='canonical' href='/news/crane'>"
        + meta("og:url", "https://www.sample.test/other")
        + meta("og:image", "/img/crane.jpg")
    )
    reading = read(page(head=head))
    assert values(reading, Field.MODIFIED) == ["2024-05-04T10:00:00+00:00"]
    assert values(reading, Field.SECTION) == ["Local"]
    assert values(reading, Field.TAG) == ["harbour", "crane"]
    assert values(reading, Field.LANG) == ["en-GB"]
    assert values(reading, Field.SUMMARY) == ["A crane fell over."]
    assert values(reading, Field.URL) == ["https://www.sample.test/news/crane"]
    assert values(reading, Field.IMAGE) == ["https://www.sample.test/img/crane.jpg"]
    assert {fact.where for fact in facts(reading, Field.TAG)} == {"JSON-LD keywords"}


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "/a", "", "http://["]
)
def test_an_address_that_is_none_of_the_web_is_no_fact(address: str) -> None:
    head = f"<link rel=canonical href='{address}'>" + meta("og:image", "javascript:x")
    reading = read(page(head=head))
    assert values(reading, Field.URL) == []
    assert values(reading, Field.IMAGE) == []


def test_a_damaged_address_gives_way_to_the_next() -> None:
    head = "<link rel=canonical href='//[a'>" + meta("og:url", "https://www.sample.test/a")
    assert values(read(page(head=head)), Field.URL) == ["https://www.sample.test/a"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1714717800", "2024-05-03T06:30:00+00:00"),
        ("1714717800000", "2024-05-03T06:30:00+00:00"),
        ("20240503", "2024-05-03"),
        ("2024-05-03T08:30:00.123+0200", MOMENT),
        ("Fri, 03 May 2024 06:30:00 GMT", "2024-05-03T06:30:00+00:00"),
        ("May 3rd, 2024", "2024-05-03"),
        ("2024-13-45", None),
        ("0", None),
        ("9" * 13, None),
        ("2024-05-03" * 20, None),
        ("", None),
    ],
)
def test_moments_that_machines_write(written: str, meant: str | None) -> None:
    assert html_dates.declared(written) == meant


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("Von: ANN LEE", ("ANN LEE",)),
        ("Ann Lee und Bo Ek, Rom", ("Ann Lee", "Bo Ek", "Rom")),
        ("Ann Lee | Bo Ek", ("Ann Lee", "Bo Ek")),
        ("Dr. Ann Lee (AFP)", ("Dr. Ann Lee",)),
        ("Ann Lee, Ann Lee", ("Ann Lee",)),
        ("3 May 2024", ()),
        ("@annlee", ()),
        (" , ", ()),
        ("By " * 5000, ()),
    ],
)
def test_names_in_a_byline(line: str, names: tuple[str, ...]) -> None:
    assert bylines.people(line) == names


def test_declared_text_of_an_article_is_not_taken_for_its_page() -> None:
    head = json_ld(articleBody="Something else altogether, of another day. " * 20)
    assert [b.text for b in read(page(head=head)).blocks] == list(SENTENCES)
