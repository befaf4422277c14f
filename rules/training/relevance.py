"""Train the models of the relevance rule: `python -m rules.training.relevance seeds/corpus`.

Off-topic comments are few in the corpus and mostly ask or complain, so comments that clearly speak of their own article
are also shown, with a small weight, under articles of other desks. The archive is simulated by the other articles of
the corpus: by all of them, and by smaller samples, so that what is learnt holds for archives of any size. What the head
weighs comes from models that had not seen the article; it is calibrated on real comments alone.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final
from zlib import crc32

import numpy as np

from rules.archive import Archive
from rules.checks.relevance.features import Comparison, compare, contrasted
from rules.checks.relevance.opinion import pair
from rules.profile import ArticleProfile
from rules.reading import Reading
from rules.text import Text
from rules.training.corpus import LEARN, labelled
from rules.training.digest import stamp
from rules.training.intent import INTENTS, Intended, train_intents
from rules.training.linear import fit
from rules.training.text import FOLDS, Row, fold_of, platt, report, train

CHECK: Final = Path(__file__).parent.parent / "checks" / "relevance"
#: What a misplaced comment weighs beside a real one, for the model of words and for the head.
MISPLACED: Final = 0.05
MISPLACED_HEAD: Final = 0.03
#: From these on a comment clearly speaks of its own article.
CLEARLY_TOPICAL: Final = 4
CLEAR_SHARE: Final = 0.4
NOTHING: Final = Text("")
#: Sizes of the simulated archives beside that of the whole corpus.
SIZES: Final = (30, 12)
STRENGTH: Final = 3e-4
HEAD_STRENGTH: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Shown:
    """A comment under an article. off: does not belong there. real: it stands there in the corpus.

    archived: for each simulated archive what it adds to the measures.
    """

    seen: Comparison
    off: bool
    real: bool
    article: str
    archived: tuple[dict[str, float], ...]
    intent: str = ""
    kind: str = "misplaced"
    spam: bool = False


class Archives:
    """The other articles of the corpus as archives: all of them, and samples that differ from article to article."""

    def __init__(self, profiles: dict[str, ArticleProfile]) -> None:
        self._profiles = profiles
        self._names = sorted(profiles)
        self.whole = Archive(profiles[name] for name in self._names)
        self._samples: dict[tuple[str, int], Archive] = {}

    def sample(self, article: str, size: int) -> Archive:
        """A small archive, always the same one for an article."""
        if (article, size) not in self._samples:
            random = Random(crc32(f"{article} {size}".encode()))  # noqa: S311 (sampling, not secrets)
            chosen = random.sample(self._names, min(size, len(self._names)))
            self._samples[article, size] = Archive(self._profiles[name] for name in chosen)
        return self._samples[article, size]


def shown(folder: Path) -> list[Shown]:
    """The comments in Persian of the splits that models learn from, and the misplaced ones."""
    readings = [
        (reading, label)
        for reading, label in labelled(folder, LEARN)
        if label["language"] in {"fa", "mixed"} and reading.article is not None
    ]
    profiles = {label["article_id"]: reading.article for reading, label in readings if reading.article}
    archives = Archives(profiles)
    random = Random(20261123)  # noqa: S311 (sampling, not secrets)
    found: list[Shown] = []
    for reading, label in readings:
        own = profiles[label["article_id"]]
        seen = compare(reading.text, reading.parent, own)
        around = [archives.whole, *(archives.sample(own.article_id, size) for size in SIZES)]
        archived = tuple(contrasted(seen, own, one)[0] for one in around)
        found.append(
            Shown(
                seen,
                off=not label["relevant"],
                real=True,
                article=own.article_id,
                intent=label["intent"],
                kind=label["kind"],
                spam=label["spam"],
                archived=archived,
            )
        )
        if _clear(seen, label):
            found += _misplaced(reading, [profiles[random.choice(sorted(profiles))] for _ in range(2)], archives.whole)
    return found


def _clear(seen: Comparison, label: dict[str, Any]) -> bool:
    """Whether a comment clearly speaks of its own article."""
    measures = seen.measures
    return bool(
        label["relevant"]
        and not label["spam"]
        and seen.topical >= CLEARLY_TOPICAL
        and measures["share"] > CLEAR_SHARE
        and measures["title"]
    )


def _misplaced(reading: Reading, others: Sequence[ArticleProfile], archive: Archive) -> Iterator[Shown]:
    """A comment under articles of other desks, while its own stands in the archive."""
    own = reading.article
    for other in others:
        if own is not None and other.category != own.category:
            seen = compare(reading.text, NOTHING, other)
            archived = (contrasted(seen, other, archive)[0],) * (1 + len(SIZES))
            yield Shown(seen, off=True, real=False, article=own.article_id, archived=archived)


def train_head(rows: Sequence[Shown], given: Sequence[list[dict[str, float]]]) -> tuple[dict[str, float], Any]:
    """Weigh what the models and an archive say. given: one or more views of each row, each name -> value.

    Gives the head, bias and weights of calibrated log-odds, and rows × views: the log-odds out of fold.
    """
    names = sorted(given[0][0])
    views = [np.array([[one[name] for name in names] for one in view]) for view in given]
    y = np.array([row.off for row in rows], dtype=float)
    weight = np.array([1.0 if row.real else MISPLACED_HEAD for row in rows])
    groups = np.array([fold_of(row.article) for row in rows])
    middle, spread = np.vstack(views).mean(axis=0), np.vstack(views).std(axis=0) + 1e-9
    scaled = [(view - middle) / spread for view in views]

    def fitted(chosen: Any) -> tuple[Any, float]:
        x = np.vstack([view[chosen] for view in scaled])
        return fit(
            x, np.tile(y[chosen], len(views)), np.tile(weight[chosen], len(views)), HEAD_STRENGTH, iterations=300
        )

    scores = np.zeros((len(rows), len(views)))
    for fold in range(FOLDS):
        weights, bias = fitted(groups != fold)
        for number, view in enumerate(scaled):
            scores[groups == fold, number] = view[groups == fold] @ weights + bias
    weights, bias = fitted(groups >= 0)
    real = np.array([row.real for row in rows])
    slope, offset = platt(scores[real].ravel(), np.repeat(y[real], len(views)))
    per_name = weights / spread * slope
    whole = slope * (bias - float((weights * middle / spread).sum())) + offset
    head = {"bias": whole, **dict(zip(names, per_name, strict=True))}
    return {name: round(float(value), 4) for name, value in head.items()}, slope * scores + offset


def main() -> None:
    """Train all three, and say how well comments of unseen articles are told, beside their length alone."""
    corpus = Path(sys.argv[1])
    every = shown(corpus)
    rows = [
        Row(one.seen.words, one.seen.measures, one.off, one.article, 1.0 if one.real else MISPLACED) for one in every
    ]
    intents = train_intents(
        [Intended(row, one.intent) for row, one in zip(rows, every, strict=True)], CHECK / "intent.bin"
    )
    kept = [number for number, one in enumerate(every) if not one.spam]
    manner = train([rows[number] for number in kept], CHECK / "model.bin", strength=STRENGTH, balanced=False)
    comments = [every[number] for number in kept]
    both = [
        pair(float(score), dict(zip(INTENTS, intents[number], strict=True)))
        for score, number in zip(manner, kept, strict=True)
    ]
    alone, scores = train_head(comments, [both])
    views = [
        [{**one, **row.archived[size]} for one, row in zip(both, comments, strict=True)]
        for size in range(1 + len(SIZES))
    ]
    with_archive, archived = train_head(comments, views)
    heads = {"alone": alone, "archive": with_archive}
    (CHECK / "head.json").write_text(json.dumps(heads, indent=1, sort_keys=True) + "\n", "utf-8")
    stamp("relevance", corpus)
    _tell("without an archive", comments, scores[:, 0])
    for number, size in enumerate(("whole", *SIZES)):
        _tell(f"archive, {size}", comments, archived[:, number])
    _tell("length only", comments, np.array([row.seen.measures["words"] for row in comments]))


def _tell(name: str, rows: Sequence[Shown], scores: Any) -> None:
    """Figures out of fold, of real comments; of misplaced ones only how many are held."""
    real = np.array([row.real for row in rows])
    off = np.array([row.off for row in rows])
    low = np.array([row.kind == "lowrel" for row in rows])
    sys.stdout.write(f"{name}: {report(scores[real], off[real])}\n")
    for held in (0.01, 0.015, 0.02):
        threshold = np.quantile(scores[real & ~off], 1 - held)
        sys.stdout.write(
            f"  relevant held {held:.1%}: off-topic {(scores[real & off] > threshold).mean():.3f}, "
            f"low overlap {(scores[real & low] > threshold).mean():.3f}, "
            f"misplaced {(scores[~real] > threshold).mean():.3f}, from {1 / (1 + np.exp(-threshold)):.3f} on\n"
        )
    chance = 1 / (1 + np.exp(-scores[real]))
    bins = np.minimum(4, (chance * 5).astype(int))
    calibrated = (f"{chance[bins == one].mean():.2f}: {off[real][bins == one].mean():.2f}" for one in sorted(set(bins)))
    sys.stdout.write(f"  calibration: {', '.join(calibrated)}\n")


if __name__ == "__main__":
    main()
