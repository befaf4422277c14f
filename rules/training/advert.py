"""Train the model of the advert rule: `python -m rules.training.advert seeds/corpus`.

It learns from the corpus, its articles too, and from `adverts.txt` beside it: adverts of more kinds, and what only
looks like them.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from rules.checks.advert.features import count
from rules.reading import Reading
from rules.submission import Submission
from rules.training.corpus import ADVERTS, LEARN, labelled, written
from rules.training.digest import stamp
from rules.training.text import Row, report, train

MODEL = Path(__file__).parent.parent / "checks" / "advert" / "model.bin"
#: A paragraph of an article is no comment: it weighs less, and does not calibrate.
NEWS_WEIGHT = 0.5


def rows(folder: Path, splits: frozenset[str]) -> list[Row]:
    """One row a comment."""
    return [
        *(
            _row(reading, positive=label["spam"], article=label["article_id"])
            for reading, label in labelled(folder, splits)
        ),
        *_written(folder.parent / ADVERTS),
        *_news(folder, splits),
    ]


def _written(path: Path) -> Iterator[Row]:
    """One row an advert or what looks like one. Each counts as of an article of its own."""
    for name, text, advert in written(path):
        yield _row(Reading(Submission(text), None), positive=advert, article=name)


def _news(folder: Path, splits: frozenset[str]) -> Iterator[Row]:
    """Titles and paragraphs of the corpus' articles: news is full of prices and figures, and no advert."""
    for path in sorted(folder.glob("*.articles.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            article = json.loads(line)
            if article["split"] in splits:
                for text in (article["title"], article["lede"], *article["body"].split("\n")):
                    row = _row(Reading(Submission(text), None), positive=False, article=article["article_id"])
                    yield replace(row, weight=NEWS_WEIGHT)


def _row(reading: Reading, *, positive: bool, article: str) -> Row:
    counted = count(reading.text, reading.contacts)
    return Row(counted.words, counted.measures, positive, article)


def main() -> None:
    """Train, and say how well comments of unseen articles are told."""
    corpus = Path(sys.argv[1])
    learn = rows(corpus, LEARN)
    scores = train(learn, MODEL, strength=1e-3)
    stamp("advert", corpus)
    sys.stdout.write(f"{report(scores, np.array([row.positive for row in learn]))}\n")


if __name__ == "__main__":
    main()
