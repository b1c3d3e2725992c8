"""The published copies of pictures: without metadata, one for the page and one for phones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefings.cache import Keyed
from briefings.files import svg
from briefings.model.picture import PictureFile
from briefings.model.site import OutputDir, Page, Target
from briefings.site.inputs import target
from briefings.text import picture_names


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the copies of a picture are made from."""

    picture: PictureFile
    """The picture."""
    data: Keyed[bytes]
    """The editor's file."""


def targets(pictures: Iterable[tuple[PictureFile, Keyed[bytes]]]) -> Iterator[Target]:
    """Yield a target for each picture; files with the same name and bytes are one."""
    for picture, data in {found.uri: (found, data) for found, data in pictures}.values():
        sizes = picture_names.sizes(picture.uri)
        assert sizes
        exports = tuple(filter(None, (picture.uri, sizes.small)))
        yield target(build, Inputs(picture, data), exports=exports, parallel=True)


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the copies of a picture.

    The Markdown of pages shows the larger one, which therefore lies beside it.
    """
    # Pillow is loaded for new pictures only: it takes 30 ms.
    from briefings.files import rasters  # noqa: PLC0415

    picture, data = inputs.picture, inputs.data.value
    sizes = picture_names.sizes(picture.uri)
    assert sizes
    if not picture.uri.endswith(picture_names.DRAWING):
        copies = [(picture.uri, rasters.encoded(data, picture.width, picture.height))]
        if sizes.small:
            small = rasters.encoded(data, sizes.small_width, sizes.small_height)
            copies.append((sizes.small, small))
    else:
        copies = [(picture.uri, svg.read(data).text.encode())]
    folders = (OutputDir.DOCS, OutputDir.FILES)
    return tuple(
        Page(uri, "", folder, copy) for folder, (uri, copy) in zip(folders, copies, strict=False)
    )
