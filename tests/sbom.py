"""Write the bill of materials of a release: `python -m tests.sbom FOLDER`.

It is CycloneDX 1.6 in JSON (https://cyclonedx.org/): the package, what it requires, with the
versions that are installed and the hashes in constraints.txt, and the parts that others have
made. The same release gives the same bytes.
"""

import json
import re
import sys
from datetime import UTC, datetime
from os import environ
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from briefings.build import fingerprint, licences
from tests.project import REPOSITORY

# What hatchling dates files of a release with if SOURCE_DATE_EPOCH is not set.
_EPOCH = 1580601600


def hashes() -> dict[str, list[str]]:
    """Return the SHA-256 of the files of each package in constraints.txt, by name."""
    text = (REPOSITORY / "constraints.txt").read_text("utf-8")
    blocks = re.split(r"^(?=\S+==)", text, flags=re.MULTILINE)[1:]
    return {
        block.partition("==")[0]: re.findall("sha256:([0-9a-f]{64})", block) for block in blocks
    }


def component(one: licences.Component, files: list[str]) -> Component:
    """Return a component of the bill; `files` are hashes of its files on the package index."""
    is_package = not one.files
    licence = LicenseFactory().make_from_string(one.licence)
    home = ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(one.home))
    index = f"https://pypi.org/project/{one.name}/{one.version}/"
    distribution = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(index),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in files],
    )
    return Component(
        name=one.name,
        version=one.version or None,
        type=ComponentType.LIBRARY if is_package else ComponentType.DATA,
        bom_ref=f"{one.name}@{one.version}",
        purl=PackageURL("pypi", None, one.name, one.version) if is_package else None,
        licenses=[licence],
        external_references=[home, *([distribution] if files else [])],
    )


def bill() -> str:
    """Return the bill of materials as JSON."""
    known = hashes()
    found = {
        one.name: component(one, known.get(one.name, []))
        for one in (*licences.packages(), *licences.PARTS)
    }
    ours = found.pop(fingerprint.DISTRIBUTION)
    ours.type = ComponentType.APPLICATION
    bom = Bom(components=found.values())
    bom.metadata.component = ours
    bom.metadata.timestamp = datetime.fromtimestamp(
        int(environ.get("SOURCE_DATE_EPOCH", _EPOCH)), UTC
    )
    names = sorted(one.bom_ref.value or "" for one in found.values())
    bom.serial_number = uuid5(NAMESPACE_URL, " ".join(names))
    bom.register_dependency(ours, found.values())
    written = json.loads(JsonV1Dot6(bom).output_as_string())
    return json.dumps(written, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    (wheel,) = Path(sys.argv[1]).glob("*.whl")
    name = "-".join(wheel.name.split("-")[:2])
    wheel.with_name(f"{name}.cdx.json").write_text(bill(), "utf-8")
