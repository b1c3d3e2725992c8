"""No name is found inside an address, a file name or an abbreviation with dots."""

import unicodedata

from tests.simple_linker.characters import is_letter, is_plain, is_word

JOINTS = "/\\@#.:-=&?%~+!$(*;,"


def in_address(text: str, start: int, end: int) -> bool:
    """Whether a match is inside an address, a file name or an abbreviation with dots."""
    touches = start > 0 and text[start - 1] in JOINTS
    near, far = text[end : end + 1], text[end + 1 : end + 2]
    touches = touches or (near != "" and near in JOINTS and far not in ("", " ", "\n"))
    if not touches:
        return False
    first, last = start, end
    while first > 0 and not text[first - 1].isspace() and text[first - 1] not in "\"'<>":
        first -= 1
    whole = text[first:start].lower()
    if "www." in whole or ":/" in whole or has_scheme(whole):
        return True
    first = start
    while first > 0 and belongs_to_address(text[first - 1]):
        first -= 1
    while last < len(text) and belongs_to_address(text[last]):
        last += 1
    before, after = text[first:start], text[end:last]
    if before and before[-1] not in JOINTS:
        before = ""
    if after and after[0] not in JOINTS:
        after = ""
    if "@" in before + after or "\\" in before + after:
        return True
    if before[-1:] in ("#", "$") or (after[:1] == "#" and after[1:2].isalpha()):
        return True
    token = before + "N" + after
    for at in range(1, len(token) - 1):
        small = unicodedata.category(token[at + 1]) == "Ll"
        if token[at] == "." and is_word(token[at - 1]) and small:
            return True
    if is_path(token):
        return True
    _, dot, extension = after.rstrip(".:!?").rpartition(".")
    in_capitals = extension.isascii() and extension.isalpha() and extension == extension.upper()
    if dot and in_capitals and 3 <= len(extension) <= 4:
        return True
    phrase = text[start:end]
    goes_on = before.endswith(".") and is_letter(before[-2:-1]) and not is_plain(before[-3:-2])
    if is_letter(phrase[0]) and phrase[1:2] in ("", ".") and goes_on:
        return True
    bare = phrase.removesuffix(".")
    ends = is_letter(bare[-1:]) and not is_plain(bare[-2:-1])
    next_letter = after.removeprefix(".")
    return ends and is_letter(next_letter[:1]) and not is_plain(next_letter[1:2])


def has_scheme(address: str) -> bool:
    """Whether the beginning of an address has a scheme, a port or the number of a DOI."""
    for at in range(len(address)):
        if at > 0 and is_plain(address[at - 1]):
            continue
        for scheme in ("arxiv", "doi", "hdl", "mailto", "urn"):
            if address.startswith(scheme + ":", at):
                return True
        number, slash, _ = address[at:].partition("/")
        digits = number.removeprefix("10.")
        if slash and digits != number and digits.isdecimal() and 4 <= len(digits) <= 9:
            return True
    for part in address.split(":")[1:]:
        port, slash, _ = part.partition("/")
        if slash and port.isdecimal():
            return True
    return False


def is_path(token: str) -> bool:
    """Whether a token begins as a path; an absolute one has two steps: `/home/x`."""
    for start in ("~", "..", "."):
        rest = token.removeprefix(start + "/")
        if rest != token:
            return rest != "" and (is_plain(rest[0]) or rest[0] in ".-")
    steps = token.split("/")
    if len(steps) < 3 or steps[0] != "" or steps[1] == "" or steps[2] == "":
        return False
    allowed = all(is_plain(one) or one in ".-" for one in steps[1])
    return allowed and (is_plain(steps[2][0]) or steps[2][0] in ".-")


def belongs_to_address(character: str) -> bool:
    return not character.isspace() and character not in "\"'<>()[]{},;|*—"
