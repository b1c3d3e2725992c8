"""Outlets, and the patterns that describe their captures."""

import re
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import regex
from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field

from briefings.files.schemas.shared import Strict
from briefings.files.schemas.values import Address, Text


def _pattern(value: object) -> re.Pattern[str]:
    if not isinstance(value, str):
        raise ValueError("write a regular expression")
    try:
        compiled = re.compile(value)
        regex.compile(value, regex.V0)  # which matches
    except (re.error, regex.error, OverflowError) as error:
        raise ValueError(f"this is not a regular expression: {error}") from error
    except RecursionError as error:
        raise ValueError("this regular expression has too many groups in each other") from error
    return compiled


def _named_group(name: str) -> AfterValidator:
    def check(pattern: re.Pattern[str]) -> re.Pattern[str]:
        if name not in pattern.groupindex:
            raise ValueError(f"the pattern must have the group (?P<{name}>…)")
        return pattern

    return AfterValidator(check)


def _zone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("write a time zone as UTC or Europe/Moscow") from error


Pattern = Annotated[re.Pattern[str], BeforeValidator(_pattern)]
TitlePattern = Annotated[Pattern, _named_group("title")]
BylinePattern = Annotated[Pattern, _named_group("names")]
PublishedPattern = Annotated[Pattern, _named_group("date")]
AddressDatePattern = Annotated[
    Pattern, _named_group("year"), _named_group("month"), _named_group("day")
]
DatelinePattern = Annotated[Pattern, _named_group("place")]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]


class CaptureFields(Strict):
    """The layout of an outlet's captures.

    A pattern is a regular expression for a whole stripped line. `recognise` and `address_date`
    may match anywhere; `dateline` matches at the start.
    """

    recognise: tuple[Pattern, ...] = ()
    clock: Text | None = None
    zone: Zone = ZoneInfo("UTC")
    start: tuple[Pattern, ...] = ()
    end: tuple[Pattern, ...] = ()
    # `chrome` is the key's former name.
    boilerplate: Annotated[
        tuple[Pattern, ...], Field(validation_alias=AliasChoices("boilerplate", "chrome"))
    ] = ()
    section: Pattern | None = None
    headline: TitlePattern | None = None
    byline: BylinePattern | None = None
    published: PublishedPattern | None = None
    caption: Pattern | None = None
    credit: Pattern | None = None
    entry: Pattern | None = None
    dateline: DatelinePattern | None = None
    related: TitlePattern | None = None
    teaser: Pattern | None = None
    tags: Pattern | None = None
    address_date: AddressDatePattern | None = None


class OutletFields(Strict):
    """`content/outlets/<slug>.yml`."""

    name: Text
    home: Address | None = None
    country: Text | None = None
    capture: CaptureFields = CaptureFields()
