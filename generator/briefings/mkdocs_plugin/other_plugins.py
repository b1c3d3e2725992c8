"""The plugins and hooks of the site's owner: which of them need all pages in one build of MkDocs.

Pages are usually rendered in parts: those that have changed, in several processes. A plugin that
makes something of all pages, such as a feed, would make it of one part. With such a plugin all
pages are rendered in one process, after every change.
"""

import difflib
import dis
from collections.abc import Callable, Collection, Mapping, Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import EVENTS, BasePlugin

from briefings.mkdocs_plugin import appearance, config_lines
from briefings.model.content import Problem

NEEDS_SITE: Mapping[str, bool] = {
    "autorefs": True,
    "awesome-nav": True,
    "gen-files": True,
    "git-revision-date-localized": True,
    "glightbox": False,
    "include-markdown": False,
    "literate-nav": True,
    "macros": True,
    "minify": False,
    "print-site": True,
    "redirects": True,
    "rss": True,
    "section-index": True,
}
"""Whether a plugin needs all pages, by its name in `plugins`: those that we have tried."""
# What a handler of these events gets, adds or writes is of the whole site.
_OF_SITE = frozenset({"files", "nav", "env", "post_build"})
# MkDocs calls these for all pages before it calls one of the others: with both, a plugin can
# print something of all pages on one.
_OF_TEXT = frozenset({"pre_page", "page_read_source", "page_markdown", "page_content"})
_OF_OUTPUT = frozenset(
    {"pre_template", "template_context", "post_template", "page_context", "post_page"}
)
_OURS = "briefings"
_PER_PAGE = "per_page_plugins"
_MARKS = {"block": "{%", "variable": "{{", "comment": "{#"}
# These need all pages, but do not collect what they get.
_NO_COLLECTORS = frozenset({"macros"})


def needing_site(config: MkDocsConfig, per_page: Collection[str]) -> list[str]:
    """Return the names of the plugins and hooks that need all pages in one build.

    Those without effect are left out (`appearance.PLUGINS`).

    Args:
        config: the site's configuration.
        per_page: names of plugins and hooks of which the owner says that they need one page.
    """
    return [
        name
        for name, plugin in config.plugins.items()
        if plain(name) not in (_OURS, *appearance.PLUGINS)
        and not {name, plain(name)}.intersection(per_page)
        and NEEDS_SITE.get(plain(name), _may_need_site(plugin))
    ]


def per_page(config: MkDocsConfig, file: str) -> tuple[Sequence[str], Sequence[Problem]]:
    """Return the option `per_page_plugins`, and a problem for each name that has no effect.

    Args:
        config: the site's configuration.
        file: the path of `mkdocs.yml` for the problems.
    """
    ours = config.plugins.get(_OURS)
    chosen: Sequence[str] = ours.config[_PER_PAGE] if isinstance(ours, BasePlugin) else ()
    others = [name for name in config.plugins if plain(name) != _OURS]
    known = {*others, *map(plain, others)}
    if known.issuperset(chosen):
        return chosen, ()
    lines = config_lines.of(config.config_file_path)
    hint = (
        f"Write names as in `plugins` and `hooks`: {', '.join(others)}."
        if others
        else "Delete it: this site has no other plugin and no hook."
    )
    problems = []
    for number, name in enumerate(chosen):
        if name not in known:
            line = next((n for at, n in lines.items() if at[-2:] == (_PER_PAGE, number)), 0)
            close = difflib.get_close_matches(name, sorted(known), 1)
            said = f"there is no plugin or hook `{name}`"
            said += f"; did you mean `{close[0]}`?" if close else "."
            problems.append(Problem(file, line, "bad-setting", f"{_PER_PAGE}: {said}", hint))
    return chosen, problems


def of_notes(config: MkDocsConfig, event: str) -> list[Callable[..., str | None]]:
    """Return the handlers of a text event (`page_markdown`, `page_content`) for notes and events.

    A plugin that collects pages, such as those of a feed, gets only whole pages.
    """
    collecting = [
        method
        for name, plugin in config.plugins.items()
        if plain(name) not in _NO_COLLECTORS and NEEDS_SITE.get(plain(name), _may_collect(plugin))
        for method in _methods(getattr(plugin, f"on_{event}", None))
    ]
    return [method for method in config.plugins.events[event] if method not in collecting]


def leave_out(config: MkDocsConfig, per_page: Collection[str], *, assets: bool) -> None:
    """Take handlers of `post_build` without use in a part of a build out of a configuration.

    These are of plugins that need all pages, which a preview does not have; and without `assets`
    those of plugins that add assets there.
    """
    silent = set(needing_site(config, per_page))
    if not assets:
        silent |= {name for name in config.plugins if plain(name) in NEEDS_SITE}
    methods = [
        method
        for name in silent
        for method in _methods(getattr(config.plugins[name], "on_post_build", None))
    ]
    left = config.plugins.events["post_build"]
    left[:] = [one for one in left if one not in methods]


def no_template(title: str, config: MkDocsConfig) -> str:
    """Return a title in which the macros plugin finds no template of Jinja.

    It takes titles for templates, and that of an article is foreign text. An invisible character
    (U+2060 WORD JOINER) parts the marks that begin an expression, a statement or a comment.
    """
    macros = config.plugins.get("macros")
    options = macros.config if isinstance(macros, BasePlugin) else {}
    marks = (options.get(f"j2_{kind}_start_string") or mark for kind, mark in _MARKS.items())
    for mark in marks:
        title = title.replace(mark, "\u2060".join(mark))
    return title


def plain(name: str) -> str:
    """Return the name of a plugin without that of its theme and its number among equal ones."""
    return name.removeprefix("material/").partition(" #")[0]


def _may_need_site(plugin: object) -> bool:
    handled = _handled(plugin)
    return (
        not handled.keys().isdisjoint(_OF_SITE)
        or not (handled.keys().isdisjoint(_OF_TEXT) or handled.keys().isdisjoint(_OF_OUTPUT))
        or any(_reads_files(method) for handler in handled.values() for method in _methods(handler))
    )


def _may_collect(plugin: object) -> bool:
    return not _handled(plugin).keys().isdisjoint({"env", "post_build"})


def _handled(plugin: object) -> Mapping[str, object]:
    """Return the handlers of a plugin or hook, by event."""
    found = {event: getattr(plugin, f"on_{event}", None) for event in EVENTS}
    return {event: handler for event, handler in found.items() if callable(handler)}


def _methods(handler: object) -> Sequence[Callable[..., object]]:
    """Return the methods of a handler, which is one or joins several (`CombinedEvent`)."""
    methods: Sequence[object] = getattr(handler, "methods", (handler,))
    return [method for method in methods if callable(method)]


def _reads_files(method: Callable[..., object]) -> bool:
    """Return whether a method uses its argument `files`: in a part they are those of the part."""
    code = getattr(method, "__code__", None)
    if code is None:
        return False
    loaded = (one.argval for one in dis.get_instructions(code) if "LOAD_FAST" in one.opname)
    return "files" in code.co_cellvars or any(
        "files" in (names if isinstance(names, tuple) else (names,)) for names in loaded
    )
