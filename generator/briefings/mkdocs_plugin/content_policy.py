"""The Content Security Policy that each page has: what a browser may load and run for it.

https://www.w3.org/TR/CSP3/

It allows files of the site. Of scripts and styles inside a page it allows those of templates, of
editors' Markdown and of other plugins, by their hashes. Text of an article is none of these: should
it ever get into a page as markup, it is not run.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from jinja2 import Environment
from jinja2.ext import Extension
from markupsafe import Markup
from mkdocs.config import config_options
from mkdocs.config.base import ValidationError
from mkdocs.config.defaults import MkDocsConfig

_SELF = "'self'"
DIRECTIVES: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": (_SELF,),
    "style-src": (_SELF,),
    "img-src": (_SELF,),
    "font-src": (_SELF,),
    "media-src": (_SELF,),
    "connect-src": (_SELF,),
    "frame-src": (),
    "form-action": (_SELF,),
    "base-uri": ("'none'",),
}
"""What pages of this package need. A directive without sources is left out."""
# Pagefind is WebAssembly, and runs on this page only.
_SEARCH_NEEDS = "'wasm-unsafe-eval'"
_FILTER = "allowed_"  # with `script` or `style`
_SCRIPT_TYPES = frozenset({"", "module", "text/javascript", "application/javascript"})
# An element without `src`, whose tag may have expressions of Jinja, with what is in it.
_INLINE = re.compile(
    r"(<(script|style)\b(?:\{\{.*?\}\}|\{%.*?%\}|(?!\b(?:src|type=[\"'][^\"']*json)\b)[^>{])*>)(.+?)(?=</\2\s*>)",
    re.DOTALL | re.IGNORECASE,
)
_HAS_INLINE = re.compile(r"<script|<style|\sstyle\s*=", re.IGNORECASE)
_PLACES = (re.compile(r"<meta\s+charset=[^>]*>", re.I), re.compile(r"<head\b[^>]*>", re.I))
_ATTRIBUTE = "style attribute"
_KINDS = ("script", "style", _ATTRIBUTE)
_SOURCE = re.compile(r"[^\s;,]+")
# An element that loads from another site, or sends to it.
_LOADS = re.compile(
    r"<(iframe|script|img|audio|video|source|track|form|link(?=[^>]*\brel=[\"']?stylesheet))\b"
    r"[^>]*?\s(?:src|href|action)\s*=\s*[\"']?((?:https?:)?//[^\s\"'<>?#]+)",
    re.IGNORECASE,
)
_DIRECTIVE_OF = {
    "iframe": "frame-src", "script": "script-src", "img": "img-src", "link": "style-src",
    "form": "form-action", **dict.fromkeys(("audio", "video", "source", "track"), "media-src"),
}  # fmt: skip


class Option(config_options.Type[bool | dict[str, object]]):
    """Whether pages have a policy, or what it allows besides: sources by directive."""

    def run_validation(self, value: object) -> bool | dict[str, object]:
        """Return the setting."""
        written = super().run_validation(value)
        for name, sources in written.items() if isinstance(written, dict) else ():
            if name not in DIRECTIVES:
                raise ValidationError(f"{name} is none of {', '.join(DIRECTIVES)}")
            if not all(_SOURCE.fullmatch(source) for source in _listed(sources)):
                raise ValidationError(f"{name}: write sources such as https://stats.example.org")
        return written


class Inline(Extension):
    """Passes what templates have in script and style elements to `Policy.allow`."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source of a template with these parts in a filter."""
        del name, filename
        if not _HAS_INLINE.search(source):
            return source
        return _INLINE.sub(_filtered, source)


class Policy:
    """The policy of the page that is printed now."""

    def __init__(self, sources: Mapping[str, Iterable[str]], site_url: str = "") -> None:
        """Take sources that are allowed on all pages, by directive, and the address of the site."""
        self._sources = sources
        self._own = urlsplit(site_url).netloc
        self.begin()

    def begin(self) -> None:
        """Begin a page."""
        self._allowed: dict[str, set[str]] = {kind: set() for kind in _KINDS}
        self._before: frozenset[tuple[str, str]] | None = None

    def allow(self, found: Iterable[tuple[str, str]]) -> None:
        """Allow scripts, styles and attributes, given by kind and text."""
        for kind, text in found:
            # A browser takes the text after it has normalised the ends of lines.
            normal = text.replace("\r\n", "\n").replace("\r", "\n")
            digest = b64encode(sha256(normal.encode()).digest()).decode()
            self._allowed[kind].add(f"'sha256-{digest}'")

    def trust(self, html: str, *, scripts: bool) -> None:
        """Allow the styles in the HTML of editors, and its scripts if they are to run."""
        self.allow(one for one in _found(html) if scripts or one[0] != "script")

    def before_plugins(self, output: str) -> None:
        """Take a page as our templates print it, so that `insert` knows what plugins add."""
        self._before = frozenset(_found(output))

    def insert(self, output: str, *, searches: bool) -> str:
        """Return a page with its policy.

        Args:
            output: the page.
            searches: whether it runs the search.
        """
        if self._before is not None:
            self.allow(frozenset(_found(output)) - self._before)
        policy = self._text(searches=searches)
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        for place in _PLACES:
            if at := place.search(output):
                return f"{output[: at.end()]}\n{meta}{output[at.end() :]}"
        return output

    def blocked(self, output: str) -> Iterator[str]:
        """Yield a message for each host and directive of a page that its policy blocks."""
        found = ((tag.lower(), _origin(address)) for tag, address in _LOADS.findall(output))
        for tag, origin in dict.fromkeys(found):
            name = _DIRECTIVE_OF[tag]
            sources = self._sources.get(name) or (*self._sources.get("default-src", ()),)
            host = urlsplit(origin).netloc
            if host != self._own and not any(_covers(source, origin) for source in sources):
                yield (
                    f"The Content Security Policy blocks `<{tag}>` of {origin}. To allow it, add "
                    f"`content_security_policy: {{{name}: {origin}}}` to the plugin `briefings` in "
                    "mkdocs.yml."
                )

    def _text(self, *, searches: bool) -> str:
        allowed = {kind: sorted(hashes) for kind, hashes in self._allowed.items()}
        if allowed[_ATTRIBUTE]:
            allowed[_ATTRIBUTE].insert(0, "'unsafe-hashes'")
        more = {
            "script-src": [*([_SEARCH_NEEDS] if searches else ()), *allowed["script"]],
            "style-src": [*allowed["style"], *allowed[_ATTRIBUTE]],
        }
        directives = {
            name: dict.fromkeys((*usual, *self._sources.get(name, ()), *more.get(name, ())))
            for name, usual in DIRECTIVES.items()
        }
        return "; ".join(f"{name} {' '.join(all_)}" for name, all_ in directives.items() if all_)


def of_site(config: MkDocsConfig, written: bool | Mapping[str, object]) -> Policy | None:
    """Return what makes the policy of each page; None for none.

    Args:
        config: the site's configuration. Hosts of `extra_css` and `extra_javascript` are allowed.
        written: the setting.
    """
    if written is False:
        return None
    named = written if isinstance(written, Mapping) else {}
    sources = {name: [*_listed(listed)] for name, listed in named.items()}
    for name, paths in (
        ("script-src", map(str, config.extra_javascript)), ("style-src", config.extra_css),
    ):  # fmt: skip
        sources.setdefault(name, []).extend(filter(None, map(_origin, paths)))
    escaped = {name: tuple(map(escape, listed)) for name, listed in sources.items()}
    return Policy(escaped, config.site_url or "")


def install(env: Environment, policy: Policy | None) -> None:
    """Let templates tell a policy what they print."""
    env.add_extension(Inline)

    def allowed(kind: str, text: str) -> Markup:
        if policy:
            policy.allow([(kind, text)])
        return Markup(text)

    for kind in ("script", "style"):
        env.filters[f"{_FILTER}{kind}"] = partial(allowed, kind)


def _filtered(found: re.Match[str]) -> str:
    tag, kind, text = found.groups()
    return f"{tag}{{% filter {_FILTER}{kind.lower()} %}}{text}{{% endfilter %}}"


def _origin(path: str) -> str:
    parts = urlsplit(path)
    return f"{parts.scheme or 'https'}://{parts.netloc}" if parts.netloc else ""


def _covers(source: str, origin: str) -> bool:
    """Return whether a source of a policy allows an origin."""
    wanted = urlsplit(origin)
    given = urlsplit(source if "//" in source else f"//{source}")
    if source in {"*", f"{wanted.scheme}:"}:
        return True
    host = given.netloc
    return wanted.netloc == host or (host.startswith("*.") and wanted.netloc.endswith(host[1:]))


def _listed(sources: object) -> Iterator[str]:
    for one in sources if isinstance(sources, list) else [sources]:
        yield from str(one).split() or [""]


def _found(html: str) -> list[tuple[str, str]]:
    """Return the kind and text of each script, style and attribute of style in HTML."""
    if not _HAS_INLINE.search(html):
        return []
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.found


class _Parser(HTMLParser):
    """Finds scripts and styles that stand in a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._kind, self._text = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "style" in given:
            self.found.append((_ATTRIBUTE, given["style"] or ""))
        is_script = (given.get("type") or "").strip().lower() in _SCRIPT_TYPES
        if tag == "style" or (tag == "script" and "src" not in given and is_script):
            self._kind, self._text = tag, ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == self._kind:
            self.found.append((tag, self._text))
            self._kind = ""
