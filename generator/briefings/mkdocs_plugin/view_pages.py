"""Pages that are printed from views: what MkDocs and the templates get from a view.

Functions take the file with the view (`views.page.ViewFile`, packed) or None for a page without a
view, such as one that another plugin adds.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape, unescape
from pathlib import Path
from posixpath import splitext
from urllib.parse import quote, urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from briefings.files.guard import SECONDS, TooLongError, time_limit
from briefings.mkdocs_plugin import defaults, other_plugins
from briefings.views import registry
from briefings.views.explainer import ExplainerView
from briefings.views.page import Head, PlainView, View
from briefings.views.text import Section

_log = logging.getLogger("mkdocs.plugins.briefings")
# What MkDocs has for `edit_uri` if only `repo_url` is set.
_DOCS_IN_REPOSITORY = ("edit/master/docs/", "src/default/docs/")
_EXCERPT = 60
_ID = re.compile(' id="([^"]+)"')


class ViewPage(Page):
    """A page of MkDocs that makes a parser of Markdown only if the page has a body.

    Python-Markdown needs as long to begin as a template for a page. Few pages have a body.
    """

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the body to HTML."""
        if self.markdown:
            render_or_warn(self, super().render, config, files)
        else:
            self.content, self.toc = "", TableOfContents([])


def render_or_warn(
    page: Page,
    render: Callable[[MkDocsConfig, Files], None],
    config: MkDocsConfig,
    files: Files,
    part: str = "",
) -> None:
    """Convert the Markdown of a page to HTML; show it as it is written if that cannot be done.

    Args:
        page: the page.
        render: its method that converts.
        config: the site's configuration.
        files: the files that links may lead to.
        part: the Markdown, if it is only a part of the page; empty for all of it.
    """
    try:
        with time_limit(SECONDS):
            render(config, files)
            return
    except TooLongError:
        reason = f"rendering its Markdown takes more than {SECONDS:.0f} seconds of processor time"
    except (OSError, MkDocsException):  # an extension lacks a file, or stops the build
        raise
    except Exception as error:  # noqa: BLE001  an extension may raise anything
        reason = f"rendering its Markdown fails: {type(error).__name__}: {error}"
    said = " ".join(part[:_EXCERPT].split())
    _log.warning(
        "Doc file '%s'%s is shown as it is written: %s. Divide it, or simplify it.",
        page.file.src_uri,
        f", its note or event “{said}…”" if part else "",
        reason,
    )
    page.content = f"<pre>{escape(page.markdown or '')}</pre>"
    page.toc = TableOfContents([])


def title(packed: bytes) -> str:
    """Return the title of a page."""
    return str(registry.file(packed).meta.get("title", ""))


def set_body(page: Page, packed: bytes, config: MkDocsConfig, content_dir: Path) -> str:
    """Set the metadata and the template of a page, and return the Markdown of its body.

    Other plugins also get the description, for a feed or the like, and the file of an explainer:
    what it includes is named relative to it.
    """
    file = registry.file(packed)
    page.meta = {**file.meta, "template": file.template}
    if defaults.has_hooks(config):
        view = registry.view(file)
        page.meta["title"] = other_plugins.no_template(title(packed), config)
        page.meta["description"] = view.head.description
        if isinstance(view, ExplainerView):
            page.file.abs_src_path = str(content_dir / view.file)
    return file.body


def complete_contents(page: Page, packed: bytes) -> None:
    """Add the headings that the template prints to those of the body."""
    page.toc = TableOfContents([*page.toc.items, *_nested(registry.file(packed).sections)])


def complete_anchors(page: Page, output: str) -> None:
    """Add the ids that the template prints, for MkDocs' check of links to them."""
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *_ID.findall(output)}


def edit_url(config: MkDocsConfig, content_dir: str, file: str) -> str:
    """Return the address at which visitors can edit a file of the content folder; empty for none.

    It is made as MkDocs does for its pages, from `repo_url` with `edit_uri` or `edit_uri_template`.
    If only `repo_url` is set, MkDocs takes the folder `docs`, and we the content folder.
    """
    path, repository = quote(file), config.repo_url or ""
    if config.edit_uri_template:
        inside = config.edit_uri_template.format(path=path, path_noext=splitext(path)[0])
    elif config.edit_uri:
        folder = config.edit_uri
        if folder in _DOCS_IN_REPOSITORY:
            folder = f"{folder.removesuffix('docs/')}{content_dir}/"
        inside = folder + path
    else:
        return ""
    base = repository if inside.startswith(("?", "#")) else f"{repository.rstrip('/')}/"
    return urljoin(base if repository else "", inside)


def fill_context(
    context: TemplateContext,
    page: Page,
    packed: bytes | None,
    config: MkDocsConfig,
    content_dir: str,
) -> TemplateContext:
    """Add to the context of a page's template what our templates use.

    `view` is the view, `contents` the table of contents, and `headings` has the headings that the
    template prints, by their ids. `edit_url` is the address at which an explainer can be edited.
    """
    view = _plain_view(page, config) if packed is None else registry.view(registry.file(packed))
    headings = {section.id: section for section in view.sections}
    values: dict[str, object] = {
        "view": view,
        "contents": list(_top(page.toc, headings)),
        "headings": headings,
    }
    if isinstance(view, ExplainerView):
        values["edit_url"] = edit_url(config, content_dir, view.file)
    context.update(values)  # type: ignore[typeddict-item]  # names of our own
    return context


def _plain_view(page: Page, config: MkDocsConfig) -> View:
    meta, hidden = page.meta, page.meta.get("hide")
    head = Head(
        uri=page.file.src_uri,
        kind="page",
        title=str(meta.get("title") or page.title or ""),
        description=str(meta.get("description") or config.site_description or ""),
        has_contents=not isinstance(hidden, list) or "toc" not in hidden,
    )
    return PlainView(head=head)


def _nested(sections: Iterable[Section]) -> list[AnchorLink]:
    """Return headings as MkDocs has them: each below the last one of a lower level."""
    items: list[AnchorLink] = []
    above: list[AnchorLink] = []
    for section in sections:
        # MkDocs takes titles from Python-Markdown, which escapes them.
        item = AnchorLink(escape(section.title), section.id, section.level)
        while above and above[-1].level >= item.level:
            above.pop()
        (above[-1].children if above else items).append(item)
        above.append(item)
    return items


def _top(toc: TableOfContents, headings: Mapping[str, Section]) -> Iterator[Section]:
    """Yield the headings of the highest level, as the theme lists them, with their languages."""
    items = list(toc)
    if len(items) == 1 and items[0].level == 1:
        items = items[0].children
    for item in items:
        yield headings.get(item.id) or Section(item.id, unescape(item.title), item.level)
