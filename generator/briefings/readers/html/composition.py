"""Put the parts of a page where a browser shows them: shadow trees, slots and frames.

A saved page keeps the shadow tree of an element in a `template` inside it, and the page in a frame
in the attribute `srcdoc` of the frame: https://html.spec.whatwg.org/multipage/scripting.html
(`shadowrootmode`) and https://html.spec.whatwg.org/multipage/iframe-embed-object.html.
"""

from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from briefings.readers.html import decoding
from briefings.readers.refusals import Refusal

# The attribute of the standard, and what web archives and earlier browsers have instead.
_SHADOW_ROOTS = ("shadowrootmode", "shadowmode", "shadowroot")
# Scripts and metadata of a framed page are not those of the page around it.
_ABOUT_THE_FRAME = ("script", "style", "noscript", "meta", "link", "base", "title")
_NESTED_FRAMES = 5
# An element of no meaning.
_PLACED = "placed-content"


def compose(tree: HtmlElement) -> Refusal | None:
    """Move what is in shadow trees and frames of a page to its place, in `tree` itself.

    Returns:
        The reason if the page has more or deeper frames than any page of text; else None.
    """
    return _compose(tree, _NESTED_FRAMES, decoding.TAG_LIMIT)


def _compose(tree: HtmlElement, depth: int, tags: int) -> Refusal | None:
    for frame in [found for found in tree.iter("iframe") if found.get("srcdoc")]:
        source = frame.attrib.pop("srcdoc")
        tags -= source.count("<")
        if tags < 0:
            return decoding.too_large(f"more than {decoding.TAG_LIMIT:,} tags")
        if not depth:
            return decoding.TOO_DEEP
        page = decoding.parse(source)
        if page is decoding.EMPTY:
            continue
        refused = page if isinstance(page, Refusal) else _compose(page, depth - 1, tags)
        if refused or isinstance(page, Refusal):
            return refused
        _show(frame, page)
    # The inner ones first, because an inner slot can hold an outer one.
    for template in reversed(list(tree.iter("template"))):
        if any(name in template.attrib for name in _SHADOW_ROOTS):
            _attach(template)
    return None


def _show(frame: HtmlElement, page: HtmlElement) -> None:
    """Turn a frame into a box with the page that it shows; one without paragraphs is no text."""
    etree.strip_elements(page, *_ABOUT_THE_FRAME, with_tail=False)
    for element in page.iter():
        element.sourceline = frame.sourceline
    frame.tag = "div" if len(list(islice(page.iter("p"), 2))) == 2 else "aside"
    frame.text = None
    frame.extend(list(page.iterchildren()))
    for element in list(frame):
        element.drop_tag()  # head and body


def _attach(template: HtmlElement) -> None:
    """Put a shadow tree into its host, and what the host contains into the slots of the tree.

    Browsers do not show what has no slot; it stays as hidden text.
    """
    host = template.getparent()
    all_slots = list(template.iter("slot"))
    slots: dict[str, HtmlElement] = {}
    for slot in all_slots:
        slots.setdefault(slot.get("name", ""), slot)
    unplaced = host.makeelement("div", hidden="")
    filled = set()
    for name, node in _contents(host, template):
        slot = slots.get(name, unplaced)
        if slot not in filled and node.tag == _PLACED and not node.text.strip():
            continue
        if slot not in filled:
            # What stands in a slot is shown only if nothing is put there.
            slot[:] = []
            slot.text = None
            filled.add(slot)
        slot.append(node)
    for element in (template, *all_slots):
        element.tag = _PLACED
    if len(unplaced):
        host.append(unplaced)


def _contents(host: HtmlElement, template: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Yield what a host contains outside of its shadow tree, with the names of slots."""

    def texts(words: str | None) -> Iterator[tuple[str, HtmlElement]]:
        if words:
            node = host.makeelement(_PLACED)
            node.text = words
            yield "", node

    yield from texts(host.text)
    host.text = None
    for node in list(host):
        after, node.tail = node.tail, None
        if node is not template:
            yield node.get("slot", ""), node
        yield from texts(after)
