"""The feeds of the site: Atom and JSON Feed, of everything, of topics and of subjects."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from briefings.site.exports import feeds
from tests.export_site import (
    ATOM,
    HERE,
    TALKS,
    atom,
    compiled,
    exports,
    markdown_article,
)
from tests.views import head


class Strict(BaseModel):
    """An object of JSON with the keys named, and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)


Words = Annotated[str, Field(min_length=1)]
Moment = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$")]
Web = Annotated[str, Field(pattern="^https?://")]


class Author(Strict):
    """Who wrote something: https://www.jsonfeed.org/version/1.1/#top-level."""

    name: Words
    url: Web | None = None


class Item(Strict):
    """One entry: https://www.jsonfeed.org/version/1.1/#items."""

    id: Words
    content_text: Words
    url: Web
    external_url: Web | None = None
    title: Words | None = None
    summary: Words | None = None
    date_published: Moment | None = None
    date_modified: Moment | None = None
    authors: list[Author] = []
    tags: list[Words] = []
    language: Words | None = None


class JsonFeed(Strict):
    """A feed, of the keys that version 1.1 has and we use."""

    version: Literal["https://jsonfeed.org/version/1.1"]
    title: Words
    items: list[Item]
    home_page_url: Web
    feed_url: Web
    description: Words | None = None


def json_feed(text: str) -> JsonFeed:
    """Read a JSON Feed, checking what version 1.1 requires of every one."""
    feed = JsonFeed.model_validate_json(text)
    ids = [item.id for item in feed.items]
    assert len(set(ids)) == len(ids)
    return feed


def test_the_feed_of_the_site_in_both_formats() -> None:
    files = exports()
    root, feed = atom(files["feed.xml"]), json_feed(files["feed.json"])
    assert root.findtext(f"{ATOM}title") == feed.title == "A Site"
    assert root.findtext(f"{ATOM}subtitle") == feed.description == "What it is."
    assert feed.feed_url == "https://example.org/news/feed.json"
    assert feed.home_page_url == "https://example.org/news/"
    ferry, talks = root.findall(f"{ATOM}entry")
    assert ferry.findtext(f"{ATOM}title") == "A ferry takes over"
    assert talks.findtext(f"{ATOM}id") == "https://example.org/news/briefings/talks/"
    assert talks.findtext(f"{ATOM}published") == "2020-05-04T00:00:00+00:00"
    assert talks.findtext(f"{ATOM}author/{ATOM}name") == "The Wire"
    category = talks.find(f"{ATOM}category")
    assert category is not None
    assert dict(category.attrib) == {"term": "crossings", "label": "crossings"}
    assert feed.items[1].model_dump(exclude_unset=True) == {
        "id": "https://example.org/news/briefings/talks/",
        "url": "https://example.org/news/briefings/talks/",
        "title": "Envoys speak about the crossings",
        "content_text": talks.findtext(f"{ATOM}summary"),
        "summary": talks.findtext(f"{ATOM}summary"),
        "date_published": "2020-05-04T00:00:00Z",
        "date_modified": "2020-05-04T00:00:00Z",
        "authors": [{"name": "The Wire"}],
        "tags": ["crossings"],
        "language": "en",
    }


def test_a_topic_and_an_explainer_have_feeds_of_their_briefings() -> None:
    files = exports()
    for page, listed, title in (
        ("topics/crossings", ["talks"], "crossings – A Site"),
        ("explainers/geneva", ["talks"], "Geneva – A Site"),
    ):
        root, feed = atom(files[f"{page}/feed.xml"]), json_feed(files[f"{page}/feed.json"])
        assert root.findtext(f"{ATOM}title") == feed.title == title
        assert feed.home_page_url == f"https://example.org/news/{page}/"
        ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
        assert ids == [f"https://example.org/news/briefings/{slug}/" for slug in listed]
    assert [uri for uri in files if uri.endswith("feed.xml")] == [
        "explainers/geneva/feed.xml", "feed.xml", "topics/crossings/feed.xml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "published", "updated"),
    [
        ({"published": date(2020, 1, 2)}, "2020-01-02", "2020-01-02"),
        ({"captured": datetime(2020, 1, 3, 23, 30, tzinfo=UTC)}, None, "2020-01-03"),
        (
            {"published": date(2020, 1, 2), "captured": datetime(2020, 1, 3, tzinfo=UTC)},
            "2020-01-02", "2020-01-02",
        ),
    ],
)  # fmt: skip
def test_an_entry_has_the_days_that_are_known(
    facts: dict[str, object], published: str | None, updated: str
) -> None:
    root = atom(exports(markdown_article("a", title="A", **facts))["feed.xml"])
    (entry,) = root.findall(f"{ATOM}entry")
    midnight = "T00:00:00+00:00"
    said = entry.findtext(f"{ATOM}published")
    assert said == (published + midnight if published else None)
    assert entry.findtext(f"{ATOM}updated") == updated + midnight
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "unknown"


def test_an_entry_says_its_language_and_where_it_was_published() -> None:
    files = exports({**TALKS, **markdown_article("a", title="A", published=date(2020, 1, 2))})
    (_, talks, a) = atom(files["feed.xml"]).findall(f"{ATOM}entry")
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert (talks.get(lang), a.get(lang)) == ("en", "en")
    found = [link.get("href") for link in talks.findall(f"{ATOM}link[@rel='via']")]
    assert found == ["https://wire.example/talks"]
    assert not a.findall(f"{ATOM}link[@rel='via']")
    items = {item.title: item for item in json_feed(files["feed.json"]).items}
    assert items["A"].external_url is None
    assert items["Envoys speak about the crossings"].external_url == "https://wire.example/talks"
    assert {item.language for item in items.values()} == {"en"}


def test_an_article_without_any_day_is_in_no_feed() -> None:
    undated = markdown_article("a", title="A", tags=["t"])
    site = compiled(undated)
    assert not [file.uri for file in site.exports if "feed" in file.uri]
    assert not head(site, "topics/t.md").feed
    both = {**undated, **markdown_article("b", title="B", published=date(2020, 1, 2), tags=["t"])}
    (entry,) = atom(exports(both)["topics/t/feed.xml"]).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "B"


def test_a_feed_has_the_newest_briefings_only() -> None:
    files: dict[str, str] = {}
    for number in range(1, 27):
        files |= markdown_article(f"a{number}", title=f"A{number}", published=date(2020, 1, number))
    entries = atom(exports(files)["feed.xml"]).findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") for entry in entries]
    assert titles == [f"A{number}" for number in range(26, 26 - feeds.NEWEST, -1)]


def test_without_an_address_there_is_neither_feed_nor_sitemap() -> None:
    settings = replace(HERE, site_url="")
    site = compiled(settings=settings)
    files = {file.uri for file in site.exports}
    assert not {uri for uri in files if "feed" in uri or "sitemap" in uri}
    assert {"llms.txt", "data/briefings.json"} <= files
    assert not any(head(site, page.uri).feed for page in site.pages)
    assert "example.org" not in "".join(file.text for file in site.exports)


def test_a_briefing_without_any_day_names_the_feed_of_the_site() -> None:
    undated = markdown_article("undated", title="Undated")
    assert head(compiled({**TALKS, **undated}), "briefings/undated.md").feed == feeds.HOME
    assert not head(compiled(undated), "briefings/undated.md").feed
