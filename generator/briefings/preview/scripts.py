"""What the preview adds to a page: its scripts, their words, and the token for writing.

A published site has none of it.
"""

import json
from functools import cache
from importlib.resources import files

from briefings.cache import digest
from briefings.preview.guards import PREFIX, Access
from briefings.preview.interface import interface

EDITOR = f"{PREFIX}editor/"
"""How the addresses of the editing scripts begin."""
NEW_ARTICLE = f"{PREFIX}new-article"
"""Where articles are taken in: a page of the site whose content a script replaces."""
CONFIGURATION = "preview-editor"
"""Id of the element with the words and the token. It is the first `script` with this id, in the
head: below it are the words of articles and the HTML of editors, which may have the same id."""


def script(path: str) -> bytes | None:
    """Return the script at a path; None if there is none."""
    return _editor().get(path.removeprefix(EDITOR)) if path.startswith(EDITOR) else None


@cache
def _editor() -> dict[str, bytes]:
    """Return the editing scripts by name."""
    folder = files("briefings.preview").joinpath("editor")
    if not folder.is_dir():
        return {}
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.name.endswith(".js")}


def added(html: bytes, version: str, locale: str, access: Access) -> tuple[bytes, str]:
    """Return a page with the scripts of the preview, and the digest of both.

    Args:
        html: the page.
        version: its version.
        locale: the Unicode locale of the site's language.
        access: what the server lets in.
    """
    said = interface(locale)
    configuration = {
        "token": access.token, "version": version, "locale": said["locale"], "words": said,
    }  # fmt: skip
    tags = (
        f'<script type="application/json" id="{CONFIGURATION}">{_json(configuration)}</script>'
        f'<script type="module" src="{EDITOR}main.js"></script>'
    )
    # A tag that an editor has not closed, such as `<title>`, takes everything below it.
    before, end, after = html.partition(b"</head>" if b"</head>" in html else b"</body>")
    return before + tags.encode() + end + after, digest(version, tags)


def _json(value: object) -> str:
    """Return JSON that can stand in a `script` element: `</script>` and `<!--` would end it."""
    return json.dumps(value).replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")
