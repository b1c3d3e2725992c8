"""Character sets: detected in the same order for every format, and all damage is reported."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.files.charsets import decode, describe, findings
from briefings.model.reading import CharsetBasis

SENTENCES = {
    "windows-1252": "Der Bürgermeister sagte, die Brücke über den Fluß müsse geschlossen bleiben.",
    "windows-1251": "Мэр города сообщил в понедельник, что мост через реку закрыт до весны.",
    "windows-1250": "Starosta města v pondělí oznámil, že most přes řeku zůstane uzavřený.",
    "windows-1253": "Ο δήμαρχος είπε τη Δευτέρα ότι η γέφυρα θα μείνει κλειστή μέχρι την άνοιξη.",
    "windows-1254": "Belediye başkanı köprünün bahara kadar kapalı kalacağını söyledi.",
    "windows-1255": "ראש העיר אמר ביום שני כי הגשר מעל הנהר יישאר סגור עד האביב.",
    "windows-1256": "قال رئيس البلدية يوم الاثنين إن الجسر فوق النهر سيبقى مغلقا حتى الربيع.",
    "koi8-r": "Школьников будут перевозить паромом, пока мост через реку закрыт.",
    "shift_jis": "市長は月曜日、川にかかる橋を春まで閉鎖すると述べた。生徒は渡し船で通う。",
    "euc-jp": "市長は月曜日、川にかかる橋を春まで閉鎖すると述べた。生徒は渡し船で通う。",
    "euc-kr": "시장은 월요일 강을 가로지르는 다리를 봄까지 폐쇄한다고 말했다.",
    "big5": "市長星期一表示,河上的大橋將關閉至春天。學生們將乘渡輪上學。",
    "iso2022-jp": "市長は月曜日、川にかかる橋を春まで閉鎖すると述べた。",
}
FRENCH = "Le maire a déclaré lundi que le pont resterait fermé jusqu'à l'été, à côté du marché."


@pytest.mark.parametrize(
    ("charset", "text"), [*SENTENCES.items(), ("windows-1252", FRENCH), ("windows-1252", "Café.")]
)
def test_a_sentence_tells_its_character_set(charset: str, text: str) -> None:
    found = decode(text.encode(charset))
    assert found
    assert (found.text, describe(found.charset)) == (text, f"{charset}, decided from the bytes")
    (warning,) = findings("a.txt", found.charset)
    assert charset in warning.message
    assert f"iconv -f {charset} -t utf-8" in warning.hint


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_wins(mark: str) -> None:
    found = decode("Жж\r\nb\rc".encode(mark), ["windows-1252"])
    assert found
    assert (found.text, found.charset.basis) == ("Жж\nb\nc", CharsetBasis.MARK)
    assert not list(findings("a.txt", found.charset))


def test_what_is_declared_counts_where_it_fits() -> None:
    data = SENTENCES["koi8-r"].encode("koi8-r")
    for declared in (["koi8-r"], ["", "no-such-set", "hex", "utf-8", "koi8-r", "windows-1251"]):
        found = decode(data, declared)
        assert found
        assert describe(found.charset) == "koi8-r, declared"
    utf_8 = decode(SENTENCES["koi8-r"].encode(), ["koi8-r"])
    assert utf_8
    assert describe(utf_8.charset) == "utf-8, valid UTF-8"


@pytest.mark.parametrize(
    ("data", "declared", "text", "line"),
    [
        (FRENCH.encode() + b"\nA \xff B", "", f"{FRENCH}\nA \ufffd B", 2),
        (FRENCH.encode() + "é".encode()[:1], "", f"{FRENCH}\ufffd", 1),
        (FRENCH.encode("cp1252") + b"\n\n\x81", "iso-8859-1", f"{FRENCH}\n\n\ufffd", 3),
        (codecs.BOM_UTF16_LE + FRENCH.encode("utf-16-le")[:-1], "", f"{FRENCH[:-1]}\ufffd", 1),
    ],
)
def test_damaged_places_are_counted_and_shown(
    data: bytes, declared: str, text: str, line: int
) -> None:
    found = decode(data, [declared])
    assert found
    assert (found.text, found.charset.undecodable) == (text, 1)
    (warning,) = findings("a.txt", found.charset)
    assert (warning.code, warning.line) == ("undecodable-bytes", line)
    assert "1 place" in warning.message


def test_null_bytes_here_and_there_are_left_out_and_counted() -> None:
    found = decode(b"The quay\0 was closed on Mon\0day, said the harbour master.\n" * 3)
    assert found
    line = "The quay was closed on Monday, said the harbour master.\n"
    assert (found.text, found.charset.nulls) == (line * 3, 6)
    (warning,) = findings("a.txt", found.charset)
    assert (warning.code, "6 places" in warning.message) == ("null-bytes", True)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"PK\x03\x04", b"\x1f\x8bjunk",
        b"RIFF\0\0\0\0WEBPVP8 ", b"MZ\0\0binary\0", bytes(range(256)) * 9, b"\0" * 99,
        "\0".join("The quay was closed.").encode(),
    ],
)  # fmt: skip
def test_a_binary_file_has_no_text(data: bytes) -> None:
    assert decode(data) is None


def test_words_that_look_like_a_signature_are_text() -> None:
    assert decode(b"RIFF raff met in the harbour. PK won.")


def test_the_first_accent_may_be_far_from_the_start() -> None:
    found = decode(b"The quay was closed. " * 50_000 + FRENCH.encode("cp1252"))
    assert found
    assert found.text.endswith(FRENCH)


@given(st.binary(max_size=200), st.sampled_from([b"", codecs.BOM_UTF8, codecs.BOM_UTF16_BE]))
def test_any_bytes_are_decoded_or_refused(data: bytes, mark: bytes) -> None:
    found = decode(mark + data, ["punycode", "utf-7", "\0", "iso-8859-1"])
    assert found is None or "\r" not in found.text


@given(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs", "Cc"])))
def test_utf_8_is_read_as_it_stands(text: str) -> None:
    found = decode(text.encode())
    assert found is None or found.text.removeprefix("\ufeff") == text.removeprefix("\ufeff")
