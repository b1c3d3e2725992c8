"""Compiled templates are kept for the next process."""

from collections.abc import MutableMapping
from types import CodeType

import pytest
from jinja2 import DictLoader, Environment

from briefings.mkdocs_plugin import compiled_templates


def printed(
    source: str, packed: MutableMapping[str, bytes], patch: pytest.MonkeyPatch
) -> tuple[str, int]:
    """Return what a template prints in a new process, and how many templates were compiled."""
    patch.setattr(compiled_templates, "_OF_PROCESS", {})
    compiled: list[str] = []
    compile = Environment._compile

    def noted(self: Environment, source: str, filename: str) -> CodeType:
        compiled.append(filename)
        return compile(self, source, filename)

    patch.setattr(Environment, "_compile", noted)
    cache = compiled_templates.CompiledTemplates(packed)
    environment = Environment(
        loader=DictLoader({"page": source}), bytecode_cache=cache, autoescape=True
    )
    shown = environment.get_template("page").render(title="A & B")
    patch.undo()
    return shown, len(compiled)


def test_a_template_is_compiled_once_and_again_after_a_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    packed: dict[str, bytes] = {}
    assert printed("<p>{{ title }}", packed, monkeypatch) == ("<p>A &amp; B", 1)
    assert printed("<p>{{ title }}", packed, monkeypatch) == ("<p>A &amp; B", 0)
    assert printed("<b>{{ title }}", packed, monkeypatch) == ("<b>A &amp; B", 1)
    assert printed("<b>{{ title }}", packed, monkeypatch) == ("<b>A &amp; B", 0)


@pytest.mark.parametrize("damaged", [b"", b"no code", b"\0" * 99])
def test_what_is_no_code_is_compiled_again(damaged: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    packed: dict[str, bytes] = {}
    printed("<p>{{ title }}", packed, monkeypatch)
    packed = dict.fromkeys(packed, damaged)
    assert printed("<p>{{ title }}", packed, monkeypatch) == ("<p>A &amp; B", 1)
