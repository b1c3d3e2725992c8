"""The options of the plugin as a pydantic model, from which their JSON Schema is made."""

from functools import reduce
from operator import or_
from typing import Any, Literal

from mkdocs.config import config_options
from mkdocs.config.base import BaseConfigOption, Config
from pydantic import BaseModel, ConfigDict, create_model

from briefings.files.schemas.links import LinksFields
from briefings.mkdocs_plugin.link_rules import Links
from briefings.mkdocs_plugin.severities import VALUES, Problems
from briefings.model.problem_codes import CODES


def model(config: type[Config], name: str) -> type[BaseModel]:
    """Return a model that takes what MkDocs takes for the options of a class.

    Args:
        config: the class.
        name: name of the model.
    """
    fields: dict[str, Any] = {
        key: (_type(option), option.default) for key, option in config._schema
    }
    return create_model(name, __config__=ConfigDict(extra="forbid"), **fields)


def _type(option: BaseConfigOption[Any]) -> Any:  # noqa: ANN401 - types of any kind
    found: Any = Any
    match option:
        case Links():
            found = LinksFields  # a page has the same keys
        case Problems():
            found = dict[Literal[tuple(sorted(CODES))], Literal[VALUES]]  # type: ignore[misc]
        case config_options.SubConfig():
            found = model(option.config_class, option.config_class.__name__)
        case config_options.ListOfItems():
            found = list[_type(option.option_type)]  # type: ignore[misc]
        case config_options.Choice():
            found = Literal[tuple(option.choices)]
        case config_options.Type():
            types = option._type if isinstance(option._type, tuple) else (option._type,)
            found = reduce(or_, types)
        case config_options.Optional():
            found = _type(option.option) | None
    return found
