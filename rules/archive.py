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


#: Numbers of the weightiest stems of an article, and their weights.
_Weightiest = tuple[array[int], array[float]]


class Archive:
    """An index of article profiles: stem -> the articles that speak of it, with its weight there."""

    def __init__(self, profiles: Iterable[ArticleProfile]) -> None:
        """Index the profiles, newest first; those after the first `LARGEST`, and second ones of an id, are left out."""
        self._articles: list[tuple[str, str]] = []
        self._categories: list[str] = []
        # Each stem is kept once, however many articles have it; everything else of it is found by its number.
        self._numbers: dict[str, int] = {}
        self._documents = array("H")
        weightiest: list[_Weightiest] = []
        known: set[str] = set()
        for profile in profiles:  # one by one, and none is kept: a profile is as large as what stays here of thirty
            if len(known) == LARGEST:
                break
            if profile.article_id not in known:
                known.add(profile.article_id)
                self._articles.append((profile.article_id, profile.title))
                self._categories.append(profile.category)
                weightiest.append(self._take(profile))
        self._postings, self._starts = self._index(weightiest)
        self._norms = array("d", (self._norm(*one) for one in weightiest))
        self._surroundings: dict[str, Surroundings] = {}

    def _take(self, profile: ArticleProfile) -> _Weightiest:
        numbers, documents = self._numbers, self._documents
        for stem in profile.topics:
            number = numbers.setdefault(stem, len(documents))
            if number == len(documents):
                documents.append(0)
            documents[number] += 1
        top = _weightiest(profile)
        return array("I", [numbers[stem] for stem, _ in top]), array("d", [value for _, value in top])

    def _index(self, weightiest: Iterable[_Weightiest]) -> tuple[array[int], array[int]]:
        """The postings of all stems one after the other, and where those of each stem begin."""
        found: list[list[int]] = [[] for _ in self._documents]
        for article, (stems, values) in enumerate(weightiest):
            for stem, value in zip(stems, values, strict=True):
                found[stem].append(article << _WEIGHT_BITS | _step(value))
        postings, starts = array("H"), array("I", [0])
        for one in found:
            postings.extend(sorted(sorted(one, key=lambda posting: -(posting & _STEPS))[:POSTINGS]))
            starts.append(len(postings))
        return postings, starts

    def _norm(self, stems: array[int], values: array[float]) -> float:
        rarities = (self._rarity(self._documents[stem]) for stem in stems)
        return math.sqrt(sum((rarity * min(value, FULL)) ** 2 for rarity, value in zip(rarities, values, strict=True)))

    def _posted(self, stem: str) -> Sequence[int]:
        number = self._numbers.get(stem)
        return () if number is None else self._postings[self._starts[number] : self._starts[number + 1]]

    def __len__(self) -> int:
        """How many articles it knows."""
        return len(self._articles)

    def documents(self, stem: str) -> int:
        """In how many articles a stem stands."""
        number = self._numbers.get(stem)
        return 0 if number is None else self._documents[number]

    def rarity(self, stems: Iterable[str], neutral: float) -> float:
        """How much a word says of a topic on this site, 0 to 1. neutral: the same by the table for all sites."""
        size = len(self._articles)
        most = max([self.documents(stem) for stem in stems], default=0)
        own = 1 - math.log(most + 1) / math.log(size + 2)
        return (BELIEVED * neutral + size * own) / (BELIEVED + size)

    def _rarity(self, documents: int) -> float:
        return 1 - math.log(documents + 1) / math.log(len(self._articles) + 2)

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
            rarity = self._rarity(self.documents(stem))
            mine = rarity * min(value, FULL)
            norm += mine * mine
            for posting in self._posted(stem):
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
        own, desk = around.own, around.desk
        scores: dict[int, float] = defaultdict(float)
        counts: Counter[int] = Counter()
        told: list[bool] = []
        usual: list[float] = []
        for stems, rarity in foreign:
            found: dict[int, int] = {}
            for stem in stems:
                for posting in self._posted(stem):
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
