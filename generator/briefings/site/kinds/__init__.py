"""One module or package for each kind of page, and the registry of all kinds.

It has everything that belongs to its kind: the inputs, the view, the Markdown, the
search record and the structured data. Its function `targets` is the one that is registered here.
"""

from briefings.site.kinds import (
    briefings,
    corrections,
    dossier,
    dossiers,
    explainer,
    explainers,
    home,
    mentions,
    outlets,
    own_page,
    search,
    timeline,
    topics,
    whole,
)
from briefings.site.kinds.briefing import page as briefing

KINDS = (
    briefing.targets,
    explainer.targets,
    dossier.targets,
    whole.targets,
    home.targets,
    search.targets,
    briefings.targets,
    explainers.targets,
    dossiers.targets,
    topics.targets,
    outlets.targets,
    timeline.targets,
    mentions.targets,
    own_page.targets,
    corrections.targets,
)
"""For each kind of page, the function that yields its targets."""
