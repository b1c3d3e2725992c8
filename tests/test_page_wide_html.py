"""HTML of editors that changes the whole page is a warning with its line."""

import pytest

from briefings.model.content import Content, Severity, SourceFile
from briefings.model.site import Site
from briefings.site.compile import compile
from tests.export_site import HERE
from tests.project import GENEVA, SMALL, TALKS_FACTS

ABOUT = "---\ntitle: About\n---\n\nWe write.\n"


def made(path: str, text: str) -> Site:
    files = {**SMALL, path: text}.items()
    return compile(Content(tuple(SourceFile(name, text.encode()) for name, text in files)), HERE)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<base href=/>", [9]),
        ("<p>a</p>\n<plaintext>", [10]),
        ("So:\n\n<META content='0;/' HTTP-EQUIV=refresh>", [11]),
        ("<div>\n<style>\nmain{display:none}\n</style>\n</div>", [10]),
        ("A <link rel='stylesheet' href=a.css> b.", [9]),
        ("<svg><style>\np{color:red}\n</style><title>A map</title></svg>", [9]),
        ("A <style>.a, p { color: red }</style> b.", [9]),
        ("A <style>.a{b:c} #d > p{e:f}</style> b.", []),
        ("<style>\n@media print { .a { b: c } }\n@keyframes d { from { e: f } 9% { g: h } }\n"
         "/* p {} */ [i] { j: k }\n</style>", []),
        ("A <form name=querySelector></form> b.\n<object\n name='body'></object>", [9, 10]),
        ("<iframe src=a.html name=cookie></iframe>", [9]),
        ("`<base>`\n\n```\n<style>\n```\n\n<!-- <base> -->\n\n&lt;style>", []),
        ("<meta itemprop=name content=a>\n<link itemprop=url href=b>\n<input name=q>", []),
        ("<script>\nlet a = '<base>';\n</script>\n\n<iframe src=a.html id=map></iframe>", []),
    ],
)  # fmt: skip
def test_html_that_changes_the_whole_page_is_a_warning(body: str, lines: list[int]) -> None:
    found = made("explainers/geneva.md", f"{GENEVA}\n{body}\n").problems
    wide = [p for p in found if p.code == "page-wide-html"]
    assert [(p.line, p.severity) for p in wide] == [(line, Severity.WARNING) for line in lines]


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("pages/about.md", f"{ABOUT}\n<base>\n", 7),
        ("index.md", "Hello.\n\n<base>\n", 3),
        ("articles/talks.yml",
         TALKS_FACTS + "notes:\n  - {quote: the mediator said, note: 'A <base>'}\n", 6),
    ],
)  # fmt: skip
def test_such_html_is_found_in_all_that_editors_write(path: str, text: str, line: int) -> None:
    (found,) = (p for p in made(path, text).problems if p.code == "page-wide-html")
    assert (found.file, found.line) == (path, line)
