"""The command `briefings`: the list of its subcommands, each imported only when it is called.

This module imports only click, so that `briefings --help` starts as fast as Python and click.
"""

from importlib import import_module
from pathlib import Path

import click

# By name of the subcommand: its function in `briefings.commands`, the first sentence of its help.
SUBCOMMANDS = {
    "archive": ("archive:archive", "Parse and link any number of captures; write JSON Lines."),
    "build": ("build:build", "Build the site."),
    "check": ("check:check", "Report every problem in the content, and build nothing."),
    "forms": (
        "forms:forms",
        "Find forms of names that no rule knows, or add them.",
    ),
    "help": ("help:show", "Show a page of the documentation."),
    "init": ("init:init", "Begin a site in DIRECTORY."),
    "ledger": ("ledger:show", "Show each match of a name, linked or not, and the rule for it."),
    "licences": ("licences:show", "List the licences of all that is installed and published."),
    "new": ("new:new", "Add explainers, dossiers, outlets or articles to the content."),
    "read": ("read:read", "Show the result of parsing the captured article FILE."),
    "schema": ("schema:show", "Print the JSON Schema of a kind of file."),
    "serve": ("serve:serve", "Show the site on this computer, and update it at every change."),
    "suggest": ("suggest:suggest", "Suggest new explainers, and aliases to add or delete."),
}


class LazyGroup(click.Group):
    """The subcommands of `SUBCOMMANDS`, imported when they are called.

    https://click.palletsprojects.com/en/stable/complex/#lazily-loading-subcommands
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all subcommands."""
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a subcommand and return it; None if there is none of this name."""
        if cmd_name not in SUBCOMMANDS:
            return None
        from briefings.build import memory  # noqa: PLC0415

        memory.tune_gc()
        module, _, name = SUBCOMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(f"briefings.commands.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of subcommands into the help, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in SUBCOMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-f", "--config-file", type=click.Path(dir_okay=False, path_type=Path),
    help="The site's settings; folders are relative to this file.  [default: mkdocs.yml in this "
    "folder or the nearest one above]",
)  # fmt: skip
@click.version_option(package_name="annotated-briefings")
@click.pass_context
def main(context: click.Context, config_file: Path | None) -> None:
    """Publish annotated news briefings.

    Captured articles are in content/articles, explainers in content/explainers. `briefings build`
    links mentions of a subject to its explainer and writes the site to build/site.

    Exit status: 0 no problem, 1 problems in the content, 2 the command was called wrongly.
    """
    context.obj = config_file or _nearest(Path("mkdocs.yml"))


def _nearest(name: Path) -> Path:
    """Return a file in the working directory or the nearest folder above that has it."""
    above = (folder / name for folder in Path.cwd().parents if not name.is_file())
    return next((path for path in above if path.is_file()), name)
