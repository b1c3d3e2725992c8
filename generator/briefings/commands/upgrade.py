"""What an update of this program has changed for a site: `briefings build` says it once."""

from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from packaging.version import Version
from rich.markup import escape

from briefings.build import version_file
from briefings.mkdocs_plugin import defaults
from briefings.mkdocs_plugin.console import OUT
from briefings.text import changelog

_MOST = 12  # entries


def tell(compiled_dir: Path) -> None:
    """Print what has changed since the version that built the site last; nothing if none is known.

    Args:
        compiled_dir: the folder of the pages as Markdown, of which builds remember the version.
    """
    last, now = version_file.read(compiled_dir), running()
    if last is None or last == now:
        return
    with suppress(OSError, ValueError):
        text = defaults.changelog().read_text(encoding="utf-8")
        if notes := changelog.for_owners(text, last, now):
            OUT.print(f"Version {now} has changed this for your site, last built by {last}:")
            for note in notes[:_MOST]:
                OUT.print(f"- {escape(note)}")
            more = f" ({len(notes) - _MOST} more for your site)" if len(notes) > _MOST else ""
            OUT.print(f"All changes{more}: briefings help changes")


def remember(compiled_dir: Path, *, said: bool) -> None:
    """Remember that this version has built the site; otherwise the next build says it again.

    Args:
        compiled_dir: as of `tell`.
        said: whether the output was shown. If not, an older version stays for the next build.
    """
    if said or version_file.read(compiled_dir) is None:
        with suppress(OSError):
            version_file.write(compiled_dir, running())


def running() -> Version:
    """Return the version of this program."""
    return Version(version("annotated-briefings"))
