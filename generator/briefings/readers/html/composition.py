"""Put the parts of a page where a browser shows them: shadow trees, slots and frames.

A saved page keeps the shadow tree of an element in a `template` inside it, and the page in a frame
in the attribute `srcdoc` of the frame: https://html.spec.whatwg.org/multipage/scripting.html
(`shadowrootmode`) and https://html.spec.whatwg.org/multipage/iframe-embed-object.html. A web
archive keeps it as a part of its own, which the frame names by its address or by `cid:`
(https://www.rfc-editor.org/rfc/rfc2392).
"""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement

from briefings.readers.html import decoding
from briefings.readers.html.decoding import Unpacked
from briefings.readers.refusals import Refusal

# The attribute of the standard, and what web archives and earlier browsers have instead.
_SHADOW_ROOTS = ("shadowrootmode", "shadowmode", "shadowroot")
# Scripts and metadata of a framed page are not those of the page around it.
_ABOUT_THE_FRAME = ("script", "style", "noscript", "meta", "link", "base", "title")
_NESTED_FRAMES = 5
# An element of no meaning.
_PLACED = "placed-content"


def compose(tree: HtmlElement, page: Unpacked | None = None) -> Refusal | None:
    """Move what is in shadow trees and frames of a page to its place, in `tree` itself.

    Args:
        tree: the parsed page.
        page: the page in its archive, to show other pages of the archive in its frames too, each
            once.

    Returns:
        The reason if the page has more or deeper frames than any page of text; else None.
    """
    archive = {}
    for part in page.frames if page else ():
        archive[part.url] = archive[f"cid:{part.name}"] = part
    base = page.url if page else ""
    archive.pop(base, None)
    return _compose(tree, _NESTED_FRAMES, decoding.TAG_LIMIT, base, archive)


def _compose(
    tree: HtmlElement, depth: int, tags: int, base: str, archive: dict[str, Unpacked]
) -> Refusal | None:
    for frame in list(tree.iter("iframe", "frame")):
        source, address = _source(frame, base, archive)
        if not source:
            continue
        tags -= source.count("<")
        if tags < 0:
            return decoding.too_large(f"more than {decoding.TAG_LIMIT:,} tags")
        if not depth:
            return decoding.TOO_DEEP
        page = decoding.parse(source)
        if page is decoding.EMPTY:
            continue
        if isinstance(page, Refusal):
            return page
        if refused := _compose(page, depth - 1, tags, address, archive):
            return refused
        _show(frame, page)
    # The inner ones first, because an inner slot can hold an outer one.
    for template in reversed(list(tree.iter("template"))):
        if any(name in template.attrib for name in _SHADOW_ROOTS):
            _attach(template)
    return None


def _source(frame: HtmlElement, base: str, archive: dict[str, Unpacked]) -> tuple[str, str]:
    """Return the markup of the page in a frame, and its address; empty if it is not there.

    A page of the archive is taken out of it.
    """
    if source := frame.attrib.pop("srcdoc", ""):
        return source, base
    try:
        address = urljoin(base, frame.get("src", "").strip())
    except ValueError:
        return "", ""
    part = archive.get(address)
    decoded = decoding.decode(part) if part else None
    if part is None or decoded is None or isinstance(decoded, Refusal):
        return "", ""
    for name in [name for name, other in archive.items() if other is part]:
        del archive[name]
    return decoded.text, part.url


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
