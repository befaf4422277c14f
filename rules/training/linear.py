"""Logistic regression over hashed n-grams, deterministic: the same rows give the same bytes."""

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.optimize
import scipy.sparse

from rules.model import bucket, ngrams, write_model

LARGEST = 127


def matrix(texts: Sequence[Sequence[str]], bits: int, longest: int) -> scipy.sparse.csr_matrix:
    """Rows of hashed n-gram counts, divided by the square root of the number of words."""
    cache: dict[str, list[int]] = {}
    indptr = [0]
    indices: list[int] = []
    data: list[float] = []
    for words in texts:
        counts: Counter[int] = Counter()
        for word in words:
            if word not in cache:
                cache[word] = [bucket(gram, bits) for gram in ngrams(word, longest)]
            counts.update(cache[word])
        norm = math.sqrt(len(words)) if words else 1.0
        indices += counts.keys()
        data += (count / norm for count in counts.values())
        indptr.append(len(indices))
    return scipy.sparse.csr_matrix((np.array(data), np.array(indices), np.array(indptr)), shape=(len(texts), 1 << bits))


def fit(x: Any, y: Any, sample_weight: Any, strength: float, *, iterations: int = 60) -> tuple[Any, float]:
    """L2-regularised logistic regression by L-BFGS. y is 0 or 1. Gives (weights, bias)."""
    sign = np.where(y > 0, 1.0, -1.0)
    total = sample_weight.sum()

    def loss(point: Any) -> tuple[float, Any]:
        weights, bias = point[:-1], point[-1]
        margin = sign * (x @ weights + bias)
        value = (sample_weight * np.logaddexp(0, -margin)).sum() / total + strength * (weights @ weights) / 2
        slope = -sample_weight * sign / (1 + np.exp(np.clip(margin, -50, 50))) / total
        return value, np.append(x.T @ slope + strength * weights, slope.sum())

    start = np.zeros(x.shape[1] + 1)
    found = scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": iterations})
    return found.x[:-1], float(found.x[-1])


def step(weights: Any) -> float:
    """What one unit of a signed byte is worth. Nine digits of it: the last ones depend on the processor."""
    return float(f"{float(np.abs(weights).max()) / LARGEST:.9g}")


def save(  # noqa: PLR0913 (the whole model)
    path: Path, weights: Any, bias: float, *, bits: int, longest: int, about: dict[str, Any]
) -> None:
    """Round the weights to signed bytes and write the model."""
    scale = step(weights)
    whole = np.clip(np.rint(weights / scale), -LARGEST, LARGEST).astype(int)
    header = {"bias": round(bias, 4), "scale": scale, "bits": bits, "longest": longest, **about}
    write_model(path, whole.tolist(), header)
