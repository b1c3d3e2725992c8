"""The quotation marks of each language.

They are the delimiters of Unicode CLDR (https://cldr.unicode.org/), which browsers show around a
`q` element: https://drafts.csswg.org/css-content/#quotes.
"""

from briefings.text import languages

_ENGLISH = "“”‘’"
# Opening and closing marks, first of a quotation, then of one inside it.
_STYLES = {
    "„“‚‘": "bg cs de et hsb dsb is lb lt mk sk sl sq",
    "„”‚’": "bs hr hu pl ro sr",
    "«»“”": "ca es eu fa gl hy it oc",
    "«»„“": "be ru uk",
    "«»«»": "fr",
    "«»‘’": "nb nn no",
    "””’’": "fi sv",
    "「」『』": "ja",
}
_BY_LANGUAGE = {code: marks for marks, codes in _STYLES.items() for code in codes.split()}
MARKS = frozenset("".join(_STYLES) + _ENGLISH + "\"'‹›")
"""All quotation marks."""

APOSTROPHES = frozenset("'’")
"""The marks that are also apostrophes."""


def marks(lang: str, depth: int) -> tuple[str, str]:
    """Return the opening and the closing quotation mark of a language.

    Args:
        lang: BCP 47 tag; a language that is not known, or empty, has the marks of English.
        depth: number of quotations around it.
    """
    language = languages.base(lang)
    style = _BY_LANGUAGE.get(language, _ENGLISH)
    first = depth % 2 * 2
    return style[first], style[first + 1]
