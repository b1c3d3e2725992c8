"""Tables of the cost of whole builds: compared with peers, after edits, and by size of the site."""

from collections.abc import Callable, Sequence
from functools import partial
from statistics import median

from bench.building import (
    ARTICLE,
    EXPLAINER,
    FULL,
    MAKING,
    NAMED,
    NOTHING,
    RENDERING,
    STATES,
    Size,
    Turn,
)
from bench.process import Cost
from bench.report import Table, spread

CLOCK, PROCESSOR = "by the clock", "of processor time"
PEER = {
    ("build", CLOCK): "0.35, aim 0.25",
    ("build", PROCESSOR): "0.6, aim 0.45",
    ("build-real", PROCESSOR): "0.7, aim 0.5",
}
"""Limits for the ratio of our full build to plain MkDocs, by part and kind of cost."""
BESIDE = {
    (FULL, PROCESSOR): "0.45",
    (EXPLAINER, CLOCK): "0.5",
    (ARTICLE, CLOCK): "0.5",
}
"""Limits for the ratio of our build to that of the code before views and templates."""
EDITED = {NOTHING: "0.03", NAMED: "0.15"}
"""Limits for the ratio of a build to a full one."""
GROWTH = 1.1
"""Limit for the ratio of a briefing of the largest site to one of the smallest."""
MEMORY = 1000
"""Limit for the memory of a build, in MB."""
STEPS = {MAKING: "2.5", RENDERING: "3, aim 2"}
"""Limits for the steps of a briefing, in ms."""


def tables(part: str, sizes: Sequence[Size], revision: str) -> list[Table]:
    """Return the tables of builds of all sizes.

    Args:
        part: the part of the benchmark.
        sizes: what was measured.
        revision: the other revision; empty for none.
    """
    return [
        _ratios(part, sizes, revision, CLOCK, lambda cost: cost.seconds),
        _ratios(part, sizes, revision, PROCESSOR, lambda cost: cost.processor),
        _steps(sizes),
        *(_costs(size, revision) for size in sizes),
        _outputs(sizes),
        *(_phases(size) for size in sizes),
    ]


def _ratios(
    part: str, sizes: Sequence[Size], revision: str, what: str, of: Callable[[Cost], float]
) -> Table:
    """Return the ratios of one kind of cost; `what` says which."""

    def row(name: str, most: str, ratio: Callable[[Turn], float | None]) -> tuple[str, ...]:
        found = (
            [value for turn in size.turns if (value := ratio(turn)) is not None] for size in sizes
        )
        return name, *(spread(ratios, 3) if ratios else "none" for ratios in found), most

    def growth(size: Size) -> str:
        first = sizes[0]
        pairs = zip(first.turns, size.turns, strict=True)
        grown = [of(new.ours[FULL]) / of(old.ours[FULL]) for old, new in pairs]
        return spread([ratio * first.briefings / size.briefings for ratio in grown], 3)

    rows = [
        row(
            "full / plain MkDocs", PEER.get((part, what), ""),
            lambda turn: of(turn.ours[FULL]) / of(turn.mkdocs),
        ),
        row(
            "full / Zensical", "",
            lambda turn: of(turn.ours[FULL]) / of(turn.zensical) if turn.zensical else None,
        ),
        *(
            row(
                f"{state} / full", EDITED.get(state, ""),
                partial(_edited, of, state),
            )
            for state in STATES[1:]
        ),
        *(
            row(
                f"{state} / {revision}", BESIDE.get((state, what), ""),
                partial(_beside, of, state),
            )
            for state in (STATES if revision else ())
        ),
        ("full, a briefing / a briefing of the first size", *map(growth, sizes), f"{GROWTH}"),
    ]  # fmt: skip
    return Table((f"Builds, {what}", *map(_heading, sizes), "at most"), rows)


def _edited(of: Callable[[Cost], float], state: str, turn: Turn) -> float:
    return of(turn.ours[state]) / of(turn.ours[FULL])


def _beside(of: Callable[[Cost], float], state: str, turn: Turn) -> float:
    return of(turn.ours[state]) / of(turn.beside[state])


def _heading(size: Size) -> str:
    return f"{size.briefings:,} briefings"


def _steps(sizes: Sequence[Size]) -> Table:
    rows = [
        (step, *(spread([run[step] for run in size.steps], 1) for size in sizes), most)
        for step, most in STEPS.items()
    ]
    return Table(("A briefing, ms of processor time", *map(_heading, sizes), "at most"), rows)


def _costs(size: Size, revision: str) -> Table:
    def row(name: str, costs: Sequence[Cost]) -> tuple[str, ...]:
        clock = [cost.seconds for cost in costs]
        return (
            name,
            spread(clock, 1),
            f"{median(cost.processor for cost in costs):.1f}",
            f"{1000 * median(clock) / size.briefings:.1f}",
            f"{median(cost.peak for cost in costs) / 1e6:.0f}",
            f"{median(cost.together for cost in costs) / 1e6:.0f}",
        )

    shown = {state: f" (in {number:,} briefings)" for state, number in size.naming.items()}
    rows = [
        row(f"ours, {state}{shown.get(state, '')}", [turn.ours[state] for turn in size.turns])
        for state in STATES
    ]
    rows += [
        row(f"{revision}, {state}", [turn.beside[state] for turn in size.turns])
        for state in (STATES if revision else ())
    ]
    rows.append(row("plain MkDocs + Material", [turn.mkdocs for turn in size.turns]))
    if zensical := [turn.zensical for turn in size.turns if turn.zensical]:
        rows.append(row("Zensical", zensical))
    return Table(
        (
            f"{_heading(size)}, {size.explainers:,} explainers, {size.pages:,} pages",
            "seconds", "processor s", "ms a briefing", "largest process, MB",
            f"all at once, MB, at most {MEMORY:,}",
        ),
        rows,
    )  # fmt: skip


def _outputs(sizes: Sequence[Size]) -> Table:
    def row(name: str, of: Callable[[Size], float]) -> tuple[str, ...]:
        found = [of(size) / 1000 for size in sizes]
        return name, *(f"{one:.1f}" for one in found), f"{found[-1] / found[0]:.2f}"

    return Table(
        ("kB", *map(_heading, sizes), "last / first"),
        [
            row("a briefing, with its Markdown", lambda size: size.ours.briefing),
            row("the same of plain MkDocs", lambda size: size.peer.briefing),
            row("search index for a briefing", lambda size: size.ours.index / size.briefings),
            row("the same of plain MkDocs", lambda size: size.peer.index / size.briefings),
            row("whole site for a briefing", lambda size: size.ours.whole / size.briefings),
            row("the same of plain MkDocs", lambda size: size.peer.whole / size.briefings),
            *(row(f"a reader loads: {kind}", partial(_loaded, kind)) for kind in sizes[0].loaded),
        ],
    )


def _loaded(kind: str, size: Size) -> float:
    return size.loaded[kind]


def _phases(size: Size) -> Table:
    full = size.phases[FULL]

    def row(phase: str) -> tuple[str, ...]:
        clock, processor = full.get(phase, (0, 0))
        later = (size.phases[state].get(phase) for state in STATES[1:])
        return (
            phase,
            f"{clock:.1f}",
            f"{processor:.1f}",
            f"{1000 * processor / size.briefings:.2f}",
            f"{clock / full['all'][0]:.0%}",
            *(f"{seconds[0]:.2f}" if seconds else "" for seconds in later),
        )

    headings = (
        "full, s",
        "processor s",
        "ms a briefing",
        "share",
        *(f"{state}, s" for state in STATES[1:]),
    )
    return Table((f"Phases, {_heading(size)}", *headings), [row(phase) for phase in full])
