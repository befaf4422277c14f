"""The words of this trade: whom an article speaks of, and which words of a comment speak of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that an article speaks of.

    kind: "person", "body", "team" (a body that plays), "thing" (a film, a car, a medicine: whatever has a name and is
    nobody) or "office" (somebody whom the article does not name: «دادستان»).
    name: the fullest form. forms: all that it is called, the name first, nicknames and acronyms too; words joined by
    spaces, folded, without half-spaces; a form with a half-space also stands there in two words. offices: what the
    article calls a person («مدیرعامل», and the whole of it: «مدیرعامل شرکت»); of a body the words before its name
    («شرکت»).
    weight: how much the article is about it.
    """

    kind: str
    name: str
    forms: tuple[str, ...]
    offices: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Mention:
    """Words [first, last] of a comment that speak of somebody.

    entity: index in the article's entities, or None for somebody whom the article does not name, or where it cannot be
    told who is meant.
    kind: "person", "body", "team", "thing", "office", or "group" (more than one: «مسئولان», «اینا»).
    how: what it is done by.
        "name": a full name, or any name that the article does not have; "short": a part of a name, a first name, a
        spelling of it with one mistake; "office" («مدیرعامل», «مدیرعاملشون»); "description": somebody pointed at
        («این مدیرعامل», «همین شرکت», «آقای رئیس», «یارو», «شرکت» of an article about one); "kin": somebody by whom they
        belong to («داماد وزیر», «پسرش»), the entity being the other; "pronoun" («ایشون», «او», «خودش»);
        "address" («شما», «خودتون»): the person mentioned last, else the one whom the article is mostly about;
        "ending": only the ending of a word speaks to somebody («می‌خورید», «جیبتون»);
        "generic": nobody in particular («همه‌شون», «یه عده», «مسئولان»), and «اینا», «جیبشون», where the entity is the
        body or person that the article is mostly about: who can say whether they are meant.
    """

    entity: int | None
    kind: str
    how: str
    first: int
    last: int


def to_rows(entities: Iterable[Entity]) -> list[Any]:
    """Entities as values that JSON knows."""
    return [[one.kind, one.name, list(one.forms), list(one.offices), one.weight] for one in entities]


def from_rows(rows: Iterable[Sequence[Any]]) -> tuple[Entity, ...]:
    """Read what `to_rows` wrote."""
    return tuple(Entity(row[0], row[1], tuple(row[2]), tuple(row[3]), row[4]) for row in rows)
