"""Judges comments by the file, for backtests: one a line in, one verdict a line out, in the same order."""

import json
import os
import stat
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import batched
from multiprocessing import get_context
from pathlib import Path
from typing import IO, Final

from service.commands.judging import (
    Articles,
    BadLineError,
    Court,
    judge_line,
    open_court,
    prepare_archive,
    read_articles,
)

CHUNK: Final = 64  # comments that travel to a worker together
AHEAD: Final = 4  # chunks for each worker on their way; more would only fill the memory

Numbered = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one line. verdict: the JSON line, or empty; fault: why there is none; size: bytes read."""

    number: int
    verdict: bytes
    fault: str
    size: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How to judge. articles, policy: files; None judges without articles, and by the policy that ships.

    archive: whether the articles are the archive for one another.
    """

    articles: Path | None = None
    policy: Path | None = None
    workers: int = 1
    archive: bool = True


def run(comments: IO[bytes], verdicts: IO[bytes], reports: IO[str], plan: Plan) -> int:
    """Judge a stream; bad lines are reported with their numbers and passed over. Returns how many there were.

    Raises rules.PolicyError before anything is written.
    """
    # Both take their time to load, and only a terminal gets the bar.
    from tqdm import tqdm

    articles, faults = read_articles(plan.articles) if plan.articles else (None, [])
    for fault in faults:
        print(fault, file=reports)
    bad = len(faults)
    judged = judge_lines(comments, articles, plan)
    with tqdm(total=_size(comments), unit="B", unit_scale=True, file=reports, disable=not reports.isatty()) as bar:
        for line in judged:
            if line.fault:
                bad += 1
                bar.write(f"line {line.number}: {line.fault}", file=reports)
            verdicts.write(line.verdict)
            bar.update(line.size)
    verdicts.flush()
    return bad


def judge_lines(lines: Iterable[bytes], articles: Articles | None, plan: Plan) -> Iterator[Judged]:
    """Judge lines in their order, in this process or in several. Empty lines are passed over.

    Raises rules.PolicyError before the first line is read.
    """
    # Built here in any case: a faulty policy is to be told of once, not by each worker.
    archive = prepare_archive(articles) if articles and plan.archive else ()
    court = open_court(articles, plan.policy, archive)
    numbered = enumerate(lines, start=1)
    if plan.workers == 1:
        for one in numbered:
            yield from _judge_chunk(court, (one,))
        return
    # A fresh interpreter for each worker: nothing of this one's (threads, open files) is copied half-way.
    context = get_context("spawn")
    seat = (articles, plan.policy, archive)
    with ProcessPoolExecutor(plan.workers, context, initializer=_seat, initargs=seat) as pool:
        waiting: deque[Future[list[Judged]]] = deque()
        for chunk in batched(numbered, CHUNK):
            waiting.append(pool.submit(_judge_here, chunk))
            if len(waiting) >= plan.workers * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _judge_chunk(court: Court, chunk: Iterable[Numbered]) -> list[Judged]:
    return [_judged(court, number, line) for number, line in chunk if line.strip()]


def _judged(court: Court, number: int, line: bytes) -> Judged:
    try:
        verdict = judge_line(court, line)
    except BadLineError as error:
        return Judged(number, b"", str(error), len(line))
    return Judged(number, json.dumps(verdict, ensure_ascii=False).encode() + b"\n", "", len(line))


# A pool hands its workers nothing but arguments that are pickled with every chunk; so that the rules are loaded once,
# they wait here. Only worker processes write to it.
_HERE: Final[list[Court]] = []


def _seat(articles: Articles | None, policy: Path | None, archive: tuple[bytes, ...]) -> None:
    _HERE[:] = [open_court(articles, policy, archive)]


def _judge_here(chunk: tuple[Numbered, ...]) -> list[Judged]:
    return _judge_chunk(_HERE[0], chunk)


def _size(stream: IO[bytes]) -> int | None:
    try:
        status = os.fstat(stream.fileno())
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None
