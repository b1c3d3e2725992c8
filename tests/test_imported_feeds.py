"""Feeds and lists of addresses become captures; foreign text is only text."""

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefings.ingest import feeds
from briefings.ingest.feeds import Entry, Feed
from briefings.model.content import Problem, SourceFile

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Sample &amp; Wire</title><language>de-AT</language>
<item>
  <title>Brücke &lt;em&gt;gesperrt&lt;/em&gt; &amp;amp; umfahren</title>
  <link>https://news.example/a?id=1</link>
  <guid isPermaLink="false">17</guid>
  <dc:creator>A. Writer</dc:creator><author>b@news.example (B. Writer)</author>
  <category>Verkehr</category><category>Brücken</category><category>Verkehr</category>
  <pubDate>Thu, 01 Feb 2018 10:32:00 +0300</pubDate>
  <description>Seit &lt;b&gt;heute&lt;/b&gt; gesperrt.</description>
  <content:encoded><![CDATA[<p>Die Brücke <a href="/b">ist zu</a>.</p><script>x</script>]]>
  </content:encoded>
</item>
<item><guid>https://news.example/permanent</guid><title>Nur eine Kennung</title></item>
<item><title>Ohne alles</title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>Sample Wire</title>
<entry>
  <title type="text">AT&amp;T &lt; all</title>
  <link rel="self" href="https://news.example/self"/>
  <link rel="alternate" href="https://news.example/b"/>
  <id>tag:news.example,2018:b</id>
  <author><name>A. Writer</name><email>a@news.example</email></author>
  <published>2018-02-01T10:32:00+05:30</published><updated>2018-02-02T00:00:00Z</updated>
  <category term="bridges"/>
  <content type="xhtml">
    <div xmlns="http://www.w3.org/1999/xhtml"><p>It is closed.</p></div>
  </content>
</entry></feed>"""


def parse(data: bytes | str) -> Feed | Problem:
    return feeds.parse_feed(SourceFile("a.xml", data if isinstance(data, bytes) else data.encode()))


def entries(data: bytes | str) -> tuple[Entry, ...]:
    feed = parse(data)
    assert isinstance(feed, Feed), feed
    return feed.entries


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_an_rss_entry_has_all_facts_in_any_encoding(encoding: str) -> None:
    feed = parse(RSS.format(encoding=encoding).encode(encoding))
    assert isinstance(feed, Feed)
    assert feed.title == "Sample & Wire"
    assert feed.entries[0] == Entry(
        url="https://news.example/a?id=1",
        title="Brücke gesperrt & umfahren",
        published="2018-02-01T10:32:00+03:00",
        modified="",
        authors=("A. Writer", "B. Writer"),
        summary="Seit heute gesperrt.",
        content='<p>Die Brücke <a href="/b">ist zu</a>.</p><script>x</script>',
        tags=("Verkehr", "Brücken"),
        lang="de-AT",
    )


def test_an_entry_without_link_uses_its_id_and_an_empty_one_is_left_out() -> None:
    assert [entry.url for entry in entries(RSS)][1:] == ["https://news.example/permanent"]


def test_an_atom_entry_has_all_facts() -> None:
    (entry,) = entries(ATOM)
    assert entry.url == "https://news.example/b"
    assert entry.title == "AT&T < all"
    assert (entry.published, entry.modified) == (
        "2018-02-01T10:32:00+05:30",
        "2018-02-02T00:00:00+00:00",
    )
    assert (entry.authors, entry.tags, entry.lang) == (("A. Writer",), ("bridges",), "en")
    assert "<p>It is closed.</p>" in entry.content


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Thu, 01 Feb 2018 10:32:00 GMT", "2018-02-01T10:32:00+00:00"),
        ("Thu, 01 Feb 2018 10:32:00 CST", "2018-02-01T10:32:00-06:00"),
        ("2018-02-01", "2018-02-01"),
        ("03/04/2018", ""),
        ("yesterday", ""),
        ("Thu, 01 Feb", ""),
    ],
)
def test_an_entry_s_date_keeps_its_zone_and_is_never_guessed(written: str, expected: str) -> None:
    (entry,) = entries(
        "<rss><channel><item><link>https://a.example/</link>"
        f"<pubDate>{written}</pubDate></item></channel></rss>"
    )
    assert entry.published == expected


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.example"]
)
def test_only_web_addresses_are_taken(link: str) -> None:
    assert isinstance(
        parse(f"<rss><channel><item><link>{link}</link></item></channel></rss>"), Problem
    )


# ------------------------------------------------------------------- captures


def test_an_entry_becomes_a_page_with_the_facts_of_the_feed() -> None:
    page, facts = feeds.capture(entries(RSS)[0])
    written = page.decode()
    for part in (
        '<html lang="de-AT">',
        "<title>Brücke gesperrt &amp; umfahren</title>",
        '<meta property="article:published_time" content="2018-02-01T10:32:00+03:00">',
        '<meta property="article:author" content="A. Writer">',
        '<link rel="canonical" href="https://news.example/a?id=1">',
        '<p>Die Brücke <a href="/b">ist zu</a>.</p>',
    ):
        assert part in written
    assert facts == {
        "title": "Brücke gesperrt & umfahren",
        "published": "2018-02-01",
        "url": "https://news.example/a?id=1",
        "authors": ["A. Writer", "B. Writer"],
        "tags": ["Verkehr", "Brücken"],
        "lang": "de-AT",
    }


def test_what_is_not_known_is_not_in_the_sidecar_and_facts_cannot_break_out_of_the_page() -> None:
    entry = Entry("", '"><script>', "", "", ('"><b>',), "<i>", "", (), "")
    page, facts = feeds.capture(entry)
    assert facts == {"title": '"><script>', "authors": ['"><b>']}
    assert b"<script>" not in page
    assert b"<b>" not in page
    assert b"<p>&lt;i&gt;</p>" in page


# ------------------------------------------------------------------- bad input


ITEM = "<item><link>https://a.example/</link><title>{}</title></item>"


def test_a_damaged_feed_is_parsed_as_far_as_possible() -> None:
    assert [entry.title for entry in entries("<rss><channel>" + ITEM.format("a & b"))] == ["a & b"]


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b" \n", b"\0\1\2", b"<", b"<rss/>", b"<rss><channel></channel></rss>", b"text"),
        *(b"<!doctype html><html><p>a page</p></html>", b"x" * 10_000_001, b"<![", b"<!DOCTYPE [["),
        b"\xff\xfe<",
    ],
)
def test_a_file_that_is_not_a_feed_is_a_problem(data: bytes) -> None:
    problem = parse(data)
    assert isinstance(problem, Problem)
    assert problem.code == "no-feed"


def test_a_name_of_a_file_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text(RSS, encoding="utf-8")
    assert isinstance(parse(str(tmp_path / "secret.xml")), Problem)


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "data",
    [
        f'<!DOCTYPE x [<!ENTITY a0 "ha">{BOMB}]><rss><channel>{ITEM.format("&a11;")}',
        f'<!DOCTYPE x [<!ENTITY f SYSTEM "file://{__file__}">]><rss><channel>{ITEM.format("&f;")}',
        "<rss><channel>" + ITEM.format("a") + "<a>" * 50_000,
        "<rss><channel>" + ITEM.format("&" * 50_000),
        "<rss><channel>" + ITEM.format("&lt;b&gt;" * 50_000),
        "<rss><channel>" + ITEM.format("a") * 2000,
    ],
    ids=["entities", "file", "depth", "ampersands", "deep title", "many"],
)
def test_bombs_do_no_harm(data: str) -> None:
    began = time.monotonic()
    for entry in entries(data):
        page, _ = feeds.capture(entry)
        assert len(page) < len(data) * 20
        assert b"bombs_do_no_harm" not in page
    assert time.monotonic() - began < 20


PIECES = st.sampled_from(
    [
        *("<rss>", "<channel>", "<item>", "</item>", "<link>", "</link>", "<title>", "</title>"),
        *(
            "https://a.example/",
            "<![CDATA[",
            "]]>",
            "<!--",
            "<![",
            "<!",
            "&",
            "&#x0;",
            "&#99999999;",
        ),
        *(
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
            "<entry>",
            "<content type='xhtml'>",
            "<a:b>",
        ),
        *(
            "<pubDate>",
            "<?xml encoding='x'?>",
            "\0",
            "é",
            "<language>",
            "<author>",
            "xml:base='[['",
        ),
    ]
)


@given(st.one_of(st.binary(), st.lists(PIECES).map(lambda parts: "".join(parts).encode())))
@example(b"<?xml version='1.0' encoding='no-such'?><rss><channel>")
@example(b"<rss><channel><item><link>http://[</link></item>")
@example(b"&lt;![CDATA[")
def test_any_bytes_give_a_feed_or_a_problem(data: bytes) -> None:
    found = parse(data)
    assert isinstance(found, Feed | Problem)
    if isinstance(found, Feed):
        for entry in found.entries:
            assert entry.url.startswith(("http://", "https://")) or entry.content
            feeds.capture(entry)


# ------------------------------------------------------------------- lists of addresses


def test_a_list_has_one_address_a_line_and_comments() -> None:
    data = b"""\xef\xbb\xbf# to read
https://news.example/a#part   # the first
  http://news.example/b
https://news.example/a#part

news.example/c
javascript:alert(1)
https://news.example/d https://news.example/e
"""
    addresses, problems = feeds.parse_addresses(SourceFile("list.txt", data))
    assert addresses == ("https://news.example/a#part", "http://news.example/b")
    assert [problem.line for problem in problems] == [6, 7, 8]
    assert {problem.code for problem in problems} == {"no-address"}
