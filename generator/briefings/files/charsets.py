"""Decode files, and record the character set, the evidence for it, and the damage.

The order is the same for every format: a byte order mark, UTF-8 (other text is never valid UTF-8
by chance), the declared set, and at last detection by charset-normalizer.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from charset_normalizer import CharsetMatch, from_bytes
from charset_normalizer.constant import FREQUENCIES

from briefings.model.content import Problem, Severity
from briefings.model.reading import Charset, CharsetBasis

# UTF-32 comes before UTF-16: its little-endian mark starts with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Signatures of PDF, pictures, archives and programs, from their specifications.
_BINARY = re.compile(
    rb"%PDF-|\x89PNG|\xff\xd8\xff|GIF8[79]a|PK\x03\x04|RIFF.{4}(?:WEBP|WAVE|AVI )|\x7fELF|\x1f\x8b"
    rb"|BZh[1-9]1AY|\xfd7zXZ|7z\xbc\xaf|\xd0\xcf\x11\xe0|SQLite format 3",
    re.DOTALL,
)
# WHATWG Encoding, section 4.2: files that declare the left set are decoded with the right one.
_ALIASES = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Maximal share of invalid characters among those beyond ASCII, in a file that is damaged, cut off
# or joined from several. Text in another set is hardly ever valid UTF-8 anywhere; in the other sets
# nearly all bytes are valid, so the limit is lower.
_DAMAGED_UTF_8 = 0.5
_DAMAGED = 0.1
# A file with more control characters is not text.
_CONTROL_SHARE = 0.05
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# The sets that charset-normalizer may detect, most frequent first: those of WHATWG Encoding, which
# browsers save and servers send, without mac-roman and windows-1258, which fit other text too well.
_FOUND = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874"),
    *("iso8859_2", "iso8859_3", "iso8859_4", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8"),
    *("iso8859_10", "iso8859_13", "iso8859_14", "iso8859_15", "iso8859_16"),
    *("koi8_r", "koi8_u", "mac_cyrillic", "cp866", "gb18030", "big5", "euc_jp", "cp932", "cp949"),
]
# The sets that a file may declare. Some others decode anything: `utf-7`, `unicode_escape`.
_DECLARABLE = frozenset(
    codecs.lookup(name).name
    for name in (*_FOUND, "cp1258", "mac_roman", "iso2022_jp", "big5hkscs", "utf-8", "utf-16")
)
# Often several sets are about equally good and differ in the accented letters. Then the one wins
# whose letters all belong to one language. The lists of letters are charset-normalizer's.
_AS_GOOD = 0.03
_BESIDE_ASCII = re.compile(r"(?<=[a-z])[^\x00-\x7f]|[^\x00-\x7f](?=[a-z])")
_LETTERS = tuple(frozenset(letters) for letters in FREQUENCIES.values())
# A longer sample does not improve detection; charset-normalizer itself uses samples.
_SAMPLE = 50_000
_HIGH = re.compile(rb"[\x80-\xff]")
# These bytes are never part of a longer character in the detectable sets.
_EDGE = re.compile(rb"[\s<>]")
# Escape sequences of ISO 2022, which has only ASCII bytes and so is valid UTF-8.
_ISO_2022 = (b"\x1b$", b"\x1b(")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file."""

    text: str
    """The text, with line feeds as line ends and without null characters."""
    charset: Charset
    """The character set, the evidence for it, and the damage."""


def decode(data: bytes, declared: Iterable[str] = ()) -> Decoded | None:
    """Decode a file; return None for a binary file.

    Args:
        data: the bytes.
        declared: names of the declared character sets, most reliable first. Unknown names, and
            sets that do not fit the bytes, are skipped.
    """
    if _BINARY.match(data):
        return None
    found = _marked(data) or _utf_8(data) or _declared(data, declared) or _detected(data)
    if found is None or len(_CONTROL.findall(found.text)) > _CONTROL_SHARE * len(found.text):
        return None
    return found


def findings(path: str, charset: Charset) -> Iterator[Problem]:
    """Yield warnings for a detected character set and for lost bytes.

    Args:
        path: the file.
        charset: the character set of the file.
    """
    if charset.basis is CharsetBasis.DETECTED:
        yield Problem(
            path, 0, "charset-decided",
            f"This file is not UTF-8; it was read as {charset.name}, decided from the bytes.",
            f"Check its accented letters. {to_utf_8(charset.name)}", Severity.WARNING,
        )  # fmt: skip
    if charset.undecodable:
        yield Problem(
            path, charset.line, "undecodable-bytes",
            f"Bytes that are not {charset.name} ({_places(charset.undecodable)}) were replaced "
            "by �.",
            "The capture is damaged or cut off; capture it again if you can.", Severity.WARNING,
        )  # fmt: skip
    if charset.nulls:
        yield Problem(
            path, 0, "null-bytes",
            f"Null bytes ({_places(charset.nulls)}) were removed.",
            "The capture is damaged; capture it again if you can.", Severity.WARNING,
        )  # fmt: skip


def binary(path: str) -> Problem:
    """Return the problem of a binary file."""
    return Problem(
        path, 0, "binary-file", "This is a binary file, not text.",
        "Remove it from the content folder, or save its text as UTF-8.",
    )  # fmt: skip


def to_utf_8(name: str) -> str:
    """Return a hint how to convert a file from this character set to UTF-8."""
    return f"Save the file as UTF-8: iconv -f {name} -t utf-8."


def describe(charset: Charset) -> str:
    """Return `windows-1251, decided from the bytes`."""
    words = [charset.name, charset.basis.value]
    if charset.undecodable:
        words.append(f"undecodable at {_places(charset.undecodable)}")
    return ", ".join(words)


def _places(count: int) -> str:
    return f"{count:,} place{'s' if count != 1 else ''}"


def _marked(data: bytes) -> Decoded | None:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], codec, CharsetBasis.MARK)
    return None


def _utf_8(data: bytes) -> Decoded | None:
    if any(escape in data for escape in _ISO_2022):
        japanese = _decoded(data, "iso2022_jp", CharsetBasis.DETECTED)
        if not japanese.charset.undecodable and not japanese.text.isascii():
            return japanese
    return _fitting(data, "utf-8", CharsetBasis.UTF_8)


def _declared(data: bytes, declared: Iterable[str]) -> Decoded | None:
    codecs_named = dict.fromkeys(codec for name in declared if (codec := _codec_of(name)))
    tried = (_fitting(data, codec, CharsetBasis.DECLARED) for codec in codecs_named)
    return next((found for found in tried if found), None)


def _detected(data: bytes) -> Decoded | None:
    """Return the text in the most probable set that fits all bytes, by charset-normalizer."""
    matches = list(from_bytes(_sample(data), cp_isolation=_FOUND))
    if not matches:
        return None
    near = [match for match in matches if match.chaos <= matches[0].chaos + _AS_GOOD]
    # Sets that give the same text are one match; the most frequent of them names it.
    named = {min(match.could_be_from_charset, key=_FOUND.index): match for match in near}
    names = sorted(named, key=lambda name: (-_native(named[name]), _FOUND.index(name)))
    tried = (_fitting(data, name, CharsetBasis.DETECTED) for name in names)
    return next((found for found in tried if found), None) or _decoded(
        data, names[0], CharsetBasis.DETECTED
    )


def _native(match: CharsetMatch) -> float:
    """Return the maximal share of the letters beyond ASCII that belong to one language.

    Letters of another script inside an ASCII word reduce it.
    """
    text = str(match).lower()
    letters = [c for c in text if not c.isascii() and _is_letter(c)]
    if not letters:
        return 1.0
    adjacent = [c for c in _BESIDE_ASCII.findall(text) if _is_letter(c)]
    mixed = sum("LATIN" not in unicodedata.name(c, "") for c in adjacent)
    known = max(sum(c in alphabet for c in letters) for alphabet in _LETTERS)
    return (known - mixed) / len(letters)


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"  # marks are the vowels of some scripts


def _codec_of(name: str) -> str | None:
    """Return Python's codec for a declared character set; None if it is not allowed."""
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    codec = _ALIASES.get(codec, codec)
    return codec if codec in _DECLARABLE else None


def _sample(data: bytes) -> bytes:
    """Return a sample around the first bytes beyond ASCII that does not cut a character."""
    if len(data) <= _SAMPLE:
        return data
    high = _HIGH.search(data)
    # With some ASCII words before it.
    start = max(high.start() - _SAMPLE // 10, 0) if high else 0
    stretch = data[start : start + _SAMPLE]
    edges = [edge.end() for edge in _EDGE.finditer(stretch)]
    return stretch[: edges[-1]] if edges else stretch


def _fitting(data: bytes, codec: str, basis: CharsetBasis) -> Decoded | None:
    """Decode data; return None if too many characters beyond ASCII are invalid."""
    found = _decoded(data, codec, basis)
    if not found.charset.undecodable:
        return found
    beyond_ascii = len(found.text) - len(found.text.encode("ascii", "ignore"))
    share = found.charset.undecodable / (beyond_ascii or 1)
    return found if share <= (_DAMAGED_UTF_8 if codec == "utf-8" else _DAMAGED) else None


def _decoded(data: bytes, codec: str, basis: CharsetBasis) -> Decoded:
    undecodable = line = 0
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        text = data.decode(codec, "replace")
        # Replacement characters that the file already contained are not counted.
        before = data.count("\ufffd".encode()) if codec == "utf-8" else 0
        undecodable = max(text.count("\ufffd") - before, 1)
        line = data.count(b"\n", 0, error.start) + 1
    nulls = text.count("\0")
    # A file of mostly nulls keeps them: `decode` then takes it for a binary file.
    if 0 < nulls <= _CONTROL_SHARE * len(text):
        text = text.replace("\0", "")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, Charset(_shown(codec), basis, undecodable, line, nulls))


def _shown(codec: str) -> str:
    """Return the WHATWG name of one of Python's codecs."""
    if match := re.fullmatch(r"cp(874|125\d)", codec):
        return f"windows-{match[1]}"
    known = {"cp932": "shift_jis", "cp949": "euc-kr", "utf-8-sig": "utf-8"}
    name = known.get(codec, codec.replace("_", "-"))
    return re.sub(r"^iso-?8859", "iso-8859", name)
