"""The reason why a mention is linked or not, as a sentence for editors."""

from collections.abc import Callable, Mapping

from briefings.model.linking import Mention, Sense, Verdict
from briefings.model.policy import OncePer

_WHERE: Mapping[OncePer, str] = {
    OncePer.SECTION: ", as the first mention in this section",
    OncePer.PAGE: ", as the first mention on this page",
    OncePer.MENTION: "",
}
_REPEATED: Mapping[OncePer, str] = {
    OncePer.SECTION: "{subject} is linked already in this section",
    OncePer.PAGE: "{subject} is linked already on this page",
    OncePer.MENTION: "{subject} is linked already",
}
_NOT_LINKED: Mapping[Verdict, str] = {
    Verdict.IN_HEADING: "headings have no links",
    Verdict.IN_CAPTION: "captions have no links",
    Verdict.IN_TABLE: "tables have no links",
    Verdict.IN_CODE: "code has no links",
    Verdict.IN_RELATED: "lines that point to other articles have no links to explainers",
    Verdict.IN_MARKUP: "it is in a link, in code, in struck text or in the dateline",
    Verdict.NEVER: "a list says never to link it: that of the site, of the page or of an explainer",
    Verdict.LONGER_NAME: "it is part of a longer name of something else",
    Verdict.NAMESAKE: "the page gives this surname to somebody else, in full",
    Verdict.OUT_OF_ERA: "it was no name of {subject} on the day of the article",
    Verdict.SHARED: "it could be {candidates}, and nothing on this page decides",
    Verdict.SELF: "this page is about {subject}",
    Verdict.CAPITAL: "it is an everyday word, with a capital because a sentence begins",
    Verdict.IN_QUOTATION: "it is in a quotation, and {subject} is also named outside of quotations",
    Verdict.TOUCHING: "only white space would separate it from another link",
    Verdict.OVER_BUDGET: "the page has as many links as its length allows, to other subjects",
}
_SENSES: Mapping[Sense, str] = {
    Sense.EDITOR: "the links of this page say so",
    Sense.ERA: "only {subject} had this name on the day of the article",
    Sense.KIND: "the words beside it fit only this kind of subject",
    Sense.NAMED: "the page has another name of {subject}, which is not shared",
    Sense.CONTEXT: "the page has most context words of {subject}",
    Sense.TITLE: "the page has a name from the title of {subject}",
    Sense.DESCRIBED: "a word beside it describes only {subject}",
    Sense.WORDS: "the paragraphs with it have by far the most words of the explainer",
    Sense.NEIGHBOURS: "these paragraphs name the subjects that are tied to {subject}",
    Sense.DEFAULT: "the settings of the site say so",
}
"""How a subject was decided; a name that only one explainer has needs no reason."""


def sentence(mention: Mention, title: Callable[[str], str], once_per: OncePer) -> str:
    """Return why a mention is linked or not.

    Args:
        mention: the mention.
        title: returns the title of an explainer by its slug.
        once_per: how often the page links a subject.
    """
    names = [title(slug) for slug in mention.candidates]
    said = {
        "subject": title(mention.subject) if mention.subject else _either(names) or "its subject",
        "candidates": _either(names) or "several subjects",
    }
    if mention.links:
        text = f"Linked to {said['subject']}{_WHERE[once_per]}."
    else:
        why = {**_NOT_LINKED, Verdict.REPEATED: _REPEATED[once_per]}[mention.verdict]
        text = f"Not linked: {_filled(why, said)}."
    if mention.subject and (reason := _SENSES.get(mention.sense)):
        text += f" It means {said['subject']}: {_filled(reason, said)}."
    return text


def _filled(text: str, said: Mapping[str, str]) -> str:
    for name, value in said.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _either(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
