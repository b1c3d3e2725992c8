"""What readers see of pictures: on a phone, at night, and while a picture loads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring
from playwright.sync_api import Browser, Page

from tests import drawn
from tests.conftest import ServeSite
from tests.project import GENEVA, SMALL, TALKS_FACTS, Project, tree

LEAD = "picture: {file: lake.jpg, alt: The lake., credit: Ada Berg, licence: CC BY 4.0}\n"
FILES: dict[str, str | bytes] = {
    **SMALL,
    "explainers/geneva.md": GENEVA.replace("kind:", f"{LEAD}kind:")
    + "\nA long text.\n" * 80 + "\n![The shore.](map.svg)\n\n![Again.](lake.jpg)\n",
    "explainers/lake.jpg": drawn.raster("JPEG", 2400, 1500),
    "explainers/map.svg": drawn.svg("<rect width='99' height='99'/>"),
    "articles/talks.yml": TALKS_FACTS + LEAD
    + "notes:\n  - {quote: the mediator said, note: '![It.](../explainers/map.svg)'}\n",
    "articles/lake.jpg": drawn.raster("JPEG", 900, 1500),
    "pages/about.md": "---\ntitle: About\n---\n\n![The lake.](../explainers/lake.jpg)\n",
    "index.md": "![The lake.](explainers/lake.jpg)\n",
}  # fmt: skip
PAGES = ("", "explainers/geneva/", "briefings/talks/", "pages/about/")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("pictures") / "project", SMALL)
    for path, data in FILES.items():
        project.write(path, data)
    project.built("--strict")
    return project


def images(project: Project, path: str) -> list[HtmlElement]:
    page = document_fromstring((project.site / path / "index.html").read_text("utf-8"))
    return [image for image in page.iter("img") if "pictures/" in image.get("src", "")]


@pytest.mark.parametrize("path", PAGES)
def test_every_copy_that_a_page_names_is_published(project: Project, path: str) -> None:
    found = images(project, path)
    assert found
    for image in found:
        named = [image.get("src"), *(c.split()[0] for c in image.get("srcset", "").split(",") if c)]
        for address in named:
            assert (project.site / path / address).resolve().is_file(), address
        assert {"alt", "width", "height"} <= set(image.keys())
        assert bool(image.get("srcset")) == image.get("src", "").endswith("1600x1000.jpg")


def test_pictures_in_a_text_load_when_they_come_into_view(project: Project) -> None:
    lead, *others = images(project, "explainers/geneva/")
    assert lead.get("loading") is None
    assert [image.get("loading") for image in others] == ["lazy", "lazy"]


def test_mkdocs_builds_the_same_pages_and_pictures(project: Project) -> None:
    done = project.run("mkdocs", "build", "--strict", "--site-dir", "other")
    assert done.returncode == 0, done.stderr
    other = project.folder / "other"
    for path in [f"{page}index.html" for page in PAGES]:
        assert (other / path).read_bytes() == (project.site / path).read_bytes(), path
    assert tree(other / "pictures") == tree(project.site / "pictures")


def test_a_new_picture_renders_its_pages_alone(project: Project) -> None:
    def numbers() -> dict[Path, int]:
        return {path: path.stat().st_ino for path in project.site.rglob("*.*") if path.is_file()}

    before = numbers()
    assert "Nothing has changed" in project.built().stdout
    project.write("articles/lake.jpg", drawn.raster("JPEG", 800, 1500))
    project.built("--strict")
    after = numbers()
    changed = {path for path, number in after.items() if before.get(path) != number}
    names = {path.relative_to(project.site).as_posix() for path in changed}
    assert {name for name in names if name.endswith("index.html")} == {"briefings/talks/index.html"}
    assert len([name for name in names if name.startswith("pictures/")]) == 1
    assert not any("900x1500" in path.name for path in after)
    project.write("articles/lake.jpg", FILES["articles/lake.jpg"])
    project.built("--strict")


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    size = {"width": 360, "height": 700}
    with browser.new_context(viewport=size, device_scale_factor=3) as context:  # type: ignore[arg-type]
        yield context.new_page()


WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_pictures_fit_the_screen_of_a_phone(
    project: Project, serve_site: ServeSite, phone: Page, path: str
) -> None:
    phone.goto(f"{serve_site(project.site)}{path}")
    assert not phone.evaluate(WIDE)
    for image in phone.locator("img[src*=pictures]").all():
        image.scroll_into_view_if_needed()
        assert image.evaluate("one => one.decode().then(() => one.naturalWidth > 0)")
        box = image.bounding_box()
        assert box
        width, height = (int(image.get_attribute(side) or 0) for side in ("width", "height"))
        assert box["width"] <= 324
        assert box["height"] == pytest.approx(box["width"] * height / width, abs=1)
        if image.get_attribute("srcset"):
            assert image.evaluate("one => one.currentSrc").endswith("-1000x625.jpg")


@pytest.mark.browser
def test_no_text_jumps_when_a_picture_has_loaded(
    project: Project, serve_site: ServeSite, phone: Page
) -> None:
    places = []
    for stopped in (True, False):
        if stopped:
            phone.route("**/pictures/*", lambda route: route.abort())
        else:
            phone.unroute("**/pictures/*")
        phone.goto(f"{serve_site(project.site)}explainers/geneva/")
        places.append(phone.locator(".picture figcaption").evaluate("one => one.offsetTop"))
    assert places[0] == places[1]


@pytest.mark.browser
def test_drawings_stand_on_paper_at_night(
    project: Project, serve_site: ServeSite, phone: Page
) -> None:
    phone.emulate_media(color_scheme="dark")
    phone.goto(f"{serve_site(project.site)}explainers/geneva/")
    ground = "one => getComputedStyle(one).backgroundColor"
    drawing = phone.get_by_alt_text("The shore.")
    assert drawing.evaluate(ground) == "rgb(252, 252, 250)"
    assert phone.locator("body").evaluate(ground) == "rgb(23, 25, 27)"
