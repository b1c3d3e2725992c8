"""First drafts of content files, for `briefings new`."""

from collections.abc import Sequence
from datetime import date

import yaml

from briefings.files.schemas import UNWRITTEN
from briefings.model.explainer import ExplainerKind


def explainer(
    title: str,
    kind: ExplainerKind,
    summary: str,
    today: date,
    aliases: Sequence[str] = (),
    forms: Sequence[str] = (),
    context: Sequence[str] = (),
) -> str:
    """Return the file of a new explainer, which can be published at once and asks to be written.

    Args:
        title: the subject.
        kind: what it is.
        summary: one or two sentences; empty where they are to be written.
        today: the day on which it is begun.
        aliases: other names that briefings use.
        forms: inflections that briefings use.
        context: words that speak for it; without any there is no such line.
    """
    speaks_for_it = f"context: {_listed(context)}\n" if context else ""
    return f"""---
title: {scalar(title)}
kind: {kind.value}
aliases: {_listed(aliases):<13} # other names, as newspapers write them: [Resolution 1244]
forms: {_listed(forms):<15} # inflections that shall link too: [Libyan, Libyans]
{speaks_for_it}summary: {scalar(summary or UNWRITTEN)}
timeline: []           # - {{date: 1999-06-10, event: "Adopted.", source: "https://…"}}
sources: []            # - {{title: "What it is, with symbol and number", url: "https://…"}}
reviewed: {today.isoformat()}
---

"""


def _listed(texts: Sequence[str]) -> str:
    """Return texts as one YAML list on one line."""
    dumped = yaml.safe_dump(
        list(texts), allow_unicode=True, width=10_000, default_flow_style=True
    )  # fmt: skip
    return dumped.strip()


def scalar(text: str) -> str:
    """Return text as one YAML value on one line."""
    return yaml.safe_dump(text, allow_unicode=True, width=10_000).removesuffix("\n...\n").strip()
