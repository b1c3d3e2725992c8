"""What is fuzzed: files of all kinds, changed in places, among the files of a small site."""

import gzip
import plistlib
from collections.abc import Mapping, Set
from functools import cache

from hypothesis import strategies as st

from briefings.cache import Memory
from briefings.model.content import Content, Problem, Settings, SourceFile
from briefings.model.site import Site
from briefings.site.compile import compile
from tests.drawn import raster
from tests.pages import HEADLINE, SENTENCES, json_ld, meta, page, paragraphs
from tests.project import SMALL
from tests.test_docx import paragraphs as docx

PROSE = "\n\n".join([HEADLINE, "By Ann Lee", "1 May 2020", *SENTENCES, "“So it is,” said Ann Lee."])
MARKDOWN = (
    f"# {HEADLINE}\n\n{PROSE}\n\n> A [link](https://a.example/ \"t\") and `code`.\n\n"
    "- *one* item\n- **two**\n\n| a | b |\n|---|---|\n| c | d |\n\n![alt](p.png) <b>x</b>\n\n"
    "```\ncode\n```\n\nSetext\n======\n\n1. a\n\n   b[^1]\n\n[^1]: Note.\n"
)  # fmt: skip
HEAD = (
    json_ld(
        headline=HEADLINE, datePublished="2020-05-01T10:00:00+02:00", articleBody=PROSE,
        author=[{"@type": "Person", "name": "Ann Lee", "url": "https://wire.example/a"}],
        publisher={"@id": "#p"}, url="https://wire.example/b", mainEntityOfPage={"@id": "x"},
    )
    + meta("og:title", HEADLINE) + meta("og:url", "https://wire.example/c")
    + meta("article:published_time", "2020-05-01") + meta("author", "Ann Lee and Bo Ek")
    + "<link rel=canonical href='https://wire.example/d'><base href='https://wire.example/'>"
)  # fmt: skip
BODY = (
    paragraphs() + "<table><tr><td colspan=2>a<td>b</tr></table><ul><li>c<ol><li>d</ol></ul>"
    "<figure><img src=a.png alt=b><figcaption>Photo: Ann</figcaption></figure>"
    "<p class=byline itemprop=author>By <a href='//wire.example/ann' rel=author>Ann Lee</a></p>"
    "<time datetime=2020-05-01T10:00Z>1 May</time><ruby>a<rt>b</ruby><math><mi>x</math><sup>1</sup>"
    "<iframe srcdoc='<p>a'></iframe><script>window.x = {\"articleBody\": \"<p>a</p>\"}</script>"
)  # fmt: skip
WEB_PAGE = page(BODY, head=HEAD)
MHTML = (
    "From: <Saved>\nSnapshot-Content-Location: https://wire.example/e\nSubject: =?utf-8?Q?A=20b?=\n"
    "Date: Fri, 1 May 2020 10:00:00 -0000\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related;\n\ttype="text/html";\n\tboundary="B"\n\n--B\n'
    "Content-Type: text/html; charset=utf-8\nContent-ID: <f@x>\nContent-Location: https://wire.ex"
    f"ample/e\nContent-Transfer-Encoding: quoted-printable\n\n{page()}\n--B--\n"
)
MAIL = (
    "From: Ann Lee <a.lee@wire.example>\nSubject: Fwd: =?utf-8?B?Q3JhbmU=?=\nDate: Fri, 1 May 2020 "
    "10:00:00 +0200\nList-Unsubscribe: <https://a.example>\nMIME-Version: 1.0\n"
    'Content-Type: multipart/alternative; boundary="B"\n\n--B\nContent-Type: text/plain; '
    f"format=flowed\n\n{PROSE}\n-- \nAnn\n--B\nContent-Type: text/html\n\n{page()}\n--B--\n"
)
FACTS = (
    "title: Crane\npublished: 2020-05-01\noutlet: wire\nauthors: [Ann Lee]\ntags: [a, 'b']\n"
    "url: https://wire.example/f\nlang: en\nlinks: {Blue Bridge: geneva, never: [Quay]}\nnotes:\n"
    "  - {quote: mediator said, kind: context, note: 'See [a](b.md).', prefix: 'the '}\n"
    "  - quote: >-\n      Repairs would\n    kind: disputed\n    note: |\n      *So*.\n"
    "    sources: [{title: A, url: 'https://a.example'}]\nredirect_from: [old]\n"
    "corrections: [{date: 2020-06-01, text: Was wrong.}]\nbrief: {says: A., matters: B.}\n"
)
EXPLAINER = (
    "---\ntitle: Northern Quay\nkind: place\nsummary: Where ships unload.\naliases:\n  - Quay\n"
    "  - {text: the port, valid: {from: 1999, to: 2008-02}}\nforms: [Quays]\n"
    "never_link: [quay wall]\n"
    "must_link: [The Northern Quay is closed.]\ncontext: [harbour]\nat: [44.1, 20.2]\n"
    "timeline:\n  - {date: 1931-05, event: 'It [opened](geneva.md).'}\nsources: [{title: A}]\n"
    f"facts: {{area: 3 km², other: {{Length: 3 km}}}}\n---\n\n{MARKDOWN}"
)
DOSSIER = (
    "---\ntitle: The harbour\nsummary: What happened.\nentries:\n"
    "  - {briefing: talks, line: A *b*}\n"
    f"  - explainer: geneva\n---\n\n{MARKDOWN}"
)
OUTLET = (
    "name: The Wire\nhome: https://wire.example\ncountry: GB\ncapture:\n"
    "  dateline: '^(?P<place>[A-Z]+) -'\n"
    "  boilerplate: ['Read more', 'By (?P<author>.*)']\n  credit: 'Photo: .*'\n"
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9mm"><style>a{b:url(#c)}'
    '</style><g id="c"><use href="#c"/><text>A</text></g></svg>'
)

PICTURE = raster("PNG")

FILES: Mapping[str, tuple[bytes, ...]] = {
    "articles/a.txt": (PROSE.encode(), SMALL["articles/talks.txt"].encode()),
    "articles/a.md": (f"---\n{FACTS}---\n\n{MARKDOWN}".encode(), MARKDOWN.encode()),
    "articles/a.html": (WEB_PAGE.encode(), page().encode()),
    "articles/a.html.gz": (gzip.compress(page().encode(), mtime=0),),
    "articles/a.mhtml": (MHTML.encode(),),
    "articles/a.eml": (MAIL.encode(),),
    "articles/a.webarchive": (
        plistlib.dumps({"WebMainResource": {
            "WebResourceData": page().encode(), "WebResourceMIMEType": "text/html",
            "WebResourceTextEncodingName": "UTF-8", "WebResourceURL": "https://wire.example/a",
        }}),
    ),
    "articles/a.docx": (docx(*PROSE.split("\n\n")),),
    "articles/talks.yml": (FACTS.encode(),),
    "explainers/quay.md": (EXPLAINER.encode(),),
    "explainers/plan.svg": (SVG.encode(),),
    "dossiers/harbour.md": (DOSSIER.encode(),),
    "pages/about.md": (f"---\ntitle: About\nin: footer\n---\n\n{MARKDOWN}".encode(),),
    "index.md": (f"---\nlead: {{briefing: talks}}\n---\n\n{MARKDOWN}".encode(), b"Welcome.\n"),
    "outlets/wire.yml": (OUTLET.encode(),),
}  # fmt: skip
"""The files that are changed, each with what it may be at first."""

PIECES = [piece.encode() for piece in (
    *"[]{}()<>*_`~#|!&%$^=+-:;,.?/\\'\"@ \n\t\r\0\x07\x85\u00a0\u200b\u202e\u2028\ufeff\ufffd",
    "“", "”", "„", "«", "»", "’", "—", "…", "ä", "ﬁ", "İ", "ß", "中", "。", "قال", "😀", "a\u0301",
    "\n\n", "---\n", "...\n", "- ", "> ", "1. ", "    ", "```\n", "](", "[^1]", "![", "<!--", "-->",
    "<![CDATA[", "<?", "</", "<i>", "</p>", "<td>", "<table>", "<script>", "&amp;", "&#x110000;",
    "&#0;", "\\u0000", "\\ud800", "&a", "*a", "!!python/none", "!!int x", "{a: b}", "[a, [b]]",
    "null", "~", "true", "1e999", "0x", "9" * 30, "-1", "1.5", "2020-02-30", "0000-00-00",
    "9999-12-31", "T25:61", "http://[", "http://[::1", "https://a:b", "//", "javascript:",
    "mailto:", "data:", "../", "%ff", "%00", "xn--", "=?utf-8?q?", "?=", "=?x?b?=", ";a=b",
    "*0*=", "charset=x", "boundary=", "Content-Type: ", "multipart/", "base64", "(?P<a>", "(a+)+",
    "\\1", "(?", "[z-a]",
    "said", "By ", "Mr. ", "U.S. ", "quote: ", "kind: ", "note: ", "Quay", "Geneva", "a" * 300,
)] + [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xff\xfe", b"\x80"]  # fmt: skip
"""What is put into files: marks and words that some rule looks for."""

Edit = tuple[float, int, bytes, int]
"""Where in the file, how many bytes are replaced, by what, and how often it is repeated."""

EDITS: st.SearchStrategy[list[Edit]] = st.lists(
    st.tuples(
        st.floats(0, 1, width=32),
        st.integers(0, 40) | st.integers(0, 2000),
        st.sampled_from(PIECES) | st.binary(max_size=6),
        st.just(1) | st.integers(1, 40),
    ),
    max_size=7,
)


def changed(data: bytes, edits: list[Edit]) -> bytes:
    """Return bytes with edits."""
    for where, length, piece, times in edits:
        at = int(where * len(data))
        data = data[:at] + piece * times + data[at + length :]
    return data


class _Before(Memory):
    """A cache in memory that begins with the results of another one."""

    def __init__(self, other: Memory) -> None:
        self._results = dict(other._results)


@cache
def _unchanged(path: str) -> tuple[Mapping[str, bytes], Memory, Set[str]]:
    """Return the other files of the site, what is computed of them, and keys of their targets."""
    files = {name: text.encode() for name, text in SMALL.items() if name != path}
    files |= {f"{folder}p.png": PICTURE for folder in ("", "explainers/", "dossiers/", "pages/")}
    files |= {"explainers/quay.md": EXPLAINER.encode()} if path.startswith("articles") else {}
    results = Memory()
    made = {target.key for target in _site({**files, path: FILES[path][0]}, results).targets}
    return files, results, made


def _site(files: Mapping[str, bytes], results: Memory) -> Site:
    content = Content(tuple(SourceFile(name, text) for name, text in files.items()))
    return compile(content, Settings(site_url="https://a.example/"), results)


def failures(path: str, data: bytes) -> list[Problem]:
    """Return the problems of a site with this file that readers did not expect.

    All of its files for readers and machines that change with this file are made, too. What does
    not change is computed once, as in an incremental build: that is nine tenths of the work.
    """
    files, results, made = _unchanged(path)
    site = _site({**files, path: data}, _Before(results))
    for target in site.targets:
        if target.key not in made or data == FILES[path][0]:
            target.files()
    return [p for p in site.problems if p.code in ("reader-failed", "too-costly")]
