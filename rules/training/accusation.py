"""Train the models of the accusation rule, of a clause and of the whole: `python -m rules.training.accusation CORPUS`.

The two are put together as the rule does it, and calibrated together (Platt), out of fold; that goes into the header of
the second. Prints how well they tell, out of fold, which the word lists that they see are not: those have been read.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np

from rules.checks.accusation.features import Clause, clauses, whole
from rules.checks.accusation.rule import SHARE
from rules.model import read_model, write_model
from rules.training.corpus import LEARN, labelled
from rules.training.digest import stamp
from rules.training.text import Row, platt, report, train

FOLDER = Path(__file__).parent.parent / "checks" / "accusation"
STRENGTH = 1e-4


def rows_of(folder: Path) -> tuple[list[dict[str, Any]], list[list[Row]], list[Row], list[list[Clause]]]:
    """The labels of each comment, the rows of its clauses, its own row, and its clauses."""
    comments: list[dict[str, Any]] = []
    parts: list[list[Row]] = []
    wholes: list[Row] = []
    seen: list[list[Clause]] = []
    for reading, labels in labelled(folder, LEARN):
        found = list(clauses(reading))
        if not found:
            continue
        spans = labels["spans"] if labels["accusation"] else []
        article = labels["article_id"]
        comments.append(labels)
        seen.append(found)
        parts.append([Row(one.words, one.measures, _touches(one.span, spans), article) for one in found])
        together = whole(found)
        wholes.append(Row(together.words, together.measures, bool(labels["accusation"]), article))
    return comments, parts, wholes, seen


def _touches(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in spans)


def put_together(parts: list[list[Row]], of_clauses: Any, of_wholes: Any) -> tuple[Any, list[int]]:
    """The score of each comment, as the rule makes it, and which of its clauses is the strongest."""
    strongest: list[int] = []
    best: list[float] = []
    at = 0
    for rows in parts:
        scores = of_clauses[at : at + len(rows)]
        at += len(rows)
        strongest.append(int(np.argmax(scores)))
        best.append(float(scores.max()))
    return SHARE * np.array(best) + (1 - SHARE) * of_wholes, strongest


def main(folder: Path) -> None:
    """Train both, calibrate them together, and say how well they tell."""
    _, parts, wholes, _ = rows_of(folder)
    flat = [row for rows in parts for row in rows]
    of_clauses = train(flat, FOLDER / "clause.bin", strength=STRENGTH)
    of_wholes = train(wholes, FOLDER / "whole.bin", strength=STRENGTH)
    scores, _ = put_together(parts, of_clauses, of_wholes)
    positive = np.array([row.positive for row in wholes])
    slope, offset = platt(scores, positive.astype(float))
    header, weights = read_model(FOLDER / "whole.bin")
    header["platt"] = [round(slope, 4), round(offset, 4)]
    write_model(FOLDER / "whole.bin", weights, header)
    stamp("accusation", folder)
    sys.stdout.write(f"clauses:  {report(of_clauses, np.array([row.positive for row in flat]))}\n")
    sys.stdout.write(f"wholes:   {report(of_wholes, positive)}\n")
    sys.stdout.write(f"comments: {report(scores, positive)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
