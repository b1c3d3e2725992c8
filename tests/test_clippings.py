"""Markdown captures as web clippers write them: their front matter, and pipe tables."""

import pytest

from briefings.content import articles
from briefings.model.article import Article
from briefings.model.content import Problem, SourceFile
from briefings.model.reading import BlockKind, Evidence, Markup, MarkupKind
from briefings.readers import markdown

BODY = "The ministers met in the old town hall on Tuesday and talked until late in the evening."
OBSIDIAN = """title: "Talks: a beginning"
source: "https://news.example/talks"
author:
  - "[[Ann Lee]]"
  - "[[people/bo-ek|Bo Ek]]"
published: 2024-08-06
created: 2024-08-07
description: "Ministers talk."
tags:
  - "clippings"
"""
OBSIDIAN_WITHOUT_FACTS = """title: "Talks"
source: "https://news.example/talks"
author:
published:
created: 2024-08-07
description: ""
tags:
  - "clippings"
  - "Libya"
"""
TRAFILATURA = """title: Talks
author: Ann Lee; Bo Ek
url: https://news.example/talks
hostname: news.example
description: "Ministers: they talk"
sitename: The Example
date: "2024-08-06"
categories: ['World']
tags: ['Libya', 'talks']
fingerprint: "662651ac3f070359"
license: CC BY
"""
MARKDOWNLOAD = """created: 2024-08-07T10:22:03 (UTC +02:00)
tags: [Libya, talks]
source: https://news.example/talks
author: By Ann Lee and Bo Ek
"""
BY_HAND = """source: https://news.example/talks
published: 2024-08-06T18:30:00+02:00
outlet: example
authors: [Cy Day]
tags: Libya, talks
"""


def parse(front_matter: str, body: str = BODY) -> articles.Parsing:
    data = f"---\n{front_matter}---\n\n{body}\n".encode()
    return articles.parse(SourceFile("articles/a.md", data), None, {})


def codes(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.code for problem in problems}


def facts(article: Article) -> list[str]:
    """Return title, day, time of capture, authors, address, summary and tags as text."""
    return [
        article.title,
        str(article.published or ""),
        article.captured.isoformat() if article.captured else "",
        ", ".join(article.authors),
        article.url,
        article.summary,
        ", ".join(article.tags),
    ]


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        (OBSIDIAN, ["Talks: a beginning", "2024-08-06", "2024-08-07T00:00:00+00:00",
                    "Ann Lee, Bo Ek", "https://news.example/talks", "Ministers talk.", ""]),
        (OBSIDIAN_WITHOUT_FACTS, ["Talks", "", "2024-08-07T00:00:00+00:00", "",
                                  "https://news.example/talks", BODY, "Libya"]),
        (TRAFILATURA, ["Talks", "2024-08-06", "", "Ann Lee, Bo Ek", "https://news.example/talks",
                       "Ministers: they talk", "Libya, talks"]),
        (MARKDOWNLOAD, [BODY, "", "2024-08-07T10:22:03+02:00", "Ann Lee, Bo Ek",
                        "https://news.example/talks", "", "Libya, talks"]),
        (BY_HAND, [BODY, "2024-08-06", "", "Cy Day", "https://news.example/talks", "",
                   "Libya, talks"]),
    ],
    ids=["Obsidian", "Obsidian without facts", "trafilatura", "MarkDownload", "our keys too"],
)  # fmt: skip
def test_the_front_matter_of_clippers_states_facts(front_matter: str, expected: list[str]) -> None:
    parsing = parse(front_matter)
    article = parsing.article or parsing.faulty
    assert article
    assert facts(article) == expected
    assert codes(parsing.problems) <= {"unknown-outlet", "unknown-date", "derived-title"}


@pytest.mark.parametrize(
    ("front_matter", "stated"),
    [
        (OBSIDIAN, Evidence.DECLARED),
        (TRAFILATURA, Evidence.DECLARED),
        (BY_HAND, Evidence.DECLARED),
        ("title: Talks\npublished: 2024-08-06\n", Evidence.SIDECAR),
    ],
    ids=["Obsidian", "trafilatura", "our key beside a clipper's", "ours"],
)
def test_the_day_in_a_clipping_is_stated_by_the_clipping(
    front_matter: str, stated: Evidence
) -> None:
    parsing = parse(front_matter)
    article = parsing.article or parsing.faulty
    assert article
    assert article.published_from is stated


@pytest.mark.parametrize(
    ("front_matter", "code", "line"),
    [
        ("titel: Talks\n", "unknown-key", 2),
        ("source: https://news.example/\nsauce: x\n", "unknown-key", 3),
        ("title: Talks\npublished:\n", "bad-value", 3),
        ("source: https://news.example/\npublished: soon\n", "bad-value", 3),
    ],
    ids=["unknown", "unknown beside known", "empty, not by a clipper", "no day"],
)
def test_other_keys_and_values_are_refused(front_matter: str, code: str, line: int) -> None:
    found = [problem for problem in parse(front_matter).problems if problem.code == code]
    assert [problem.line for problem in found] == [line]


def test_struck_words_are_struck() -> None:
    (block,) = markdown.read("It was ~~signed~~ endorsed, ~20 times.").blocks
    assert block.text == "It was signed endorsed, ~20 times."
    assert block.markup == (Markup(7, 13, MarkupKind.DELETED),)


@pytest.mark.parametrize(
    ("text", "shown", "dropped"),
    [
        ("![](https://a.example/1.jpg)", "", [1]),
        ("[![](https://a.example/1.jpg)](https://a.example/)", "", [1]),
        ('> ![ ](<a b.jpg> "Quay") ![](2.jpg)', "", [1]),
        ("![](1.jpg)\nThe quay at noon.", "The quay at noon.", [1]),
        ("The quay ![](1.jpg) at noon. ![](2.jpg)", "The quay at noon.", []),
        ("![The quay](1.jpg) at noon.", "The quay at noon.", []),
        ("`![](1.jpg)`", "![](1.jpg)", []),
        ("```\n![](1.jpg)\n```", "![](1.jpg)", []),
    ],
)
def test_pictures_without_a_description_are_left_out(
    text: str, shown: str, dropped: list[int]
) -> None:
    reading = markdown.read(text)
    assert "".join(block.text for block in reading.blocks) == shown
    found = [d.line for d in reading.decisions if d.rule == "picture-without-description"]
    assert found == dropped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It was ==signed at noon== in *==Osterby==*.", "It was signed at noon in Osterby."),
        ("部长们==周二==会面。", "部长们周二会面。"),
        ("if a == b and c == d, x==y==z", "if a == b and c == d, x==y==z"),
        ("`==a==`", "==a=="),
        ("> [!quote] Ann Lee\n> It is safe.", "Ann Lee It is safe."),
        ("> [!note]-\n> It is safe.", "It is safe."),
        ("> It is [!safe] now.", "It is [!safe] now."),
        ("[!quote] It is safe.", "[!quote] It is safe."),
    ],
)
def test_signs_of_obsidian_are_left_out(text: str, shown: str) -> None:
    assert "".join(block.text for block in markdown.read(text).blocks) == shown


@pytest.mark.parametrize(
    "front_matter", ["source: no address\n", "date: yesterday\n", "created: today\n"]
)
def test_a_value_that_is_no_fact_states_none(front_matter: str) -> None:
    article = parse(front_matter).article
    assert article
    assert (article.url, article.published, article.captured) == ("", None, None)


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("| Town | Votes |\n|---|---:|\n| *Osterby* | 12 |", ("Town Votes", "Osterby 12")),
        ("Town | Votes\n--- | ---\nOsterby | 12", ("Town Votes", "Osterby 12")),
        ("> | Town | Votes |\n> |---|---|\n> | Osterby | 12 |", ("Town Votes", "Osterby 12")),
        ("| Town | Votes |\n|---|---|\n| Osterby |", ("Town Votes", "Osterby ")),
        (
            "| Town | Votes |\n|---|---|\n| A | 1 | *two* | x \\| y |",
            ("Town Votes", "A 1 two x | y"),
        ),
    ],
    ids=["closed", "open", "in a quotation", "too few cells", "too many cells"],
)
def test_a_pipe_table_is_a_table_with_all_its_words(table: str, rows: tuple[str, ...]) -> None:
    (block,) = markdown.read(table).blocks
    assert block.kind is BlockKind.TABLE
    assert tuple(" ".join(row) for row in block.rows) == rows
    assert block.text == " ".join(" ".join(rows).split())
