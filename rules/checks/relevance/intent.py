"""What a comment does: reacts, argues, tells, answers, speaks to the newsroom, of something else, sells, passes on.

A linear model of several classes over the words of a comment as `features` masks them, its pairs of words and
n-grams, and the measures. Plain Python at run time.
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from rules.model import bucket, read_model, word_features

#: One signed byte for each bucket and intent. Those of one bucket are kept as one number, each in a lane of its own, so
#: that adding up the buckets of a text adds up all intents at once.
LANE: Final = 24
_OFFSET: Final = 128
_MASK: Final = (1 << LANE) - 1
REMEMBERED: Final = 1 << 13


class IntentModel:
    """The probabilities of the intents of a comment."""

    def __init__(self, header: dict[str, Any], weights: Sequence[int]) -> None:
        self.intents: tuple[str, ...] = tuple(header["intents"])
        self._bits = int(header["bits"])
        self._longest = int(header["longest"])
        self._scale = float(header["scale"])
        self._bias: list[float] = header["bias"]
        self._dense: dict[str, list[float]] = header["dense"]
        size = 1 << self._bits
        self._lanes = [
            sum((weights[intent * size + at] + _OFFSET) << (LANE * intent) for intent in range(len(self.intents)))
            for at in range(size)
        ]
        self._word = lru_cache(maxsize=REMEMBERED)(self._of_word)

    @classmethod
    def load(cls, path: Path) -> "IntentModel":
        """Load a model. Raises ModelError when the file does not have the digest that its header states."""
        return cls(*read_model(path))

    def _of_word(self, word: str) -> tuple[int, int, int]:
        """The sum of a word's lanes, how many they are, and the checksum with which its pairs begin."""
        lanes, bits = self._lanes, self._bits
        buckets = [bucket(feature, bits) for feature in word_features(word, self._longest)]
        return sum(lanes[one] for one in buckets), len(buckets), crc32(word.encode("utf-8", "surrogatepass"))

    def probabilities(self, words: Sequence[str], measures: Mapping[str, float]) -> dict[str, float]:
        """Intent -> probability; they add up to 1."""
        total = self._sum(words)
        norm = self._scale / math.sqrt(max(1, len(words)))
        scores = [value * norm + bias for value, bias in zip(total, self._bias, strict=True)]
        for name, value in measures.items():
            known = self._dense.get(name)
            if value and known:
                scores = [score + value * one for score, one in zip(scores, known, strict=True)]
        highest = max(scores)
        shares = [math.exp(score - highest) for score in scores]
        whole = sum(shares)
        return {intent: share / whole for intent, share in zip(self.intents, shares, strict=True)}

    def _sum(self, words: Sequence[str]) -> list[int]:
        """The sum of the weights of all features, for each intent."""
        lanes, of_word = self._lanes, self._word
        mask = (1 << self._bits) - 1
        total = count = 0
        before = two_before = -1
        for word in words:
            own, features, checksum = of_word(word)
            total += own
            count += features
            if before >= 0:
                total += lanes[crc32(f" {word}".encode("utf-8", "surrogatepass"), before) & mask]
                count += 1
            if two_before >= 0:
                total += lanes[crc32(f" _ {word}".encode("utf-8", "surrogatepass"), two_before) & mask]
                count += 1
            two_before, before = before, checksum
        return [((total >> (LANE * at)) & _MASK) - _OFFSET * count for at in range(len(self.intents))]
