"""The command `briefings`: its help, and its errors when it is called wrongly."""

import subprocess
import sys
from ast import literal_eval

import click
import pytest

from briefings.commands.main import SUBCOMMANDS, main
from tests.project import Project, lines, tree

# ------------------------------------------------------------------------------------ all commands


def test_help_lists_all_commands_with_what_they_do(small: Project) -> None:
    said = lines(small.briefings("--help").stdout)
    listed = dict(line.split(maxsplit=1) for line in said[said.index("Commands:") + 1 :])
    context = click.Context(main)
    commands = {name: main.get_command(context, name) for name in main.list_commands(context)}
    assert listed == {name: c and c.get_short_help_str(200) for name, c in commands.items()}
    assert len(listed) == 13


@pytest.mark.parametrize("command", SUBCOMMANDS)
def test_each_command_has_help(command: str, small: Project) -> None:
    done = small.briefings(command, "--help")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: main {command} ")


def test_help_imports_nothing_but_click() -> None:
    code = """import sys; from briefings.commands.main import main
main(["--help"], standalone_mode=False); print([*sys.modules])"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    imported = literal_eval(done.stdout.splitlines()[-1])
    ours = {name for name in imported if name.startswith("briefings")}
    assert ours == {"briefings", "briefings.commands", "briefings.commands.main"}
    assert not {"mkdocs", "rich", "lxml", "yaml", "numpy"} & {*imported}


# ---------------------------------------------------------------------------------- called wrongly


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--loud",), "No such option"),
        (("build", "--loud"), "No such option"),
        (("publish",), "No such command"),
        (("build", "extra"), "unexpected extra argument"),
        (("-f", "missing.yml", "build"), "'missing.yml' does not exist"),
        (("-f", "content", "check"), "is a directory"),
        (
            ("-f", "plain.yml", "build"),
            "plain.yml:3: This file does not name the plugin",
        ),
        (("-f", "plain.yml", "new", "explainer", "X"), "does not name the plugin"),
        (("-f", "broken.yml", "check"), "broken.yml:2: This cannot be read as YAML"),
        (("serve", "--port", "high"), "not a valid integer"),
        (("new", "explainer"), "Missing argument 'TITLE'"),
        (("new", "explainer", "X", "--kind", "fish"), "'fish' is not one of"),
        (("new", "article", "missing.txt"), "missing.txt: there is no such file"),
        (("new", "article", "www.example.org/a"), "of a page is https://www.example.org/a."),
        (("new", "article", "content"), "content is a folder. Give its files: content/*"),
        (("new", "article", "plain.yml"), "captures end in"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_exits_with_2(
    arguments: tuple[str, ...], message: str, small: Project
) -> None:
    (small.folder / "plain.yml").write_text("site_name: Plain\ndocs_dir: content\nplugins: []\n")
    (small.folder / "broken.yml").write_text("site_name: [\n")
    before = tree(small.folder)
    result = small.briefings(*arguments)
    assert result.exit_code == 2
    assert message in lines(result.stderr)[-1].replace("\n", " ") or message in result.stderr
    assert tree(small.folder) == before


def test_without_mkdocs_yml_the_installed_command_exits_with_2(small: Project) -> None:
    (small.folder / "mkdocs.yml").unlink()
    done = small.run("briefings", "check")
    assert done.returncode == 2
    assert "'mkdocs.yml' does not exist" in done.stderr
    assert "Traceback" not in done.stderr
