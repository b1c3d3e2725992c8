"""What was measured, as tables for the terminal and for RESULTS.md, and the machine it ran on."""

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median

from rich.table import Table as RichTable

_PACKAGES = (
    "mkdocs", "mkdocs-material", "Markdown", "Jinja2", "pagefind", "daachorse", "ahocorasick-rs",
    "flashtext2", "numpy", "pydantic", "PyYAML", "sentencex",
)  # fmt: skip

HTML_RATIO = 1.3
"""What reading a saved page may cost at most, where trafilatura alone costs 1."""
TEXT_MS = 2
"""Milliseconds of processor time that 5 kB of a text capture may cost at most."""
SCAN_SPEED = 0.5
"""How fast the whole of linking must be at least, where a bare scan for its phrases is 1."""
GROWTH = 1.5
"""What an article may cost with many aliases at most, where with the fewest it costs 1."""
FIRST_SEARCH = 200
"""How many kB a first search may load."""
PART_SIZES = {"a part for each year": 1, "as built": 1500, "one part": 1_000_000}
"""At least how many briefings a part has, by name; `search.AT_LEAST` is the one in use."""
LINK_SHARE = 0.05
"""How much of a build may go into linking."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost, with the processes that it started."""

    seconds: float
    """By the clock, from its start to its end."""
    processor: float
    """Seconds of processor time, user and system."""
    peak: int
    """Bytes of its largest resident set."""


@dataclass(frozen=True, slots=True)
class Stages:
    """One compile: each time is a pair, by the clock and of the processor, in seconds."""

    load: tuple[float, float]
    """Reading the bytes of the content."""
    read: tuple[float, float]
    """Bytes to articles, explainers and outlets."""
    link: tuple[float, float]
    """Finding the mentions and deciding on each."""
    compile: tuple[float, float]
    """The whole of `site.compile`: read, link and render."""
    write: tuple[float, float]
    """Writing the pages."""
    links: int
    """How many links were made."""

    @property
    def render(self) -> tuple[float, float]:
        """Making the pages' Markdown: what reading and linking leave of the compile."""
        clock, processor = (
            whole - read - link
            for whole, read, link in zip(self.compile, self.read, self.link, strict=True)
        )
        return clock, processor


@dataclass(frozen=True, slots=True)
class Run:
    """One of each, taken in turn."""

    stages: Stages
    """The compile by its stages."""
    compiled: Cost
    """The process which that compile ran in, imports and all."""
    ours: Cost
    """`briefings build`."""
    peer: Cost
    """`mkdocs build` with Material."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One pass over the development captures, each read once; times are of the processor."""

    pages: int
    """Number of saved pages."""
    ours: float
    """Seconds of our reader for all of them."""
    peer: float
    """Seconds of trafilatura for all of them."""
    texts: int
    """Number of text captures."""
    text: float
    """Seconds of our reader for all of these."""
    text_bytes: int
    """How many bytes they have."""


@dataclass(frozen=True, slots=True)
class Linking:
    """Some rounds over a corpus with one number of aliases; seconds are of the processor."""

    aliases: int
    """Number of phrases."""
    curly: bool
    """Whether every article has curly quotation marks."""
    articles: int
    """Number of articles."""
    text_bytes: int
    """How much text they have."""
    mentions: int
    """How many mentions were found."""
    links: int
    """How many of them became links."""
    ours: Sequence[float]
    """Linking, in each round."""
    bare: Sequence[float]
    """A bare scan for the phrases."""
    peer: Sequence[float]
    """Extraction by flashtext2."""
    layout: Sequence[float]
    """Laying the pages out, before they are linked."""
    values: Sequence[float]
    """Making the values that pages are made of."""


@dataclass(frozen=True, slots=True)
class Searching:
    """The search index in parts of some size, made once; sizes are in bytes."""

    name: str
    """Which size that is."""
    pages: int
    """Number of pages in it."""
    parts: int
    """Number of parts."""
    size: int
    """All its files."""
    sent: float
    """What a first search loads, on average, where the server compresses scripts."""
    most: float
    """The most that one did."""
    plain: float
    """The same on average, where it does not."""
    whole: Cost
    """Making all of it."""
    unchanged: Cost
    """Making it again when nothing has changed."""
    changed: Cost
    """Making it again when one briefing has."""


@dataclass(frozen=True, slots=True)
class Output:
    """Size of a built site, in bytes."""

    page: float
    """HTML of a briefing, on average."""
    search: int
    """The search index, with the scripts that stand beside it."""
    site: int
    """Everything."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much was built."""

    briefings: int
    """Number of briefings."""
    explainers: int
    """Number of explainers."""
    pages: int
    """Number of all pages."""


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


def tables(size: Size, runs: Sequence[Run], outputs: tuple[Output, Output]) -> tuple[Table, ...]:
    """Return what the runs cost, the ratios, and the sizes of our output and the peer's."""
    return _costs(size, runs), _ratios(runs), _sizes(size, *outputs)


def reading(passes: Sequence[Reading]) -> Table:
    """Return what reading costs beside trafilatura, and what it may cost."""
    pages, texts = passes[0].pages, passes[0].texts
    return Table(
        ("Reading, of processor time", "median (lowest–highest)", "at most"),
        [
            (
                f"{pages} saved pages, ours / trafilatura",
                _spread([one.ours / one.peer for one in passes]),
                f"{HTML_RATIO}",
            ),
            (
                f"{texts} text captures, ms for 5 kB",
                _spread([one.text * 1000 / (one.text_bytes / 5000) for one in passes]),
                f"{TEXT_MS}",
            ),
        ],
    )


def linking(measured: Sequence[Linking]) -> Table:
    """Return what linking costs beside a bare scan and beside flashtext2, and what it may cost."""
    fewest = median(measured[0].ours) / measured[0].articles

    def row(of: Linking) -> tuple[str, ...]:
        article = median(of.ours) / of.articles
        return (
            f"{of.aliases:,} aliases{', all curly' if of.curly else ''}",
            _spread([bare / ours for ours, bare in zip(of.ours, of.bare, strict=True)]),
            _spread([peer / ours for ours, peer in zip(of.ours, of.peer, strict=True)]),
            f"{article * 1e6:.1f}",
            f"{article / fewest:.2f}",
            f"{median(of.layout) / of.articles * 1e6:.1f}",
            f"{median(of.values) / of.articles * 1e6:.1f}",
        )

    return Table(
        (
            f"Linking {min(of.text_bytes for of in measured) / 1e6:.0f} MB, of processor time",
            "bare scan / ours",
            "flashtext2 / ours",
            "µs an article",
            f"beside {measured[0].aliases:,}",
            "µs laying it out",
            "µs for its values",
        ),
        [
            *map(row, measured),
            ("required", f"at least {SCAN_SPEED}", "more than 1", "", f"at most {GROWTH}", "", ""),
        ],
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


def _costs(size: Size, runs: Sequence[Run]) -> Table:
    def row(
        name: str, time: Callable[[Run], tuple[float, float]], cost: Callable[[Run], Cost] | None
    ) -> tuple[str, ...]:
        clock = [time(run)[0] for run in runs]
        return (
            name,
            _spread(clock),
            f"{median(time(run)[1] for run in runs):.2f}",
            f"{1000 * median(clock) / size.pages:.2f}",
            f"{median(cost(run).peak for run in runs) / 1e6:.0f}" if cost else "",
        )

    def whole(cost: Callable[[Run], Cost]) -> Callable[[Run], tuple[float, float]]:
        return lambda run: (cost(run).seconds, cost(run).processor)

    return Table(
        ("Cost", "seconds", "processor s", "ms a page", "peak MB"),
        [
            row("compile: read", lambda run: run.stages.read, None),
            row("compile: link", lambda run: run.stages.link, None),
            row("compile: render", lambda run: run.stages.render, None),
            row("compile: all three", lambda run: run.stages.compile, lambda run: run.compiled),
            row("content from disk", lambda run: run.stages.load, None),
            row("pages to disk", lambda run: run.stages.write, None),
            row("ours: briefings build", whole(lambda run: run.ours), lambda run: run.ours),
            row("peer: mkdocs build", whole(lambda run: run.peer), lambda run: run.peer),
        ],
    )


def _ratios(runs: Sequence[Run]) -> Table:
    return Table(
        ("Ratio", "by the clock", "of processor time", "of peak memory"),
        [
            (
                "ours / peer",
                _spread([run.ours.seconds / run.peer.seconds for run in runs]),
                _spread([run.ours.processor / run.peer.processor for run in runs]),
                _spread([run.ours.peak / run.peer.peak for run in runs]),
            ),
            (
                "compile / ours",
                _spread([run.stages.compile[0] / run.ours.seconds for run in runs]),
                _spread([run.stages.compile[1] / run.ours.processor for run in runs]),
                "",
            ),
            (
                f"link / ours, at most {LINK_SHARE}",
                _spread([run.stages.link[0] / run.ours.seconds for run in runs]),
                _spread([run.stages.link[1] / run.ours.processor for run in runs]),
                "",
            ),
        ],
    )


def _sizes(size: Size, ours: Output, peer: Output) -> Table:
    def row(name: str, mine: float, theirs: float) -> tuple[str, ...]:
        return name, f"{mine / 1000:.1f}", f"{theirs / 1000:.1f}", f"{mine / theirs:.2f}"

    return Table(
        ("Output, kB", "ours", "peer", "ours / peer"),
        [
            row("HTML of a briefing", ours.page, peer.page),
            row("search index for a page", ours.search / size.pages, peer.search / size.pages),
            row(
                "whole site for a briefing", ours.site / size.briefings, peer.site / size.briefings
            ),
        ],
    )


def _spread(values: Sequence[float]) -> str:
    return f"{median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def page(size: Size, runs: Sequence[Run], shown: Sequence[Table], busy: float) -> str:
    """Return RESULTS.md.

    Args:
        size: how much was built.
        runs: what was measured.
        shown: the tables.
        busy: the machine's load average before the first run.
    """
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    software = [f"Python {platform.python_version()}"]
    software += [f"{name} {version(name)}" for name in _PACKAGES]
    listed = "\n\n".join(table.markdown() for table in shown)
    return f"""\
# Results

Made by `make bench`; what is compared, and why it is fair, stands in
[`__main__.py`](__main__.py), what the invented corpus is like in [`corpus.py`](corpus.py).

Built: {size.briefings} briefings and {size.explainers} explainers, {size.pages:,} pages in all, \
with {runs[0].stages.links:,} links in their text.

{len(runs)} runs, in each of which all took turns; medians, with the lowest and the highest. A
ratio is formed within a run. Quote the medians of the ratios, with their range: the seconds depend
on the machine and on what else it does. Where a range holds 1, these runs do not tell which of the
two is less.

{listed}

- Reading is measured over the development captures (`BRIEFINGS_SHARED`); see
  [`reading.py`](reading.py). Where they are absent its table is left out.
- Linking is all of `linker.link`, beside a bare scan by ahocorasick_rs and beside flashtext2, which
  only extracts; see [`linking.py`](linking.py). Laying the pages out before it (their texts end to
  end, with columns about their passages) and making values of its columns after it are not in these
  ratios nor in the µs of an article; each has a column of its own.
- Searching is measured once for each size of part, in a real browser; see
  [`searching.py`](searching.py). The peer's index is reckoned from a smaller one.
- The peer, plain MkDocs with Material and its search, renders the Markdown that ours compiled,
  and is not charged for compiling it.
- The compile ran in a process of its own, the start of Python not counted; `briefings build`
  contains another compile.
- A peak is that of the largest process.
- Ours leaves lists, notes and provenance out of its search index, which the peer's search takes in:
  the indexes differ in what they hold as well as in how they hold it.

Machine: {os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB of memory, \
{platform.system()}; its load average before the first run was {busy:.1f}.

Software: {", ".join(software)}.
"""
