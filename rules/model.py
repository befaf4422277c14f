"""Small trained scorers: load, check the digest, score. Plain Python at run time.

A model is linear over hashed character n-grams of words. Its score is a sum over words, so each word's share is
remembered, and divided by the square root of the number of words, so that long texts count as surer but not as
hopelessly so. File: one line of JSON (the header), then one signed byte per bucket.
"""

import hashlib
import json
import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from rules.vocabulary import Span

#: Longer words are cut, so that the cost of a word is bounded.
LONGEST_WORD: Final = 24


@dataclass(frozen=True, slots=True)
class Seen:
    """What a TextModel sees of a stretch of text. measures: name -> value. span: in the original."""

    words: tuple[str, ...]
    measures: dict[str, float]
    span: Span


class ModelError(ValueError):
    """A model file is damaged."""


def ngrams(word: str, longest: int) -> Iterator[str]:
    """The word itself, marked, and its character n-grams up to `longest`, with its edges marked."""
    marked = f"<{word[:LONGEST_WORD]}>"
    yield f"={marked}"
    for length in range(1, longest + 1):
        for start in range(len(marked) - length + 1):
            yield marked[start : start + length]


def bucket(feature: str, bits: int) -> int:
    """The bucket of a feature among 2**bits."""
    return crc32(feature.encode("utf-8", "surrogatepass")) & ((1 << bits) - 1)


class WordModel:
    """A linear model over words. `score` is a log-odds; above 0 speaks for the class that was trained as positive."""

    def __init__(self, header: dict[str, Any], weights: array[int]) -> None:
        self.bias = float(header["bias"])
        self._scale = float(header["scale"])
        self._bits = int(header["bits"])
        self._longest = int(header["longest"])
        self._weights = weights
        self.word = lru_cache(maxsize=1 << 15)(self._word)

    @classmethod
    def load(cls, path: Path) -> "WordModel":
        """Load a model. Raises ModelError when the file does not have the digest that its header states."""
        header, weights = read_model(path)
        return cls(header, weights)

    def _word(self, word: str) -> float:
        weights, bits = self._weights, self._bits
        return sum(weights[bucket(gram, bits)] for gram in ngrams(word, self._longest)) * self._scale

    def score(self, words: Sequence[str]) -> float:
        """The log-odds of a text given as words; 0 for no words."""
        if not words:
            return 0.0
        return sum(map(self.word, words)) / math.sqrt(len(words)) + self.bias


def read_model(path: Path) -> tuple[dict[str, Any], array[int]]:
    """The header and the weights of a model file. Raises ModelError when it is damaged."""
    head, _, body = path.read_bytes().partition(b"\n")
    try:
        header = json.loads(head)
        stated = header["sha256"]
    except (ValueError, TypeError, KeyError) as error:
        message = f"{path.name}: no header"
        raise ModelError(message) from error
    if hashlib.sha256(body).hexdigest() != stated:
        message = f"{path.name}: digest does not match"
        raise ModelError(message)
    weights = array("b")
    weights.frombytes(body)
    return header, weights


def write_model(path: Path, weights: Iterable[int], header: dict[str, Any]) -> None:
    """Write a model file; the header gets the digest of the weights."""
    body = array("b", weights).tobytes()
    head = json.dumps({**header, "sha256": hashlib.sha256(body).hexdigest()}, sort_keys=True)
    path.write_bytes(head.encode() + b"\n" + body)


class TextModel:
    """A linear model over words, pairs of words, character n-grams and a few measured features of a short text.

    `probability` is calibrated on the development split (Platt's method); the header names the measured features.
    """

    def __init__(self, header: dict[str, Any], weights: array[int]) -> None:
        self._bias = float(header["bias"])
        self._scale = float(header["scale"])
        self._bits = int(header["bits"])
        self._longest = int(header["longest"])
        self._dense: dict[str, float] = header["dense"]
        self._slope, self._offset = header["platt"]
        self._weights = weights
        self._word = lru_cache(maxsize=1 << 15)(self._of_word)

    @classmethod
    def load(cls, path: Path) -> "TextModel":
        """Load a model. Raises ModelError when the file does not have the digest that its header states."""
        header, weights = read_model(path)
        return cls(header, weights)

    def _of_word(self, word: str) -> tuple[int, int, bytes, bytes]:
        """The sum of a word's own weights, and what it brings to its pairs: see `_pieces`."""
        weights, bits = self._weights, self._bits
        return (sum(weights[bucket(feature, bits)] for feature in word_features(word, self._longest)), *_pieces(word))

    def score(self, words: Sequence[str], dense: Mapping[str, float]) -> float:
        """The log-odds before calibration."""
        if not words:
            return self._bias
        weights, of_word = self._weights, self._word
        mask = (1 << self._bits) - 1
        # crc32 goes on from where it stood: the same buckets as pair_features gives, without building the pairs.
        total, before, _, _ = of_word(words[0])
        two_before = -1
        for word in words[1:]:
            own, head, next_to, after_next = of_word(word)
            total += own + weights[crc32(next_to, before) & mask]
            if two_before >= 0:
                total += weights[crc32(after_next, two_before) & mask]
            two_before, before = before, head
        known = self._dense
        return (
            total * self._scale / math.sqrt(len(words))
            + sum(value * known[name] for name, value in dense.items() if name in known)
            + self._bias
        )

    def probability(self, words: Sequence[str], dense: Mapping[str, float]) -> float:
        """The calibrated probability of the positive class, 0 to 1."""
        return self.calibrated(self.score(words, dense))

    def calibrated(self, score: float) -> float:
        """The probability that a score stands for, 0 to 1."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self._slope * score + self._offset))))


@lru_cache(maxsize=1 << 15)
def _pieces(word: str) -> tuple[int, bytes, bytes]:
    """What a word brings to its pairs: its checksum as their beginning, and its bytes as their two kinds of end."""
    return (
        crc32(word.encode("utf-8", "surrogatepass")),
        f" {word}".encode("utf-8", "surrogatepass"),
        f" _ {word}".encode("utf-8", "surrogatepass"),
    )


def word_features(word: str, longest: int) -> Iterator[str]:
    """A word, and its character n-grams of three letters and more with its edges marked. A mask «@…» is only itself."""
    yield f"={word[:LONGEST_WORD]}"
    if word.startswith("@"):
        return
    marked = f"<{word[:LONGEST_WORD]}>"
    for length in range(3, longest + 1):
        for start in range(len(marked) - length + 1):
            yield marked[start : start + length]


def pair_features(words: Sequence[str]) -> Iterator[str]:
    """Neighbours, and words with one word between them."""
    for left, right in pairwise(words):
        yield f"{left} {right}"
    for left, right in zip(words, words[2:], strict=False):
        yield f"{left} _ {right}"
