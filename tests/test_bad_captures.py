"""Bad input: each file gives one clear problem, with limited time and memory."""

import gzip
import json
import plistlib
import re
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path

import pytest

from briefings.content.loading import read
from briefings.files import guard, limits
from briefings.model.content import Content, Problem, Severity, SourceFile
from briefings.model.problem_codes import OF_ONE_ARTICLE
from briefings.readers import formats, refusals
from tests.pages import HEADLINE, SENTENCES, json_ld, page, paragraphs
from tests.project import SMALL, Project

GOOD = SourceFile("articles/good.txt", "\n\n".join([HEADLINE, *SENTENCES]).encode())
PROSE = "\n\n".join([*SENTENCES, "Überall Grüße aus dem Süden: „schön“, sagt die Ärztin."])
MHTML = (
    "From: <Saved by a browser>\nSubject: x\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related;\n\ttype="text/html";\n\tboundary="B"\n\n--B\n'
    "Content-Type: text/html\n\n" + page() + "\n--B--\n"
)
MAIL = b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain\n\n"
CONSENT = (
    "<title>The Sample</title><h1>Before you go on</h1><p>We and our 842 partners store cookies on"
    " your device and process personal data for advertising. Accept all to read on.</p>"
)
LINKS = "<li><a href='/{0}'>A headline about the {0}th matter of the day</a></li>"
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghij", "bcdefghijk", strict=True)
)
MB = 1_000_000
# The warnings for every article without a sidecar.
USUAL = {"derived-title", "unknown-date", "unknown-outlet"}
SECONDS = 20
"""More than any of these needs on a busy machine, and less than anything without bounds takes."""
MEMORY = 1_000 * MB


def big(unit: bytes, size: int) -> bytes:
    return unit * (size // len(unit))


def framed(markup: str, times: int) -> str:
    """Return a page in a frame, in a frame …"""
    for _ in range(times):
        markup = f'<iframe srcdoc="{escape(markup)}"></iframe>'
    return markup


# Name of the file, its bytes, and the one problem that it gives.
ERRORS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty text": ("a.txt", lambda: b"", "empty-article"),
    "blank text": ("a.txt", lambda: b"\xef\xbb\xbf \n\t\n", "empty-article"),
    "empty page": ("a.html", lambda: b"", "empty-page"),
    "empty Markdown": ("a.md", lambda: b"", "empty-article"),
    "binary text": ("a.txt", lambda: bytes(range(256)) * 99, "binary-file"),
    "nothing but nulls": ("a.txt", lambda: bytes(5000), "binary-file"),
    "PDF as text": ("a.txt", lambda: b"%PDF-1.7 ...", "binary-file"),
    "PDF as page": ("a.html", lambda: b"%PDF-1.7 ...", "binary-file"),
    "picture as page": ("a.html", lambda: b"\x89PNG\r\n\x1a\n\0\0", "binary-file"),
    "picture as Markdown": ("a.md", lambda: b"\x89PNG\r\n\x1a\n\0\0", "binary-file"),
    "page as text": ("a.txt", lambda: page().encode(), "mislabelled"),
    "page as Markdown": ("a.md", ("<!-- saved -->\n" + page()).encode, "mislabelled"),
    "page in UTF-16 as text": ("a.txt", lambda: page().encode("utf-16"), "mislabelled"),
    "archive as text": ("a.txt", MHTML.encode, "mislabelled"),
    "gzip as text": ("a.txt", lambda: gzip.compress(PROSE.encode()), "mislabelled"),
    "text as page": ("a.html", PROSE.encode, "mislabelled"),
    "cut gzip": ("a.html.gz", lambda: gzip.compress(page().encode())[:-30], "damaged-gzip"),
    "no gzip": ("a.html.gz", lambda: b"\x1f\x8bjunk", "damaged-gzip"),
    "page cut in its head": ("a.html", lambda: page().encode()[:60], "empty-page"),
    "error page": ("a.html", lambda: b"<title>404 Not Found</title><h1>Oops</h1>", "error-page"),
    "consent wall": ("a.html", CONSENT.encode, "consent-page"),
    "error page as text": ("a.txt", lambda: b"404 Not Found\n\nnginx", "error-page"),
    "wall as text": ("a.txt", lambda: re.sub("<[^>]+>", "\n", CONSENT).encode(), "consent-page"),
    "list page": (
        "a.html",
        f"<ul>{''.join(map(LINKS.format, range(40)))}</ul>".encode,
        "list-page",
    ),
    "50 MB of words in a line": ("a.txt", lambda: big(b"word ", 50 * MB), "too-large"),
    "50 MB of one character": ("a.txt", lambda: big(b"a", 50 * MB), "too-large"),
    "50 MB of words in a page": ("a.html", lambda: b"<p>" + big(b"word ", 50 * MB), "too-large"),
    "50 MB of one character in a page": ("a.html", lambda: big(b"a", 50 * MB), "too-large"),
    "a line of words": ("a.txt", lambda: big(b"word ", 2 * MB), "beyond-any-page"),
    "a line of one character": ("a.txt", lambda: big(b"a", 2 * MB), "beyond-any-page"),
    "a page of words": ("a.html", lambda: b"<p>" + big(b"word ", 5 * MB), "page-too-large"),
    "a page of one character": ("a.html", lambda: b"<p>" + big(b"a", 5 * MB), "page-too-large"),
    "a million lines": ("a.txt", lambda: b"a line\n" * MB, "too-large"),
    "200,000 short lines": ("a.txt", lambda: b"a\n" * 200_000, "beyond-any-page"),
    "a page 70,000 deep": ("a.html", (page() + "<i>" * 70_000).encode, "nested-too-deeply"),
    "frames in frames": ("a.html", lambda: framed(page(), 9).encode(), "nested-too-deeply"),
    "frames full of tags": ("a.html", framed("<i>" * 250_001, 1).encode, "page-too-large"),
    "page as web archive": ("a.webarchive", page().encode, "damaged-webarchive"),
    "a list without a page": ("a.webarchive", lambda: plistlib.dumps([1]), "damaged-webarchive"),
    "a list 100,000 deep": ("a.webarchive", lambda: b"<array>" * 100_000, "damaged-webarchive"),
    "a mail of short lines": ("a.eml", lambda: MAIL + b"=41=\n" * 1_000_001, "page-too-large"),
    "a mail of 7 MB of text": ("a.eml", lambda: MAIL + b"a line\n" * MB, "page-too-large"),
    "an archive of a page of 32 MB": (
        "a.mhtml", lambda: MHTML.encode().replace(b"</body>", big(b"a=\n", 32 * MB)[:31_000_000]),
        "page-too-large",
    ),
    "a gzip bomb": ("a.html.gz", lambda: gzip.compress(bytes(60 * MB)), "page-too-large"),
}  # fmt: skip

# Bytes of a capture that is read all the same, and the warning that it gives.
WARNINGS: dict[str, tuple[str, bytes, str]] = {
    "another character set": ("a.txt", PROSE.encode("cp1252"), "charset-decided"),
    "another character set in Markdown": ("a.md", PROSE.encode("cp1252"), "charset-decided"),
    "another character set in a page": (
        "a.html",
        page(paragraphs(PROSE), head="<meta charset='utf-8'>").encode("cp1252"),
        "charset-decided",
    ),
    "text cut in a character": ("a.txt", PROSE.encode() + b"\xc3", "undecodable-bytes"),
    "page cut in a character": (
        "a.html",
        page(paragraphs(PROSE)).encode().replace(b"crane", b"cr\xc3ne"),
        "undecodable-bytes",
    ),
    "null bytes in text": ("a.txt", PROSE.replace("crane", "cr\0ane").encode(), "null-bytes"),
    "null bytes in a page": ("a.html", page().replace("crane", "cr\0ane").encode(), "null-bytes"),
    "a page cut off": ("a.html", page().encode().split(b"<footer")[0], "cut-off-page"),
    "a long line among others": (
        "a.txt", f"{PROSE}\n\n{'word ' * 100_000}".encode(), "beyond-any-page",
    ),
}  # fmt: skip


def problems(*files: SourceFile) -> tuple[Sequence[Problem], set[str]]:
    """Return the problems of these files, and what else was read."""
    found = read(Content((*files, GOOD)))
    own = [p for p in found.problems if p.file != GOOD.path and p.code not in USUAL]
    return own, {article.capture.path for article in found.articles.values()}


@pytest.mark.parametrize(("name", "make", "code"), ERRORS.values(), ids=ERRORS.keys())
def test_what_cannot_be_read_is_one_clear_problem(
    name: str, make: Callable[[], bytes], code: str
) -> None:
    data = make()
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    (problem,), others = problems(SourceFile(f"articles/{name}", data))
    assert (problem.file, problem.code) == (f"articles/{name}", code)
    assert problem.severity is Severity.ERROR
    assert problem.message.endswith(".")
    assert problem.hint.endswith(".")
    assert others == {GOOD.path}
    assert time.process_time() - began < SECONDS
    # Linux counts kibibytes; where bytes are counted this asks for less than it could.
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < MEMORY


def hostile() -> Iterator[tuple[str, bytes, str]]:
    """Yield captures that attack their reader: name, bytes, and the code of the one problem."""
    for number, (name, make, code) in enumerate(ERRORS.values()):
        data = make()
        if code in OF_ONE_ARTICLE and len(data) < MB / 2:
            yield f"h{number}{name[1:]}", data, code
    note = json.dumps({"quote": "crane", "kind": "context", "note": "[" * 4000})
    yield "note.md", f"---\nnotes: [{note}]\n---\n\n{PROSE}".encode(), "too-complex"
    yield "fails.docx", b"MIME-Version: 1.0\n\n", "reader-failed"


def test_hostile_captures_cost_their_own_pages_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RecursionError

    # The captures that are refused for other reasons take up to half a second on a busy machine.
    monkeypatch.setattr(guard, "SECONDS", 1.5)
    monkeypatch.setattr("briefings.readers.docx.read_capture", fails)
    project = Project(tmp_path / "project", SMALL)
    project.built()
    others = {page.parent.name for page in project.site.glob("briefings/*/index.html")}
    captures = list(hostile())
    for name, data, _ in captures:
        project.write(f"articles/{name}", data)
    project.built()
    assert {page.parent.name for page in project.site.glob("briefings/*/index.html")} == others
    found = json.loads(project.briefings("check", "--json").output)
    assert sorted((p["file"], p["code"]) for p in found) == sorted(
        (f"articles/{name}", code) for name, _, code in captures
    )


@pytest.mark.parametrize(("name", "data", "code"), WARNINGS.values(), ids=WARNINGS.keys())
def test_what_can_be_read_in_part_is_read_with_one_warning(
    name: str, data: bytes, code: str
) -> None:
    (problem,), read_all = problems(SourceFile(f"articles/{name}", data))
    assert (problem.file, problem.code) == (f"articles/{name}", code)
    assert problem.severity is Severity.WARNING
    assert read_all == {f"articles/{name}", GOOD.path}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (BOMB, "alias"),
        (f"tags: {'[' * 90_000}", "yaml"),
        (f"tags: {'{a: ' * 20_000}", "yaml"),
        ("- " * 90_000, "yaml"),
        ("title: " + "a" * 300_000, "too-large"),
        ("title: Caf\xe9 \x81", "encoding"),
        ("title: a\0b", "binary-file"),
    ],
    ids=["alias bomb", "brackets", "braces", "dashes", "size", "charset", "null"],
)
def test_a_bad_sidecar_is_one_clear_problem(facts: str, code: str) -> None:
    capture = SourceFile("articles/a.txt", PROSE.encode())
    sidecar = SourceFile("articles/a.yml", facts.encode("latin-1"))
    (problem,), others = problems(capture, sidecar)
    assert (problem.file, problem.code) == ("articles/a.yml", code)
    assert others == {GOOD.path}


def test_half_a_character_in_json_is_replaced() -> None:
    half = json_ld(headline=f"{HEADLINE}\ud800", articleSection="\udc00", keywords=["\ud83d"])
    found = read(Content((SourceFile("articles/a.html", page(head=half).encode()),)))
    article = found.articles["a"]
    assert (article.section, article.tags) == ("\ufffd", ("\ufffd",))


@pytest.mark.parametrize("unit", ["`a", "*a ", "[", "> ", "# ", "- ", "_a_", "<", "![a](b)"])
def test_hostile_markdown_is_parsed_in_bounded_time(unit: str) -> None:
    began = time.process_time()
    problems(SourceFile("articles/a.md", unit.encode() * (100_000 // len(unit))))
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(
    ("opened", "closed", "inside"),
    [
        ("<div>" + paragraphs(*SENTENCES) * 2, "</div>", ""),
        ("<table><tr><td>a", "</td></tr></table>", "<table><tr><td>a<td>b<tr><td>a</table>"),
        ("<span class=a>", "</span>", "<p>One line.</p>"),
    ],
    ids=["text at each level", "tables in tables", "blocks in many spans"],
)
def test_deep_pages_are_parsed_in_bounded_time(opened: str, closed: str, inside: str) -> None:
    depth, blocks = (150, 1500) if "table" in opened else (480, 5000)
    markup = page(paragraphs(*SENTENCES) + opened * depth + inside * blocks + closed * depth)
    began = time.process_time()
    found, _ = problems(SourceFile("articles/a.html", markup.encode()))
    assert not [problem for problem in found if problem.severity is Severity.ERROR]
    assert time.process_time() - began < SECONDS / 2


def test_a_short_article_that_is_declared_as_one_is_no_error_page() -> None:
    head = json_ld(headline="Error 404")
    data = page(paragraphs(SENTENCES[0]), head=head, headline="Error 404").encode()
    assert problems(SourceFile("articles/a.html", data))[0] == []


def test_articles_that_repeat_another_are_named_on_the_later_file() -> None:
    same = SourceFile("articles/later.txt", GOOD.data + b"\n\nA line more.")
    (problem,), others = problems(same)
    assert (problem.file, problem.code, problem.severity) == (
        "articles/later.txt", "duplicate", Severity.WARNING,
    )  # fmt: skip
    assert "repeats articles/good.txt: same text, 9" in problem.message
    assert len(others) == 2
    (problem,), _ = problems(
        SourceFile("articles/z.txt", PROSE[:200].encode()),
        SourceFile("articles/z.yml", b"url: http://WWW.news.example/x/?utm_source=a"),
        SourceFile("articles/good.yml", b"url: https://news.example/x"),
    )
    assert (problem.file, problem.message) == (
        "articles/z.txt", "This repeats articles/good.txt: same address.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("articles/a.txt", limits.TEXT_LIMIT),
        ("articles/a.md", limits.TEXT_LIMIT),
        ("articles/a.yml", limits.FACTS_LIMIT),
        ("articles/a.html", limits.PAGE_LIMIT),
        ("articles/a.html.gz", limits.PACKED_LIMIT),
        ("articles/a.mhtml", limits.PACKED_LIMIT),
        ("articles/a.webarchive", limits.PACKED_LIMIT),
        ("articles/a.eml", limits.PACKED_LIMIT),
        ("articles/a.docx", limits.PACKED_LIMIT),
        ("articles/a.pdf", limits.PACKED_LIMIT),
        ("picture", limits.PACKED_LIMIT),
    ],
)
def test_the_limit_of_a_file_follows_its_name(name: str, limit: int) -> None:
    assert formats.too_large(name, limit) is None
    problem = formats.too_large(name, limit + 1)
    assert problem
    assert f"{limit:,}" in problem.message


@pytest.mark.parametrize(
    ("head", "is_error"),
    [
        ("404", True),
        ("404 | The Sample Gazette", True),
        ("The Sample Gazette – 503", True),
        ("Error 404", True),
        ("HTTP/1.1 502", True),
        ("Oops: 429", True),
        ("Erreur 404", True),
        ("401 Unauthorized", True),
        ("A ship arrived in Porto with 406 barrels of salt.", False),
        ("Bus 404 runs again after the storm", False),
        ("The dam holds back 500 million cubic metres", False),
        ("Rescuers counted 410.", False),
        ("Route 66 and highway 401-East are closed", False),
    ],
)
def test_a_number_is_a_status_of_an_error_page_only_by_itself(head: str, is_error: bool) -> None:
    refusal = refusals.error([head])
    assert (refusal is not None) == is_error
