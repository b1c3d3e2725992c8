"""Links and quotations equal those that people marked (`eval/gold/README.md`)."""

import json
from pathlib import Path

from tests.eval import quotations, shipped
from tests.eval.__main__ import FLOORS, QUOTATIONS, SHIPPED, faults, figures


def test_the_shipped_articles_link_what_they_mention() -> None:
    score = shipped.score()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))[SHIPPED]
    assert not faults(figures(str(score)), floors), f"{score}"


def test_quotations_and_their_speakers_are_found(shared: Path) -> None:
    assert quotations.PAGES.is_relative_to(shared)
    score = quotations.score()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))[QUOTATIONS]
    faulty = faults(figures(str(score)), floors)
    assert not faulty, "\n".join((*faulty, *score.faults))
