"""What one process renders of a site."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from briefings.mkdocs_plugin.own_pages import OwnLink


@dataclass(slots=True)
class RenderJob:
    """Some or all pages of compiled content, which one process renders."""

    pages: Mapping[str, bytes]
    """The file with the view of each page, by the page's URI."""
    linked: Set[str]
    """URIs of other pages that links may lead to."""
    titles: Mapping[str, str]
    """Titles of the pages in `navigation.untitled`, by URI."""
    own_pages: Sequence[OwnLink]
    """The links to the pages of the owner."""
    assets: bool
    """Whether to render the theme's assets and the pages without Markdown too."""
    progress: Callable[[int], None]
    """Receives 1 for each page that has been rendered."""
    editorial: dict[str, str]
    """HTML of editors' Markdown, as `editorial.Renderer` keeps it."""
    templates: dict[str, bytes]
    """Code of templates, as `CompiledTemplates` keeps it."""
    whole: bool = False
    """Whether to render all pages of the site, as `mkdocs build` does; `pages` is empty then."""
    runs_scripts: bool = True
    """Whether the scripts in editors' Markdown run."""
    page: str = ""
    """The page that is rendered now; empty between pages."""
    files: dict[str, bytes] = field(default_factory=dict)
    """The rendered pages, by path in the site."""
