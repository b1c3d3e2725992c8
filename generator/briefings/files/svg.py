"""Drawings (SVG), rebuilt from what is known to be harmless.

A page shows a drawing as a picture, where no browser runs scripts. But whoever opens its address
sees it as a document of the site. So elements and attributes that are not in the lists below are
left out, and so is every reference to anything outside of the file. There are libraries for this;
those for Python that are kept keep elements that load other files, or turn references into
addresses on the site.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
# Drawing programs add elements and attributes of their own; nobody misses them.
_ELEMENTS = frozenset(
    """
    svg g defs symbol use switch title desc style path rect circle ellipse line polyline polygon
    text tspan textPath linearGradient radialGradient stop pattern clipPath mask marker filter
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
    feSpotLight feTile feTurbulence
""".split()
)
"""https://www.w3.org/TR/SVG2/eltindex.html without those that run, move, link or load anything."""
_ATTRIBUTES = frozenset(
    """
    id class style lang role aria-label aria-labelledby aria-describedby aria-hidden version
    viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d
    points pathLength rotate textLength lengthAdjust startOffset method side spacing transform
    transform-origin gradientUnits gradientTransform spreadMethod offset patternUnits
    patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits markerUnits
    markerWidth markerHeight refX refY orient systemLanguage type filterUnits primitiveUnits in
    in2 result mode operator values k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY
    edgeMode preserveAlpha surfaceScale diffuseConstant specularConstant specularExponent
    limitingConeAngle pointsAtX pointsAtY pointsAtZ azimuth elevation z stdDeviation radius
    scale xChannelSelector yChannelSelector baseFrequency numOctaves seed stitchTiles
    tableValues slope intercept amplitude exponent alignment-baseline baseline-shift clip-path
    clip-rule color color-interpolation color-interpolation-filters cursor direction display
    dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font-family
    font-size font-size-adjust font-stretch font-style font-variant font-weight image-rendering
    isolation letter-spacing lighting-color marker marker-end marker-mid marker-start mask
    mask-type mix-blend-mode opacity overflow paint-order shape-rendering stop-color
    stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
    stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering
    unicode-bidi vector-effect visibility white-space word-spacing writing-mode
""".split()
)
"""The attributes that are kept, from https://www.w3.org/TR/SVG2/attindex.html."""
_HREF = ("href", f"{{{_XLINK}}}href")
_LOCAL = re.compile(r"#[^\s\"'()<>\\]+")
# CSS loads files by functions, at-rules and, behind escapes, by both.
_FUNCTION = re.compile(r"(?<![\w-])([\w-]+)\(")
_FUNCTIONS = frozenset(
    """
    and or not is where rgb rgba hsl hsla hwb lab lch oklab oklch color-mix light-dark var calc
    min max clamp matrix translate translatex translatey rotate scale scalex scaley skew skewx
    skewy nth-child nth-of-type url blur brightness contrast drop-shadow grayscale hue-rotate
    invert opacity saturate sepia
""".split()
)
_URL = re.compile(r"url\(([^()]*)\)")
_AT_RULE = re.compile(r"@(?!media\b)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LENGTH = re.compile(r"\s*(\d*\.?\d+(?:e[+-]?\d+)?)\s*([a-z%]*)\s*", re.IGNORECASE)
# https://www.w3.org/TR/css-values-3/#absolute-lengths
_PIXELS: Mapping[str, float] = {
    "": 1, "px": 1, "pt": 96 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96,
}  # fmt: skip
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e[+-]?\d+)?", re.IGNORECASE)
_LARGEST = 20_000
_SHORT = 100  # characters of a size; longer digits would make the patterns slow


class UnreadableError(ValueError):
    """A file is no drawing that can be shown."""

    def __init__(self, reason: str, line: int, mend: str) -> None:
        """Take the reason as the end of a sentence, the line or 0, and how to mend the file."""
        super().__init__(reason)
        self.reason, self.line, self.mend = reason, line, mend


@dataclass(frozen=True, slots=True)
class Drawing:
    """A harmless drawing."""

    text: str
    """The drawing as XML."""
    width: int
    """Its width in pixels of CSS."""
    height: int
    """Its height in pixels of CSS."""
    left_out: tuple[str, ...]
    """What was left out that may show or do something, such as `<script>`; sorted."""


def is_svg(data: bytes) -> bool:
    """Return whether a file looks like a drawing."""
    head = data[:4096].decode("utf-8", "replace")
    return re.search(r"<(?:\w+:)?svg[\s>]", head) is not None


def read(data: bytes) -> Drawing:
    """Return the harmless parts of a drawing.

    Raises:
        UnreadableError: it is no SVG, is not well-formed, or has no size.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError("is not UTF-8", line, "Save it as UTF-8.") from error
    if "<!ENTITY" in text:
        line = text.count("\n", 0, text.index("<!ENTITY")) + 1
        mend = "Save it as “plain SVG”, without entities."
        raise UnreadableError("defines entities", line, mend)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, strip_cdata=True,
    )  # fmt: skip
    try:
        # A declaration may name another encoding than that of the decoded text.
        source = etree.fromstring(re.sub(r"\A\s*<\?xml.*?\?>", "", text).encode(), parser)
    except etree.XMLSyntaxError as error:
        mend = "Export it again from the program that made it."
        raise UnreadableError(f"is no XML: {error.msg}", error.lineno or 0, mend) from error
    if source.tag != f"{{{SVG}}}svg":
        mend = f'Its first element is <svg xmlns="{SVG}" viewBox="0 0 800 600">.'
        raise UnreadableError("is no SVG", _line(source), mend)
    left_out: Counter[str] = Counter()
    root = _rebuilt(source, None, left_out)
    width, height = _size(source)
    root.set("width", f"{width}")
    root.set("height", f"{height}")
    written = etree.tostring(root, encoding="unicode")
    return Drawing(f"{written}\n", width, height, tuple(sorted(left_out)))


def _rebuilt(
    source: etree._Element, parent: etree._Element | None, left_out: Counter[str]
) -> etree._Element:
    """Return an element with its harmless attributes, text and children, below a new parent."""
    name = etree.QName(source).localname
    if parent is None:
        element = etree.Element(f"{{{SVG}}}{name}", nsmap={None: SVG})  # type: ignore[dict-item]
    else:
        element = etree.SubElement(parent, f"{{{SVG}}}{name}")
    for key, value in source.attrib.items():
        _copy(str(key), str(value), element, left_out)
    if name == "style":  # it has no elements inside, whose text would become a part of it
        if len(source) or not _is_harmless(source.text or ""):
            left_out["a style that loads something"] += 1
        else:
            element.text = source.text
        return element
    element.text = source.text
    for child in source:
        tag: object = child.tag
        if not isinstance(tag, str):  # a reference to an entity that nothing defines
            _append(element, child.tail)
            continue
        kind = etree.QName(tag)
        if kind.namespace == SVG and kind.localname in _ELEMENTS:
            _rebuilt(child, element, left_out).tail = child.tail
            continue
        if kind.namespace == SVG and kind.localname == "a":  # what it contains stays
            group = _rebuilt(child, element, left_out)
            group.tag, group.tail = f"{{{SVG}}}g", child.tail
            continue
        if kind.namespace == SVG and kind.localname != "metadata":
            left_out[f"<{kind.localname}>"] += 1
        _append(element, child.tail)
    return element


def _append(element: etree._Element, text: str | None) -> None:
    """Add text at the end of an element."""
    if text and len(element):
        element[-1].tail = (element[-1].tail or "") + text
    elif text:
        element.text = (element.text or "") + text


def _copy(key: str, value: str, element: etree._Element, left_out: Counter[str]) -> None:
    """Give an element an attribute if it is harmless."""
    if key in _HREF:
        if _LOCAL.fullmatch(value.strip()):
            element.set("href", value.strip())
        elif element.tag != f"{{{SVG}}}a":
            left_out["an address outside of the file"] += 1
    elif key in (f"{{{_XML}}}space", f"{{{_XML}}}lang"):
        element.set(key, value)
    elif key in _ATTRIBUTES:
        if key.startswith("aria-") or _is_harmless(value):
            element.set(key, value)
        else:
            left_out[f"`{key}` with an address outside of the file"] += 1
    elif key.startswith("on"):
        left_out[f"`{key}`"] += 1


def _is_harmless(css: str) -> bool:
    """Return whether a value of an attribute, or a stylesheet, refers to nothing outside."""
    if css.rfind("/*") > css.rfind("*/"):
        return False
    css = _COMMENT.sub(" ", css).lower()
    if "\\" in css or _AT_RULE.search(css) or not set(_FUNCTION.findall(css)) <= _FUNCTIONS:
        return False
    local = [found for found in _URL.findall(css) if _LOCAL.fullmatch(found.strip(" \t\r\n'\""))]
    return css.count("url(") == len(local)


def _size(root: etree._Element) -> tuple[int, int]:
    """Return the size of a drawing: its width and height, or those of its `viewBox`."""
    box = [float(number) for number in _NUMBER.findall(str(root.get("viewBox", ""))[:_SHORT])]
    stated = [_pixels(str(root.get(side, ""))) for side in ("width", "height")]
    across, down = box[2:] if len(box) == 4 else (0.0, 0.0)
    width, height = stated
    if not width and not height:
        width, height = across, down
    elif across > 0 and down > 0:  # one is stated: the other follows from the shape
        width = width or height * across / down
        height = height or width * down / across
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        raise UnreadableError(
            "does not say how large it is", _line(root),
            'Add its area to the first element: viewBox="0 0 WIDTH HEIGHT".',
        )  # fmt: skip
    return max(1, round(width)), max(1, round(height))


def _line(element: etree._Element) -> int:
    line: int | None = getattr(element, "sourceline", None)  # the stubs have no type for it
    return line or 0


def _pixels(length: str) -> float:
    """Return a length in pixels of CSS; 0 for a share of the page, and for no length."""
    found = _LENGTH.fullmatch(length[:_SHORT])
    return float(found[1]) * _PIXELS.get(found[2].lower(), 0) if found else 0
