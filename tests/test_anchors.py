"""Links of editors to sections: every id that a page prints can be linked to."""

from pathlib import Path

import pytest

from tests.project import FERRY, GENEVA, SMALL, TALKS_FACTS, Project

REVISED = "corrections: [{date: 2021-01-02, text: A figure.}]\n"
CONTENT = {
    **SMALL,
    "articles/talks.yml": f"{TALKS_FACTS}{REVISED}notes: [{{quote: crossings, note: Three.}}]\n",
    "articles/ferry.md": f"{FERRY}\n## The crew\n\n“It runs,” said Ada Kolm in Geneva.\n",
    "explainers/geneva.md": GENEVA.replace(
        "kind: place",
        f"kind: place\ntimeline: [{{date: 2019-01-01, event: A}}, {{date: 2019-01-01, event: B}}]\n"
        f"sources: [{{title: A map}}]\n{REVISED[:-1]}",
    )
    + "\n## History[^1]\n\n[^1]: A note.\n\n## Early *life*\n\n## Survey {: #of-hand }\n",
    "pages/imprint.md": "---\ntitle: Imprint\nsummary: Who we are.\n---\n\n## People\n",
    "dossiers/river.md": "---\ntitle: The river\nsummary: Two parts.\n"
    "entries: [{briefing: talks}, {briefing: ferry, line: Then.}, {explainer: geneva}]\n"
    "---\n\n## Why\n",
}
KINDS = (
    "briefings/talks",
    "briefings/ferry",
    "explainers/geneva",
    "pages/imprint",
    "dossiers/river",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = Project(tmp_path_factory.mktemp("anchors"), CONTENT)
    made.built()
    return made


@pytest.mark.parametrize("page", KINDS)
def test_every_id_of_a_page_can_be_linked_to(page: str, site: Project) -> None:
    ids = site.page(f"{page}/").ids
    links = "\n".join(f"[there](../{page}.md#{name})\n" for name in ids)
    site.write("explainers/bridge.md", f"---\ntitle: X\nkind: place\nsummary: X.\n---\n\n{links}")
    found = site.briefings("check").output
    assert "leads to no" not in found
    assert len(ids) > 3


def test_the_warning_stays_after_edits_of_other_pages(tmp_path: Path) -> None:
    made = Project(tmp_path, {**SMALL, "explainers/geneva.md": f"{GENEVA}\n[there](#nowhere)\n"})
    said = "content/explainers/geneva.md:9: “#nowhere” leads to no section."
    assert said in made.built().stderr
    made.write("articles/ferry.md", FERRY.replace("runs", "ran"))
    assert "1 warning" in made.built().output
    assert said in made.briefings("check").output
