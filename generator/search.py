"""The search index, made by Pagefind over the built site: https://pagefind.app/."""

import json
import subprocess
from pathlib import Path

from pagefind.service import get_executable

# What stands on many pages, or repeats other pages, would drown what is searched for.
_LEFT_OUT = (
    *(".headerlink", ".background", ".mentions", ".apparatus", ".facts"),
    *(".figure", ".neighbours", ".gloss"),
)


def index(site: Path) -> int:
    """Index the pages of a built site into its folder `pagefind/`, and return their number.

    Only elements with `data-pagefind-body` are indexed; the templates say which. Pagefind runs as
    a program of its own: its Python service is ended while it may still be writing files.
    """
    program = get_executable()
    if program is None:
        raise FileNotFoundError("Pagefind is not installed")
    target = site / "pagefind"
    selectors = [word for selector in _LEFT_OUT for word in ("--exclude-selectors", selector)]
    command = [str(program), "--site", str(site), "--output-path", str(target), *selectors]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"the search index could not be made: {done.stdout}{done.stderr}".strip())
    entry = json.loads((target / "pagefind-entry.json").read_text(encoding="utf-8"))
    return sum(int(language["page_count"]) for language in entry["languages"].values())
