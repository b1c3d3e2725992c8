"""What opens a file in the editor program of the person who looks at the preview.

An address of the program is a link, which the browser follows. A command is run by the preview.
"""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import Type

TEMPLATES = {
    "vscode": "vscode://file{path}:{line}",
    "vscodium": "vscodium://file{path}:{line}",
    "cursor": "cursor://file{path}:{line}",
    "zed": "zed://file{path}:{line}",
    "idea": "idea://open?file={path}&line={line}",
}
"""The addresses of programs by the names of their protocols."""
_FIELD = re.compile(r"\{(path|line)\}")
_PATH = "{path}"


@dataclass(frozen=True, slots=True)
class Editor:
    """An editor program: an address, a command, or nothing."""

    address: str = ""
    """The template of an address, with `{path}` and `{line}`; empty for none."""
    command: tuple[str, ...] = ()
    """A program and its arguments, in which `{path}` and `{line}` may be; empty for none."""

    def link(self, path: Path, line: int) -> str:
        """Return the address that opens a file; empty for none.

        Args:
            path: the absolute path of the file.
            line: the line, from 1; 0 for the whole file.
        """
        return _filled(self.address, quote(str(path)), line)

    def arguments(self, path: Path, line: int) -> list[str]:
        """Return the command that opens a file; the arguments are as of `link`."""
        return [_filled(argument, str(path), line) for argument in self.command]


def _filled(template: str, path: str, line: int) -> str:
    # In one go: a path may have `{line}` in it.
    values = {"path": path, "line": str(max(line, 1))}
    return _FIELD.sub(lambda found: values[found[1]], template)


def editor(setting: str | list[object]) -> Editor:
    """Return the program that a setting names.

    Args:
        setting: a key of `TEMPLATES`, an address, or a command as a text or a list. Empty for none.

    Raises:
        ValueError: it names none, or is none that opens a given file.
    """
    if isinstance(setting, str):
        if not setting or setting in TEMPLATES:
            return Editor(TEMPLATES.get(setting, ""))
        if (address := _address(setting)) is not None:
            return Editor(address)
        setting = [*shlex.split(setting)]
    command = tuple(one for one in setting if isinstance(one, str) and "\0" not in one)
    if len(command) < len(setting) or not command:
        raise ValueError(setting)
    program, *arguments = command
    # The program is the owner's choice, never a file of the site.
    if not program or _FIELD.search(program) or not any(_PATH in one for one in arguments):
        raise ValueError(setting)
    return Editor(command=command)


def _address(setting: str) -> str | None:
    """Return the template of an address; None for a command."""
    scheme, colons, _ = setting.partition("://")
    if not colons or not re.fullmatch(r"[A-Za-z0-9+-]*", scheme):
        return None
    # `javascript:` would run in the page.
    if not scheme or scheme.lower() == "javascript" or _PATH not in setting:
        raise ValueError(setting)
    return setting


class Option(Type[str | list[object]]):
    """The setting `editor`."""

    def __init__(self) -> None:
        """Take a text or a list; by default there is none."""
        super().__init__((str, list), default="")

    def run_validation(self, value: object) -> str | list[object]:
        """Return the setting; raises ValidationError."""
        given = super().run_validation(value)
        try:
            editor(given)
        except ValueError as error:
            known = ", ".join(TEMPLATES)
            raise ValidationError(
                f"write one of {known}, an address with {{path}} and {{line}}, or a command with "
                "them, such as `subl {path}:{line}`"
            ) from error
        return given
