"""The HTML that Pagefind indexes for a search record: https://pagefind.app/docs/indexing/."""

from functools import cache

import regex
from jinja2 import Environment, StrictUndefined, Template

from briefings.model.site import SearchRecord

EVERY = "\N{LINEAR B SYLLABLE B008 A}"
"""A word in every record that no visitor types. A search for it finds all pages of a selection; a
search without a word would make Pagefind load the whole index."""
_LETTER = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*"
)
"""A letter of a script without spaces between words. Each becomes a word of its own, so that a name
is found anywhere in a text. The search page searches for the letters in order, and joins them again
for display."""
_TEMPLATE = """\
<html lang="{{ record.language }}">
<body data-pagefind-body data-pagefind-meta="every:{{ every }}">
<h1>{{ record.title | spaced }}</h1>
<i data-pagefind-filter="kind[title]" title="{{ record.kind }}"></i>
{% for facet, values in record.facets.items() %}{% for value in values %}
<i data-pagefind-filter="{{ facet }}[title]" title="{{ value }}"></i>
{% endfor %}{% endfor %}
{% if record.names %}
<i data-pagefind-meta="names[title]" title="{{ record.names | spaced }}"></i>
{% endif %}
{% for part in record.text %}
{% if part.level %}
<h{{ part.level }}{% if part.id %} id="{{ part.id }}"{% endif %}>{{ part.text | spaced }}</h{{ part.level }}>
{% else %}
<p>{{ part.text | spaced }}</p>
{% endif %}
{% endfor %}
</body></html>
"""  # noqa: E501


def document(record: SearchRecord) -> str:
    """Return the HTML document of a record, with nothing that is not indexed."""
    return _template().render(record=record, every=EVERY)


def _spaced(text: str) -> str:
    # Pagefind ends a heading with a full stop, unless a space ends it.
    return text if text.isascii() else _LETTER.sub(r" \g<0> ", text).strip()


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["spaced"] = _spaced
    return environment.from_string(_TEMPLATE)
