"""The files of a page: its view, and its Markdown."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from briefings.markup import markdown_writer
from briefings.model.site import OutputDir, Page
from briefings.text import uris
from briefings.views.page import View, ViewFile

_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


def view(
    template: str,
    shown: View,
    meta: Mapping[str, Any],
    body: str = "",
    links: Sequence[str] = (),
) -> Page:
    """Return the file with the view of a page.

    Args:
        template: name of its template.
        shown: the view, of the type that `views.registry` names for the template.
        meta: the front matter of the page's Markdown.
        body: the Markdown of editors that is the body of the page; empty for none.
        links: URIs, existing or not, to which the editors' Markdown of the page may link.
    """
    raw = msgspec.Raw(_ENCODER.encode(shown))
    file = ViewFile(template, dict(meta), body, tuple(links), shown.sections, raw)
    return Page(uris.view(shown.head.uri), "", OutputDir.VIEWS, _ENCODER.encode(file))


def files(
    template: str, shown: View, sections: Iterable[str], body: str = "", written: str = ""
) -> tuple[Page, Page]:
    """Return the Markdown of a page without data of its own, and the file with its view.

    Args:
        template: name of its template.
        shown: the view.
        sections: the Markdown below the front matter; empty sections are left out.
        body: as in `view`.
        written: Markdown of editors that the view has.
    """
    head = shown.head
    texts = {"title": head.title, "summary": head.description}
    meta = {name: text for name, text in texts.items() if text}
    markdown = markdown_writer.document(meta, *sections)
    links = sorted(uris.targets(head.uri, body) | uris.targets(head.uri, written))
    return Page(head.uri, markdown), view(template, shown, meta, body, links)
