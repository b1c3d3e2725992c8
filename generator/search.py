"""The search index, made by Pagefind over the built site: https://pagefind.app/."""

import asyncio
import json
from pathlib import Path

from pagefind.index import IndexConfig, PagefindIndex

# What stands on many pages, or repeats other pages, would drown what is searched for.
_LEFT_OUT = (".headerlink", ".background", ".mentions", ".apparatus", ".facts")


def index(site: Path) -> int:
    """Index the pages of a built site into its folder `pagefind/`, and return their number.

    Only elements with `data-pagefind-body` are indexed; the templates say which.
    """
    return asyncio.run(_index(site))


async def _index(site: Path) -> int:
    config = IndexConfig(
        output_path=str(site / "pagefind"), exclude_selectors=list(_LEFT_OUT), verbose=False
    )
    async with PagefindIndex(config=config) as pagefind:
        await pagefind.add_directory(str(site))
    # The number that Pagefind answers with counts the pages it looked at, indexed or not.
    entry = json.loads((site / "pagefind" / "pagefind-entry.json").read_text(encoding="utf-8"))
    return sum(int(language["page_count"]) for language in entry["languages"].values())
