"""Bylines: who wrote, without roles, places and other work."""

import pytest

from briefings.readers import bylines


@pytest.mark.parametrize(
    ("value", "lang", "names"),
    [
        ("By Ann Lee and Bo Ek in Rome; editing by Cy Day", "en", ("Ann Lee", "Bo Ek")),
        ("Reporting by Ann Lee, editing by Bo Ek", "en", ("Ann Lee",)),
        ("Ann Lee. Edited by Bo Ek", "en", ("Ann Lee",)),
        ("Von Ann Lee, Bo Ek (Text) und Cy Day | Fotos: Di Fox", "de",
         ("Ann Lee", "Bo Ek", "Cy Day")),
        # Roles before and after the name, with and without a comma.
        ("Ann Lee, Senior Reporter", "", ("Ann Lee",)),
        ("Ann Lee Staff Writer", "", ("Ann Lee",)),
        ("Ann Lee, Sample Press writer", "", ("Ann Lee",)),
        ("Political correspondent Ann Lee", "", ("Ann Lee",)),
        ("Ann Lee, Wirtschaftsredakteurin", "de", ("Ann Lee",)),
        ("Ann Lee, envoyée spéciale à Rome", "fr", ("Ann Lee",)),
        ("Ann Lee – The Sample", "", ("Ann Lee",)),
        ("홍길동 기자 hong@sample.test", "ko", ("홍길동",)),
        ("記者王小明/台北報導", "zh", ("王小明",)),
        ("Staff Writer", "", ()),
        # Names that hold such words.
        ("The Sample Reporter", "", ("The Sample Reporter",)),
        ("Reporters Without Borders", "", ("Reporters Without Borders",)),
        ("Ann in 't Veld", "", ("Ann in 't Veld",)),
        # `and` in one language is `in` in another.
        ("Ann Lee i Oslo", "no", ("Ann Lee",)),
        ("Anna Nowak i Jan Kos", "pl", ("Anna Nowak", "Jan Kos")),
        ("Ana Ruiz en Bogotá", "es", ("Ana Ruiz",)),
        ("Ana Reis e Rui Dias", "pt_BR", ("Ana Reis", "Rui Dias")),
        ("Jan Smit en Piet Vos", "nl", ("Jan Smit", "Piet Vos")),
        ("Ann Lee for The Sample", "en", ("Ann Lee",)),
        ("Le Matin avec AFP", "fr", ("Le Matin", "AFP")),
        # The family name first.
        ("Holm, Ada", "", ("Ada Holm",)),
        ("van der Berg, Jan; EK, Bo", "", ("Jan van der Berg", "Bo EK")),
        ("dpa, AFP", "", ("dpa", "AFP")),
        # Credits for other work, in any language.
        ("Av Ann Lee (text) och Bo Ek (foto)", "sv", ("Ann Lee",)),
        ("Text: Ann Lee Foto: Bo Ek", "sv", ("Ann Lee",)),
        ("Texto: Ann Lee. Fotos: Bo Ek", "es", ("Ann Lee",)),
        ("Ann Lee i Jan Kos, zdjęcia: Bo Ek", "pl", ("Ann Lee", "Jan Kos")),
        ("Ann Lee, fot. Bo Ek", "pl", ("Ann Lee",)),
        ("Ann Lee, photographer Bo Ek", "", ("Ann Lee",)),
        ("Ann Lee | Fotografías de Bo Ek", "es", ("Ann Lee",)),
        ("Rozmawiała Ann Lee", "pl", ("Ann Lee",)),
        ("Ann Lee and agencies", "", ("Ann Lee",)),
        # Digits in names, and dates.
        ("Coast24 Desk", "", ("Coast24 Desk",)),
        ("Radio 4 News", "", ("Radio 4 News",)),
        ("12:30", "", ()),
    ],
)  # fmt: skip
def test_the_people_in_a_byline(value: str, lang: str, names: tuple[str, ...]) -> None:
    assert bylines.people(value, lang) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Thu 08.08.2024 | 14:07 | By Ann Lee", ("Ann Lee",)),
        ("Published 8 August 2024 by Ann Lee", ("Ann Lee",)),
        ("8. August 2024 – Von Ann Lee", ("Ann Lee",)),
        ("By the way, Ann Lee left", ()),
        # A label needs its colon.
        ("Auteur : Ann Lee", ("Ann Lee",)),
        ("Author Ann Lee", ()),
        ("Ann Lee", ()),
    ],
)
def test_the_names_after_by_in_a_line_with_other_parts(line: str, names: tuple[str, ...]) -> None:
    assert bylines.in_line(line, "", names_only=False) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee 8 August 2024", ("Ann Lee",)),
        ("Ann Lee, writes about the harbour of Rome, Port Desk", ("Ann Lee",)),
        ("Email the author", ()),
        ("Iniciar sesión", ()),
        ("Watch Live", ()),
        ("Foto: Ann Lee", ()),
    ],
)  # fmt: skip
def test_the_names_in_a_line_of_authors(line: str, names: tuple[str, ...]) -> None:
    assert bylines.in_line(line, "", names_only=True) == names
