"""`briefings init`: begin a site in a folder."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import click
from jinja2 import Environment, StrictUndefined

from briefings.commands import schema, terminal
from briefings.ingest.scaffold import scalar
from briefings.mkdocs_plugin import console
from briefings.text import languages, words

_STARTER = Path(str(files("briefings") / "starter"))
# The other folders in `starter` are named by their language; this one has what all sites share.
_COMMON = "common"
_FALLBACK = "en"
# Other delimiters than Jinja's own, which workflows of GitHub contain.
_TEMPLATES = Environment(
    variable_start_string="<<", variable_end_string=">>", block_start_string="<%",
    block_end_string="%>", comment_start_string="<#", comment_end_string="#>",
    undefined=StrictUndefined, keep_trailing_newline=True,
)  # fmt: skip


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIRECTORY")
@click.option("--name", help="Name of the site.")
@click.option("--language", help="Language of the site, such as en, de or ar.")
@click.option("--url", "address", help="Address at which the site will be published.")
@click.option("--outlet", help="Who publishes the articles: a newspaper, an agency, a school.")
def init(
    folder: Path, name: str | None, language: str | None, address: str | None, outlet: str | None
) -> None:
    """Begin a site in DIRECTORY.

    It writes settings, an example of each kind of content, instructions for editors, and workflows
    that publish the site on GitHub Pages or GitLab Pages. It asks for what no option says, and
    overwrites nothing.
    """
    given = {"name": name, "language": language, "url": address, "outlet": outlet}
    name, language, address, outlet = (
        _answer(given[key], question, default)
        for key, question, default in (
            ("name", "Name of the site", folder.absolute().name),
            ("language", f"Language ({', '.join(words.languages())})", _FALLBACK),
            ("url", "Address of the published site, empty if not known", ""),
            ("outlet", "Who publishes the articles", "Example Gazette"),
        )
    )
    try:
        words.locale(language)
    except ValueError as error:
        raise click.UsageError(f"--language: {error}") from error
    if address and not address.startswith(("https://", "http://")):
        raise click.UsageError(f"{address} is no address. It begins with https://.")
    written = starter_files(name, language, address, outlet)
    taken = [path for path in written if (folder / path).exists()]
    if taken:
        terminal.error(f"{folder} has {', '.join(taken)} already. Nothing was written.")
        sys.exit(1)
    for path, text in written.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    console.OUT.print(
        f"{folder} is ready. `cd {folder}`, then `briefings serve` shows the site.\n"
        "The examples are in content/; delete them with: rm content/*/example-*",
        markup=False,
    )


def starter_files(name: str, language: str, address: str, outlet: str) -> Mapping[str, str]:
    """Return the files of a new site by path.

    Args:
        name: name of the site.
        language: BCP 47 tag; if there are no examples in it, they are in English.
        address: address of the published site; empty if unknown.
        outlet: who publishes the articles.
    """
    base = languages.base(language)
    folder = base if (_STARTER / base).is_dir() and base != _COMMON else _FALLBACK
    fields = {
        "name": name,
        "scalar": scalar,
        "language": language,
        "address": address,
        "outlet": outlet,
        "today": datetime.now(UTC).date().isoformat(),
        "version": version("annotated-briefings"),
    }
    sources = sorted(
        (path.relative_to(_STARTER / part).as_posix(), path)
        for part in (_COMMON, folder)
        for path in (_STARTER / part).rglob("*")
        if path.is_file()
    )
    written = {
        name: _TEMPLATES.from_string(path.read_text(encoding="utf-8")).render(fields)
        for name, path in sources
    }
    schemas = {f".vscode/{name}.schema.json": schema.as_json(name) for name in schema.SCHEMAS}
    return written | schemas


def _answer(given: str | None, question: str, default: str) -> str:
    """Return an option, or what the user answers; the default where nobody can answer."""
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return default
    return str(click.prompt(question, default=default, show_default=bool(default)))
