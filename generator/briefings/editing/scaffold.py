"""Templates of new content files."""

from collections.abc import Sequence
from datetime import date

import yaml

from briefings.files.schemas.shared import UNWRITTEN
from briefings.model.explainer import ExplainerKind


def explainer(
    title: str,
    kind: ExplainerKind,
    summary: str,
    today: date | None,
    aliases: Sequence[str] = (),
    forms: Sequence[str] = (),
    context: Sequence[str] = (),
) -> str:
    """Return a new explainer, a draft.

    Args:
        title: the subject.
        kind: kind of the subject.
        summary: one or two sentences; empty to leave them to the editor.
        today: the day of the first review; None to leave it out.
        aliases: other names in briefings.
        forms: inflections in briefings.
        context: words that select this subject; the key is left out if there are none.
    """
    reviewed = f"reviewed: {today.isoformat()}\n" if today else ""
    context_line = f"context: {listed(context)}\n" if context else ""
    return f"""---
title: {scalar(title)}
kind: {kind.value}
aliases: {listed(aliases):<13} # other names, as newspapers write them: [Resolution 1244]
forms: {listed(forms):<15} # inflections that link too: [Libyan, Libyans]
{context_line}summary: {scalar(summary or UNWRITTEN)}
timeline: []           # - {{date: 1999-06-10, event: "Adopted.", source: "https://…"}}
sources: []            # - {{title: "What it is, with symbol and number", url: "https://…"}}
{reviewed}draft: true            # only the preview shows it; delete this line to publish it
---

"""


def dossier(title: str) -> str:
    """Return a new dossier with a title, a draft."""
    return f"""---
title: {scalar(title)}
summary: {scalar(UNWRITTEN)}
entries: []            # - {{briefing: name-of-its-file, line: "Why it is here."}}, or explainer: …
sources: []            # - {{title: "What it is, with symbol and number", url: "https://…"}}
draft: true            # only the preview shows it; delete this line to publish it
---

"""


def listed(texts: Sequence[str]) -> str:
    """Return texts as one YAML list on one line."""
    texts = list(texts)
    return yaml.safe_dump(texts, allow_unicode=True, width=10_000, default_flow_style=True).strip()


def scalar(text: str) -> str:
    """Return text as one YAML value on one line."""
    return yaml.safe_dump(text, allow_unicode=True, width=10_000).removesuffix("\n...\n").strip()
