"""The publisher's recent articles as an index: which words are common in it, and which article a comment fits best.

An archive is a snapshot: it never changes, and is shared between threads. Whoever keeps the articles makes a new one
now and then and passes it in as a fact. It keeps no profiles, only what is here: some megabytes for 500 articles.
"""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rules.profile import ArticleProfile

#: More articles are not kept: the newest count.
LARGEST: Final = 500
#: Of each article the weightiest stems, and of each stem the articles where it weighs most.
STEMS: Final = 160
POSTINGS: Final = 24
#: A posting is one number of 16 bits: the article, and how much the stem weighs there (up to `FULL`).
_WEIGHT_BITS: Final = 7
_STEPS: Final = (1 << _WEIGHT_BITS) - 1
#: From this weight on a stem could not say more of an article: a rare word of its title.
FULL: Final = 3.0
#: Articles as alike as this tell the same story, or the next day's part of it.
ALIKE: Final = 0.2
#: Articles whose surroundings are remembered.
REMEMBERED: Final = 512
#: An archive of so many articles is believed as much as the neutral table is.
BELIEVED: Final = 20


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a comment fits an article of the archive. score: the weight of what they share; words: how many."""

    article_id: str
    title: str
    score: float
    words: int


@dataclass(frozen=True, slots=True)
class Contrast:
    """Where the words of a comment are at home which its article does not have.

    told: for each word, whether another article that tells the same story has it. usual: for each word, in what share
    of the other articles of the same category it stands. elsewhere, near: the article of another category, and of the
    same one, that fits best.
    """

    told: tuple[bool, ...]
    usual: tuple[float, ...]
    elsewhere: Fit | None
    near: Fit | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around one article in the archive.

    own: numbers of the articles that tell its story, itself among them. desk: of the others of its category.
    made_for: a fingerprint of the profile for which this was found.
    """

    own: frozenset[int]
    desk: frozenset[int]
    made_for: tuple[int, float]


class Archive:
    """An index of article profiles: stem -> the articles that speak of it, with its weight there."""

    def __init__(self, profiles: Iterable[ArticleProfile]) -> None:
        """Index the profiles, newest first; those after the first `LARGEST`, and second ones of an id, are left out."""
        kept = list({one.article_id: one for one in reversed(list(profiles))}.values())[::-1][:LARGEST]
        self._articles = [(one.article_id, one.title) for one in kept]
        self._categories = [one.category for one in kept]
        documents = Counter(stem for one in kept for stem in one.topics)
        found: dict[str, list[int]] = {}
        for number, profile in enumerate(kept):
            # The first of equals is taken: the order of the topics is that of the article's words.
            for stem, value in _weightiest(profile):
                found.setdefault(stem, []).append(number << _WEIGHT_BITS | _step(value))
        self._documents = dict(documents)
        self._postings = {
            stem: array("H", sorted(sorted(all_of_them, key=lambda one: -(one & _STEPS))[:POSTINGS]))
            for stem, all_of_them in found.items()
        }
        self._surroundings: dict[str, Surroundings] = {}
        self._norms = [
            math.sqrt(sum((self._rarity(stem) * min(value, FULL)) ** 2 for stem, value in _weightiest(one)))
            for one in kept
        ]

    def __len__(self) -> int:
        """How many articles it knows."""
        return len(self._articles)

    def documents(self, stem: str) -> int:
        """In how many articles a stem stands."""
        return self._documents.get(stem, 0)

    def rarity(self, stems: Iterable[str], neutral: float) -> float:
        """How much a word says of a topic on this site, 0 to 1. neutral: the same by the table for all sites."""
        size = len(self._articles)
        most = max([self._documents.get(stem, 0) for stem in stems], default=0)
        own = 1 - math.log(most + 1) / math.log(size + 2)
        return (BELIEVED * neutral + size * own) / (BELIEVED + size)

    def _rarity(self, stem: str) -> float:
        return 1 - math.log(self._documents.get(stem, 0) + 1) / math.log(len(self._articles) + 2)

    def around(self, profile: ArticleProfile) -> Surroundings:
        """What stands around an article, whether it is in the archive itself or not."""
        known = self._surroundings.get(profile.article_id)
        fingerprint = (len(profile.topics), sum(profile.topics.values()))
        if known is not None and known.made_for == fingerprint:
            return known
        made = Surroundings(*self._around(profile), fingerprint)
        # Threads may both make it: they make the same.
        if len(self._surroundings) >= REMEMBERED:
            self._surroundings = {}
        self._surroundings[profile.article_id] = made
        return made

    def _around(self, profile: ArticleProfile) -> tuple[frozenset[int], frozenset[int]]:
        shared: Counter[int] = Counter()
        norm = 0.0
        for stem, value in _weightiest(profile):
            rarity = self._rarity(stem)
            mine = rarity * min(value, FULL)
            norm += mine * mine
            for posting in self._postings.get(stem, ()):
                shared[posting >> _WEIGHT_BITS] += mine * rarity * (posting & _STEPS) * FULL / _STEPS  # type: ignore[assignment]
        own = {number for number, value in shared.items() if value >= ALIKE * math.sqrt(norm) * self._norms[number]}
        own.update(number for number, (name, _) in enumerate(self._articles) if name == profile.article_id)
        desk = {
            number
            for number, category in enumerate(self._categories)
            if category and category == profile.category and number not in own
        }
        return frozenset(own), frozenset(desk)

    def contrast(self, profile: ArticleProfile, foreign: Sequence[tuple[Collection[str], float]]) -> Contrast:
        """Where the words of a comment are at home which its article does not have.

        foreign: those words, each as its stems and its rarity.
        """
        around = self.around(profile)
        postings, own, desk = self._postings, around.own, around.desk
        scores: dict[int, float] = defaultdict(float)
        counts: Counter[int] = Counter()
        told: list[bool] = []
        usual: list[float] = []
        for stems, rarity in foreign:
            found: dict[int, int] = {}
            for stem in stems:
                for posting in postings.get(stem, ()):
                    number, value = posting >> _WEIGHT_BITS, posting & _STEPS
                    if value > found.get(number, 0):
                        found[number] = value
            told.append(not own.isdisjoint(found))
            usual.append(sum(number in desk for number in found) / len(desk) if desk else 0.0)
            if not told[-1]:
                for number, value in found.items():
                    scores[number] += rarity * value / _STEPS
                    counts[number] += 1
        elsewhere, near = self._best(scores, counts, desk)
        return Contrast(tuple(told), tuple(usual), elsewhere, near)

    def _best(self, scores: Mapping[int, float], counts: Mapping[int, int], desk: frozenset[int]) -> list[Fit | None]:
        """The best fit among articles of other desks, and among those of the same; the newest of equals."""
        best: list[Fit | None] = []
        for same in (False, True):
            number = min(
                (one for one in scores if (one in desk) is same), key=lambda one: (-scores[one], one), default=-1
            )
            best.append(None if number < 0 else Fit(*self._articles[number], scores[number], counts[number]))
        return best


def _weightiest(profile: ArticleProfile) -> list[tuple[str, float]]:
    """The weightiest stems with their weights; of equals those that come first in the article."""
    return sorted(profile.topics.items(), key=lambda one: -one[1])[:STEMS]


def _step(value: float) -> int:
    return max(1, round(min(1.0, value / FULL) * _STEPS))
