"""Compiled templates, kept for all builds of a process; MkDocs compiles them in each build."""

from collections.abc import MutableMapping
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, ChoiceLoader, Environment, Template
from jinja2.bccache import Bucket


class Loader(ChoiceLoader):
    """Loads templates with their global values in a `dict`.

    Jinja goes through the names of all global values at each import and include. In its `ChainMap`
    that takes a tenth of the time of a page.
    """

    def load(
        self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """Load a template."""
        return super().load(environment, name, dict(globals or {}))


class CompiledTemplates(BytecodeCache):
    """Keeps the code of templates in memory, by path and checksum of the source.

    Compiling the templates of a page takes a tenth of a second, as long as rendering 50 pages.
    """

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Set the code of a bucket, if it is known."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a bucket."""
        assert bucket.code
        self._codes[bucket.key, bucket.checksum] = bucket.code


OF_PROCESS = CompiledTemplates()
"""The templates that this process has compiled."""
