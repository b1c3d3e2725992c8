"""Files that are made to cost time: readers take linear time, and need no limit."""

import json
import resource
import time
from collections.abc import Callable
from functools import partial

import pytest

from briefings.model.content import Content, Settings, SourceFile
from briefings.site.compile import compile
from tests.pages import HEADLINE, SENTENCES, page, paragraphs
from tests.rendering import render

SIZE = 30_000
SECONDS = 0.4
"""What takes less is no matter of time: an explainer of brackets alone takes 0.25 s, and there
may not be many more of them. Of what takes longer, half of it takes half of the time."""
TRIES = 4
"""How often times are taken that look wrong: a busy machine makes them longer, never shorter."""
MEMORY = 200_000_000
PROSE = "\n\n".join([HEADLINE, *SENTENCES])
GOOD = SourceFile("articles/good.txt", PROSE.replace("crane", "tower crane").encode())
EXPLAINER = "---\ntitle: The Quay\nkind: place\nsummary: Where ships unload.\n{}---\n\n{}"
KIND = 'Content-Type: multipart/related; type="text/html"; boundary="B"'

Make = Callable[[str], bytes]


def repeated(unit: str, size: int) -> str:
    """Return a unit repeated to a size; `{n}` in it is a number that counts."""
    times = size // len(unit)
    if "{n}" in unit:
        return "".join(unit.replace("{n}", str(n)) for n in range(times))
    return unit * times


def in_nested(opening: str, closing: str, size: int) -> bytes:
    depth = size // len(opening + closing)
    return in_page(opening * depth + closing * depth)


def in_text(many: str) -> bytes:
    return f"{PROSE}\n\n{many}\n".encode()


def in_page(many: str) -> bytes:
    return page(paragraphs() + many).encode()


def in_head(many: str) -> bytes:
    return page(head=many).encode()


def in_fields(many: str) -> bytes:
    return (
        f"From: <Saved>\nMIME-Version: 1.0\n{many}\n\n"
        f"--B\nContent-Type: text/html\n\n{page()}\n--B--"
    ).encode()


def in_explainer(many: str) -> bytes:
    return EXPLAINER.format("", many).encode()


def in_facts(many: str) -> bytes:
    return EXPLAINER.format(many, "Text.").encode()


MARKS = (
    "[", "]", "*", "`", "<", "&amp", "![", "<<< ", "`a ", "*a ", "_a ", "[a](<b>", "[^1]", "$a ",
    "“a ", "„a", "'a ", '"a ', "U.S. ", "Aa ", "1 May 2018 ", "7", " ", "\u00a0", "a", "—", "/",
    "http://a.b/", "\u202e", "中", "a\u0301", "\0", "\n", "a\n", "a\n\n", "“a\n\n", "> ", "- ",
    "# a\n", "a\n-\n", "a|b\n-|-\n", "a|", "*[a{n}]: b\n", "[a{n}]: b\n\n",
    "a[^{n}]\n\n[^{n}]: b\n\n",
    "## Section {n}\n\nText.\n\n", "a\n: b\n",
    "!!! note\n    a\n", "{: #a}", "[a](b{n}.md) ",
)  # fmt: skip
TAGS = (
    "<i>", "<i>a</i>", "<p>a", "a<br>", "<ol><li>", "<td>a", "<table><tr><td>a</table>", "</i>",
    "<div>", "<a href=/x>a b</a> ", "<meta name=author content='A B'>", "<!--", "&amp;",
    "<sup>1</sup>",
    "<script type='application/ld+json'>{}</script>", "<tr><td colspan=1000 rowspan=9999>a",
    "<time datetime=2018-01-01>a</time>", "<h2>a</h2>", "<div itemscope itemprop=a>",
    "<blockquote>",
    "<iframe srcdoc='<p>a'></iframe>", "<svg>", "<ruby>a<rt>b",
)  # fmt: skip
FIELDS = (
    "; a=b", "; a{n}=b", "; a*{n}=b", ";", "; ", "(", '"', "\\", "\n\t a", "\n a=b;",
)  # fmt: skip
TEXTS = ("=?utf-8?q?a?= ", "=?utf-8?q?", "=", "(", "<", "a@b.c, ", "\n a", "a:", "7", "[")


Case = tuple[str, Callable[[int], bytes]]
"""Name of a file, and what makes it in about a size."""


def cases() -> dict[str, Case]:
    """Return files by what is repeated in them."""
    found: dict[str, Case] = {}

    def add(path: str, make: Make, what: str, unit: str, before: str = "", after: str = "") -> None:
        def made(size: int) -> bytes:
            return make(before + repeated(unit, size) + after)

        found[f"{path}: {what}"] = (path, made)

    for unit in MARKS:
        add("articles/a.txt", in_text, repr(unit), unit)
        add("articles/a.md", in_text, repr(unit), unit)
        add("explainers/a.md", in_explainer, repr(unit), unit)
    for unit in TAGS:
        add("articles/a.html", in_page, unit, unit)
    for one, other in (("<i>", "</i>"), ("<ol><li>", "</li></ol>"), ("<div>a", "</div>")):
        found[f"nested {one}"] = ("articles/a.html", partial(in_nested, one, other))
    for make, unit, before, after in (
        (in_page, "a{n}=b ", "<p ", ">a"),
        (in_page, "<td>a", "<table><tr>", "</table>"),
        (in_page, "../", "<p>a<a href='", "'>b</a>"),
        (in_head, "a - ", "<title>", "</title>"),
        (in_head, "Ann Lee and ", "<meta name=author content='", "'>"),
        (in_head, '{"a":', "<script type='application/ld+json'>", "</script>"),
        (in_head, '{"body":"{n}"},', "<script>window.a = [", "]</script>"),
    ):
        add("articles/a.html", make, before + unit, unit, before, after)
    for unit in FIELDS:
        add("articles/a.mhtml", in_fields, unit, unit, KIND)
    for unit in TEXTS:
        for path in ("articles/a.mhtml", "articles/a.eml"):
            add(path, in_fields, f"Subject {unit}", unit, f"{KIND}\nSubject: ")
            add(path, in_fields, f"From {unit}", unit, f"{KIND}\nFrom: ")
    for path in ("articles/a.mhtml", "articles/a.eml"):
        add(path, in_fields, "fields", "X-{n}: a\n", f"{KIND}\n")
        add(path, in_fields, "parts", "--B\nContent-Type: message/rfc822\n\n", f"{KIND}\n\n")
    for key in ("aliases", "forms", "must_link", "sources"):
        item = "  - {title: Ann{n}}\n" if key == "sources" else "  - Ann{n} Quay\n"
        add("explainers/a.md", in_facts, key, item, f"{key}:\n", "\n")
    add("explainers/a.md", in_explainer, "ids", "## A {#a{n}}\n\n[a](#b{n})\n\n")
    for unit in ("[", "{a: ", "a{n}: b\n", "a{n}: &a{n} b\n", "- ", "a: b #c\n", "*a, "):
        before = "" if "\n" in unit else "tags: "
        add("explainers/a.md", in_facts, f"facts {unit}", unit, before, "\n")
        add("outlets/a.yml", str.encode, unit, unit, before)
    return found


CASES = cases()
QUOTES = {
    "lost": "The southern quay had tipped over in a gust at the weekend",
    "long": " ".join(SENTENCES * 5)[:1900],
    "often": "the", "a letter": "e",
}  # fmt: skip


@pytest.mark.parametrize(("path", "make"), CASES.values(), ids=CASES.keys())
def test_a_file_of_one_thing_many_times_is_read_in_linear_time(
    path: str, make: Callable[[int], bytes]
) -> None:
    check(lambda size: {path: make(size)})


@pytest.mark.parametrize("quote", QUOTES.values(), ids=QUOTES.keys())
def test_notes_of_a_long_article_are_placed_in_linear_time(quote: str) -> None:
    def files(size: int) -> dict[str, bytes]:
        numbered = (f"{n} {' '.join(SENTENCES)}\n\n" for n in range(5 * size // 450))
        note = {"quote": quote, "prefix": "hurt", "kind": "context", "note": "So it is."}
        notes = [{**note, "quote": f"{quote} {n}"} for n in range(200)]
        return {
            "articles/a.txt": "".join(numbered).encode(),
            "articles/a.yml": json.dumps({"notes": [note, *notes]}).encode(),
        }

    check(files)


@pytest.mark.parametrize("between", ["\n\n", " "], ids=["in paragraphs", "in one paragraph"])
def test_an_article_with_many_notes_is_built_in_linear_time(between: str) -> None:
    def files(size: int) -> dict[str, bytes]:
        numbers = range(1001, 1001 + size // 10)
        text = between.join(f"The crane lifted {n} boxes out of the ship." for n in numbers)
        notes = [{"quote": f"lifted {n} boxes", "kind": "context", "note": "A."} for n in numbers]
        facts = json.dumps({"published": "2024-05-02", "notes": notes})
        return {"articles/a.txt": text.encode(), "articles/a.yml": facts.encode()}

    check(files)


def check(files: Callable[[int], dict[str, bytes]]) -> None:
    """Check that a site with files of a size is made in linear time, with bounded memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    whole = cost(files(SIZE))
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < MEMORY
    half, tries = whole, 0
    while whole > SECONDS and tries < TRIES:
        half = min(half, cost(files(SIZE // 2)))
        if whole < 3 * half:
            return
        whole, tries = min(whole, cost(files(SIZE))), tries + 1
    assert whole <= SECONDS or whole < 3 * half


def cost(files: dict[str, bytes]) -> float:
    """Return the processor time for making the pages of a site with files, and rendering those."""
    began = time.process_time()
    content = Content((GOOD, *(SourceFile(path, data) for path, data in files.items())))
    site = compile(content, Settings())
    for target in site.targets:
        target.files()
    assert not [problem for problem in site.problems if problem.code == "too-costly"]
    if "explainers/a.md" in files and any("explainers/a" in uri for uri in site.addresses):
        render(files["explainers/a.md"].decode().split("---\n", 2)[2])
    return time.process_time() - began
