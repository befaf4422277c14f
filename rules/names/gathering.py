"""Gathers the names of an article into entities: full names, surnames alone, offices beside a name, quoted names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from rules.names.aliases import Called, called, unite
from rules.names.bodies import Bodies
from rules.names.entity import Entity
from rules.names.finder import name_at
from rules.names.found import DIGITS, Found
from rules.names.people import People, apposed, attach, nameless
from rules.names.shapes import BEGINS, LAST, UNUSUAL
from rules.names.sight import Name, Words
from rules.text import Text

#: How much a mention in the title, the lede and the body weighs.
PLACES: Final = (3.0, 2.0, 1.0)
#: An article speaks of hardly more.
MOST_ENTITIES: Final = 60


def gather(texts: Iterable[Text]) -> tuple[Entity, ...]:
    """The entities of title, lede and body (in this order), weightiest first."""
    parts = [(Words(text), place) for text, place in zip(texts, PLACES, strict=True)]
    people = People()
    bodies = Bodies(parts)
    offices = Found("office")
    aliases: list[Called] = []
    for words, place in parts:
        names = _names(words, bodies)
        for name in names:
            if name.kind == "person":
                people.add(name, words, place)
            elif name.kind != "office":
                bodies.add(name, words, place)
        attach(words, names, people, offices, place)
        aliases += called(words, names)
    people.join()
    organised = bodies.all(people)  # takes from the people what is a body
    found = [*people.all, *organised, *nameless(offices, people)]
    unite(found, aliases)
    spelt = {word.form: " ".join(word.parts) for words, _ in parts for word in words.text.words if len(word.parts) > 1}
    made = _counted(parts, [one.entity(spelt) for one in found])
    return tuple(sorted(made, key=lambda one: (-one.weight, one.kind))[:MOST_ENTITIES])  # equals as they come


def _names(words: Words, bodies: Bodies) -> list[Name]:
    """The names of a text; phrases that are quoted or tags are one name each."""
    found: list[Name] = []
    number = 0
    while number < len(words.forms):
        name = _name(words, number, bodies)
        if name:
            found.append(name)
            number = name.last + 1
        else:
            number += 1
    return found


def _name(words: Words, number: int, bodies: Bodies) -> Name | None:
    beside = apposed(words, number)
    if beside:
        return beside
    name = name_at(words, number) if words.bits[number] & (BEGINS | UNUSUAL) or words.bits[number + 1] & LAST else None
    if name and name.kind == "person" and bodies.phrase_at(words, name.core):
        name = None
    if name is None:
        return bodies.phrase_at(words, number)
    return bodies.whole(words, name) if name.kind not in {"person", "office"} else name


def _counted(parts: Sequence[tuple[Words, float]], entities: list[Entity]) -> Iterator[Entity]:
    """The entities with what every further mention weighs: a surname alone, a body's name, an office of one person."""
    table: dict[str, int] = {}
    for number, one in enumerate(entities):
        for form in (*one.forms, one.name.split()[-1] if one.kind == "person" else one.name):
            if " " not in form:
                table.setdefault(form, number)
    further = [0.0] * len(entities)
    holders = [
        (office, number) for number, one in enumerate(entities) for office in one.offices if one.kind == "person"
    ]
    offices = {office: number for office, number in holders if sum(office == other for other, _ in holders) == 1}
    for words, place in parts:
        for form in words.forms:
            if form in table:
                further[table[form]] += place / 2
            elif form in offices:
                further[offices[form]] += place / 4
    for one, weight in zip(entities, further, strict=True):
        yield replace(one, weight=round(one.weight + weight, DIGITS))
