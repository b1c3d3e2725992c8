"""The language of a text is detected, or unknown."""

import pytest

from briefings.content import articles, loading
from briefings.model.content import Content, SourceFile
from briefings.readers.languages import assumed, language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ministers met in Vienna on Monday to talk about the pipeline, and left without "
         "having agreed on anything but a day for their next meeting in the spring.", "en"),
        ("Die Minister trafen sich am Montag in Wien, um über die Leitung zu sprechen, und gingen "
         "auseinander, ohne sich auf mehr als einen Termin zu einigen.", "de"),
        ("Министры встретились в понедельник в Вене, чтобы обсудить трубопровод, и разошлись, не "
         "договорившись ни о чём, кроме дня следующей встречи.", "ru"),
        ("اجتمع الوزراء في فيينا يوم الاثنين لبحث خط الأنابيب ولم يتفقوا على شيء سوى موعد اللقاء "
         "القادم في الربيع. وقال المتحدث باسم الوزارة إن المحادثات كانت مفيدة، وإن الجانبين "
         "سيواصلان العمل خلال الأسابيع المقبلة.", "ar"),
        ("大臣たちは月曜日にウィーンで会談し、パイプラインについて話し合ったが、次の会合の日程以外には"
         "何も合意しなかった。", "ja"),
        # Too little to be sure.
        ("Resolution 1244", ""),
        ("", ""),
    ],
    ids=["en", "de", "ru", "ar", "ja", "a name", "nothing"],
)  # fmt: skip
def test_the_language_of_a_text(text: str, code: str) -> None:
    assert language(text) == code


LONG_ENGLISH = (
    "The ministers met in Vienna on Monday to talk about the pipeline, and left without having "
    "agreed on anything but a day for their next meeting. Nobody knows who will pay for it, said "
    "a man who had been in the room, but they all want it to be built before the winter comes."
)
LONG_DUTCH = (
    "De ministers spraken maandag in Wenen over de pijpleiding, en gingen uit elkaar zonder dat "
    "zij het over iets anders eens waren dan een dag voor hun volgende bijeenkomst. Niemand weet "
    "wie er voor gaat betalen, zei een man die in de zaal was, maar allen willen dat hij er is "
    "voordat het winter wordt."
)


def test_clear_english_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_model() -> None:
        raise AssertionError("The model is loaded.")

    monkeypatch.setattr("briefings.readers.languages._identifier", no_model)
    assert language(LONG_ENGLISH) == "en"
    with pytest.raises(AssertionError, match="loaded"):
        language(LONG_DUTCH)


def test_a_neighbour_of_english_is_told_from_it() -> None:
    assert language(LONG_DUTCH) == "nl"


@pytest.mark.parametrize(
    ("sidecar", "lang"), [(None, "de"), ("lang: gsw\n", "gsw")], ids=["words", "the editor's"]
)
def test_a_declared_language_has_priority_over_detection(sidecar: str | None, lang: str) -> None:
    text = (
        "Ein Vertrag\n\nDie Minister trafen sich am Montag in Wien, um über die Leitung zu "
        "sprechen, und gingen auseinander, ohne sich auf mehr als einen Termin zu einigen.\n"
    )
    facts = SourceFile("articles/a.yml", sidecar.encode()) if sidecar else None
    article = articles.parse(SourceFile("articles/a.txt", text.encode()), facts, {}).article
    assert article is not None
    assert article.lang == lang


@pytest.mark.parametrize(
    ("text", "site", "code"),
    [
        ("Resolution 1244", "", "en"),
        ("Resolution 1244", "de_AT", "de"),
        ("Resolution 1244", "ar", "en"),
        ("1244", "ar", "ar"),
        ("", "", "en"),
        ("خبر عاجل من BBC", "en", "ar"),
        ("خبر عاجل", "fa", "fa"),
        ("חדשות", "en", "he"),
        ("Новости", "en", "ru"),
        ("Новости", "uk", "uk"),
        ("新闻", "en", "zh"),
        ("新闻", "zh_TW", "zh"),
        ("東京都", "ja", "ja"),
        ("東京都のニュース", "en", "ja"),
        ("ܣܘܪܝܝܐ", "en", "syr"),
    ],
)
def test_an_unknown_language_is_one_of_the_script_of_the_text(
    text: str, site: str, code: str
) -> None:
    assert assumed(text, site) == code


def test_an_article_of_an_unknown_language_follows_the_site() -> None:
    files = (SourceFile("articles/a.txt", b"Heading\n\nResolution 1244.\n"),)
    for locale, lang in (("de", "de"), ("fa_IR", "en"), ("", "en")):
        (article,) = loading.read(Content(files), locale=locale).texts.values()
        assert article.lang == lang
