"""The file with the view of a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from briefings.model.site import OutputDir, Page
from briefings.text import uris
from briefings.views import page
from briefings.views.page import View


def view(
    uri: str,
    template: str,
    shown: View,
    meta: Mapping[str, Any],
    body: str = "",
    links: Sequence[str] = (),
) -> Page:
    """Return the file with the view of a page.

    Args:
        uri: URI of the page.
        template: name of its template.
        shown: the view, of the type that `views.registry` names for the template.
        meta: the front matter of the page's Markdown.
        body: the Markdown of editors that is the body of the page; empty for none.
        links: URIs, existing or not, to which the editors' Markdown of the page may link.
    """
    packed = page.pack(template, shown, dict(meta), body, tuple(links))
    return Page(uris.view(uri), "", OutputDir.VIEWS, packed)
