"""`links`: the rules for links on one page."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import ConfigDict, Field, model_validator

from briefings.files.schemas.shared import Strict
from briefings.files.schemas.values import Phrase, Text
from briefings.model.policy import LinkRules, OncePer

LINK_RULES = frozenset({"never", "once_per", "in_quotations", "per_100_words"})
"""The keys of `links`; every other key is a phrase."""


def _phrases_beside(schema: dict[str, Any]) -> None:
    """Let the JSON Schema of `links` have the phrases beside the rules, as people write them."""
    schema["additionalProperties"] = {"type": "string", "minLength": 1}
    del schema["properties"]["decided"]


class LinksFields(Strict):
    """`links: {never: [slug or phrase, …], phrase: slug}`: rules for links on one page.

    It may also contain the keys of `LinkPolicy`, for this page alone.
    """

    model_config = ConfigDict(json_schema_extra=_phrases_beside)

    never: tuple[Phrase, ...] = ()
    once_per: OncePer | None = None
    in_quotations: bool | None = None
    per_100_words: Annotated[float, Field(ge=0)] | None = None
    decided: dict[Phrase, Text] = Field({})

    @model_validator(mode="before")
    @classmethod
    def _apart(cls, value: object) -> object:
        if not isinstance(value, dict):
            raise ValueError("links are written {never: [slug, …], phrase: slug}")
        rules = {key: rule for key, rule in value.items() if key in LINK_RULES}
        phrases = {key: slug for key, slug in value.items() if key not in LINK_RULES}
        return {**rules, "decided": phrases}

    def rules(self, line: Callable[..., int]) -> LinkRules:
        """Return the rules for the linker; `line` gives their lines (`Parsed.line`)."""
        lines = {slug: line("links", phrase) for phrase, slug in self.decided.items()}
        lines |= {entry: line("links", "never", n) for n, entry in enumerate(self.never)}
        return LinkRules(
            lines=lines,
            never=frozenset(self.never),
            decided=tuple(sorted(self.decided.items())),
            once_per=self.once_per,
            in_quotations=self.in_quotations,
            per_100_words=self.per_100_words,
        )
