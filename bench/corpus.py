"""A generated corpus on disk with the shape of the captures and explainers of this project.

The cost of a text depends on its shape and not on its meaning, so words are made of syllables. The
shape was measured on the project's content: briefings of about 600 words with the boilerplate of a
captured page and some 30 mentions of a dozen subjects; explainers of 300 words. The frequencies of
words and subjects follow Zipf's law, as in news.

The same arguments give the same bytes. A briefing does not depend on the number of briefings.
"""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

import yaml

_SEED = "annotated briefings"

BRIEFING_WORDS = 510  # of text, and a few more to end the paragraph; with all lines about 600
_EXPLAINER_WORDS = 275
BRIEFING_MENTIONS = 0.055  # for each word
_EXPLAINER_MENTIONS = 0.03
_CAST = 18  # draws of the subjects of a briefing, of which about 14 differ
_POSSESSIVES = 0.1  # of all mentions

_WORDS_BY_SYLLABLES = (200, 3800, 2000)  # the commonest words are the shortest
_THEMES = 20
_OUTLETS = 5
_FIRST_DAY = date(2015, 1, 1)
_DAYS = 3650

_ONSETS = (
    "b", "br", "d", "f", "g", "gl", "h", "k", "kr", "l", "m", "n", "p", "r", "s", "sh", "st", "t",
    "tr", "v", "z",
)  # fmt: skip
_VOWELS = ("a", "e", "i", "o", "u", "ea", "ou")
_CODAS = (*[""] * 8, "l", "m", "n", "nd", "r", "rt", "s", "sk", "t")

# Title and five aliases of a subject, by its kind. No other subject has its names {a} and {b}; a
# short phrase stands in a longer one, so that matches overlap as they do in real text.
_PHRASES = {
    "person": "{a} {b}, {b}, Minister {b}, President {b}, {a} Sen {b}, Mr {b}",
    "place": "{a}, {a} City, Greater {a}, Port {a}, {a}-{b}, {b} Province",
    "organisation": "{a} {b} Council, {A}, {a} Council, Council of {a}, {b} Council, {b} Office",
    "document": "Resolution {n}, SCR {n}, {a} Resolution, {a} Resolution {n}, {a} Text, {b} Text",
    "event": "{a} Conference, {a} Talks, {a} Round, Conference of {a}, {b} Talks, {a} Summit",
    "concept": "{a} doctrine, doctrine of {a}, {a} principle, {a} rule, {b} rule, {a}-{b} rule",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What an explainer is about."""

    slug: str
    """Name of the explainer's file."""
    kind: str
    """What it is."""
    phrases: tuple[str, ...]
    """Its title and its aliases."""


@dataclass(frozen=True, slots=True)
class World:
    """What all files of the corpus share."""

    words: Sequence[str]
    """The vocabulary, most frequent word first."""
    word_weights: Sequence[float]
    """Cumulative frequencies of the words."""
    subjects: Sequence[Subject]
    """The subjects, most frequent first."""
    subject_weights: Sequence[float]
    """Cumulative frequencies of the subjects."""
    cities: Sequence[str]
    """Places of datelines."""
    outlets: Mapping[str, str]
    """Slug of each outlet to its name."""
    themes: Sequence[str]
    """Tags in addition to the names of subjects."""


def write(root: Path, briefings: int, explainers: int) -> None:
    """Write a content folder with these numbers of briefings and explainers.

    Args:
        root: the folder to make.
        briefings: number of text captures, each with a sidecar.
        explainers: number of explainers, each with a title and five aliases.
    """
    world = invent(explainers)
    for folder in ("articles", "explainers", "outlets"):
        (root / folder).mkdir(parents=True)
    for slug, name in world.outlets.items():
        (root / "outlets" / f"{slug}.yml").write_text(_outlet(name), encoding="utf-8")
    for number, subject in enumerate(world.subjects):
        rng = Random(f"{_SEED}: explainer {number}")
        path = root / "explainers" / f"{subject.slug}.md"
        path.write_text(_explainer(rng, world, subject), encoding="utf-8")
    for number in range(briefings):
        _write_briefing(root, world, number)


def add_briefing(root: Path, number: int, title: str, explainers: int) -> Path:
    """Add a briefing, newer than all others, to a content folder, and return its capture.

    Args:
        root: the folder.
        number: how many are there.
        title: its headline.
        explainers: how many explainers are there.
    """
    newest = _FIRST_DAY + timedelta(days=_DAYS)
    capture = _write_briefing(root, invent(explainers), number, newest)
    sidecar = capture.with_suffix(".yml")
    facts = yaml.safe_load(sidecar.read_text(encoding="utf-8"))
    sidecar.write_text(_yaml(facts | {"title": title}), encoding="utf-8")
    return capture


def edit_briefing(path: Path, sentence: str) -> None:
    """Begin the text of a briefing with another sentence."""
    before, dateline, rest = path.read_text(encoding="utf-8").partition(") - ")
    path.write_text(f"{before}{dateline}{sentence} {rest}", encoding="utf-8")


def edit_explainer(path: Path, sentence: str) -> None:
    """Begin the text of an explainer and its summary with another sentence."""
    _, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
    facts = yaml.safe_load(header)
    facts["summary"] = f"{sentence} {facts['summary']}"
    _, _, rest = body.partition(".")
    path.write_text(f"---\n{_yaml(facts)}---\n\n{sentence}{rest}", encoding="utf-8")


def _write_briefing(root: Path, world: World, number: int, published: date | None = None) -> Path:
    rng = Random(f"{_SEED}: briefing {number}")
    capture, sidecar = _briefing(rng, world, published)
    path = root / "articles" / f"{'-'.join(_words(rng, world, 2))}-{number}.txt"
    path.write_text(capture, encoding="utf-8")
    path.with_suffix(".yml").write_text(sidecar, encoding="utf-8")
    return path


# ------------------------------------------------------------------------------- the world


def invent(explainers: int) -> World:
    """Generate a world with a number of subjects."""
    rng = Random(_SEED)
    coin = _mint(rng)
    words = [
        coin(syllables)
        for syllables, number in enumerate(_WORDS_BY_SYLLABLES, start=1)
        for _ in range(number)
    ]
    cities = [coin(3).capitalize() for _ in range(20)]
    outlets = [coin(3).capitalize() for _ in range(_OUTLETS)]
    themes = [coin(3) for _ in range(_THEMES)]
    # Last, as the rest must not depend on how many there are.
    subjects = [_subject(number, coin) for number in range(explainers)]
    return World(
        words=words,
        word_weights=_zipf(len(words)),
        subjects=subjects,
        subject_weights=_zipf(len(subjects)),
        cities=cities,
        outlets={f"{name.lower()}-wire": f"{name} Wire" for name in outlets},
        themes=themes,
    )


def _mint(rng: Random) -> Callable[[int], str]:
    """Return a function that makes words of a number of syllables, each word once."""
    seen: set[str] = set()

    def coin(syllables: int) -> str:
        while True:
            parts = (rng.choice(p) for _ in range(syllables) for p in (_ONSETS, _VOWELS, _CODAS))
            word = "".join(parts)
            if word not in seen:
                seen.add(word)
                return word

    return coin


def _subject(number: int, coin: Callable[[int], str]) -> Subject:
    a, b = coin(3).capitalize(), coin(3).capitalize()
    kind = list(_PHRASES)[number % len(_PHRASES)]
    phrases = _PHRASES[kind].format(a=a, b=b, A=a.upper(), n=1000 + number)
    return Subject(f"{a}-{b}".lower(), kind, tuple(phrases.split(", ")))


def _zipf(number: int) -> list[float]:
    return list(accumulate(1 / (rank + 3) for rank in range(1, number + 1)))


# --------------------------------------------------------------------------------- prose


def _words(rng: Random, world: World, number: int) -> list[str]:
    return rng.choices(world.words, cum_weights=world.word_weights, k=number)


def pick_cast(rng: Random, world: World) -> list[Subject]:
    """Return the subjects of a text; its main ones twice."""
    return rng.choices(world.subjects, cum_weights=world.subject_weights, k=_CAST)


def _mention(rng: Random, cast: Sequence[Subject]) -> str:
    phrase = rng.choice(rng.choice(cast).phrases)
    return f"{phrase}'s" if rng.random() < _POSSESSIVES else phrase


def _sentence(rng: Random, world: World, cast: Sequence[Subject], rate: float) -> str:
    words = [
        _mention(rng, cast) if rng.random() < rate else word
        for word in _words(rng, world, rng.randint(8, 30))
    ]
    if len(words) > 14:
        words[rng.randint(4, 9)] += ","
    text = " ".join(words)
    return text[0].upper() + text[1:] + "."


def write_paragraphs(
    rng: Random, world: World, cast: Sequence[Subject], rate: float, length: int
) -> list[str]:
    """Return paragraphs of two or three sentences with about `length` words in all."""
    paragraphs: list[str] = []
    while sum(len(paragraph.split()) for paragraph in paragraphs) < length:
        sentences = (_sentence(rng, world, cast, rate) for _ in range(rng.randint(2, 3)))
        paragraphs.append(" ".join(sentences))
    return paragraphs


def write_headline(rng: Random, world: World, cast: Sequence[Subject]) -> str:
    """Return a headline that begins with a subject's name."""
    words = " ".join(_words(rng, world, rng.randint(3, 5))).title()
    return f"{rng.choice(cast).phrases[0]} {words}"


# ------------------------------------------------------------------------------- the files


def _briefing(rng: Random, world: World, published: date | None) -> tuple[str, str]:
    """Return a capture and its sidecar; without a day, of a random one."""
    cast = pick_cast(rng, world)
    published = published or _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))
    captured = published + timedelta(days=rng.randint(0, 20))
    outlet = rng.choice(list(world.outlets))
    tags = [*dict.fromkeys(subject.phrases[0] for subject in cast[:4])]
    tags += rng.sample(world.themes, 2)
    text = write_paragraphs(rng, world, cast, BRIEFING_MENTIONS, BRIEFING_WORDS)
    text[0] = f"{rng.choice(world.cities).upper()} ({world.outlets[outlet]}) - {text[0]}"
    body = list(text[:2])
    for number, paragraph in enumerate(text[2:]):
        if number % 3 == 0:
            body.append(" ".join(_words(rng, world, rng.randint(2, 4))).title())
        body.append(paragraph)
        if number % 5 == 2:
            body.append(f"READ MORE: {write_headline(rng, world, cast)}")
    capture = [
        f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02} GMT{captured:%d %B %Y}",
        "Listen Live",
        "    Get short URL",
        f"    0 {rng.randint(1, 400)}",
        *(line for block in body for line in ("", f"    {block}")),
        *("", ""),
        *(f"    {write_headline(rng, world, cast)}" for _ in range(5)),
        f"    {', '.join(tags)}",
        "    Community standardsDiscussion",
    ]
    sidecar = {
        "title": write_headline(rng, world, cast),
        "published": published,
        "outlet": outlet,
        "url": f"https://{outlet}.example/{published:%Y/%m}/{'-'.join(_words(rng, world, 4))}",
        "summary": _sentence(rng, world, cast, BRIEFING_MENTIONS),
        "tags": tags,
    }
    return "\n".join(capture), _yaml(sidecar)


def _explainer(rng: Random, world: World, subject: Subject) -> str:
    cast = pick_cast(rng, world)
    title, *aliases = subject.phrases
    years = sorted(rng.randint(1900, 2020) for _ in range(7))
    facts = {
        "title": title,
        "kind": subject.kind,
        "aliases": aliases,
        "summary": _sentence(rng, world, cast, _EXPLAINER_MENTIONS),
        "context": _words(rng, world, 6),
        "timeline": [
            {"date": f"{year}-{rng.randint(1, 12):02}", "event": _sentence(rng, world, cast, 0)}
            for year in years
        ],
        "sources": [
            {
                "title": write_headline(rng, world, cast),
                "url": f"https://archive.example/{rng.random()}",
            }
            for _ in range(3)
        ],
        "reviewed": date(2026, 11, 1),
    }
    paragraphs = write_paragraphs(rng, world, cast, _EXPLAINER_MENTIONS, _EXPLAINER_WORDS)
    text = "\n\n".join(textwrap.fill(paragraph, 100) for paragraph in paragraphs)
    return f"---\n{_yaml(facts)}---\n\n{text}\n"


def _outlet(name: str) -> str:
    capture = {
        "recognise": [rf"^[A-Z][A-Za-z .,/-]* \({name}\)"],
        "clock": "%H:%M GMT%d %B %Y",
        "zone": "UTC",
        "chrome": ["Listen Live", "Get short URL", r"\d[\d ]*", "Community standards ?Discussion"],
        "dateline": rf"(?P<place>[A-Z][A-Z .,/-]*[A-Z]) \((?P<agency>{name})\)(?: ?[-–—])?",
        "related": r"READ MORE: (?P<title>.+)",
        "tags": r"[^\s,]+(?: [^\s,]+){0,4}(?:, [^\s,]+(?: [^\s,]+){0,4})+",
    }
    home = f"https://{name.lower().replace(' ', '-')}.example/"
    return _yaml({"name": name, "home": home, "capture": capture})


def _yaml(data: Mapping[str, object]) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
