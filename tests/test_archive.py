"""Archives: each capture has one record, which depends only on the capture."""

import fcntl
import gzip
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.archive import folder, parts, reader, record, sources
from briefings.archive.folder import ArchivePaths, Done, FolderError
from briefings.archive.parts import Part
from briefings.archive.reader import Background, Reader
from briefings.build import content_folder
from briefings.commands import terminal
from briefings.content import loading
from briefings.content.articles import Parsing
from briefings.files import limits
from briefings.linking import ledger
from briefings.linking.linker import Linker
from briefings.model.content import Settings, SourceFile
from briefings.model.linking import Annotated, PageText
from briefings.model.policy import LinkPolicy
from briefings.site import compile
from briefings.text import uris
from tests.project import REPOSITORY, SMALL, Project, tree

SHIPPED = REPOSITORY / "content"
MADE_BY = "today"

Row = dict[str, Any]


def background_of(root: Path, policy: LinkPolicy | None = None) -> Background:
    found, problems = reader.background(
        content_folder.read_content(root), Settings(links=policy or LinkPolicy())
    )
    assert not [problem for problem in problems if problem.severity == "error"]
    return found


def rows(made: Reader, paths: ArchivePaths, *names: str) -> list[Row]:
    """Return the records of some captures as a program reads them."""
    found = made.records(paths.captured(name) for name in names)
    return [json.loads(record.line(one)) for one in found]


def archived(out: Path) -> list[Row]:
    """Return all records of an archive, in the order of its manifest."""
    manifest = json.loads((out / "manifest.json").read_bytes())
    files = [gzip.decompress((out / part["file"]).read_bytes()) for part in manifest["parts"]]
    return [json.loads(line) for file in files for line in file.splitlines()]


@cache
def shipped() -> Reader:
    return Reader(background_of(SHIPPED))


SHIPPED_CAPTURES = [
    path.relative_to(SHIPPED).as_posix()
    for path in sorted((SHIPPED / "articles").iterdir())
    if path.suffix != ".yml"
]


# --------------------------------------------------------------------------------- parts


@given(st.sets(st.text(st.characters(exclude_characters="\0"), max_size=5)), st.integers(1, 9))
def test_each_capture_is_in_one_part_once_in_the_order_of_names(names: set[str], size: int) -> None:
    made = parts.split(names, size)
    assert [name for part in made for name in part.captures] == sorted(names)
    assert all(1 <= len(part.captures) <= 4 * size for part in made)
    assert len({part.name for part in made}) == len(made)


@settings(max_examples=50)
@given(st.integers(0, 10**9))
def test_a_capture_that_comes_or_goes_leaves_almost_all_parts_what_they_are(number: int) -> None:
    names = [f"2018/{day:03}/{n}.html" for day in range(100) for n in range(20)]
    before = set(parts.split(names, 10))
    after = set(parts.split([*names, f"2018/{number % 100:03}/{number}.html"], 10))
    assert len(before) > 100
    assert len(before ^ after) <= 10


# ------------------------------------------------------------------------------- records


def test_a_record_has_what_is_known_of_the_capture(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", SMALL)
    paths = ArchivePaths(project.folder, tmp_path / "out")
    (found,) = rows(Reader(background_of(project.content)), paths, "content/articles/talks.txt")
    assert list(found) == [
        "path", "sha256", "title", "headline", "summary", "lang", "published", "published_from",
        "modified", "captured", "authors", "outlet", "section", "url", "tags", "words", "subjects",
        "problems",
    ]  # fmt: skip
    assert found | {"sha256": ""} == {
        "path": "content/articles/talks.txt",
        "sha256": "",
        "title": "Envoys speak about the crossings",
        "headline": None,
        "summary": "Envoys met in Geneva on Monday to speak about the river crossings.",
        "lang": "en",
        "published": "2020-05-04",
        "published_from": "sidecar",
        "modified": None,
        "captured": None,
        "authors": [],
        "outlet": {"slug": "wire", "name": "The Wire"},
        "section": None,
        "url": None,
        "tags": ["crossings"],
        "words": 27,
        "subjects": [
            {
                "subject": "geneva",
                "mentions": [
                    {
                        "text": "Geneva",
                        "start": 14,
                        "end": 20,
                        "line": 1,
                        "phrase": "Geneva",
                        "candidates": ["geneva"],
                        "sense": "only-claim",
                        "verdict": "linked",
                        "quoted": False,
                        "sentence": "Envoys met in Geneva on Monday to speak about the river "
                        "crossings.",
                    }
                ],
            }
        ],
        "problems": [],
    }


def test_records_have_the_verdicts_of_a_site_without_a_budget() -> None:
    policy = LinkPolicy(per_100_words=0)
    corpus = compile.annotate(content_folder.read_content(SHIPPED), Settings(links=policy))
    texts = {a.capture.path: a for a in corpus.texts.values()}
    found = rows(shipped(), ArchivePaths(SHIPPED, SHIPPED), *SHIPPED_CAPTURES)
    assert [row["path"] for row in found] == sorted(texts)
    for row in found:
        article = texts[row["path"]]
        text = "\n".join(block.text for block in article.blocks)
        told = [(s["subject"] or "", m) for s in row["subjects"] for m in s["mentions"]]
        told.sort(key=lambda one: int(one[1]["start"]))
        assert [
            (subject, m["text"], m["phrase"], m["sense"], m["verdict"], m["quoted"])
            for subject, m in told
        ] == [
            (m.subject, passages[m.passage].text[m.start : m.end], m.phrase, m.sense, m.verdict,
             m.quoted)
            for passages in [corpus.annotated[uris.briefing(article.slug)].passages]
            for m in corpus.annotated[uris.briefing(article.slug)].mentions
        ]  # fmt: skip
        for _, m in told:
            assert text[m["start"] : m["end"]] == m["text"]
            assert m["text"] in m["sentence"]


def test_records_have_the_problems_that_the_site_has(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", SMALL)
    project.write("explainers/geneva-ohio.md", _GENEVA_OHIO)
    project.write("articles/unknown.txt", "Somebody spoke in Geneva on Monday about many things.\n")
    project.write("articles/unknown.yml", "links: {Geneva: nobody}\n")
    everything = loading.read(content_folder.read_content(project.content)).problems
    everything += compile.compile(content_folder.read_content(project.content), Settings()).problems
    of_site = {(p.file, p.code) for p in everything if p.file.startswith("articles/")}
    names = ("articles/talks.txt", "articles/ferry.md", "articles/unknown.txt")
    paths = ArchivePaths(project.content, tmp_path / "out")
    found = rows(Reader(background_of(project.content)), paths, *names)
    told = {(p["file"], p["code"]) for row in found for p in row["problems"]}
    # The site has one warning for an undecided name, and an archive one in each record.
    assert ("articles/unknown.txt", "undecided-name") in told
    assert {found for found in told if found[1] != "undecided-name"} == {
        found for found in of_site if found[1] != "undecided-name"
    }
    assert {"unknown-explainer", "undecided-name", "unknown-date"} <= {code for _, code in told}


_GENEVA_OHIO = """---
title: Geneva, Ohio
kind: place
aliases: [Geneva]
summary: A town on Lake Erie.
---

A town.
"""


@pytest.mark.parametrize("sidecar", ["", "links: {per_100_words: 1}\n"])
def test_an_archive_has_no_link_budget(tmp_path: Path, sidecar: str) -> None:
    names = [f"Harbour{chr(65 + n)}" for n in range(20)]
    project = Project(tmp_path / "project", SMALL)
    for name in names:
        text = f"---\ntitle: {name}\nkind: place\nsummary: A harbour.\n---\n\nIt lies there.\n"
        project.write(f"explainers/{name.lower()}.md", text)
    project.write("articles/dense.txt", f"They saw {', then '.join(names)} that day.\n")
    project.write("articles/dense.yml", sidecar)
    made = compile.annotate(content_folder.read_content(project.content), Settings())
    assert len(made.annotated["briefings/dense.md"].linked()) == 10  # on the site it does
    paths = ArchivePaths(project.content, tmp_path / "out")
    (found,) = rows(Reader(background_of(project.content)), paths, "articles/dense.txt")
    verdicts = [m["verdict"] for s in found["subjects"] for m in s["mentions"]]
    assert verdicts == ["linked"] * 20


@settings(max_examples=30)
@given(st.permutations(SHIPPED_CAPTURES), st.integers(1, len(SHIPPED_CAPTURES)))
def test_a_record_depends_on_its_capture_alone(names: list[str], number: int) -> None:
    paths = ArchivePaths(SHIPPED, SHIPPED)
    together = rows(shipped(), paths, *names[:number])
    assert together == [alone(name) for name in names[:number]]


@cache
def alone(name: str) -> Row:
    return rows(shipped(), ArchivePaths(SHIPPED, SHIPPED), name)[0]


# --------------------------------------------------------------------------- bad captures

CONSENT = (
    b"<html><head><title>Before you continue</title></head><body><p>We use cookies.</p></body>"
)
SURROGATE = b"""<html><head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Half \\ud83d a pair", "datePublished": "2020-01-01"}
</script></head><body><article><h1>Half a pair</h1><p>%s</p></article></body></html>""" % (
    b"Envoys met in Geneva on Monday to speak about the river crossings, at length. " * 5
)

BAD: Mapping[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty-article"),
    "binary.txt": (bytes(range(256)) * 8, "binary-file"),
    "packed.txt": (gzip.compress(b"Envoys met."), "mislabelled"),
    "page.txt": (b"<!doctype html><p>Envoys met.", "mislabelled"),
    "broken.html.gz": (b"\x1f\x8b broken", "damaged-gzip"),
    "consent.html": (CONSENT, "no-article"),
    "front.md": (b"---\ntitle: [\n---\n\nEnvoys met.\n", "yaml"),
    "huge.txt": (b"x " * (limits.TEXT_LIMIT // 2 + 1), "too-large"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_capture_is_a_record_that_says_why(tmp_path: Path, name: str) -> None:
    data, code = BAD[name]
    (tmp_path / name).write_bytes(data)
    _bad_among_good(tmp_path, name, code)


def _bad_among_good(folder: Path, name: str, code: str) -> Row:
    """Read a bad capture between two good ones, and return its record."""
    for good in ("a.txt", "z.txt"):
        (folder / good).write_text("Envoys met in Geneva on Monday, and spoke.\n", encoding="utf-8")
    first, bad, last = rows(shipped(), ArchivePaths(folder, folder), "a.txt", name, "z.txt")
    assert bad["title"] is None
    assert bad["words"] is None
    assert code in {p["code"] for p in bad["problems"]}
    assert list(bad) == list(first)
    assert first["title"]
    assert last["title"]
    return bad


def test_what_cannot_be_loaded_is_a_record_without_a_hash(tmp_path: Path) -> None:
    (tmp_path / "folder.html").mkdir()
    missing = _bad_among_good(tmp_path, "missing.txt", "unreadable")
    assert missing["sha256"] is None
    assert _bad_among_good(tmp_path, "folder.html", "unreadable")["sha256"] is None


def test_a_name_that_is_not_utf_8_is_a_record_too(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (tmp_path / name).write_text("Envoys met in Geneva.\n", encoding="utf-8")
    assert _bad_among_good(tmp_path, name, "file-name")["path"] == "caf?.txt"


def test_a_bad_sidecar_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Envoys met in Geneva.\n", encoding="utf-8")
    (tmp_path / "b.yml").write_text("url: https://example.org/\ntitel: x\n", encoding="utf-8")
    (problem,) = _bad_among_good(tmp_path, "b.txt", "unknown-key")["problems"]
    assert (problem["file"], problem["line"], problem["severity"]) == ("b.yml", 2, "error")


def test_half_a_surrogate_pair_becomes_the_replacement_character(tmp_path: Path) -> None:
    (tmp_path / "half.html").write_bytes(SURROGATE)
    (found,) = rows(shipped(), ArchivePaths(tmp_path, tmp_path), "half.html")
    assert found["title"] == "Half \N{REPLACEMENT CHARACTER} a pair"


@pytest.mark.parametrize("stage", ["read", "link", "record"])
def test_an_exception_in_a_parser_fails_one_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def fail_if(fatal: bool) -> None:
        if fatal:
            raise RecursionError("too deep")

    def read_article(capture: SourceFile, *more: Any) -> Parsing:  # noqa: ANN401
        fail_if(capture.path == "fatal.txt")
        return real_read(capture, *more)

    def annotate(linker: Linker, page: PageText) -> Annotated:
        fail_if(page.slug == "fatal")
        return real_annotate(linker, page)

    def entries(page: str, lang: str, annotated: Annotated) -> Iterator[ledger.Entry]:
        fail_if(page == "fatal.txt")
        return real_entries(page, lang, annotated)

    real_read, real_annotate, real_entries = loading.read_article, Linker.annotate, ledger.entries
    if stage == "read":
        monkeypatch.setattr(loading, "read_article", read_article)
    elif stage == "link":
        monkeypatch.setattr(Linker, "annotate", annotate)
    else:
        monkeypatch.setattr(ledger, "entries", entries)
    (tmp_path / "fatal.txt").write_text("Envoys met in Geneva, they said.\n", encoding="utf-8")
    bad = _bad_among_good(tmp_path, "fatal.txt", "reader-failed")
    assert "RecursionError: too deep" in bad["problems"][-1]["message"]


# --------------------------------------------------------------------------- the folder


@pytest.fixture
def paths(tmp_path: Path) -> ArchivePaths:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(f"Envoys met in Geneva, says {name}.\n", encoding="utf-8")
    (tmp_path / "a.yml").write_text("title: A\n", encoding="utf-8")
    paths = ArchivePaths(tmp_path, tmp_path / "out")
    with folder.prepared(paths):
        return paths


ONE = Part("one", ("a.txt", "b.txt"))


def make(paths: ArchivePaths, part: Part = ONE, made_by: str = MADE_BY) -> tuple[Done, bool]:
    return folder.make(part, paths, shipped(), made_by)


def _rewrite(paths: ArchivePaths) -> None:
    path = paths.root / "b.txt"
    path.write_bytes(path.read_bytes())


def _truncate(paths: ArchivePaths) -> None:
    records, _ = paths.files("one")
    records.write_bytes(records.read_bytes()[:-20])


def _other_records(paths: ArchivePaths) -> None:
    paths.files("one")[0].write_bytes(gzip.compress(b"{}\n"))


CHANGES: Mapping[str, tuple[Callable[[ArchivePaths], object], bool]] = {
    "nothing": (lambda _: None, False),
    "a capture written anew with the same bytes": (_rewrite, False),
    "a capture of another part": (lambda p: (p.root / "c.txt").write_text("Else."), False),
    "a capture": (lambda p: (p.root / "b.txt").write_text("They parted."), True),
    "a capture gone": (lambda p: (p.root / "b.txt").unlink(), True),
    "a sidecar": (lambda p: (p.root / "a.yml").write_text("title: B"), True),
    "a sidecar gone": (lambda p: (p.root / "a.yml").unlink(), True),
    "a sidecar more": (lambda p: (p.root / "b.yml").write_text("title: B"), True),
    "records cut short": (_truncate, True),
    "records of somebody else": (_other_records, True),
    "records gone": (lambda p: p.files("one")[0].unlink(), True),
    "their account gone": (lambda p: p.files("one")[1].unlink(), True),
    "their account cut short": (lambda p: p.files("one")[1].write_text("{"), True),
    "their account of another kind": (lambda p: p.files("one")[1].write_text("[1]"), True),
    "their account with other keys": (lambda p: p.files("one")[1].write_text('{"x": 1}'), True),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_part_is_written_again_if_it_is_damaged_or_outdated(
    paths: ArchivePaths, change: str
) -> None:
    spoil, again = CHANGES[change]
    assert make(paths)[1] is False
    os.utime(paths.files("one")[0], (0, 0))
    spoil(paths)
    done, before = make(paths)
    assert before is not again
    assert (paths.files("one")[0].stat().st_mtime == 0) is not again
    fresh = replace(paths, out=paths.root / "fresh")
    with folder.prepared(fresh):
        assert make(fresh) == (done, False)
    assert [path.read_bytes() for path in paths.files("one")] == [
        path.read_bytes() for path in fresh.files("one")
    ]


def test_a_part_is_written_again_for_other_versions_or_explainers(paths: ArchivePaths) -> None:
    make(paths)
    assert make(paths, made_by="tomorrow")[1] is False


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("explainers/geneva.md", SMALL["explainers/geneva.md"] + "\nMore.\n"),
        ("explainers/bern.md", "---\ntitle: Bern\nkind: place\nsummary: A city.\n---\n\nBig.\n"),
        ("outlets/wire.yml", "name: The Other Wire\n"),
    ],
)
def test_records_depend_on_explainers_and_outlets(tmp_path: Path, path: str, text: str) -> None:
    project = Project(tmp_path / "project", SMALL)
    before = background_of(project.content).made_from
    project.write("articles/talks.txt", "The articles of the site are not.")
    assert background_of(project.content).made_from == before
    project.write(path, text)
    assert background_of(project.content).made_from != before


def test_records_depend_on_link_rules_in_any_order(tmp_path: Path) -> None:
    root = Project(tmp_path / "project", SMALL).content
    policies = [LinkPolicy(), LinkPolicy(in_quotations=True), LinkPolicy(never=frozenset("ab"))]
    stamps = [background_of(root, policy).made_from for policy in policies]
    assert len(set(stamps)) == 3
    assert background_of(root, LinkPolicy(never=frozenset("ba"))).made_from == stamps[2]


def test_a_part_that_cannot_be_finished_leaves_nothing_behind(
    paths: ArchivePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(record, "line", interrupted)
    with pytest.raises(KeyboardInterrupt):
        make(paths)
    assert [path for f in paths.folders for path in f.iterdir()] == []


def test_finish_deletes_the_parts_of_other_captures(paths: ArchivePaths) -> None:
    (paths.folders[0] / ".unfinished").write_bytes(b"")
    two = Part("two", ("c.txt",))
    made = [(ONE, make(paths)[0]), (two, make(paths, two)[0])]
    with folder.prepared(paths):
        folder.finish(paths, made)
    assert [row["path"] for row in archived(paths.out)] == ["a.txt", "b.txt", "c.txt"]
    with folder.prepared(paths):
        assert not (paths.out / "manifest.json").exists()
        folder.finish(paths, made[1:])
    assert [row["path"] for row in archived(paths.out)] == ["c.txt"]
    assert [path for f in paths.folders for path in f.iterdir()] == list(paths.files("two"))


def test_a_folder_with_other_files_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("Mine.")
    with (
        pytest.raises(FolderError, match="not an archive's"),
        folder.prepared(ArchivePaths(tmp_path, tmp_path)),
    ):
        pass
    assert tree(tmp_path).keys() == {"thesis.txt"}


def test_two_runs_do_not_write_into_one_folder(paths: ArchivePaths) -> None:
    with (paths.out / ".archive-by-briefings").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(FolderError, match="Another run"), folder.prepared(paths):
            pass


# ----------------------------------------------------------------------------- sources

FILES = (
    "2018/a.txt", "2018/a.yml", "2018/b.html.gz", "2018/deep/c.mhtml", "2019/d.md", "2019/e.jpg",
    "bbc.co.uk/f.html", ".hidden/g.txt", "2019/.h.txt",
)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (["2018"], "2018/a.txt 2018/b.html.gz 2018/deep/c.mhtml"),
        (["2018/", "./2018/a.txt"], "2018/a.txt 2018/b.html.gz 2018/deep/c.mhtml"),
        (["."], "2018/a.txt 2018/b.html.gz 2018/deep/c.mhtml 2019/d.md bbc.co.uk/f.html"),
        (["*/*.txt", "**/*.mhtml"], "2018/a.txt 2018/deep/c.mhtml"),
        (["20*"], "2018/a.txt 2018/b.html.gz 2018/deep/c.mhtml 2019/d.md"),
        (["2019/d.md", "2018/a.txt", "2019/d.md"], "2018/a.txt 2019/d.md"),
        (["gone.html"], "gone.html"),
    ],
)
def test_a_source_is_a_file_a_folder_or_a_pattern(
    tmp_path: Path, given: list[str], found: str
) -> None:
    _write(tmp_path)
    listing = sources.find(given, tmp_path)
    assert list(listing.captures) == found.split()
    assert not listing.nothing
    assert not listing.unlisted
    absolute = sources.find([f"{tmp_path}/{source}" for source in given], tmp_path)
    assert list(absolute.captures) == [f"{tmp_path}/{name}" for name in found.split()]
    assert sources.find([*given, *absolute.captures], tmp_path).captures == listing.captures


def _write(root: Path) -> None:
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("Envoys met in Geneva.\n")


def test_all_sources_without_a_capture_are_named(tmp_path: Path) -> None:
    _write(tmp_path)
    given = ["2019/e.jpg", "gone", "*.pdf", "2018/a.txt", ".hidden/.."]
    listing = sources.find(given, tmp_path)
    assert [why.partition(":")[0] for why in listing.nothing] == ["2019/e.jpg", "gone", "*.pdf"]


# ----------------------------------------------------------------------- the command line


def test_without_dask_it_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "find_spec", lambda _: None)
    result = Project(tmp_path / "project", SMALL).briefings("archive", "content", "--out", "out")
    assert result.exit_code == 1
    assert "pip install 'annotated-briefings[cluster]'" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "Name a SOURCE"),
        (["nowhere", "*.pdf"], "nowhere: no capture there"),
        (["nowhere", "*.pdf"], "*.pdf: no capture there"),
        (["content", "--scheduler", "tcp://127.0.0.1:1", "--workers", "2"], "--workers"),
        (["content", "--workers", "0"], "--workers"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(tmp_path: Path, arguments: list[str], why: str) -> None:
    project = Project(tmp_path / "project", SMALL)
    result = project.briefings("archive", *arguments, "--out", "out")
    assert result.exit_code == 2
    assert why in result.stderr
    assert not (project.folder / "out").exists()


def test_errors_of_explainers_are_all_shown_before_anything_is_read(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", SMALL)
    project.write("explainers/geneva.md", "---\ntitel: Geneva\n---\n")
    project.write("outlets/wire.yml", "nam: Wire\n")
    result = project.briefings("archive", "content/articles", "--out", "out")
    assert result.exit_code == 1
    assert "content/explainers/geneva.md:2" in result.stderr
    assert "content/outlets/wire.yml:1" in result.stderr
    assert not (project.folder / "out").exists()
