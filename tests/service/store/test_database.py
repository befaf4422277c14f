"""What the database is promised to do, on SQLite and PostgreSQL."""

import threading

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, StatementError

from service.store.database import Database, open_database
from service.store.tables import Site
from tests.support import BEGIN


def a_site(name: str) -> Site:
    return Site(name=name, public_key=name, secret_hash=name, origins=[], domains=["دامنه"], created_at=BEGIN)


def test_sqlite_survives_power_loss_checks_foreign_keys_and_waits_for_the_lock(database: Database) -> None:
    with database.engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15000}


def test_a_foreign_key_that_points_nowhere_is_refused(database: Database, each_database: str) -> None:
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.execute(sa.text("INSERT INTO thread (article_pk, version, published, held) VALUES (99, 1, 0, 0)"))


def test_an_exception_rolls_everything_back(database: Database, each_database: str) -> None:
    def work() -> None:
        with database.transaction() as session:
            session.add(a_site("a"))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        work()
    with database.reading() as session:
        assert session.scalars(sa.select(Site)).all() == []


def test_a_moment_comes_back_aware_and_in_utc_and_a_naive_one_is_refused(
    database: Database, each_database: str
) -> None:
    with database.transaction() as session:
        session.add(a_site("a"))
    with database.reading() as session:
        assert session.scalars(sa.select(Site.created_at)).one() == BEGIN
    naive = a_site("b")
    naive.created_at = BEGIN.replace(tzinfo=None)
    with pytest.raises(StatementError, match="naive"), database.transaction() as session:
        session.add(naive)


def test_json_is_kept_without_escapes(database: Database) -> None:
    with database.transaction() as session:
        session.add(a_site("a"))
    with database.looker.connect() as connection:
        assert connection.exec_driver_sql("SELECT domains FROM site").scalar() == '["دامنه"]'


def test_a_status_that_is_none_is_refused_by_the_database(database: Database, each_database: str) -> None:
    with database.engine.connect() as connection:
        checks = sa.inspect(connection).get_check_constraints("comment")
    assert any("published" in check["sqltext"] and "PUBLISHED" not in check["sqltext"] for check in checks)


def test_writers_queue_and_none_fails(database: Database, each_database: str) -> None:
    with database.transaction() as session:
        session.add(a_site("a"))
    failures: list[BaseException] = []

    def add() -> None:
        try:
            for _ in range(10):
                with database.transaction() as session:
                    # Read first, write then: with a deferred lock SQLite would refuse the second writer at once.
                    session.execute(sa.select(Site.name)).all()
                    session.execute(sa.text("UPDATE site SET secret_hash = secret_hash || 'x'"))
        except BaseException as error:  # noqa: BLE001 (shown by the assertion)
            failures.append(error)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with database.reading() as session:
        assert session.scalars(sa.select(Site.secret_hash)).one() == "a" + "x" * 40


def test_a_reader_does_not_wait_for_a_writer_and_sees_one_moment(database: Database, each_database: str) -> None:
    with database.reading() as reader:
        assert reader.scalars(sa.select(Site.name)).all() == []
        with database.transaction() as writer:
            writer.add(a_site("a"))
        assert reader.scalars(sa.select(Site.name)).all() == []
    with database.looker.connect() as connection:
        assert connection.execute(sa.select(Site.name)).scalars().all() == ["a"]


def test_the_driver_of_postgresql_need_not_be_named() -> None:
    opened = open_database("postgresql://root@127.0.0.1:5432/test")
    assert opened.engine.url.drivername == "postgresql+psycopg"


@pytest.mark.parametrize(("query", "seconds"), [("", "5"), ("?connect_timeout=2", "2")])
def test_a_database_that_has_gone_is_not_waited_for_long(query: str, seconds: str) -> None:
    opened = open_database(f"postgresql://root@127.0.0.1:5432/test{query}")
    assert opened.engine.url.query["connect_timeout"] == seconds
