"""Open a file in the editor program whose command the owner's `mkdocs.yml` names.

The command is that of the owner, and so are its arguments: a request fills in only which file of
the site is opened, and at which line, each within one argument and without a shell.
"""

import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from briefings.mkdocs_plugin import defaults, editors
from briefings.preview.guards import Refusal
from briefings.preview.session import Snapshot

# An error of a command comes at once; one that goes on shows the file.
_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was opened."""

    path: str
    """Its absolute path."""


def open_file(snapshot: Snapshot, path: str, line: int) -> Opened | Refusal:
    """Open a file in the editor program of the settings.

    Args:
        snapshot: the content and the settings.
        path: the absolute path of a file of the content folder or the theme, or of `mkdocs.yml`.
        line: the line, from 1; 0 for the whole file.
    """
    editor = editors.editor(snapshot.project.plugin.config.editor)
    if not editor.command:
        return Refusal(HTTPStatus.NOT_FOUND, "The setting `editor` has no command.")
    if not is_of_site(snapshot, path):
        return Refusal(HTTPStatus.NOT_FOUND, "This is no file of the site.")
    config_file = Path(snapshot.project.config.config_file_path).absolute()
    failure = _run(editor.arguments(Path(path), line), config_file.parent)
    return Refusal(HTTPStatus.BAD_REQUEST, failure) if failure else Opened(path)


def is_of_site(snapshot: Snapshot, path: str) -> bool:
    """Return whether a path is that of a file which makes the site, also behind symbolic links."""
    given, config = Path(path), snapshot.project.config
    try:
        if not given.is_absolute() or ".." in given.parts or not given.is_file():
            return False
        file = given.resolve()
    except OSError:  # a name that is too long, or a folder that must not be read
        return False
    folders = [snapshot.project.content_dir, *defaults.theme_folders(config)]
    return file == Path(config.config_file_path).resolve() or any(
        file.is_relative_to(folder.resolve()) for folder in folders
    )


def _run(command: Sequence[str], folder: Path) -> str:
    """Run a command in a folder, and return what went wrong; do not wait for a program's end."""
    try:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        return f"`{command[0]}` of the setting `editor` does not start: {error.strerror}."
    with suppress(subprocess.TimeoutExpired):
        code = process.wait(_SECONDS)
        return f"`{command[0]}` of the setting `editor` ended with code {code}." if code else ""
    threading.Thread(target=process.wait, daemon=True).start()
    return ""
