"""Pictures made of pixels, read and written by Pillow.

A picture is what its bytes are, not what its name says. Metadata such as the place at which a photo
was taken is never written again; the orientation is applied, and the colour profile is kept.
"""

import struct
import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from briefings.text import picture_names

PIXELS = 50_000_000
"""Most pixels of a picture: those of the largest common cameras. Decoding takes 200 MB."""
# Formats that are recognised, so that a problem can name them, but not shown.
_OTHERS = ("GIF", "BMP", "TIFF", "ICO", "PSD", "JPEG2000", "PPM")
# What photos of telephones begin with: https://nokiatech.github.io/heif/technical.html
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1")
# What Pillow raises for damaged files.
_DAMAGE = (
    OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, ZeroDivisionError,
    OverflowError, struct.error, Image.DecompressionBombError,
)  # fmt: skip
_QUALITY = 85
_OPTIONS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": _QUALITY, "optimize": True, "progressive": True},
    "WEBP": {"quality": _QUALITY},
    # Several threads might give other bytes.
    "AVIF": {"quality": 70, "max_threads": 1},
    "PNG": {},
}
_PLAIN_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})


_AGAIN = "Save it again from the program that made it, with 2,000 pixels at most."


class UnreadableError(ValueError):
    """Bytes are not a picture that can be shown; the text says why, as the end of a sentence."""

    def __init__(self, reason: str, mend: str = _AGAIN) -> None:
        """Take the reason, and how to mend the file."""
        super().__init__(reason)
        self.mend = mend


def format_of(data: bytes) -> str:
    """Return Pillow's name of the format of a file, shown or not; empty for no known picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=(*_shown(), *_OTHERS)) as image:
                return image.format or ""
    except _DAMAGE:
        return "HEIC" if data[4:12] in _HEIC else ""


def size(data: bytes) -> tuple[int, int]:
    """Return width and height of a picture, as it is shown, after decoding all of it.

    Raises:
        UnreadableError: it is damaged, too large, or moves.
    """
    return _load(data).size


def as_jpeg(data: bytes) -> bytes:
    """Return a picture as JPEG, for programs that do not know its format.

    Raises:
        UnreadableError: as from `size`.
    """
    image, out = _load(data).convert("RGB"), BytesIO()
    image.info = {}
    image.save(out, "JPEG", **_OPTIONS["JPEG"])
    return out.getvalue()


def encoded(data: bytes, width: int, height: int) -> bytes:
    """Return a picture of another size, or of the same, in the same format without metadata.

    Args:
        data: a picture that `size` has taken.
        width: the new width in pixels.
        height: the new height in pixels.

    Raises:
        UnreadableError: as from `size`.
    """
    image = _load(data)
    kind = format_of(data)
    profile = image.info.get("icc_profile")
    transparent = image.info.get("transparency")
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.point(lambda value: value / 256).convert("L")
    elif image.mode not in _PLAIN_MODES:
        image, profile = image.convert("RGB"), None
    if image.size != (width, height):
        from_palette = image.mode in ("1", "P")
        if from_palette:
            image = image.convert("RGBA" if image.has_transparency_data else "RGB")
            transparent = None
        image = image.resize((width, height), Image.Resampling.LANCZOS)
        if from_palette and kind == "PNG":
            image = image.quantize(method=Image.Quantize.FASTOCTREE)
            transparent = image.info.get("transparency")
    # Encoders write what `info` has: comments, XMP and the resolution.
    image.info = {} if transparent is None else {"transparency": transparent}
    options = {**_OPTIONS[kind], **({"icc_profile": profile} if profile else {})}
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _load(data: bytes) -> Image.Image:
    """Return a decoded picture, turned as its metadata says."""
    if not data:
        raise UnreadableError("is empty")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image: Image.Image = Image.open(BytesIO(data), formats=_shown())
            if image.width * image.height > PIXELS:
                raise UnreadableError(
                    f"has {image.width:,} × {image.height:,} pixels; the limit is {PIXELS:,}"
                )
            if getattr(image, "is_animated", False):
                raise UnreadableError(
                    "moves; pictures of a site are still", "Save one of its pictures alone."
                )
            image.load()
            return ImageOps.exif_transpose(image)
    except UnidentifiedImageError as error:
        raise UnreadableError("is no picture") from error
    except UnreadableError:
        raise
    except Image.DecompressionBombError as error:
        raise UnreadableError(f"has too many pixels; the limit is {PIXELS:,}") from error
    except _DAMAGE as error:
        raise UnreadableError(f"is damaged: {error}") from error


def _shown() -> tuple[str, ...]:
    return tuple(dict.fromkeys(picture_names.RASTERS.values()))
