"""`briefings init`: begin a site in a folder."""

import json
import shlex
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import click
import yaml
from jinja2 import Environment, StrictUndefined

from briefings.commands import schema, terminal
from briefings.editing.scaffold import scalar
from briefings.mkdocs_plugin import console
from briefings.text import words
from briefings.text.uris import INDEX, slugify

_STARTER = Path(str(files("briefings") / "starter"))
_OUTLET = "outlet"
# A new repository of GitHub or GitLab has the first and the last.
_README, _EDITORS, _IGNORE = "README.md", "EDITORS.md", ".gitignore"
# Other delimiters than Jinja's own, which workflows of GitHub contain.
_TEMPLATES = Environment(
    variable_start_string="<<", variable_end_string=">>", block_start_string="<%",
    block_end_string="%>", comment_start_string="<#", comment_end_string="#>",
    undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True,
)  # fmt: skip
_TEMPLATES.filters["scalar"] = scalar
_TEMPLATES.filters["quoted"] = partial(json.dumps, ensure_ascii=False)


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
    name = _answer(name, "Name of the site", folder.absolute().name, _name)
    known = ", ".join(words.languages())
    language = _answer(language, f"Language ({known})", words.SOURCE, _language)
    address = _answer(address, "Address of the published site, empty if not known", "", _address)
    outlet = _answer(outlet, "Who publishes the articles", "Example Gazette", _name)
    written = beside(folder, starter_files(name, language, address, outlet))
    taken = [path for path in written if path != _IGNORE and (folder / path).exists()]
    if taken:
        terminal.error(
            f"{folder} has {', '.join(taken)} already. Nothing was written. Begin the site in a "
            "new folder, or move these files away first."
        )
        sys.exit(1)
    for path, text in written.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    enter = "" if folder.samefile(".") else f"`cd {shlex.quote(str(folder))}`, then "
    instructions = _README if _README in written else _EDITORS
    console.OUT.print(
        f"{folder} is ready. {enter}`briefings serve` shows the site.\n"
        f"{instructions} says how to go on, and how to delete the examples in content/.",
        markup=False,
    )


def beside(folder: Path, written: Mapping[str, str]) -> Mapping[str, str]:
    """Return the files of a new site in a folder that may be a new repository with two files.

    Args:
        folder: the folder, which may be missing.
        written: the files by path.

    Returns:
        The files. Where there is a `README.md`, the instructions are `EDITORS.md`; the lines of a
        `.gitignore` come before ours.
    """
    found = dict(written)
    if (folder / _README).exists():
        found[_EDITORS] = found.pop(_README)
    if (folder / _IGNORE).is_file():
        lines = (folder / _IGNORE).read_text(encoding="utf-8").splitlines()
        lines += [line for line in found[_IGNORE].splitlines() if line not in lines]
        found[_IGNORE] = "".join(f"{line}\n" for line in lines)
    return found


def starter_files(name: str, language: str, address: str, outlet: str) -> Mapping[str, str]:
    """Return the files of a new site by path.

    `starter/files` has their templates, `starter/texts` the texts in each language.

    Args:
        name: name of the site.
        language: tag of a language that the interface has words for; examples are in it.
        address: address of the published site; empty if unknown.
        outlet: who publishes the articles.
    """
    slug = slugify(outlet)
    texts = _STARTER / "texts" / f"{words.catalogue(language)}.yml"
    fields = {
        **yaml.safe_load(texts.read_text(encoding="utf-8")),
        "name": name,
        "language": language,
        "address": address,
        "outlet": outlet,
        "slug": slug if slug != INDEX else _OUTLET,
        "today": datetime.now(UTC).date().isoformat(),
        "version": version("annotated-briefings"),
    }
    templates = _STARTER / "files"
    named = {f"content/outlets/{_OUTLET}.yml": f"content/outlets/{fields['slug']}.yml"}
    written = {
        named.get(name := path.relative_to(templates).as_posix(), name): _TEMPLATES.from_string(
            path.read_text(encoding="utf-8")
        ).render(fields)
        for path in sorted(templates.rglob("*"))
        if path.is_file()
    }
    schemas = {f".vscode/{name}.schema.json": schema.as_json(name) for name in schema.SCHEMAS}
    return written | schemas


def _name(given: str) -> str:
    if not given.strip():
        raise click.UsageError("A name has at least one letter.")
    return given.strip()


def _language(given: str) -> str:
    try:
        words.locale(given)
    except ValueError as error:
        raise click.UsageError(f"--language: {error}") from error
    return given


def _address(given: str) -> str:
    if given and not given.startswith(("https://", "http://")):
        raise click.UsageError(f"--url: {given} is no address. It begins with https://.")
    return given


def _answer(given: str | None, question: str, default: str, check: Callable[[str], str]) -> str:
    """Return an option, or what the user answers; the default where nobody can answer.

    Raises:
        click.UsageError: the option is wrong; after a wrong answer, the user is asked again.
    """
    if given is not None:
        return check(given)
    if not sys.stdin.isatty():
        return default
    return str(
        click.prompt(question, default=default, show_default=bool(default), value_proc=check)
    )
