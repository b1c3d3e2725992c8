"""Rewrite inline elements whose text alone would say something else: ruby annotations, formulas.

Formulas are MathML, https://www.w3.org/TR/mathml-core/. Scripts become `sup` and `sub`; what a
browser draws, a fraction bar or a root, becomes a character.
"""

from lxml import etree
from lxml.html import HtmlElement

# The start of each ends the one before it,
# https://html.spec.whatwg.org/multipage/syntax.html#optional-tags
_RUBY = ("rb", "rt", "rtc", "rp")
# What the arguments behind the base are.
_SCRIPTS = {
    "msub": ("sub",),
    "msup": ("sup",),
    "msubsup": ("sub", "sup"),
    "munder": ("sub",),
    "mover": ("sup",),
    "munderover": ("sub", "sup"),
}
_ROWS = ("mrow", "mstyle", "mpadded", "merror", "semantics")
ANNOTATIONS = ("annotation", "annotation-xml")
"""The source of a formula, for programs."""
_CELLS = ("mtd", "mtr", "mlabeledtr")
_DRAWN = ("mfrac", "msqrt", "mroot", "mo", *_CELLS, *_SCRIPTS)
_MATHML = (*_DRAWN, *_ROWS, "mi", "mn", "ms", "mtext", "mspace", "mtable", "mmultiscripts")
# Signs that have space around them when they stand between two operands.
_BETWEEN = frozenset("=<>≤≥≠≈≡∼±+-−×÷→⇒∈⊂")


def rewrite(tree: HtmlElement) -> None:
    """Rewrite ruby annotations and formulas in a parsed page, in place."""
    for ruby in list(tree.iter("ruby")):
        _end_parts(ruby)
    if next(tree.iter("math"), None) is None:
        return
    for hidden in tree.iter("mphantom"):
        hidden.tag = "span"
        hidden.set("hidden", "")
    for row in tree.iter("math", "mtd", *_ROWS):
        _trim(row)
    for element in list(tree.iter(*_DRAWN)):
        _draw(element)
    etree.strip_tags(tree, *_MATHML)


def _end_parts(ruby: HtmlElement) -> None:
    """Move each part of a ruby annotation that is inside another one behind the part before it."""
    before = None
    for part in list(ruby.iter(*_RUBY)):
        if before is not None and part.getparent().tag in _RUBY:
            before.addnext(part)
        before = part


def _trim(row: HtmlElement) -> None:
    """Drop the white space at both ends of a row."""
    row.text = (row.text or "").lstrip()
    last = next((part for part in reversed(row) if part.tag not in ANNOTATIONS), None)
    if last is not None:
        last.tail = (last.tail or "").rstrip()


def _draw(element: HtmlElement) -> None:
    """Write what a browser draws of an element of MathML into the text."""
    tag, inside = element.tag, list(element)
    if tag == "mo":
        sign = (element.text or "").strip()
        between = element.getprevious() is not None and element.getnext() is not None
        if sign in _BETWEEN and between:
            element.text = f" {sign} "
    elif tag in _CELLS:
        if element.getnext() is not None:
            element.tail = f"{element.tail or ''} "
    elif tag == "msqrt":
        _enclose(element, "√", is_group=len(inside) > 1)
    elif inside:
        _drop_space_between(element)
        base, *others = inside
        if tag == "mfrac" and others:
            for argument in inside:
                _enclose(argument, "", is_group=_is_group(argument))
            base.tail = "/"
        elif tag == "mroot" and others:
            _enclose(base, "√", is_group=_is_group(base))
            element.text = " "
            element.insert(0, others[0])
            _wrap(others[0], "sup")
        else:
            for argument, script in zip(others, _SCRIPTS.get(tag, ()), strict=False):
                _wrap(argument, script)


def _drop_space_between(element: HtmlElement) -> None:
    """Drop the white space between the arguments of an element."""
    if not (element.text or "").strip():
        element.text = None
    for argument in element:
        if not (argument.tail or "").strip():
            argument.tail = None


def _is_group(argument: HtmlElement) -> bool:
    """Return whether an argument is more than one number or name."""
    return argument.tag == "mfrac" or (argument.tag in _ROWS and len(argument) > 1)


def _enclose(element: HtmlElement, mark: str, *, is_group: bool) -> None:
    """Put a mark before the text of an element, and brackets around the text of a group."""
    element.text = f"{mark}{'(' if is_group else ''}{element.text or ''}"
    if is_group:
        element[-1].tail = f"{element[-1].tail or ''})"


def _wrap(argument: HtmlElement, tag: str) -> None:
    """Put an argument into an element of HTML."""
    wrapper = argument.makeelement(tag)
    wrapper.tail, argument.tail = argument.tail, None
    argument.getparent().replace(argument, wrapper)
    wrapper.append(argument)
