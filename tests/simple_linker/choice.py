"""Which mention of a subject is linked."""

from collections.abc import Sequence

from briefings.model.linking import Mention, Passage, Verdict
from briefings.model.policy import LinkPolicy, OncePer


def choose(
    passages: Sequence[Passage], mentions: Sequence[Mention], policy: LinkPolicy
) -> list[Verdict]:
    """Decide again which mentions of a page are linked, repeated, quoted or touch.

    The verdicts of the rules before (headings, markup, never, senses) are kept.
    """
    contest = (Verdict.LINKED, Verdict.REPEATED, Verdict.TOUCHING, Verdict.IN_QUOTATION)
    chosen = [mention.verdict for mention in mentions]
    rivals = [n for n, mention in enumerate(mentions) if mention.verdict in contest]
    linked: list[int] = []
    touching: list[int] = []

    def group(number: int) -> tuple[str, int]:
        """Return the group that gets one link."""
        mention = mentions[number]
        return mention.subject, place(mention.passage, policy, passages)

    if policy.once_per is not OncePer.MENTION:
        existing = {
            (slug, place(n, policy, passages))
            for n, passage in enumerate(passages)
            for _, _, slug in passage.links
        }
        rivals = [n for n in rivals if group(n) not in existing]

    while True:
        # Those that would be linked if no links touched.
        wanted: list[int] = []
        for number in rivals:
            left = [n for n in rivals if group(n) == group(number) and n not in touching]
            if not policy.in_quotations and any(not mentions[n].quoted for n in left):
                left = [n for n in left if not mentions[n].quoted]
            if policy.once_per is not OncePer.MENTION:
                left = left[:1] if not any(group(n) == group(number) for n in linked) else []
            if number in left and number not in linked:
                wanted.append(number)
        if not wanted:
            break
        # The longest comes first; one that touches a link is removed.
        for number in sorted(wanted, key=lambda n: (mentions[n].start - mentions[n].end, n)):
            mention = mentions[number]
            spans = [(start, end) for start, end, _ in passages[mention.passage].links]
            spans += [
                (mentions[n].start, mentions[n].end)
                for n in linked
                if mentions[n].passage == mention.passage
            ]
            text = passages[mention.passage].text
            if any(touch(text, (mention.start, mention.end), span) for span in spans):
                touching.append(number)
            else:
                linked.append(number)

    for number, mention in enumerate(mentions):
        if mention.verdict not in contest:
            continue
        outside = [
            n
            for n in rivals
            if group(n) == group(number) and n not in touching and not mentions[n].quoted
        ]
        if number in linked:
            chosen[number] = Verdict.LINKED
        elif number in touching:
            chosen[number] = Verdict.TOUCHING
        elif number in rivals and mention.quoted and outside and not policy.in_quotations:
            chosen[number] = Verdict.IN_QUOTATION
        else:
            chosen[number] = Verdict.REPEATED
    return chosen


def place(passage: int, policy: LinkPolicy, passages: Sequence[Passage]) -> int:
    """Return the section of a passage; 0 if a subject is linked once in a page."""
    return 0 if policy.once_per is OncePer.PAGE else passages[passage].section


def touch(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    first, second = sorted((one, other))
    between = text[first[1] : second[0]]
    return len(between) <= 3 and between.strip() == ""
