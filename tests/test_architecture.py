"""Which module may know which: imports run one way, and the core knows neither disk nor MkDocs."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "generator"

# From the innermost to the outermost: a module imports only from layers before its own.
LAYERS = [
    {"model"},
    {"uris", "sentences", "report"},
    {"schemas", "frontmatter", "lexicon", "graph"},
    {"outlets", "prose"},
    {"readers.text", "readers.markdown", "readers.dateline", "explainers"},
    {"articles", "linker"},
    {"content", "topics", "scaffold"},
    {"pages.parts"},
    {"pages.briefing", "pages.explainer", "pages.index"},
    {"site"},
    {"disk", "search"},
    {"plugin"},
    {"terminal"},
    {"project"},
    {"cli_new"},
    {"cli"},
]
ADAPTERS = {"disk", "search", "plugin", "terminal", "project", "cli_new", "cli"}
LAYER_OF = {module: number for number, layer in enumerate(LAYERS) for module in layer}
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


def test_every_module_has_its_layer() -> None:
    assert set(MODULES) == set(LAYER_OF)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_run_one_way(module: str) -> None:
    for name in imports(MODULES[module]):
        if name.startswith("generator."):
            parts = name.split(".")[1:]
            targets = [t for t in (".".join(parts[:2]), parts[0]) if t in LAYER_OF]
            assert targets, f"{name} is not a module of a layer"
            assert LAYER_OF[targets[0]] < LAYER_OF[module], f"{module} imports {name}"


@pytest.mark.parametrize("module", sorted(set(MODULES) - ADAPTERS))
@pytest.mark.parametrize(
    "outside", ["mkdocs", "click", "rich", "pathlib.Path", "os", "time", "socket", "logging", "io"]
)
def test_the_core_knows_no_disk_no_clock_and_no_mkdocs(module: str, outside: str) -> None:
    for name in imports(MODULES[module]):
        assert not f"{name}.".startswith(f"{outside}."), f"{module} imports {name}"
