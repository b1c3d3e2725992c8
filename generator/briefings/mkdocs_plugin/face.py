"""The settings of the theme and of `extra` that templates print: whether they have their form."""

from collections.abc import Sequence
from typing import Annotated

from mkdocs.config.defaults import MkDocsConfig
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from briefings.files import frontmatter
from briefings.mkdocs_plugin import config_lines
from briefings.model.content import Problem


class _Open(BaseModel):
    """Takes keys that it does not know: those of Material without effect, and the owner's."""

    model_config = ConfigDict(frozen=True)


def _font(written: object) -> object:
    if isinstance(written, dict | bool | None):
        return written
    raise ValueError("write `false`, or the keys `text`, `code` and `files`")


class Icons(_Open):
    """`theme.icon`."""

    logo: str | None = None
    """The icon before the name of the site, such as `material/newspaper`."""


class Account(_Open):
    """An entry of `extra.social`."""

    link: str
    """The address of the account."""
    icon: str | None = None
    """Its icon, such as `fontawesome/brands/mastodon`."""
    name: str | None = None
    """How the foot of pages calls it; without it, the host of the address."""


class _Sister(_Open):
    name: str
    link: str
    lang: str


class _Analytics(_Open):
    provider: str | None = None


class _Consent(_Open):
    title: str | None = None
    description: str | None = None
    cookies: dict[str, str | dict[str, object]] | None = None
    actions: tuple[str, ...] | None = None


class Theme(_Open):
    """`theme`."""

    logo: str | None = None
    """A picture in `custom_dir`, or its address."""
    favicon: str | None = None
    """A picture in `custom_dir`, or its address."""
    icon: Icons | None = None
    """Icons of Material."""
    font: Annotated[object, AfterValidator(_font)] = None
    """Fonts; `fonts` reads them."""


class Extra(_Open):
    """`extra`."""

    social: tuple[Account, ...] | None = None
    """The accounts of the owner."""
    alternate: tuple[_Sister, ...] | None = None
    """Sister sites in other languages."""
    analytics: _Analytics | None = None
    """Read by `consent`."""
    consent: _Consent | None = None
    """Read by `consent`."""


class Face(_Open):
    """What templates print of the settings."""

    theme: Theme = Theme()
    """The theme."""
    extra: Extra = Extra()
    """Other settings."""


def read(config: MkDocsConfig, file: str) -> tuple[Face, Sequence[Problem]]:
    """Return these settings, or none of them, and what is wrong with them.

    Args:
        config: the configuration of the site.
        file: the path of `mkdocs.yml` for the problems.
    """
    theme = {key: config.theme.get(key) for key in Theme.model_fields}
    try:
        return Face.model_validate({"theme": theme, "extra": dict(config.extra)}), ()
    except ValidationError as error:
        lines = config_lines.of(config.config_file_path)
        return Face(), [*frontmatter.field_problems(file, error, Face, lines, 0, "operating")]
