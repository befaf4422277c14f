"""Whom an article speaks of, and which words of a comment speak of them.

Found once per article and kept with its profile: a comment is compared with it in some microseconds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rules.names.finder import find_names
from rules.text import Text

#: How much a mention in the title, the lede and the body weighs.
PLACES = (3.0, 2.0, 1.0)


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that an article speaks of.

    kind: "person", "body" or "office". name: the fullest form. forms: how else it is called, words joined by spaces,
    folded. offices: what the article calls it («مدیرعامل»). weight: how much the article is about it.
    """

    kind: str
    name: str
    forms: tuple[str, ...]
    offices: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Mention:
    """Words [first, last] of a comment that speak of somebody.

    entity: index in the article's entities, or None for somebody whom the article does not name.
    kind: "person", "body", "office". how: "name", "short" (a part of the name), "office", "description"
    («این مدیرعامل»), "pronoun" («ایشون»), "address" («شما»).
    """

    entity: int | None
    kind: str
    how: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of an article, weightiest first."""

    all: tuple[Entity, ...] = ()

    @classmethod
    def of(cls, texts: Iterable[Text]) -> "Entities":
        """The entities of title, lede and body, in this order."""
        found: dict[tuple[str, str], float] = {}
        for text, place in zip(texts, PLACES, strict=True):
            for name in find_names(text):
                found[name.kind, name.form] = found.get((name.kind, name.form), 0.0) + place
        ranked = sorted(found.items(), key=lambda one: (-one[1], one[0]))
        return cls(tuple(Entity(kind, form, (form,), (), weight) for (kind, form), weight in ranked))

    def mentions(self, text: Text) -> list[Mention]:
        """Who is spoken of in a comment, in order."""
        index = {form: number for number, entity in enumerate(self.all) for form in entity.forms}
        return [Mention(index.get(name.form), name.kind, "name", name.first, name.last) for name in find_names(text)]

    def to_json(self) -> list[Any]:
        """As values that JSON knows."""
        return [[one.kind, one.name, list(one.forms), list(one.offices), one.weight] for one in self.all]

    @classmethod
    def from_json(cls, rows: Iterable[Mapping[int, Any]]) -> "Entities":
        """Read what `to_json` wrote."""
        return cls(tuple(Entity(row[0], row[1], tuple(row[2]), tuple(row[3]), row[4]) for row in rows))
