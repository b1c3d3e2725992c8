"""Which module may know which: imports run one way, and the core knows neither disk nor MkDocs."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "generator"

# From the innermost to the outermost: a module imports only from layers before its own. A package
# is one layer; within it no two modules may need each other.
LAYERS = [
    {"model"},
    {"cache"},
    {
        "uris",
        "sentences",
        "report",
        "evidence",
        "hosts",
        "deadline",
        "duplicates",
        "charsets",
        "marks",
        "limits",
        "yaml_tree",
    },
    {
        "schemas",
        "frontmatter",
        "captures",
        "linking",
        "graph",
        "fetch",
        "chronology",
        "buckets",
        "sequence",
        "related",
        "anchors",
    },
    {"outlets", "prose", "notes", "redirects"},
    {"readers", "explainers"},
    {"editorial", "remarks"},
    {"checks"},
    {"articles", "feeds"},
    {"filing"},
    {"readings"},
    {"content", "topics", "scaffold", "intake", "events"},
    {"corpus", "pages_linked", "hand_links"},
    {"listings"},
    {"exports"},
    {"figures"},
    {"pages"},
    {"making"},
    {"ledger", "suggestions", "recipes"},
    {"site"},
    {"revision"},
    {"disk"},
    {"bundles", "ledger_file", "swap", "pictures_apart", "cli_lazy"},
    {"search"},
    {"building", "archive"},
    {"publish"},
    {"published"},
    {"plugin"},
    {"render", "terminal"},
    {"project"},
    {"build", "preview"},
    {"build_part"},
    {"cli_new", "cli_read", "cli_ledger", "cli_suggest", "cli_archive"},
    {"cli"},
]
ADAPTERS = {
    *(
        "disk",
        "search",
        "bundles",
        "ledger_file",
        "cli_ledger",
        "fetch",
        "hosts",
        "deadline",
        "intake",
    ),
    *("render", "build", "build_part", "swap", "publish", "published"),
    *("plugin", "terminal", "project", "cli_new", "cli_read", "cli_suggest", "cli_lazy", "cli"),
    *("archive.folder", "archive.sources", "archive.versions", "archive.cluster", "cli_archive"),
}
LAYER_OF = {module: number for number, layer in enumerate(LAYERS) for module in layer}
ADAPTER_PACKAGES = {"building", "preview"}
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in PACKAGE.rglob("*.py")
    if path.name != "__init__.py"
}


def imports(path: Path) -> set[str]:
    """Return the full names of everything a module imports, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the direction"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def layer(module: str) -> int:
    """Return the number of the layer of a module or of the package it is in."""
    return LAYER_OF[module.partition(".")[0]]


def own(module: str) -> set[str]:
    """Return the modules of this project that a module imports."""
    found = set()
    for name in imports(MODULES[module]):
        parts = name.split(".")[1:] if name.startswith("generator.") else []
        known = [t for t in (".".join(parts[:depth]) for depth in (3, 2, 1)) if t in MODULES]
        assert known or not parts, f"{module} imports {name}, which is no module"
        found.update(known[:1])
    return found


def test_every_module_has_its_layer() -> None:
    assert {module.partition(".")[0] for module in MODULES} == set(LAYER_OF)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_run_one_way(module: str) -> None:
    package = module.partition(".")[0]
    for imported in own(module):
        inside = "." in module and imported.partition(".")[0] == package
        assert inside or layer(imported) < layer(module), f"{module} imports {imported}"


def test_no_two_modules_need_each_other() -> None:
    TopologicalSorter({module: own(module) for module in MODULES}).prepare()


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"archive.cluster"}))
def test_one_module_knows_dask_which_need_not_be_there(module: str) -> None:
    assert not {name.partition(".")[0] for name in imports(MODULES[module])} & {
        "dask",
        "distributed",
    }


@pytest.mark.parametrize(
    "module",
    sorted(m for m in set(MODULES) - ADAPTERS if m.partition(".")[0] not in ADAPTER_PACKAGES),
)
@pytest.mark.parametrize(
    "outside", ["mkdocs", "click", "rich", "pathlib.Path", "os", "time", "socket", "logging", "io"]
)
def test_the_core_knows_no_disk_no_clock_and_no_mkdocs(module: str, outside: str) -> None:
    for name in imports(MODULES[module]):
        assert not f"{name}.".startswith(f"{outside}."), f"{module} imports {name}"
