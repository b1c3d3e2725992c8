"""Where sentences begin and end."""

import pytest

from briefings.text.sentences import all_sentences


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("de", ("Im 19. Jahrhundert war es so.", "Danach nicht.")),
        ("de-AT", ("Der 180. Meridian verläuft hier.", "Er ist lang.")),
        ("de", ("Er starb 1945.", "Danach kam der 2. Kongress.")),
        ("de", ("Das Spiel endete 3:2.", "Alle gingen.")),
        ("de", ("Es kostet 1.250.", "Alle zahlen.")),
        ("nb", ("Han er den 36. Statsminister.", "Han er her.")),
        ("tr", ("Ülkenin 12. Cumhurbaşkanı seçildi.", "Sonra gitti.")),
        ("en", ("There were 14.", "Then he left.")),
        ("fr", ("Il y en avait 14.", "Puis il partit.")),
    ],
)
def test_an_ordinal_number_with_a_full_stop_ends_no_sentence(
    lang: str, sentences: tuple[str, ...]
) -> None:
    assert all_sentences(" ".join(sentences), lang) == sentences
