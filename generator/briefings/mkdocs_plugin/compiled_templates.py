"""Compiled templates, kept for the next builds; MkDocs compiles them in each build."""

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
    """Keeps the code of templates, in this process and packed for the next one.

    Compiling the templates of a page takes a tenth of a second, as long as rendering 50 pages; all
    of them take two tenths, a tenth of a build after an edit.
    """

    def __init__(self, packed: MutableMapping[str, bytes]) -> None:
        """Take the packed code of templates, by their name and path. Compiled ones are added.

        Jinja checks the version of Python, its own, and the checksum of the source.
        """
        self._packed = packed

    def load_bytecode(self, bucket: Bucket) -> None:
        """Set the code of a bucket, if it is known."""
        if known := _OF_PROCESS.get((bucket.key, bucket.checksum)):
            bucket.code = known
        elif packed := self._packed.get(bucket.key):
            bucket.bytecode_from_string(packed)
            if bucket.code:
                _OF_PROCESS[bucket.key, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a bucket."""
        assert bucket.code
        _OF_PROCESS[bucket.key, bucket.checksum] = bucket.code
        self._packed[bucket.key] = bucket.bytecode_to_string()


_OF_PROCESS: dict[tuple[str, str], CodeType] = {}
