"""Train the clause model of the insult rule: `python -m rules.training.insult seeds/corpus`."""

import sys
from pathlib import Path

from rules.checks.insult.features import clauses
from rules.training.text import train_clauses

MODEL = Path(__file__).parent.parent / "checks" / "insult" / "model.bin"

if __name__ == "__main__":
    train_clauses("insult", clauses, Path(sys.argv[1]), MODEL, strength=3e-4)
