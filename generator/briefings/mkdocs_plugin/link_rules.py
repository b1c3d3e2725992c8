"""The rules of linking in `mkdocs.yml`: the `links` of the plugin."""

from collections.abc import Mapping

from mkdocs.config import config_options
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig

from briefings.files.schemas.links import LINK_RULES
from briefings.linking.folding import fold_phrase
from briefings.mkdocs_plugin import config_lines
from briefings.model.policy import LINK_POLICY, LinkPolicy, LinkRules, OncePer

_LINKS = ("briefings", "links")


class _Budget(config_options.Type[float]):
    """A number that is not negative."""

    def run_validation(self, value: object) -> float:
        number = super().run_validation(value)
        if number < 0:
            raise ValidationError("write 0 for any number of links, or a positive number")
        return number


class _Phrases(config_options.Type[dict[object, object]]):
    """Phrases, each with the explainer that it means by default."""

    def pre_validation(self, config: Config, key_name: str) -> None:
        del key_name
        self._lines = _lines(config.config_file_path)

    def run_validation(self, value: object) -> dict[object, object]:
        phrases = super().run_validation(value)
        wrong = [
            f"line {self._lines.get(str(phrase), self._lines[''])}: “{phrase}: {slug}” names no "
            "explainer for a phrase. Write such as `Clinton: hillary-clinton`; what YAML takes for "
            "a number, a date or a truth value needs quotation marks."
            for phrase, slug in phrases.items()
            if not (_is_text(phrase) and fold_phrase(str(phrase)) and _is_text(slug))
        ]
        if wrong:
            raise ValidationError(" ".join(wrong))
        return phrases


class LinksConfig(Config):
    """The rules of linking in `mkdocs.yml`."""

    once_per = config_options.Choice(
        tuple(once.value for once in OncePer), default=OncePer.SECTION.value
    )
    """Where a subject is linked once: in a section, in a page, or at each mention."""
    in_quotations = config_options.Type(bool, default=False)
    """Whether quotations get links like other text."""
    per_100_words = _Budget((int, float), default=LINK_POLICY.per_100_words)
    """Most links per 100 words of a page; 0 for any number."""
    never = config_options.ListOfItems(config_options.Type(str), default=[])
    """Slugs of explainers, and phrases, that are never linked."""
    phrases = _Phrases(dict, default={})
    """All other keys: phrases, each with the explainer that it means by default."""


class Links(config_options.SubConfig[LinksConfig]):
    """Rules of linking in which every key that is no rule is a phrase, as on a page."""

    def run_validation(self, value: object) -> LinksConfig:
        """Return the rules, with the phrases apart."""
        if isinstance(value, dict):
            rules = {key: rule for key, rule in value.items() if key in LINK_RULES}
            phrases = {key: slug for key, slug in value.items() if key not in LINK_RULES}
            value = {**rules, "phrases": phrases}
        return super().run_validation(value)


def policy(links: LinksConfig) -> LinkPolicy:
    """Return the rules for the linker, without the phrases."""
    return LinkPolicy(
        once_per=OncePer(links.once_per),
        in_quotations=links.in_quotations,
        per_100_words=float(links.per_100_words),
        never=frozenset(links.never),
    )


def defaults(links: LinksConfig, config: MkDocsConfig) -> LinkRules:
    """Return the phrases, each with the explainer that it means by default, and its line."""
    lines = _lines(config.config_file_path)
    decided = {str(phrase): str(slug).strip() for phrase, slug in links.phrases.items()}
    return LinkRules(
        decided=tuple(sorted(decided.items())),
        lines={slug: lines[phrase] for phrase, slug in decided.items() if phrase in lines},
    )


def _lines(config_file: str | None) -> Mapping[str, int]:
    """Return the line of each key in the `links` of `mkdocs.yml`; of `links` by an empty key.

    Of a file that cannot be read, or inherits `links` from another, it is the first line.
    """
    lines = config_lines.of(config_file)
    keys = {str(at[-1]): line for at, line in lines.items() if at[-3:-1] == _LINKS}
    return {"": next((line for at, line in lines.items() if at[-2:] == _LINKS), 1), **keys}


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
