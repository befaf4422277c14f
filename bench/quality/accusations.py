"""How well accusations are told: by kind of wrong, by way of saying it, by kind of clean comment; and where.

On the corpus' train and dev articles by models that had not seen the article (five folds; the word lists have been read
from these comments all the same), on the devset by the rule that ships.
"""

import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from bench.quality.attacks import ATTACKS, disguised
from bench.quality.judge import asks, verdicts
from bench.quality.measure import Ratio, kind_of
from bench.quality.sets import ROOT, labelled_sets
from rules.policy import load_policy
from rules.reading import Reading

OTHER: Final = "other"
#: The kinds of wrong; what the corpus calls otherwise is "other".
KINDS: Final = frozenset(
    "bribe embezzlement theft fraud forgery laundering smuggling murder spying match-fixing doping insider tax "
    "nepotism collusion extortion drugs immorality fake-degree plagiarism expired-goods exam-leak evidence negligence "
    "land-grab vote violence data sabotage cover-up".split()
)


#: The comments whose cost is measured have so many words; each is judged so many times, and its best time counts.
WORDS: Final = range(13, 18)
ROUNDS: Final = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled comment, whether the rule holds it, and what it marks."""

    row: Mapping[str, Any]
    held: bool
    spans: tuple[tuple[int, int], ...]


def report() -> Iterator[str]:
    """The figures of the corpus, out of fold, and of the devset."""
    yield "\n## accusations: corpus, train and dev, out of fold\n"
    yield from _figures(list(_out_of_fold()))
    for one in labelled_sets([]):
        if one.name == "devset":
            yield "\n## accusations: devset\n"
            judged = verdicts(one.comments, one.articles)
            yield from _figures([_shipped(row, judged[str(row["id"])]) for row in one.comments])
    yield "\n## accusations: train and dev: held when the crime word is disguised, of those held without\n"
    yield from (f"{attack:26} {ratio}" for attack, ratio in _disguised())
    yield "\n## accusations: cost of a comment of 15 words, corpus, views and profile made\n"
    yield f"{_cost():.0f} µs (median of the best of {ROUNDS})"


def _disguised() -> Iterator[tuple[str, Ratio]]:
    """Attack, share: of accusations that ship as held and have a word of disguised.txt, in their own articles."""
    from rules.checks.accusation.mend import disguised_words
    from rules.training.corpus import LEARN, labelled

    hold_at = load_policy().rules["accusation"].hold_at
    wanted = disguised_words()
    held: list[tuple[Reading, list[tuple[int, int]]]] = []
    for reading, row in labelled(ROOT / "seeds" / "corpus", LEARN):
        spans = [(word.start, word.end) for word in reading.text.words if word.form in wanted]
        if row["accusation"] and spans and _holds(reading, hold_at):
            held.append((reading, spans))
    for attack in ATTACKS:
        again = [
            _holds(Reading(replace(one.submission, text=other), one.article), hold_at)
            for number, (one, spans) in enumerate(held)
            if (other := disguised(one.submission.text, spans, attack, number)) != one.submission.text
        ]
        yield attack, Ratio(sum(again), len(again))


def _holds(reading: Reading, hold_at: float) -> bool:
    from rules.checks.accusation.rule import check

    return any(hit.score >= hold_at for hit in check(reading))


def _cost() -> float:
    from rules.checks.accusation.rule import check
    from rules.training.corpus import LEARN, labelled

    readings = [one for one, _ in labelled(ROOT / "seeds" / "corpus", LEARN) if len(one.text.words) in WORDS]
    for one in readings:
        _ = one.text.forms, one.text.stems, one.text.clause_ranges
    best = [min(_seconds(check, one) for _ in range(ROUNDS)) for one in readings]
    return statistics.median(best) * 1e6


def _seconds(check: Callable[[Reading], Iterable[object]], reading: Reading) -> float:
    before = time.process_time()
    list(check(reading))
    return time.process_time() - before


def _shipped(row: Mapping[str, Any], verdict: Mapping[str, Any]) -> Judged:
    spans = [span for one in verdict["findings"] if one["rule"] == "accusation" for span in one["spans"]]
    return Judged(row, asks(verdict, "accusation"), tuple((start, end) for start, end in spans))


def _out_of_fold() -> Iterator[Judged]:
    # Training wants numpy and scipy, which are there for whoever measures; the rule itself does not.
    from rules.checks.accusation.rule import limited, raised, stated
    from rules.training.accusation import STRENGTH, put_together, rows_of
    from rules.training.text import platt, train

    comments, parts, wholes, seen = rows_of(ROOT / "seeds" / "corpus")
    with tempfile.TemporaryDirectory() as folder:
        thrown_away = Path(folder) / "model.bin"
        of_clauses = train([row for rows in parts for row in rows], thrown_away, strength=STRENGTH)
        of_wholes = train(wholes, thrown_away, strength=STRENGTH)
    scores, strongest = put_together(parts, of_clauses, of_wholes)
    hold_at = load_policy().rules["accusation"].hold_at
    slope, offset = platt(scores, np.array([float(row.positive) for row in wholes]))
    for row, score, at, found in zip(comments, scores, strongest, seen, strict=True):
        probability = 1 / (1 + np.exp(-(slope * score + offset)))
        probability, clause = raised(float(probability), found[at], found)
        yield Judged(row, bool(limited(probability, stated(clause)) >= hold_at), (clause.span,))


def _figures(judged: list[Judged]) -> Iterator[str]:
    held = [one for one in judged if one.held]
    right = [one for one in held if one.row["accusation"]]
    wanted = [one for one in judged if one.row["accusation"]]
    yield f"precision {Ratio(len(right), len(held))}; recall {Ratio(len(right), len(wanted))}"
    yield f"marks touch what accuses: {Ratio(sum(map(_touches, right)), len(right))}"
    yield "\nrecall by kind of wrong"
    yield from _shares((_wrong(one.row), one.held) for one in wanted)
    yield "\nrecall by way of saying it"
    yield from _shares((one.row.get("accusation_way") or "", one.held) for one in wanted)
    yield "\nheld, of comments that accuse nobody, by kind"
    yield from _shares((kind_of(one.row), one.held) for one in judged if not one.row["accusation"])


def _wrong(row: Mapping[str, Any]) -> str:
    kind = str(row.get("accusation_wrong") or "")
    return kind if kind in KINDS else OTHER


def _touches(one: Judged) -> bool:
    return any(start < last and first < end for start, end in one.spans for first, last in _marked(one.row))


def _marked(row: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """The spans of a row; the devset gives the very words."""
    for span in row["spans"]:
        if isinstance(span, str):
            at = row["text"].find(span)
            yield at, at + len(span)
        else:
            yield span[0], span[1]


def _shares(found: Iterable[tuple[str, bool]]) -> Iterator[str]:
    counts: dict[str, list[bool]] = defaultdict(list)
    for name, held in found:
        counts[name].append(held)
    for name, ones in sorted(counts.items()):
        yield f"{name or '(none)':24} {Ratio(sum(ones), len(ones))}"
