"""Links of editors to headings, written as other programs name these."""

import pytest

from briefings.content import internal_links, loading
from briefings.model.content import Content, SourceFile

HEADINGS = """\
## History

## Early life

## Early life

## Überblick {: #survey }

## Timeline

## 权利

<p id="by-hand">A paragraph.</p>

## By hand
"""


def linking(address: str) -> Content:
    """Return content in which each page of an editor has a link."""
    link, facts = f"See [there]({address}).", "kind: place\nsummary: A.\n---"
    written = {
        "explainers/borea.md": f"title: Borea\n{facts}\n\n{link}\n\n{HEADINGS}",
        "explainers/corvo.md": f"title: Corvo\n{facts}\n\n{link}\n",
        "articles/talks.md": "title: Talks\nnotes:\n- quote: met\n"
        f"  note: See [there](../explainers/{address}).\n---\n\nThey met in Borea for a day.\n",
    }
    files = (SourceFile(path, f"---\n{text}".encode()) for path, text in written.items())
    return Content(tuple(files))


@pytest.mark.parametrize(
    ("fragment", "leads"),
    [
        ("history", "section-history"),
        ("History", "section-history"),
        ("section-history", "section-history"),
        ("early-life", "section-early-life"),
        ("early-life-2", "section-early-life-2"),
        ("%E6%9D%83%E5%88%A9", "section-quan-li"),
        # What is named by hand or generated keeps its name, and so does what is not there.
        ("survey", "survey"),
        ("timeline", "timeline"),
        ("by-hand", "by-hand"),
        ("nowhere", "nowhere"),
        ("m-corvo-1", "m-corvo-1"),
    ],
)
def test_a_link_leads_to_a_heading(fragment: str, leads: str) -> None:
    sources = internal_links.follow(loading.read(linking(f"borea.md#{fragment}")))
    bodies = {subject.slug: subject.body for subject in sources.explainers}
    (anchored,) = sources.articles["talks"].notes
    for text in (bodies["borea"], bodies["corvo"], anchored.note.text):
        assert f"borea.md#{leads})" in text
    assert sources.texts["talks"].notes == (anchored,)
    assert not [problem for problem in sources.problems if problem.code == "moved-link"]


def test_so_does_a_link_within_a_page_and_only_there() -> None:
    sources = internal_links.follow(loading.read(linking("#history")))
    bodies = {subject.slug: subject.body for subject in sources.explainers}
    assert "(#section-history)" in bodies["borea"]
    assert "(#history)" in bodies["corvo"]
