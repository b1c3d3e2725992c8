"""Everyday words with a capital."""

from collections.abc import Sequence

from briefings.model.linking import Mention, Passage


def only_capitals(
    passages: Sequence[Passage], mentions: Sequence[Mention], everyday: Sequence[str]
) -> list[int]:
    """Return the numbers of the mentions that are everyday words with the capital of a sentence.

    A mention of the same subject that is not one shows what they mean.
    """
    doubtful = [
        number
        for number, mention in enumerate(mentions)
        if mention.phrase in everyday
        and passages[mention.passage].text[mention.start] != mention.phrase[0]
    ]
    others = [mention for number, mention in enumerate(mentions) if number not in doubtful]
    return [
        number
        for number in doubtful
        if all(other.subject not in mentions[number].candidates for other in others)
    ]
