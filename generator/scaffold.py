"""First drafts of content files, for `briefings new`."""

from datetime import date

import yaml

from generator.model import Article, ExplainerKind
from generator.schemas import UNWRITTEN


def explainer(title: str, kind: ExplainerKind, summary: str, today: date) -> str:
    """Return the file of a new explainer, which can be published at once and asks to be written."""
    return f"""---
title: {_scalar(title)}
kind: {kind.value}
aliases: []            # other names, as newspapers write them: [Resolution 1244, UNSCR 1244]
forms: []              # inflections that shall link too: [Libyan, Libyans]
summary: {_scalar(summary or UNWRITTEN)}
timeline: []           # - {{date: 1999-06-10, event: "Adopted.", source: "https://…"}}
sources: []            # - {{title: "What it is, with symbol and number", url: "https://…"}}
reviewed: {today.isoformat()}
---

"""


def sidecar(article: Article) -> str:
    """Return the sidecar of a new capture: what is known as lines, what is not as comments."""
    outlet = f"outlet: {article.outlet.slug}" if article.outlet else "# outlet:"
    return f"""\
# Facts that the capture lacks. Take the # away where you know one.
# title: {_scalar(article.title)}
# published: YYYY-MM-DD
# url: https://…
{outlet}
"""


def _scalar(text: str) -> str:
    """Return text as one YAML value on one line."""
    return yaml.safe_dump(text, allow_unicode=True, width=10_000).removesuffix("\n...\n").strip()
