"""Editors' Markdown inside a page, rendered by MkDocs: notes, and events of timelines."""

import re
from collections.abc import MutableMapping

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from briefings.cache import digest
from briefings.text import uris
from briefings.views.text import Editorial

_PARAGRAPH = re.compile(r"\s*<p>((?:(?!<p>).)*)</p>\s*", re.DOTALL)


class Fragment(Page):
    """Editors' Markdown that is a part of a page."""


class Renderer:
    """Renders editors' Markdown with the site's extensions and through MkDocs' events."""

    def __init__(
        self, config: MkDocsConfig, files: Files, rendered: MutableMapping[str, str]
    ) -> None:
        """Prepare rendering.

        Args:
            config: the site's configuration.
            files: the files that links may lead to.
            rendered: HTML of fragments by their digests; gets what is rendered.
        """
        self._config, self._files, self._rendered = config, files, rendered

    def render(self, editorial: Editorial, page: Page) -> Markup:
        """Return the HTML of a fragment of a page."""
        key = self._key(editorial, page)
        if key not in self._rendered:
            html = self._render(editorial.text, page)
            found = _PARAGRAPH.fullmatch(html) if editorial.inline else None
            self._rendered[key] = found[1] if found else html
        # Editors are trusted: their Markdown may have HTML, as everywhere in MkDocs.
        return Markup(self._rendered[key])

    def _render(self, text: str, page: Page) -> str:
        file = File.generated(self._config, page.file.src_uri, content=text)
        fragment = Fragment(None, file, self._config)
        fragment.meta = {}
        plugins = self._config.plugins
        fragment.markdown = plugins.on_page_markdown(
            text, page=fragment, config=self._config, files=self._files
        )
        fragment.render(self._config, self._files)
        html = fragment.content or ""
        return (
            plugins.on_page_content(html, page=fragment, config=self._config, files=self._files)
            or ""
        )

    def _key(self, editorial: Editorial, page: Page) -> str:
        """Return a digest of everything that the HTML depends on, except the configuration."""
        found = uris.targets(page.file.src_uri, editorial.text)
        existing = sorted(uri for uri in found if self._files.get_file_from_path(uri))
        # Links are relative to the folder of the page in the site.
        folder = page.file.dest_uri.rpartition("/")[0].count("/")
        return digest(
            editorial.text, editorial.inline, page.file.src_uri.rpartition("/")[0], folder, existing
        )
