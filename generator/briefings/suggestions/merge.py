"""Group the variants of each name: acronyms, last names, plurals, nationalities.

Newspapers give the full name first and use its last word afterwards, so “Conte” is Giuseppe Conte
in a briefing that names no other Conte. If a briefing has only the last word, it means the name
that nearly all other briefings mean; if there is none, it is a separate name.

How often a spelling occurs decides what the name is: “New York Times”, not “New York Time”, and
“Mitt Romney”, not “Republican Mitt Romney”.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from briefings.linking.inflections.english import plural
from briefings.model.explainer import ExplainerKind
from briefings.suggestions.definitions import initials
from briefings.suggestions.evidence import Evidence
from briefings.suggestions.gather import Gathered
from briefings.suggestions.runs import is_acronym, key
from briefings.suggestions.uses import Used
from briefings.text import given_names
from briefings.text.attribution import PARTICLES
from briefings.text.name_words import (
    country,
    is_body,
    is_generic,
    is_place_acronym,
    language,
    parties,
    party,
)

# The share of the briefings with a full name that must agree on the meaning of its last word.
_AGREEMENT = 0.8
# The share of the briefings with a last word that must have its full name. Otherwise the last word
# is a separate name: Geneva is not Lake Geneva. A person whom everybody knows has less.
_EXPLAINED = 0.5
_EXPLAINED_PERSON = 0.35
# The same for a well-known person, and the number of briefings that name such a one in full: Obama.
_FAMOUS = 0.2
_OFTEN = 5
# Number of briefings that must abbreviate a name to its last word, so that others mean it too.
_TWICE = 2
# The share of the briefings with a name that call it by its last word later, if it is a person.
_CALLED = 0.3
# Acronyms with fewer letters must be used together with the name in two briefings.
_SHORT_ACRONYM = 3
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

    A nationality is a form of its place, if the place is among the names; so is a word for the
    members of a party. Other words for many people are dropped, as are weak names.

    Args:
        gathered: the names.
        explained: keys of names of explainers; forms of places and parties among them are kept.
    """
    evidence = gathered.evidence
    names = dict(gathered.names)
    everything = gathered.names.keys() | explained
    # Those with explainers come first, then the most frequent.
    by_use = sorted(names, key=lambda name: -len(names[name].uses))
    known_parties = parties((*sorted(explained), *by_use))
    forms = {
        name: names.pop(name)
        for name, used in gathered.names.items()
        if _is_form(name, used, known_parties, evidence)
    }
    persons = {name for name in names if " " in name and _is_person(name, names)}
    _without_first_words(names, persons)
    _without_middle_names(names, persons)
    _by_last_word(names, persons)
    _by_first_word(names, persons)
    no_subjects = _given_names(persons & names.keys()) | _families(persons)
    subjects = {
        name: used
        for name, used in names.items()
        if name not in no_subjects and _is_subject(name, used, everything, forms, known_parties)
    }
    targets = (
        _plurals(subjects)
        | _with_country(subjects)
        | _spelt_out(subjects)
        | _reordered(subjects)
        | _full_names(subjects, gathered.acronyms, persons)
    )
    groups: dict[str, Group] = {}
    for name, used in subjects.items():
        target = _final_target(name, targets)
        group = groups.setdefault(target, Group(Used(used.lang, weak=False)))
        group.used.uses += used.uses
    known = frozenset(groups)
    places = {
        lang: language(lang).places & (known | explained)
        for lang in {used.lang for used in forms.values()}
    }
    for name, used in forms.items():
        whole = country(name, places[used.lang]) or party(name, known_parties)
        if whole in groups:
            groups[whole].forms.add(name)
            groups[whole].used.uses += used.uses
        elif whole in explained:
            groups[name] = Group(used)
    for group in groups.values():
        group.used.uses.sort(key=lambda use: use.place)
    return groups


def _is_form(name: str, used: Used, known_parties: Mapping[str, str], evidence: Evidence) -> bool:
    """Return whether a name is a nationality, an adjective or a word for many people."""
    if " " in name or name in language(used.lang).places or _is_acronym(used):
        return False
    lang = language(used.lang)
    if lang.is_demonym(name) or lang.is_people(name) or party(name, known_parties):
        return True
    return not used.titled and (evidence.is_adjective(name) or evidence.is_one_of_many(name))


def _is_subject(
    name: str,
    used: Used,
    names: Collection[str],
    forms: Collection[str],
    known_parties: Mapping[str, str],
) -> bool:
    """Return whether a name is not weak, no part of titles, and does not describe many people."""
    *before, last = name.split()
    lang = language(used.lang)
    body = is_body(last) or name in lang.places or _is_acronym(used)
    if used.weak or (used.of_office and not body):
        return False  # “Homeland Security Secretary”
    if not before or name in known_parties.values():
        return True
    if party(before[0], known_parties) and all(
        is_generic(word) or word.replace(".", "") in lang.places for word in (*before[1:], last)
    ):
        return False  # “Republican Senate”, “Republican U.S.” before a title
    if lang.is_demonym(last) and {f"{name}s", name.removesuffix("s")}.intersection(names) - {name}:
        return False  # “Native American”
    if last not in forms and f"{last}s" not in forms:
        return True
    where = all(is_generic(word) or lang.is_demonym(word) for word in before)
    return not where and " ".join(before) not in names  # “Texas Republicans”


def _is_acronym(used: Used) -> bool:
    return is_acronym(used.surfaces.most_common(1)[0][0])


def _final_target(name: str, targets: Mapping[str, str]) -> str:
    seen = {name}
    while name in targets and targets[name] not in seen:
        name = targets[name]
        seen.add(name)
    return name


def _plurals(names: Mapping[str, Used]) -> dict[str, str]:
    """Return plurals and singulars, if both are among the names: the rarer with the other."""
    found = ((name, plural(name, ExplainerKind.CONCEPT)) for name in names)
    return dict(
        (many, one) if len(names[one].pages) >= len(names[many].pages) else (one, many)
        for one, many in found
        if many in names
    )


def _with_country(names: Mapping[str, Used]) -> dict[str, str]:
    """Return names of several words behind the acronym of a country, or the same without it.

    “U.S. House of Representatives” and “House of Representatives”; the rarer with the other.
    """
    found: dict[str, str] = {}
    for name, used in names.items():
        first, _, rest = name.partition(" ")
        if " " in rest and rest in names and is_place_acronym(first, language(used.lang)):
            rare, usual = sorted((rest, name), key=lambda one: len(names[one].pages))
            found[rare] = usual
    return found


def _spelt_out(names: Mapping[str, Used]) -> dict[str, str]:
    """Return names with an acronym as the first word with those that spell it out.

    “U.S. Senate” and “United States Senate”; the rarer with the other.
    """
    short = {name.replace(".", ""): name for name in names if " " in name}
    found: dict[str, str] = {}
    for name in names:
        words = name.split()
        for number in range(2, len(words)):
            acronym = initials(" ".join(words[:number])).casefold()
            other = short.get(f"{acronym} {' '.join(words[number:])}")
            if other:
                rare, usual = sorted((other, name), key=lambda one: len(names[one].pages))
                found[rare] = usual
    return found


def _reordered(names: Mapping[str, Used]) -> dict[str, str]:
    """Return names with “of” and the same without it, the rarer with the other.

    “Department of Justice” and “Justice Department”.
    """
    found: dict[str, str] = {}
    for name in names:
        body, of, rest = name.partition(" of ")
        other = f"{rest.removeprefix('the ')} {body}"
        if of and other in names:
            rare, usual = sorted((other, name), key=lambda one: len(names[one].pages))
            found[rare] = usual
    return found


def _full_names(
    names: Mapping[str, Used], defined: Mapping[str, str], persons: Set[str]
) -> dict[str, str]:
    """Return the acronyms with their full names.

    A text defines the acronym, or one name with these initials is mostly used together with it.
    Names of persons have no acronyms unless a text defines them.
    """
    full = {
        acronym: name
        for acronym, name in defined.items()
        if name in names and acronym in names and _is_acronym(names[acronym])
    }
    by_initials: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if " " in name:
            by_initials[initials(name).casefold()].append(name)
    for name, used in names.items():
        if name in full or name not in by_initials or not _is_acronym(used):
            continue
        least = 1 if len(name) >= _SHORT_ACRONYM else 2
        together = Counter(
            {
                long: len(names[long].pages & used.pages)
                for long in by_initials[name]
                if long not in persons
            }
        )
        most = max(together, key=together.__getitem__, default="")
        if together[most] >= max(least, _AGREEMENT * together.total()):
            full[name] = most
    return full


# ------------------------------------------------------------------------------- words of persons


def _without_first_words(names: dict[str, Used], persons: Set[str]) -> None:
    """Move the uses of a person's name with other words before it to the name.

    The name itself is used in more briefings than with the words: “Republican Mitt Romney”.
    """
    for name in sorted(names, key=lambda name: -name.count(" ")):
        words = name.split()
        for first in range(1, len(words) - 1):
            rest = " ".join(words[first:])
            if rest not in persons or words[first] in PARTICLES:
                continue
            if len(names[rest].pages) >= len(names[name].pages):
                names[rest].uses += [use.without(first) for use in names.pop(name).uses]
                break


def _without_middle_names(names: dict[str, Used], persons: Set[str]) -> None:
    """Move the uses of a person's name with a middle name, or without it, to the more usual one.

    George Bush is left alone, because two presidents have that name.
    """
    longer: dict[str, list[str]] = defaultdict(list)
    for name in sorted(persons & names.keys()):
        first, *middle, last = name.split()
        if middle and not PARTICLES.intersection(middle):
            longer[f"{first} {last}"].append(name)
    for short, found in longer.items():
        if short in names and len(found) == 1:
            rare, usual = sorted((short, *found), key=lambda name: len(names[name].pages))
            names[usual].uses += names.pop(rare).uses


def _is_person(name: str, names: Mapping[str, Used]) -> bool:
    """Return whether a name of several words has a title, or is called by its last word later."""
    used = names[name]
    last = names.get(name.rpartition(" ")[2])
    if used.titled:
        return True
    if last is None or last.weak or _is_acronym(last):
        return False
    pages = used.pages
    return len(pages & last.pages) >= _CALLED * len(pages)


def _by_last_word(names: dict[str, Used], persons: Set[str]) -> None:
    """Move the uses of last words to the full names that they mean."""
    ends: dict[str, list[str]] = defaultdict(list)
    for name, used in names.items():
        for end in _short_forms(name, used.lang):
            if end in names and not _is_acronym(names[end]):
                ends[end].append(name)
    for end, longer in sorted(ends.items(), key=lambda item: (-len(item[0].split()), item[0])):
        # A name that ends a longer one may have been merged already.
        pages = {name: names[name].pages for name in longer if name in names}
        person = names[end].titled or not persons.isdisjoint(pages)
        least = _EXPLAINED_PERSON if person else _EXPLAINED
        _move(names, end, pages, least, person=person)


def _by_first_word(names: dict[str, Used], persons: Set[str]) -> None:
    """Move the uses of first names to the persons that they mean."""
    firsts: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if name in persons:
            firsts[name.partition(" ")[0]].append(name)
    for first, longer in firsts.items():
        if first in names and not _is_acronym(names[first]):
            pages = {name: names[name].pages for name in longer}
            _move(names, first, pages, _AGREEMENT, person=True)


def _given_names(persons: Iterable[str]) -> set[str]:
    """Return the first words of two persons with different last words, who are no relatives."""
    lasts: dict[str, set[str]] = defaultdict(set)
    for name in persons:
        first, *_, last = name.split()
        lasts[first].add(last)
    return {first for first, different in lasts.items() if len(different) > 1}


def surnames(names: Iterable[str]) -> set[str]:
    """Return the last words of two persons with different given names: “Ted” and “Ann Roe”."""
    firsts: dict[str, set[str]] = defaultdict(set)
    for name in names:
        first, _, rest = name.partition(" ")
        if rest and first in given_names.known():
            firsts[rest.rpartition(" ")[2]].add(first)
    return {last for last, different in firsts.items() if len(different) > 1}


def _families(persons: Iterable[str]) -> set[str]:
    """Return the plurals of the last words of persons: “the Roes”."""
    return {f"{name.rpartition(' ')[2]}s" for name in persons}


def _move(
    names: dict[str, Used],
    short: str,
    pages: Mapping[str, set[int]],
    least: float,
    *,
    person: bool,
) -> None:
    """Move the uses of a short name to the full names that they mean.

    Args:
        names: all names.
        short: the short name.
        pages: the full names that it may mean, with the briefings that use them.
        least: the share of the briefings with the short name that must have one full name.
        person: whether it is a person; then uses that may mean several of them are left out.
    """
    meant = {page: [name for name in pages if page in pages[name]] for page in names[short].pages}
    clear = Counter(found[0] for found in meant.values() if len(found) == 1)
    if not clear and len(pages) == 1:
        # No briefing has both, but there is only one full name.
        clear = Counter({name: len(pages[name]) for name in pages})
    if not clear:
        return
    most, number = clear.most_common(1)[0]
    if clear.total() < (_FAMOUS if person and number >= _OFTEN else least) * len(meant):
        return
    usual = most if number >= max(_AGREEMENT * clear.total(), _TWICE) else short
    several = person and len(clear) > 1
    used = names.pop(short)
    for use in used.uses:
        found = meant[use.page]
        target = found[0] if len(found) == 1 else usual
        if target != short or not several:
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
