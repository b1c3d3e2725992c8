"""Who was named before: what surnames and pronouns stand for in an article."""

import re
from collections.abc import Iterable, Mapping

from briefings.readers.quotations import person_names
from briefings.readers.quotations.speakers import Speaker
from briefings.readers.quotations.speech import Words

# Names looked up in the article's text; an article has a handful.
_PERSONS = 200


def full_names(speakers: Iterable[Speaker], text: str, known: Words | None) -> dict[str, str]:
    """Return for each surname the full name that it stands for, where there is only one.

    Args:
        speakers: all that were found in the article.
        text: the article.
        known: the words of its language.
    """
    named = {speaker.text for speaker in speakers if speaker.is_name}
    full: dict[str, set[str]] = {}
    for name in named:
        if " " in name:
            full.setdefault(name.rpartition(" ")[2], set()).add(name)
    for surname in sorted(name for name in named - set(full) if " " not in name)[:_PERSONS]:
        pattern = rf"(?<![\w.])((?:[^\W\d_a-z][\w'’.-]+ ){{1,2}}){re.escape(surname)}\b"
        for match in re.finditer(pattern, text):
            parts = person_names.tokens(match.group())
            if len(parts) < 2 or not all(part.is_capital for part in parts):
                continue
            name = person_names.without_titles(match.group())
            if text[max(match.start() - 4, 0) : match.start()] == " of ":
                # Secretary of State Ann Roe
                name = name.partition(" ")[2]
            first = name.partition(" ")[0]
            if known and " " in name and not person_names.begins_small(first, known):
                full.setdefault(surname, set()).add(name)
    return {surname: names.pop() for surname, names in full.items() if len(names) == 1}


class Memory:
    """Who spoke last: what pronouns stand for."""

    def __init__(self, names: Mapping[str, str], singular: frozenset[str]) -> None:
        self.names = names
        self.singular = singular
        self.persons = {*names.values(), *names}
        self.pronouns: dict[str, str] = {}
        self.last = ""
        self.others = False
        self.since: set[str] = set()
        self.ending = ""

    def read(self, text: str) -> None:
        """Take note of text that was passed: of other persons and of pronouns in it."""
        if not self.last:
            return
        own = {self.last, self.last.rpartition(" ")[2]}
        self.others = (
            self.others
            or any(
                person in text and re.search(rf"(?<!\w){re.escape(person)}(?!\w)", text)
                for person in self.persons - own
            )
            or any(name not in own for name in person_names.titled(text))
        )
        self.since.update(self.singular & set(re.findall(r"\w+", text.casefold())))

    def resolve(self, speaker: Speaker) -> str:
        """Return the name of a speaker; empty where a pronoun could mean several."""
        if speaker.pronoun:
            return self._meant(speaker.pronoun)
        found = self.names.get(speaker.text, speaker.text)
        if speaker.is_name:
            self.last, self.others, self.since = found, False, set()
        return found

    def _meant(self, pronoun: str) -> str:
        if pronoun not in self.singular or not self.last or self.others:
            return ""
        # The other pronoun speaks of someone else.
        if self.since - {pronoun} or self.pronouns.setdefault(self.last, pronoun) != pronoun:
            return ""
        return self.last
