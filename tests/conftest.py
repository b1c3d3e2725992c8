"""Shared fixtures: the evaluation captures, a served site and a browser."""

import fcntl
import functools
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import frontmatter
import pytest
from hypothesis import settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebError,
    expect,
    sync_playwright,
)

from briefings.build import content_folder
from briefings.model.content import Content
from briefings.model.site import Site
from briefings.site.compile import compile
from tests import builds as building
from tests import hostile
from tests.browser import FLAGS, find_chromium
from tests.project import SMALL, Project
from tests.rendering import SETTINGS

REPOSITORY = Path(__file__).parent.parent
SHARED = Path(os.environ.get("BRIEFINGS_SHARED") or REPOSITORY.parent / "shared")

ServeSite = Callable[[Path], str]
Once = Callable[[str, Callable[[Path], object]], Path]
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True
}  # fmt: skip


# On a busy machine the time of one example means nothing; in CI the examples are not random.
settings.register_profile(
    "project", deadline=None, max_examples=200, derandomize="CI" in os.environ
)
settings.load_profile("project")
# A busy machine may take its time; what never comes still fails.
expect.set_options(timeout=20_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-golden", action="store_true", help="write the golden files anew, to be reviewed"
    )


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes run tests: one more than processors, as tests wait for browsers."""
    return (os.cpu_count() or 1) + 1


def pytest_report_header() -> str:
    presence = "present" if SHARED.is_dir() else "absent, so the tests that need it are skipped"
    return f"evaluation material: {SHARED} ({presence})"


# A process that begins one of these files last keeps the others waiting for minutes.
SLOW_FILES = {
    "test_archive_cluster.py", "test_faults.py", "test_gold.py", "test_incremental.py",
    "test_preview.py", "test_wheel.py",
}  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in SLOW_FILES)
    for item in items:
        if isinstance(item, pytest.Function) and "browser" in item.fixturenames:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The evaluation material, which is kept apart from the repository."""
    if not SHARED.is_dir():
        pytest.skip(f"no evaluation material at {SHARED} (BRIEFINGS_SHARED names another place)")
    return SHARED


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sequence[building.Server]]:
    """Three that run builds which a test may kill or make fail, to run several at once."""
    with ExitStack() as stack:
        folders = [tmp_path_factory.mktemp("builds") for _ in range(3)]
        yield [stack.enter_context(building.server(folder)) for folder in folders]


@pytest.fixture
def builds(servers: Sequence[building.Server]) -> building.Server:
    """One of the three."""
    return servers[0]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Fill a folder once for all processes of a test run: `folder = once(name, fill)`."""
    root = tmp_path_factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root

    def filled(name: str, fill: Callable[[Path], object]) -> Path:
        folder = root / name
        with (root / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                fill(root / f"{name}.new")
                (root / f"{name}.new").rename(folder)
        return folder

    return filled


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A project with little content, not built."""
    return Project(tmp_path, SMALL)


@pytest.fixture
def small_site(once: Once, tmp_path: Path) -> Project:
    """The same project, built."""
    built = once("small", lambda folder: Project(folder, SMALL).built())
    shutil.copytree(built, tmp_path, symlinks=True, dirs_exist_ok=True)
    return Project(tmp_path)


@pytest.fixture(scope="session")
def shipped() -> Content:
    """The content that comes with the project."""
    return content_folder.read_content(REPOSITORY / "content")


@pytest.fixture(scope="session")
def compiled(shipped: Content) -> Site:
    """The site that is built from it."""
    return compile(shipped, SETTINGS)


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: pytest has the floor."""


@pytest.fixture(scope="session")
def serve_site() -> Iterator[ServeSite]:
    """Serve a directory on this machine until the session ends: `url = serve_site(directory)`.

    The URL ends in a slash. The same directory keeps the same URL.
    """
    servers: dict[Path, ThreadingHTTPServer] = {}

    def serve(directory: Path) -> str:
        directory = directory.resolve(strict=True)
        if directory not in servers:
            handler = functools.partial(_QuietHandler, directory=str(directory))
            servers[directory] = server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
            threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[directory].server_port}/"

    yield serve
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def project(once: Once) -> Project:
    """The shipped content, a hostile article and one in Arabic, built. Not to be changed."""
    return Project(once("reader", build_shipped))


def build_shipped(folder: Path) -> None:
    project = Project(folder)
    project.write("articles/hostile.txt", hostile.TEXT)
    post = frontmatter.Post(
        "", None, title=hostile.TITLE, summary=hostile.SUMMARY, tags=hostile.TAGS,
        published="2018-03-01",
    )  # fmt: skip
    project.write("articles/hostile.yml", frontmatter.dumps(post).strip("-\n"))
    project.write("articles/arabic.md", hostile.ARABIC_TEXT)
    project.built()


@pytest.fixture(scope="session")
def site(project: Project, serve_site: ServeSite) -> str:
    """The address of that site."""
    return serve_site(project.site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; if it is missing, the test fails and names the command to run."""
    executable = find_chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def browser_findings() -> list[str]:
    """What went wrong in the browser so far; a test that provokes a finding may clear it."""
    return []


@contextmanager
def page_of(context: BrowserContext) -> Iterator[Page]:
    """Open a page; afterwards delete what the context keeps, except for the cache of files.

    A context of its own would cost each test three times as much as loading a page does.
    """
    page = context.new_page()
    yield page
    origin = urlsplit(page.url)
    if origin.netloc and len(context.pages) == 1:
        where = {"origin": f"{origin.scheme}://{origin.netloc}", "storageTypes": "all"}
        context.new_cdp_session(page).send("Storage.clearDataForOrigin", where)
    context.clear_cookies()
    context.clear_permissions()
    for opened in context.pages:
        opened.close()


@pytest.fixture(scope="session")
def plain_context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(java_script_enabled=False) as context:
        yield context


@pytest.fixture
def plain_page(plain_context: BrowserContext) -> Iterator[Page]:
    """A page in a browser without JavaScript."""
    with page_of(plain_context) as page:
        yield page


@pytest.fixture(scope="session")
def phone_context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(**PHONE) as context:
        yield context


@pytest.fixture
def phone_page(phone_context: BrowserContext) -> Iterator[Page]:
    """A page on a phone, which has a touch screen and no mouse."""
    with page_of(phone_context) as page:
        yield page


@pytest.fixture(scope="session")
def shared_context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as context:
        yield context


@pytest.fixture
def context(shared_context: BrowserContext) -> BrowserContext:
    """The browser context of `browser_page`; a module whose tests stop its clock replaces it."""
    return shared_context


@pytest.fixture
def browser_page(context: BrowserContext, browser_findings: list[str]) -> Iterator[Page]:
    """A page which fails the test if it misbehaves.

    Misbehaving is: an error in the console, an uncaught exception, or a request to any other
    origin than the one that the test first went to.
    """
    own_origin: list[str] = []

    def on_request(request: Request) -> None:
        scheme, _, rest = request.url.partition("://")
        if scheme.partition(":")[0] in {"about", "blob", "data"}:
            return
        origin = f"{scheme}://{rest.partition('/')[0]}"
        own_origin[:] = own_origin or [origin]
        if origin not in own_origin:
            browser_findings.append(f"request to another origin: {request.method} {request.url}")

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            browser_findings.append(f"console error: {message.text} ({message.location['url']})")

    def on_exception(error: WebError) -> None:
        browser_findings.append(f"uncaught exception: {error.error}")

    context.on("request", on_request)
    context.on("console", on_console)
    context.on("weberror", on_exception)
    with page_of(context) as page:
        yield page
    context.remove_listener("request", on_request)
    context.remove_listener("console", on_console)
    context.remove_listener("weberror", on_exception)
    if browser_findings:
        pytest.fail("\n".join(browser_findings), pytrace=False)
