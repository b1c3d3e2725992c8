"""The lead picture of a page: its view, its Markdown and its structured data."""

from briefings.markup import markdown_writer as markdown
from briefings.model.content import Settings
from briefings.model.picture import Picture
from briefings.site import addresses
from briefings.site.exports import jsonld
from briefings.text import picture_names, uris, words
from briefings.views.picture import LeadPicture

# Height by width from which a picture as wide as the column would fill the screen of a laptop.
_TALL = 1.2


def view(picture: Picture | None, uri: str, settings: Settings) -> LeadPicture | None:
    """Return the picture as the page `uri` shows it; None for none."""
    if not (picture and (found := picture.found)):
        return None
    place = uris.output(uri, directories=settings.directory_urls)
    src = uris.relative(place, found.uri)
    srcset = picture_names.srcset(src)
    return LeadPicture(
        src=src,
        width=found.width,
        height=found.height,
        is_tall=found.height > _TALL * found.width,
        alt=picture.alt,
        credit=picture.credit,
        licence=picture.licence,
        source=picture.source,
        srcset=srcset,
        sizes=picture_names.SIZES if srcset else "",
    )


def written(picture: Picture | None, uri: str, settings: Settings) -> str:
    """Return the picture with its credit as Markdown of the page `uri`; empty for none."""
    if not (picture and picture.found):
        return ""
    credit = [markdown.text(text) for text in (picture.credit, picture.licence) if text]
    if picture.source:
        name = words.of(settings.locale).gettext("Source")
        credit.append(markdown.link(name, picture.source))
    image = markdown.link(picture.alt, uris.relative(uri, picture.found.uri))
    return f"!{image}\n\n{markdown.paragraph(' · '.join(credit))}"


def structured_data(picture: Picture | None, uri: str, settings: Settings) -> jsonld.Node | None:
    """Return the picture as the page `uri` names it: https://schema.org/ImageObject."""
    if not (picture and (found := picture.found)):
        return None
    return jsonld.node(
        "ImageObject",
        contentUrl=addresses.reference(settings, uri, found.uri),
        width=found.width,
        height=found.height,
        description=picture.alt,
        creditText=picture.credit,
        license=jsonld.node("CreativeWork", name=picture.licence) if picture.licence else None,
        isBasedOn=picture.source,
    )
