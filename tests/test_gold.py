"""Links and quotations equal those that people marked (`eval/gold/README.md`)."""

import json
from pathlib import Path

import pytest

from tests.eval import quotations, real, shared_names, shipped, speakers, suggest
from tests.eval.__main__ import (
    FLOORS,
    QUOTATIONS,
    REAL,
    SHARED_NAMES,
    SHIPPED,
    SPEAKERS,
    SUGGESTIONS,
    faults,
    figures,
)


def test_the_shipped_articles_link_what_they_mention() -> None:
    score = shipped.score()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))[SHIPPED]
    assert not faults(figures(str(score)), floors), f"{score}"


def test_real_articles_link_what_they_mention(shared: Path) -> None:
    assert real.CORPUS.is_relative_to(shared)
    score = real.score()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))[REAL]
    assert not score.changed
    assert not faults(figures(str(score)), floors), f"{score}"


def test_shared_names_are_decided_by_what_explainers_say() -> None:
    score = shared_names.shipped()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))[SHARED_NAMES]
    assert not faults(figures(str(score)), floors), f"{score}"


# The second and third are examples of the 95 % interval in Newcombe (1998), table I.
@pytest.mark.parametrize(
    ("successes", "number", "low", "high"),
    [(0, 1, 0, 0.7935), (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (10, 10, 0.7225, 1)],
)
def test_intervals_of_shares_are_those_of_wilson(
    successes: int, number: int, low: float, high: float
) -> None:
    assert real.interval(successes / number, number) == pytest.approx((low, high), abs=1e-4)


def test_quotations_and_their_speakers_are_found(shared: Path) -> None:
    assert quotations.PAGES.is_relative_to(shared)
    score = quotations.score()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))[QUOTATIONS]
    faulty = faults(figures(str(score)), floors)
    assert not faulty, "\n".join((*faulty, *score.faults))


def test_readers_are_shown_the_right_speakers(shared: Path) -> None:
    assert quotations.PAGES.is_relative_to(shared)
    score = speakers.score()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))[SPEAKERS]
    assert not score.changed
    assert not faults(figures(str(score)), floors), "\n".join((str(score), *score.wrong))


def test_suggestions_are_names_worth_an_explainer(shared: Path) -> None:
    assert real.CORPUS.is_relative_to(shared)
    score = suggest.score()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))[SUGGESTIONS]
    assert not faults(figures(str(score)), floors), f"{score}"
