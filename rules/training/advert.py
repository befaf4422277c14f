"""Train the model of the advert rule: `python -m rules.training.advert seeds/corpus`."""

import sys
from pathlib import Path

import numpy as np

from rules.checks.advert.features import count
from rules.training.corpus import labelled
from rules.training.text import Row, report, train

MODEL = Path(__file__).parent.parent / "checks" / "advert" / "model.bin"


def rows(folder: Path, splits: frozenset[str]) -> list[Row]:
    """One row a comment."""
    found = []
    for reading, label in labelled(folder, splits):
        counted = count(reading.text, ())
        found.append(Row(counted.words, counted.measures, label["spam"]))
    return found


def main() -> None:
    """Train on the train split, calibrate on dev."""
    folder = Path(sys.argv[1])
    check = rows(folder, frozenset({"dev"}))
    scores = train(rows(folder, frozenset({"train"})), check, MODEL, bits=14, longest=4, strength=1e-3)
    sys.stdout.write(f"{report(scores, np.array([row.positive for row in check]))}\n")


if __name__ == "__main__":
    main()
