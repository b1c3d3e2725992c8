"""First drafts of content files, for `briefings new`."""

from datetime import date

import yaml

from generator.model.explainer import ExplainerKind
from generator.schemas import UNWRITTEN


def explainer(title: str, kind: ExplainerKind, summary: str, today: date) -> str:
    """Return the file of a new explainer, which can be published at once and asks to be written."""
    return f"""---
title: {scalar(title)}
kind: {kind.value}
aliases: []            # other names, as newspapers write them: [Resolution 1244, UNSCR 1244]
forms: []              # inflections that shall link too: [Libyan, Libyans]
summary: {scalar(summary or UNWRITTEN)}
timeline: []           # - {{date: 1999-06-10, event: "Adopted.", source: "https://…"}}
sources: []            # - {{title: "What it is, with symbol and number", url: "https://…"}}
reviewed: {today.isoformat()}
---

"""


def scalar(text: str) -> str:
    """Return text as one YAML value on one line."""
    return yaml.safe_dump(text, allow_unicode=True, width=10_000).removesuffix("\n...\n").strip()
