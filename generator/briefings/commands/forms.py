"""`briefings forms`: words that look like forms of a name, and adding them to its explainer."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.text import Text

from briefings.build import disk
from briefings.cache import Cache, Mapper
from briefings.commands import cached, terminal
from briefings.content import folders
from briefings.editing import checks
from briefings.editing.documents import Append, opened
from briefings.editing.edits import FileChange
from briefings.editing.errors import EditError, required
from briefings.mkdocs_plugin import console, project
from briefings.model.content import Content
from briefings.model.suggestion import MissingForms
from briefings.site.compile import annotate
from briefings.suggestions.forms import missing_forms
from briefings.text import report, uris

_SHOWN = 20
_SHOWN_FORMS = 8
_REFUSED = 1


@click.command()
@click.argument("explainer", required=False)
@click.argument("form", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print all as JSON.")
@click.pass_obj
def forms(config_file: Path, explainer: str | None, form: tuple[str, ...], as_json: bool) -> None:
    """Find forms of names that no rule knows, or add them.

    It lists words that begin like a name of an explainer and occur at least twice without a link,
    with the command that adds them: EXPLAINER and each FORM. Leave out those that mean something
    else. With EXPLAINER alone it lists those of one explainer.
    """
    loaded = project.load(config_file)
    if form:
        sys.exit(_add(loaded.content_dir, f"{folders.EXPLAINERS}/{explainer}.md", form))

    def survey(content: Content, cache: Cache, mapper: Mapper) -> tuple[MissingForms, ...]:
        corpus = annotate(content, loaded.settings, cache, mapper)
        texts = (
            (article.lang, corpus.annotated[uris.briefing(slug)])
            for slug, article in corpus.articles.items()
        )
        return missing_forms(list(corpus.explainers.values()), texts)

    with console.ERR.status("Reading the briefings"):
        found = cached.with_content(loaded, survey)
    chosen = [one for one in found if explainer in (None, one.slug)]
    if as_json:
        terminal.print_json([asdict(one) for one in chosen])
    else:
        _show(chosen, None if explainer else _SHOWN)


def _show(found: Sequence[MissingForms], limit: int | None) -> None:
    for one in found[:limit]:
        listed = one.forms[: limit and _SHOWN_FORMS]
        counts = ", ".join(f"{form.text} {form.mentions:,}" for form in listed)
        console.OUT.print(Text.assemble((one.title, "green"), f": {counts}"))
        words = " ".join(_quoted(form.text) for form in listed)
        console.OUT.print(Text(f"  briefings forms {one.slug} {words}", "dim"), soft_wrap=True)
    number = report.plural(len(found), "explainer")
    console.OUT.print(f"{number} may lack forms" if found else "No explainer seems to lack forms.")


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text or "'" in text else text


def _add(root: Path, name: str, added: Sequence[str]) -> int:
    """Add forms to an explainer; return the exit status."""
    path = root / name
    try:
        result = _with_forms(name, path.read_bytes(), added)
    except OSError as error:
        terminal.error(f"{terminal.path(path)}: {error.strerror}")
        return _REFUSED
    except EditError as error:
        terminal.problem(error.problem, "")
        return _REFUSED
    for change in result:
        disk.replace(path, change.after)
    console.OUT.print(f"[green]Changed[/] {terminal.path(path)}")
    return 0


def _with_forms(name: str, data: bytes, added: Sequence[str]) -> tuple[FileChange, ...]:
    page = required(opened(name, data, front_matter=True))
    values = required(page.values)
    new = [form for form in dict.fromkeys(added) if form not in (values.get("forms") or ())]
    return checks.checked(page, [Append(("forms",), form) for form in new])
