"""Variants of one name brought together: acronyms, last names, plurals, nationalities.

As newspapers do it: the long name comes first and its last word stands for it afterwards, so that
“Conte” is Giuseppe Conte in a briefing that names no other Conte. Where a briefing has the last
word alone, it is the one that nearly all other briefings mean, or a name of its own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from briefings.linking.inflections import plural
from briefings.model.explainer import ExplainerKind
from briefings.readers.quotations.lexicon import PARTICLES
from briefings.suggestions.definitions import initials
from briefings.suggestions.gather import Gathered, Used, key
from briefings.suggestions.runs import is_acronym
from briefings.suggestions.words import country, language

# Of the briefings that say what a last word stands for, so many must agree, for the others.
_AGREEMENT = 0.8
# Of the briefings with a last word, so many must say what it stands for; else it is a name of its
# own that a few longer ones end with, as Lake Geneva does.
_EXPLAINED = 0.2
_OF = frozenset({"of", "the"})
# In these languages any of their particles is an “of”.
_ROMANCE = frozenset({"fr", "es", "it", "pt"})


@dataclass(slots=True)
class Group:
    """A name with all its variants."""

    used: Used
    """All uses of all variants and forms."""
    forms: set[str] = field(default_factory=set)
    """Keys of the words made from the name (`russian`)."""

    @property
    def parts(self) -> set[str]:
        """Keys of the variants, the name's own included, without the forms."""
        return {key(use.text) for use in self.used.uses} - self.forms


def merge(gathered: Gathered, explained: frozenset[str] = frozenset()) -> dict[str, Group]:
    """Return the names with their variants, by the key of the name that says most.

    Nationalities of places that are among the names are their forms. Others are dropped, and so is
    what may be any noun (weak names).

    Args:
        gathered: the names.
        explained: keys of the places that have explainers; their nationalities stay.
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
            group = groups.setdefault(_end(name, targets), Group(Used(used.lang, weak=False)))
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


def _end(name: str, targets: Mapping[str, str]) -> str:
    seen = {name}
    while name in targets and targets[name] not in seen:
        name = targets[name]
        seen.add(name)
    return name


def _plurals(names: Mapping[str, Used]) -> dict[str, str]:
    """Return the plurals of names that are there in the singular too."""
    found = ((plural(name, ExplainerKind.CONCEPT), name) for name in names)
    return {many: one for many, one in found if many in names}


def _full_names(names: Mapping[str, Used], defined: Mapping[str, str]) -> dict[str, str]:
    """Return the acronyms with the names they stand for.

    They stand before brackets somewhere, or it is the one name with these initials that is used
    together with the acronym.
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
    """Give the uses of last words to the names that they stand for; those that remain, stay."""
    ends: dict[str, list[str]] = defaultdict(list)
    for name, used in names.items():
        for end in _ends(name, used.lang):
            if end in names:
                ends[end].append(name)
    for end, longer in sorted(ends.items(), key=lambda item: (-len(item[0].split()), item[0])):
        # One that is itself the end of a longer one may have been given away.
        pages = {name: names[name].pages for name in longer if name in names}
        meant = {page: [name for name in pages if page in pages[name]] for page in names[end].pages}
        clear = Counter(found[0] for found in meant.values() if len(found) == 1)
        person = names[end].titled or any(names[name].titled for name in clear)
        if not clear and len(pages) == 1:
            # Never together, and yet there is nobody else: as if one briefing had said it.
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


def _ends(name: str, lang: str) -> Iterator[str]:
    """Yield what may stand for a name later in a text: its last words.

    Not what follows an “of”, and nothing of a place: Sudan is not short for South Sudan.
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
