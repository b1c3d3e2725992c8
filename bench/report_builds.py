"""Tables of the cost of whole builds: compared with peers, after edits, and by size of the site."""

from collections.abc import Callable, Sequence
from functools import partial
from statistics import median

from bench.building import Size, Turn
from bench.process import Cost
from bench.report import Table, spread

FULL, AIM = 0.7, 0.5
"""Limit and aim for the ratio of our full build to plain MkDocs."""
NOTHING, EXPLAINER, ARTICLE = 0.03, 0.05, 0.05
"""Limits for the ratio of a build to a full one: unchanged, and after each kind of edit."""
GROWTH = 1.1
"""Limit for the ratio of a page of the largest site to one of the smallest."""
MEMORY = 1000
"""Limit for the memory of a build, in MB."""

_BUILDS: dict[str, Callable[[Turn], Cost | None]] = {
    "ours, from nothing": lambda turn: turn.full,
    "nothing changed": lambda turn: turn.nothing,
    "one explainer edited": lambda turn: turn.explainer,
    "one article added": lambda turn: turn.article,
    "plain MkDocs + Material": lambda turn: turn.mkdocs,
    "Zensical": lambda turn: turn.zensical,
}


def tables(sizes: Sequence[Size]) -> list[Table]:
    """Return the tables of builds of all sizes."""
    return [
        _ratios(sizes, "by the clock", lambda cost: cost.seconds),
        _ratios(sizes, "of processor time", lambda cost: cost.processor),
        *(_costs(size) for size in sizes),
        _outputs(sizes),
        *(_phases(size) for size in sizes),
    ]


def _ratios(sizes: Sequence[Size], what: str, of: Callable[[Cost], float]) -> Table:
    """Return the ratios of one kind of cost; `what` says which."""

    def row(name: str, most: str, ratio: Callable[[Turn], float | None]) -> tuple[str, ...]:
        cells = []
        for size in sizes:
            found = [value for turn in size.turns if (value := ratio(turn)) is not None]
            cells.append(spread(found, 3) if found else "none")
        return name, *cells, most

    def growth(size: Size) -> str:
        return spread(
            [
                (of(turn.full) / size.pages) / (of(first.full) / sizes[0].pages)
                for first, turn in zip(sizes[0].turns, size.turns, strict=True)
            ],
            3,
        )

    return Table(
        (f"Builds, {what}", *(f"{size.briefings:,} briefings" for size in sizes), "at most"),
        [
            row(
                "full / plain MkDocs", f"{FULL}, aim {AIM}",
                lambda turn: of(turn.full) / of(turn.mkdocs),
            ),
            row(
                "full / Zensical", "",
                lambda turn: of(turn.full) / of(turn.zensical) if turn.zensical else None,
            ),
            row(
                "nothing changed / full", f"{NOTHING}",
                lambda turn: of(turn.nothing) / of(turn.full),
            ),
            row(
                "one explainer edited / full", f"{EXPLAINER}",
                lambda turn: of(turn.explainer) / of(turn.full),
            ),
            row(
                "one article added / full", f"{ARTICLE}",
                lambda turn: of(turn.article) / of(turn.full),
            ),
            ("full, a page / a page of the first size", *map(growth, sizes), f"{GROWTH}"),
        ],
    )  # fmt: skip


def _costs(size: Size) -> Table:
    rows = []
    for name, of in _BUILDS.items():
        costs = [cost for turn in size.turns if (cost := of(turn))]
        if costs:
            clock = [cost.seconds for cost in costs]
            rows.append((
                name,
                spread(clock, 1),
                f"{median(cost.processor for cost in costs):.1f}",
                f"{1000 * median(clock) / size.pages:.1f}",
                f"{median(cost.peak for cost in costs) / 1e6:.0f}",
                f"{median(cost.together for cost in costs) / 1e6:.0f}",
            ))  # fmt: skip
    title = f"{size.briefings:,} briefings, {size.explainers:,} explainers, {size.pages:,} pages"
    return Table(
        (
            title, "seconds", "processor s", "ms a page", "largest process, MB",
            f"all at once, MB, at most {MEMORY:,}",
        ),
        rows,
    )  # fmt: skip


def _outputs(sizes: Sequence[Size]) -> Table:
    def row(name: str, of: Callable[[Size], float]) -> tuple[str, ...]:
        found = [of(size) / 1000 for size in sizes]
        return name, *(f"{one:.1f}" for one in found), f"{found[-1] / found[0]:.2f}"

    return Table(
        ("kB", *(f"{size.briefings:,} briefings" for size in sizes), "last / first"),
        [
            row("a briefing, with its alternates", lambda size: size.ours.briefing),
            row("the same of plain MkDocs", lambda size: size.peer.briefing),
            row("search index for a page", lambda size: size.ours.index / size.pages),
            row("the same of plain MkDocs", lambda size: size.peer.index / size.pages),
            row("whole site for a page", lambda size: size.ours.whole / size.pages),
            row("the same of plain MkDocs", lambda size: size.peer.whole / size.pages),
            *(row(f"a reader loads: {kind}", partial(_loaded, kind)) for kind in sizes[0].loaded),
        ],
    )


def _loaded(kind: str, size: Size) -> float:
    return size.loaded[kind]


def _phases(size: Size) -> Table:
    full, *others = size.phases.values()

    def row(phase: str) -> tuple[str, ...]:
        clock, processor = full.get(phase, (0, 0))
        later = (of.get(phase) for of in others)
        return (
            phase,
            f"{clock:.1f}",
            f"{processor:.1f}",
            f"{clock / full['all'][0]:.0%}",
            *(f"{seconds[0]:.2f}" if seconds else "" for seconds in later),
        )

    return Table(
        (
            f"Phases, {size.briefings:,} briefings", "full, s", "processor s", "share",
            "nothing changed, s", "explainer edited, s", "article added, s",
        ),
        [row(phase) for phase in full],
    )  # fmt: skip
