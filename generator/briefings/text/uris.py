"""Slugs, page URIs, relative links between pages, and name collisions.

A page URI is the path of a Markdown file in the generated docs folder (`briefings/a.md`). Links
between pages are relative paths between such files; MkDocs and other generators resolve them.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from slugify import slugify as ascii_slug

from briefings.text import picture_names

INDEX = "index"
_INDEX_FILE = "index.html"
HOME = f"{INDEX}.md"
BRIEFINGS = "briefings/index.md"
EXPLAINERS = "explainers/index.md"
DOSSIERS = "dossiers/index.md"
TOPICS = "topics/index.md"
OUTLETS = "outlets/index.md"
TIMELINE = "timeline/index.md"
CORRECTIONS = "corrections/index.md"
SEARCH = "search.md"
_VIEW = ".msgpack"
# A longer file name is cut; file systems allow at most 255 bytes.
_LONGEST_NAME = 80
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")


@lru_cache(maxsize=1 << 12)  # many pages have the same topics
def slugify(text: str) -> str:
    """Return `text` as a lower-case ASCII slug of letters, digits and hyphens, never empty.

    If nothing in `text` can be transliterated, the slug comes from its hash.
    """
    return ascii_slug(text) or "x" + sha256(text.encode()).hexdigest()[:8]


def file_name(title: str) -> str:
    """Return the name of a new content file with a title, without suffix: its slug, cut if long."""
    return slugify(title)[:_LONGEST_NAME].rstrip("-")


def stem(path: str) -> str:
    """Return the slug of a content file: its name without folder and suffix."""
    return slugify(PurePosixPath(path).stem)


def briefing(slug: str) -> str:
    """Return the URI of a briefing."""
    return f"briefings/{slug}.md"


def explainer(slug: str) -> str:
    """Return the URI of an explainer."""
    return f"explainers/{slug}.md"


def own_page(slug: str) -> str:
    """Return the URI of a page of the site's owner."""
    return f"pages/{slug}.md"


def dossier(slug: str) -> str:
    """Return the URI of a dossier."""
    return f"dossiers/{slug}.md"


def whole(slug: str) -> str:
    """Return the URI of the page with all of a dossier, to print."""
    return f"dossiers/{slug}/whole.md"


def mentions(slug: str) -> str:
    """Return the URI of the list of briefings that mention a subject."""
    return f"explainers/{slug}/briefings.md"


def mentioning(slug: str) -> str:
    """Return the URI of the list of explainers that mention a subject."""
    return f"explainers/{slug}/explainers.md"


def topic(slug: str) -> str:
    """Return the URI of a topic."""
    return below("topics", slug)


def outlet(slug: str) -> str:
    """Return the URI of an outlet."""
    return f"outlets/{slug}.md"


def below(folder: str, name: str) -> str:
    """Return the URI of a page that is named after a tag or the letters of a title.

    The name `index` gets an underscore, which no slug contains: `index.md` is the folder's page. So
    do the names that Windows reserves, which no file can have there.
    """
    return f"{folder}/{name}_.md" if name == INDEX or is_device(name) else f"{folder}/{name}.md"


def is_device(name: str) -> bool:
    """Return whether Windows reserves a name, as a slug, for a device: `aux`, `com1`.

    https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions
    """
    return _DEVICE.fullmatch(name) is not None


def relative(source: str, target: str) -> str:
    """Return the link from the page `source` to the page `target`, both URIs."""
    # posixpath.relpath reads the working directory and is several times slower.
    *above, _ = source.split("/")
    below = target.split("/")
    shared, most = 0, min(len(above), len(below) - 1)
    while shared < most and above[shared] == below[shared]:
        shared += 1
    return "../" * (len(above) - shared) + "/".join(below[shared:])


def final(source: str, target: str, *, directories: bool) -> str:
    """Return the link from the page `source` to the page `target` in the built site.

    For links in HTML, which MkDocs does not resolve.

    Args:
        source: URI of the page with the link.
        target: URI of the linked page.
        directories: whether `a.md` becomes `a/index.html` instead of `a.html`.
    """
    page = output(source, directories=directories)
    found = relative(page, output(target, directories=directories))
    return found.removesuffix(_INDEX_FILE) or "./" if directories else found


@lru_cache(maxsize=1 << 15)  # the same pages are linked again and again
def output(uri: str, *, directories: bool) -> str:
    """Return where MkDocs writes the page of a URI: `briefings/a/index.html`.

    Args:
        uri: the page.
        directories: whether `a.md` becomes `a/index.html` instead of `a.html`.
    """
    # posixpath.splitext is several times slower.
    stem = uri.removesuffix(".md")
    if not directories or stem.rpartition("/")[2] == INDEX:
        return f"{stem}.html"
    return f"{stem}/{_INDEX_FILE}"


def address(uri: str, *, directories: bool) -> str:
    """Return the address of a page below the home page: `briefings/a/`, empty for home.

    Arguments as of `output`.
    """
    place = output(uri, directories=directories)
    return place.removesuffix(_INDEX_FILE) if directories else place


def resolve(source: str, address: str) -> str:
    """Return the URI of the page that a link on the page `source` leads to.

    Empty for another site, an anchor on the same page, and an invalid address.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(parts.path)))


def targets(uri: str, markdown: str) -> set[str]:
    """Return the URIs, existing or not, of what the Markdown of the page `uri` may link to or show.

    They are found without parsing it.
    """
    if ".md" not in markdown and f"{picture_names.FOLDER}/" not in markdown:
        return set()
    return {resolve(uri, address) for address in _ADDRESS.findall(markdown)}


# Matches all text that may be the address of a page or picture; a match that is none does no harm.
# A match starts where a word starts: otherwise each letter of a long word would be tried.
_ADDRESS = re.compile(r"(?<![^\s()<>\[\]\"'`])[^\s()<>\[\]\"'`]+\.(?:md|avif|jpg|png|svg|webp)\b")


def rebased(source: str, page: str, address: str) -> str:
    """Return a link on the page `source`, rewritten for the page `page`."""
    if address.startswith("#"):
        return relative(page, source) + address
    target = resolve(source, address)
    _, mark, fragment = address.partition("#")
    return f"{relative(page, target)}{mark}{fragment}" if target else address


def view(uri: str) -> str:
    """Return the path of the file with the view of a page: `briefings/a.msgpack`."""
    return uri.removesuffix(".md") + _VIEW


def of_view(path: str) -> str:
    """Return the URI of the page whose view is in a file; the inverse of `view`."""
    return path.removesuffix(_VIEW) + ".md"


def collisions(names: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return each URI that several files have, with these files, sorted.

    Args:
        names: pairs of URI and file.
    """
    claims: dict[str, set[str]] = defaultdict(set)
    for uri, file in names:
        claims[uri].add(file)
    return {uri: tuple(sorted(files)) for uri, files in sorted(claims.items()) if len(files) > 1}
