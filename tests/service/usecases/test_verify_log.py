"""The chain of the log: whole, changed, missing, foreign, cut; written by many at once; and guarded by the database."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from service.store.database import Database
from service.store.logbook import hash_of, write_entry
from service.store.tables import LogEntry
from service.usecases import verify_log as verifying
from service.usecases.verify_log import Break, verify_log
from service.world import World

TRIGGERS = {
    "sqlite": ["DROP TRIGGER log_entry_no_update", "DROP TRIGGER log_entry_no_delete"],
    "postgresql": ["DROP TRIGGER log_entry_stays ON log_entry"],
}


def write(database: Database, world: World, number: int = 1, **details: Any) -> None:
    for index in range(number):
        with database.transaction() as session:
            now = world.now()
            write_entry(session, now, kind="k", moderator_pk=None, subject=f"s:{index}", details=details or {"n": 1.5})


def tamper(database: Database, *statements: Any) -> None:
    """What somebody who rules the database can do."""
    with database.transaction() as session:
        for statement in TRIGGERS[session.get_bind().dialect.name]:
            session.execute(sa.text(statement))
        for statement in statements:
            session.execute(statement)


def test_an_empty_log_is_whole(database: Database, each_database: str) -> None:
    found = verify_log(database.reading)
    assert (found.rows, found.head, found.broken) == (0, "", None)


def test_a_log_is_whole_over_many_batches(
    database: Database, world: World, monkeypatch: pytest.MonkeyPatch, each_database: str
) -> None:
    monkeypatch.setattr(verifying, "BATCH", 3)
    write(database, world, 6)
    found = verify_log(database.reading)
    assert (found.rows, found.broken) == (6, None)
    write(database, world, 2)
    assert verify_log(database.reading, found.head).broken is None


def test_whatever_is_written_is_read_as_it_was_hashed(database: Database, world: World, each_database: str) -> None:
    write(
        database,
        world,
        1,
        text="یک\0دو \ud800 \\u0000 é",
        share=0.1,
        keys={"b": None, "a": (1, 2.0, True), 10: 1, 9: 2},
    )
    write(database, world, 1, **{"2": 1, "10": 2, "large": 10**20})
    assert verify_log(database.reading).broken is None


def test_a_changed_row_is_found(database: Database, world: World, each_database: str) -> None:
    write(database, world, 5)
    tamper(database, sa.update(LogEntry).where(LogEntry.pk == 3).values(subject="s:other"))
    found = verify_log(database.reading)
    assert (found.broken, found.at, found.rows) == (Break.CHANGED, 3, 2)


def test_a_changed_last_row_is_found(database: Database, world: World) -> None:
    write(database, world, 2)
    tamper(database, sa.update(LogEntry).where(LogEntry.pk == 2).values(details={"n": 2}))
    assert verify_log(database.reading).at == 2


def test_a_missing_row_is_found(database: Database, world: World, each_database: str) -> None:
    write(database, world, 5)
    tamper(database, sa.delete(LogEntry).where(LogEntry.pk == 1))
    found = verify_log(database.reading)
    assert (found.broken, found.at) == (Break.MISSING, 1)


def test_a_row_that_was_put_in_is_found_even_when_it_was_hashed_well(
    database: Database, world: World, each_database: str
) -> None:
    write(database, world, 4)
    with database.reading() as session:
        before = session.scalars(sa.select(LogEntry.hash).where(LogEntry.pk == 2)).one()
    forged = LogEntry(pk=3, kind="k", moderator_pk=None, subject="forged", details={}, created_at=world.now())
    values = {"kind": "k", "subject": "forged", "details": {}, "created_at": forged.created_at}
    shift = [sa.update(LogEntry).where(LogEntry.pk == pk).values(pk=pk + 1) for pk in (4, 3)]
    tamper(database, *shift, sa.insert(LogEntry).values(pk=3, hash=hash_of(forged, before), **values))
    found = verify_log(database.reading)
    assert (found.broken, found.at) == (Break.FOREIGN, 4)


def test_what_is_cut_off_at_the_end_is_told_by_whoever_kept_a_hash(
    database: Database, world: World, each_database: str
) -> None:
    write(database, world, 4)
    kept = verify_log(database.reading).head
    tamper(database, sa.delete(LogEntry).where(LogEntry.pk > 2))
    assert verify_log(database.reading).broken is None
    assert verify_log(database.reading, kept).broken is Break.CUT


def test_many_write_at_once_and_the_chain_holds(database: Database, world: World, each_database: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: write(database, world, 5), range(8)))
    found = verify_log(database.reading)
    assert (found.rows, found.broken) == (40, None)


@pytest.mark.parametrize(
    "statement",
    [sa.update(LogEntry).values(subject="x"), sa.delete(LogEntry), sa.delete(LogEntry).where(LogEntry.pk == 1)],
)
def test_the_database_refuses_to_change_the_log(
    database: Database, world: World, statement: Any, each_database: str
) -> None:
    write(database, world, 2)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), database.transaction() as session:
        session.execute(statement)
    assert verify_log(database.reading).rows == 2


def test_postgresql_refuses_to_empty_the_log_too(database: Database, world: World, each_database: str) -> None:
    write(database, world, 1)
    with database.transaction() as session:
        if session.get_bind().dialect.name == "postgresql":
            with pytest.raises(sa.exc.DBAPIError, match="append-only"):
                session.execute(sa.text("TRUNCATE log_entry"))
            session.rollback()
    assert verify_log(database.reading).rows == 1
