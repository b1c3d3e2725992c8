"""From bytes to text: which character set a file is written in, and what that rests on.

One order for every format: a byte order mark; UTF-8, which no other text is by chance; what the
file declares; and else charset-normalizer decides from the bytes. The decision goes along with the
text, so that an editor sees it, and so do the places where bytes had to be given up.
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

# UTF-32 comes first: its mark in little endian begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How files begin that hold no text: the signatures of PDF, pictures, archives and programs in the
# file types' own specifications (and in `file`'s magic).
_BINARY = re.compile(
    rb"%PDF-|\x89PNG|\xff\xd8\xff|GIF8[79]a|PK\x03\x04|RIFF.{4}(?:WEBP|WAVE|AVI )|\x7fELF|\x1f\x8b"
    rb"|BZh[1-9]1AY|\xfd7zXZ|7z\xbc\xaf|\xd0\xcf\x11\xe0|SQLite format 3",
    re.DOTALL,
)
# WHATWG Encoding, section 4.2: files that name the left set are read with the right one.
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
# A file may have been damaged at places, cut off, or pieced together by a careless program: so much
# of what is not ASCII may mean nothing in its set. Text of another set is hardly ever UTF-8 at any
# place; in the other sets nearly all bytes mean something, so that they have to fit better.
_DAMAGED_UTF_8 = 0.5
_DAMAGED = 0.1
# Text has hardly any control characters; what has more than one in twenty is none.
_CONTROL_SHARE = 0.05
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# The sets that charset-normalizer chooses from: those of WHATWG Encoding, which is what browsers
# save and servers send, without the Latin set of old Macs and that of Vietnamese, which pass for
# others too easily. The commonest come first.
_FOUND = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874"),
    *("iso8859_2", "iso8859_3", "iso8859_4", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8"),
    *("iso8859_10", "iso8859_13", "iso8859_14", "iso8859_15", "iso8859_16"),
    *("koi8_r", "koi8_u", "mac_cyrillic", "cp866", "gb18030", "big5", "euc_jp", "cp932", "cp949"),
]
# Those that a file may declare. Others make text of anything, such as `utf-7` and `unicode_escape`.
_DECLARABLE = frozenset(
    codecs.lookup(name).name
    for name in (*_FOUND, "cp1258", "mac_roman", "iso2022_jp", "big5hkscs", "utf-8", "utf-16")
)
# It often finds several sets as good as each other: they differ in the letters with accents, and
# that every letter is one of a single language then decides. The lists of letters are its own.
_AS_GOOD = 0.03
_BESIDE_ASCII = re.compile(r"(?<=[a-z])[^\x00-\x7f]|[^\x00-\x7f](?=[a-z])")
_LETTERS = tuple(frozenset(letters) for letters in FREQUENCIES.values())
# So many bytes tell as much as all: charset-normalizer itself looks at samples.
_SAMPLE = 50_000
_HIGH = re.compile(rb"[\x80-\xff]")
# These bytes are no part of a longer character in any set that is found here.
_EDGE = re.compile(rb"[\s<>]")
# The escapes of ISO 2022, which has bytes of ASCII alone and would pass for UTF-8.
_ISO_2022 = (b"\x1b$", b"\x1b(")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file."""

    text: str
    """The text, with line feeds as line ends, and without null characters."""
    charset: Charset
    """The character set, what that rests on, and the damage."""


def decode(data: bytes, declared: Iterable[str] = ()) -> Decoded | None:
    """Return the text of a file; None for a binary file.

    Args:
        data: the bytes.
        declared: the names of character sets that the file declares, the weightiest first; those
            that are not known, or that do not fit the bytes, are passed over.
    """
    if _BINARY.match(data):
        return None
    found = _marked(data) or _utf_8(data) or _declared(data, declared) or _decided(data)
    if found is None or len(_CONTROL.findall(found.text)) > _CONTROL_SHARE * len(found.text):
        return None
    return found


def findings(path: str, charset: Charset) -> Iterator[Problem]:
    """Yield a warning for a character set that was decided, and for bytes that were given up.

    Args:
        path: the file.
        charset: what its decoding came to.
    """
    if charset.basis is CharsetBasis.DETECTED:
        yield Problem(
            path, 0, "charset-decided",
            f"This file is not UTF-8; it was read as {charset.name}, decided from the bytes.",
            f"Look at its letters with accents. {to_utf_8(charset.name)}", Severity.WARNING,
        )  # fmt: skip
    if charset.undecodable:
        yield Problem(
            path, charset.line, "undecodable-bytes",
            f"Bytes that are not {charset.name} ({_places(charset.undecodable)}) stand as � in "
            "the text.",
            "The capture is damaged or cut off; capture it again if you can.", Severity.WARNING,
        )  # fmt: skip
    if charset.nulls:
        yield Problem(
            path, 0, "null-bytes",
            f"Null bytes, which no text has ({_places(charset.nulls)}), were left out.",
            "The capture is damaged; capture it again if you can.", Severity.WARNING,
        )  # fmt: skip


def binary(path: str) -> Problem:
    """Return the problem of a file that holds no text."""
    return Problem(
        path, 0, "binary-file", "This is a binary file, not text.",
        "Take it out of the content folder, or save the text it holds as UTF-8.",
    )  # fmt: skip


def to_utf_8(name: str) -> str:
    """Return the hint how to save a file of this character set as UTF-8."""
    return f"Save the file as UTF-8: iconv -f {name} -t utf-8."


def describe(charset: Charset) -> str:
    """Return the character set in a few words: `windows-1251, decided from the bytes`."""
    words = [charset.name, charset.basis.value]
    if charset.undecodable:
        words.append(f"undecodable at {_places(charset.undecodable)}")
    return ", ".join(words)


def _places(count: int) -> str:
    return f"{count:,} place{'s' if count != 1 else ''}"


# ------------------------------------------------------------------------- the four ways


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


def _decided(data: bytes) -> Decoded | None:
    """Ask charset-normalizer; of the likeliest sets the first that fits all of the bytes counts."""
    matches = list(from_bytes(_sample(data), cp_isolation=_FOUND))
    if not matches:
        return None
    near = [match for match in matches if match.chaos <= matches[0].chaos + _AS_GOOD]
    # Sets that give the same text come as one match; the commonest of them names it.
    named = {min(match.could_be_from_charset, key=_FOUND.index): match for match in near}
    names = sorted(named, key=lambda name: (-_native(named[name]), _FOUND.index(name)))
    tried = (_fitting(data, name, CharsetBasis.DETECTED) for name in names)
    return next((found for found in tried if found), None) or _decoded(
        data, names[0], CharsetBasis.DETECTED
    )


def _native(match: CharsetMatch) -> float:
    """Return the share of the letters beyond ASCII that are of one language, the best for it.

    Letters of another script within a word in ASCII count against it.
    """
    text = str(match).lower()
    letters = [c for c in text if not c.isascii() and _is_letter(c)]
    if not letters:
        return 1.0
    beside = [c for c in _BESIDE_ASCII.findall(text) if _is_letter(c)]
    mixed = sum("LATIN" not in unicodedata.name(c, "") for c in beside)
    known = max(sum(c in alphabet for c in letters) for alphabet in _LETTERS)
    return (known - mixed) / len(letters)


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"  # marks are the vowels of some scripts


def _codec_of(name: str) -> str | None:
    """Return Python's codec for the name of a character set; None where no file is in it."""
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    codec = _ALIASES.get(codec, codec)
    return codec if codec in _DECLARABLE else None


def _sample(data: bytes) -> bytes:
    """Return a stretch that tells most: it begins where ASCII ends, and cuts no character."""
    if len(data) <= _SAMPLE:
        return data
    high = _HIGH.search(data)
    # With the words before it, which are in ASCII.
    start = max(high.start() - _SAMPLE // 10, 0) if high else 0
    stretch = data[start : start + _SAMPLE]
    edges = [edge.end() for edge in _EDGE.finditer(stretch)]
    return stretch[: edges[-1]] if edges else stretch


def _fitting(data: bytes, codec: str, basis: CharsetBasis) -> Decoded | None:
    """Decode where all is well, or all but a few of the characters that are not ASCII."""
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
        # One that was in the file before is no damage of this one.
        before = data.count("\ufffd".encode()) if codec == "utf-8" else 0
        undecodable = max(text.count("\ufffd") - before, 1)
        line = data.count(b"\n", 0, error.start) + 1
    nulls = text.count("\0")
    # A file of nothing but nulls keeps them, to be seen for what it is.
    if 0 < nulls <= _CONTROL_SHARE * len(text):
        text = text.replace("\0", "")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, Charset(_shown(codec), basis, undecodable, line, nulls))


def _shown(codec: str) -> str:
    """Return the name by which the IANA and the web know one of Python's codecs."""
    if match := re.fullmatch(r"cp(874|125\d)", codec):
        return f"windows-{match[1]}"
    known = {"cp932": "shift_jis", "cp949": "euc-kr", "utf-8-sig": "utf-8"}
    name = known.get(codec, codec.replace("_", "-"))
    return re.sub(r"^iso-?8859", "iso-8859", name)
