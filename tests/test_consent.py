"""`extra.analytics` and `extra.consent`: nothing from third parties before a reader agrees."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_pages import violations, wait_until
from tests.conftest import ServeSite
from tests.project import SMALL, Project

COUNTER = """\
<script src="https://counter.example/count.js"></script>
<script>window.counted = "{{ config.extra.analytics.property }}"</script>
"""
CONSENT = "consent: {title: 'May we count?', description: 'We <b>count</b> visits.'%s}"
CUSTOM = "analytics: {provider: custom, property: house-7}"


def counted(folder: Path, extra: str, strict: str = "--strict") -> tuple[Project, str]:
    """Return a site with an owner's own analytics, built, and what the build said."""
    project = Project(folder / "project", SMALL)
    project.override("partials/integrations/analytics/custom.html", COUNTER)
    project.configure(f"extra: {{{extra}}}\n")
    settings = project.folder / "mkdocs.yml"
    allowed = "script-src: [https://counter.example, https://www.googletagmanager.com]"
    named = f"- briefings: {{content_security_policy: {{{allowed}}}}}"
    settings.write_text(settings.read_text("utf-8").replace("- briefings", named), "utf-8")
    return project, project.built(*filter(None, [strict])).stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve_site: ServeSite) -> str:
    folder = tmp_path_factory.mktemp("counted")
    return serve_site(counted(folder, f"{CUSTOM}, {CONSENT % ''}")[0].site)


@pytest.fixture
def visits(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page of a new reader, and what it requests from third parties."""
    with browser.new_context() as context:
        requested: list[str] = []
        context.on("request", lambda request: requested.append(request.url))
        context.route("https://**", lambda route: route.abort())
        yield context.new_page(), requested


def foreign(requested: list[str]) -> set[str]:
    return {url for url in requested if url.startswith("https://")}


def test_nothing_is_requested_before_the_reader_agrees(
    visits: tuple[Page, list[str]], site: str
) -> None:
    page, requested = visits
    page.goto(site)
    question = page.get_by_role("form", name="May we count?")
    expect(question).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("'counted' in window") is False
    page.get_by_role("button", name="Accept").click()
    wait_until(page, "window.counted === 'house-7'")
    expect(question).to_be_hidden()
    page.goto(f"{site}explainers/geneva/")
    wait_until(page, "window.counted === 'house-7'")
    expect(question).to_be_hidden()
    assert page.evaluate("__md_get('__consent').analytics") is True
    assert foreign(requested) == {"https://counter.example/count.js"}


def test_refusing_is_as_easy_and_is_remembered(visits: tuple[Page, list[str]], site: str) -> None:
    page, requested = visits
    page.goto(site)
    accept, reject = (page.get_by_role("button", name=name) for name in ("Accept", "Reject"))
    size = "e => [e.offsetWidth, e.offsetHeight, getComputedStyle(e).backgroundColor]"
    assert accept.evaluate(size) == reject.evaluate(size)
    reject.press("Enter")
    expect(reject).to_be_hidden()
    page.goto(f"{site}briefings/")
    page.wait_for_load_state()
    expect(reject).to_be_hidden()
    assert foreign(requested) == set()


def test_the_choice_can_be_changed(visits: tuple[Page, list[str]], site: str) -> None:
    page, requested = visits
    page.goto(site)
    page.get_by_role("button", name="Accept").click()
    wait_until(page, "window.counted === 'house-7'")
    page.get_by_role("link", name="Cookie settings").click()
    question = page.get_by_role("form", name="May we count?")
    expect(question).to_be_focused()
    page.get_by_role("button", name="Reject").click()
    wait_until(page, "!('counted' in window)")
    requested.clear()
    page.goto(f"{site}briefings/")
    assert foreign(requested) == set()
    expect(question).to_be_hidden()


def test_what_is_asked_for_can_be_chosen(
    visits: tuple[Page, list[str]], tmp_path: Path, serve_site: ServeSite
) -> None:
    cookies = ", cookies: {videos: Videos, fonts: {name: Fonts, checked: false}}"
    project, _ = counted(tmp_path, f"{CUSTOM}, {CONSENT % cookies}")
    page, _ = visits
    page.goto(serve_site(project.site))
    page.get_by_text("Manage settings").click()
    page.get_by_role("checkbox", name="custom").uncheck()
    assert violations(page, within=".consent") == []
    page.get_by_role("button", name="Accept").click()
    wait_until(page, "window.__md_get?.('__consent')?.videos")
    assert page.evaluate("__md_get('__consent')") == {"videos": True}


def test_without_scripts_nothing_is_asked_and_nothing_requested(
    plain_page: Page, site: str
) -> None:
    requested: list[str] = []
    plain_page.on("request", lambda request: requested.append(request.url))
    plain_page.goto(site)
    expect(plain_page.locator(".consent")).to_be_hidden()
    expect(plain_page.get_by_role("link", name="Cookie settings")).to_be_hidden()
    assert foreign(requested) == set()


def test_google_counts_after_consent(
    visits: tuple[Page, list[str]], tmp_path: Path, serve_site: ServeSite
) -> None:
    google = "analytics: {provider: google, property: G-1}"
    project, _ = counted(tmp_path, f"{google}, {CONSENT % ''}")
    page, requested = visits
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.message))
    page.goto(serve_site(project.site))
    page.get_by_role("button", name="Accept").click()
    wait_until(page, "window.dataLayer?.length > 1")
    assert foreign(requested) == {"https://www.googletagmanager.com/gtag/js?id=G-1"}
    assert errors == []


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (CUSTOM, "extra.analytics (nothing is requested from third parties before a reader agrees"),
        (
            "analytics: {provider: matomo}, " + CONSENT % "",
            "extra.analytics (there is no template partials/integrations/analytics/matomo.html",
        ),
        ("analytics: {provider: google}, " + CONSENT % "", "extra.analytics (write property"),
        (f"{CUSTOM}, consent: {{title: a}}", "extra.consent (write title and description)"),
        (CONSENT % "", "extra.consent (there is nothing to ask for"),
        (
            f"analytics: {{provider: custom, feedback: {{title: Good}}}}, {CONSENT % ''}",
            "extra.analytics.feedback",
        ),
    ],
)
def test_a_setting_without_effect_is_named(extra: str, said: str, tmp_path: Path) -> None:
    project, stderr = counted(tmp_path, extra, strict="")
    assert said in stderr
    home = (project.site / "index.html").read_text("utf-8")
    assert ("__consent" in home) == ("feedback" in extra)


def test_a_site_without_these_settings_has_nothing_of_it(small_site: Project) -> None:
    home = (small_site.site / "index.html").read_text("utf-8")
    assert "consent" not in home
