"""The extension of Python-Markdown for typographic quotation marks in what editors write.

Python-Markdown's own, `smarty`, has one mark for an apostrophe and for the end of a quotation: in
German and in other languages these are two.
"""

from collections.abc import Callable, Sequence
from functools import partial
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from mkdocs.config.defaults import MkDocsConfig

from briefings.mkdocs_plugin import interface
from briefings.text import quotation_marks
from briefings.text.quotation_marks import Piece

NAME = __name__
"""How `markdown_extensions` calls it."""
_SMARTY = frozenset({"smarty", "markdown.extensions.smarty"})
_AS_THEY_ARE = frozenset({"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "var"})


def usual(config: MkDocsConfig) -> Sequence[str]:
    """Return the marks of the site's locale; none for an owner who uses `smarty`."""
    if _SMARTY.intersection(config.markdown_extensions):
        return ""
    plugin = config.plugins.get("briefings")
    refined = plugin.config["locale"] if plugin else ""
    return quotation_marks.of(interface.locale(config, refined))


def of_site(config: MkDocsConfig) -> Callable[[str], str]:
    """Return what gives a text of editors without Markdown the marks that their Markdown has."""
    marks = config.mdx_configs[NAME]["marks"]
    return partial(quotation_marks.typographic, marks=tuple(marks))


class _Marks(Treeprocessor):
    def __init__(self, md: Markdown, marks: Sequence[str]) -> None:
        super().__init__(md)
        self._marks = marks

    def run(self, root: Element) -> None:
        self._found: list[tuple[Element, str, Piece]] = []
        self._visit(root, 0)
        self._end_of_paragraph()

    def _visit(self, element: Element, depth: int) -> None:
        fixed = element.tag in _AS_THEY_ARE
        is_block = not fixed and (element.tag == "br" or self.md.is_block_level(element.tag))
        if is_block:
            self._end_of_paragraph()
        self._add(element, "text", element.text, depth, fixed=fixed)
        for child in element:
            self._visit(child, depth + 1)
            self._add(child, "tail", child.tail, depth, fixed=fixed)
        if is_block:
            self._end_of_paragraph()

    def _add(
        self, element: Element, name: str, text: str | None, depth: int, *, fixed: bool
    ) -> None:
        if text:
            fixed = fixed or isinstance(text, AtomicString)
            self._found.append((element, name, Piece(str(text), depth, fixed)))

    def _end_of_paragraph(self) -> None:
        texts = quotation_marks.in_pieces([piece for *_, piece in self._found], self._marks)
        for (element, name, piece), text in zip(self._found, texts, strict=True):
            if text != piece.text:
                setattr(element, name, text)
        self._found = []


class QuotationMarks(Extension):
    """Typographic quotation marks; the option `marks` has four of them, or none."""

    def __init__(self, **options: object) -> None:
        """Take the options."""
        self.config = {"marks": ["", "Opening and closing, and the same in a quotation: “”‘’"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the extension."""
        marks = self.getConfig("marks")
        if marks:
            # After inline Markdown (20), and before headings get their ids and links (5).
            md.treeprocessors.register(_Marks(md, marks), "quotation_marks", 6)
            md.ESCAPED_CHARS.extend("\"'")


def makeExtension(**options: object) -> QuotationMarks:  # noqa: N802 - Python-Markdown's name
    """Return the extension; Python-Markdown calls this."""
    return QuotationMarks(**options)
