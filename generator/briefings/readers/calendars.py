"""Find days of other calendars: Persian, Hijri, Hebrew, Thai, Japanese eras, Minguo.

A day is read only if its calendar is certain: by the name of a month, by an era, or by a year that
is possible in the language of the text in one calendar only. The calendars themselves are those of
persiantools, hijridate and pyluach.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

Found = tuple[int, int, date]
"""Start and end in the line, and the day."""


def _numbered(names: str) -> dict[str, int]:
    """Return name → number of names in order; several names of one month are separated by `|`."""
    months = enumerate(names.split(), 1)
    return {name.replace("_", " "): n for n, forms in months for name in forms.split("|")}


def _any(names: Mapping[str, object]) -> str:
    """Return a pattern for one of several names; the dot at the end of one can be missing."""
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(re.sub(r"\\\.$", r"\\.?", re.escape(name)) for name in longest_first)


# Iran; Dari of Afghanistan.
_PERSIAN = _numbered(
    "فروردین|حمل اردیبهشت|ثور خرداد|جوزا تیر|سرطان مرداد|اسد شهریور|سنبله مهر|میزان آبان|عقرب"
    " آذر|قوس دی|جدی بهمن|دلو اسفند|حوت"
)
_HIJRI = _numbered(
    "محرم صفر ربیع_الأول|ربیع_الاول ربیع_الآخر|ربیع_الاخر|ربیع_الثانی جمادى_الأولى|جمادى_الاولى"
    " جمادى_الآخرة|جمادى_الاخرة|جمادى_الثانیة رجب شعبان رمضان شوال ذو_القعدة|ذی_القعدة"
    " ذو_الحجة|ذی_الحجة"
)
_ARABIC_WEEKDAYS = _numbered(
    "الاثنین|الإثنین الثلاثاء الأربعاء|الاربعاء الخمیس الجمعة السبت الأحد|الاحد"
)
# The Gregorian months of Iraq and the Levant.
_LEVANTINE = _numbered(
    "کانون_الثانی شباط آذار نیسان أیار|ایار حزیران تموز آب أیلول|ایلول تشرین_الأول|تشرین_الاول"
    " تشرین_الثانی کانون_الأول|کانون_الاول"
)
_THAI = _numbered(
    "มกราคม|ม.ค. กุมภาพันธ์|ก.พ. มีนาคม|มี.ค. เมษายน|เม.ย. พฤษภาคม|พ.ค. มิถุนายน|มิ.ย."
    " กรกฎาคม|ก.ค. สิงหาคม|ส.ค. กันยายน|ก.ย. ตุลาคม|ต.ค. พฤศจิกายน|พ.ย. ธันวาคม|ธ.ค."
)
# From Nisan, as pyluach counts. Adar without a number is left out: leap years have two.
_HEBREW = _numbered(
    "ניסן אייר סיוון|סיון תמוז אב אלול תשרי חשוון|חשון|מרחשוון|מרחשון כסלו טבת שבט"
    " אדר_א|אדר_ראשון אדר_ב|אדר_שני"
)
# The year before the first of an era.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911}
_ERAS |= {"R": 2018, "H": 1988, "S": 1925}
_DIGITS = {character: number for number, character in enumerate("〇一二三四五六七八九")} | {"零": 0}
_LETTERS = {
    **{letter: n for n, letter in enumerate("אבגדהוזחט", 1)},
    **{letter: 10 * n for n, letter in enumerate("יכלמנסעפצ", 1)},
    **{letter: 100 * n for n, letter in enumerate("קרשת", 1)},
}
_BUDDHIST = 543
_BUDDHIST_YEARS, _COMMON_YEARS = range(2400, 2700), range(1900, 2100)
# Two digits of a Buddhist year; smaller ones can be of the common era.
_BUDDHIST_DIGITS = range(40, 100)
# Until 2032 these years are Persian, as the Hijri year 1411 began in 1990.
_PERSIAN_YEARS = range(1300, 1411)

# All names are of scripts from Hebrew on.
_FIRST_LETTER = "\u0590"
_PERSIAN_LETTERS = str.maketrans("يك", "یک")


def _persian(found: re.Match[str], lang: str) -> date:  # noqa: ARG001
    from persiantools.jdatetime import JalaliDate  # noqa: PLC0415  only few texts need it

    month = found["month"]
    number = _PERSIAN[month] if month in _PERSIAN else int(month)
    return _day(JalaliDate(int(found["year"]), number, int(found["day"])).to_gregorian())


def _persian_numbers(found: re.Match[str], lang: str) -> date | None:
    is_persian = lang in ("fa", "ps") and int(found["year"]) in _PERSIAN_YEARS
    return _persian(found, lang) if is_persian else None


def _hijri(found: re.Match[str], lang: str) -> date | None:
    # Umm al-Qura is the calendar of Saudi Arabia; elsewhere a month can begin a day later, which
    # the weekday tells.
    if lang != "ar-sa" and not (lang == "ar" and found["era"]):
        return None
    from hijridate import Hijri  # noqa: PLC0415  as above

    year, number, day = int(found["year"]), _HIJRI[found["month"]], int(found["day"])
    found_day = _day(Hijri(year, number, day).to_gregorian())
    weekday = _ARABIC_WEEKDAYS.get(found["weekday"] or "", found_day.isoweekday())
    near = (found_day + timedelta(days=later) for later in (0, 1, -1))
    return next((one for one in near if one.isoweekday() == weekday), None)


def _levantine(found: re.Match[str], lang: str) -> date:  # noqa: ARG001
    return date(int(found["year"]), _LEVANTINE[found["month"]], int(found["day"]))


def _thai(found: re.Match[str], lang: str) -> date | None:  # noqa: ARG001
    written, era = int(found["year"]), found["era"]
    year = written + 2500 if written in _BUDDHIST_DIGITS else written
    if era != "ค" and year in _BUDDHIST_YEARS:
        year -= _BUDDHIST
    elif era == "พ" or year not in _COMMON_YEARS:
        return None
    return date(year, _THAI[found["month"]], int(found["day"]))


def _era(found: re.Match[str], lang: str) -> date:  # noqa: ARG001
    year = 1 if found["year"] == "元" else _han_number(found["year"])
    year += _ERAS.get(found["era"] or "", 0)
    return date(year, _han_number(found["month"]), _han_number(found["day"]))


def _era_numbers(found: re.Match[str], lang: str) -> date | None:
    return _era(found, lang) if lang == "ja" else None


def _hebrew(found: re.Match[str], lang: str) -> date:  # noqa: ARG001
    from pyluach.dates import HebrewDate  # noqa: PLC0415  as above

    year = 5000 + _letters(found["year"])
    return _day(HebrewDate(year, _HEBREW[found["month"]], _letters(found["day"])).to_pydate())


def _day(moment: date) -> date:
    return date(moment.year, moment.month, moment.day)


def _han_number(written: str) -> int:
    """Return a number in digits or in Han characters: `12`, `十二`, `二〇二四`."""
    if written.isdecimal():
        return int(written)
    if "十" not in written:
        return int("".join(str(_DIGITS[character]) for character in written))
    tens, _, ones = written.partition("十")
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


def _letters(written: str) -> int:
    """Return a number in Hebrew letters, such as `כ"ה`, 25."""
    return sum(_LETTERS.get(letter, 0) for letter in written)


_Reader = Callable[[re.Match[str], str], date | None]
_DAY = r"(?<![\d.,:/-])(?P<day>\d{1,2})[ ]?"
_HAN = r"[〇零一二三四五六七八九]"
_SMALL_HAN = r"[一二三四五六七八九]?十?[一二三四五六七八九]?"
_PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"{_DAY}(?P<month>{_any(_PERSIAN)})(?:[ ]ماه)?[ ،,]+(?P<year>1[34]\d\d)(?!\d)", _persian),
        (
            r"(?<![\d/.-])(?P<year>1[34]\d\d)(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)"
            r"(?P<day>\d{1,2})(?![\d/.-])",
            _persian_numbers,
        ),
        (
            rf"(?:(?P<weekday>{_any(_ARABIC_WEEKDAYS)})[ ،,]{{1,3}})?"
            rf"{_DAY}(?:من[ ])?(?P<month>{_any(_HIJRI)})[ ،,]+(?:سنة[ ]|عام[ ])?"
            r"(?P<year>1[34]\d\d)(?!\d)[ ]?(?P<era>ه\b|هـ|هجری\w*)?",
            _hijri,
        ),
        (
            rf"{_DAY}(?:[^\W\d]{{1,20}}[ ]?[/(][ ]?)?(?P<month>{_any(_LEVANTINE)})\)?"
            r"(?:[ ]?[/(][ ]?[^\W\d]+\)?)?[ ،,]+"
            r"(?P<year>(?:19|20)\d\d)(?!\d)",
            _levantine,
        ),
        (
            rf"(?:วัน\w{{1,20}}[ ]?)?{_DAY}(?P<month>{_any(_THAI)})[ ]?"
            r"(?:(?P<era>[พค])\.?ศ\.?[ ]?)?(?P<year>\d{4}|\d\d)(?![\d:])",
            _thai,
        ),
        (
            rf"(?P<era>{_any(_ERAS)})[ ]?(?P<year>元|\d{{1,3}}|{_SMALL_HAN})[ ]?年[ ]?"
            r"(?:\(\d{4}年?\)[ ]?)?"
            rf"(?P<month>\d{{1,2}}|{_SMALL_HAN})[ ]?月[ ]?(?P<day>\d{{1,2}}|{_SMALL_HAN})[ ]?日",
            _era,
        ),
        (
            r"(?<![A-Za-z\d])(?P<era>[RHS])(?P<year>\d{1,2})(?P<mark>[./])(?P<month>\d{1,2})"
            r"(?P=mark)(?P<day>\d{1,2})(?![\d./])",
            _era_numbers,
        ),
        (
            rf"(?P<era>)(?<!{_HAN})(?P<year>{_HAN}{{4}})年(?P<month>{_SMALL_HAN})月"
            rf"(?P<day>{_SMALL_HAN})[日號号]",
            _era,
        ),
        (
            r"(?<![א-ת])(?P<day>[א-ת](?:[\"״”]?[א-ת]|['׳’])?)[ ]ב?"
            rf"(?P<month>{_any(_HEBREW)})['׳’]?[ ,]+(?:ה['׳’]?)?(?P<year>תש[א-ת]?[\"״”]?[א-ת])",
            _hebrew,
        ),
    )
)


def find(line: str, lang: str | None) -> Iterator[Found]:
    """Yield the days of other calendars in a line, with the Gregorian day of each.

    Args:
        line: any text, in the form of `dates.fold`.
        lang: BCP 47 tag of its language; None if not known.
    """
    if max(line, default="") < _FIRST_LETTER and not (lang or "").startswith(("fa", "ps", "ja")):
        return
    line = line.translate(_PERSIAN_LETTERS)
    tag = (lang or "").lower().replace("_", "-")
    for pattern, reader in _PATTERNS:
        for found in pattern.finditer(line):
            try:
                day = reader(found, tag if tag == "ar-sa" else tag.partition("-")[0])
            # Impossible days, and years outside of the tables of the calendars.
            except (ValueError, OverflowError, KeyError):
                continue
            if day:
                yield *found.span(), day
