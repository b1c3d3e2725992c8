"""The palette of a site: `theme.palette` of Material, as colours of our theme.

`primary` colours the masthead, links and figures; `accent` colours focus rings and the underlines
of links that are pointed at. Every colour is checked on the surfaces where it is seen.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Annotated, Generic, Literal, TypeVar

from mkdocs.config.defaults import MkDocsConfig
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from briefings.files import frontmatter, yaml_tree
from briefings.files.yaml_tree import Location
from briefings.mkdocs_plugin import config_lines, defaults, theme_files
from briefings.model.content import CardColours, Problem
from briefings.text import colours

Scheme = Literal["light", "dark"]
Colours = Mapping[str, str]
"""Colours by name: of Material, or of a variable of `styles/colours.css` without `--`."""
Pairs = Mapping[str, tuple[str, str]]
"""Variables of our theme, each with its colours by day and by night."""

SCHEMES: Mapping[str, Scheme] = {"default": "light", "slate": "dark"}
"""The schemes of Material, and ours."""
PRIMARY: Colours = {
    "red": "#ef5552", "pink": "#e92063", "purple": "#ab47bd", "deep purple": "#7e56c2",
    "indigo": "#4051b5", "blue": "#2094f3", "light blue": "#02a6f2", "cyan": "#00bdd6",
    "teal": "#009485", "green": "#4cae4f", "light green": "#8bc34b", "lime": "#cbdc38",
    "yellow": "#ffec3d", "amber": "#ffc105", "orange": "#ffa724", "deep orange": "#ff6e42",
    "brown": "#795649", "grey": "#757575", "blue grey": "#546d78", "black": "#14151a",
    "white": "#ffffff",
}  # fmt: skip
"""Material's names for `primary` (`--md-primary-fg-color` of Material 9.8)."""
_GREYS = ("grey", "blue grey", "black", "white")
LINKS: Mapping[Scheme, Colours] = {
    "light": {**PRIMARY, **dict.fromkeys(_GREYS, "#4051b5")},
    "dark": {
        **PRIMARY,
        "pink": "#ed5487", "purple": "#c46fd3", "deep purple": "#a47bea", "indigo": "#5488e8",
        "teal": "#00ccb8", "green": "#71c174", "deep orange": "#ff764d", "brown": "#c1775c",
        **dict.fromkeys(_GREYS, "#5e8bde"),
    },
}  # fmt: skip
"""Material's colours of links for each `primary` (`--md-typeset-a-color`)."""
ACCENT: Colours = {
    "red": "#ff1a47", "pink": "#f50056", "purple": "#df41fb", "deep purple": "#7c4dff",
    "indigo": "#526cfe", "blue": "#4287ff", "light blue": "#0091eb", "cyan": "#00bad6",
    "teal": "#00bda4", "green": "#00c753", "light green": "#63de17", "lime": "#b0eb00",
    "yellow": "#ffd500", "amber": "#ffaa00", "orange": "#ff9100", "deep orange": "#ff6e42",
}  # fmt: skip
"""Material's names for `accent` (`--md-accent-fg-color`)."""
SURFACES = ("paper", "paper-raised", "paper-sunk")
"""What links stand on. The marker is none: `palette.css` gives links on it the colour of text."""

_CUSTOM = "custom"
_SYSTEM = "(prefers-color-scheme)"
_KEY: Location = ("theme", "palette")
_VARIABLE = re.compile(r"--([\w-]+):\s*(?:light-dark\(\s*(#\w+)\s*,\s*(#\w+)\s*\)|(#\w+))\s*;")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_OF_SCHEME = re.compile(r"""data-md-color-scheme\s*=\s*["']?([\w-]+)""")
_MATERIALS = re.compile(r"(--md-[\w-]+)\s*:\s*([^;]+)")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the settings between which the reader can switch."""

    scheme: Literal["", "light", "dark"]
    """The scheme; empty for that of the system."""
    icon: str
    """The icon that shows that it is chosen, by its name in Material."""
    name: str
    """What the switch does next, such as “Switch to dark mode”."""


@dataclass(frozen=True, slots=True)
class Palette:
    """What templates need of `theme.palette`."""

    schemes: tuple[Scheme, ...]
    """The schemes of the site."""
    start: Literal["", "light", "dark"]
    """The scheme for a reader who has chosen none; empty for that of the system."""
    choices: tuple[Choice, ...]
    """What the reader can choose, in the order of the switch; empty for no switch."""
    page: Pairs
    """Colours of pages; empty for those of the theme."""
    masthead: Pairs
    """Colours of the masthead; empty for those of the theme."""


@dataclass(frozen=True, slots=True)
class _Use:
    """What a key of an entry colours."""

    key: Literal["primary", "accent"]
    what: str
    names: Mapping[Scheme, Colours]
    """The colours that are seen, by name."""
    variables: tuple[str, ...]
    """The owner's variables for `custom`; the first one that there is counts."""
    least: float
    """The contrast that it needs."""


_PRIMARY = _Use(
    "primary", "Links", LINKS, ("--md-typeset-a-color", "--md-primary-fg-color"), colours.TEXT
)
_ACCENT = _Use(
    "accent", "Focus rings and underlines", {"light": ACCENT, "dark": ACCENT},
    ("--md-accent-fg-color",), colours.INTERFACE,
)  # fmt: skip


def _name_in(known: Colours) -> AfterValidator:
    def check(value: str) -> str:
        name = value.lower().replace("-", " ")
        if found := name if name in known or name == _CUSTOM else colours.normal(value):
            return found
        message = 'there is no colour {value}; there are {known}, custom, and such as "#2a5db0"'
        raise PydanticCustomError("colour", message, {"value": value, "known": ", ".join(known)})

    return AfterValidator(check)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Toggle(_Strict):
    icon: str
    name: str


class _Entry(_Strict):
    """An entry of `theme.palette`."""

    media: Literal[
        "",
        "(prefers-color-scheme)",
        "(prefers-color-scheme: light)",
        "(prefers-color-scheme: dark)",
    ] = ""
    scheme: Literal["", "default", "slate"] = ""
    primary: Annotated[str, _name_in(PRIMARY)] = ""
    accent: Annotated[str, _name_in(ACCENT)] = ""
    toggle: _Toggle | None = None

    @property
    def shown(self) -> Literal["", "light", "dark"]:
        """The scheme; empty for that of the system."""
        return (
            "" if self.media == _SYSTEM and not self.scheme else SCHEMES[self.scheme or "default"]
        )


_Entries = TypeVar("_Entries", tuple[_Entry, ...], _Entry)


class _Theme(_Strict, Generic[_Entries]):
    palette: _Entries


class _Settings(_Strict, Generic[_Entries]):
    theme: _Theme[_Entries]


_Report = Callable[[Location, str, str], None]


def read(config: MkDocsConfig, file: str) -> tuple[Palette | None, Sequence[Problem]]:
    """Return the palette of a site, None if it has none, and what is wrong with it.

    A colour that is wrong is left out of the palette.

    Args:
        config: the configuration of the site.
        file: the path of `mkdocs.yml` for the problems.
    """
    written = config.theme.get("palette")
    if not written:
        return None, ()
    lines, problems = config_lines.of(config.config_file_path), list[Problem]()

    def report(at: Location, message: str, hint: str) -> None:
        where = (*_KEY, *(at if isinstance(written, list) else at[1:]))
        line = yaml_tree.nearest_line(lines, where, 0)
        said = f"`{yaml_tree.dotted(where)}`: {message}."
        problems.append(Problem(file, line, "palette", said, hint))

    several = isinstance(written, list)
    schema = _Settings[tuple[_Entry, ...]] if several else _Settings[_Entry]
    try:
        found = schema.model_validate({"theme": {"palette": written}}).theme.palette
    except ValidationError as error:
        return None, [*frontmatter.field_problems(file, error, schema, lines, 0, "operating")]
    entries = found if isinstance(found, tuple) else (found,)
    if not any(entry.toggle or entry.media for entry in entries):
        entries = entries[:1]  # nothing chooses between them: Material shows the first
    return _palette(config, entries, report), problems


def _palette(config: MkDocsConfig, entries: Sequence[_Entry], report: _Report) -> Palette:
    placed: dict[Literal["", "light", "dark"], int] = {}
    for at, entry in enumerate(entries):
        if placed.setdefault(entry.shown, at) != at:
            message = f"the scheme {entry.scheme or 'default'} is there twice"
            hint = "Write `scheme: default` for light colours, and `scheme: slate` for dark ones."
            report((at,), message, hint)
    schemes = tuple(scheme for scheme in placed if scheme) or tuple(SCHEMES.values())
    theme = theme_colours(config)
    page, masthead = dict[Scheme, Colours](), dict[Scheme, Colours]()
    for name, scheme in SCHEMES.items():
        at = placed.get(scheme, len(entries))
        entry = [*entries, _Entry()][at]
        checked = _Checked(at, entry, scheme, theme[scheme], _styles(config, name), report)
        links, accent = checked.colour(_PRIMARY), checked.colour(_ACCENT)
        page[scheme] = _page(links, accent, theme[scheme])
        masthead[scheme] = _masthead(
            checked.bar if links else "", {**theme[scheme], **page[scheme]}
        )
    switched = len(schemes) > 1
    return Palette(
        schemes=schemes,
        start="" if switched and any(entry.media for entry in entries) else schemes[0],
        choices=tuple(_choices(config, entries, report)) if switched else (),
        page=_pairs(page) if any(entry.primary or entry.accent for entry in entries) else {},
        masthead=_pairs(masthead) if any(entry.primary for entry in entries) else {},
    )


@dataclass(frozen=True, slots=True)
class _Checked:
    """The colours of an entry, in its scheme."""

    at: int
    entry: _Entry
    scheme: Scheme
    theme: Colours
    styles: Colours
    """The owner's variables for `custom`."""
    report: _Report

    @property
    def bar(self) -> str:
        """The colour of the masthead; empty if none is set."""
        name = self.entry.primary
        if name == _CUSTOM:
            return colours.normal(self.styles.get("--md-primary-fg-color", ""))
        return PRIMARY.get(name, name)

    def colour(self, use: _Use) -> str:
        """Return a colour; empty if none is set, and if it is wrong, which is reported."""
        written = str(getattr(self.entry, use.key))
        if not written:
            return ""
        variable = ""
        found = use.names[self.scheme].get(written, written)
        if written == _CUSTOM:
            variable = next((name for name in use.variables if name in self.styles), "")
            found = colours.normal(self.styles.get(variable, ""))
        surfaces = [self.theme[name] for name in SURFACES]
        if not found:
            name = variable or use.variables[-1]
            self._wrong(
                use, f"custom needs a colour with six digits in the variable `{name}`",
                f"Write `:root {{ {name}: #2a5db0 }}` in a file of `extra_css` in `custom_dir`.",
            )  # fmt: skip
        elif colours.lowest(found, surfaces) < use.least:
            worst = min(surfaces, key=lambda surface: colours.contrast(found, surface))
            enough = [
                name
                for name, colour in use.names[self.scheme].items()
                if colours.lowest(colour, surfaces) >= use.least
            ]
            shade = colours.nearest(found, surfaces, use.least)
            ratio = floor(100 * colours.contrast(found, worst)) / 100  # 4.498 is no 4.5
            self._wrong(
                use, f"{written} has too little contrast in the {self.scheme} scheme. {use.what} "
                f"in {found} on {worst} have {ratio:.2f} to 1, and WCAG "
                f"2.2 AA asks for {use.least:g}",
                f"The nearest shade that passes is \"{shade}\", which you can write in place of "
                f"{written}. Names that pass: {', '.join(enough)}.",
            )  # fmt: skip
            return ""
        return found

    def _wrong(self, use: _Use, message: str, hint: str) -> None:
        self.report((self.at, use.key), message, hint)


def _choices(config: MkDocsConfig, entries: Sequence[_Entry], report: _Report) -> Iterator[Choice]:
    """Yield what the reader can choose."""
    if not any(entry.toggle for entry in entries):
        return
    for at, entry in enumerate(entries):
        if not entry.toggle:
            hint = "Write `toggle` with `icon` and `name` in each entry, or in none."
            report((at,), "it has no `toggle`, so a reader could not leave it", hint)
        elif not theme_files.has_icon(config, entry.toggle.icon):
            hint = "Write one such as `material/weather-night`."
            report((at, "toggle", "icon"), f"there is no icon {entry.toggle.icon}", hint)
        else:
            yield Choice(entry.shown, entry.toggle.icon, entry.toggle.name)


def of_cards(config: MkDocsConfig) -> CardColours:
    """Return the colours of share cards: those of the site by day."""
    (palette, _), page = read(config, ""), theme_colours(config)["light"]
    bar = page["accent"]
    if palette:
        page |= {name: light for name, (light, _) in palette.page.items()}
        bar = palette.masthead["paper"][0] if palette.masthead else page["accent"]
    return CardColours(
        page["paper"], page["ink"], page["ink-soft"], page["accent"], page["rule"], bar
    )


def theme_colours(config: MkDocsConfig) -> Mapping[Scheme, dict[str, str]]:
    """Return the colours of `styles/colours.css`, which may be the owner's."""
    found: dict[Scheme, dict[str, str]] = {"light": {}, "dark": {}}
    for folder in reversed(defaults.theme_folders(config)):
        file = folder / "styles/colours.css"
        text = file.read_text("utf-8") if file.is_file() else ""
        for name, light, dark, both in _VARIABLE.findall(text):
            values = colours.normal(light or both), colours.normal(dark or both)
            if all(values):
                found["light"][name], found["dark"][name] = values
    return found


def _styles(config: MkDocsConfig, scheme: str) -> Colours:
    """Return Material's variables in the owner's styles; those for the scheme win."""
    general, special = dict[str, str](), dict[str, str]()
    for path in config.extra_css:
        file = theme_files.find(config, path)
        text = file.read_text("utf-8", errors="replace") if file else ""
        for selector, inside in _RULE.findall(_COMMENT.sub("", text)):
            of = _OF_SCHEME.search(selector)
            if of is None or of[1] == scheme:
                (special if of else general).update(_MATERIALS.findall(inside))
    return general | special


def _page(links: str, accent: str, theme: Colours) -> Colours:
    """Return the colours of pages; where none is set, those of the theme."""
    surfaces = [theme[name] for name in SURFACES]
    soft = colours.blend(links, theme["paper"], surfaces, colours.INTERFACE) if links else ""
    return {
        "accent": links or theme["accent"],
        "accent-soft": soft or theme["accent-soft"],
        "interaction": accent or links or theme["accent"],
    }


def _masthead(bar: str, theme: Colours) -> Colours:
    """Return the colours of the masthead on a bar of a colour; without one, those of the theme."""
    names = (
        "paper",
        "paper-raised",
        "ink",
        "ink-soft",
        "rule",
        "rule-strong",
        "accent",
        "interaction",
    )
    if not bar:
        return {name: theme[name] for name in names}
    ink = "#ffffff" if colours.contrast("#ffffff", bar) >= colours.TEXT else "#000000"
    soft = colours.blend(ink, bar, [bar], colours.INTERFACE)
    return dict.fromkeys(names, ink) | {
        "paper": bar, "paper-raised": bar, "rule": bar, "rule-strong": soft,
    }  # fmt: skip


def _pairs(by_scheme: Mapping[Scheme, Colours]) -> Pairs:
    light, dark = by_scheme["light"], by_scheme["dark"]
    return {name: (light[name], dark[name]) for name in light}
