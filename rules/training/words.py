"""Rows of hashed n-grams for fitting, kept as two factors: which words a text has, and which n-grams a word has.

A word comes up in hundreds of texts, so the factors are a tenth of the product, and multiplying by one after the other
is as much faster.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse

from rules.model import bucket, ngrams


class WordMatrix:
    """Texts × buckets: counts divided by the square root of the number of words, as `WordModel.score` has them."""

    def __init__(self, texts: Sequence[Sequence[str]], bits: int, longest: int) -> None:
        places: dict[str, int] = {}
        words = [[places.setdefault(word, len(places)) for word in text] for text in texts]
        grams = [[bucket(gram, bits) for gram in ngrams(word, longest)] for word in places]
        self._words = _sparse(words, [1 / math.sqrt(max(1, len(text))) for text in texts], len(places))
        self._grams = _sparse(grams, [1.0] * len(places), 1 << bits)
        self.shape = (len(texts), 1 << bits)

    def __matmul__(self, weights: Any) -> Any:
        """The product with a vector over buckets."""
        return self._words @ (self._grams @ weights)

    @property
    def T(self) -> "_Transposed":  # noqa: N802 (as numpy has it)
        """The transposed matrix; it is only good for multiplying."""
        return _Transposed(self._words.T, self._grams.T)


class _Transposed:
    def __init__(self, words: Any, grams: Any) -> None:
        self._words, self._grams = words, grams

    def __matmul__(self, rows: Any) -> Any:
        """The product with a vector over texts."""
        return self._grams @ (self._words @ rows)


def _sparse(places: Sequence[Sequence[int]], values: Sequence[float], width: int) -> scipy.sparse.csr_matrix:
    """Rows that have their value at each of their places; places that come again add up."""
    lengths = [len(one) for one in places]
    data = np.repeat(np.array(values), lengths)
    columns = np.fromiter((place for one in places for place in one), dtype=np.int64, count=sum(lengths))
    return scipy.sparse.csr_matrix((data, columns, np.cumsum([0, *lengths])), shape=(len(places), width))
