"""Fit a `rules.model.TextModel`: words, pairs, n-grams and measures, then Platt's calibration on other rows."""

import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
import scipy.optimize
import scipy.sparse

from rules.model import Seen, bucket, pair_features, word_features, write_model
from rules.profile import ArticleProfile
from rules.reading import Reading
from rules.submission import Submission
from rules.training.corpus import LEARN, labelled
from rules.training.linear import LARGEST, fit, step
from rules.vocabulary import Article

BITS: Final = 15
LONGEST: Final = 5
FOLDS: Final = 5
ITERATIONS: Final = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One training row: words and measures as the check sees them, label, article, its weight (1: a real row)."""

    words: Sequence[str]
    measures: Mapping[str, float]
    positive: bool
    article: str
    weight: float = 1.0


def sparse(rows: Sequence[Row], names: Sequence[str], bits: int, longest: int) -> Any:
    """Rows × buckets, then measures: counts of hashed features divided by the square root of the number of words."""
    indptr = [0]
    indices: list[int] = []
    data: list[float] = []
    for row in rows:
        counts: Counter[int] = Counter()
        for word in row.words:
            counts.update(bucket(feature, bits) for feature in word_features(word, longest))
        counts.update(bucket(pair, bits) for pair in pair_features(row.words))
        norm = math.sqrt(len(row.words)) if row.words else 1.0
        indices += counts.keys()
        data += (count / norm for count in counts.values())
        for number, name in enumerate(names):
            value = row.measures.get(name, 0.0)
            if value:
                indices.append((1 << bits) + number)
                data.append(value)
        indptr.append(len(indices))
    shape = (len(rows), (1 << bits) + len(names))
    return scipy.sparse.csr_matrix((np.array(data), np.array(indices), np.array(indptr)), shape=shape)


def train(  # noqa: PLR0913 (the whole model)
    rows: Sequence[Row],
    path: Path,
    *,
    strength: float,
    bits: int = BITS,
    longest: int = LONGEST,
    balanced: bool = True,
) -> Any:
    """Fit on all rows and write the model; gives the score of each row by a model that had not seen its article.

    balanced: whether positive rows count half as much as the others together, however few they are.
    Those scores calibrate the model (Platt), so that no split has to be kept back from a small corpus. Which of them
    are the corpus' own test split is the caller's business: it never hands those over.
    """
    names = sorted({name for row in rows for name in row.measures})
    x = sparse(rows, names, bits, longest)
    y = np.array([row.positive for row in rows], dtype=float)
    weight = np.array([row.weight for row in rows])
    if balanced:
        weight[y == 1] *= 0.5 * weight[y == 0].sum() / weight[y == 1].sum()
    groups = np.array([fold_of(row.article) for row in rows])
    scores = np.zeros(len(rows))
    for fold in range(FOLDS):
        seen = groups != fold
        weights, bias = fit(x[seen], y[seen], weight[seen], strength, iterations=ITERATIONS)
        scores[~seen] = x[~seen] @ weights + bias
    weights, bias = fit(x, y, weight, strength, iterations=ITERATIONS)
    hashed, dense = weights[: 1 << bits], weights[1 << bits :]
    scale = step(hashed)
    whole = np.clip(np.rint(hashed / scale), -LARGEST, LARGEST)
    real = np.array([row.weight == 1.0 for row in rows])
    slope, offset = platt(scores[real], y[real])
    header = {
        "bias": round(bias, 4),
        "scale": scale,
        "bits": bits,
        "longest": longest,
        "dense": {name: round(float(value), 4) for name, value in zip(names, dense, strict=True)},
        "platt": [round(slope, 4), round(offset, 4)],
        "rows": len(rows),
    }
    write_model(path, whole.astype(int).tolist(), header)
    return scores


def fold_of(article: str) -> int:
    """The fold in which an article is judged by a model that has not seen it."""
    return crc32(article.encode()) % FOLDS


def platt(scores: Any, y: Any) -> tuple[float, float]:
    """Slope and offset that turn scores into probabilities."""

    def loss(point: Any) -> float:
        margin = np.where(y > 0, 1.0, -1.0) * (point[0] * scores + point[1])
        return float(np.logaddexp(0, -margin).sum() + 0.01 * (point[0] - 1) ** 2)

    found = scipy.optimize.minimize(loss, np.array([1.0, 0.0]), method="L-BFGS-B")
    return float(found.x[0]), float(found.x[1])


def report(scores: Any, positive: Any) -> str:
    """Area under the curve, and recall at some precisions, for the log."""
    order = np.argsort(-scores, kind="stable")
    hits = positive[order].astype(float)
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    recall = np.cumsum(hits) / hits.sum()
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores, kind="stable")] = np.arange(1, len(scores) + 1)
    n = hits.sum()
    auc = (ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(scores) - n))
    at = {p: float(recall[precision >= p].max(initial=0.0)) for p in (0.8, 0.85, 0.9, 0.95)}
    return f"AUC {auc:.3f}  " + "  ".join(f"recall at precision {p}: {value:.3f}" for p, value in at.items())


def train_clauses(  # noqa: PLR0913 (what is learnt from, and how)
    label: str,
    clauses: Callable[[Reading], Iterable[Seen]],
    folder: Path,
    path: Path,
    *,
    strength: float,
    bits: int = BITS,
    longest: int = LONGEST,
    prose: float = 0.0,
) -> None:
    """Train a clause model, and say how well each comment's strongest clause tells, by models that had not seen it.

    A clause is positive when it touches a marked span of a comment that carries the label. prose: what a clause of the
    articles themselves, which are clean, weighs beside one of a comment (below 1, so that it does not calibrate).
    """
    comments: list[str] = []
    rows: list[Row] = []
    articles: dict[str, tuple[Article, ArticleProfile]] = {}
    for reading, labels in labelled(folder, LEARN):
        spans = labels["spans"] if labels[label] else []
        if reading.submission.article is not None and reading.article is not None:
            articles[labels["article_id"]] = (reading.submission.article, reading.article)
        for clause in clauses(reading):
            positive = any(clause.span[0] < end and start < clause.span[1] for start, end in spans)
            comments.append(labels["id"])
            rows.append(Row(clause.words, clause.measures, positive, labels["article_id"]))
    background = [row for one in articles.values() for row in _prose(*one, clauses, prose)] if prose else []
    scores = train([*rows, *background], path, strength=strength, bits=bits, longest=longest)[: len(rows)]
    sys.stdout.write(f"clauses:  {report(scores, np.array([row.positive for row in rows]))}\n")
    best: dict[str, tuple[float, bool]] = {}
    for comment, row, score in zip(comments, rows, scores, strict=True):
        before = best.get(comment, (-math.inf, False))
        best[comment] = (max(before[0], float(score)), before[1] or row.positive)
    whole = np.array([score for score, _ in best.values()])
    sys.stdout.write(f"comments: {report(whole, np.array([positive for _, positive in best.values()]))}\n")


def _prose(
    article: Article, profile: ArticleProfile, clauses: Callable[[Reading], Iterable[Seen]], weight: float
) -> Iterator[Row]:
    """The clauses of an article as clean rows."""
    for text in (article.title, article.lede, article.body):
        for clause in clauses(Reading(Submission(text), profile)):
            yield Row(clause.words, clause.measures, positive=False, article=article.article_id, weight=weight)
