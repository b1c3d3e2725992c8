"""Small content folders with their expected pages, decisions and problems.

Each folder of tests/golden holds a `content/` and what `compile` makes of it. After a change that
is meant, renew them with `make test ARGS="tests/test_golden.py --renew-golden"` and read the diff.
"""

from pathlib import Path

import msgspec
import pytest

from briefings.build import content_folder
from briefings.content.outlets import parse as parse_outlet
from briefings.files.frontmatter import decode
from briefings.model.content import Settings
from briefings.model.outlet import OutletFile
from briefings.readers.text import reader as text
from briefings.site.compile import compile
from briefings.text import report
from tests.views import views

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.parent.name for path in GOLDEN.glob("*/content"))
# Pages whose views are golden files too: together they use every field and every kind of block.
VIEWS = (
    "briefings/bridge.md", "briefings/essay.md", "briefings/fourth.md", "briefings/strait-talks.md",
    "dossiers/two-cities.md", "explainers/geneva-convention.md", "explainers/strait-treaty.md",
    "index.md",
)  # fmt: skip


def outcome(content: Path) -> dict[str, str]:
    """Return everything that comes of a content folder, by file name."""
    found = content_folder.read_content(content)
    site = compile(found, Settings(site_name="Golden", site_description="A test."))
    lines = [f"{p.severity.value}: {report.line(p, 'content')}" for p in site.problems]
    files = {"problems.txt": "\n".join(lines) + "\n"}
    parsed = [parse_outlet(file.load()) for file in found.files if file.path.startswith("outlets/")]
    profiles = {o.outlet.slug: o.profile for o in parsed if isinstance(o, OutletFile)}
    for file in found.files:
        source = decode(file.load())
        if isinstance(source, str) and Path(file.path).match("articles/*.txt"):
            reading = text.read(source, profiles)
            decisions = (f"{d.line:3} {d.role}: {d.rule}\n" for d in reading.decisions)
            files[f"decisions/{Path(file.path).name}"] = "".join(decisions)
    files |= {f"pages/{page.uri}": page.text for page in site.pages}
    files |= {
        f"views/{uri}.json": msgspec.json.format(msgspec.json.encode(view)).decode()
        for uri, view in views(site).items()
        if uri in VIEWS
    }
    return files


@pytest.mark.parametrize("case", CASES)
def test_content_gives_the_golden_files(case: str, request: pytest.FixtureRequest) -> None:
    folder = GOLDEN / case
    found = outcome(folder / "content")
    if request.config.getoption("renew_golden"):
        for name, value in found.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(value, encoding="utf-8")
    wanted = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and "content" not in path.relative_to(folder).parts
    }
    assert found == wanted
