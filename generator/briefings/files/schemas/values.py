"""Types of values, each with its check, its message, and its pattern in JSON Schemas."""

import re
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from briefings.text import languages
from briefings.text.uris import INDEX, slugify
from briefings.text.urls import page_address, web_address
from briefings.text.world import world

_PARTIAL_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_FULL_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> date:
    try:
        if isinstance(value, str) and _FULL_DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError("write a day as 2018-02-01")


def _moment(value: object) -> datetime:
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except ValueError:
        pass
    raise ValueError("write a moment as 2020-08-07T19:08:00Z")


def _partial_date(value: str) -> str:
    if _PARTIAL_DATE.fullmatch(value):
        year, month, day = [*value.split("-"), "1", "1"][:3]
        try:
            date(int(year), int(month), int(day))
        except ValueError:
            pass
        else:
            return value
    raise ValueError("write a date as 1999-06-10, 1999-06 or 1999")


def _address(value: str) -> str:
    address = web_address(value)
    if address is None:
        raise ValueError("an address starts with https://, http:// or mailto:")
    return address


def _language(value: str) -> str:
    if not languages.tag(value):
        raise ValueError("write a BCP 47 tag, such as de or pt-BR")
    return value


def _web(value: str) -> str:
    address = page_address(value)
    if not address:
        raise ValueError("an address starts with https:// or http://")
    return address


def _names_something(value: str) -> str:
    if not any(character.isalnum() for character in value):
        raise ValueError("a phrase has at least one letter or digit")
    return value


# "9/11", "7-7", "9·11": a day that an event is named after.
_DAY = re.compile(r"\d{1,2}[/·・–-]\d{1,2}")


def is_name_enough(phrase: str) -> bool:
    """Return whether a phrase can be a name: not a single letter, not only a number.

    A day and a month in figures are a name: 9/11.
    """
    letters = [character for character in phrase if character.isalnum()]
    only_digits = all(character.isdigit() for character in letters)
    return len(letters) > 1 and (not only_digits or _DAY.fullmatch(phrase) is not None)


def _name(value: str) -> str:
    if not is_name_enough(value):
        raise ValueError("a name has at least two letters or digits, and is not only a number")
    return value


def _country(value: str) -> str:
    if value not in world().countries or not value:
        raise ValueError(
            "write the ISO 3166 code of a country, such as LY; a place on an island without one on "
            "the map has `at: [latitude, longitude]` instead"
        )
    return value


def _one_or_several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _slug(value: str) -> str:
    if slugify(value) != value or value == INDEX:
        raise ValueError("write the name as it was in the address, such as old-name")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Phrase = Annotated[Text, AfterValidator(_names_something)]
NameText = Annotated[Phrase, AfterValidator(_name)]
Slug = Annotated[Text, AfterValidator(_slug)]
Country = Annotated[Text, AfterValidator(_country)]
_COUNTRY_CODE = {"type": "string", "pattern": "^[A-Z]{2}$"}
Countries = Annotated[
    tuple[Country, ...],
    BeforeValidator(_one_or_several),
    WithJsonSchema({"anyOf": [_COUNTRY_CODE, {"type": "array", "items": _COUNTRY_CODE}]}),
]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Day = Annotated[date, BeforeValidator(_day)]
# Text editors know fewer forms of a moment by `format`.
_SOME_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?$"}
Moment = Annotated[datetime, BeforeValidator(_moment), WithJsonSchema(_SOME_MOMENT)]
_SOME_DATE = {"type": "string", "pattern": r"^\d{4}(-[01]\d(-[0-3]\d)?)?$"}
PartialDate = Annotated[str, AfterValidator(_partial_date), WithJsonSchema(_SOME_DATE)]
_SOME_WEB = r"^\s*[Hh][Tt][Tt][Pp][Ss]?://"
_SOME_ADDRESS = {"type": "string", "pattern": rf"{_SOME_WEB}|^\s*[Mm][Aa][Ii][Ll][Tt][Oo]:"}
Address = Annotated[Text, AfterValidator(_address), WithJsonSchema(_SOME_ADDRESS)]
WebAddress = Annotated[
    Text, AfterValidator(_web), WithJsonSchema({"type": "string", "pattern": _SOME_WEB})
]
Language = Annotated[Text, AfterValidator(_language)]
