"""Mails: newsletters, and reports that agencies and press offices send."""

import textwrap
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from briefings.content import articles
from briefings.content.articles import Parsing
from briefings.model.article import Article
from briefings.model.content import Severity, SourceFile
from tests.pages import SENTENCES, page

FIRST = (
    "The ministers of both countries met in the old town hall on Tuesday and talked until late in"
    " the evening about the water of the river that both of them need for their fields."
)
SECOND = (
    "Nobody had expected more than a beginning, and a beginning it was: the dam will be paid for"
    " by both sides, and a commission will count the fish before the first stone is laid."
)
THIRD = "They will meet again in May, when the snow in the mountains has melted."
TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n"


def mail(text: str = "", html: str = "", **header: str) -> EmailMessage:
    """Return a mail from `Ann Lee`, with these fields in its header instead of the usual ones."""
    message = EmailMessage()
    usual = {
        "Subject": "Ministers talk about water",
        "From": "Ann Lee <ann.lee@wire.example>",
        "To": "desk@news.example",
        "Date": "Thu, 08 Aug 2024 23:30:00 -0500",
    }
    for name, value in {**usual, **{k.replace("_", "-"): v for k, v in header.items()}}.items():
        message[name] = value
    if text:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return message


def parse(message: EmailMessage | bytes) -> Parsing:
    data = message if isinstance(message, bytes) else message.as_bytes()
    return articles.parse(SourceFile("articles/a.eml", data), None, {})


def read(message: EmailMessage | bytes) -> Article:
    article = parse(message).article
    assert article
    return article


def body(message: EmailMessage | bytes) -> list[str]:
    return [block.text for block in read(message).blocks]


def test_the_header_states_title_author_and_day() -> None:
    article = read(mail(TEXT))
    assert article.title == "Ministers talk about water"
    assert article.authors == ("Ann Lee",)
    assert str(article.published) == "2024-08-08"
    assert body(mail(TEXT)) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("sender", "author"),
    [
        ("Ann Lee <ann.lee@wire.example>", "Ann Lee"),
        ("Ann Lee from The Sample <alee@sample.example>", "Ann Lee"),
        ('"Ann Lee (Sample)" <a_lee@sample.example>', "Ann Lee"),
        ("=?utf-8?q?J=C3=BCrgen_Gro=C3=9F?= <jgroß@x.example>", ""),
        ("Sample Wire <wire@sample.example>", ""),
        ("Sample Wire <sample.wire@sample.example>", ""),
        ("Press Office <press@ministry.example>", ""),
        ("newsletter@sample.example", ""),
        ("Ann <ann@wire.example>", ""),
        ("", ""),
    ],
)
def test_the_sender_is_an_author_if_the_address_is_made_from_a_name(
    sender: str, author: str
) -> None:
    data = mail(TEXT).as_bytes().replace(b"Ann Lee <ann.lee@wire.example>", sender.encode())
    assert ", ".join(read(data).authors) == author


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Re: AW: Ministers talk", "Ministers talk"),
        ("=?utf-8?b?TWluaXN0ZXIgc3ByZWNoZW4gw7xiZXIgV2Fzc2Vy?=", "Minister sprechen über Wasser"),
        ("=?utf-8?q?broken", "=?utf-8?q?broken"),
        ("Ministers talk: what we know", "Ministers talk: what we know"),
    ],
)
def test_the_subject_is_decoded_and_has_no_signs_of_a_reply(subject: str, title: str) -> None:
    data = mail(TEXT).as_bytes().replace(b"Ministers talk about water", subject.encode())
    assert read(data).title == title


def test_the_article_in_the_html_wins_over_the_text() -> None:
    article = read(mail("Read this mail in a browser.", page()))
    assert [block.text for block in article.blocks] == list(SENTENCES)
    assert article.title == "Ministers talk about water"


def test_html_without_an_article_leaves_the_text() -> None:
    assert body(mail(TEXT, "<p><img src='cid:1'></p>")) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "leave", ["Unsubscribe", "Newsletter abbestellen", "Se désabonner", "Отписаться", "退订"]
)
def test_buttons_and_the_footer_of_a_newsletter_are_no_text(leave: str) -> None:
    view = "<p><a href='https://x.example/v'>View this mail in your browser now</a></p>"
    footer = f"<p>You get this from The Wire. <a href='https://x.example/u?a=1'>{leave}</a></p>"
    html = page().replace("<h1>", f"{view}<h1>").replace("</div></main>", f"{footer}</div></main>")
    article = read(mail(html=html))
    assert [block.text for block in article.blocks] == list(SENTENCES)
    assert article.headlines == ()


def linked(*fields: tuple[str, str]) -> EmailMessage:
    """Return a mail with a link in its first sentence, and with these fields in its header."""
    link = "<a href='https://t.example/c?subscriber=77'>The"
    message = mail(html=page().replace(f"<p>{SENTENCES[0][:3]}", f"<p>{link}</a>", 1))
    for name, value in fields:
        message[name] = value
    return message


def forwarded(message: EmailMessage) -> EmailMessage:
    """Return a mail to which another one is attached."""
    outer = mail(Subject="Fwd: Ministers talk about water")
    outer.add_attachment(message)
    return outer


LIST = ("List-Unsubscribe", "<https://t.example/u?subscriber=77>")


@pytest.mark.parametrize(
    ("message", "links"),
    [
        (linked(), 1),
        (linked(("List-Id", "desk.wire.example")), 1),
        (linked(LIST), 0),
        (linked(("list-unsubscribe", "<mailto:u@t.example>")), 0),
        (forwarded(linked(LIST)), 0),
    ],
)
def test_links_of_a_mail_to_subscribers_are_left_out(message: EmailMessage, links: int) -> None:
    blocks = read(message).blocks
    assert blocks[0].text == SENTENCES[0]
    assert len([span for block in blocks for span in block.markup if span.target]) == links


@pytest.mark.parametrize(
    ("name", "text", "warned"),
    [
        ("release.pdf", "Please find our press release attached.\n\nAnn Lee", True),
        ("Release.DOCX", "Sehr geehrte Damen und Herren, anbei unsere Mitteilung.", True),
        ("release.pdf", TEXT, False),
        ("logo.png", "The bridge opens on Monday.", False),
    ],
)
def test_an_article_that_is_attached_gives_a_warning(name: str, text: str, warned: bool) -> None:
    message = mail(text)
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename=name)
    found = [problem for problem in parse(message).problems if problem.code == "article-attached"]
    assert [problem.severity for problem in found] == [Severity.WARNING] * warned
    assert all(name in problem.message for problem in found)


def test_a_mail_without_an_article_names_the_attached_one() -> None:
    message = mail(html="<p>Our release is attached.</p>")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="release.pdf")
    (problem,) = parse(message).problems
    assert (problem.code, problem.severity) == ("article-attached", Severity.ERROR)


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_transfer_encodings_and_character_sets_are_decoded(encoding: str) -> None:
    message = EmailMessage()
    message["Subject"] = "Gespräche"
    text = TEXT + "\nDie Größe des Flusses überrascht die Fischer im Süden des Landes.\n"
    message.set_content(text, charset="iso-8859-1", cte=encoding)
    assert body(message)[-1] == "Die Größe des Flusses überrascht die Fischer im Süden des Landes."


def wrapped(width: int, end: str = "") -> str:
    """Return the text with lines of a width, each but the last of a paragraph with an end."""
    return "\n\n".join(
        f"{end}\n".join(textwrap.wrap(paragraph, width)) for paragraph in (FIRST, SECOND, THIRD)
    )


@pytest.mark.parametrize("width", [60, 72, 78])
def test_lines_that_a_mail_program_has_broken_are_joined(width: int) -> None:
    assert body(mail(wrapped(width) + "\n")) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("width", [60, 72, 78])
@pytest.mark.parametrize(
    "added", [" as far as anybody knows", ", see https://x.example/" + "a" * 90]
)
def test_one_longer_line_changes_nothing(width: int, added: str) -> None:
    first, *others = wrapped(width).split("\n")
    message = mail("\n".join([first + added, *others]) + "\n")
    assert body(message) == [FIRST.replace(first, first + added), SECOND, THIRD]


RELEASE = (
    "The bridge opens on Monday.",
    "Cars may cross from six in the morning.",
    "The toll is two euros.",
    "Ships pass at noon.",
)
TURKISH = ("Köprü pazartesi açılıyor.", "Geçiş iki avro.", "Gemiler öğlen geçer.")


@pytest.mark.parametrize("lines", [RELEASE, TURKISH, RELEASE[:1]])
def test_a_short_release_is_an_article(lines: tuple[str, ...]) -> None:
    assert body(mail("\n\n".join(lines) + "\n")) == list(lines)


@pytest.mark.parametrize(
    "note",
    ["To unsubscribe from this list, write to leave@wire.example.",
     "You get this because you asked for it.\nUnsubscribe: https://wire.example/u?id=7\n\n"
     "The Wire, 5 Main Street",
     "Vom Presseverteiler abmelden:\nhttps://amt.example/abmelden"],
)  # fmt: skip
def test_the_note_by_which_readers_leave_is_dropped(note: str) -> None:
    message = mail(f"{TEXT}\n{note}\n")
    assert body(message) == [FIRST, SECOND, THIRD]
    reading = parse(message).reading
    assert reading
    dropped = [d.text for d in reading.decisions if d.rule == "closing-note"]
    assert dropped == [line for line in note.split("\n") if line]


def test_a_sentence_about_subscribers_stays() -> None:
    last = "Thousands unsubscribed from the paper after the war."
    assert body(mail(f"{TEXT}\n{last}\n"))[-1] == last


def test_flowed_text_is_joined() -> None:
    data = mail(wrapped(50, " ") + "\n").as_bytes()
    flowed = data.replace(b'charset="utf-8"', b'charset="utf-8"; format=flowed')
    assert body(flowed) == [FIRST, SECOND, THIRD]


def test_the_signature_and_the_attachments_have_a_rule() -> None:
    message = mail(f"{TEXT}\n-- \nAnn Lee\nThe Wire\n")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="annex.pdf")
    reading = parse(message).reading
    assert reading
    dropped = [(d.rule, d.text) for d in reading.decisions if d.role == "dropped"]
    assert dropped == [
        ("attached-document", "annex.pdf"), ("signature", "--"), ("signature", "Ann Lee"),
        ("signature", "The Wire"),
    ]  # fmt: skip


FORWARDED = {
    "English": ("---------- Forwarded message ---------\nFrom: Bo Ek <bo.ek@wire.example>\n"
                "Date: Wed, Aug 7, 2024 at 10:15 AM\nSubject: A dam for two\n"
                "To: <desk@news.example>\n"),
    "German": ("-----Ursprüngliche Nachricht-----\nVon: Bo Ek <bo.ek@wire.example>\n"
               "Gesendet: Mittwoch, 7. August 2024 10:15\nAn: desk@news.example\n"
               "Betreff: A dam for two\n"),
    "French": ("De : Bo Ek <bo.ek@wire.example>\nEnvoyé : mercredi 7 août 2024 10:15\n"
               "À : desk@news.example\nObjet : A dam for two\n"),
}  # fmt: skip


@pytest.mark.parametrize("header", FORWARDED.values(), ids=FORWARDED.keys())
def test_a_forwarded_mail_has_the_facts_of_the_original(header: str) -> None:
    message = mail(f"Have a look at this.\n\n{header}\n{TEXT}", Subject="Fwd: A dam for two")
    article = read(message)
    assert (article.title, article.authors) == ("A dam for two", ("Bo Ek",))
    assert str(article.published) == "2024-08-07"
    assert body(message) == [FIRST, SECOND, THIRD]
    reading = parse(message).reading
    assert reading
    cut = [d.text for d in reading.decisions if d.rule == "forwarded-header"]
    assert cut[0] == "Have a look at this."
    assert len(cut) == len(header.splitlines()) + 1


def test_a_forwarded_mail_without_the_header_of_the_original_has_no_author_and_no_day() -> None:
    article = read(mail(TEXT, Subject="WG: A dam for two"))
    assert (article.title, article.authors, article.published) == ("A dam for two", (), None)


def test_the_address_of_the_archive_is_that_of_the_article() -> None:
    article = read(mail(TEXT, Archived_At="<https://lists.example/a/1>"))
    assert article.url == "https://lists.example/a/1"


@pytest.mark.parametrize(
    "text", [TEXT, wrapped(72), f"Look.\n\n{FORWARDED['English']}\n{TEXT}-- \nAnn"]
)
def test_every_word_of_a_text_is_kept_or_dropped_by_a_rule(text: str) -> None:
    reading = parse(mail(text, Subject="Fwd: A dam for two")).reading
    assert reading
    decided = "".join(decision.text for decision in reading.decisions)
    assert sorted("".join(decided.split())) == sorted("".join(text.split()))
    assert all(decision.rule for decision in reading.decisions)


def nested(depth: int) -> bytes:
    """Return a mail whose parts nest."""
    heads = (f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return ("Subject: x\n" + "".join(heads) + "Content-Type: text/plain\n\nText.\n").encode()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "no mail": (lambda: b"<!doctype html><p>Moved.", "damaged-mail"),
    "empty": (lambda: b"", "damaged-mail"),
    "without text": (lambda: mail().as_bytes(), "mail-without-text"),
    "attachments only": (
        lambda: b"Subject: x\nContent-Type: application/pdf\nContent-Disposition: attachment\n\nx",
        "mail-without-text",
    ),
    "many parts": (lambda: b"Subject: x\n\n" + b"Content-Type: a/b\n" * 2_000, "page-too-large"),
    "deep": (lambda: nested(500), "mail-without-text"),
}


@pytest.mark.parametrize(("make", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_a_mail_that_cannot_be_read_is_one_clear_problem(
    make: Callable[[], bytes], code: str
) -> None:
    (problem,) = parse(make()).problems
    assert problem.code == code
    assert problem.hint.endswith(".")


def test_long_fields_are_cut_and_take_no_time() -> None:
    hostile = mail(TEXT).as_bytes().replace(b"Ministers talk", b"=?utf-8?q?a?= " * 100_000)
    assert read(hostile).title
