"""Editors' Markdown inside a page, rendered by MkDocs: notes, and events of timelines."""

import logging
import re
from collections.abc import MutableMapping
from html import escape

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from briefings.cache import digest
from briefings.mkdocs_plugin import defaults, other_plugins, quotation_marks, view_pages
from briefings.text import uris
from briefings.views.text import Editorial

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FOOTNOTE = re.compile(r"#?fn(?:ref\d*)?:")
_PARAGRAPH = re.compile(r"\s*<p>((?:(?!</p>).)*)</p>\s*", re.DOTALL)
# A line in which neither Python-Markdown nor our extensions find any markup.
_PLAIN = re.compile(r"[^\W\d_](?:[^\\`*_{}\[\]<>&\x00-\x1f]*[^\\`*_{}\[\]<>&\x00-\x1f\s])?")


class Fragment(Page):
    """Editors' Markdown as a page of MkDocs, for its events: it is a part of the real page."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the text to HTML."""
        view_pages.render_or_warn(self, super().render, config, files, self.markdown or "")


class Renderer:
    """Renders editors' Markdown with the site's extensions and through MkDocs' events."""

    def __init__(
        self, config: MkDocsConfig, files: Files, rendered: MutableMapping[str, str]
    ) -> None:
        """Prepare rendering.

        Args:
            config: the site's configuration.
            files: the files that links may lead to.
            rendered: HTML of fragments by their digests. HTML of new fragments is added.
        """
        self._config, self._files, self._rendered = config, files, rendered
        self._typographic = quotation_marks.of_site(config)
        self._has_hooks = defaults.has_hooks(config)
        self._is_ours = defaults.is_ours(config)
        self._handlers = {
            event: other_plugins.of_notes(config, event)
            for event in ("page_markdown", "page_content")
        }

    def render(self, editorial: Editorial, page: Page) -> Markup:
        """Return the HTML of a fragment of a page."""
        if self._is_ours and is_plain(editorial.text):
            text = self._typographic(editorial.text)
            return Markup(text if editorial.inline else f"<p>{text}</p>")
        key = self._key(editorial, page)
        html = self._rendered.get(key)
        if html is None:
            with _Warnings() as warnings:
                html = self._render(editorial.text, page)
            found = _PARAGRAPH.fullmatch(html) if editorial.inline else None
            html = found[1] if found else html
            # HTML with warnings is not kept, so that the next build repeats the warnings.
            if not warnings.number:
                self._rendered[key] = html
        # Editors are trusted: their Markdown may have HTML, as everywhere in MkDocs.
        return Markup(html)

    def _render(self, text: str, page: Page) -> str:
        file = File.generated(self._config, page.file.src_uri, content=text)
        fragment = Fragment(None, file, self._config)
        fragment.meta, fragment.title = {}, page.title
        fragment.markdown = self._handled("page_markdown", text, fragment)
        fragment.render(self._config, self._files)
        html = self._handled("page_content", fragment.content or "", fragment)
        return contained(html, digest(text)[:8]) if "<" in text or "<h" in html else html

    def _handled(self, event: str, text: str, fragment: Fragment) -> str:
        """Return what the handlers of an event make of a text."""
        for handler in self._handlers[event]:
            changed = handler(text, page=fragment, config=self._config, files=self._files)
            text = text if changed is None else changed
        return text

    def _key(self, editorial: Editorial, page: Page) -> str:
        """Return a digest of everything that the HTML depends on, except the configuration."""
        uri = page.file.src_uri
        found = uris.targets(uri, editorial.text)
        existing = sorted(uri for uri in found if self._files.get_file_from_path(uri))
        # Links are relative to the page's folder. Hooks may print anything about the page.
        place = uri if self._has_hooks else uri.rpartition("/")[0]
        depth = page.file.dest_uri.count("/")
        return digest(editorial.text, editorial.inline, place, depth, existing)


class _Warnings(logging.Handler):
    """Counts the warnings of MkDocs, its plugins and hooks in a `with` block."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.number = 0

    def __enter__(self) -> "_Warnings":
        logging.getLogger("mkdocs").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        del record
        self.number += 1


def is_plain(markdown: str) -> bool:
    """Return whether Markdown is one line without markup: its HTML is a paragraph of the line.

    It need not recognise all such lines. Each line that it recognises saves a millisecond of
    rendering.
    """
    return _PLAIN.fullmatch(markdown) is not None


def contained(html: str, name: str = "") -> str:
    """Return HTML that cannot change the page around it.

    Open elements are closed. Headings become bold paragraphs, because the table of contents lists
    only the page's own headings. `name` is added to the ids of footnotes, which begin at 1 in every
    fragment.
    """
    # Few builds need it, and its import takes longer than to render a dozen pages.
    from lxml.html import fragment_fromstring, tostring  # noqa: PLC0415

    parsed = fragment_fromstring(html, create_parent=True)
    for element in parsed.iter("li", "sup", "a"):
        for key, value in element.items():
            if _FOOTNOTE.match(value) and key in ("id", "href"):
                element.set(key, f"{value}-{name}")
    for heading in list(parsed.iter(*_HEADINGS)):
        for permalink in heading.find_class("headerlink"):
            permalink.drop_tree()
        strong = heading.makeelement("strong")
        strong.text, heading.text = heading.text, None
        strong.extend(list(heading))
        heading.append(strong)
        heading.tag = "p"
        heading.attrib.clear()
        heading.set("class", "heading")
    return escape(parsed.text or "", quote=False) + "".join(
        tostring(child, encoding="unicode") for child in parsed
    )
