"""Names are in the order of the site's language."""

import pytest

from briefings.text import collation


@pytest.mark.parametrize(
    ("locale", "names"),
    [
        ("en_GB", "10 Downing Street|3 June|Åland|Élan|elect|‘Hard’ news|“Nakba”|Zoo|Δ|Ош|東京"),
        ("de", "Ähre|Äpfel|Apfelbaum|Birne|Öl|Ost|Straße|strasse b|Zürich"),
        ("es", "nube|nz|ñandú|oso"),
        ("pl", "Adam|Ąsk|Berlin|Lublin|Łódź|Mazury|zero|źle|żart"),
        ("tr", "cam|çam|ılık|Irak|iz b|İzmir|Şam|Tunus"),
        ("ru", "Ангола|ёлка|енот|Йемен|Катар|Яма|OSCE"),
        ("uk", "Гана|Ґданськ|Дунай|Європа|Жмеринка|Ігор|Їжак|Яма"),
        ("sr", "Дунав|Ђаково|Јужна|Лондон|Љубљана|Ниш|Њујорк|Ћуприја|Цетиње|Џакарта"),
        ("ar", "أثينا|الجزائر|باريس|مصر|وارسو|يافا"),
        ("fa", "آلمان|برلین|پاریس|تهران|چین|ژاپن|گرجستان|ورشو|هند"),
    ],
)
def test_names_have_the_order_of_the_language(locale: str, names: str) -> None:
    listed = names.split("|")
    assert sorted(sorted(listed), key=lambda name: collation.key(name, locale)) == listed
