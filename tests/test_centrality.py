"""Which subjects an article is mainly about."""

import pytest

from briefings.linking.centrality import central
from briefings.model.content import Settings
from briefings.site.compile import annotate
from tests.export_site import content

EXPLAINERS = {
    f"explainers/{name.casefold()}.md": f"---\ntitle: {name}\nkind: place\nsummary: A land.\n---\n"
    for name in ("Borea", "Caria", "Dorea")
}


@pytest.mark.parametrize(
    ("headline", "text", "subjects"),
    [
        # The headline names it.
        (
            "Borea and Caria sign",
            "It is over.\n\nBorea was there. So was Caria.",
            "borea caria",
        ),
        # The lead names it, and the text comes back to it.
        (
            "Talks end",
            "Borea sent a minister.\n\nBorea spoke. Caria did not.",
            "borea",
        ),
        # The lead names it in passing.
        ("Talks end", "Borea sent a minister.\n\nNobody spoke.", ""),
        # The text comes back to it twice.
        ("Talks end", "It rained.\n\nCaria won. Caria lost.\n\nCaria left.", "caria"),
        # Subjects of the headline, then by mentions, then in reading order.
        (
            "All about Dorea",
            "Borea met Caria.\n\nCaria, Caria and Borea.\n\nDorea was away.",
            "dorea caria borea",
        ),
        # A part of a word or of another name is not the name.
        ("Boreas rises over North Caria", "Borea slept.\n\nCaria too.", "caria"),
        # A subject without a link is not in the background either.
        ("Eorea rises", "Eorea rose.\n\nEorea fell. Eorea rose again.", ""),
    ],
)
def test_central_subjects(headline: str, text: str, subjects: str) -> None:
    article = f"---\ntitle: {headline}\npublished: 2020-05-04\n---\n\n{text}\n"
    corpus = annotate(content({**EXPLAINERS, "articles/talks.md": article}), Settings())
    found = central(corpus.annotated["briefings/talks.md"], headline)
    assert " ".join(found) == subjects


def test_at_most_six_subjects_are_central() -> None:
    names = [f"Land{letter}" for letter in "abcdefgh"]
    explainers = {
        f"explainers/{name.casefold()}.md": EXPLAINERS["explainers/borea.md"].replace("Borea", name)
        for name in names
    }
    text = (
        "---\ntitle: Talks\n---\n\n" + " and ".join(names) + " met.\n\n" + ", ".join(names) + ".\n"
    )
    corpus = annotate(content({**explainers, "articles/talks.md": text}), Settings())
    found = central(corpus.annotated["briefings/talks.md"], "Talks")
    assert found == tuple(name.casefold() for name in names[:6])
