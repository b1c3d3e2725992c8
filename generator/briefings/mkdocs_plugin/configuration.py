"""The configuration of a site, and what is wrong with it: all at once, each with line and mend."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from traceback import extract_tb

from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import BasePlugin, PluginCollection
from mkdocs.theme import Theme

from briefings.files import yaml_tree
from briefings.files.yaml_tree import Location
from briefings.mkdocs_plugin import (
    config_lines,
    defaults,
    face,
    files_read,
    fonts,
    interface,
    other_plugins,
    palette,
)
from briefings.model.content import Problem, Severity
from briefings.text import report

THEME = "material"
"""The theme that ours adds to."""
PLUGIN = "briefings"
"""The name of our plugin in `plugins`."""
_CODE = "bad-setting"
_OF_PLUGIN = re.compile(r"Plugin '([^']+)' option '([^']+)': (.*)", re.DOTALL)
_OF_PART = re.compile(r"Sub-option '([^']+)': (.*)", re.DOTALL)
_TYPES = re.compile(r"Expected type: (.+) but received: <class '(\w+)'>")
_TYPE = re.compile(r"<class '(\w+)'>")
_UNKNOWN = "Unrecognised configuration name: "
_SHOWN = "Correct the value; `briefings help operating` shows the settings of a site."
_FRAME = '  File "'
_NO_SCHEMA: Mapping[Location, Sequence[str]] = {}
_KINDS = {
    "str": "a text",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "list": "a list",
    "tuple": "a list",
    "dict": "keys with values",
    "NoneType": "empty",
}


_OF_COMPILING = ("links", "problems")


def of_rendering(settings: Mapping[str, object]) -> Mapping[str, object]:
    """Return settings without those of our plugin that only compiling depends on.

    What they change is in the views, so pages with the same view are not rendered again.

    Args:
        settings: those of `mkdocs.yml`, as they are written.
    """

    def ours(plugins: Mapping[str, object]) -> Mapping[str, object]:
        options = plugins.get(PLUGIN)
        if not isinstance(options, Mapping):
            return plugins
        kept = {key: value for key, value in options.items() if key not in _OF_COMPILING}
        return {**plugins, PLUGIN: kept}

    plugins = settings.get("plugins")
    if isinstance(plugins, Mapping):
        return {**settings, "plugins": ours(plugins)}
    if isinstance(plugins, list):
        kept = [ours(entry) if isinstance(entry, Mapping) else entry for entry in plugins]
        # An entry without options is the name alone.
        return {**settings, "plugins": [PLUGIN if e == {PLUGIN: {}} else e for e in kept]}
    return settings


class Thorough(Config):
    """Options of a plugin of which all errors are found; MkDocs stops at the first."""

    def _validate(self) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        errors, warnings = super()._validate()
        if errors:
            keys = [key for key, _ in self._schema]
            for key, option in self._schema[keys.index(errors[-1][0]) + 1 :]:
                try:
                    self[key] = option.validate(self.get(key))
                except ValidationError as error:
                    errors.append((key, error))
        return errors, warnings


class SettingsError(ConfigurationError):
    """The settings of a site are wrong; the text has a line for each problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Take what is wrong."""
        self.problems = report.in_order(problems)
        super().__init__("\n".join(report.line(problem, "") for problem in self.problems))


def load(
    config_file: Path,
    text: bytes,
    warned: Callable[[Problem], None] = lambda _: None,
    **options: object,
) -> MkDocsConfig:
    """Return MkDocs' configuration, completed with the defaults.

    Args:
        config_file: `mkdocs.yml`.
        text: its content.
        warned: receives each warning about a setting.
        options: settings that replace those of the file.

    Raises:
        SettingsError: the settings are not valid.
        Abort: there are warnings, which count as errors.
    """
    name = str(config_file)
    # MkDocs wants docs_dir to exist before it loads plugins. Ours replaces it in any case.
    given: dict[str, object] = {"docs_dir": str(defaults.theme_folder())}
    given |= {key: value for key, value in options.items() if value is not None}
    config = _filled(config_file, text, given)
    try:
        with files_read.listening():  # hooks are loaded
            errors, warnings = config.validate()
    except Exception:  # noqa: BLE001 - of a hook, as `_all_errors` says
        raise SettingsError([*_all_errors(_filled(config_file, text, given), name)]) from None
    for key, message in warnings:
        warned(_warning(name, config, key, str(message)))
    problems = [] if errors else [*_of_language(config, name), *_of_folders(config, name)]
    if errors or problems:
        # MkDocs stops at the first setting that it rejects.
        raise SettingsError([*_all_errors(_filled(config_file, text, given), name)])
    if config.strict and warnings:
        raise Abort(f"{report.plural(len(warnings), 'warning')}, which count as errors.")
    defaults.complete(config)
    return config


def _filled(config_file: Path, text: bytes, options: dict[str, object]) -> MkDocsConfig:
    """Return a configuration that has not been validated."""
    stream = BytesIO(text)
    stream.name = str(config_file.absolute())
    config = MkDocsConfig(config_file_path=stream.name)
    try:
        config.load_file(stream)
    except ConfigurationError as error:
        raise _unreadable(str(config_file), text, error) from error
    config.load_dict(options)
    return config


def _unreadable(file: str, text: bytes, error: ConfigurationError) -> SettingsError:
    """Return the error for settings that are no YAML, or that inherit from no file.

    Args:
        file: the path of `mkdocs.yml` for the problem.
        text: its content.
        error: what MkDocs says.
    """
    try:
        composed = yaml_tree.compose(file, text.decode("utf-8-sig"), 0)
    except UnicodeDecodeError:
        hint = "Save the file in the encoding UTF-8."
        return SettingsError([Problem(file, 0, _CODE, "This is no text in UTF-8.", hint)])
    if isinstance(composed, Problem):
        return SettingsError([composed])
    return SettingsError([Problem(file, 0, _CODE, f"{str(error).rstrip('.')}.", _SHOWN)])


def _all_errors(config: MkDocsConfig, file: str) -> Iterator[Problem]:
    """Yield all errors in the settings.

    Args:
        config: a configuration that has been filled, but not validated.
        file: the path of `mkdocs.yml` for the problems.
    """
    lines = config_lines.of(config.config_file_path)
    for key, option in config._schema:
        try:
            option.pre_validation(config, key)
            config[key] = option.validate(config.get(key))
        except ValidationError as error:
            for message in re.split(r"\n(?=Plugin ')", str(error)):
                yield _problem(file, lines, key, message)
            if key == "theme":
                config.theme = Theme(name=THEME)
            elif key == "plugins":
                config.plugins = PluginCollection()
        except Exception as error:
            if key != "hooks":
                raise
            yield _problem(file, lines, key, _of_hook(error))
    yield from _of_language(config, file)
    yield from _of_folders(config, file)
    if config.theme.name == THEME:
        for read in READERS:
            yield from read(config, file)[1]


def _of_hook(error: Exception) -> str:
    """Return why a hook cannot be imported, with its file and line."""
    if isinstance(error, SyntaxError):
        return f"{error.filename}:{error.lineno} is no valid Python: {error.msg}"
    place = extract_tb(error.__traceback__)[-1]
    return f"{place.filename}:{place.lineno} has failed: {type(error).__name__}: {error}"


def _of_language(config: MkDocsConfig, file: str) -> Iterator[Problem]:
    """Yield the errors in the names of plugin, theme and language."""
    lines = config_lines.of(config.config_file_path)
    named = defaults.raw_config(config).get("plugins")
    entries = named if isinstance(named, list | dict) else []
    if not any(PLUGIN in one if isinstance(one, dict) else one == PLUGIN for one in entries):
        yield Problem(
            file, yaml_tree.nearest_line(lines, ("plugins",), 0), _CODE,
            f"This file does not name the plugin `{PLUGIN}`.", f"Write `plugins: [{PLUGIN}]`.",
        )  # fmt: skip
    if config.theme.name != THEME:
        yield Problem(
            file, yaml_tree.nearest_line(lines, ("theme", "name"), 0), _CODE,
            f"theme.name: the theme is {config.theme.name or 'not named'}, and this package "
            f"adds to that of {THEME.capitalize()}.",
            f"Write `theme: {{name: {THEME}}}`; `custom_dir` is for templates of your own.",
        )  # fmt: skip
        return
    plugin = config.plugins.get(PLUGIN)
    try:
        interface.locale(config, plugin.config["locale"] if plugin else "")
    except ConfigurationError as error:
        said, _, hint = str(error).partition(". ")
        at = next((at for at in _places(said) if at in _ends(lines)), ("theme", "language"))
        yield Problem(file, _ends(lines).get(at, 0), _CODE, f"{said}.", hint)


def _of_folders(config: MkDocsConfig, file: str) -> Iterator[Problem]:
    """Yield an error if the finished site would take the place of what it is made from.

    MkDocs compares `site_dir` with `docs_dir`, which we replace.
    """
    plugin, site_dir = config.plugins.get(PLUGIN), config.get("site_dir")
    if not isinstance(plugin, BasePlugin) or not isinstance(site_dir, str):
        return
    folder = Path(config.config_file_path).parent
    site = (folder / site_dir).resolve()
    content = (folder / plugin.config["content_dir"]).resolve()
    compiled = (folder / plugin.config["compiled_dir"]).resolve()
    custom = config.theme.custom_dir
    sources = [folder.resolve(), content, compiled, *([Path(custom).resolve()] if custom else [])]
    inside = next((source for source in sources if source.is_relative_to(site)), None)
    if inside is None and site.is_relative_to(content):
        inside = content
    if inside:
        line = config_lines.of(config.config_file_path).get(("site_dir",), 0)
        yield Problem(
            file, line, _CODE,
            f"site_dir: {site} is or holds {inside}, which the finished site would replace."
            if inside.is_relative_to(site)
            else f"site_dir: {site} is inside {inside}, which the site is made from.",
            f"Write a folder for the finished site only, such as `site_dir: {defaults.SITE_DIR}`.",
        )  # fmt: skip


READERS: tuple[Callable[[MkDocsConfig, str], tuple[object, Sequence[Problem]]], ...] = (
    face.read,
    palette.read,
    fonts.read,
    other_plugins.per_page,
)
"""What reads a part of the settings: it returns the part, and what is wrong with it."""


def _warning(file: str, config: MkDocsConfig, key: str, message: str) -> Problem:
    """Return a warning of MkDocs about a setting."""
    lines = config_lines.of(config.config_file_path)
    plugins: object = config.plugins  # as it was written, if there is an error before it
    plugin = plugins.get(PLUGIN) if isinstance(plugins, PluginCollection) else None
    schema: dict[Location, Sequence[str]] = {(): [name for name, _ in config._schema]}
    if plugin:
        schema["plugins", PLUGIN] = [name for name, _ in plugin.config._schema]
    return _problem(file, lines, key, message, Severity.WARNING, schema)


def _problem(
    file: str,
    lines: Mapping[Location, int],
    key: str,
    message: str,
    severity: Severity = Severity.ERROR,
    schema: Mapping[Location, Sequence[str]] = _NO_SCHEMA,
) -> Problem:
    where: Location = (key,)
    if of_plugin := _OF_PLUGIN.fullmatch(message):
        where, message = (*where, *of_plugin.groups()[:2]), of_plugin[3]
    if of_part := _OF_PART.fullmatch(message):
        where, message = (*where, of_part[1]), of_part[2]
    line = next((line for at, line in _ends(lines).items() if at == where[-2:]), 0)
    name, hint = yaml_tree.dotted(where), _SHOWN
    if message.startswith(_UNKNOWN):
        known = difflib.get_close_matches(str(where[-1]), schema.get(where[:-1], ()), 1)
        message = "it is not known"
        hint = f"Did you mean `{known[0]}`?" if known else "Delete it; what is yours is in `extra`."
    elif "Required configuration" in message:
        message, hint = "it is missing", f"Add a line `{where[-1]}: …`."
    elif "plugin is not installed" in message:
        hint = "Install it with pip and name it in requirements.txt, or delete it here."
    else:
        told = message.splitlines() or [""]
        if _FRAME in message:  # what is wrong stands before the traceback, and why behind it
            told = [f"{told[0].rstrip('.')}:", told[-1]]
        message = _TYPES.sub(_kinds, " ".join(" ".join(told).split())).rstrip(".")
        message = _TYPE.sub(lambda found: _KINDS.get(found[1], found[1]), message)
    line = line or yaml_tree.nearest_line(lines, (key,), 0)
    return Problem(file, line, _CODE, f"{name}: {message}.", hint, severity)


def _kinds(types: re.Match[str]) -> str:
    wanted = " or ".join(_KINDS.get(name, name) for name in re.findall(r"'(\w+)'", types[1]))
    return f"it must be {wanted}, and is {_KINDS.get(types[2], types[2])}"


def _ends(lines: Mapping[Location, int]) -> Mapping[Location, int]:
    """Return the line of each setting by its last two keys, whether plugins are a list or not."""
    return {at[-2:]: line for at, line in reversed([*lines.items()])}


def _places(said: str) -> Iterator[Location]:
    """Yield where the settings that an error names may stand."""
    if "setting locale" in said:
        yield ("briefings", "locale")
    yield ("theme", "language")
