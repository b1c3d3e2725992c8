"""Pictures of editors: which are taken, what is said of the others, and what is published."""

import json
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Literal
from unicodedata import normalize

import pytest
from PIL import Image

from briefings.content import pictures
from briefings.files import limits, rasters
from briefings.model.content import Content, Severity, SourceFile
from briefings.model.site import OutputDir, Site
from briefings.site.compile import compile
from briefings.text import picture_names
from briefings.views.briefing import BriefingView
from briefings.views.explainer import ExplainerView
from briefings.views.own_page import OwnPageView
from tests import drawn
from tests.export_site import HERE, jsonld
from tests.project import GENEVA, SMALL, TALKS_FACTS
from tests.views import view

LEAD = "picture: {file: lake.jpg, alt: The lake., credit: Ada Berg}\n"
FULL = LEAD.replace("Berg}", "Berg, licence: CC BY 4.0, source: 'https://a.example/17'}")
ABOUT = "---\ntitle: About\n---\n\nWe write.\n"


def with_lead(text: str, lead: str = LEAD) -> str:
    return text.replace("title:", f"{lead}title:", 1)


def made(files: Mapping[str, object]) -> Site:
    given = {**SMALL, **files}
    encoded = ((path, f if isinstance(f, bytes) else str(f).encode()) for path, f in given.items())
    return compile(Content(tuple(SourceFile(*one) for one in encoded)), HERE)


def said(files: Mapping[str, str | bytes]) -> list[tuple[str, str, int]]:
    return [(p.code, p.file, p.line) for p in made(files).problems]


def files_of(site: Site) -> dict[str, bytes]:
    """Return the published copies of pictures by URI."""
    built = (file for target in site.targets for file in target.files())
    return {file.uri: file.content for file in built if file.uri.startswith("pictures/")}


# ------------------------------------------------------------------------------- what is taken


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.jpg", drawn.raster("JPEG"), (60, 40)),
        ("a.JPEG", drawn.raster("JPEG"), (60, 40)),
        ("a.jpg", drawn.raster("JPEG", turned=True), (40, 60)),
        ("a.png", drawn.raster("PNG"), (60, 40)),
        ("a.webp", drawn.raster("WEBP"), (60, 40)),
        ("a.avif", drawn.raster("AVIF"), (60, 40)),
        ("a.jpg", drawn.raster("JPEG", 3200, 1000), (1600, 500)),
        ("a.png", drawn.raster("PNG", 1000, 4800), (500, 2400)),
        ("a.png", drawn.raster("PNG", 20_000, 1), (1600, 1)),
        ("a.svg", drawn.svg().encode(), (640, 320)),
        ("a.svg", drawn.svg(attributes='width="4in" height="2in"').encode(), (384, 192)),
        ("a.svg", drawn.svg(attributes='width="50%" viewBox="0,0 9.5,4"').encode(), (10, 4)),
        ("a.svg", drawn.svg(attributes='width="320" viewBox="0 0 640 320"').encode(), (320, 160)),
        ("a.svg", b"\xef\xbb\xbf<?xml version='1.0'?>" + drawn.svg().encode(), (640, 320)),
    ],
)  # fmt: skip
def test_a_picture_is_known_by_its_bytes_and_has_a_size(
    name: str, data: bytes, size: tuple[int, int]
) -> None:
    parsed = pictures.parse(SourceFile(f"explainers/{name}", data))
    assert parsed.problems == ()
    assert parsed.picture
    assert (parsed.picture.width, parsed.picture.height) == size
    sizes = picture_names.sizes(f"../../{parsed.picture.uri}")
    assert sizes
    assert sizes[:2] == size


HUGE = bytearray(drawn.raster("PNG"))
HUGE[16:24] = (60_000).to_bytes(4, "big") * 2
HUGE[29:33] = zlib.crc32(HUGE[12:29]).to_bytes(4, "big")


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("a.png", drawn.raster("JPEG"), "picture-format", "named .png, but is a JPEG picture. "
         "Rename it to a.jpg."),
        ("a.jpg", drawn.svg().encode(), "picture-format", "but is a SVG picture. Rename it to "
         "a.svg."),
        ("a.svg", drawn.raster("PNG"), "picture-format", "but is a PNG picture."),
        ("a.png", drawn.raster("GIF"), "picture-format", "but is a GIF picture. Save it as"),
        ("a.jpg", b"\0\0\0\x18ftypheic" + bytes(40), "picture-format", "but is a HEIC picture."),
        ("a.jpg", b"", "bad-picture", "is empty"),
        ("a.webp", b"<!doctype html><p>Not found", "bad-picture", "is no picture"),
        ("a.jpg", drawn.raster("JPEG", 600, 400)[:2000], "bad-picture", "is damaged"),
        ("a.png", drawn.raster("PNG", 600, 400)[:900], "bad-picture", "is damaged"),
        ("a.png", bytes(HUGE), "bad-picture", "too many pixels; the limit is 50,000,000"),
        ("a.webp", drawn.moving("WEBP"), "bad-picture", "are still. Save one"),
        ("a.png", drawn.moving("PNG"), "bad-picture", "moves"),
        ("a.svg", b"", "bad-picture", "is no XML"),
        ("a.svg", b"<svg", "bad-picture", "is no XML"),
        ("a.svg", b"<svg/>", "bad-picture", "is no SVG"),
        ("a.svg", drawn.svg("\xe9").encode("latin-1"), "bad-picture", "is not UTF-8"),
        ("a.svg", drawn.svg(attributes="").encode(), "bad-picture", "how large"),
        ("a.svg", drawn.svg(attributes='viewBox="0 0 0 9"').encode(), "bad-picture", "how large"),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + drawn.svg("&a;").encode(), "bad-picture",
         "defines entities"),
        ("a.svg", b" " * (limits.DRAWING_LIMIT + 1), "too-large", "the limit is 1,000,000"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_shown_says_what_it_is(
    name: str, data: bytes, code: str, words: str
) -> None:
    parsed = pictures.parse(SourceFile(f"pages/{name}", data))
    assert parsed.picture is None
    (problem,) = parsed.problems
    assert (problem.code, problem.severity) == (code, Severity.ERROR)
    assert words in f"{problem.message} {problem.hint}"


def test_a_picture_with_too_many_pixels_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasters, "PIXELS", 2_000)
    with pytest.raises(rasters.UnreadableError, match="60 × 40 pixels; the limit is 2,000"):
        rasters.size(drawn.raster("PNG"))


# ---------------------------------------------------------------------------- where it is shown


@pytest.mark.parametrize(
    ("files", "problems"),
    [
        ({"explainers/geneva.md": with_lead(GENEVA)}, [("missing-picture", 2)]),
        ({"explainers/geneva.md": f"{GENEVA}\nA ![the lake](lake.jpg).\n"},
         [("missing-picture", 9)]),
        ({"explainers/geneva.md": f"{GENEVA}\n![](../pages/a.png)\n\n![b][c]\n\n[c]: b.png\n"},
         [("picture-alt", 9), ("missing-picture", 9), ("missing-picture", 11)]),
        ({"explainers/geneva.md": with_lead(GENEVA, LEAD.replace("lake.jpg", "https://a.b/a.jpg"))},
         [("remote-picture", 2)]),
        ({"explainers/geneva.md": f"{GENEVA}\nA <img alt='a' src='a.png'> b.\n"},
         [("overlooked-address", 9)]),
        ({"explainers/geneva.md": f"{GENEVA}\n<figure>\n<IMG class=a\n src=a.png>\n</figure>\n"},
         [("overlooked-address", 10)]),
        ({"explainers/geneva.md": f"{GENEVA}\n<div markdown>\n![a](a.png)\n</div>\n"},
         [("overlooked-address", 10)]),
        ({"explainers/geneva.md": f"{GENEVA}\nA\n![the lake](the lake.jpg) b.\n"},
         [("overlooked-address", 10)]),
        ({"articles/talks.yml": TALKS_FACTS
          + "notes:\n  - {quote: the mediator said, note: '<img src=a.png>'}\n"},
         [("overlooked-address", 6)]),
        ({"index.md": "Hello.\n\n![a](a b.png)\n"}, [("overlooked-address", 3)]),
        ({"explainers/geneva.md": f"{GENEVA}\n![a](a.gif)\n"}, [("picture-format", 9)]),
        ({"explainers/geneva.md": f"{GENEVA}\n![a](../../../etc/a.png)\n"},
         [("missing-picture", 9)]),
        ({"explainers/geneva.md": with_lead(GENEVA, LEAD.replace("The lake.", "''"))},
         [("bad-value", 2)]),
        ({"explainers/geneva.md": with_lead(GENEVA, "picture: {file: a.jpg, alt: A}\n")},
         [("missing-key", 2)]),
        ({"explainers/geneva.md": with_lead(GENEVA, LEAD.replace("alt", "source: x, alt"))},
         [("bad-value", 2), ("missing-picture", 2)]),
        ({"explainers/geneva.md":
          GENEVA.replace("kind:", "timeline: [{date: 1999, event: '![a](a.png)'}]\nkind:")},
         [("misplaced-picture", 3)]),
        ({"articles/talks.yml": TALKS_FACTS
          + "corrections:\n  - {date: 2020-06-01, text: 'So ![a](a.png).'}\n"},
         [("misplaced-picture", 6)]),
        ({"articles/talks.yml": TALKS_FACTS + LEAD}, [("missing-picture", 5)]),
        ({"articles/talks.yml": TALKS_FACTS
          + "notes:\n  - {quote: the mediator said, note: '![](map.png)'}\n"},
         [("picture-alt", 6), ("missing-picture", 6)]),
        ({"pages/about.md": f"{ABOUT}\n![a](a.png)\n"}, [("missing-picture", 7)]),
        ({"index.md": "Hello.\n\n![a](a.png)\n"}, [("missing-picture", 3)]),
    ],
)  # fmt: skip
def test_a_place_without_picture_or_description_is_an_error_with_its_line(
    files: dict[str, str | bytes], problems: list[tuple[str, int]]
) -> None:
    site = made(files)
    (path,) = files
    found = [(p.code, p.line) for p in site.problems if p.severity is Severity.ERROR]
    assert sorted(found) == sorted(problems)
    assert "broken-link" not in {p.code for p in site.problems}
    assert {p.file for p in site.problems} == {path}


@pytest.mark.parametrize(
    "body",
    [
        "`<img src=a.png>`", "```\n![a](a b.png)\n```", "<!-- <img src=a.png> -->",
        "<pre>\n<img src=a.png>\n</pre>", "<img alt='' src='../assets/a.png'>",
        "Six [6] (or seven).", "[the law](https://a.example/a 'The law of 1999')",
        "[a](geneva.md 'b c')",
    ],
)  # fmt: skip
def test_code_comments_and_files_of_the_theme_are_no_pictures(body: str) -> None:
    assert not [p for p in said({"explainers/geneva.md": f"{GENEVA}\n{body}\n"}) if "over" in p[0]]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_found_with_composed_and_decomposed_letters(form: Literal["NFC", "NFD"]) -> None:
    other: Literal["NFC", "NFD"] = "NFD" if form == "NFC" else "NFC"
    written = LEAD.replace("lake", normalize(other, "Übersee"))
    site = made({
        "explainers/geneva.md": with_lead(GENEVA, written),
        normalize(form, "explainers/Übersee.jpg"): drawn.raster("JPEG"),
    })  # fmt: skip
    assert site.problems == ()
    assert [uri.split("-")[0] for uri in files_of(site)] == ["pictures/ubersee"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("![a](https://a.example/a.png)", "remote-picture"),
        ("![a](//a.example/a.png)", "remote-picture"),
        ("See [the law](the law.md).", "overlooked-address"),
    ],
)
def test_what_works_for_some_readers_only_is_a_warning(body: str, code: str) -> None:
    found = made({"explainers/geneva.md": f"{GENEVA}\n{body}\n"}).problems
    assert [(p.code, p.line, p.severity) for p in found] == [(code, 9, Severity.WARNING)]


def test_a_picture_that_a_file_with_errors_names_is_not_called_unused() -> None:
    lead = LEAD.replace("alt", "alts")
    files: dict[str, str | bytes] = {
        "explainers/geneva.md": with_lead(GENEVA, lead),
        "explainers/lake.jpg": drawn.raster("JPEG"),
    }
    assert {code for code, *_ in said(files)} == {"unknown-key"}
    files["explainers/geneva.md"] = GENEVA
    assert {code for code, *_ in said(files)} == {"unused-picture"}


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("pike.jpg", "Put the picture beside this file, into explainers, or correct the name."),
        ("LAKE.png", "Did you mean lake.jpg?"),
        ("lak.jpg", "Did you mean lake.jpg?"),
        ("pages/lake.jpg", "Did you mean ../pages/lake.jpg?"),
        ("river.png", "Put the picture beside this file, into explainers, or correct the name."),
    ],
)
def test_a_missing_picture_is_named_with_the_nearest_one(name: str, hint: str) -> None:
    files: dict[str, str | bytes] = {
        "explainers/lake.jpg": drawn.raster("JPEG"),
        "pages/lake.jpg": drawn.raster("JPEG", 50),
        "explainers/geneva.md": f"{GENEVA}\n![a](lake.jpg) ![b](../pages/lake.jpg) ![c]({name})\n",
    }
    ((problem),) = made(files).problems
    assert problem.hint == hint


def test_a_picture_that_nothing_shows_is_a_warning_and_not_published() -> None:
    site = made({"explainers/lake.jpg": drawn.raster("JPEG")})
    assert [(p.code, p.severity) for p in site.problems] == [("unused-picture", Severity.WARNING)]
    assert files_of(site) == {}


def test_a_picture_of_a_draft_is_not_published() -> None:
    draft = with_lead(GENEVA, f"{LEAD}draft: true\n")
    files: dict[str, str | bytes] = {
        "explainers/geneva.md": draft,
        "explainers/lake.jpg": drawn.raster("JPEG"),
    }
    site = made(files)
    assert site.problems == ()
    assert files_of(site) == {}


def test_pictures_of_a_capture_are_never_loaded() -> None:
    capture = (
        "---\ntitle: A\npublished: 2020-01-01\noutlet: wire\n---\n\nSee ![it](lake.jpg) now.\n"
    )
    files = {"articles/a.md": capture, "articles/lake.jpg": drawn.raster("JPEG")}
    site = made(files)
    assert [p.code for p in site.problems] == ["unused-picture"]
    assert files_of(site) == {}


# ----------------------------------------------------------------------------- what pages show

SHOWN: dict[str, str | bytes] = {
    "explainers/geneva.md": with_lead(
        GENEVA, FULL
    ) + "\n![The *shore*](karte-köln.svg \"A map\"){ .wide } and [the map](karte-köln.svg).\n",
    "explainers/lake.jpg": drawn.raster("JPEG", 2400, 1500),
    "explainers/karte-köln.svg": drawn.svg("<rect width='9' height='9'/>"),
    "articles/talks.yml": TALKS_FACTS + LEAD
    + "notes:\n  - {quote: the mediator said, note: 'So ![it is](../pages/a.png).'}\n",
    "articles/lake.jpg": drawn.raster("JPEG", 60, 40, turned=True),
    "pages/about.md": with_lead(ABOUT, LEAD.replace("lake.jpg", "a.png")),
    "pages/a.png": drawn.raster("PNG"),
    "index.md": "Hello.\n\n![a][b]\n\n[b]: explainers/lake.jpg\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def site() -> Site:
    return made(SHOWN)


def test_pages_show_the_published_copies(site: Site) -> None:
    assert site.problems == ()
    copies = files_of(site)
    lake, small, turned, png, drawing = _by_kind(copies)
    explainer = view(site, "explainers/geneva.md", ExplainerView).picture
    assert explainer
    assert (explainer.src, explainer.width, explainer.height) == (f"../../{lake}", 1600, 1000)
    assert explainer.srcset == f"../../{small} 1000w, ../../{lake} 1600w"
    assert (explainer.credit, explainer.licence, explainer.source) == (
        "Ada Berg", "CC BY 4.0", "https://a.example/17",
    )  # fmt: skip
    briefing = view(site, "briefings/talks.md", BriefingView).picture
    assert briefing
    assert (briefing.src, briefing.srcset, briefing.is_tall) == (f"../../{turned}", "", True)
    about = view(site, "pages/about.md", OwnPageView).picture
    assert about
    assert about.src == f"../../{png}"
    pages = {page.uri: page.text for page in site.pages}
    assert (
        f"![The lake.](../{lake})\n\nAda Berg · CC BY 4.0 · [Source]("
        in (pages["explainers/geneva.md"])
    )
    assert (
        f'![The *shore*](../{drawing} "A map"){{ .wide }} and [the map](../{drawing}).'
        in (pages["explainers/geneva.md"])
    )
    assert f"So ![it is](../{png})." in pages["briefings/talks.md"]
    assert f"[b]: {lake}\n" in pages["index.md"]


def _by_kind(copies: Mapping[str, bytes]) -> list[str]:
    """Return the copies of `SHOWN`: the large and the small lake, the turned one, map and PNG."""
    ends = ("1600x1000.jpg", "1000x625.jpg", "40x60.jpg", "60x40.png", "640x320.svg")
    found = [next(uri for uri in copies if uri.endswith(f"-{end}")) for end in ends]
    assert len(found) == len(copies)
    return found


def test_machines_are_told_of_the_picture(site: Site) -> None:
    lake = _by_kind(files_of(site))[0]
    assert jsonld(site, "explainers/geneva.md")["image"] == {
        "@type": "ImageObject",
        "contentUrl": f"https://example.org/news/{lake}",
        "width": 1600,
        "height": 1000,
        "description": "The lake.",
        "creditText": "Ada Berg",
        "license": {"@type": "CreativeWork", "name": "CC BY 4.0"},
        "isBasedOn": "https://a.example/17",
    }
    assert "image" in json.dumps(jsonld(site, "briefings/talks.md"))
    assert "image" in json.dumps(jsonld(site, "pages/about.md"))
    (feed,) = (file.text for file in site.exports if file.uri == "feed.json")
    (image,) = (item["image"] for item in json.loads(feed)["items"] if "image" in item)
    assert image == f"https://example.org/news/{_by_kind(files_of(site))[2]}"


def test_the_larger_copy_lies_beside_the_markdown_that_shows_it(site: Site) -> None:
    lake, small, *_ = _by_kind(files_of(site))
    built = [file for target in site.targets for file in target.files()]
    folders = {file.uri: file.tree for file in built}
    assert (folders[lake], folders[small]) == (OutputDir.DOCS, OutputDir.FILES)


# -------------------------------------------------------------------------------------- copies


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_copy_is_upright_and_has_no_metadata(kind: str, *, turned: bool) -> None:
    data = drawn.raster(kind, 90, 30, turned=turned)
    assert drawn.SECRET in data or kind == "PNG"  # which compresses it
    upright = (30, 90) if turned else (90, 30)
    for size in (upright, (upright[0] // 2, upright[1] // 2)):
        copy = rasters.encoded(data, *size)
        assert copy == rasters.encoded(data, *size)
        image = Image.open(BytesIO(copy))
        assert (image.format, image.size) == (kind, size)
        assert not image.getexif()
        assert not {"xmp", "XML:com.adobe.xmp", "comment", "exif"} & image.info.keys()
        assert drawn.SECRET not in copy


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_colour_can_be_made_smaller(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    out = BytesIO()
    image = Image.linear_gradient("L")
    if mode == "I;16":
        image = Image.frombytes(mode, image.size, b"".join(bytes((0, v)) for v in image.tobytes()))
    image.convert(mode).save(out, kind)
    for size in ((256, 256), (64, 64)):
        copy = Image.open(BytesIO(rasters.encoded(out.getvalue(), *size)))
        assert copy.size == size
        shades = copy.convert("L").tobytes()
        assert shades[size[0] * 2] < 60
        assert shades[-1] > 190


def test_transparency_and_the_colour_profile_stay() -> None:
    image = Image.new("P", (60, 40), 1)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.paste(0, (0, 0, 30, 40))
    out = BytesIO()
    image.save(out, "PNG", transparency=0, icc_profile=b"a profile")
    for size in ((60, 40), (30, 20)):
        copy = Image.open(BytesIO(rasters.encoded(out.getvalue(), *size)))
        assert copy.info["icc_profile"] == b"a profile"
        alphas = copy.convert("RGBA").getchannel("A").tobytes()
        assert alphas[0] < 5
        assert alphas[-1] > 250
