"""The measurements as tables for the terminal and for RESULTS.md, and the machine."""

import os
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median

from rich.table import Table as RichTable

from bench.process import Cost

_PACKAGES = (
    "mkdocs", "mkdocs-material", "Markdown", "Jinja2", "pagefind", "daachorse", "ahocorasick-rs",
    "pydantic", "PyYAML", "sentencex",
)  # fmt: skip

HTML_RATIO = 1.0
"""Limit for the ratio of our HTML reader to trafilatura alone."""
TEXT_MS = 2
"""Limit for 5 kB of a text capture, in milliseconds of processor time."""
GROWTH = 1.5
"""Limit for the ratio of an article with many aliases to one with the fewest."""
FIRST_SEARCH = 200
"""Limit for what a first search loads, in kB."""
SHOWN_SECONDS = 1
"""Limit for the time until the preview shows an edit of the open page, in seconds."""
PART_SIZES = {"of a few months": 300, "as built": 1200, "one part": 1_000_000}
"""Largest number of briefings in a bundle, by name; the site uses `search.AT_MOST`."""
_NOTES = {
    "build": """\
Whole processes, the start of Python and all imports counted; see [`building.py`](building.py). The
peers render the Markdown that ours writes, and are not charged for writing it; ours makes JSON-LD,
feeds and a search index beside the pages, and leaves lists, notes and provenance out of that index,
which the peers take in. The rows of edits say in how many briefings the edited explainer is linked;
a build after an edit counts only if the site shows the edit and the index has it. The steps of a
briefing are timed in one process, in [`steps.py`](steps.py). The phases are those of one more
build, in [`phases.py`](phases.py): the index is made while pages are rendered, so its time lies
within theirs. What a reader loads is measured in a real browser with an empty cache, in
[`loading.py`](loading.py), without compression.""",
    "build-real": """\
The same with real articles, see [`real_corpus.py`](real_corpus.py): `corpus/` of the shared folder
(`BRIEFINGS_SHARED`), repeated with other titles and names.

Larger sites were measured apart, in November 2026, with the largest parts that the search index may
have: a full build of 10,000 briefings took 192 s of processor time, 125 s by the clock, and 866 MB
in all processes at once. One of 37,554, before the parts were that small and on a busy machine,
took 911 s of processor time, and 1,302 MB while pages were made, 1,181 while the index was.""",
    "reading": """\
Over the development captures (`BRIEFINGS_SHARED`); see [`reading.py`](reading.py).""",
    "linking": """\
From the text of pages to all mentions with their verdicts, beside a bare scan by ahocorasick_rs for
the same phrases; see [`linking.py`](linking.py). In November 2026 this linker replaced one that
worked in NumPy columns. The two took turns in one process, nine rounds over the same 20 MB: the
median of new / old was 1.06 with 1,000 aliases and 0.98 with 100,000.""",
    "preview": """\
From the moment when a file is written until a real browser, which has its page open, shows what is
new; see [`previewing.py`](previewing.py). Edits come when the preview is at rest, and again while
it compiles everything after the one before. To begin is to read all captures, nothing kept.""",
    "search": """\
Measured once for each size of part, in a real browser; see [`searching.py`](searching.py). The
peer's index is reckoned from a smaller one.""",
    "commands": """\
Over real articles, which are repeated to reach the number; see [`commands.py`](commands.py).""",
}
"""Explanation of the tables of each part, in the order of RESULTS.md."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One pass over the development captures, each parsed once; times are processor time."""

    pages: int
    """Number of saved pages."""
    ours: float
    """Seconds of our reader for all saved pages."""
    peer: float
    """Seconds of trafilatura for all saved pages."""
    texts: int
    """Number of text captures."""
    text: float
    """Seconds of our reader for all text captures."""
    text_bytes: int
    """Bytes of all text captures."""


@dataclass(frozen=True, slots=True)
class Linking:
    """Rounds over a corpus with one number of aliases; in seconds of processor time."""

    aliases: int
    """Number of phrases."""
    curly: bool
    """Whether every article has curly quotation marks."""
    articles: int
    """Number of articles."""
    text_bytes: int
    """Length of their text."""
    mentions: int
    """Number of mentions found."""
    links: int
    """Number of mentions that became links."""
    ours: Sequence[float]
    """Linking, in each round."""
    bare: Sequence[float]
    """A bare scan for the phrases."""


@dataclass(frozen=True, slots=True)
class Searching:
    """The search index in bundles of one size, built once; sizes are in bytes."""

    name: str
    """Name of the size."""
    pages: int
    """Number of pages in it."""
    parts: int
    """Number of bundles."""
    size: int
    """All its files."""
    sent: float
    """Average size of a first search if the server compresses scripts."""
    most: float
    """Largest size of a first search."""
    plain: float
    """Average size of a first search if it does not."""
    whole: Cost
    """Cost of the full index."""
    unchanged: Cost
    """Cost when nothing has changed."""
    changed: Cost
    """Cost when one briefing has changed."""


Previewing = Mapping[str, Sequence[float]]
"""Seconds until the preview shows an edit, by kind of edit."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first column is text, the others are numbers."""

    columns: tuple[str, ...]
    """Headings; the first one is the table's title."""
    rows: Sequence[tuple[str, ...]]
    """Cells."""

    def rich(self) -> RichTable:
        """Return the table for a terminal."""
        table = RichTable(self.columns[0])
        for column in self.columns[1:]:
            table.add_column(column, justify="right")
        for row in self.rows:
            table.add_row(*row)
        return table

    def markdown(self) -> str:
        """Return the table in Markdown, aligned."""
        widths = [max(map(len, cells)) for cells in zip(self.columns, *self.rows, strict=True)]
        rule = ("-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:]))
        return "\n".join(
            "| " + " | ".join(
                cell.rjust(width) if number else cell.ljust(width)
                for number, (cell, width) in enumerate(zip(row, widths, strict=True))
            ) + " |"
            for row in (self.columns, rule, *self.rows)
        )  # fmt: skip


def reading(passes: Sequence[Reading]) -> Table:
    """Return the cost of the readers and of trafilatura, with the limits."""
    pages, texts = passes[0].pages, passes[0].texts
    return Table(
        ("Reading, of processor time", "median (lowest–highest)", "at most"),
        [
            (
                f"{pages} saved pages, ours / trafilatura",
                spread([one.ours / one.peer for one in passes]),
                f"{HTML_RATIO}",
            ),
            (
                f"{texts} text captures, ms for 5 kB",
                spread([one.text * 1000 / (one.text_bytes / 5000) for one in passes]),
                f"{TEXT_MS}",
            ),
        ],
    )


def linking(measured: Sequence[Linking]) -> Table:
    """Return the cost of linking and of a bare scan, with the limits."""
    fewest = median(measured[0].ours) / measured[0].articles

    def row(of: Linking) -> tuple[str, ...]:
        article = median(of.ours) / of.articles
        return (
            f"{of.aliases:,} aliases{', all curly' if of.curly else ''}",
            f"{article * 1e6:.1f}",
            f"{article / fewest:.2f}",
            f"{median(of.bare) / of.articles * 1e6:.1f}",
            spread([ours / bare for ours, bare in zip(of.ours, of.bare, strict=True)]),
        )

    return Table(
        (
            f"Linking {min(of.text_bytes for of in measured) / 1e6:.0f} MB, of processor time",
            "µs an article",
            f"beside {measured[0].aliases:,}",
            "µs of a bare scan",
            "ours / bare scan",
        ),
        [*map(row, measured), ("required", "", f"at most {GROWTH}", "", "")],
    )


def searching(size: tuple[int, int], measured: Sequence[Searching], peer: float) -> Table:
    """Return what the search costs its readers and the build, for parts of each size.

    Args:
        size: number of briefings and explainers.
        measured: what was measured.
        peer: bytes of the peer's index.
    """

    def row(of: Searching) -> tuple[str, ...]:
        return (
            f"{of.name}: {of.parts} with the explainers",
            f"{of.sent / 1000:.0f} (to {of.most / 1000:.0f})",
            f"{of.plain / 1000:.0f}",
            f"{of.size / 1e6:.0f}",
            f"{of.whole.processor:.1f}",
            f"{of.changed.processor:.1f}",
            f"{of.unchanged.processor:.1f}",
            f"{of.whole.peak / 1e6:.0f}",
        )

    return Table(
        (
            f"Search of {size[0]:,} briefings, {size[1]:,} explainers",
            "kB of a first search",
            "scripts not compressed",
            "MB of files",
            "processor s",
            "one changed",
            "none changed",
            "peak MB",
        ),
        [
            *map(row, measured),
            ("Material's one index", f"{peer / 1000:,.0f}", "", f"{peer / 1e6:.0f}", *[""] * 4),
            ("required", f"at most {FIRST_SEARCH}", *[""] * 6),
        ],
    )


def previewing(size: tuple[int, int], measured: Previewing) -> Table:
    """Return how soon the preview shows an edit.

    Args:
        size: number of briefings and explainers.
        measured: what was measured.
    """
    rows = [
        (f"{name}, {len(seconds)} times", spread(seconds), f"{max(seconds):.2f}")
        for name, seconds in measured.items()
    ]
    heading = f"Preview of {size[0]:,} briefings, {size[1]:,} explainers"
    required = "required of an edit", "", f"at most {SHOWN_SECONDS:g}"
    return Table((heading, "seconds", "longest"), [*rows, required])


def commands(briefings: int, measured: Sequence[tuple[str, Cost]]) -> Table:
    """Return what commands cost that look at all briefings."""
    rows = [
        (
            name,
            f"{cost.processor:.1f}",
            f"{cost.processor / briefings * 1000:.2f}",
            f"{cost.peak / 1e6:.0f}",
            f"{cost.together / 1e6:.0f}",
        )
        for name, cost in measured
    ]
    heading = f"Commands, {briefings:,} real articles"
    return Table(
        (heading, "processor s", "ms a briefing", "largest process, MB", "all at once, MB"), rows
    )


def spread(values: Sequence[float], places: int = 2) -> str:
    """Return the median of values, with the lowest and highest if there are several."""
    middle = f"{median(values):.{places}f}"
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):.{places}f}–{max(values):.{places}f})"


def section(part: str, tables: Sequence[Table], busy: float) -> str:
    """Return the section of RESULTS.md for a part.

    Args:
        part: its name.
        tables: what was measured.
        busy: the machine's load average before the first run.
    """
    listed = "\n\n".join(table.markdown() for table in tables)
    return f"""\
## {part.capitalize()}

{_NOTES[part]}

{listed}

The machine's load average before the first run was {busy:.1f}.
"""


def page(before: str, sections: Mapping[str, str]) -> str:
    """Return RESULTS.md with some sections written anew.

    Args:
        before: what it was; empty if it was not there.
        sections: the new sections by the names of their parts.
    """
    kept = {
        part: f"## {part.capitalize()}{found[1]}"
        for part in _NOTES
        if (found := re.search(rf"^## {part.capitalize()}(\n.*?\n)(?=\n## )", before, re.M | re.S))
    }
    texts = {part: text for part in _NOTES if (text := sections.get(part) or kept.get(part))}
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    software = [f"Python {platform.python_version()}"]
    software += [f"{name} {version(name)}" for name in _PACKAGES]
    return f"""\
# Results

Made by `make bench`; what is compared, and why it is fair, stands in
[`__main__.py`](__main__.py), what the invented corpus is like in [`corpus.py`](corpus.py).

Medians, with the lowest and the highest where there was more than one run. A ratio is formed within
a run. Quote the ratios: the seconds depend on the machine and on what else it does. Where a range
holds 1, these runs do not tell which of the two is less.

{chr(10).join(texts.values())}
## Machine

{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB of memory, {platform.system()}.

Software: {", ".join(software)}.
"""
