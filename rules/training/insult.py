"""Train the clause model of the insult rule: `python -m rules.training.insult seeds/corpus`."""

import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from rules.checks.insult.features import clauses
from rules.profile import ArticleProfile
from rules.reading import Reading
from rules.training.corpus import labelled
from rules.training.text import LEARN, Row, report, train
from rules.vocabulary import Submission

MODEL: Final = Path(__file__).parent.parent / "checks" / "insult" / "model.bin"
#: Chosen on clean texts of other kinds (shops, books, news), which a weaker penalty finds insulting more often.
STRENGTH: Final = 6e-4
BITS: Final = 16
LONGEST: Final = 4
#: A clause of an article, our own prose and no insult, weighs nearly as much as one of a comment.
BACKGROUND: Final = 0.9


def main(folder: Path) -> None:
    """Train on the comments' clauses and on the articles' own prose; say how well it tells what it had not seen.

    A clause is positive when it touches a marked span of an insulting comment.
    """
    comments: list[str] = []
    rows: list[Row] = []
    profiles: dict[str, ArticleProfile] = {}
    for reading, labels in labelled(folder, LEARN):
        spans = labels["spans"] if labels["insult"] else []
        if reading.article is not None:
            profiles[labels["article_id"]] = reading.article
        for clause in clauses(reading):
            positive = any(clause.span[0] < end and start < clause.span[1] for start, end in spans)
            comments.append(labels["id"])
            rows.append(Row(clause.words, clause.measures, positive, labels["article_id"]))
    background = [row for profile in profiles.values() for row in _prose(profile)]
    scores = train([*rows, *background], MODEL, strength=STRENGTH, bits=BITS, longest=LONGEST)[: len(rows)]
    sys.stdout.write(f"clauses:  {report(scores, np.array([row.positive for row in rows]))}\n")
    best: dict[str, tuple[float, bool]] = {}
    for comment, row, score in zip(comments, rows, scores, strict=True):
        before = best.get(comment, (-math.inf, False))
        best[comment] = (max(before[0], float(score)), before[1] or row.positive)
    whole = np.array([score for score, _ in best.values()])
    sys.stdout.write(f"comments: {report(whole, np.array([positive for _, positive in best.values()]))}\n")


def _prose(profile: ArticleProfile) -> Iterator[Row]:
    """The clauses of an article as clean rows; their weight keeps them out of the calibration."""
    article = profile.article
    for text in (article.title, article.lede, article.body):
        for clause in clauses(Reading(Submission(text), profile)):
            yield Row(clause.words, clause.measures, positive=False, article=article.article_id, weight=BACKGROUND)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
