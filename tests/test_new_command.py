"""`briefings new`: drafts of explainers, and added captures."""

from html import unescape
from pathlib import Path

import pytest
import yaml

from tests.pages import SENTENCES
from tests.project import (
    FERRY,
    TALKS,
    Project,
    broken_links,
    lines,
    tree,
)
from tests.test_build_command import both, links_between
from tests.test_problems_shown import places

# ----------------------------------------------------------------------------------- new explainer


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Minsk agreements", "minsk-agreements"),
        ("No: \"quotes\", 'quotes' # hash", "no-quotes-quotes-hash"),
        ("Žižek & Sons – a Köln Company", "zizek-sons-a-koln-company"),
        ("北京", "bei-jing"),
        ("../../x", "x"),
        ("/etc/passwd", "etc-passwd"),
        ("C:\\x\\y", "c-x-y"),
        (".hidden", "hidden"),
        ("  two\n lines\t", "two-lines"),
        ("1244", "1244"),
        ("null", "null"),
        ("2018-02-01", "2018-02-01"),
        ("yes: [no, {", "yes-no"),
        ("[bold]x[/bold] &amp; {{ y }} {% raw %}", "bold-x-bold-y-raw"),
        ("--- x", "x"),
    ],
    ids=repr,
)
def test_a_new_explainer_is_a_valid_draft(title: str, name: str, small: Project) -> None:
    before = tree(small.folder)
    result = small.briefings("new", "explainer", "--kind", "event", "--", title)
    assert (result.exit_code, result.stderr) == (0, "")
    path = f"content/explainers/{name}.md"
    assert f"Added {path}" in lines(result.stdout)
    assert tree(small.folder).keys() - before.keys() == {path, "build/cache.sqlite"}
    header = yaml.safe_load((small.folder / path).read_text(encoding="utf-8").split("---\n")[1])
    assert header["title"] == " ".join(title.split())
    assert header["kind"] == "event"
    checked = small.briefings("check")
    assert (checked.exit_code, checked.stderr) == (0, "")
    publish(small, name)
    begins = f"warning {path}: The summary or the text is missing"
    checked = small.briefings("check")
    assert [line[: len(begins)] for line in lines(checked.stderr)] == [begins]


def publish(small: Project, name: str) -> None:
    """Delete the line that makes an explainer a draft."""
    file = small.content / f"explainers/{name}.md"
    text = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in text if not line.startswith("draft:")))


def test_a_new_explainer_is_published_without_its_line(small: Project) -> None:
    summary = 'A "bridge": it joins # banks.'
    small.briefings("new", "explainer", "Blue Bridge", "--summary", summary)
    publish(small, "blue-bridge")
    small.built()
    assert summary in unescape(small.page("explainers/blue-bridge/").text)
    assert links_between(small, "blue-bridge") == both("blue-bridge")
    assert broken_links(small.site) == []


def test_a_new_explainer_never_replaces_another(small: Project) -> None:
    before = tree(small.folder)
    result = small.briefings("new", "explainer", "GENEVA!")
    assert result.exit_code == 1
    assert lines(result.stderr) == [
        "content/explainers/geneva.md exists already; it was not changed."
    ]
    assert tree(small.folder) == before


# ------------------------------------------------------------------------------------- new article

CAPTURE = (
    b"\xef\xbb\xbfThe mediator spoke.\r\n\r\nNobody \xe2\x80\x9clistened\xe2\x80\x9d.  \t\r\n\n"
)


def test_a_new_capture_is_added_byte_for_byte(small: Project, tmp_path: Path) -> None:
    given = tmp_path / "A Capture – No. 7.txt"
    given.write_bytes(CAPTURE)
    result = small.briefings("new", "article", given)
    assert (result.exit_code, result.stderr) == (0, "")
    taken = small.content / "articles/a-capture-no-7.txt"
    assert taken.read_bytes() == CAPTURE == given.read_bytes()
    assert lines(result.stdout)[:2] == [
        "Added content/articles/a-capture-no-7.txt",
        "Added content/articles/a-capture-no-7.yml",
    ]
    # What the sidecar knows is valid as it stands, and what it offers is valid once uncommented.
    checked = small.briefings("check")
    assert checked.exit_code == 0
    assert places(lines(checked.stderr), "warning") == {"content/articles/a-capture-no-7.txt"}
    sidecar = taken.with_suffix(".yml")
    facts = sidecar.read_text(encoding="utf-8").split("\n", 1)[1].replace("# ", "")
    filled = facts.replace("YYYY-MM-DD", "2020-05-05").replace("https://…", "https://a.example/")
    sidecar.write_text(filled.replace("outlet:", "outlet: wire"), encoding="utf-8")
    assert small.briefings("check", "--strict").exit_code == 0


def test_a_new_markdown_article_has_no_sidecar(small: Project, tmp_path: Path) -> None:
    given = tmp_path / "Second Ferry.md"
    given.write_text(FERRY.replace("\n", "\r\n"), encoding="utf-8", newline="")
    result = small.briefings("new", "article", "--anyway", given)
    assert result.exit_code == 0
    assert lines(result.stdout) == ["Added content/articles/second-ferry.md"]
    assert (small.content / "articles/second-ferry.md").read_bytes() == given.read_bytes()
    assert "repeats articles/ferry.md" in small.briefings("check").stderr


@pytest.mark.parametrize(
    ("name", "data", "exit_code", "message"),
    [
        ("talks.txt", b"Nothing like the other.", 1, "talks.txt exists already"),
        ("other.txt", TALKS.encode(), 1, "other.txt repeats articles/talks.txt: same text"),
        ("TALKS!.txt", b"Other text.", 1, "talks.txt exists already"),
        ("a.rtf", b"{\\rtf1}", 2, "a.rtf: captures end in"),
        ("a", b"Text.", 2, "a: captures end in"),
        ("a.txt", b"", 1, "This file contains no article text"),
        ("a.md", b"---\ntitle: A\n---\n", 1, "This file contains no article text"),
        ("a.md", b"---\ntittle: A\n---\nText.\n", 1, "The key `tittle` is not known"),
        ("a.txt", b"Text.\0", 1, "This is a binary file"),
        ("a.txt", b"<!doctype html><p>Text.</p>", 1, "This is a saved web page, named .txt"),
    ],
)
def test_a_refused_article_changes_nothing(
    name: str, data: bytes, exit_code: int, message: str, small: Project, tmp_path: Path
) -> None:
    given = tmp_path / "given" / name
    given.parent.mkdir()
    given.write_bytes(data)
    before = tree(small.content)
    result = small.briefings("new", "article", given)
    assert result.exit_code == exit_code
    assert message in result.stderr
    assert tree(small.content) == before


# ------------------------------------------------------------------------------------- new outlet


def test_a_new_outlet_says_what_its_captures_do_not_show(small: Project) -> None:
    for number in range(2):
        text = "\n\n".join([f"The crane of quay {number}", "By Ann Lee", *SENTENCES[number::2]])
        (small.folder / f"{number}.txt").write_text(text, encoding="utf-8")
    captures = [str(small.folder / f"{number}.txt") for number in range(2)]
    result = small.briefings("new", "outlet", "The Post", *captures)
    assert result.exit_code == 0
    assert "Added content/outlets/the-post.yml" in lines(result.stdout)
    missing = [line.split("`")[1] for line in lines(result.stdout) if "Not learned" in line]
    assert missing == ["recognise", "published"]
    assert small.briefings("new", "outlet", "X", str(small.folder / "mkdocs.yml")).exit_code == 2


def test_an_entry_of_a_feed_without_a_text_is_named(small: Project, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    items = "".join(
        f"<item><title>T</title><link>https://a.example/{n}</link>"
        "<description>&lt;p&gt;&lt;/p&gt;</description></item>"
        for n in (1, 2)
    )
    feed.write_text(f"<rss version='2.0'><channel><title>F</title>{items}</channel></rss>")
    result = small.briefings("new", "article", feed)
    assert result.exit_code == 1
    for n in (1, 2):
        assert f"feed.xml: https://a.example/{n}: " in " ".join(result.stderr.split())
        assert f"briefings new article https://a.example/{n}" in " ".join(result.stderr.split())
    without = "<item><title>Late ferry</title><description>&lt;p&gt;&lt;/p&gt;</description></item>"
    feed.write_text(f"<rss version='2.0'><channel><title>F</title>{without}</channel></rss>")
    assert "feed.xml: “Late ferry”: " in small.briefings("new", "article", feed).stderr
