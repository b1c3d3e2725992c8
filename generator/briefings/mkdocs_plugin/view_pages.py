"""Pages that are printed from views: what MkDocs and their templates get of a view.

Functions take the file with the view (`views.page.ViewFile`, packed) or None for a page without a
view, such as one that another plugin adds.
"""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from briefings.mkdocs_plugin import contents
from briefings.views import registry
from briefings.views.page import Head, PlainView, View
from briefings.views.text import Section


def set_body(page: Page, packed: bytes) -> str:
    """Set the metadata and the template of a page, and return the Markdown of its body."""
    file = registry.file(packed)
    page.meta = {**file.meta, "template": file.template}
    return file.body


def complete_contents(page: Page, packed: bytes) -> None:
    """Add the headings that the template prints to those of the body."""
    sections = registry.file(packed).sections
    page.toc = contents.joined(page.toc, sections)
    page.present_anchor_ids = {
        *(page.present_anchor_ids or ()),
        *(section.id for section in sections),
    }


def fill_context(
    context: TemplateContext, page: Page, packed: bytes | None, config: MkDocsConfig
) -> TemplateContext:
    """Add to the context of a page's template what our templates use.

    `view` is the view, `contents` the table of contents, and `headings` has the headings that the
    template prints, by their ids.
    """
    view: View = _plain_view(page, config)
    sections: tuple[Section, ...] = ()
    if packed is not None:
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
    meta = page.meta
    head = Head(
        uri=page.file.src_uri,
        kind="page",
        title=str(meta.get("title") or page.title or ""),
        description=str(meta.get("description") or config.site_description or ""),
        has_contents="toc" not in (meta.get("hide") or ()),
    )
    return PlainView(head=head)
