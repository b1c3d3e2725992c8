"""Arabic and Hebrew: the words of one letter that are written together with the next word.

Arabic (Ryding, A Reference Grammar of Modern Standard Arabic): `و` and `ف`, then a preposition
`ب`, `ل` or `ك`. With the article `ل` makes `لل`: المغرب, `للمغرب`.

Hebrew (Glinert, The Grammar of Modern Hebrew): `ו`, then `ש` or `כש`, then a preposition `ב`,
`כ`, `ל` or `מ`. The article `ה` disappears behind `ב`, `כ` and `ל`.

A name of three letters is joined only as a place, and only by `و`, `ب` and `ل` (`ו`, `ב`, `ל` and
`מ`): with other letters it is often another word.
"""

from collections.abc import Iterator

from briefings.linking.inflections.scripts import begins_in_arabic, begins_in_hebrew
from briefings.model.explainer import ExplainerKind

_SHORTEST = 4
_ARTICLE = "ال"
_BEFORE_ARTICLE = "و ف ب ك وب فب وك".split()
_JOINED_ARTICLE = "لل ولل فلل".split()
_ARABIC = "و ف ب ل ك وب ول وك فب فل".split()
_ARABIC_PLACE = "و ب ل وب ول".split()
_HEBREW = "ו ב ל מ ש כ וב ול ומ וש וכ שב של שמ כש וכש".split()
_HEBREW_PLACE = "ו ב ל מ וב ול ומ".split()
_HEBREW_ARTICLE = "ה וה מה שה כשה ומה".split()
_WITHOUT_ARTICLE = "ב ל כ וב ול שב".split()


def arabic(phrase: str, kind: ExplainerKind | None) -> Iterator[str]:
    """Yield a phrase with the words that are written together with it."""
    if not begins_in_arabic(phrase):
        return
    if phrase.startswith(_ARTICLE) and len(phrase) >= _SHORTEST:
        yield from (f"{joined}{phrase}" for joined in _BEFORE_ARTICLE)
        yield from (f"{joined}{phrase.removeprefix(_ARTICLE)}" for joined in _JOINED_ARTICLE)
    else:
        yield from _joined(phrase, kind, _ARABIC, _ARABIC_PLACE)


def hebrew(phrase: str, kind: ExplainerKind | None) -> Iterator[str]:
    """Yield a phrase with the words that are written together with it."""
    if not begins_in_hebrew(phrase):
        return
    yield from _joined(phrase, kind, _HEBREW, _HEBREW_PLACE)
    if kind in (ExplainerKind.PERSON, ExplainerKind.PLACE) or len(phrase) < _SHORTEST:
        return
    if phrase.startswith("ה"):
        yield from (f"{joined}{phrase[1:]}" for joined in _WITHOUT_ARTICLE)
    elif " " not in phrase:
        yield from (f"{joined}{phrase}" for joined in _HEBREW_ARTICLE)


def _joined(
    phrase: str, kind: ExplainerKind | None, every: list[str], of_places: list[str]
) -> Iterator[str]:
    if len(phrase) >= _SHORTEST:
        yield from (f"{joined}{phrase}" for joined in every)
    elif kind is ExplainerKind.PLACE and len(phrase) == _SHORTEST - 1:
        yield from (f"{joined}{phrase}" for joined in of_places)
