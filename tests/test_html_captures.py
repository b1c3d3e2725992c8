"""Captured files: compressed, mislabelled, damaged, hostile, or without an article."""

import gzip

import pytest

from briefings.files import charsets
from briefings.model.reading import Charset, CharsetBasis, Reading
from briefings.readers.html import reader as html
from briefings.readers.refusals import Refusal
from tests.pages import HEADLINE, SENTENCES, json_ld, meta, page, paragraphs, read, refused, texts

ARCHIVE = (
    "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; boundary="B"\r\n\r\n--B\r\n'
    "Content-Type: text/html; charset={}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "{}\r\n--B\r\nContent-Type: image/png\r\n\r\nxx\r\n--B--\r\n"
)
ACCENTED = "Überall Grüße aus dem Süden: „schön“, sagt die Ärztin, die über die Brücke geht."


def test_gzip_and_archives_are_unpacked() -> None:
    markup = page()
    assert read(gzip.compress(markup.encode()), "a.html.gz") == read(markup)
    archive = ARCHIVE.format("utf-8", markup.replace("=", "=3D")).encode()
    assert read(archive, "a.mhtml") == read(archive, "a.mht") == read(markup)
    assert texts(read(gzip.compress(archive), "a.mhtml.gz")) == list(SENTENCES)


def archived(first: str, *parts: tuple[str, str]) -> bytes:
    """Return an archive of a page, and of other pages with fields of their headers."""
    root = "Content-Location: https://example.org/news/crane"
    bodies = [
        f"--B\r\nContent-Type: text/html; charset=utf-8\r\n{fields}\r\n\r\n{markup}\r\n"
        for fields, markup in ((root, first), *parts)
    ]
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'
    return f"{head}{''.join(bodies)}--B--\r\n".encode()


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        ("cid:frame-7@mhtml.blink", "Content-ID: <frame-7@mhtml.blink>"),
        ("https://example.org/part", "Content-Location: https://example.org/part"),
        ("../part", "Content-Location: https://example.org/part"),
    ],
)
def test_a_frame_shows_its_page_of_the_archive(source: str, fields: str) -> None:
    two, rest = paragraphs(*SENTENCES[:2]), paragraphs(*SENTENCES[2:])
    outer = page(f"{two}<iframe src='{source}'></iframe>")
    part = f"<html><head><title>A frame</title></head><body>{rest}</body></html>"
    assert texts(read(archived(outer, (fields, part)), "a.mhtml")) == list(SENTENCES)
    assert texts(read(archived(outer, ("X-A: b", part)), "a.mhtml")) == list(SENTENCES[:2])


@pytest.mark.parametrize(
    "part", ["<iframe src='cid:f'></iframe>" * 9, "<i>" * 1500, "\x00\x01\x02", ""]
)
def test_a_frame_with_anything_else_does_not_cost_the_page(part: str) -> None:
    outer = page(f"{paragraphs()}<iframe src='cid:f'></iframe><iframe src='http://[x'></iframe>")
    data = archived(outer, ("Content-ID: <f>", part))
    assert texts(read(data, "a.mhtml")) == list(SENTENCES)


def test_an_archive_has_the_word_on_its_character_set() -> None:
    markup = page(paragraphs(*SENTENCES, "Caf=E9s were open, and people looked on from there."))
    archive = ARCHIVE.format("windows-1252", markup.replace("='", "=3D'")).encode()
    reading = read(archive, "a.mhtml")
    assert texts(reading)[-1].startswith("Cafés")
    assert reading.charset == Charset("windows-1252", CharsetBasis.DECLARED)


@pytest.mark.parametrize(
    ("charset", "declared", "why"),
    [
        ("utf-8", "", "utf-8, valid UTF-8"),
        ("utf-8", "iso-8859-1", "utf-8, valid UTF-8"),
        ("utf-8-sig", "", "utf-8, byte order mark"),
        ("utf-16", "", "utf-16-le, byte order mark"),
        ("cp1252", "iso-8859-1", "windows-1252, declared"),
        ("cp1252", "utf-8", "windows-1252, decided from the bytes"),
        ("cp1252", "no-such-set", "windows-1252, decided from the bytes"),
        ("cp1252", "hex", "windows-1252, decided from the bytes"),
    ],
)
def test_the_character_set_is_found_and_said(charset: str, declared: str, why: str) -> None:
    head = f"<meta charset='{declared}'>" if declared else ""
    data = page(paragraphs(*[ACCENTED] * 5), head=head).encode(charset)
    found = read(data).charset
    assert found
    assert charsets.describe(found) == why
    assert texts(read(data)) == [ACCENTED] * 5


def test_utf_8_that_is_cut_off_within_a_character_is_utf_8() -> None:
    data = page(paragraphs(*SENTENCES) + "<p>Ж").encode()
    cut = data[: data.index("Ж".encode()) + 1]
    assert texts(read(cut))[:5] == list(SENTENCES)


def test_damaged_bytes_here_and_there_do_not_hide_the_article() -> None:
    assert texts(read(page().replace("crane", "cr\0ane").encode())) == list(SENTENCES)


CONSENT = (
    "<title>The Sample</title><h1>Before you go on</h1><p>We and our 842 partners store cookies on"
    " your device and process personal data for advertising. Accept all to read on.</p>"
    "<button>Accept all</button><button>Settings</button>"
)
LINKS = "<li><a href='/{0}'>A headline about the {0}th matter of the day</a></li>"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-page"),
        (b" \n ", "empty-page"),
        (b"<html><body><script>run()</script></body></html>", "empty-page"),
        (b"%PDF-1.7 ...", "binary-file"),
        (b"\x89PNG\r\n\x1a\n", "binary-file"),
        (bytes(range(256)) * 200, "binary-file"),
        ("\0".join(page()).encode(), "binary-file"),
        (CONSENT.encode(), "consent-page"),
        (b"<title>404 Not Found</title><h1>Oops</h1><p>The page is not here.</p>", "error-page"),
        (b"<title>Just a moment...</title><p>Checking your browser before you go on.</p>",
         "error-page"),
        (f"<title>News</title><ul>{''.join(map(LINKS.format, range(40)))}</ul>".encode(),
         "list-page"),
        (b"<title>Sample</title><h1>Weather</h1><div>Sunny, 21 degrees</div>" * 9, "no-article"),
        (gzip.compress(page().encode(), mtime=0)[:-30], "damaged-gzip"),
        (b"\x1f\x8bjunk", "damaged-gzip"),
        (b"<b>" * 300_000, "page-too-large"),
        (b"<p>" + b"word " * 5_000_000, "page-too-large"),
        ((page() + "<div>" * 70_000).encode(), "nested-too-deeply"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused_with_its_reason(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_an_archive_without_a_page_is_refused() -> None:
    assert refused(b"Content-Type: text/plain\n\nhello", "a.mhtml") == "no-page-in-archive"
    parts = b"--B\nContent-Type: multipart/mixed; boundary=B\n\n" * 5000
    assert (
        refused(b"Content-Type: multipart/mixed; boundary=B\n\n" + parts, "a.mht")
        == "page-too-large"
    )


def test_gzip_is_unpacked_to_a_limit() -> None:
    assert refused(gzip.compress(b"a" * 60_000_000), "a.html.gz") == "page-too-large"


def test_an_article_under_a_consent_banner_and_about_errors_is_an_article() -> None:
    banner = f"<div role='dialog'>{CONSENT}</div>"
    assert texts(read(page().replace("<main>", f"{banner}<main>"))) == list(SENTENCES)
    head = "<title>404 not found: a history of error pages</title>" + json_ld(headline="404")
    assert texts(read(page(head=head))) == list(SENTENCES)


def test_a_short_news_item_is_an_article_where_it_is_declared_as_one() -> None:
    short = paragraphs(SENTENCES[0])
    assert texts(read(page(short, head=json_ld(headline=HEADLINE)))) == [SENTENCES[0]]


def test_entities_neither_grow_nor_read_files() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>'
    reading = read(
        bomb + page(paragraphs(*SENTENCES, "And &b; and &x; stand as they are, no more."))
    )
    assert texts(reading)[-1] == "And &b; and &x; stand as they are, no more."


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 1500,
        "<blockquote>" * 1500,
        "<p>" + "<span class=a>" * 1500,
        "<p>" + "x <br><br>" * 40_000,
        "<ol>" + "<li>item" * 40_000,
        "<table>" + "<tr><td>a<td>b" * 30_000 + "</table>",
        "<p>" + "(" * 100_000,
        "<p>" + "a" * 1_000_000,
        "<p>" + "\n" * 1_000_000,
        "<title>" + " - " * 100_000 + "</title>",
        meta("og:title", " | x" * 50_000),
        "<meta name=author content='" + "By " * 50_000 + "'>",
        meta("article:published_time", "1" * 100_000),
        "<div class='" + "aB" * 500_000 + "'>x</div>",
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
        "<script type='application/ld+json'>" + '{"a":' * 100_000 + "</script>",
        "<script>" + '"' * 100_000 + "\\" * 100_000 + "</script>",
    ],
    ids=lambda hostile: hostile[:24],
)
def test_hostile_pages_are_parsed_in_bounded_time(hostile: str) -> None:
    found = html.read("page.html", (hostile + page()).encode())
    assert isinstance(found, Reading | Refusal)
