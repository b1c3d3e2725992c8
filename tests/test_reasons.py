"""The reason for the verdict of a mention, as a sentence."""

from itertools import product

import pytest

from briefings.linking import reasons
from briefings.model.linking import Mention, Sense, Verdict
from briefings.model.policy import OncePer

TITLES = {"libya": "Tripoli (Libya)", "lebanon": "Tripoli (Lebanon)", "geneva": "Geneva"}


def said(
    verdict: Verdict,
    *candidates: str,
    sense: Sense = Sense.ONLY,
    once_per: OncePer = OncePer.SECTION,
) -> str:
    subject = candidates[0] if candidates and sense is not Sense.OPEN else ""
    mention = Mention(0, 0, 7, "Tripoli", candidates, subject, sense, verdict)
    return reasons.sentence(mention, TITLES.__getitem__, once_per)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            said(Verdict.LINKED, "geneva"),
            "Linked to Geneva, as the first mention in this section.",
        ),
        (said(Verdict.LINKED, "geneva", once_per=OncePer.MENTION), "Linked to Geneva."),
        (
            said(Verdict.REPEATED, "geneva", once_per=OncePer.PAGE),
            "Not linked: Geneva is linked already on this page.",
        ),
        (
            said(Verdict.SHARED, "lebanon", "libya", sense=Sense.OPEN),
            "Not linked: it could be Tripoli (Lebanon) or Tripoli (Libya), and nothing on this "
            "page decides.",
        ),
        (
            said(Verdict.LINKED, "libya", "lebanon", sense=Sense.CONTEXT),
            "Linked to Tripoli (Libya), as the first mention in this section. It means Tripoli "
            "(Libya): the page has most context words of Tripoli (Libya).",
        ),
        (said(Verdict.IN_HEADING, "geneva"), "Not linked: headings have no links."),
        (
            said(Verdict.NAMESAKE),
            "Not linked: the page gives this surname to somebody else, in full.",
        ),
    ],
)
def test_a_verdict_is_a_sentence(found: str, sentence: str) -> None:
    assert found == sentence


def test_every_verdict_has_a_reason() -> None:
    for verdict, sense, once_per in product(Verdict, Sense, OncePer):
        sentence = said(verdict, "geneva", sense=sense, once_per=once_per)
        assert sentence.startswith("Linked" if verdict is Verdict.LINKED else "Not linked")
        assert sentence.endswith(".")
        assert "{" not in sentence
