"""Topics: which have a page, and which lead to an explainer."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from lxml.html import fragment_fromstring

from briefings.model.site import Site
from briefings.site.compile import compile
from briefings.text import uris
from briefings.views.briefing import BriefingView
from briefings.views.home import HomeView
from briefings.views.lists import ListView
from tests.export_site import HERE, content
from tests.rendering import page_html
from tests.views import view

SETTINGS = replace(HERE, smallest_topic=2)


def explainer(title: str, aliases: str = "[]") -> str:
    head = f"title: {title}\naliases: {aliases}\nforms: [Genevan]\nkind: place\n"
    return f"---\n{head}summary: It is {title}.\n---\n\nText.\n"


GENEVA = {"explainers/geneva.md": explainer("Geneva", "[Calvin’s city, talks city]")}
NAMESAKE = {"explainers/geneva-illinois.md": explainer("Geneva, Illinois", "[Geneva]")}


def site(tags: Sequence[str], more: dict[str, str] = GENEVA, smallest: int = 2) -> Site:
    """Compile a site with an article for each of some lists of tags."""
    articles = {
        f"articles/a{n}.md": f"---\ntitle: On {n}\ntags: [{listed}]\nlang: en\n---\n\nIt is {n}.\n"
        for n, listed in enumerate(tags)
    }
    return compile(content({**articles, **more}), replace(SETTINGS, smallest_topic=smallest))


def leads_to(site: Site) -> dict[str, str]:
    """Return where the topics of the first briefing lead."""
    topics = view(site, "briefings/a0.md", BriefingView).topics
    return {topic.text: topic.uri for topic in topics}


@pytest.mark.parametrize(
    ("tags", "leads"),
    [
        (["Geneva"], {"Geneva": "explainers/geneva.md"}),
        (["Geneva", "Geneva"], {"Geneva": "topics/geneva.md"}),
        (["lakes"], {"lakes": ""}),
        (["lakes", "Lakes"], {"lakes": "topics/lakes.md"}),
        # As the linker folds names; a tag may begin with a capital.
        (["Calvin's city"], {"Calvin's city": "explainers/geneva.md"}),
        (["Talks city"], {"Talks city": "explainers/geneva.md"}),
        # Other letters may mean something else, and a form is no name.
        (["GENEVA"], {"GENEVA": ""}),
        (["geneva"], {"geneva": ""}),
        (["Genevan"], {"Genevan": ""}),
        (["Lake Geneva"], {"Lake Geneva": ""}),
    ],
)
def test_a_topic_leads_to_its_page_or_to_the_explainer_that_it_names(
    tags: list[str], leads: dict[str, str]
) -> None:
    assert leads_to(site(tags)) == leads


def test_a_topic_whose_name_windows_reserves_has_an_address_that_it_does_not() -> None:
    found = site(["Aux", "Aux"])
    assert {page.uri for page in found.pages if page.uri.startswith("topics/")} == {
        "topics/index.md", "topics/aux_.md",
    }  # fmt: skip


def test_a_name_of_two_explainers_names_none() -> None:
    assert leads_to(site(["Geneva"], {**GENEVA, **NAMESAKE})) == {"Geneva": ""}


def test_only_topics_that_lead_to_a_page_are_listed_and_counted() -> None:
    found = site(["Geneva, lakes, rivers", "lakes"])
    assert {page.uri for page in found.pages if page.uri.startswith("topics/")} == {
        "topics/index.md", "topics/lakes.md",
    }  # fmt: skip
    (entries,) = view(found, uris.TOPICS, ListView).entries
    assert [(name.link.text, name.link.uri, name.number.value) for name in entries.names] == [
        ("Geneva", "explainers/geneva.md", 1), ("lakes", "topics/lakes.md", 2),
    ]  # fmt: skip
    topics = view(found, uris.HOME, HomeView).topics
    assert topics
    assert topics.number.value == 2
    assert view(site(["rivers"]), uris.HOME, HomeView).topics is None


@pytest.mark.parametrize(("smallest", "leads"), [(1, "topics/lakes.md"), (3, "")])
def test_the_owner_decides_how_small_a_topic_with_a_page_is(smallest: int, leads: str) -> None:
    tags = ["lakes"] if smallest == 1 else ["lakes", "lakes"]
    assert leads_to(site(tags, smallest=smallest)) == {"lakes": leads}


@pytest.mark.parametrize(
    ("tags", "topic", "target"),
    [
        (["Geneva"], "geneva", "explainers/geneva/"),
        (["lakes"], "lakes", "briefings/a0/"),
        (["lakes", "lakes"], "lakes", "topics/"),
    ],
)
def test_the_address_of_a_topic_without_a_page_leads_on(
    tags: list[str], topic: str, target: str
) -> None:
    found = site(tags, smallest=3)
    (page,) = (page for page in found.exports if page.uri == f"topics/{topic}/index.html")
    assert f'<link rel="canonical" href="https://example.org/news/{target}">' in page.text


def test_a_topic_with_a_page_shows_the_summary_of_its_explainer() -> None:
    found = site(["Geneva", "Geneva"])
    about = view(found, "topics/geneva.md", ListView).about
    assert about
    assert (about.subject.uri, about.text) == ("explainers/geneva.md", "It is Geneva.")
    page = fragment_fromstring(page_html(found, "topics/geneva.md"), "div")
    assert [p.text_content() for p in page.find_class("lead")] == ["It is Geneva."]
    (link,) = (a for p in page.find_class("more") for a in p.iter("a"))
    assert (link.text_content(), link.get("href")) == (
        "Background: Geneva",
        "../../explainers/geneva/",
    )
    assert view(site(["a b", "a b"]), "topics/a-b.md", ListView).about is None


ACCENTED = {"explainers/zoe.md": explainer("Zoë Brontë").replace("place", "person")}


@pytest.mark.parametrize(
    ("tags", "more", "name"),
    [
        (["Zoe Bronte"], ACCENTED, "Zoë Brontë"),
        (["Zoe Bronte", "zoe bronte", "zoe bronte"], ACCENTED, "Zoë Brontë"),
        (["Zoe Bronte", "Zoë Brontë", "Zoë Brontë"], {}, "Zoë Brontë"),
        (["Zoe Bronte", "Zoe Bronte", "Zoë Brontë"], {}, "Zoe Bronte"),
    ],
)
def test_a_topic_has_one_spelling(tags: list[str], more: dict[str, str], name: str) -> None:
    built = site(tags, more, smallest=1)
    assert view(built, "topics/zoe-bronte.md", ListView).head.title == name
    (of_first,) = view(built, "briefings/a0.md", BriefingView).topics
    assert of_first.text == (name if more else tags[0])


@pytest.mark.parametrize(
    ("tags", "titles"),
    [
        (["C", "C++", "C#"], ["C++"]),
        (["R&D", "R D"], ["R&D"]),
        (["Mir", "Мир"], ["Мир"]),
        (["quan li", "权利", "权力"], ["权利"]),
        (["Zoe"], ["Zoë", "Zoé"]),
    ],
)
def test_a_topic_is_not_spelt_like_another_subject(tags: list[str], titles: list[str]) -> None:
    more = {f"explainers/e{n}.md": explainer(title) for n, title in enumerate(titles)}
    found = site([f"'{tag}'" for tag in tags], more, smallest=1)
    (entries,) = view(found, uris.TOPICS, ListView).entries
    assert {name.link.text for name in entries.names} == set(tags)
    for number, tag in enumerate(tags):
        (one,) = view(found, f"briefings/a{number}.md", BriefingView).topics
        assert one.text == tag
