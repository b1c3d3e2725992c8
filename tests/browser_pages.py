"""Pages and helpers for browser tests."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from time import monotonic
from typing import Any, Literal

import frontmatter
import pytest
from playwright.sync_api import Error, Locator, Page, expect

from tests.project import Project

BRIEFING = "briefings/lavrov-alfano-february-2018/"
EXPLAINER = "explainers/libya/"
HOSTILE = "briefings/hostile/"
ARABIC = "briefings/arabic/"

PAGES = {
    "home": "",
    "briefings": "briefings/",
    "timeline": "timeline/",
    "briefing": BRIEFING,
    "explainers": "explainers/",
    "explainer": EXPLAINER,
    "dossiers": "dossiers/",
    "dossier": "dossiers/libya-intervention-to-ceasefire/",
    "whole dossier": "dossiers/libya-intervention-to-ceasefire/whole/",
    "topics": "topics/",
    "topic": "topics/libya/",
    "outlets": "outlets/",
    "outlet": "outlets/sample-wire/",
    "search": "search/?q=libya",
    "not found": "404.html",
}
text_page = pytest.mark.parametrize("path", [BRIEFING, EXPLAINER], ids=["briefing", "explainer"])

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
each_scheme = pytest.mark.parametrize("scheme", SCHEMES)

WIDTHS = {320: 568, 390: 844, 768: 1024, 1280: 720, 1920: 1080}
PHONE, LAPTOP = 390, 1280
# Selects from the beginning of some words of the article to the end of others.
SELECT = """([from, to]) => {
    const place = (words, of) => {
        const texts = document.createTreeWalker(document.querySelector(".article"), 4);
        while (texts.nextNode()) {
            const at = texts.currentNode.data.indexOf(words);
            if (at >= 0) return [texts.currentNode, at + of];
        }
        throw new Error(`no ${words}`);
    };
    getSelection().setBaseAndExtent(...place(from, 0), ...place(to, to.length));
}"""
# Makes an article of HTML and a range of what stands in brackets, which go.
MARKED = """(html) => {
    document.body.innerHTML = `<div class="article" lang="en">${html}</div>`;
    const article = document.body.firstChild;
    const range = document.createRange();
    const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    for (const [mark, set] of [["[", "setStart"], ["]", "setEnd"]]) {
        texts.currentNode = article;
        while (texts.nextNode() && !texts.currentNode.data.includes(mark));
        const at = texts.currentNode.data.indexOf(mark);
        texts.currentNode.deleteData(at, 1);
        range[set](texts.currentNode, at);
    }
    return [article, range];
}"""
LONGEST_WAIT = 20
"""How many seconds `wait_until` waits."""


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})


def words(text: str | None) -> str:
    """Return a text with each run of white space as one space."""
    return " ".join((text or "").split())


def facts_of(project: Project, slug: str) -> dict[str, Any]:
    """Return the front matter of an explainer."""
    return frontmatter.load(str(project.content / f"explainers/{slug}.md")).metadata


def slug_of(link: Locator) -> str:
    return (link.get_attribute("href") or "").rstrip("/").rpartition("/")[2]


def middle(element: Locator) -> tuple[float, float]:
    """Return the middle of the first line of an element."""
    line = element.evaluate("e => e.getClientRects()[0].toJSON()")
    return line["x"] + line["width"] / 2, line["y"] + line["height"] / 2


# Whether the painted colours are dark text on light or light text on dark.
SCHEME = """() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const lightness = () => {
        const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
        return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    };
    const paint = (colour) => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return lightness();
    };
    const bare = document.documentElement.appendChild(document.createElement("i"));
    bare.style.color = "Canvas";
    paint(getComputedStyle(bare).color);
    bare.remove();
    paint(getComputedStyle(document.documentElement).backgroundColor);
    const paper = paint(getComputedStyle(document.body).backgroundColor);
    const ink = paint(getComputedStyle(document.querySelector("h1")).color);
    if (Math.abs(paper - ink) < 0.5) return "unreadable";
    return paper > ink ? "light" : "dark";
}"""


def expect_scheme(page: Page, scheme: str) -> None:
    """Wait until the page has this scheme."""
    wait_until(page, f"({SCHEME})() === '{scheme}'")


def wait_until(page: Page, expression: str, arg: object = None) -> None:
    """Wait until an expression is true; after a new page has been loaded, if that happens.

    Playwright's `wait_for_function` needs `eval`, which the policy of pages forbids.
    """
    end = monotonic() + LONGEST_WAIT
    while True:
        with suppress(Error):  # the page is being replaced
            if page.evaluate(expression, arg):
                return
        assert monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(20)


@contextmanager
def loaded_again(page: Page) -> Iterator[None]:
    """Wait at the end of the block until the page has been loaded again since its beginning.

    An event tells less: it may come from a load that was under way before.
    """
    page.evaluate("document.isOld = true")
    yield
    wait_until(page, "!document.isOld && document.readyState === 'complete'")


def broken_links(page: Page, selector: str) -> list[str]:
    """Return the addresses of selected elements that have no target on this site."""
    found: list[str] = page.evaluate(
        """async (selector) => {
            const pages = new Map();
            const load = async (address) => {
                const answer = await fetch(address);
                if (!answer.ok) return null;
                const text = await answer.text();
                // The policy of this page knows no styles of others.
                const plain = text.replace(/(?<=<|[ ])style(?=[>=])/gi, "data-style");
                return new DOMParser().parseFromString(plain, "text/html");
            };
            const dead = new Set();
            const elements = document.querySelectorAll(selector);
            if (elements.length === 0) dead.add(`nothing is ${selector}`);
            for (const element of elements) {
                // In a picture `href` is no text.
                const address = element.getAttribute("href") ?? element.getAttribute("src");
                const { origin, pathname, hash, href } = new URL(address, document.baseURI);
                if (origin !== location.origin) continue;
                if (!pages.has(pathname)) pages.set(pathname, await load(pathname));
                const page = pathname === location.pathname ? document : pages.get(pathname);
                const id = decodeURIComponent(hash.slice(1));
                if (!page || (id && !page.getElementById(id))) dead.add(href);
            }
            return [...dead];
        }""",
        selector,
    )
    return found


def settle(page: Page) -> None:
    """Wait until the search has ended, if the page has one."""
    if "/search/" in page.url:
        expect(page.get_by_role("status")).to_contain_text("found")


# These rules take most of the time, and only they depend on colours.
COLOURS = ("color-contrast", "link-in-text-block")
PREPARE_AXE = """axe.configure({ rules: [
    { id: "color-contrast", selector: ":not([data-alike])" },
    { id: "link-in-text-block", selector: ":is(a[href], [role=link]):not([data-alike])" },
] })"""
# Marks for these rules elements of which two before them, and what is around those, look the same.
MARK_ALIKE = """() => {
    const looks = new Map([[null, 0]]);
    const numbers = new Map();
    const seen = new Map();
    for (const one of document.querySelectorAll("*")) {
        const style = getComputedStyle(one);
        const look = JSON.stringify([
            looks.get(one.parentElement), one.localName, one.getAttribute("class"), style.color,
            style.backgroundColor, style.backgroundImage, style.opacity, style.fontSize,
            style.fontWeight, style.textDecorationLine, style.textShadow, style.borderBottomWidth,
            style.display, style.position, style.visibility,
        ]);
        if (!numbers.has(look)) numbers.set(look, numbers.size + 1);
        const number = numbers.get(look);
        looks.set(one, number);
        seen.set(number, (seen.get(number) ?? 0) + 1);
        one.toggleAttribute("data-alike", seen.get(number) > 2);
    }
}"""
UNMARK_ALIKE = """() => {
    for (const one of document.querySelectorAll("[data-alike]")) one.removeAttribute("data-alike");
}"""


def violations(page: Page, *rules: str, within: str = "html", without: bool = False) -> list[str]:
    """Return the accessibility problems that axe-core finds on the page as it is now.

    Args:
        page: the page.
        rules: the rules to check; none for all.
        within: a selector of the element to check.
        without: whether to check all rules except for `rules`.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
        page.evaluate(PREPARE_AXE)
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if without:
        options["rules"] = {rule: {"enabled": False} for rule in rules}
    elif rules:
        options["runOnly"] = rules
    page.evaluate(MARK_ALIKE)
    report = page.evaluate("([within, options]) => axe.run(within, options)", [within, options])
    page.evaluate(UNMARK_ALIKE)
    assert report["passes"]
    return [
        f"{violation['id']} at {node['target']}: {node['failureSummary']}"
        for violation in report["violations"]
        for node in violation["nodes"]
    ]


def accessibility_problems(page: Page) -> list[str]:
    """Return the accessibility problems of a page in a wide and a narrow window, light and dark."""
    found: list[str] = []
    checks: tuple[tuple[int, Scheme, tuple[str, ...], bool], ...] = (
        (LAPTOP, "light", (), False),
        (PHONE, "light", COLOURS, True),
        (PHONE, "dark", COLOURS, False),
    )
    for width, scheme, rules, without in checks:
        resize(page, width)
        page.emulate_media(color_scheme=scheme)
        expect_scheme(page, scheme)
        problems = violations(page, *rules, without=without)
        found += [f"{page.url}, {width} px, {scheme}: {problem}" for problem in problems]
    return found


@dataclass(frozen=True)
class MentionPage:
    """A page with mentions and a clock that only the test advances."""

    page: Page

    @property
    def card(self) -> Locator:
        return self.page.get_by_role("tooltip")

    @property
    def mention(self) -> Locator:
        return self.page.locator("a.mention").first

    def wait(self, milliseconds: int) -> None:
        self.page.clock.run_for(milliseconds)

    def point_at(self, element: Locator) -> None:
        """Rest the pointer on an element."""
        element.scroll_into_view_if_needed()
        self.page.mouse.move(*middle(element), steps=3)

    def point_elsewhere(self) -> None:
        self.page.mouse.move(2, WIDTHS[LAPTOP] - 2)

    def tab_to_mention(self) -> None:
        """Focus the first mention with the Tab key."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            if self.mention.evaluate("e => e === document.activeElement"):
                return
        pytest.fail("sixty tabs did not reach a mention")


def read(page: Page, url: str) -> MentionPage:
    resize(page, LAPTOP)
    page.clock.install(time=0)
    page.goto(url)
    page.clock.pause_at(60)
    return MentionPage(page)


def results(page: Page) -> list[str]:
    """Return the titles of the search results."""
    return [words(title) for title in page.locator("main ol h3").all_inner_texts()]
