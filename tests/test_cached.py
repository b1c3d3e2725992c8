"""Commands that build nothing use the cache of builds: nothing is parsed or linked twice."""

from collections import Counter
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from pathlib import Path

import pytest

from briefings.build import content_folder
from briefings.commands import check
from briefings.content import articles, explainers
from briefings.site import compile as compiling
from briefings.site import page_mentions
from tests.project import Project

Calls = Counter[str]
COMMANDS = [("check",), ("check", "--since", "2020-01-01"), ("ledger",), ("suggest",)]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """How often content is compiled, planned as pages, parsed and linked."""
    counted = Calls()

    def count(name: str, function: Callable[..., object]) -> Callable[..., object]:
        @wraps(function)
        def wrapper(*arguments: object, **named: object) -> object:
            counted[name] += 1
            return function(*arguments, **named)

        return wrapper

    for name, module, function in (
        ("compile", check, "compile_all"),
        ("compile", compiling, "compile_all"),
        ("annotate", compiling, "annotate"),
        ("parse", articles, "parse_for_site"),
        ("parse", explainers, "parse"),
        ("link", page_mentions, "_results"),
    ):
        monkeypatch.setattr(module, function, count(name, getattr(module, function)))
    return counted


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_after_a_build_nothing_is_parsed_or_linked(
    command: tuple[str, ...], small: Project, calls: Calls
) -> None:
    small.built()
    calls.clear()
    assert small.briefings(*command).exit_code == 0
    assert (calls["parse"], calls["link"]) == (0, 0)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_without_a_build_each_file_is_parsed_once(
    command: tuple[str, ...], small: Project, calls: Calls
) -> None:
    first = small.briefings(*command)
    assert calls["parse"] == 3
    calls.clear()
    again = small.briefings(*command)
    assert (again.stdout, again.stderr) == (first.stdout, first.stderr)
    assert (calls["parse"], calls["link"]) == (0, 0)
    small.write("articles/talks.txt", "Envoys met in Geneva again, and left.\n\nIt was late.\n")
    small.briefings(*command)
    assert calls["parse"] == 1


def test_unchanged_content_is_compiled_by_no_check(small: Project, calls: Calls) -> None:
    built = small.built()
    assert calls["compile"] == 1
    calls.clear()
    checked = small.briefings("check")
    assert "2 briefings" in checked.stdout
    assert "2 briefings" in built.stdout
    assert calls["compile"] == 0


def test_a_build_after_a_check_parses_nothing(small: Project, calls: Calls) -> None:
    small.briefings("check")
    calls.clear()
    small.built()
    assert (calls["parse"], calls["link"]) == (0, 0)


@pytest.mark.parametrize("settings", [False, True])
def test_a_change_of_content_or_settings_is_compiled(
    settings: bool, small: Project, calls: Calls
) -> None:
    small.briefings("check")
    if settings:
        config = small.folder / "mkdocs.yml"
        config.write_text(config.read_text().replace("- briefings", "- briefings: {latest: 3}"))
    else:
        small.write("articles/talks.yml", "titel: A typing error\n")
    calls.clear()
    assert small.briefings("check").exit_code == (0 if settings else 1)
    assert calls["compile"] == 1


def test_errors_are_reported_again_without_compiling(small: Project, calls: Calls) -> None:
    small.write("articles/talks.yml", "titel: A typing error\n")
    first = small.briefings("check")
    assert small.briefings("build").exit_code == 1
    calls.clear()
    again = small.briefings("check")
    assert (again.exit_code, again.stderr) == (1, first.stderr)
    assert calls["compile"] == 0


@pytest.mark.parametrize("since", [(), ("--since", "2020-01-01")])
def test_a_check_compiles_once(since: tuple[str, ...], small: Project, calls: Calls) -> None:
    small.briefings("check", *since)
    assert (calls["compile"], calls["annotate"]) == (1, 0)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_cache_that_cannot_be_written_is_not_needed(
    command: tuple[str, ...], small: Project
) -> None:
    found = small.briefings(*command)
    cache = small.folder / "build/cache.sqlite"
    cache.unlink()
    Path(cache).mkdir()
    (cache / "file").touch()
    without = small.briefings(*command)
    assert (without.exit_code, without.stdout, without.stderr) == (0, found.stdout, found.stderr)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_that_changes_all_the_time_is_an_error_without_traceback(
    command: tuple[str, ...], small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_folder, "sha256", lambda _: sha256(b"other bytes"))
    done = small.briefings(*command)
    assert done.exit_code == 1
    assert "was changed while it was read. Try again." in " ".join(done.stderr.split())
