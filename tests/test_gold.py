"""The links of the shipped articles equal those that people marked (`eval/gold/README.md`)."""

import json

from tests.eval import shipped
from tests.eval.__main__ import FLOORS, SHIPPED, faults, figures


def test_the_shipped_articles_link_what_they_mention() -> None:
    score = shipped.score()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))[SHIPPED]
    assert not faults(figures(str(score)), floors), f"{score}"
