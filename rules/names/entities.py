"""Whom an article speaks of, and which words of a comment speak of them.

Found once per article and kept with its profile: a comment is compared with it in some microseconds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rules.names.entity import Entity, Mention, from_rows, to_rows
from rules.names.gathering import gather
from rules.names.index import Index
from rules.names.mentions import find_mentions
from rules.text import Text


@dataclass(frozen=True)
class Entities:
    """The entities of an article, weightiest first."""

    all: tuple[Entity, ...] = ()

    @classmethod
    def of(cls, texts: Iterable[Text]) -> "Entities":
        """The entities of title, lede and body, in this order."""
        return cls(gather(texts))

    @cached_property
    def index(self) -> Index:
        """The entities by word: made at the first comment, neither compared nor stored."""
        return Index(self.all)

    @property
    def person(self) -> int | None:
        """Which entity is the person whom the article is mostly about, or None."""
        return self.index.person

    @property
    def body(self) -> int | None:
        """Which entity is the body (or team) that the article is mostly about, or None."""
        return self.index.body

    def mentions(self, text: Text) -> list[Mention]:
        """Who is spoken of in a comment, in order; none within another."""
        return find_mentions(text, self.index)

    def to_json(self) -> list[Any]:
        """As values that JSON knows."""
        return to_rows(self.all)

    @classmethod
    def from_json(cls, rows: Iterable[Sequence[Any]]) -> "Entities":
        """Read what `to_json` wrote."""
        return cls(from_rows(rows))
