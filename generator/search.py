"""The search index, made by Pagefind over the built site: https://pagefind.app/."""

import errno
import json
import os
import shutil
import subprocess
from pathlib import Path

from pagefind.service import get_executable

# What stands on many pages, or repeats other pages, would drown what is searched for.
_LEFT_OUT = (
    *(".headerlink", ".background", ".mentions", ".apparatus", ".facts"),
    *(".figure", ".neighbours", ".gloss"),
)
# More bytes than the largest file that Pagefind writes at once.
_ROOM = 1 << 20


def index(site: Path) -> int:
    """Index the pages of a built site into its folder `pagefind/`, and return their number.

    Only elements with `data-pagefind-body` are indexed; the templates say which. Pagefind runs as
    a program of its own: its Python service is ended while it may still be writing files.

    Raises:
        OSError: Pagefind is not there or failed, or the disk is full.
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
    # Pagefind ends well on a full disk too, with files cut short.
    if shutil.disk_usage(target).free < _ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
    entry = json.loads((target / "pagefind-entry.json").read_text(encoding="utf-8"))
    return sum(int(language["page_count"]) for language in entry["languages"].values())
