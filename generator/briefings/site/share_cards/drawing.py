"""The drawing of a share card, as a PNG file: https://www.w3.org/TR/png-3/.

The picture has few colours and large areas of one colour, so it has a palette and is compressed by
runs. That is fast, and zlib and zlib-ng give the same bytes.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import uharfbuzz as harfbuzz

from briefings.model.content import CARD_COLOURS, CardColours
from briefings.site.share_cards.lettering import Line, Script, Text

WIDTH, HEIGHT = 1200, 630
"""Size in pixels that suits most sites that show link previews."""
MARGIN = 88
"""Width of the margins at both sides."""
TITLE_TOP, TITLE_BOTTOM = 140, 490
"""Between these rows stands the title."""

_BAR = 14
_NAME_SIZE, _NAME_AT = 38, 102
_RULE_AT, _RULE_HEIGHT = 516, 2
_LABEL_SIZE, _LABEL_AT = 34, 572
# The title stands at the bottom of its space, in the largest of these sizes that fits.
_TITLE_SIZES = (132, 116, 104, 96, 88, 80, 72, 64, 58)
_ASCENT, _DESCENT = 1.0, 0.42
_BELOW_TITLE = 0.3
# Steps from the paper to the colour of a letter, at its edges.
_SHADES = 4


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a card."""

    site: str
    """Name of the site; empty if it is the title."""
    title: str
    """Title of the page."""
    label: str
    """What the page is, in a few words."""
    script: Script
    """How they are written."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of one size and colour."""

    lines: Sequence[Line]
    """The lines."""
    leading: float
    """Distance between them, in em."""
    size: int
    """Their size in pixels."""
    baseline: float
    """The baseline of the last one, in pixels from the top of the card."""
    colour: int
    """Which of the colours of letters they have: `_INK`, `_SOFT` or `_ACCENT`."""


def png(words: Words, colours: CardColours = CARD_COLOURS, height: int = HEIGHT) -> bytes:
    """Return a card as a PNG file; one that is higher has more room for its title."""
    begun, packer = _upper_part(words.site, words.script)
    more = height - HEIGHT
    label = _one_line(words.label, words.script, _LABEL_SIZE, _LABEL_AT + more, _SOFT)
    rows = [
        *_rows(_title(words, more), words.script, TITLE_TOP, _RULE_AT + more),
        *[_RULE_ROW] * _RULE_HEIGHT,
        *_rows(label, words.script, _RULE_AT + more + _RULE_HEIGHT, height),
    ]
    packer = packer.copy()
    return _file(begun + packer.compress(b"".join(rows)) + packer.flush(), colours, height)


@lru_cache(maxsize=8)
def _upper_part(site: str, script: Script) -> "tuple[bytes, zlib._Compress]":
    """Return the compressed rows above the title, the same for a whole site, and the compressor."""
    name = _one_line(site, script, _NAME_SIZE, _NAME_AT, _ACCENT)
    rows = [*[_BAR_ROW] * _BAR, *_rows(name, script, _BAR, TITLE_TOP)]
    packer = zlib.compressobj(strategy=zlib.Z_RLE)
    return packer.compress(b"".join(rows)), packer


def _title(words: Words, more: int) -> _Block:
    """Return the title; `more` is the number of rows that its space has more than on a card."""
    bottom = TITLE_BOTTOM + more
    text = Text.of(words.title, words.script)
    leading, lines = text.leading, list[Line]()
    for size in _TITLE_SIZES:
        limit, most = _limit(size), int((bottom - TITLE_TOP) / (size * leading))
        if text.widest <= limit and text.number(limit) <= most:
            lines = text.lines(limit)
            break
    lines = lines or text.shortened(limit, most)
    return _Block(lines, leading, size, bottom - size * _BELOW_TITLE, _INK)


def _one_line(text: str, script: Script, size: int, baseline: int, colour: int) -> _Block:
    return _Block(Text.of(text, script).shortened(_limit(size), 1), 1, size, baseline, colour)


def _limit(size: int) -> float:
    """Return the width of a line in em of a size."""
    return (WIDTH - 2 * MARGIN) / size


def _rows(block: _Block, script: Script, first: int, last: int) -> list[bytes]:
    """Return the rows of pixels from one to before another, with a block on them."""
    if not any(line.glyphs for line in block.lines):
        return [_BLANK_ROW] * (last - first)
    raster, size = _raster(), block.size
    above = block.baseline - (len(block.lines) - 1) * size * block.leading
    top = max(first, int(above - size * _ASCENT))
    bottom = min(last, int(block.baseline + size * _DESCENT))
    raster.extents = harfbuzz.RasterExtents(0, top, WIDTH, bottom - top, WIDTH)
    for number, line in enumerate(block.lines):
        left = WIDTH - MARGIN - line.width * size if script.is_rtl else MARGIN
        baseline = above + number * size * block.leading
        for font, glyph, unit, x, y in line.glyphs:
            scale = unit * size
            raster.transform = (scale, 0, 0, -scale, left + x * size, baseline - y * size)
            raster.draw_glyph(font, glyph)
    image = raster.render()  # must outlive its buffer
    drawn = _packed(bytes(image.buffer).translate(_PLACES[block.colour]))
    return [*[_BLANK_ROW] * (top - first), *drawn, *[_BLANK_ROW] * (last - bottom)]


@cache
def _raster() -> "harfbuzz.RasterDraw":
    return harfbuzz.RasterDraw()


# ------------------------------------------------------------------------------- PNG


@lru_cache(maxsize=8)
def _palette(colours: CardColours) -> bytes:
    """Return the palette of a file."""
    letters = (colours.ink, colours.soft, colours.accent)
    paper, *full, rule, bar = (
        bytes.fromhex(colour.removeprefix("#"))
        for colour in (colours.paper, *letters, colours.rule, colours.bar)
    )
    shades = (
        bytes(round(a + (b - a) * shade / _SHADES) for a, b in zip(paper, colour, strict=True))
        for colour in full
        for shade in range(1, _SHADES + 1)
    )
    return b"".join((paper, *shades, rule, bar))


def _places(colour: int) -> bytes:
    """Return the place in the palette for each coverage of a pixel by letters of a colour."""
    shades = [round(coverage / 255 * _SHADES) for coverage in range(256)]
    return bytes(shade and colour * _SHADES + shade for shade in shades)


def _packed(pixels: bytes) -> list[bytes]:
    """Return rows of pixels, two in a byte, as a file has them."""
    left, right = (int.from_bytes(pixels[side::2], "big") for side in (0, 1))
    together = (left << 4 | right).to_bytes(len(pixels) // 2, "big")
    return [_FILTER + together[n : n + WIDTH // 2] for n in range(0, len(together), WIDTH // 2)]


_LETTERS = _INK, _SOFT, _ACCENT = range(3)
_PLACES = [_places(colour) for colour in _LETTERS]
_RULE = len(_LETTERS) * _SHADES + 1
_FILTER = b"\0"  # each row begins with the number of its filter: none
(_BLANK_ROW,) = _packed(bytes(WIDTH))
(_BAR_ROW,) = _packed(bytes([_RULE + 1]) * WIDTH)
(_RULE_ROW,) = _packed(bytes(MARGIN) + bytes([_RULE]) * (WIDTH - 2 * MARGIN) + bytes(MARGIN))


def _file(rows: bytes, colours: CardColours, height: int) -> bytes:
    """Return a PNG file of compressed rows."""
    chunks = {
        b"IHDR": struct.pack(">2I5B", WIDTH, height, 4, 3, 0, 0, 0),
        b"PLTE": _palette(colours),
        b"IDAT": rows,
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks.items()
    )
