"""ZIP files whose bytes follow from their content: no times, no owners, one order."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# These are compressed already.
_STORED = (".avif", ".jpg", ".png", ".webp")


def pack(files: Iterable[tuple[str, bytes]], first: tuple[str, bytes] | None = None) -> bytes:
    """Return a ZIP file.

    Args:
        files: paths and contents, in their order.
        first: a file that comes first and is not compressed, as EPUB wants it; None for none.
    """
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        if first:
            archive.writestr(_entry(first[0], ZIP_STORED), first[1])
        for path, data in files:
            kind = ZIP_STORED if path.endswith(_STORED) else ZIP_DEFLATED
            archive.writestr(_entry(path, kind), data)
    return packed.getvalue()


def _entry(path: str, kind: int) -> ZipInfo:
    entry = ZipInfo(path, (1980, 1, 1, 0, 0, 0))  # the first day that the format knows
    entry.compress_type = kind
    entry.create_system = 3  # Unix, on every system
    entry.external_attr = 0o100644 << 16
    return entry
