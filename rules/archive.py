"""The publisher's recent articles as an index: which words are common in it, and which article a comment fits best.

An archive is a snapshot: it never changes, and is shared between threads. Whoever keeps the articles makes a new one
now and then and passes it in as a fact.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rules.profile import ArticleProfile

#: More articles are not kept: the newest count.
LARGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a comment fits an article of the archive. score: the weight of what they share."""

    article_id: str
    title: str
    score: float


class Archive:
    """An index of article profiles: stem -> the articles that speak of it, with its weight there."""

    def __init__(self, profiles: Iterable[ArticleProfile]) -> None:
        self._articles: list[tuple[str, str]] = []
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, profile in enumerate(list(profiles)[:LARGEST]):
            self._articles.append((profile.article_id, profile.title))
            for stem, value in profile.topics.items():
                self._postings[stem].append((number, value))

    def __len__(self) -> int:
        """How many articles it knows."""
        return len(self._articles)

    def documents(self, stem: str) -> int:
        """In how many articles a stem stands."""
        return len(self._postings.get(stem, ()))
