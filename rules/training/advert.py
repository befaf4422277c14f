"""Train the model of the advert rule: `python -m rules.training.advert seeds/corpus`."""

import sys
from pathlib import Path

import numpy as np

from rules.checks.advert.features import count
from rules.training.corpus import labelled
from rules.training.text import LEARN, Row, report, train

MODEL = Path(__file__).parent.parent / "checks" / "advert" / "model.bin"


def rows(folder: Path, splits: frozenset[str]) -> list[Row]:
    """One row a comment."""
    found = []
    for reading, label in labelled(folder, splits):
        counted = count(reading.text, ())
        found.append(Row(counted.words, counted.measures, label["spam"], label["article_id"]))
    return found


def main() -> None:
    """Train, and say how well comments of unseen articles are told."""
    learn = rows(Path(sys.argv[1]), LEARN)
    scores = train(learn, MODEL, strength=1e-3)
    sys.stdout.write(f"{report(scores, np.array([row.positive for row in learn]))}\n")


if __name__ == "__main__":
    main()
