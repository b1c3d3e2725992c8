"""The command `briefings`: what it can do, and what it says when called wrongly."""

import pytest

from tests.project import (
    Project,
    lines,
    tree,
)

# ------------------------------------------------------------------------------------ all commands

COMMANDS = ("archive", "build", "check", "ledger", "merge", "new", "read", "serve", "suggest")


def test_help_lists_all_commands_with_what_they_do(small: Project) -> None:
    said = lines(small.run("briefings", "--help").stdout)
    listed = [line.split(maxsplit=1) for line in said[said.index("Commands:") + 1 :]]
    assert tuple(name for name, _ in listed) == COMMANDS
    assert all(len(words) > 10 for _, words in listed)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(command: str, small: Project) -> None:
    done = small.run("briefings", command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: briefings {command} ")


def test_an_unknown_command_is_an_error(small: Project) -> None:
    done = small.run("briefings", "publish")
    assert done.returncode == 2
    assert "No such command 'publish'" in done.stderr


def test_to_build_does_not_wait_for_what_other_commands_import(small: Project) -> None:
    others = "{'httpx', 'briefings.commands.new'}"
    code = f"import sys, briefings.commands.main; print({others} & {{*sys.modules}})"
    assert small.run("python", "-c", code).stdout == "set()\n"


# ---------------------------------------------------------------------------------- called wrongly


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--loud",), "No such option"),
        (("build", "--loud"), "No such option"),
        (("publish",), "No such command"),
        (("build", "extra"), "unexpected extra argument"),
        (("build", "--shard", "0/4"), "'0/4' is no part; write the second of four as 2/4"),
        (("build", "--shard", "5/4"), "'5/4' is no part"),
        (("build", "--shard", "2"), "'2' is no part"),
        (("build", "--shard", "-1/4"), "'-1/4' is no part"),
        (("merge",), "Missing argument 'PARTS...'"),
        (("merge", "missing.sqlite"), "'missing.sqlite' does not exist"),
        (("-f", "missing.yml", "build"), "'missing.yml' does not exist"),
        (("-f", "content", "check"), "is a directory"),
        (("-f", "plain.yml", "build"), "plain.yml does not name the plugin `briefings`"),
        (("-f", "plain.yml", "new", "explainer", "X"), "does not name the plugin"),
        (("-f", "broken.yml", "check"), "broken.yml: "),
        (("serve", "--port", "high"), "not a valid integer"),
        (("new", "explainer"), "Missing argument 'TITLE'"),
        (("new", "explainer", "X", "--kind", "fish"), "'fish' is not one of"),
        (("new", "article", "missing.txt"), "missing.txt: there is no such file"),
        (("new", "article", "content"), "content: there is no such file"),
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
