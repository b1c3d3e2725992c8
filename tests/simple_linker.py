"""The rules of linking, implemented in the simplest way, character by character.

This is written from the rules alone and independently of `briefings.linking`, so that tests can
compare the two. It is simple and slow.
"""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from briefings.linking.lexicon import Name
from briefings.linking.profiles import Profile
from briefings.model.explainer import ExplainerKind
from briefings.model.linking import Mention, PageText, Passage, Sense, Verdict
from briefings.model.policy import LinkPolicy, OncePer
from briefings.text.attribution import ENGLISH, TITLES
from briefings.text.name_words import language

Folded = list[tuple[str, int, int]]
"""Folded characters, each with its start and end in the original text."""

APOSTROPHES = "'’‘‚‛‹›＇´`′ʹʻʼʽʾʿ՚׳❛❜❟"
QUOTATION_MARKS = '"“”„‟«»″״⹂「」『』〝〞〟﹁﹂﹃﹄＂｢｣❝❞❠'
LONG_DASHES = "—―⸺⸻︱﹘〜〰"
JOINTS = "/\\@#.:-=&?%~+!$(*;,"
ENDS = "\n.!?…:;。؟۔।‽¿¡•‣·→|—"
UNSPACED = {"CJK", "HIRAGANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "IDEOGRAPHIC"}


# ------------------------------------------------------------------------------- folding


def fold(text: str) -> Folded:
    """Fold a text."""
    composed: Folded = []
    for start, end in chunks(text):
        whole = unicodedata.normalize("NFC", text[start:end])
        for number, character in enumerate(whole):
            if len(whole) == end - start:
                composed.append((character, start + number, start + number + 1))
            else:
                composed.append((character, start, end))
    folded: Folded = []
    for character, start, end in composed:
        if is_vowel_mark(character):
            # The letter before takes its place too.
            if folded and folded[-1][2] == start:
                folded[-1] = (folded[-1][0], folded[-1][1], end)
        elif is_invisible(character):
            continue
        elif character.isspace():
            if not folded or folded[-1][0] != " ":
                folded.append((" ", start, end))
        else:
            folded += [(one, start, end) for one in plain(character)]
    return folded


def plain(character: str) -> str:
    """Return what a character is typed for."""
    if character in APOSTROPHES:
        return "'"
    if character in QUOTATION_MARKS:
        return '"'
    if character in LONG_DASHES:
        return "—"
    if unicodedata.category(character) == "Pd" or character == "−":
        return "-"
    if character in "ёЁ":
        return "е" if character == "ё" else "Е"
    if character in "œŒ":
        return "oe" if character == "œ" else "Oe"
    if character in "یک":
        return "ي" if character == "ی" else "ك"
    form = unicodedata.decomposition(character).split(" ")[0]
    full = unicodedata.normalize("NFKC", character)
    letters = all(unicodedata.category(one)[0] == "L" for one in full)
    letters = letters and not any(unicodedata.category(one) == "Lm" for one in full)
    if form in ("<wide>", "<initial>", "<medial>", "<final>", "<isolated>"):
        return full if letters or len(full) == 1 else character
    if form == "<sub>" and full.isdigit():
        return full
    if form == "<compat>" and letters:
        ligature = len(full) > 1 and unicodedata.category(character)[0] == "L"
        return full if ligature or unicodedata.category(character) == "Nl" else character
    return character


def folded_phrase(alias: str) -> str:
    """Return an alias folded: its long dashes are hyphens."""
    return folded_text(alias).strip(" ").replace("—", "-")


def is_vowel_mark(character: str) -> bool:
    """Whether it is an Arabic vowel mark, or tatweel."""
    return character == "ـ" or 27 <= unicodedata.combining(character) <= 35


def chunks(text: str) -> list[tuple[int, int]]:
    """Split a text before each character that does not combine with the one before it."""
    edges = [0]
    for at in range(1, len(text)):
        before, character = text[edges[-1] : at], text[at]
        apart = normal(before) + normal(character) == normal(before + character)
        if not (is_mark(character) or not apart):
            edges.append(at)
    edges.append(len(text))
    return [(edges[n], edges[n + 1]) for n in range(len(edges) - 1)]


def normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def folded_text(text: str) -> str:
    """Return a text folded, without the offsets."""
    return "".join(character for character, _, _ in fold(text))


def is_invisible(character: str) -> bool:
    code = ord(character)
    if 0xFE00 <= code <= 0xFE0F or 0x180B <= code <= 0x180F:
        return True
    return (
        code in (0xAD, 0x34F, 0x61C, 0x17B4, 0x17B5, 0xFEFF)
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or 0x2060 <= code <= 0x206F
    )


# -------------------------------------------------------------------------- kinds of characters


def is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in ("Nd", "Nl", "Pc")


def is_digit(character: str) -> bool:
    return unicodedata.category(character) == "Nd"


def is_katakana(character: str) -> bool:
    return character == "ー" or script(character) == "KATAKANA"


def is_unspaced(character: str) -> bool:
    return is_word(character) and character != "ー" and script(character) in UNSPACED


@cache
def script(character: str) -> str:
    """Return the script of a character: the first word of its name."""
    return unicodedata.name(character, "NONE").split()[0]


def is_name(phrase: str) -> bool:
    """Whether a hyphen ends a phrase: it has a capital, a digit or a letter without case."""
    for character in phrase:
        if character != character.lower():
            return True
        if character.isalnum() and not character.islower():
            return True
    return False


# ------------------------------------------------------------------------------- matching


def is_free(inside: str, near: str, far: str, *, name: bool) -> bool:
    """Whether a word ends between `inside` and `near`; `far` is the character beyond `near`."""
    if near == "":
        return True
    if is_word(near):
        if is_unspaced(near) or is_unspaced(inside):
            return True
        return is_katakana(near) != is_katakana(inside)
    if far == "":
        return True
    if near in "-.,/:" and is_digit(inside) and is_digit(far):
        return False
    if near == "-" and is_word(far):
        return name
    return not (near == "&" and is_word(far))


def begins_sentence(text: str, start: int) -> bool:
    """Whether only certain marks stand between a word and what may end a sentence."""
    quoted = start
    while quoted > 0 and start - quoted < 22 and is_opening(text[quoted - 1]):
        quoted -= 1
    before = text[:quoted]
    if quoted < start and (
        before.endswith(",") or (before[-1:].isspace() and before[-2:-1] == ",")
    ):
        return True
    return ends_sentence(text, start, start - 24)


def ends_sentence(text: str, at: int, first: int) -> bool:
    """Whether a sentence may end before an offset, with marks and numbers of items in between."""
    if at == 0:
        return True
    if at <= first:
        return False
    last, before = text[at - 1], text[:at]
    if last in ENDS or (unicodedata.category(last) == "So" and last not in "©®™°"):
        return True
    if last == "-":
        dashes = len(before) - len(before.rstrip("-"))
        return dashes <= 3 and (at == dashes or text[at - dashes - 1].isspace())
    shorter: list[int] = []
    for length in (1, 2):
        bare = before[:-length]
        numbered = all(map(is_digit, before[-length:])) and bare[-1:] in ("!", ".", "?")
        if numbered and is_letter(bare[-2:-1]):
            shorter.append(len(bare))
    if last.isspace() or unicodedata.category(last) in ("Ps", "Pe", "Pi", "Pf"):
        shorter.append(at - 1)
    if last in "\"'*_⁰¹²³⁴⁵⁶⁷⁸⁹":
        shorter.append(at - 1)
    for length in (1, 2, 3):
        inside = before[-1 - length : -1]
        opened = at - 2 - length
        if last in ")]" and len(inside) == length and all(map(is_word, inside)):
            if opened >= 0 and text[opened] in "[(":
                shorter.append(opened)
            if last == ")" and length < 3 and not (opened >= 0 and is_word(text[opened])):
                shorter.append(opened + 1)
    return any(ends_sentence(text, one, first) for one in shorter if one >= max(first, 0))


def is_opening(character: str) -> bool:
    return character in "\"'" or unicodedata.category(character) in ("Ps", "Pi")


def opens_a_quotation(text: str) -> bool:
    """Whether a text opens more single quotation marks than it closes."""
    balance = 0
    for at, character in enumerate(text):
        before = text[at - 1] if at else ""
        after = text[at + 1] if at + 1 < len(text) else ""
        if character != "'":
            continue
        if not is_plain(before) and (after == "" or is_plain(after)):
            balance += 1
        if (is_plain(before) or (before and before in ".,!?…")) and not is_plain(after):
            balance -= 1
    return balance > 0


def is_plain(character: str) -> bool:
    return character.isalnum() or character == "_"


def matches_at(phrase: str, known: Mapping[str, str], text: str, start: int) -> int:
    """Return the end of a phrase in a folded text, or -1 where it does not stand at `start`.

    `known` has the alias of each phrase. The form in lower case of an alias with a capital is an
    adjective, which stays in lower case.
    """
    end = start + len(phrase)
    written = text[start:end]
    if written != phrase and written in known:
        return -1
    if written not in spellings(phrase):
        if any(written in spellings(other) for other in known):
            return -1
        if known[phrase][0].isupper() or written not in capitals(phrase):
            return -1
        if not begins_sentence(text, start):
            return -1
    name = is_name(phrase)
    before = text[:start][::-1]
    after = text[end:]
    if not is_free(text[start], before[:1], before[1:2], name=name):
        return -1
    if not is_free(text[end - 1], after[:1], after[1:2], name=name):
        return -1
    if after and is_mark(after[0]):
        return -1
    return -1 if in_address(text, start, end) else end


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


def is_letter(character: str) -> bool:
    return character.isalpha()


def belongs_to_address(character: str) -> bool:
    return not character.isspace() and character not in "\"'<>()[]{},;|*—"


def spellings(phrase: str) -> list[str]:
    """Return the ways to write a phrase in a sentence."""
    ways = [phrase]
    if is_name(phrase):
        ways.append(phrase.replace("-", "—"))
    other = list(phrase)
    at = 0
    while at < len(phrase):
        close = phrase.find(phrase[at], at + 1)
        inside = phrase[at + 1 : close]
        opens = phrase[at] in "\"'" and not is_plain(phrase[at - 1 : at])
        closed = close > at + 1 and not is_plain(phrase[close + 1 : close + 2])
        if opens and closed and "'" not in inside and '"' not in inside:
            other[at] = other[close] = "'" if phrase[at] == '"' else '"'
            at = close
        at += 1
    return [*ways, "".join(other)]


def capitals(phrase: str) -> list[str]:
    """Return the ways to write a phrase where a sentence begins."""
    ways = []
    for way in spellings(phrase):
        first, rest = way[0], way[1:]
        if first == first.upper():
            continue
        ways.append(first.upper() + rest)
        if first == "i":
            ways.append("İ" + rest)
        if way[:2] == "ij":
            ways.append("IJ" + way[2:])
    return ways


def with_possessive(text: str, start: int, end: int) -> int:
    """Return the end of a match with the English possessive that may follow it."""
    if text[end : end + 2] == "'s" and not (text[end + 2 : end + 3] and is_word(text[end + 2])):
        return end + 2
    word_follows = text[end : end + 2] == "' " and is_plain(text[end + 2 : end + 3])
    if text[end - 1] == "s" and word_follows and not opens_a_quotation(text[:start]):
        return end + 1
    return end


def plural(phrase: str, kind: ExplainerKind | None) -> str:
    """Return the regular plural of a phrase; empty if it has none."""
    words = phrase.replace("-", " ").split(" ")
    last = words[-1]
    if kind is None or len(last) < 3:
        return ""
    if not all("a" <= letter.lower() <= "z" and letter.isascii() for letter in last):
        return ""
    if last == last.upper():
        if last != phrase:
            return ""
    elif last == last.lower():
        if last[-1] == "s":
            return ""
    else:
        if kind in (ExplainerKind.PERSON, ExplainerKind.PLACE):
            return ""
        if last == phrase or last[1:] != last[1:].lower() or last[-1] == "s":
            return ""
    if phrase[-1] in "xz" or phrase[-2:] in ("ch", "sh"):
        return phrase + "es"
    if phrase[-1] == "y" and phrase[-2] not in "aeiou":
        return phrase[:-1] + "ies"
    return phrase + "s"


@dataclass(frozen=True)
class Found:
    """A match in the original text."""

    start: int
    end: int
    phrase: str


def phrases(
    aliases: Mapping[str, ExplainerKind | None], forms: Collection[tuple[str, str]]
) -> dict[str, str]:
    """Return all folded phrases, and what the ledger calls each.

    That is the alias of which it is a form; itself if it is an alias, or a form of several.
    """
    own = {phrase for alias in aliases if (phrase := folded_phrase(alias))}
    derived = {(form, folded_phrase(alias)) for form, alias in forms}
    derived |= {(plural(folded_phrase(a), kind), folded_phrase(a)) for a, kind in aliases.items()}
    known = {phrase: phrase for phrase in own}
    for form in {form for form, _ in derived} - own - {""}:
        origins = [alias for other, alias in derived if other == form]
        known[form] = origins[0] if len(origins) == 1 else form
    return known


def find(
    aliases: Mapping[str, ExplainerKind | None],
    text: str,
    forms: Collection[tuple[str, str]] = (),
) -> list[Found]:
    """Try every alias at every offset; take the longest, then the longest of what is left.

    `forms` are inflections in the language of the text, each with its alias.
    """
    folded = fold(text)
    characters = "".join(character for character, _, _ in folded)
    known = phrases(aliases, forms)
    every: list[tuple[int, int, str]] = []
    for at in range(len(characters)):
        for phrase in known:
            end = matches_at(phrase, known, characters, at)
            if end >= 0:
                every.append((at, with_possessive(characters, at, end), phrase))
    chosen: list[tuple[int, int, str]] = []
    while every:
        best = min(every, key=lambda one: (one[0] - one[1], one[0], -len(one[2])))
        chosen.append(best)
        every = [one for one in every if one[1] <= best[0] or best[1] <= one[0]]
    return [Found(folded[a][1], folded[b - 1][2], known[phrase]) for a, b, phrase in sorted(chosen)]


# --------------------------------------------------------------------------- everyday words


def only_capitals(
    passages: Sequence[Passage], mentions: Sequence[Mention], everyday: Sequence[str]
) -> list[int]:
    """Return the numbers of the mentions that are everyday words with the capital of a sentence.

    A mention of the same subject that is not one shows what they mean.
    """
    doubtful = [
        number
        for number, mention in enumerate(mentions)
        if mention.phrase in everyday
        and passages[mention.passage].text[mention.start] != mention.phrase[0]
    ]
    others = [mention for number, mention in enumerate(mentions) if number not in doubtful]
    return [
        number
        for number in doubtful
        if all(other.subject not in mentions[number].candidates for other in others)
    ]


# ---------------------------------------------------------------- what a shared name means


def decide(
    phrase: str,
    claims: Sequence[Name],
    page: PageText,
    profiles: Mapping[str, Profile],
    names: Sequence[Name],
    default: str,
) -> tuple[str, Sense]:
    """Return what a phrase that several subjects claim means on a page, and what decided.

    It asks for one kind of evidence after the other. Each that speaks for one subject decides.
    """
    paragraphs = [folded_text(passage.text) for passage in page.passages]
    its = [one for one in paragraphs if phrase in find_all([phrase], one)]
    own = {name.text: name.slug for name in names if sum(n.text == name.text for n in names) == 1}
    here = {slug for one in paragraphs for slug in named_in(own, one)} | {page.about}
    near = {slug for one in its for slug in named_in(own, one)}

    subjects = [claim.slug for claim in claims if in_its_days(claim, page.day)]
    if len(subjects) < 2:
        return "".join(subjects), Sense.ERA

    # The kind.
    if all(profiles[slug].kind for slug in subjects):
        fitting = [
            slug
            for slug in subjects
            if all(
                fits(profiles[slug].kind, *around) for one in its for around in beside(phrase, one)
            )
        ]
        subjects = fitting or subjects
    if len(subjects) == 1:
        return subjects[0], Sense.KIND

    # Another name, unless one of the others would be called by the phrase all the same.
    named = [slug for slug in subjects if slug in here]
    if len(named) == 1 and not any(
        keeps_its_name(profiles[other], profiles[named[0]], phrase)
        for other in subjects
        if other != named[0]
    ):
        return named[0], Sense.NAMED

    # The most words of the context.
    counts = {}
    for slug in subjects:
        words = set(profiles[slug].context)
        plain = [word for word in words if own.get(word) not in here]
        met = {word for word in plain if any(find_all([word], one) for one in paragraphs)}
        counts[slug] = len(met) + len({own[word] for word in words if own.get(word) in here})
    first = [slug for slug in subjects if counts[slug] == max(counts.values())]
    if len(first) == 1:
        return first[0], Sense.CONTEXT

    # A name in the title.
    if not any(profiles[slug].kind in (ExplainerKind.PERSON, None) for slug in subjects):
        titles = {
            slug: capitals_in(profiles[slug].title) - capitals_in(phrase) for slug in subjects
        }
        alone = only_one_has(titles)
        there = capitals_in(" ".join(paragraphs))
        left = [slug for slug in subjects if alone[slug] & there]
        if all(alone.values()) and len(left) == 1:
            return left[0], Sense.TITLE

    # A word beside the name that says what it is.
    described = {
        slug: {*words_in(profiles[slug].summary)[:4], *words_in(profiles[slug].title)}
        - {*words_in(phrase)}
        for slug in subjects
    }
    alone = only_one_has(described)
    around_it = [around for one in its for around in beside(phrase, one)]
    left = [
        slug
        for slug in subjects
        if any(alone[slug] & {*describing(profiles[slug].kind, *around)} for around in around_it)
    ]
    if len(left) == 1:
        return left[0], Sense.DESCRIBED

    # The words of the explainer.
    there = {word for one in its for word in words_in(one)} - {*words_in(phrase)}
    weights = {slug: weights_of(slug, profiles, names) for slug in subjects}
    alone = only_one_has({slug: {*weights[slug]} for slug in subjects})
    alike = {}
    for slug in subjects:
        length = sum(weight**2 for weight in weights[slug].values()) ** 0.5 * len(there) ** 0.5
        both = sum(weight for word, weight in weights[slug].items() if word in there)
        alike[slug] = both / length if len(alone[slug] & there) >= 2 else 0
    best, next_best, *_ = sorted(subjects, key=lambda slug: -alike[slug])
    if alike[best] >= 0.1 and alike[best] >= 2 * alike[next_best]:
        return best, Sense.WORDS

    # The neighbours.
    tied = {
        slug: {
            other
            for other in profiles
            if other != slug
            and (
                other in named_in(own, told(profiles[slug]))
                or slug in named_in(own, told(profiles[other]))
            )
        }
        for slug in subjects
    }
    alone = only_one_has(tied)
    best, next_best, *_ = sorted(subjects, key=lambda slug: -len(alone[slug] & near))
    most, more = len(alone[best] & near), len(alone[next_best] & near)
    if most >= 3 and most >= 3 * more:
        return best, Sense.NEIGHBOURS

    return (default, Sense.DEFAULT) if default in subjects else ("", Sense.OPEN)


def told(profile: Profile) -> str:
    return folded_text(f"{profile.summary} / {profile.text}")


def find_all(known: Sequence[str], text: str) -> list[str]:
    return [match.phrase for match in find(dict.fromkeys(known), text)]


def named_in(own: Mapping[str, str], text: str) -> set[str]:
    return {own[phrase] for phrase in find_all([*own], text)}


def in_its_days(claim: Name, day: str) -> bool:
    """Whether a day is in all eras of a name; both may be less precise than the other."""
    return all(
        (era.start == "" or day[: len(era.start)] >= era.start)
        and (era.end == "" or day[: len(era.end)] <= era.end)
        for era in (claim.eras if day else ())
    )


def words_in(text: str) -> list[str]:
    """Return the English words of a text, without case and without small words."""
    letters = "".join(c if c.isalpha() else " " for c in text).casefold()
    return [word for word in letters.split() if len(word) > 1 and word not in language("en").small]


def capitals_in(text: str) -> set[str]:
    letters = "".join(c if c.isalpha() else " " for c in text)
    return {word for word in letters.split() if len(word) > 1 and word[0].isupper()}


def only_one_has(sets: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return of each set what is in no other one."""
    return {
        slug: {word for word in own if not any(word in sets[s] for s in sets if s != slug)}
        for slug, own in sets.items()
    }


def beside(phrase: str, text: str) -> list[tuple[list[str], str, bool]]:
    """Return the tokens before each match, the one behind it, and whether it is a possessive."""
    found = []
    for match in find({phrase: None}, text):
        before, after = text[: match.start], text[match.end :]
        tokens = before.split() if before.endswith(" ") else []
        behind = "".join(c if c.isalpha() else " " for c in after[1:]).split(" ")[0]
        possessive = "'" in text[match.start : match.end]
        found.append((tokens, behind if after.startswith(" ") else "", possessive))
    return found


def fits(kind: ExplainerKind | None, before: list[str], after: str, possessive: bool) -> bool:
    """Whether something of a kind may stand between these words."""
    last = before[-1].casefold() if before else ""
    if last.endswith(".") and len(last) > len("capt."):
        return True
    if last.removesuffix(".") in TITLES:
        return kind is ExplainerKind.PERSON
    if possessive:
        return True
    if last == "in":
        return kind is ExplainerKind.PLACE
    speakers = (ExplainerKind.PERSON, ExplainerKind.PLACE, ExplainerKind.ORGANISATION)
    return after not in ENGLISH.says or kind in speakers


def describing(
    kind: ExplainerKind | None, before: list[str], after: str, possessive: bool
) -> list[str]:
    """Return the words that say what something is, if it is of a kind."""
    del possessive
    found = []
    if before and before[-1] == "of":
        found += before[-2:-1] if kind is ExplainerKind.PLACE else []
    elif before and before[-1].isalpha():
        found.append(before[-1])
    if kind is ExplainerKind.PERSON:
        for token in reversed(before[-4:]):
            abbreviated = token.casefold().removesuffix(".") in TITLES
            if not token[0].isupper() or not (token.isalpha() or abbreviated):
                break
            found.append(token.removesuffix("."))
    else:
        found.append(after)
    return [word.casefold() for word in found]


def keeps_its_name(profile: Profile, other: Profile, phrase: str) -> bool:
    """Whether a subject is called by a phrase also where a page names the other one."""
    title, theirs = (one.title.split(",")[0].split(" (")[0] for one in (profile, other))
    if title in ("", theirs):
        return False
    if other.kind is ExplainerKind.PERSON and phrase in theirs.split():
        return False
    return title == phrase or title in theirs.split()


def weights_of(slug: str, profiles: Mapping[str, Profile], names: Sequence[Name]) -> dict[str, int]:
    """Return the weights of the words of an explainer."""
    texts = {one: words_in(told(profile)) for one, profile in profiles.items()}
    own = {word for name in names if name.slug == slug for word in words_in(name.text)}
    weights = {}
    for word in {*texts[slug]} - own:
        share = len(texts) // sum(word in text for text in texts.values())
        weights[word] = len(f"{share:b}") * (2 if texts[slug].count(word) > 1 else 1)
    return weights


# --------------------------------------------------------------------- which match is linked


def choose(
    passages: Sequence[Passage], mentions: Sequence[Mention], policy: LinkPolicy
) -> list[Verdict]:
    """Decide again which mentions of a page are linked, repeated, quoted or touch.

    The verdicts of the rules before (headings, markup, never, senses) are kept.
    """
    contest = (Verdict.LINKED, Verdict.REPEATED, Verdict.TOUCHING, Verdict.IN_QUOTATION)
    chosen = [mention.verdict for mention in mentions]
    rivals = [n for n, mention in enumerate(mentions) if mention.verdict in contest]
    linked: list[int] = []
    touching: list[int] = []

    def group(number: int) -> tuple[str, int]:
        """Return the group that gets one link."""
        mention = mentions[number]
        return mention.subject, place(mention.passage, policy, passages)

    if policy.once_per is not OncePer.MENTION:
        existing = {
            (slug, place(n, policy, passages))
            for n, passage in enumerate(passages)
            for _, _, slug in passage.links
        }
        rivals = [n for n in rivals if group(n) not in existing]

    while True:
        # Those that would be linked if no links touched.
        wanted: list[int] = []
        for number in rivals:
            left = [n for n in rivals if group(n) == group(number) and n not in touching]
            if not policy.in_quotations and any(not mentions[n].quoted for n in left):
                left = [n for n in left if not mentions[n].quoted]
            if policy.once_per is not OncePer.MENTION:
                left = left[:1] if not any(group(n) == group(number) for n in linked) else []
            if number in left and number not in linked:
                wanted.append(number)
        if not wanted:
            break
        # The longest comes first; one that touches a link is removed.
        for number in sorted(wanted, key=lambda n: (mentions[n].start - mentions[n].end, n)):
            mention = mentions[number]
            spans = [(start, end) for start, end, _ in passages[mention.passage].links]
            spans += [
                (mentions[n].start, mentions[n].end)
                for n in linked
                if mentions[n].passage == mention.passage
            ]
            text = passages[mention.passage].text
            if any(touch(text, (mention.start, mention.end), span) for span in spans):
                touching.append(number)
            else:
                linked.append(number)

    for number, mention in enumerate(mentions):
        if mention.verdict not in contest:
            continue
        outside = [
            n
            for n in rivals
            if group(n) == group(number) and n not in touching and not mentions[n].quoted
        ]
        if number in linked:
            chosen[number] = Verdict.LINKED
        elif number in touching:
            chosen[number] = Verdict.TOUCHING
        elif number in rivals and mention.quoted and outside and not policy.in_quotations:
            chosen[number] = Verdict.IN_QUOTATION
        else:
            chosen[number] = Verdict.REPEATED
    return chosen


def place(passage: int, policy: LinkPolicy, passages: Sequence[Passage]) -> int:
    """Return the section of a passage; 0 if a subject is linked once in a page."""
    return 0 if policy.once_per is OncePer.PAGE else passages[passage].section


def touch(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    first, second = sorted((one, other))
    between = text[first[1] : second[0]]
    return len(between) <= 3 and between.strip() == ""
