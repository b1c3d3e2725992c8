"""What this program consists of, and under which licences: packages, and parts inside of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from briefings.build import fingerprint

_EXTRAS = "cluster,pdf"
_CLASSIFIER = "License :: "
# Of the addresses that a package names, the first of these.
_LABELS = ("homepage", "home", "repository", "source", "source code", "github", "documentation")


@dataclass(frozen=True, slots=True)
class Component:
    """A package, or a part of this one that others have made."""

    name: str
    """Its name."""
    version: str
    """Its version; empty if it has none."""
    licence: str
    """Its licence: an expression of SPDX, or what its authors call it."""
    home: str
    """Where it comes from."""
    files: tuple[str, ...] = ()
    """Its files in the installed package; none for a package."""
    published: bool = False
    """Whether parts of it are in every site that is published."""


PARTS = (
    Component(
        "Source Serif 4, changed, as Briefing Serif", "4.005", "OFL-1.1",
        "https://github.com/adobe-fonts/source-serif",
        ("theme/assets/fonts/briefing-serif/*.woff2",), published=True,
    ),
    Component(
        "Source Serif 4, changed, as Briefing Serif Display", "4.005", "OFL-1.1",
        "https://github.com/adobe-fonts/source-serif",
        ("site/share_cards/fonts/briefing-serif-display.ttf",),
    ),
    Component(
        "Noto Naskh Arabic", "", "OFL-1.1", "https://github.com/notofonts/arabic",
        ("site/share_cards/fonts/noto-naskh-arabic.ttf",),
    ),
    Component(
        "Natural Earth, countries at 1:50 million", "", "LicenseRef-public-domain",
        "https://www.naturalearthdata.com/about/terms-of-use/", ("text/world.json.gz",),
    ),
    Component(
        "world-atlas, their TopoJSON", "2.0.2", "ISC", "https://github.com/topojson/world-atlas",
        ("text/world.json.gz",),
    ),
    Component(
        "i18n-iso-countries, their codes", "", "MIT",
        "https://github.com/michaelwittig/node-i18n-iso-countries", ("text/world.json.gz",),
    ),
)  # fmt: skip
"""What others have made and this package holds."""
# Packages of which every site that is published holds a part, and the part.
_PUBLISHED = {
    "mkdocs-material": "its icons, Material Design Icons, are under Apache-2.0",
    "pagefind-bin": "the program of the search",
}


def packages() -> Iterator[Component]:
    """Yield this package and all that it requires here, with its extras, by name."""
    found = fingerprint.required(f"{fingerprint.DISTRIBUTION}[{_EXTRAS}]")
    for name, about in sorted(found.items()):
        yield Component(
            name, about["Version"], _licence(about), _home(about), published=name in _PUBLISHED
        )


def remark(component: Component) -> str:
    """Return a remark about a component beside its licence; empty for none."""
    return _PUBLISHED.get(component.name, "")


def _licence(about: Message) -> str:
    """Return the licence that a package states: expression, name, or classifiers."""
    stated = about["License-Expression"] or about["License"] or ""
    if stated and "\n" not in stated and stated != "UNKNOWN":
        return stated
    classified = (
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier", ())
        if line.startswith(_CLASSIFIER)
    )
    return " / ".join(sorted(classified)) or "unknown"


def _home(about: Message) -> str:
    named = (line.partition(",") for line in about.get_all("Project-URL", ()))
    addresses = {label.strip().casefold(): address.strip() for label, _, address in named}
    found = (about["Home-page"], *(addresses.get(label) for label in _LABELS))
    return next(filter(None, found), f"https://pypi.org/project/{about['Name']}/")
