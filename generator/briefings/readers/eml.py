"""Read a mail: a newsletter, or a report that an agency or a press office sends.

Its HTML goes through the reader of saved pages; its text, if there is no HTML or no article in it,
through the reader of texts, as an article without a page around it. Attachments are named in the
decisions and not read. Links of a mail to subscribers are left out: they carry the subscriber's id.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from email.message import Message
from email.utils import parseaddr
from itertools import pairwise

from briefings.files import charsets
from briefings.files.charsets import Decoded
from briefings.model.outlet import Profile
from briefings.model.reading import (
    DROPPED,
    Block,
    Decision,
    Evidence,
    Fact,
    Field,
    MarkupKind,
    Reading,
)
from briefings.readers import bylines, formats, mime, written_days
from briefings.readers.formats import Unread
from briefings.readers.html import dates, decoding, names
from briefings.readers.html import reader as html
from briefings.readers.html.declared import web
from briefings.readers.html.refine import UNSUBSCRIBE
from briefings.readers.refusals import Refusal, of_text
from briefings.readers.text import reader as text_reader

_HEADER = re.compile(rb"(?:From |[A-Za-z][\w-]*:)")
# RFC 2369: a mail that is sent to subscribers. Its links are addresses that count who follows them.
_LIST = re.compile(rb"^List-Unsubscribe(?:-Post)?:", re.IGNORECASE | re.MULTILINE)
# Signs of a reply or of a forwarded mail, as programs write them in many languages.
_PREFIX = re.compile(
    r"(?:re|fwd?|aw|wg|antw|sv|vs|vb|tr|rv|rif|odp|pd|ynt|ilt|enc|res|ref|転送|答复|转发|отв|пересл)"
    r"\s*(?:\[\d+\])?\s*[:：]\s*",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"(?:fwd?|wg|tr|rv|vb|vs|i|pd|enc|ilt|転送|转发|пересл)\s*[:：]", re.IGNORECASE
)
# A field of the header that a program writes above the text that it forwards.
_FIELD = re.compile(r"\W*([^\W\d_][^:\n]{1,20}?)\s?[:：]\s*(\S.*)")
_FIELDS = 3
_SEARCHED = 60
# A note for subscribers, and the paragraphs at the end among which it is.
_LONGEST_NOTE, _LAST = 1_000, 3
_LINKED = re.compile(r"https?://|www\.|@", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# “Ann Lee from The Sample”, “Ann Lee via Sample”.
_SENDER_END = re.compile(r"\s+(?:from|via|at|von|de|da|di|från|fra)\s+|[,(|@·–—]", re.IGNORECASE)
# RFC 3676, section 4.3.
_SIGNATURE = "-- "
_QUOTED = ">"
_STOPS = (*".!?:…”»。", '"')
_STARTS_ITEM = re.compile(r"[\s>*•–—-]|\d{1,3}[.)]\s")
_WIDTHS = range(55, 101)
# Least number of lines of nearly the same length in wrapped text, and the difference.
_WRAPPED_LINES, _NEAR = 3, 12

_NO_MAIL = Refusal(
    "damaged-mail",
    "This is not a mail, or it is damaged.",
    "Save it again as .eml in the mail program.",
)
_NO_TEXT = Refusal(
    "mail-without-text",
    "There is no text in this mail; it may be encrypted, or hold attachments only.",
    "Save an attachment that is the article as a file of its own.",
)


@dataclass(frozen=True, slots=True)
class _Mail:
    """The header of a mail, or of one that it forwards."""

    subject: str = ""
    sender: str = ""
    """Name and address."""
    date: str = ""
    address: str = ""
    """Where it is archived on the web."""
    where: str = "header"


def read_capture(capture: Unread) -> Reading | Refusal:
    """Read a mail; a `formats.Reader`."""
    return _read(capture.file.data, capture.profiles, capture.outlet)


def _read(data: bytes, profiles: Mapping[str, Profile], outlet: str | None) -> Reading | Refusal:
    if not _HEADER.match(data.lstrip()):
        return _NO_MAIL
    message = mime.parse(data.lstrip())
    if not isinstance(message, Message):
        return _NO_TEXT if message is mime.TOO_DEEP else message or _NO_MAIL
    parts = [part for part in message.walk() if not part.is_multipart()]
    mail = _Mail(
        _PREFIX.sub("", mime.field(message, "Subject")),
        mime.field(message, "From"),
        mime.field(message, "Date"),
        web(mime.field(message, "Archived-At").strip("<> ")),
    )
    names = list(filter(None, map(_attachment, parts)))
    documents = [name for name in names if formats.format_of(name.lower())]
    attached = [
        Decision(0, DROPPED, "attached-document" if name in documents else "attachment", name)
        for name in names
    ]
    shown = [part for part in parts if not _attachment(part)]
    pages = [part for part in shown if part.get_content_type() == "text/html"]
    texts = [part for part in shown if part.get_content_type() == "text/plain"]
    if too_large := next(filter(None, map(mime.too_large, (*pages, *texts))), None):
        return too_large
    forwarded = _FORWARDED.match(mime.field(message, "Subject"))
    found: Reading | Refusal = _NO_TEXT
    for part in pages if not (forwarded and texts) else ():
        page = decoding.Unpacked(mime.payload(part), mime.charset(part), mail.address)
        found = html.read_page(page)
        if isinstance(found, Reading):
            break
    if isinstance(found, Refusal) and texts:
        decoded = charsets.decode(b"\n".join(map(mime.payload, texts)), [mime.charset(texts[0])])
        if decoded and decoded.text.strip():
            flowed = texts[0].get_param("format") == "flowed"
            original, found = _text(decoded, flowed, bool(forwarded), profiles, outlet)
            mail = original or (_Mail(subject=mail.subject) if forwarded else mail)
    if isinstance(found, Refusal):
        return _attached(documents) if documents else found
    facts = [*_facts(mail), *found.facts]
    # A link in a line of its own is a button: “View this mail in a browser”.
    decisions = (*attached, *found.decisions)
    blocks = tuple(map(_without_links, found.blocks)) if _LIST.search(data) else found.blocks
    return replace(found, blocks=blocks, facts=tuple(facts), decisions=decisions, headlines=())


def _attached(documents: Sequence[str]) -> Refusal:
    return Refusal(
        "article-attached",
        f"There is no article in the text of this mail; it may be attached: {documents[0]}.",
        "Save the attachment and add it with `briefings new article`; then delete the mail.",
    )


def _without_links(block: Block) -> Block:
    kept = tuple(span for span in block.markup if span.kind is not MarkupKind.LINK)
    return replace(block, markup=kept)


def _attachment(part: Message) -> str:
    """Return the name of an attachment; empty for a part that mail programs show."""
    if part.get_content_disposition() == "attachment":
        return str(part.get_filename() or part.get_content_type())
    return ""


def _text(
    decoded: Decoded,
    flowed: bool,
    forwarded: bool,
    profiles: Mapping[str, Profile],
    outlet: str | None,
) -> tuple[_Mail | None, Reading | Refusal]:
    """Return the header of the mail that a text forwards, if any, and the article in the text."""
    lines = decoded.text.split("\n")
    signed = next((n for n, line in enumerate(lines) if line == _SIGNATURE), len(lines))
    end = _before_note(lines[:signed])
    start, mail = _forwarded_header(lines[:end]) if forwarded else (0, None)
    body = _unwrapped(lines[start:end], flowed)
    if refusal := of_text(body):
        return mail, refusal
    found = text_reader.read(body, profiles, outlet, clean=True)
    ends = (
        (0, start, "forwarded-header"),
        (end, signed, "closing-note"),
        (signed, len(lines), "signature"),
    )
    cut = [
        Decision(n + 1, DROPPED, rule, folded)
        for first, last, rule in ends
        for n in range(first, last)
        if (folded := " ".join(lines[n].split()))
    ]
    return mail, replace(found, charset=decoded.charset, decisions=(*cut, *found.decisions))


def _before_note(lines: Sequence[str]) -> int:
    """Return the number of lines above the note by which readers leave a newsletter.

    It is one of the last paragraphs, and has an address; what is below it is of the sender.
    """
    starts = [n for n, (above, line) in enumerate(pairwise(["", *lines])) if line and not above]
    ends = [*starts[1:], len(lines)]
    for start, end in list(zip(starts, ends, strict=False))[-_LAST:]:  # a mail may have no line
        note = " ".join(lines[start:end])
        if len(note) <= _LONGEST_NOTE and UNSUBSCRIBE.search(note) and _LINKED.search(note):
            return start
    return len(lines)


def _forwarded_header(lines: Sequence[str]) -> tuple[int, _Mail | None]:
    """Return the number of the line below the header of a forwarded mail, and that header.

    The names of its fields are in any language; the values show which is which.
    """
    block: list[str] = []
    for number, line in enumerate([*lines[:_SEARCHED], ""]):
        if found := _FIELD.match(line):
            block.append(found[2].strip().strip("*").strip())
        elif len(block) >= _FIELDS and any(map(_ADDRESS.search, block)):
            return number, _header(block)
        else:
            block = []
    return 0, None


def _header(values: Sequence[str]) -> _Mail:
    """Return the header with these values: sender, day, subject, recipients."""
    sender = next(value for value in values if _ADDRESS.search(value))
    others = [value for value in values if not _ADDRESS.search(value)]
    date = next((value for value in others if _day(value)), "")
    subject = next((value for value in others if value != date), "")
    return _Mail(_PREFIX.sub("", subject), sender, date, where="forwarded header")


def _day(value: str) -> str | None:
    return dates.declared(value) or written_days.written(value, "")


def _unwrapped(lines: Sequence[str], flowed: bool) -> str:
    """Return lines with the paragraphs joined that mail programs break at a width.

    Flowed text says which lines go on (RFC 3676). In other text a line goes on if the first word of
    the next one would not have fitted, unless it is a longer line with the end of a sentence.
    """
    width = _width(lines)
    joined = ""
    for line, following in pairwise([*lines, ""]):
        goes_on = bool(following.strip()) and not following.startswith(_QUOTED)
        if flowed:
            goes_on = goes_on and line.endswith(" ")
        else:
            fits = len(line) + 1 + len(following.split(" ", 1)[0]) <= width
            whole = len(line) > width and line.endswith(_STOPS)
            goes_on = goes_on and not (fits or whole or _STARTS_ITEM.match(following))
        joined += f"{line.rstrip()} " if goes_on else f"{line}\n"
    return joined


def _width(lines: Iterable[str]) -> float:
    """Return the width at which lines are broken: infinite if they are not.

    It is the greatest length that several lines nearly have: a line that somebody added or an
    address may be longer.
    """
    lengths = sorted((n for n in map(len, lines) if n in _WIDTHS), reverse=True)
    near = zip(lengths, lengths[_WRAPPED_LINES - 1 :], strict=False)
    return next((longest for longest, third in near if longest - third < _NEAR), math.inf)


def _facts(mail: _Mail) -> Iterator[Fact]:
    """Yield what a header states."""
    if mail.subject:
        yield Fact(Field.TITLE, mail.subject, Evidence.DECLARED, f"{mail.where} Subject")
    if day := _day(mail.date):
        yield Fact(Field.PUBLISHED, day, Evidence.DECLARED, f"{mail.where} Date")
    if author := _author(mail.sender):
        yield Fact(Field.AUTHOR, author, Evidence.DECLARED, f"{mail.where} From")
    if mail.address:
        yield Fact(Field.URL, mail.address, Evidence.DECLARED, "header Archived-At")


def _author(sender: str) -> str:
    """Return the person who sends a mail; empty for an organisation.

    The address of a person is made from the name: `Ann Lee <a.lee@news.example>`.
    """
    name, address = parseaddr(sender)
    name = _SENDER_END.split(name.strip("'\" "))[0].strip()
    local, _, domain = address.casefold().partition("@")
    people = bylines.people(name)
    words = [names.fold(word) for word in name.split()]
    if len(people) != 1 or len(words) < 2 or not domain:
        return ""
    local = names.fold(local)
    first, last = words[0], words[-1]
    is_person = last in local and local.replace(last, "", 1).startswith(first[0])
    return "" if not is_person or any(len(w) > 3 and w in domain for w in words) else name
