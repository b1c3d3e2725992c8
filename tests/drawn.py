"""Pictures for tests, made when they are asked for."""

from functools import cache
from io import BytesIO

from PIL import Image

SECRET = b"taken at 32.9 N 13.2 E"
_TURNED = 6  # https://exiftool.org/TagNames/EXIF.html: rotate by 90 degrees to see it upright


@cache
def raster(kind: str, width: int = 60, height: int = 40, *, turned: bool = False) -> bytes:
    """Return a picture with metadata: words, a place, and its orientation if it is turned."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x8825] = {1: "N", 2: (32.0, 54.0, 0.0)}
    if turned:
        exif[0x0112] = _TURNED
    out = BytesIO()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    options = {"comment": SECRET} if kind in ("JPEG", "GIF") else {}
    image.save(out, kind, exif=exif, xmp=xmp, **options)
    return out.getvalue()


@cache
def moving(kind: str) -> bytes:
    """Return an animation."""
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def svg(inside: str = "", attributes: str = 'viewBox="0 0 640 320"') -> str:
    """Return a drawing."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>\n'
