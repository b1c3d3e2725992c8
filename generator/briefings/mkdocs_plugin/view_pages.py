"""Pages that are printed from views: what MkDocs and their templates get of a view.

Functions take the file with the view (`views.page.ViewFile`, packed) or None for a page without a
view, such as one that another plugin adds.
"""

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from briefings.mkdocs_plugin import contents
from briefings.views import registry
from briefings.views.page import Head, PlainView, View
from briefings.views.text import Section

_ID = re.compile(' id="([^"]+)"')


def title(packed: bytes) -> str:
    """Return the title of a page."""
    return str(registry.file(packed).meta.get("title", ""))


def set_body(page: Page, packed: bytes) -> str:
    """Set the metadata and the template of a page, and return the Markdown of its body."""
    file = registry.file(packed)
    page.meta = {**file.meta, "template": file.template}
    return file.body


def complete_contents(page: Page, packed: bytes) -> None:
    """Add the headings that the template prints to those of the body."""
    page.toc = contents.joined(page.toc, registry.file(packed).sections)


def complete_anchors(page: Page, output: str) -> None:
    """Add the ids that the template prints, for MkDocs' check of links to them."""
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *_ID.findall(output)}


def fill_context(
    context: TemplateContext, page: Page, packed: bytes | None, config: MkDocsConfig
) -> TemplateContext:
    """Add to the context of a page's template what our templates use.

    `view` is the view, `contents` the table of contents, and `headings` has the headings that the
    template prints, by their ids.
    """
    view: View
    sections: tuple[Section, ...]
    if packed is None:
        view, sections = _plain_view(page, config), ()
    else:
        file = registry.file(packed)
        view, sections = registry.view(file), file.sections
    values = {
        "view": view,
        "contents": list(contents.top(page.toc, sections)),
        "headings": {section.id: section for section in sections},
    }
    context.update(values)  # type: ignore[typeddict-item]  # names of our own
    return context


def _plain_view(page: Page, config: MkDocsConfig) -> PlainView:
    meta, hidden = page.meta, page.meta.get("hide")
    head = Head(
        uri=page.file.src_uri,
        kind="page",
        title=str(meta.get("title") or page.title or ""),
        description=str(meta.get("description") or config.site_description or ""),
        has_contents=not isinstance(hidden, list) or "toc" not in hidden,
    )
    return PlainView(head=head)
