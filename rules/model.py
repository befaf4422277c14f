"""Small trained scorers: load, check the digest, score. Plain Python at run time.

A model is linear over hashed character n-grams of words. Its score is a sum over words, so each word's share is
remembered, and divided by the square root of the number of words, so that long texts count as surer but not as
hopelessly so. File: one line of JSON (the header), then one signed byte per bucket.
"""

import hashlib
import json
import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from zlib import crc32

#: Longer words are cut, so that the cost of a word is bounded.
LONGEST_WORD: Final = 24


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
        head, _, body = path.read_bytes().partition(b"\n")
        header = json.loads(head)
        if hashlib.sha256(body).hexdigest() != header["sha256"]:
            message = f"{path.name}: digest does not match"
            raise ModelError(message)
        weights = array("b")
        weights.frombytes(body)
        return cls(header, weights)

    def _word(self, word: str) -> float:
        weights, bits = self._weights, self._bits
        return sum(weights[bucket(gram, bits)] for gram in ngrams(word, self._longest)) * self._scale

    def score(self, words: Sequence[str]) -> float:
        """The log-odds of a text given as words; 0 for no words."""
        if not words:
            return 0.0
        return sum(map(self.word, words)) / math.sqrt(len(words)) + self.bias


def write_model(path: Path, weights: Iterable[int], header: dict[str, Any]) -> None:
    """Write a model file; the header gets the digest of the weights."""
    body = array("b", weights).tobytes()
    head = json.dumps({**header, "sha256": hashlib.sha256(body).hexdigest()}, sort_keys=True)
    path.write_bytes(head.encode() + b"\n" + body)
