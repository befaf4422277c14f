"""Train the model of intents: what a comment does. Called by `rules.training.relevance`, whose rows it shares."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import scipy.optimize

from rules.model import write_model
from rules.training.linear import LARGEST, step
from rules.training.text import FOLDS, Row, fold_of, sparse

INTENTS: Final = ("reaction", "opinion", "anecdote", "reply", "newsroom", "elsewhere", "advert", "chain")
BITS: Final = 14
LONGEST: Final = 4
STRENGTH: Final = 3e-4
ITERATIONS: Final = 120


@dataclass(frozen=True, slots=True)
class Intended:
    """A training row with the intent of the comment, or "" where none is given: then it is only judged."""

    row: Row
    intent: str


def train_intents(given: Sequence[Intended], path: Path) -> Any:
    """Fit on all rows with an intent and write the model.

    Gives rows × intents: the probabilities of each row by a model that had not seen its article.
    """
    names = sorted({name for one in given for name in one.row.measures})
    x = sparse([one.row for one in given], names, BITS, LONGEST)
    label = np.array([INTENTS.index(one.intent) if one.intent else -1 for one in given])
    groups = np.array([fold_of(one.row.article) for one in given])
    scores = np.zeros((len(given), len(INTENTS)))
    for fold in range(FOLDS):
        seen = (groups != fold) & (label >= 0)
        weights, bias = _fit(x[seen], label[seen])
        scores[groups == fold] = x[groups == fold] @ weights + bias
    chosen = label >= 0
    weights, bias = _fit(x[chosen], label[chosen])
    _write(path, names, weights, bias, rows=int(chosen.sum()))
    scores -= scores.max(axis=1, keepdims=True)
    shares = np.exp(scores)
    shares /= shares.sum(axis=1, keepdims=True)
    _report(shares[chosen].argmax(axis=1), label[chosen])
    return shares


def _fit(x: Any, label: Any) -> tuple[Any, Any]:
    """L2-regularised multinomial logistic regression by L-BFGS. Gives (columns × intents, intents)."""
    rows, columns = x.shape
    wanted = np.zeros((rows, len(INTENTS)))
    wanted[np.arange(rows), label] = 1
    transposed = x.T.tocsr()

    def loss(point: Any) -> tuple[float, Any]:
        table = point.reshape(columns + 1, len(INTENTS))
        scores = x @ table[:-1] + table[-1]
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        value = -np.log(shares[np.arange(rows), label] + 1e-12).mean() + STRENGTH * (table[:-1] ** 2).sum() / 2
        rest = (shares - wanted) / rows
        return float(value), np.vstack([transposed @ rest + STRENGTH * table[:-1], rest.sum(axis=0)]).ravel()

    start = np.zeros((columns + 1) * len(INTENTS))
    found = scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS})
    table = found.x.reshape(columns + 1, len(INTENTS))
    return table[:-1], table[-1]


def _write(path: Path, names: Sequence[str], weights: Any, bias: Any, *, rows: int) -> None:
    """Intent after intent, each with one signed byte for each bucket."""
    hashed, dense = weights[: 1 << BITS], weights[1 << BITS :]
    scale = step(hashed)
    whole = np.clip(np.rint(hashed / scale), -LARGEST, LARGEST).astype(int)
    header = {
        "intents": INTENTS,
        "bits": BITS,
        "longest": LONGEST,
        "scale": scale,
        "bias": [round(float(one), 4) for one in bias],
        "dense": {name: [round(float(one), 4) for one in row] for name, row in zip(names, dense, strict=True)},
        "rows": rows,
    }
    write_model(path, whole.T.ravel().tolist(), header)


def _report(found: Any, label: Any) -> None:
    """Accuracy, and how often each intent (row) is taken for which (column), out of fold."""
    sys.stdout.write(f"intents: accuracy {(found == label).mean():.3f} of {len(label)}\n")
    table = np.zeros((len(INTENTS), len(INTENTS)), dtype=int)
    np.add.at(table, (label, found), 1)
    for intent, counts in zip(INTENTS, table, strict=True):
        recall = counts[INTENTS.index(intent)] / max(1, counts.sum())
        sys.stdout.write(f"  {intent:10}{' '.join(f'{count:5}' for count in counts)}   recall {recall:.2f}\n")
