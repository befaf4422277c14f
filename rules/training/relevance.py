"""Train the model of the relevance rule: `python -m rules.training.relevance seeds/corpus`.

Off-topic comments are few in the corpus, so comments that clearly speak of their own article are also shown under the
articles of other desks, as comments that do not belong there.
"""

import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from rules.checks.relevance.features import compare
from rules.model import TextModel
from rules.text import Text
from rules.training.corpus import labelled
from rules.training.text import LEARN, Row, report, train

if TYPE_CHECKING:
    from rules.profile import ArticleProfile

MODEL = Path(__file__).parent.parent / "checks" / "relevance" / "model.bin"
#: A misplaced comment weighs less than a real one.
MISPLACED = 0.25
#: From these on a comment clearly speaks of its own article.
CLEARLY_TOPICAL = 4
CLEAR_SHARE = 0.4
NOTHING = Text("")


def rows(folder: Path, splits: frozenset[str], *, misplaced: bool) -> list[Row]:
    """Comments in Persian that are no adverts, with the label "does not belong"."""
    random = Random(20261123)  # noqa: S311 (sampling, not secrets)
    found: list[Row] = []
    all_of_them = [(reading, label) for reading, label in labelled(folder, splits)]
    profiles: dict[str, ArticleProfile] = {}
    for reading, _ in all_of_them:
        if reading.article:
            profiles[reading.article.article_id] = reading.article
    names = sorted(profiles)
    for reading, label in all_of_them:
        if label["spam"] or label["language"] not in {"fa", "mixed"} or reading.article is None:
            continue
        seen = compare(reading.text, reading.parent, reading.article)
        found.append(Row(seen.words, seen.measures, not label["relevant"], label["article_id"]))
        clear = (
            label["relevant"]
            and seen.topical >= CLEARLY_TOPICAL
            and seen.measures["share"] > CLEAR_SHARE
            and seen.measures["title"]
        )
        if misplaced and clear:
            for _ in range(2):
                other = profiles[random.choice(names)]
                if other.category != reading.article.category:
                    seen = compare(reading.text, NOTHING, other)
                    found.append(
                        Row(seen.words, seen.measures, positive=True, article=label["article_id"], weight=MISPLACED)
                    )
    return found


def main() -> None:
    """Train, and say how well comments of unseen articles are told, beside their length alone."""
    learn = rows(Path(sys.argv[1]), LEARN, misplaced=True)
    scores = train(learn, MODEL, strength=3e-4)
    real = np.array([row.weight == 1.0 for row in learn])
    positive = np.array([row.positive for row in learn])[real]
    scores = scores[real]
    length = np.array([row.measures["words"] for row in learn])[real]
    sys.stdout.write(f"model:       {report(scores, positive)}\nlength only: {report(length, positive)}\n")
    model = TextModel.load(MODEL)
    for held in (0.01, 0.02, 0.03, 0.05):
        threshold = np.quantile(scores[~positive], 1 - held)
        share = (scores[positive] > threshold).mean()
        sys.stdout.write(
            f"relevant held {held:.0%}: off-topic held {share:.2f}, from {model.calibrated(threshold):.2f} on\n"
        )


if __name__ == "__main__":
    main()
