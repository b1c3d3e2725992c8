"""`make docs`: write docs/templates.md, the reference of templates and of the views they print.

Jinja's parser finds the blocks. The comments before macros say what a partial prints, and the
docstring below a field says what it means.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, nodes

from briefings.views.registry import VIEWS

REPOSITORY = Path(__file__).parents[1]
PAGE = REPOSITORY / "docs" / "templates.md"
_THEME = REPOSITORY / "theme_overrides"
_VIEWS = REPOSITORY / "generator" / "briefings" / "views"
_STORED = {"ViewFile", "View"}
"""Classes that no template sees."""
_INTRODUCTION = """\
# Templates

A page is made from a *view*, a value with everything that the page shows, and a *template*, which
prints it. There is a template for each kind of page, and partials for what several kinds have. They
are written in [Jinja](https://jinja.palletsprojects.com/en/stable/templates/). `make docs` writes
this page from the templates and from the code.

## Change a page

Name a folder of your own in `mkdocs.yml`:

```yaml
theme:
  name: material
  custom_dir: overrides
```

A file in it replaces the file of the same path in the theme, which is `theme_overrides/` in the
source repository and `briefings/theme/` in the installed package. All other files stay those of the
theme. So `overrides/partials/footer.html` is enough for a footer of your own:

```html
<footer><p>© {{ config.site_name }}</p></footer>
```

If a partial has a macro, yours must have a macro with the same name and arguments. This
`overrides/partials/day.html` prints dates in ISO 8601:

```html
{%- macro day(value) -%}
<time datetime="{{ value.iso }}">{{ value.iso }}</time>
{%- endmacro -%}
```

To change a block of a template, extend the theme's template, whose name begins with `theme/`. This
`overrides/main.html` adds a script to all pages:

```html
{% extends "theme/main.html" %}
{% block scripts %}
{{ super() }}
<script src="{{ root }}count.js"></script>
{% endblock %}
```

- Templates get `view` (below), `contents` (the table of contents), `headings` (the `sections` of
  the view, by id), and MkDocs' `page`, `config` and `nav`. A page that another plugin adds has a
  `PlainView`.
- Values are escaped. Use the filter `safe` only for values that are HTML: figures, and
  `page.content`, the Markdown of an editor that MkDocs has rendered. The filter `markdown` renders
  an `Editorial`, and `typographic` gives other words of editors typographic quotation marks.
- The words of the theme are English in the templates, and `_("Search")` or `{% trans %}` translate
  them into the site's language. Words of your own need neither. `direction` is `ltr` or `rtl`, the
  filter `enumerated` joins texts to “A, B and C”, and a number of things is a `Number`, whose
  `value` decides the plural form.
- Include a partial, or import its macros: `{% from "partials/link.html" import link %}`.
- An error in a template is reported with its file and line, and the published site stays as it was.
- Fields may change with a new version of the generator; the change log says so.
"""


@dataclass(frozen=True, slots=True)
class _Class:
    """A class of a view."""

    about: str
    """Its docstring."""
    fields: tuple[tuple[str, str, str], ...]
    """Name, type and docstring of each field; members of an enumeration have no type."""


def page() -> str:
    """Return the content of docs/templates.md."""
    classes = _classes()
    parts = [_INTRODUCTION, *_templates(classes), *_partials()]
    parts += ["## Views", *(_section(name, found, classes) for name, found in classes.items())]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _templates(classes: dict[str, _Class]) -> Iterator[str]:
    yield "## Templates of pages"
    rows = []
    for path in sorted(_THEME.glob("*.html")):
        view = VIEWS.get(path.name)
        rows.append((
            f"`{path.name}`",
            _linked(view.__name__, classes) if view else "",
            ", ".join(f"`{name}`" for name in _blocks(path)),
        ))  # fmt: skip
    yield _table(("template", "view", "blocks"), rows)


def _blocks(path: Path) -> list[str]:
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text(encoding="utf-8"))
    return [block.name for block in tree.find_all(nodes.Block)]


def _partials() -> Iterator[str]:
    yield "## Partials"
    rows = []
    for path in sorted(_THEME.glob("partials/**/*.html")):
        name = path.relative_to(_THEME).as_posix()
        purposes = _purposes(path.read_text(encoding="utf-8"))
        if not purposes:
            raise ValueError(f"No comment at the top of {name} says what it prints.")
        rows.append((f"`{name}`", "<br>".join(purposes)))
    yield _table(("partial", "what it prints"), rows)


def _purposes(partial: str) -> list[str]:
    """Return what a partial prints: the comments of its macros, or the one at its top.

    A macro without a comment is the partial's own.
    """
    comments = re.findall(r"\{#-?\s*(.*?)\s*-?#\}", partial, re.DOTALL)
    macros = [comment for comment in comments if re.match(r"\w+\(.*?\):", comment)]
    found = macros or (comments[:1] if partial.startswith("{#") else [])
    return [re.sub(r"^(\w+\(.*?\)):", r"`\1`:", " ".join(text.split())) for text in found]


def _classes() -> dict[str, _Class]:
    """Return the classes of all views: first those that templates get."""
    found: dict[str, _Class] = {}
    for path in sorted(_VIEWS.glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name not in _STORED:
                if node.name in found:
                    raise ValueError(f"There are two classes named {node.name}.")
                about = " ".join((ast.get_docstring(node) or "").split())
                found[node.name] = _Class(about, tuple(_fields(node)))
    names = [view.__name__ for view in VIEWS.values()]
    return {name: found[name] for name in dict.fromkeys([*names, *sorted(found)])}


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    for field, following in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            yield field.target.id, ast.unparse(field.annotation).replace("'", ""), _text(following)
        elif isinstance(field, ast.Assign) and isinstance(field.value, ast.Constant):
            yield f'"{field.value.value!s}"', "", _text(following)


def _text(node: ast.stmt | None) -> str:
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        return ""
    return " ".join(str(node.value.value).split())


def _section(name: str, found: _Class, classes: dict[str, _Class]) -> str:
    rows = [(f"`{field}`", _linked(kind, classes), text) for field, kind, text in found.fields]
    return f"### {name}\n\n{found.about}\n\n{_table(('field', 'type', 'meaning'), rows)}"


def _linked(kind: str, classes: dict[str, _Class]) -> str:
    """Return a type with links to the sections of the classes in it."""

    def link(found: re.Match[str]) -> str:
        name = found[0]
        return f"[{name}](#{name.lower()})" if name in classes else name

    return re.sub(r"\w+", link, kind).replace("|", r"\|")


def _table(heading: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heading, ("---",) * len(heading), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
