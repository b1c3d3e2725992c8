"""The type of the view that each template prints."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import msgspec

from briefings.views.briefing import BriefingView
from briefings.views.dossier import DossierView, WholeView
from briefings.views.explainer import ExplainerView
from briefings.views.home import HomeView
from briefings.views.lists import ListView
from briefings.views.own_page import OwnPageView
from briefings.views.page import View, ViewFile
from briefings.views.search import SearchView

VIEWS: Mapping[str, type] = {
    "briefing.html": BriefingView,
    "dossier.html": DossierView,
    "dossier_print.html": WholeView,
    "explainer.html": ExplainerView,
    "home.html": HomeView,
    "list.html": ListView,
    "own_page.html": OwnPageView,
    "search.html": SearchView,
}
"""Type of the view of each template, by the template's name."""

_decode_file: Callable[[bytes], ViewFile] = msgspec.msgpack.Decoder(ViewFile).decode


def file(packed: bytes) -> ViewFile:
    """Decode the file of a view, without the view in it.

    Raises:
        msgspec.MsgspecError: it is no such file.
    """
    return _decode_file(packed)


def view(file: ViewFile) -> View:
    """Decode the view in a file, as the type that its template prints.

    Raises:
        KeyError: no view is registered for the template.
        msgspec.MsgspecError: it is no view of the type.
    """
    found: View = _decoder(file.template)(file.view)
    return found


@cache
def _decoder(template: str) -> Callable[[bytes], Any]:
    return msgspec.msgpack.Decoder(VIEWS[template]).decode
