"""Citations of an article: as a sentence, in BibTeX and in CSL-JSON.

They cite the article of the outlet, and add the address of the briefing if it is known. Unknown
facts are left out; the sentence has “n.d.” for an unknown day. The sentence is in the site's
language, with its date and quotation marks.
"""

import json
import re
from datetime import UTC, date
from functools import reduce

from babel.dates import format_date

from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.site import addresses, facts
from briefings.text import sentences, uris, words

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Characters with a meaning in TeX. Braces become commands, because BibTeX counts them even after a
# backslash. https://www.bibtex.org/SpecialSymbols/
_TEX = str.maketrans(
    {c: f"\\{c}" for c in "#$%&_"}
    | {
        "\\": "\\textbackslash{}",
        "{": "\\textbraceleft{}",
        "}": "\\textbraceright{}",
        "^": "\\textasciicircum{}",
        "~": "\\textasciitilde{}",
    }
)
# In addresses only characters that would end the field are escaped.
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
# BibTeX splits names at this word, and a name at commas.
_NOT_ONE_NAME = re.compile(r"\band\b|,", re.IGNORECASE)
_FINAL = tuple(sentences.STOPS + sentences.QUESTION_MARKS)


def sentence(article: Metadata, settings: Settings) -> str:
    """Return the citation as plain text."""
    gettext = words.of(settings.locale).gettext
    day = _day(article.published, settings) if article.published else gettext("n.d.")
    captured, comma, stop = _captured(article), gettext(", "), gettext(".")
    title = _folded(article.title)
    quoted = gettext("“%(text)s”") if title.endswith(_FINAL) else gettext("“%(text)s.”")
    elements = [
        _ended(words.enumerated(map(_folded, article.authors), settings.locale), stop),
        quoted % {"text": title},
        _ended(f"{_folded(article.outlet.name)}{comma}{day}" if article.outlet else day, stop),
        # Without a full stop, which would look like a part of the address.
        facts.original(article),
        gettext("Captured %(day)s.") % {"day": _day(captured, settings)} if captured else "",
        _annotated(article, settings),
    ]
    return reduce(sentences.joined, filter(None, elements))


def quoted(article: Metadata, settings: Settings) -> str:
    """Return the form of a quotation from the article, with `{text}` for its words.

    Its marks are those of the article's language, or of the site's if there are no words for that.
    """
    try:
        spoken = words.of(article.lang)
    except ValueError:
        spoken = words.of(settings.locale)
    return spoken.gettext("“%(text)s”") % {"text": "{text}"}


def bibtex(article: Metadata, settings: Settings) -> str:
    """Return the citation as a BibTeX entry.

    The type is `misc`, which every style knows; some styles show `url` and `urldate`. The title is
    in two pairs of braces, so that styles keep its capitals.
    """
    day, captured = article.published, _captured(article)
    fields = {
        "author": " and ".join(map(_name, article.authors)),
        "title": f"{{{_tex(article.title)}}}",
        "howpublished": _tex(article.outlet.name) if article.outlet else "",
        "year": str(day.year) if day else "",
        "month": _MONTHS[day.month - 1] if day else "",
        "day": str(day.day) if day else "",
        "url": facts.original(article).translate(_IN_ADDRESS),
        "urldate": captured.isoformat() if captured else "",
        "note": _tex(_annotated(article, settings)),
    }
    # Months are macros of the style, not text.
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in fields.items()
        if value
    ]
    return f"@misc{{{article.slug},\n{''.join(lines)}}}"


def csl(article: Metadata, settings: Settings) -> str:
    """Return the citation as CSL-JSON: a list of one item.

    https://docs.citationstyles.org/en/stable/specification.html. Names are `literal`, because
    their family names are unknown.
    """
    captured = _captured(article)
    item: dict[str, object] = {
        "id": article.slug,
        "type": "article-newspaper",
        "title": article.title,
        "author": [{"literal": name} for name in article.authors],
        "container-title": article.outlet.name if article.outlet else "",
        "section": article.section,
        "issued": _date_parts(article.published),
        "accessed": _date_parts(captured),
        "URL": facts.original(article),
        "language": facts.language(article),
        "note": _annotated(article, settings),
    }
    known = {name: value for name, value in item.items() if value}
    lines = ",\n".join(f"  {_json(name)}: {_json(value)}" for name, value in known.items())
    return f"[{{\n{lines}\n}}]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _annotated(article: Metadata, settings: Settings) -> str:
    """Return the address of the briefing as text; empty if the address of the site is unknown."""
    address = addresses.absolute(settings, uris.briefing(article.slug))
    copy = words.of(settings.locale).gettext("Annotated copy: %(address)s")
    return copy % {"address": address} if address else ""


def _captured(article: Metadata) -> date | None:
    return article.captured.astimezone(UTC).date() if article.captured else None


def _day(value: date, settings: Settings) -> str:
    return format_date(value, "long", locale=settings.locale)


def _date_parts(day: date | None) -> dict[str, object]:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else {}


def _ended(text: str, stop: str) -> str:
    """Return an element of the sentence with a full stop, unless it has an end already."""
    return text if not text or text.endswith(_FINAL) else f"{text}{stop}"


def _folded(text: str) -> str:
    return " ".join(text.split())


def _name(name: str) -> str:
    written = _tex(name)
    return f"{{{written}}}" if _NOT_ONE_NAME.search(name) else written


def _tex(text: str) -> str:
    return _folded(text).translate(_TEX)
