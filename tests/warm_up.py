"""Build a site and forget it, so that what a build loads is loaded: for `tests.programs`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.project import SMALL, Project

with TemporaryDirectory() as folder:
    Project(Path(folder) / "project", SMALL).built()
