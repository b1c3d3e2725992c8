"""What may be requested from third parties, and only after a reader has agreed.

These are `extra.analytics` and `extra.consent` of Material.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig

from briefings.mkdocs_plugin import theme_files

_ANALYTICS = "analytics"
_NAMES = {"google": "Google Analytics"}
_QUESTION = ("title", "description")


@dataclass(frozen=True, slots=True)
class Cookie:
    """One kind of thing that a reader can allow."""

    kind: str
    """What scripts ask for: `__md_get("__consent")?.kind`."""
    name: str
    """How the question calls it."""
    checked: bool
    """Whether it is allowed if the reader accepts and changes nothing."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What templates need of `extra.consent` and `extra.analytics`."""

    title: str
    """The heading of the question."""
    description: str
    """The question, which may be HTML."""
    cookies: tuple[Cookie, ...]
    """What the reader can allow."""
    folded: bool
    """Whether the kinds are folded until the reader asks for them."""
    analytics: str
    """The template that requests analytics; empty for none."""


def read(config: MkDocsConfig) -> Consent | None:
    """Return what a reader is asked; None if there is nothing to ask."""
    asked = _settings(config, "consent")
    if not all(asked.get(key) for key in _QUESTION):
        return None
    analytics = _settings(config, _ANALYTICS)
    provider, template = str(analytics.get("provider") or ""), ""
    kinds: dict[str, object] = {}
    if provider and not [*_wrong_analytics(config)]:
        kinds[_ANALYTICS], template = _NAMES.get(provider, provider), _template(analytics)
    named = asked.get("cookies")
    kinds |= named if isinstance(named, Mapping) else {}
    cookies = tuple(_cookie(kind, written) for kind, written in kinds.items() if written)
    actions = asked.get("actions")
    folded = not isinstance(actions, list) or "manage" in actions
    title, description = (str(asked[key]) for key in _QUESTION)
    return Consent(title, description, cookies, folded, template) if cookies else None


def ignored(config: MkDocsConfig) -> Iterator[str]:
    """Yield the settings that have no effect, each with what to do instead."""
    yield from (f"extra.analytics ({wrong})" for wrong in _wrong_analytics(config))
    if _settings(config, _ANALYTICS).get("feedback"):
        yield "extra.analytics.feedback (pages have no such form)"
    asked = _settings(config, "consent")
    if asked and not all(asked.get(key) for key in _QUESTION):
        yield "extra.consent (write title and description)"
    elif asked and not read(config):
        yield "extra.consent (there is nothing to ask for; write cookies or extra.analytics)"


def _settings(config: MkDocsConfig, name: str) -> Mapping[str, object]:
    found = config.extra.get(name)
    return found if isinstance(found, Mapping) else {}


def _template(analytics: Mapping[str, object]) -> str:
    return f"partials/integrations/analytics/{analytics.get('provider')}.html"


def _wrong_analytics(config: MkDocsConfig) -> Iterator[str]:
    """Yield why analytics are not requested."""
    analytics = _settings(config, _ANALYTICS)
    if not analytics.get("provider"):
        return
    if not all(_settings(config, "consent").get(key) for key in _QUESTION):
        yield (
            "nothing is requested from third parties before a reader agrees; write extra.consent "
            "with title and description"
        )
    if not theme_files.find(config, _template(analytics)):
        yield f"there is no template {_template(analytics)} in custom_dir"
    elif analytics["provider"] == "google" and not analytics.get("property"):
        yield "write property, such as G-1A2B3C"


def _cookie(kind: str, written: object) -> Cookie:
    if isinstance(written, Mapping):
        return Cookie(kind, str(written.get("name", kind)), bool(written.get("checked", False)))
    return Cookie(kind, str(written), True)
