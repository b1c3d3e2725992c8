"""The owner's own fonts: `theme.font` of Material, with `files` that lie in `custom_dir`.

Material loads a font that is named there from Google. A page of ours loads nothing from third
parties, so a font without files is not used.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from briefings.files import frontmatter, yaml_tree
from briefings.mkdocs_plugin import config_lines, theme_files
from briefings.model.content import Problem

_WOFF2 = b"wOF2"
"""How a WOFF 2.0 file begins: https://www.w3.org/TR/WOFF2/#FontHeader."""


def _matching(pattern: str, otherwise: str) -> AfterValidator:
    def check(value: str) -> str:
        if re.fullmatch(pattern, value):
            return value
        raise ValueError(otherwise)

    return AfterValidator(check)


_Name = Annotated[str, _matching(r'[^"\\<>{};\n]*', "a name has no quotation marks or brackets")]
_Weight = Annotated[
    str, _matching(r"\d{1,4}( \d{1,4})?", "Write a number, or two for a variable font: 200 900")
]


@dataclass(frozen=True, slots=True)
class Face:
    """A font file, as `@font-face` describes it."""

    family: str
    """The name of the font."""
    address: str
    """The address of the file, relative to the home page."""
    weight: str
    """Its weight, or the first and the last of a variable font."""
    style: Literal["normal", "italic"]
    """Whether it is upright."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """What templates need of `theme.font`."""

    text: str
    """The font of articles, explainers and headings; empty for that of the theme."""
    code: str
    """The font of code; empty for that of the system."""
    faces: tuple[Face, ...]
    """The files of both."""

    @property
    def first(self) -> str:
        """The address of the file that nearly all text is in; empty if it is the theme's."""
        mine = [face for face in self.faces if face.family == self.text]
        upright = [face for face in mine if face.style == "normal"]
        return next((face.address for face in [*upright, *mine]), "")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class _File(_Strict):
    family: _Name
    file: str
    weight: _Weight = "400"
    style: Literal["normal", "italic"] = "normal"


class _Font(_Strict):
    text: _Name = ""
    code: _Name = ""
    files: tuple[_File, ...] = ()


class _Theme(_Strict):
    font: _Font


class _Settings(_Strict):
    theme: _Theme


def read(config: MkDocsConfig, file: str) -> tuple[Fonts | None, Sequence[Problem]]:
    """Return the owner's fonts, None if there are none, and what is wrong with them.

    Args:
        config: the configuration of the site.
        file: the path of `mkdocs.yml` for the problems.
    """
    written = config.theme.get("font")
    if not isinstance(written, Mapping) or "files" not in written:
        return None, ()
    lines = config_lines.of(config.config_file_path)
    try:
        font = _Settings.model_validate({"theme": {"font": written}}).theme.font
    except ValidationError as error:
        return None, [*frontmatter.field_problems(file, error, _Settings, lines, 0, "operating")]
    problems = [
        Problem(
            file,
            yaml_tree.nearest_line(lines, ("theme", "font", "files", at, "file"), 0),
            "font",
            f"`theme.font.files[{at + 1}]`: {wrong}",
            "Put the font into `custom_dir` as a WOFF2 file, and write its path in that folder.",
        )
        for at, face in enumerate(font.files)
        for wrong in _wrong(config, face.file)
    ]
    faces = tuple(
        Face(face.family, quote(face.file), face.weight, face.style)
        for face in font.files
        if face.family in (font.text, font.code)
    )
    known = {face.family for face in faces}
    text, code = (name if name in known else "" for name in (font.text, font.code))
    return Fonts(text, code, faces) if faces and not problems else None, problems


def without_files(written: Mapping[str, object]) -> list[str]:
    """Return the names in a `theme.font` for which it has no file, each once.

    Args:
        written: the setting.
    """
    files = written.get("files")
    known = (
        {one.get("family") for one in files if isinstance(one, Mapping)}
        if isinstance(files, list)
        else set()
    )
    names = [written.get(key) for key in ("text", "code")]
    return [str(name) for name in dict.fromkeys(names) if name and name not in known]


def _wrong(config: MkDocsConfig, path: str) -> Iterator[str]:
    """Yield what is wrong with a font file."""
    found = theme_files.find(config, path)
    if found is None:
        yield f"there is no file {path}."
        return
    with found.open("rb") as file:
        if file.read(len(_WOFF2)) != _WOFF2:
            yield f"{path} is no WOFF2 file."
