"""Train the clause model of the accusation rule: `python -m rules.training.accusation seeds/corpus`."""

import sys
from pathlib import Path

from rules.checks.accusation.features import clauses
from rules.training.text import train_clauses

MODEL = Path(__file__).parent.parent / "checks" / "accusation" / "model.bin"

if __name__ == "__main__":
    train_clauses("accusation", clauses, Path(sys.argv[1]), MODEL, strength=3e-4)
