"""The elements of HTML by what they do to the text in them."""

import re

from lxml.html import HtmlElement

from briefings.model.reading import MarkupKind
from briefings.readers.html.elements import Context
from briefings.readers.html.inline_markup import ANNOTATIONS

CONTEXTS = {
    **dict.fromkeys(("nav", "menu"), Context.NAVIGATION),
    "header": Context.HEADER,
    "footer": Context.FOOTER,
    "aside": Context.ASIDE,
    "form": Context.FORM,
    **dict.fromkeys(("button", "select", "textarea", "datalist"), Context.CONTROL),
    "dialog": Context.DIALOG,
    "figure": Context.FIGURE,
    **dict.fromkeys(("figcaption", "caption"), Context.CAPTION),
    "main": Context.MAIN,
    "article": Context.ARTICLE,
    "blockquote": Context.QUOTATION,
    "pre": Context.PREFORMATTED,
}
"""Context of the text in an element."""

ROLES = {
    **dict.fromkeys(("navigation", "menu", "menubar"), Context.NAVIGATION),
    "banner": Context.HEADER,
    "contentinfo": Context.FOOTER,
    "complementary": Context.ASIDE,
    **dict.fromkeys(("search", "form"), Context.FORM),
    "button": Context.CONTROL,
    **dict.fromkeys(("dialog", "alertdialog"), Context.DIALOG),
    "tooltip": Context.HIDDEN,
    "main": Context.MAIN,
    "article": Context.ARTICLE,
}
"""Context by ARIA role, https://www.w3.org/TR/wai-aria-1.2/#landmark_roles"""

NOT_TEXT = frozenset({
    "head", "script", "style", "template", "title", "meta", "link",
    "base", "param", "col", "colgroup", "img", "input", "area", "rp",
})  # fmt: skip
"""Elements without words for readers: code, metadata, templates, elements that are empty, and the
brackets around readings that are left out."""

INSTEAD = {
    "noscript": "for-browsers-without-scripts",
    **dict.fromkeys(
        ("iframe", "object", "applet", "canvas", "audio", "video", "noframes"), "fallback"
    ),
    "svg": "drawing",
}
"""Elements whose words are left out, and the rule: words in place of a picture or a player speak of
the browser, and those of a drawing are scattered over it."""

HIDDEN = "hidden"
"""The rule that leaves out hidden words."""

NOT_SHOWN = frozenset({*INSTEAD.values(), HIDDEN})
"""The rules for words that a browser does not show."""

INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "map", "mark", "math", "nobr", "output", "picture", "q",
    "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "center", *ANNOTATIONS,
})  # fmt: skip
"""Elements inside a line of text."""

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "datalist", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "option", "p", "plaintext",
    "pre", "search", "section", "select", "summary", "table", "tbody", "td", "textarea", "tfoot",
    "th", "thead", "tr", "ul", "xmp",
})  # fmt: skip
"""Elements that start a new line, https://html.spec.whatwg.org/multipage/rendering.html. Elements
that are in no set here are unknown: custom elements, and what editors and plug-ins leave behind."""

PICTURES = ("img", "picture", "video", "iframe", "object", "embed", "canvas", "svg")
"""Elements that show a picture, a film or a drawing."""

LINES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "figcaption", "summary"})
"""Elements whose content is a line of text by definition."""

READINGS = frozenset({"rt", "rtc"})
"""The readings above East Asian words, which repeat the word."""

MARKUP = {
    **dict.fromkeys(("em", "i", "cite"), MarkupKind.EMPHASIS),
    **dict.fromkeys(("strong", "b"), MarkupKind.STRONG),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), MarkupKind.CODE),
    **dict.fromkeys(("s", "strike", "del"), MarkupKind.DELETED),
    "ins": MarkupKind.INSERTED,
    "sup": MarkupKind.SUPERSCRIPT,
    "sub": MarkupKind.SUBSCRIPT,
}
"""Markup of inline elements."""

STYLES = (
    (
        re.compile(r"text-decoration[\w-]{0,20}\s{0,9}:[^;]{0,80}line-through", re.IGNORECASE),
        MarkupKind.DELETED,
    ),
    (re.compile(r"vertical-align\s*:\s*super\b", re.IGNORECASE), MarkupKind.SUPERSCRIPT),
    (re.compile(r"vertical-align\s*:\s*sub\b", re.IGNORECASE), MarkupKind.SUBSCRIPT),
)
"""Patterns of the styles that word processors write instead of these elements, and the markup."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""Level of a heading."""

_DISPLAY_NONE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]",
    re.IGNORECASE,
)


def is_hidden(element: HtmlElement) -> bool:
    """Return whether a browser hides an element at first."""
    attributes = element.attrib
    # A popover is hidden until a button shows it.
    if "hidden" in attributes or "popover" in attributes:
        return True
    style = attributes.get("style")
    return bool(style and _DISPLAY_NONE.search(style))
