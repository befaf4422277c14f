"""Looks up the words of a comment among an article's entities: names in all their spellings, offices, bodies' words."""

from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from rules.names.endings import CLITICS, LONGEST_CLITIC
from rules.names.entity import Entity
from rules.names.gazetteer import listed
from rules.names.shapes import COMMON, GIVEN, SURNAME, UNUSUAL, shape

#: A surname of so many letters is found with one mistake in it.
LONG_NAME: Final = 6
#: So many letters of a name are looked at to see whether a word may be it with an ending.
HEAD: Final = 3
_SHORTEST_BASE: Final = 3

#: What follows a word of an entity's form, the entity, how it is mentioned.
Entry = tuple[tuple[str, ...], int, str]


class Index:
    """The entities of an article, by word.

    words: first word of a form -> what it may be. heads, by_letter: where spellings are looked for.
    ordinary: names of persons that are ordinary words, so that only «سحر خانم» is somebody.
    person, body, man, woman: the weightiest, or None. offices: first word of an office -> the rest and who has it.
    """

    __slots__ = ("body", "by_letter", "heads", "kinds", "man", "offices", "ordinary", "person", "woman", "words")

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.kinds = tuple(one.kind for one in entities)
        self.words: dict[str, tuple[Entry, ...]] = {}
        self.heads: dict[str, list[str]] = {}
        self.by_letter: dict[str, list[str]] = {}
        self.ordinary: dict[str, int] = {}
        self.offices: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self.person = self._first(("person",))
        self.body = self._first(("body", "team"))
        self.man, self.woman = self._genders(entities)
        found: dict[str, list[Entry]] = {}
        for number, one in enumerate(entities):
            self._add(number, one, found)
        for first, entries in found.items():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[1]))
            self.words[first] = tuple(entries)
        for first in self.words:
            if len(first) >= _SHORTEST_BASE:
                self.heads.setdefault(first[:HEAD], []).append(first)
            if len(first) >= LONG_NAME and shape(first) & UNUSUAL:
                self.by_letter.setdefault(first[0], []).append(first)

    def _first(self, kinds: tuple[str, ...]) -> int | None:
        return next((number for number, kind in enumerate(self.kinds) if kind in kinds), None)

    @staticmethod
    def _genders(entities: Sequence[Entity]) -> tuple[int | None, int | None]:
        """The weightiest man and woman."""
        women = listed("given women")
        people = [(number, one.name.split()[0] in women) for number, one in enumerate(entities) if one.kind == "person"]
        man = next((number for number, woman in people if not woman), None)
        return man, next((number for number, woman in people if woman), None)

    def _add(self, number: int, one: Entity, found: dict[str, list[Entry]]) -> None:
        words_of_name = len(one.name.split())
        for form in one.forms:
            words = tuple(form.split())
            if one.kind == "office":
                continue
            if len(words) == 1 and words_of_name > 1 and _too_ordinary(words[0]):
                if one.kind == "person":
                    self.ordinary.setdefault(words[0], number)
                continue
            how = "short" if one.kind == "person" and len(words) < words_of_name else "name"
            entries = found.setdefault(words[0], [])
            if all(entry[0] != words[1:] for entry in entries):
                entries.append((words[1:], number, how))
            joined = "".join(words)
            if len(words) > 1 and joined not in found:
                found[joined] = [((), number, how)]
        for office in one.offices:
            words = tuple(office.split())
            self.offices.setdefault(words[0], []).append((words[1:], number))

    def office(self, head: str, following: tuple[str, ...]) -> int | None:
        """Who has an office: the only one, or the one whose office goes on as the comment does."""
        holders = self.offices.get(head, ())
        numbers = {number for _, number in holders}
        if len(numbers) == 1:
            return next(iter(numbers))
        fitting = {number for rest, number in holders if rest and following[: len(rest[:1])] == rest[:1]}
        return next(iter(fitting)) if len(fitting) == 1 else None

    def body_called(self, head: str) -> int | None:
        """The weightiest body that the article calls by a word («باشگاه»)."""
        numbers = [number for _, number in self.offices.get(head, ()) if self.kinds[number] in {"body", "team"}]
        return min(numbers, default=None)

    def variant(self, form: str) -> str:
        """The first word of a name of which a word is another spelling or has an ending («راستین‌فرو»); or nothing."""
        for name in self.heads.get(form[:HEAD], ()):
            rest = form[len(name) :]
            if rest and len(rest) <= LONGEST_CLITIC and form.startswith(name) and rest in CLITICS:
                return name
        if len(form) >= LONG_NAME:
            for name in self.by_letter.get(form[0], ()):
                if abs(len(name) - len(form)) <= 1 and DamerauLevenshtein.distance(name, form, score_cutoff=1) <= 1:
                    return name
        return ""


def _too_ordinary(form: str) -> bool:
    """Whether a word is read as an ordinary one even where somebody in the news is called so."""
    bits = shape(form)
    return bool(bits & COMMON) and not bits & (GIVEN | SURNAME)
