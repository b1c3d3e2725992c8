"""Web archives of Safari."""

import plistlib
from collections.abc import Mapping

import pytest

from briefings.content import articles
from briefings.model.article import Article
from briefings.model.content import SourceFile
from briefings.model.reading import Field
from tests.pages import SENTENCES, page, paragraphs

ADDRESS = "https://news.example/2024/crane"


def webarchive(
    markup: bytes, fmt: plistlib.PlistFormat = plistlib.FMT_BINARY, **resource: object
) -> bytes:
    """Return a web archive with a page, a frame and a picture, as Safari writes it."""
    frame = {
        "WebMainResource": {"WebResourceData": b"<p>A frame.", "WebResourceURL": "about:blank"}
    }
    main = {"WebResourceData": markup, "WebResourceURL": ADDRESS, **resource}
    picture = {"WebResourceData": b"\x89PNG", "WebResourceURL": "https://news.example/a.png"}
    archive = {
        "WebMainResource": main,
        "WebSubframeArchives": [frame],
        "WebSubresources": [picture],
    }
    return plistlib.dumps(archive, fmt=fmt)


def read(data: bytes) -> Article:
    article = articles.parse(SourceFile("articles/a.webarchive", data), None, {}).article
    assert article
    return article


@pytest.mark.parametrize("fmt", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_the_page_of_a_web_archive_is_read_with_its_address(fmt: plistlib.PlistFormat) -> None:
    article = read(webarchive(page().encode(), fmt))
    assert article.url == ADDRESS
    assert [fact.where for fact in article.facts if fact.field is Field.URL] == [
        "note of the archive"
    ]
    assert [block.text for block in article.blocks] == list(SENTENCES)


def test_the_address_that_the_page_declares_wins() -> None:
    declared = "<link rel=canonical href=https://news.example/crane>"
    assert read(webarchive(page(head=declared).encode())).url == "https://news.example/crane"


@pytest.mark.parametrize("address", ["about:blank", "file:///home/me/a.html", "", 7])
def test_an_address_that_is_not_of_the_web_is_none(address: object) -> None:
    assert not read(webarchive(page().encode(), WebResourceURL=address)).url


def test_the_character_set_is_that_of_the_archive() -> None:
    data = page(paragraphs(*SENTENCES, "Große Kräne stehen am nördlichen Hafen der Stadt.")).encode(
        "cp1252"
    )
    article = read(webarchive(data, WebResourceTextEncodingName="windows-1252"))
    assert article.blocks[-1].text.startswith("Große Kräne")


@pytest.mark.parametrize(
    "archive",
    [{}, {"WebMainResource": 1}, {"WebMainResource": {}},
     {"WebMainResource": {"WebResourceData": "text"}}],
)  # fmt: skip
def test_a_list_without_a_page_is_refused(archive: Mapping[str, object]) -> None:
    source = SourceFile("articles/a.webarchive", plistlib.dumps(archive))
    codes = [problem.code for problem in articles.parse(source, None, {}).problems]
    assert codes == ["damaged-webarchive"]
