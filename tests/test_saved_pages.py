"""Where and when a page was saved: notes of software, addresses of web archives."""

import pytest

from briefings.readers.html import saving
from tests.pages import SENTENCES, page, paragraphs, read

MOMENT = "2024-05-03T06:30:00+00:00"


@pytest.mark.parametrize(
    ("comment", "url", "moment"),
    [
        ("saved from url=(0025)https://sample.test/a?b=1", "https://sample.test/a?b=1", ""),
        (
            "\n Page saved with SingleFile\n url: https://sample.test/a\n"
            " saved date: Fri May 03 2024 08:30:00 GMT+0200 (CEST)\n",
            "https://sample.test/a",
            "2024-05-03T08:30:00+02:00",
        ),
        (
            "Saved from https://sample.test/a at 2024-05-03T06:30:00Z using a program v2.8",
            "https://sample.test/a",
            MOMENT,
        ),
        (
            "Mirrored from sample.test/a.html by HTTrack [XR&CO'2014], Fri, 03 May 2024 06:30 GMT",
            "http://sample.test/a.html",
            MOMENT,
        ),
        ("saved from url=(0014)about:internet", "", ""),
        ("the tables were saved from url: none", "", ""),
        ("url: https://sample.test/a", "", ""),
    ],
)
def test_the_note_of_the_software_that_saved_a_page(comment: str, url: str, moment: str) -> None:
    markup = f"<!doctype html><!-- a --><!--{comment}--><html>"
    assert saving.note(markup) == saving.Note(url, moment)


@pytest.mark.parametrize(
    ("address", "original", "moment"),
    [
        (
            "https://web.test/web/20240503063000/https://sample.test/a?b",
            "https://sample.test/a?b",
            MOMENT,
        ),
        (
            "/wayback/archive/20240503063000im_/http:/sample.test/a.jpg",
            "http://sample.test/a.jpg",
            MOMENT,
        ),
        ("https://web.test/web/2024/https://sample.test/", "https://sample.test/", ""),
        ("https://web.test/20249999999999/https://sample.test/", "https://sample.test/", ""),
        ("https://sample.test/2024/05/https-for-all", "", ""),
        ("https://sample.test/go?to=https://other.test/", "", ""),
    ],
)
def test_the_original_of_an_address_in_a_web_archive(
    address: str, original: str, moment: str
) -> None:
    assert saving.original(address) == saving.Note(original or address, moment)


def test_links_of_an_article_to_a_web_archive_stay() -> None:
    copy = "https://web.test/web/20240503063000/https://sample.test/deleted"
    body = paragraphs(*SENTENCES, f"The notice is gone, but <a href='{copy}'>a copy</a> is left.")
    (link,) = (markup for block in read(page(body)).blocks for markup in block.markup)
    assert link.target == copy
