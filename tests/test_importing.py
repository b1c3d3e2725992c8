"""`briefings new article`: its arguments, and the captures and sidecars that it adds."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from briefings.ingest import importing
from briefings.ingest.fetch import Fetched, RobotsError
from briefings.ingest.importing import Incoming
from briefings.model.content import Problem
from briefings.text import report

PAGE = b"<!doctype html><title>T</title><p>A page of a web site, with a sentence in it.</p>"


def fetched(address: str) -> Fetched:
    if "forbidden" in address:
        raise RobotsError("The site asks robots to stay away.")
    moment = datetime(2021, 5, 3, 7, 15, tzinfo=UTC)
    return Fetched(PAGE, f"{address}?from=redirect", "text/html", moment)


def given(tmp_path: Path, name: str, text: str) -> list[Incoming | Problem]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return list(importing.incoming(str(tmp_path / name), fetched))


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("Talks in Town.txt", "talks-in-town.txt"),
        ("page.html", "page.html"),
        ("Page 2.html.gz", "page-2.html.gz"),
        ("saved.mhtml", "saved.mhtml"),
        ("essay.md", "essay.md"),
        ("x" * 200 + ".txt", "x" * 80 + ".txt"),
    ],
)
def test_a_captured_file_keeps_its_bytes_and_gets_a_plain_name(
    tmp_path: Path, name: str, kept_as: str
) -> None:
    assert given(tmp_path, name, "Words.\r\n") == [Incoming(kept_as, b"Words.\r\n")]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://example.org/world/2021/ministers-meet.html", "ministers-meet.html"),
        ("https://example.org/ministers-meet/12345/", "ministers-meet.html"),
        ("https://www.example.org/", "example-org.html"),
        ("https://example.org/a%20b", "a-b.html"),
    ],
)
def test_a_page_is_named_by_its_address_and_says_where_it_came_from(
    address: str, name: str
) -> None:
    (found,) = importing.incoming(address, fetched)
    facts: importing.Facts = {"url": f"{address}?from=redirect", "captured": "2021-05-03T07:15:00Z"}
    assert found == Incoming(name, PAGE, facts)


@pytest.mark.parametrize(
    ("content_type", "name"),
    [
        ("text/html; charset=utf-8", "report.html"),
        ("application/xhtml+xml", "report.html"),
        ("", "report.html"),
        ("application/pdf", "report.pdf"),
        ("Application/PDF; qs=0.001", "report.pdf"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "report.docx"),
        ("message/rfc822", "report.eml"),
        ("text/plain;charset=UTF-8", "report.txt"),
    ],
)
def test_a_fetched_file_is_named_by_its_type(content_type: str, name: str) -> None:
    def fetch(address: str) -> Fetched:
        return replace(fetched(address), content_type=content_type)

    (found,) = importing.incoming("https://ministry.example/report.pdf", fetch)
    assert isinstance(found, Incoming)
    assert found.name == name


def test_a_page_that_cannot_be_fetched_is_a_problem_that_says_why() -> None:
    (found,) = importing.incoming("https://example.org/forbidden", fetched)
    assert isinstance(found, Problem)
    assert (found.file, found.message) == (
        "https://example.org/forbidden", "The site asks robots to stay away.",
    )  # fmt: skip


def test_a_list_of_addresses_is_fetched_one_by_one(tmp_path: Path) -> None:
    text = (
        "# two\nhttps://example.org/one\nhttps://example.org/forbidden\nhttps://example.org/two\n"
    )
    found = given(tmp_path, "list.txt", text)
    assert [f.name if isinstance(f, Incoming) else f.code for f in found] == [
        "one.html", "not-fetched", "two.html",
    ]  # fmt: skip


def test_the_place_of_a_problem_with_an_address_is_the_address(tmp_path: Path) -> None:
    (found,) = given(tmp_path, "list.txt", "https://example.org/forbidden\n")
    assert isinstance(found, Problem)
    assert report.where(found, "") == "https://example.org/forbidden"


def test_a_text_with_an_address_in_it_is_a_capture(tmp_path: Path) -> None:
    text = "https://example.org/one\n\nThe ministers met.\n"
    (found,) = given(tmp_path, "capture.txt", text)
    assert isinstance(found, Incoming)
    assert found.data == text.encode()


FEED = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>News</title>
<item><title>Whole article</title><link>https://example.org/whole</link>
<pubDate>Mon, 03 May 2021 07:15:00 +0200</pubDate>
<content:encoded><![CDATA[<p>The ministers met in the harbour, and talked for long.</p>]]>
</content:encoded></item>
<item><title>Only a link</title><link>https://example.org/link</link></item>
</channel></rss>
"""


def test_entries_of_a_feed_are_taken_whole_or_fetched(tmp_path: Path) -> None:
    whole, link = given(tmp_path, "feed.xml", FEED)
    assert isinstance(whole, Incoming)
    assert whole.name == "whole-article.html"
    assert whole.facts["published"] == "2021-05-03"
    assert b"The ministers met in the harbour" in whole.data
    assert isinstance(link, Incoming)
    assert (link.name, link.data) == ("link.html", PAGE)


def test_a_feed_that_is_none_is_a_problem(tmp_path: Path) -> None:
    (found,) = given(tmp_path, "feed.xml", "no feed")
    assert isinstance(found, Problem)


def test_a_sidecar_has_what_is_known_as_lines_and_the_rest_as_comments() -> None:
    text = importing.sidecar({"title": "A: b"}, {"title": "other", "published": "YYYY-MM-DD"})
    assert yaml.safe_load(text) == {"title": "A: b"}
    assert "# published: YYYY-MM-DD" in text
    assert "other" not in text
