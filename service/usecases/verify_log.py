"""Walk the log's chain and say where it is broken.

Each row's hash is made of the row and of the hash before it, so that nothing in the middle can be changed, taken out or
put in unseen. What was cut off at the end leaves a chain that is whole: only somebody who kept a hash (the head that
`nazer audit verify` prints) can tell.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.store.logbook import hash_of
from service.store.tables import LogEntry

BATCH: Final = 1000


class Break(StrEnum):
    """How a chain can be broken."""

    CHANGED = "changed"  # the next row still vouches for what stood here
    MISSING = "missing"  # numbers are left out
    FOREIGN = "foreign"  # nothing vouches for it: inserted, or written anew, or the row before it is another one
    CUT = "cut"  # the hash that somebody kept is nowhere in it


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found. rows: how many are sound, from the first. head: the last sound hash. at: the broken row."""

    rows: int
    head: str
    broken: Break | None = None
    at: int = 0


def verify_log(reading: Callable[[], AbstractContextManager[Session]], expect: str = "") -> Audit:
    """Check every row. expect: a hash that an earlier check printed; it has to be in the chain."""
    rows, head, seen = 0, "", not expect
    walk = _rows(reading)
    for entry in walk:
        if entry.pk != rows + 1:
            return Audit(rows, head, Break.MISSING, rows + 1)
        if hash_of(entry, head) != entry.hash:
            return Audit(rows, head, _how(entry, next(walk, None)), entry.pk)
        rows, head = rows + 1, entry.hash
        seen = seen or head == expect
    return Audit(rows, head) if seen else Audit(rows, head, Break.CUT, rows + 1)


def _how(entry: LogEntry, following: LogEntry | None) -> Break:
    vouched = following is not None and hash_of(following, entry.hash) == following.hash
    return Break.CHANGED if vouched or following is None else Break.FOREIGN


def _rows(reading: Callable[[], AbstractContextManager[Session]]) -> Iterator[LogEntry]:
    after = 0
    while True:
        with reading() as session:
            query = sa.select(LogEntry).where(LogEntry.pk > after).order_by(LogEntry.pk).limit(BATCH)
            batch = session.scalars(query).all()
            session.expunge_all()
        yield from batch
        if len(batch) < BATCH:
            return
        after = batch[-1].pk
