"""Train the clause model of the accusation rule: `python -m rules.training.accusation seeds/corpus`."""

import sys
from pathlib import Path

from rules.checks.accusation.features import clauses
from rules.training.corpus import labelled
from rules.training.text import Row, train_clauses

MODEL = Path(__file__).parent.parent / "checks" / "accusation" / "model.bin"


def rows(folder: Path, splits: frozenset[str]) -> list[tuple[str, Row]]:
    """One row a clause; a clause is positive when it touches a marked accusation."""
    found = []
    for reading, label in labelled(folder, splits):
        spans = [tuple(span) for span in label["spans"]] if label["accusation"] else []
        for clause in clauses(reading):
            positive = any(clause.span[0] < end and start < clause.span[1] for start, end in spans)
            found.append((label["id"], Row(clause.words, clause.measures, positive, label["article_id"])))
    return found


if __name__ == "__main__":
    train_clauses(rows, Path(sys.argv[1]), MODEL, strength=3e-4)
