"""The command `briefings` from end to end: real content, real sites, real exit codes."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.project import (
    BRIDGE,
    FERRY,
    GENEVA,
    SMALL,
    TALKS,
    HtmlPage,
    Project,
    broken_links,
    lines,
    times,
    tree,
)


@dataclass(frozen=True)
class Shipped:
    """The site of the content that is shipped, as the installed command built it."""

    project: Project
    exit_code: int
    printed: list[str]
    complaints: list[str]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    project = Project(tmp_path_factory.mktemp("shipped"))
    done = project.run("briefings", "build")
    return Shipped(project, done.returncode, lines(done.stdout), lines(done.stderr))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, SMALL)


# ----------------------------------------------------------------- all commands

COMMANDS = ("archive", "build", "check", "ledger", "merge", "new", "read", "serve", "suggest")


def test_help_lists_all_commands_with_what_they_do(project: Project) -> None:
    said = lines(project.run("briefings", "--help").stdout)
    listed = [line.split(maxsplit=1) for line in said[said.index("Commands:") + 1 :]]
    assert tuple(name for name, _ in listed) == COMMANDS
    assert all(len(words) > 10 for _, words in listed)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(command: str, project: Project) -> None:
    done = project.run("briefings", command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: briefings {command} ")


def test_an_unknown_command_is_an_error(project: Project) -> None:
    done = project.run("briefings", "publish")
    assert done.returncode == 2
    assert "No such command 'publish'" in done.stderr


def test_to_build_does_not_wait_for_what_other_commands_import(project: Project) -> None:
    code = "import sys, generator.cli; print({'httpx', 'generator.cli_new'} & {*sys.modules})"
    assert project.run("python", "-c", code).stdout == "set()\n"


# ----------------------------------------------------------------- build: the shipped content


def test_the_shipped_content_builds_without_a_word_of_complaint(shipped: Shipped) -> None:
    assert (shipped.exit_code, shipped.complaints) == (0, [])
    assert shipped.project.left_over() == []


def test_every_content_file_has_its_page(shipped: Shipped) -> None:
    content, site = shipped.project.content, shipped.project.site
    wanted = {"", "briefings/", "timeline/", "explainers/", "topics/", "outlets/", "search/"}
    wanted |= {f"briefings/{p.stem}/" for p in content.glob("articles/*") if p.suffix != ".yml"}
    wanted |= {f"explainers/{p.stem}/" for p in content.glob("explainers/*")}
    wanted |= {"outlets/sample-wire/"}  # the one outlet that has articles
    found = {p.relative_to(site).as_posix()[: -len("index.html")] for p in site.rglob("index.html")}
    assert {url for url in found if not re.match(r"topics/.", url)} == wanted
    assert (site / "404.html").is_file()


def test_every_link_and_fragment_on_the_site_leads_somewhere(shipped: Shipped) -> None:
    assert broken_links(shipped.project.site) == []


def test_counts_place_and_seconds_are_printed(shipped: Shipped) -> None:
    built, hint = shipped.printed
    counted = re.fullmatch(
        r"Built build/site in \d+\.\d s: (\d+) briefings, (\d+) explainers, (\d+) links, "
        r"(\d+) topics, (\d+) outlets?; (\d+) pages searchable\.",
        built,
    )
    assert counted, built
    site = shipped.project.site
    kinds = ("briefings", "explainers", "topics", "outlets")
    pages = {kind: list(site.glob(f"{kind}/*/index.html")) for kind in kinds}
    texts = [page.read_text(encoding="utf-8") for page in site.rglob("*.html")]
    links = sum(text.count('class="mention"') for text in texts)
    searchable = len(list(site.glob("pagefind/*/fragment/*")))
    assert searchable == len(pages["briefings"]) + len(pages["explainers"])
    assert [int(number) for number in counted.groups()] == [
        len(pages["briefings"]), len(pages["explainers"]), links,
        len(pages["topics"]), len(pages["outlets"]), searchable,
    ]  # fmt: skip
    assert "make serve" in hint
    assert "python3 -m http.server --directory build/site" in hint


def test_the_same_content_gives_the_same_pages_on_any_machine(
    shipped: Shipped, tmp_path: Path
) -> None:
    other = Project(tmp_path / "another place, with spaces")
    for folder in sorted(other.content.iterdir()):  # written anew, in the opposite order
        files = {path: path.read_bytes() for path in folder.iterdir()}
        shutil.rmtree(folder)
        for path in sorted(files, reverse=True):
            other.write(str(path.relative_to(other.content)), files[path])
    done = other.run(
        "briefings", "build", TZ="Pacific/Kiritimati", PYTHONHASHSEED="7", LC_ALL="C", LANG="C"
    )
    assert done.returncode == 0, done.stderr
    assert tree(other.docs) == tree(shipped.project.docs)


@pytest.mark.parametrize(
    ("html", "finding"),
    [
        ('<a href="nowhere/">x</a>', "/: no file at /nowhere/"),
        ('<a href="..">x</a><a href="a%20b/#c&amp;d">x</a>', "/: no id at /a%20b/#c&d"),
        ('<a href="a%20b/?q=1#missing">x</a>', "/: no id at /a%20b/?q=1#missing"),
        ('<a href="#missing">x</a>', "/: no id at /#missing"),
        ('<img src="/picture.svg">', "/: no file at /picture.svg"),
        ('<a href="a%20b">x</a>', "/: no file at /a%20b"),
        ('<p id="p"><i id="p"></i></p>', "/: the id p stands twice"),
        ('<b id="b"></b><a href="#b">x</a><a href="a%20b/#t">x</a>', None),
        ('<a href="https://elsewhere.example/x">x</a><a href="mailto:a@b.example">x</a>', None),
    ],
)
def test_the_checker_of_links_finds(html: str, finding: str | None, tmp_path: Path) -> None:
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b/index.html").write_text('<h1 id="t">A</h1>')
    (tmp_path / "index.html").write_text(html)
    assert broken_links(tmp_path) == ([finding] if finding else [])


# ----------------------------------------------------------------- build: links come and go


def links_between(project: Project, subject: str) -> dict[str, list[str]]:
    """Return where the briefings link to a subject, and where its page links back to.

    Both ends are checked: a backlink's fragment is the id of a link to that subject.
    """
    page = f"/explainers/{subject}/"
    ahead = {
        f"{briefing.url}#{anchor}"
        for path in sorted(project.site.glob("briefings/*/index.html"))
        for briefing in [HtmlPage(project.site, path.relative_to(project.site).as_posix())]
        for anchor, target in briefing.links.items()
        if target == page
    }
    back = set()
    if (project.site / page.strip("/")).is_dir():
        found = project.page(page.strip("/") + "/").leads_to("/briefings/")
        back = {address for address in found if "#" in address}
    return {"ahead": sorted(ahead), "back": sorted(back)}


BOTH = {
    way: ["/briefings/ferry/#m-{}-1", "/briefings/talks/#m-{}-1"] for way in ("ahead", "back")
}  # fmt: skip
NONE: dict[str, list[str]] = {"ahead": [], "back": []}


def both(slug: str) -> dict[str, list[str]]:
    return {way: [address.format(slug) for address in found] for way, found in BOTH.items()}


def test_links_follow_the_explainer_file(project: Project) -> None:
    project.built()
    without = tree(project.docs)
    assert links_between(project, "blue-bridge") == NONE

    # Adding the file makes the links, and the list of mentions that leads back to each.
    file = project.write("explainers/blue-bridge.md", BRIDGE)
    assert "2 explainers, 4 links" in project.built().stdout
    assert links_between(project, "blue-bridge") == both("blue-bridge")
    assert "/explainers/blue-bridge/" in project.page("explainers/geneva/").addresses
    assert broken_links(project.site) == []

    # Renaming it moves them.
    file.rename(file.with_name("old-bridge.md"))
    project.built()
    assert links_between(project, "blue-bridge") == NONE
    assert links_between(project, "old-bridge") == both("old-bridge")
    assert not (project.docs / "explainers/blue-bridge.md").exists()
    assert not (project.site / "explainers/blue-bridge").exists()
    assert not [p for p in project.site.rglob("*.html") if "explainers/blue-b" in p.read_text()]
    assert broken_links(project.site) == []

    # Deleting it leaves what there was before.
    (project.content / "explainers/old-bridge.md").unlink()
    project.built()
    assert links_between(project, "old-bridge") == NONE
    assert not (project.site / "explainers/old-bridge").exists()
    assert tree(project.docs) == without
    assert broken_links(project.site) == []


def test_the_pages_of_an_article_go_with_it(project: Project) -> None:
    project.built()
    assert (project.site / "topics/crossings/index.html").is_file()
    for name in ("talks.txt", "talks.yml"):
        (project.content / "articles" / name).unlink()
    project.built()
    for gone in ("briefings/talks", "topics/crossings"):
        assert not (project.docs / f"{gone}.md").exists()
        assert not (project.site / gone).exists()
    assert broken_links(project.site) == []


def test_only_pages_that_change_are_written(project: Project) -> None:
    project.built()
    before = times(project.docs)
    project.built()
    assert times(project.docs) == before
    project.write("explainers/geneva.md", GENEVA.replace("on a lake", "on a lake, and a canton"))
    project.built()
    after = times(project.docs)
    assert {page for page in after if after[page] != before[page]} == {"explainers/geneva.md"}


def test_a_folder_of_somebody_else_is_left_alone(project: Project) -> None:
    notes = project.docs / "my notes.md"
    notes.parent.mkdir(parents=True)
    notes.write_text("Mine.")
    result = project.briefings("build")
    assert result.exit_code == 1
    assert "holds files that were not compiled from content" in result.stderr
    assert tree(project.docs) == {"my notes.md": tree(project.docs)["my notes.md"]}
    assert notes.read_text() == "Mine."
    assert not project.site.exists()
    assert project.left_over() == []


# ----------------------------------------------------------------- build: problems

SPOILT = {
    "articles/nothing.txt": "\n",
    "articles/talks.yml": "title: Talks\noutlet: wier\ntittle: Talks\n",
    "explainers/geneva.md": GENEVA.replace("kind: place", "kind: town"),
    "explainers/open.md": "---\ntitle: Open\n",
    "outlets/wire.yml": "name: [The Wire\n",
}
SPOILT_AT = {
    "content/articles/nothing.txt",
    "content/articles/talks.yml:2",
    "content/articles/talks.yml:3",
    "content/explainers/geneva.md:3",
    "content/explainers/open.md:1",
    "content/outlets/wire.yml:2",  # and not once more for each article that names this outlet
}


def places(printed: list[str], severity: str) -> set[str]:
    """Return `file:line` of the problems in an output."""
    found = (re.match(rf"{severity} (\S+?): \S", line) for line in printed)
    return {match[1] for match in found if match}


def spoil(project: Project) -> None:
    for path, text in SPOILT.items():
        project.write(path, text)


def test_errors_are_shown_all_at_once_and_the_site_stays(project: Project) -> None:
    project.built()
    before = (tree(project.site), tree(project.docs), project.site.stat().st_ino)
    spoil(project)
    result = project.briefings("build")
    shown = lines(result.stderr)
    assert result.exit_code == 1
    assert places(shown, "error") == SPOILT_AT
    assert all(re.search(r"[.?] \[[a-z-]+\]$", line) for line in shown if line.startswith("error"))
    assert shown[-1] == (
        "Nothing was built: 6 errors, 0 warnings in the content. "
        "The published site was not touched."
    )
    assert result.stdout == ""
    assert (tree(project.site), tree(project.docs), project.site.stat().st_ino) == before
    assert project.left_over() == []


def test_errors_in_the_first_build_leave_no_site(project: Project) -> None:
    spoil(project)
    assert project.briefings("build").exit_code == 1
    assert not project.site.exists()
    assert project.left_over() == []


def test_a_failure_while_rendering_leaves_the_site(project: Project) -> None:
    project.built()
    before = tree(project.site)
    (project.folder / "theme_overrides/page.html").write_text("{{ 1 / 0 }}")
    done = project.run("briefings", "build")
    assert done.returncode == 1
    assert "division by zero" in done.stderr
    assert tree(project.site) == before
    assert project.left_over() == []


UNWRITTEN = GENEVA.replace("\nA city on a lake.\n", "")


@pytest.mark.parametrize(
    ("strict", "exit_code"), [((), 0), (("--strict",), 1)], ids=["build", "strict"]
)
def test_warnings_build_unless_they_are_errors(
    strict: tuple[str, ...], exit_code: int, project: Project
) -> None:
    project.built(*strict)
    before = tree(project.site)
    project.write("explainers/geneva.md", UNWRITTEN)
    result = project.briefings("build", *strict)
    assert result.exit_code == exit_code
    assert places(lines(result.stderr), "warning") == {"content/explainers/geneva.md"}
    assert ("Built build/site" in result.stdout) is (exit_code == 0)
    assert (tree(project.site) == before) is (exit_code == 1)
    assert project.left_over() == []


def test_a_link_that_leads_nowhere_is_shown_and_fails_a_strict_build(project: Project) -> None:
    project.built()
    before = tree(project.site)
    project.write("explainers/geneva.md", f"{GENEVA}\n[More](missing.md)\n")
    result = project.briefings("build", "--strict")
    assert result.exit_code == 1
    assert "missing.md" in result.stderr
    assert tree(project.site) == before
    assert project.left_over() == []
    assert "missing.md" in project.built().stderr


# ----------------------------------------------------------------- called wrongly


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--loud",), "No such option"),
        (("build", "--loud"), "No such option"),
        (("publish",), "No such command"),
        (("build", "extra"), "unexpected extra argument"),
        (("build", "--shard", "0/4"), "'0/4' is no part; write the second of four as 2/4"),
        (("build", "--shard", "5/4"), "'5/4' is no part"),
        (("build", "--shard", "2"), "'2' is no part"),
        (("build", "--shard", "-1/4"), "'-1/4' is no part"),
        (("merge",), "Missing argument 'PARTS...'"),
        (("merge", "missing.sqlite"), "'missing.sqlite' does not exist"),
        (("-f", "missing.yml", "build"), "'missing.yml' does not exist"),
        (("-f", "content", "check"), "is a directory"),
        (("-f", "plain.yml", "build"), "plain.yml does not name the plugin `briefings`"),
        (("-f", "plain.yml", "new", "explainer", "X"), "does not name the plugin"),
        (("-f", "broken.yml", "check"), "broken.yml: "),
        (("serve", "--port", "high"), "not a valid integer"),
        (("new", "explainer"), "Missing argument 'TITLE'"),
        (("new", "explainer", "X", "--kind", "fish"), "'fish' is not one of"),
        (("new", "article", "missing.txt"), "missing.txt: there is no such file"),
        (("new", "article", "content"), "content: there is no such file"),
        (("new", "article", "plain.yml"), "captures end in"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_exits_with_2(
    arguments: tuple[str, ...], message: str, project: Project
) -> None:
    (project.folder / "plain.yml").write_text("site_name: Plain\ndocs_dir: content\nplugins: []\n")
    (project.folder / "broken.yml").write_text("site_name: [\n")
    before = tree(project.folder)
    result = project.briefings(*arguments)
    assert result.exit_code == 2
    assert message in lines(result.stderr)[-1].replace("\n", " ") or message in result.stderr
    assert tree(project.folder) == before


def test_without_mkdocs_yml_the_installed_command_exits_with_2(project: Project) -> None:
    (project.folder / "mkdocs.yml").unlink()
    done = project.run("briefings", "check")
    assert done.returncode == 2
    assert "'mkdocs.yml' does not exist" in done.stderr
    assert "Traceback" not in done.stderr


# ----------------------------------------------------------------- check


def test_check_says_what_there_is_and_builds_nothing(project: Project) -> None:
    before = tree(project.folder)
    result = project.briefings("check")
    assert result.exit_code == 0
    assert lines(result.stdout) == [
        "Checked 2 briefings, 1 explainer, 1 link, 1 topic, 1 outlet: 0 errors, 0 warnings."
    ]
    assert result.stderr == ""
    assert tree(project.folder) == before
    assert not project.site.parent.exists()


def test_check_finds_what_build_finds(project: Project) -> None:
    spoil(project)
    result = project.briefings("check")
    assert result.exit_code == 1
    assert places(lines(result.stderr), "error") == SPOILT_AT
    assert lines(result.stdout)[-1].endswith(": 6 errors, 0 warnings.")
    assert not project.site.parent.exists()


@pytest.mark.parametrize(("options", "exit_code"), [((), 0), (("--strict",), 1)])
def test_check_lets_warnings_pass_unless_strict(
    options: tuple[str, ...], exit_code: int, project: Project
) -> None:
    assert project.briefings("check", *options).exit_code == 0
    project.write("explainers/geneva.md", UNWRITTEN)
    result = project.briefings("check", *options)
    assert result.exit_code == exit_code
    assert lines(result.stdout)[-1].endswith(": 0 errors, 1 warning.")


# What stands in the content folder, and the problem that it gives; None for no problem.
ODD: dict[str, tuple[Callable[[Path], object], str | None]] = {
    "a picture": (
        lambda content: (content / "articles/a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0"),
        "error content/articles/a.txt: This is a binary file",
    ),
    "a picture for an explainer": (
        lambda content: (content / "explainers/a.md").write_bytes(b"---\n\0\0\n---\n"),
        "error content/explainers/a.md: This is a binary file",
    ),
    "an explainer in another encoding": (
        lambda content: (content / "explainers/a.md").write_bytes(b"---\ntitle: Caf\xe9\n---\n"),
        "error content/explainers/a.md:2: This file is not UTF-8: byte 0xe9",
    ),
    "a folder named like an article": (
        lambda content: (content / "articles/a.txt").mkdir(),
        "warning content/articles/a.txt: This is a folder",
    ),
    "a broken symbolic link": (
        lambda content: (content / "articles/a.txt").symlink_to("nowhere"),
        "error content/articles/a.txt: This file cannot be read",
    ),
    "a symbolic link to itself": (
        lambda content: (content / "articles/a.txt").symlink_to("a.txt"),
        "error content/articles/a.txt: This file cannot be read",
    ),
    "an empty file": (
        lambda content: (content / "articles/a.txt").touch(),
        "error content/articles/a.txt: There is no article text",
    ),
    "a file that nobody reads": (
        lambda content: (content / "articles/a.pdf").write_bytes(b"%PDF-1.7\n\0"),
        "warning content/articles/a.pdf: This file is not read",
    ),
    "a file in no folder": (
        lambda content: (content / "a.txt").write_text("Text."),
        "warning content/a.txt: This file is not read",
    ),
    "a sidecar of nothing": (
        lambda content: (content / "articles/a.yml").write_text("title: A\n"),
        "error content/articles/a.yml: There is no article beside this sidecar",
    ),
    "a hidden file": (
        lambda content: (content / "articles/.a.txt").write_bytes(b"\0"),
        None,
    ),
    "a hidden folder": (
        lambda content: shutil.copytree(content / "articles", content / ".backup"),
        None,
    ),
    "an empty folder": (
        lambda content: (content / "articles/2020").mkdir(),
        None,
    ),
}


@pytest.mark.parametrize(("make", "problem"), ODD.values(), ids=ODD.keys())
def test_odd_things_in_the_content(
    make: Callable[[Path], object], problem: str | None, project: Project
) -> None:
    make(project.content)
    result = project.briefings("check")
    shown = lines(result.stderr)
    assert len(shown) == (problem is not None)
    if problem is not None:
        assert shown[0].startswith(problem)
    assert result.exit_code == (problem is not None and problem.startswith("error"))
    assert "Checked 2 briefings, 1 explainer" in result.stdout


def test_windows_line_ends_change_nothing_but_the_hash(project: Project, tmp_path: Path) -> None:
    small = {**SMALL, "articles/ferry.md": f"{FERRY}\n    a table\n    of times\n"}
    project.write("articles/ferry.md", small["articles/ferry.md"])
    windows = Project(tmp_path / "windows", {k: v.replace("\n", "\r\n") for k, v in small.items()})
    pages = []
    for each in (project, windows):
        each.built()
        pages.append({
            page.name: re.sub(r"[0-9a-f]{64}|\d+ bytes", "…", page.read_bytes().decode())
            for page in each.docs.rglob("*.md")
        })  # fmt: skip
    assert pages[0] == pages[1]
    spoil(windows)
    for path, text in SPOILT.items():
        windows.write(path, text.replace("\n", "\r\n"))
    assert places(lines(windows.briefings("check").stderr), "error") == SPOILT_AT


# ----------------------------------------------------------------- new explainer


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
def test_a_new_explainer_passes_with_a_warning(title: str, name: str, project: Project) -> None:
    before = tree(project.folder)
    result = project.briefings("new", "explainer", "--kind", "event", "--", title)
    assert (result.exit_code, result.stderr) == (0, "")
    path = f"content/explainers/{name}.md"
    assert f"Added {path}" in lines(result.stdout)
    assert tree(project.folder).keys() - before.keys() == {path}
    header = yaml.safe_load((project.folder / path).read_text(encoding="utf-8").split("---\n")[1])
    assert header["title"] == " ".join(title.split())
    assert header["kind"] == "event"
    checked = project.briefings("check")
    assert checked.exit_code == 0
    (warning,) = lines(checked.stderr)
    assert warning.startswith(f"warning {path}: The summary or the text has not been written")


def test_a_new_explainer_can_be_published_at_once(project: Project) -> None:
    summary = 'A "bridge": it joins # banks.'
    project.briefings("new", "explainer", "Blue Bridge", "--summary", summary)
    project.built()
    page = project.page("explainers/blue-bridge/")
    assert "A &quot;bridge&quot;: it joins # banks." in page.text.replace('"', "&quot;")
    assert links_between(project, "blue-bridge") == both("blue-bridge")
    assert broken_links(project.site) == []


def test_a_new_explainer_never_takes_the_place_of_another(project: Project) -> None:
    before = tree(project.folder)
    result = project.briefings("new", "explainer", "GENEVA!")
    assert result.exit_code == 1
    assert lines(result.stderr) == [
        "content/explainers/geneva.md is there already; it was left alone."
    ]
    assert tree(project.folder) == before


# ----------------------------------------------------------------- new article

CAPTURE = (
    b"\xef\xbb\xbfThe mediator spoke.\r\n\r\nNobody \xe2\x80\x9clistened\xe2\x80\x9d.  \t\r\n\n"
)


def test_a_new_capture_is_taken_in_byte_for_byte(project: Project, tmp_path: Path) -> None:
    given = tmp_path / "A Capture – No. 7.txt"
    given.write_bytes(CAPTURE)
    result = project.briefings("new", "article", given)
    assert (result.exit_code, result.stderr) == (0, "")
    taken = project.content / "articles/a-capture-no-7.txt"
    assert taken.read_bytes() == CAPTURE == given.read_bytes()
    assert lines(result.stdout)[:2] == [
        "Added content/articles/a-capture-no-7.txt",
        "Added content/articles/a-capture-no-7.yml",
    ]
    # What the sidecar knows is valid as it stands, and what it offers is valid once uncommented.
    checked = project.briefings("check")
    assert checked.exit_code == 0
    assert places(lines(checked.stderr), "warning") == {"content/articles/a-capture-no-7.txt"}
    sidecar = taken.with_suffix(".yml")
    facts = sidecar.read_text(encoding="utf-8").split("\n", 1)[1].replace("# ", "")
    filled = facts.replace("YYYY-MM-DD", "2020-05-05").replace("https://…", "https://a.example/")
    sidecar.write_text(filled.replace("outlet:", "outlet: wire"), encoding="utf-8")
    assert project.briefings("check", "--strict").exit_code == 0


def test_a_new_markdown_article_has_no_sidecar(project: Project, tmp_path: Path) -> None:
    given = tmp_path / "Second Ferry.md"
    given.write_text(FERRY.replace("\n", "\r\n"), encoding="utf-8", newline="")
    result = project.briefings("new", "article", "--anyway", given)
    assert result.exit_code == 0
    assert lines(result.stdout) == ["Added content/articles/second-ferry.md"]
    assert (project.content / "articles/second-ferry.md").read_bytes() == given.read_bytes()
    assert "is articles/ferry.md again" in project.briefings("check").stderr


@pytest.mark.parametrize(
    ("name", "data", "exit_code", "message"),
    [
        ("talks.txt", b"Nothing like the other.", 1, "talks.txt is there already"),
        ("other.txt", TALKS.encode(), 1, "other.txt is articles/talks.txt again: same text"),
        ("TALKS!.txt", b"Other text.", 1, "talks.txt is there already"),
        ("a.pdf", b"%PDF-1.7", 2, "a.pdf: captures end in"),
        ("a", b"Text.", 2, "a: captures end in"),
        ("a.txt", b"", 1, "There is no article text in this file"),
        ("a.md", b"---\ntitle: A\n---\n", 1, "There is no article text in this file"),
        ("a.md", b"---\ntittle: A\n---\nText.\n", 1, "The key `tittle` is not known"),
        ("a.txt", b"Text.\0", 1, "This is a binary file"),
        ("a.txt", b"<!doctype html><p>Text.</p>", 1, "This is a saved web page, named .txt"),
    ],
)
def test_an_article_that_is_refused_leaves_the_content_alone(
    name: str, data: bytes, exit_code: int, message: str, project: Project, tmp_path: Path
) -> None:
    given = tmp_path / "given" / name
    given.parent.mkdir()
    given.write_bytes(data)
    before = tree(project.content)
    result = project.briefings("new", "article", given)
    assert result.exit_code == exit_code
    assert message in result.stderr
    assert tree(project.content) == before
