"""Render Markdown as the site does, and extract the visible words."""

from collections.abc import Sequence
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import markdown
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader
from markupsafe import Markup

from briefings.mkdocs_plugin import defaults, interface, project, quotation_marks
from briefings.model.content import Settings
from briefings.model.site import OutputDir, Site
from briefings.views import registry
from briefings.views.page import View
from briefings.views.text import Block, Editorial

ROOT = Path(__file__).parents[1]
SETTINGS = Settings(site_name="Test")
# The mark beside a heading; the editors' notes, the references to them, summaries in the margin.
_ADDED = frozenset({"headerlink", "note", "note-ref", "note-refs", "gloss"})
_FOOTNOTES = frozenset({"footnote", "footnotes", "footnote-ref"})
_VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})


@cache
def _converter() -> markdown.Markdown:
    config = project.load(ROOT / "mkdocs.yml").config
    return markdown.Markdown(
        extensions=config.markdown_extensions,
        # Words stay as they are typed, to be compared.
        extension_configs={**config.mdx_configs, quotation_marks.NAME: {"marks": ""}},
    )


def render(text: str) -> str:
    """Render Markdown with the extensions of the site."""
    return _converter().reset().convert(text)


@cache
def _templates() -> Environment:
    """Return the theme's templates with a skeleton that prints only the content of a page."""
    blocks = ("styles", "content", "scripts")
    skeleton = "".join(f"{{% block {name} %}}{{% endblock %}}" for name in blocks)
    theme = FileSystemLoader(str(defaults.theme_folder()))
    loader = ChoiceLoader([DictLoader({"main.html": skeleton}), theme])
    environment = Environment(loader=loader, autoescape=True)
    environment.filters |= {"markdown": _rendered, "url": str, "typographic": str}
    interface.install(environment, SETTINGS.locale)
    return environment


def _rendered(editorial: Editorial) -> Markup:
    html = render(editorial.text)
    is_paragraph = html.startswith("<p>") and html.count("<p>") == 1
    return Markup(html[3:-4] if editorial.inline and is_paragraph else html)


def article_html(blocks: Sequence[Block]) -> str:
    """Return blocks of a view as the theme prints an article."""
    text: Any = _templates().get_template("partials/text.html").module
    return f'<div class="article">{text.blocks(blocks)}\n</div>'


def page_html(site: Site, uri: str) -> str:
    """Return the content of a page as its template prints it; links in Markdown stay relative."""
    target = next(target for target in site.targets if target.page == uri)
    (packed,) = (page.data for page in target.files() if page.tree is OutputDir.VIEWS)
    file = registry.file(packed)
    return printed(file.template, registry.view(file), file.body)


def printed(template: str, view: View, body: str = "") -> str:
    """Return the content of a page as a template prints it; `body` is Markdown."""
    page = SimpleNamespace(content=render(body))
    headings = {section.id: section for section in view.sections}
    return _templates().get_template(template).render(view=view, page=page, headings=headings)


class _Article(HTMLParser):
    """Collects the text inside the element of a class, without what the site has added to it."""

    def __init__(self, css_class: str) -> None:
        super().__init__(convert_charrefs=True)
        self.css_class = css_class
        self.blocks: list[str] = []
        self.tags: list[str] = []
        self._open: list[tuple[str, bool, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        inside = bool(self._open) and self._open[-1][1]
        added = bool(self._open) and self._open[-1][2]
        if inside:
            self.tags.append(tag)
        if tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "pre", "blockquote", "hr"):
            self.blocks.append("")
        if tag == "br":
            self.handle_data(" ")
        if tag not in _VOID:
            added = added or not (_ADDED | _FOOTNOTES).isdisjoint(classes)
            self._open.append((tag, inside or self.css_class in classes, added))

    def handle_endtag(self, tag: str) -> None:
        while tag not in _VOID and self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1] and not self._open[-1][2]:
            self.blocks = self.blocks or [""]
            self.blocks[-1] += data


def words(html: str, css_class: str) -> list[str]:
    """Return the text of each block inside the element of a class, white space folded."""
    parser = _Article(css_class)
    parser.feed(html)
    parser.close()
    return [folded for block in parser.blocks if (folded := fold(block))]


def tags(html: str, css_class: str) -> set[str]:
    """Return the names of the elements inside the element of a class."""
    parser = _Article(css_class)
    parser.feed(html)
    return set(parser.tags)


def fold(text: str) -> str:
    """Fold white space to single spaces."""
    return " ".join(text.split())


def whole(site: Site) -> tuple[object, ...]:
    """Return everything in a compiled site, with its files built."""
    files = {(file.tree, file.uri): file for target in site.targets for file in target.files()}
    keys = sorted(target.key for target in site.targets)
    return files, site.problems, site.counts, site.links, keys
