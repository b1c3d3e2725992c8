"""Group the variants of each name: acronyms, last names, plurals, nationalities.

Newspapers give the full name first and use its last word afterwards, so “Conte” is Giuseppe Conte
in a briefing that names no other Conte. If a briefing has only the last word, it means the name
that nearly all other briefings mean; if there is none, it is a separate name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from briefings.linking.inflections import plural
from briefings.model.explainer import ExplainerKind
from briefings.suggestions.definitions import initials
from briefings.suggestions.gather import Gathered, Used, key
from briefings.suggestions.runs import is_acronym
from briefings.text.attribution import PARTICLES
from briefings.text.name_words import country, language

# The share of the briefings with a full name that must agree on the meaning of its last word.
_AGREEMENT = 0.8
# The share of the briefings with a last word that must have its full name. Otherwise the last word
# is a separate name: Geneva is not Lake Geneva.
_EXPLAINED = 0.2
_OF = frozenset({"of", "the"})
# In these languages every particle means “of”.
_ROMANCE = frozenset({"fr", "es", "it", "pt"})


@dataclass(slots=True)
class Group:
    """A name with all its variants."""

    used: Used
    """The uses of all variants and forms."""
    forms: set[str] = field(default_factory=set)
    """Keys of the words derived from the name (`russian`)."""

    @property
    def keys(self) -> set[str]:
        """Keys of the variants and the name itself, without the forms."""
        return {key(use.text) for use in self.used.uses} - self.forms


def merge(gathered: Gathered, explained: frozenset[str] = frozenset()) -> dict[str, Group]:
    """Return the names with their variants, by the key of the fullest name.

    A nationality is a form of its place, if the place is among the names. Other nationalities and
    weak names are dropped.

    Args:
        gathered: the names.
        explained: keys of the places that have explainers; their nationalities are kept.
    """
    names = dict(gathered.names)
    _by_last_word(names)
    targets = _plurals(names) | _full_names(names, gathered.acronyms)
    groups: dict[str, Group] = {}
    demonyms: dict[str, Used] = {}
    for name, used in names.items():
        if " " not in name and language(used.lang).is_demonym(name) and not _is_acronym(used):
            demonyms[name] = used
        elif not used.weak:
            group = groups.setdefault(
                _final_target(name, targets), Group(Used(used.lang, weak=False))
            )
            group.used.uses += used.uses
    for name, used in demonyms.items():
        place = country(name, frozenset(groups) & language(used.lang).places)
        if place:
            groups[place].forms.add(name)
            groups[place].used.uses += used.uses
        elif country(name, explained):
            groups[name] = Group(used)
    for group in groups.values():
        group.used.uses.sort(key=lambda use: (use.page, use.passage, use.start))
    return groups


def _is_acronym(used: Used) -> bool:
    return is_acronym(used.surfaces.most_common(1)[0][0])


def _final_target(name: str, targets: Mapping[str, str]) -> str:
    seen = {name}
    while name in targets and targets[name] not in seen:
        name = targets[name]
        seen.add(name)
    return name


def _plurals(names: Mapping[str, Used]) -> dict[str, str]:
    """Return plurals with their singulars, if both are among the names."""
    found = ((plural(name, ExplainerKind.CONCEPT), name) for name in names)
    return {many: one for many, one in found if many in names}


def _full_names(names: Mapping[str, Used], defined: Mapping[str, str]) -> dict[str, str]:
    """Return the acronyms with their full names.

    A text defines the acronym, or only one name with these initials is used together with it.
    """
    full = {acronym: name for acronym, name in defined.items() if name in names}
    by_initials: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if " " in name:
            by_initials[initials(name).casefold()].append(name)
    for name, used in names.items():
        if name in full or name not in by_initials or not _is_acronym(used):
            continue
        pages = used.pages
        together = [long for long in by_initials[name] if names[long].pages & pages]
        if len(together) == 1:
            full[name] = together[0]
    return full


def _by_last_word(names: dict[str, Used]) -> None:
    """Move the uses of last words to the full names that they mean."""
    ends: dict[str, list[str]] = defaultdict(list)
    for name, used in names.items():
        for end in _short_forms(name, used.lang):
            if end in names:
                ends[end].append(name)
    for end, longer in sorted(ends.items(), key=lambda item: (-len(item[0].split()), item[0])):
        # A name that ends a longer one may have been merged already.
        pages = {name: names[name].pages for name in longer if name in names}
        meant = {page: [name for name in pages if page in pages[name]] for page in names[end].pages}
        clear = Counter(found[0] for found in meant.values() if len(found) == 1)
        person = names[end].titled or any(names[name].titled for name in clear)
        if not clear and len(pages) == 1:
            # No briefing has both, but there is only one full name.
            clear = Counter({name: len(pages[name]) for name in pages})
        if not clear or (clear.total() < _EXPLAINED * len(meant) and not person):
            continue
        most, number = clear.most_common(1)[0]
        usual = most if number >= _AGREEMENT * clear.total() else end
        used = names.pop(end)
        for use in used.uses:
            found = meant[use.page]
            target = found[0] if len(found) == 1 else usual
            names.setdefault(target, Used(used.lang, weak=used.weak)).uses.append(use)


def _short_forms(name: str, lang: str) -> Iterator[str]:
    """Yield the last words of a name that may replace it later in a text.

    Words after “of” and the words of a place cannot: Sudan is not short for South Sudan.
    """
    words = name.split()
    places = language(lang).places | language(lang).cities
    if name in places:
        return
    for first in range(1, len(words)):
        end = " ".join(words[first:])
        before = words[first - 1]
        of = before in _OF or (lang in _ROMANCE and before in PARTICLES)
        if not of and words[first] not in PARTICLES and end not in places:
            yield end
