"""Train the clause model of the insult rule: `python -m rules.training.insult seeds/corpus`."""

import sys
from pathlib import Path
from typing import Final

from rules.checks.insult.features import clauses
from rules.training.digest import stamp
from rules.training.text import train_clauses

MODEL: Final = Path(__file__).parent.parent / "checks" / "insult" / "model.bin"
#: Chosen on clean texts of other kinds (shops, books, news), which a weaker penalty finds insulting more often.
STRENGTH: Final = 6e-4
BITS: Final = 16
LONGEST: Final = 4
#: A clause of an article, our own prose and no insult, weighs nearly as much as one of a comment.
PROSE: Final = 0.9


def main(corpus: Path) -> None:
    """Train, and say how well comments of unseen articles are told."""
    train_clauses("insult", clauses, corpus, MODEL, strength=STRENGTH, bits=BITS, longest=LONGEST, prose=PROSE)
    stamp("insult", corpus)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
