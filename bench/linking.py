"""Time linking: `python -m bench.linking ALIASES` prints the seconds of some rounds over a corpus.

Compared are: ours, `Linker.link`: from the text of pages to all mentions with their verdicts
(folding, scanning, word boundaries, senses, rules, budget). The peer is a bare scan by
ahocorasick_rs for leftmost and longest matches, one call for each article. It knows no boundaries
and decides nothing; its time shows how fast the machine is.

Why it is fair. Both get the same text and the same phrases, in memory and compiled. They take turns
in one process, with the garbage collector as Python has it, collected before each; the one that
begins changes with every round; a first round is not counted. Times are of the processor. The texts
are as dense with mentions whatever the number of aliases, because articles do not get more names
when an encyclopedia grows. Most of the names in them are of famous subjects, and every fiftieth
subject shares a name with another, so that its context has to decide.
"""

import gc
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from time import process_time

import click
from ahocorasick_rs import AhoCorasick, MatchKind

from bench import corpus
from briefings.linking.budget import Elsewhere
from briefings.linking.lexicon import Lexicon, Name
from briefings.linking.linker import Linker
from briefings.linking.profiles import Profile
from briefings.linking.senses import Evidence
from briefings.model.linking import Annotated, PageText, Passage, Verdict

_BYTES = 20_000_000
_PHRASES = 6  # of each subject
_SHARING = 50  # one of this many subjects shares a name with another
_CURLY = 10  # one of this many articles has curly quotation marks and apostrophes
_CONTEXT = 6  # words that speak for a subject


@dataclass(frozen=True, slots=True)
class _Corpus:
    names: Sequence[tuple[str, str]]
    """Phrases, each with a subject that has it."""
    contexts: Mapping[str, Sequence[str]]
    """Words that speak for each subject."""
    pages: Sequence[PageText]
    """The articles."""


@click.command()
@click.argument("aliases", type=int)
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(3))
@click.option("--curly", is_flag=True, help="Curly quotation marks in every article.")
def main(aliases: int, rounds: int, curly: bool) -> None:
    """Measure linking with a number of aliases, and print the seconds of each round as JSON."""
    made = _invent(aliases, 1 if curly else _CURLY)
    texts = ["\n".join(passage.text for passage in page.passages) for page in made.pages]
    phrases = list(dict.fromkeys(phrase for phrase, _ in made.names))
    lexicon = Lexicon(Name(phrase, slug) for phrase, slug in made.names)
    evidence = Evidence(
        [Profile(s, context=tuple(words)) for s, words in made.contexts.items()], lexicon
    )
    automaton = AhoCorasick(phrases, matchkind=MatchKind.LeftmostLongest)

    def ours() -> list[Annotated]:
        linker = Linker(lexicon, evidence)
        annotated = (
            (number, page, linker.annotate(page)) for number, page in enumerate(made.pages)
        )
        return [found for _, found in linker.within_budget(annotated, Elsewhere())]

    def bare() -> None:
        for text in texts:
            automaton.find_matches_as_indexes(text)

    linked = ours()
    # The garbage collector must not look at the corpus.
    gc.freeze()
    turns: list[tuple[str, Callable[[], object]]] = [("ours", ours), ("bare", bare)]
    seconds: dict[str, list[float]] = {name: [] for name, _ in turns}
    for number in range(rounds + 1):
        for name, call in turns[number % len(turns) :] + turns[: number % len(turns)]:
            seconds[name].append(_timed(call))
    json.dump(
        {
            "aliases": aliases,
            "curly": curly,
            "articles": len(made.pages),
            "text_bytes": sum(len(text.encode()) for text in texts),
            "mentions": sum(len(page.mentions) for page in linked),
            "links": sum(len(page.linked()) for page in linked),
            **{name: spent[1:] for name, spent in seconds.items()},
        },
        sys.stdout,
    )


def _timed(call: Callable[[], object]) -> float:
    """Return the seconds of processor time that a call takes."""
    gc.collect()
    began = process_time()
    call()
    return process_time() - began


def _invent(aliases: int, curly: int) -> _Corpus:
    """Return invented articles and phrases of subjects; one article of `curly` is typeset."""
    world = corpus.invent(-(-aliases // _PHRASES))
    names = [(phrase, subject.slug) for subject in world.subjects for phrase in subject.phrases]
    names = names[:aliases]
    for one, other in pairwise(world.subjects[_SHARING // 2 :: _SHARING]):
        names.append((one.phrases[1], other.slug))
    rng = Random("linking: contexts")
    contexts = {s.slug: rng.choices(world.words, k=_CONTEXT) for s in world.subjects}
    pages: list[PageText] = []
    size = 0
    while size < _BYTES:
        pages.append(_article(world, len(pages), typeset=len(pages) % curly == 0))
        size += sum(len(passage.text) + 1 for passage in pages[-1].passages)
    return _Corpus(names, contexts, pages)


def _article(world: corpus.World, number: int, *, typeset: bool) -> PageText:
    """Return an article in sections, with a quotation in every fourth paragraph."""
    rng = Random(f"linking: article {number}")
    cast = corpus.pick_cast(rng, world)
    passages: list[Passage] = []
    section = 0
    paragraphs = corpus.write_paragraphs(
        rng, world, cast, corpus.BRIEFING_MENTIONS, corpus.BRIEFING_WORDS
    )
    for place, written in enumerate(paragraphs):
        paragraph = written
        if place % 3 == 2:
            section += 1
            heading = corpus.write_headline(rng, world, cast)
            passages.append(Passage(heading, section, 1, closed=Verdict.IN_HEADING))
        quoted: tuple[tuple[int, int], ...] = ()
        if place % 4 == 1:
            end = paragraph.index(". ") + 1
            paragraph = f'"{paragraph[:end]}"{paragraph[end:]}'
            quoted = ((1, end + 1),)
        text = _typeset(paragraph) if typeset else paragraph
        passages.append(Passage(text, section, 1, quoted=quoted))
    return PageText(f"article-{number}", passages, "2018-02-01")


def _typeset(text: str) -> str:
    return text.replace("'", "’").replace('"', "“", 1).replace('"', "”", 1)


if __name__ == "__main__":
    main()
