"""What a verdict costs, against the naive pipeline in the same run; which rule costs how much; the language gate."""

import gc
import json
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from statistics import fmean, median
from typing import Any, Final

from langdetect import DetectorFactory, LangDetectException, detect

import rules
from bench.environments import HERE, MissingError, environment
from bench.material import Piece, pieces, plain_article, spread
from bench.report import Table, progress, quantile, times
from rules.catalogue import CATALOGUE
from rules.lexicon import parse
from rules.reading import Reading, Rule
from rules.vocabulary import Hit

SAMPLE: Final = 400
WORDS: Final = 500
MICRO: Final = 1000
COLUMNS: Final = ("who", "mean µs", "median µs", "p95 µs", "ratio of means", "ratio of medians")


class Naive:
    """The naive pipeline in its own process: `round()` judges the sample once more."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        """Talk to a process that runs."""
        self._process = process

    def round(self) -> dict[str, Any]:
        """Nanoseconds for each comment, and the mean of each step."""
        assert self._process.stdin is not None  # noqa: S101 (both are pipes)
        assert self._process.stdout is not None  # noqa: S101
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


def run(rounds: int) -> list[Table]:
    """Measure. The first pass is only honest when this process has judged nothing yet."""
    start = time.process_time()
    rules.warm_up()
    engine = rules.Engine()
    loaded = time.process_time() - start
    profiles = _profiles(engine)
    gc.freeze()  # as the server does when it has loaded
    fresh = [_judged(engine, piece) for piece in pieces()]
    sample = spread(SAMPLE)
    table = Table("A verdict: CPU time for one comment", COLUMNS)
    ours, naive = _in_turns(engine, sample, rounds, table.notes)
    for who, costs in (("naive pipeline", naive), ("Nazer, first pass", fresh), ("Nazer, warm", ours)):
        if costs:
            table.rows.append(_row(who, costs, naive))
    table.notes += [
        f"{len(sample)} comments of the seeds × {rounds} rounds, the sides taking turns.",
        f"The first pass is over all {len(pieces())}, each new to the process; the articles' profiles are made.",
        f"Naive: hazm's normaliser built once, langdetect, one expression of {WORDS} words, scikit-learn's TF-IDF.",
        f"Once a process: {loaded * 1000:.0f} ms. Once an article: profile {profiles:.1f} ms.",
    ]
    return [table, _by_rule(sample), _gate(sample, rounds, naive)]


def _in_turns(
    engine: rules.Engine, sample: list[Piece], rounds: int, notes: list[str]
) -> tuple[list[float], list[float]]:
    """Microseconds for each comment of the sample in each round: ours, and the naive pipeline's."""
    ours: list[float] = []
    naive: list[float] = []
    steps: Counter[str] = Counter()
    try:
        with _naive(sample) as other:
            for number in range(rounds):
                progress(f"verdict, round {number + 1} of {rounds}")
                answer = other.round()
                naive += [one / MICRO for one in answer["whole"]]
                steps.update({step: round(cost / MICRO / rounds) for step, cost in answer["steps"].items()})
                ours += [_judged(engine, piece) for piece in sample]
    except MissingError as error:
        notes.append(f"without the naive pipeline: {error}")
        return [_judged(engine, piece) for _ in range(rounds) for piece in sample], []
    notes.append(f"Naive by step, mean µs: {', '.join(f'{step} {cost}' for step, cost in steps.items())}.")
    return ours, naive


def _profiles(engine: rules.Engine) -> float:
    """Make every article's profile; milliseconds for each."""
    articles = {piece.article for piece in pieces()}
    start = time.process_time()
    for article in articles:
        engine.profile(article)
    return (time.process_time() - start) * 1000 / len(articles)


def _judged(engine: rules.Engine, piece: Piece) -> float:
    submission = piece.submission()
    start = time.thread_time_ns()
    engine.judge(submission)
    return (time.thread_time_ns() - start) / MICRO


def _row(who: str, costs: list[float], naive: list[float]) -> tuple[str | float | None, ...]:
    ratios = (times(fmean(naive) / fmean(costs)), times(median(naive) / median(costs))) if naive else (None, None)
    return (who, fmean(costs), median(costs), quantile(costs, 0.95), *ratios)


@contextmanager
def _naive(sample: list[Piece]) -> Iterator[Naive]:
    given = {
        "words": _words(),
        "articles": {piece.article.article_id: plain_article(piece.article) for piece in sample},
        "comments": [(piece.article.article_id, piece.text) for piece in sample],
    }
    command = [str(environment("naive") / "python"), str(HERE / "naive.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 (ours)
        assert process.stdin is not None  # noqa: S101 (a pipe)
        process.stdin.write(json.dumps(given) + "\n")
        yield Naive(process)
        process.stdin.close()


def _words() -> list[str]:
    """The naive list: the first words of our own."""
    folder = HERE.parent / "rules" / "checks" / "insult"
    terms = parse((folder / "lexicon.txt").read_text("utf-8"), "lexicon.txt")
    return list(dict.fromkeys(" ".join(words) for _, words in terms))[:WORDS]


def _by_rule(sample: list[Piece]) -> Table:
    spent: Counter[str] = Counter()

    def timed(rule: Rule) -> Rule:
        def check(reading: Reading) -> tuple[Hit, ...]:
            start = time.thread_time_ns()
            hits = tuple(rule.check(reading))
            spent[rule.id] += time.thread_time_ns() - start
            return hits

        return Rule(rule.id, check, rule.version)

    views = Rule("(views of the text)", _look)
    engine = rules.Engine(catalogue=(timed(views), *map(timed, CATALOGUE)))
    _profiles(engine)
    for piece in sample:  # names and the like are made when the first comment asks for them
        engine.judge(piece.submission())
    spent.clear()
    whole = sum(_judged(engine, piece) for piece in sample)
    spent["(everything else)"] = int(whole * MICRO) - spent.total()
    table = Table("A verdict by rule (warm)", ("rule", "mean µs", "share"))
    for rule, cost in spent.most_common():
        table.rows.append((rule, cost / MICRO / len(sample), f"{100 * cost / MICRO / whole:.0f} %"))
    return table


def _gate(sample: list[Piece], rounds: int, naive: list[float]) -> Table:
    """The language gate alone, warm, and langdetect alone on the same comments, taking turns."""
    (gate,) = (rule for rule in CATALOGUE if rule.id == "persian")
    DetectorFactory.seed = 0
    _detected(sample[0])  # loads its 55 profiles
    ours: list[float] = []
    others: list[float] = []
    for number in range(rounds + 1):
        costs = [_gated(gate, piece) for piece in sample]
        ours += costs if number else []  # the first round warms
        others += [_detected(piece) for piece in sample] if number else []
    table = Table("The language gate alone: CPU time for one comment", COLUMNS)
    for who, costs in (("naive pipeline, whole", naive), ("langdetect.detect, seeded", others), ("gate, warm", ours)):
        if costs:
            table.rows.append(_row(who, costs, others))
    table.notes.append("Ratios are to langdetect. The gate makes its own views; it asks langdetect where it is unsure.")
    return table


def _gated(gate: Rule, piece: Piece) -> float:
    reading = Reading(piece.submission(), None)
    start = time.thread_time_ns()
    tuple(gate.check(reading))
    return (time.thread_time_ns() - start) / MICRO


def _detected(piece: Piece) -> float:
    start = time.thread_time_ns()
    with suppress(LangDetectException):  # of a text without letters
        detect(piece.text)
    return (time.thread_time_ns() - start) / MICRO


def _look(reading: Reading) -> tuple[Hit, ...]:
    """Make the views that all rules share, so that the first rule does not pay for the others."""
    for text in (reading.text, reading.name, reading.parent):
        _ = (text.words, text.forms, text.joined, text.clauses)
    return ()
