"""The one place that opens a database and knows how SQLite and PostgreSQL differ."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

BUSY_SECONDS = 15
CONNECT_SECONDS = 5  # PostgreSQL: a host that has gone must not hold a reader for minutes
MODE = "nazer_mode"  # execution option: "write" (the default), "read" or "look"


class Database:
    """An open database.

    engine: writing transactions. On SQLite they take the write lock at once, so that writers queue, not fail.
    reader: transactions that see one moment and write nothing; they never wait for a writer.
    looker: single statements, without a transaction around them.
    sessions: makes writing sessions.
    """

    def __init__(
        self, engine: sa.Engine, reader: sa.Engine, looker: sa.Engine, turn: AbstractContextManager[Any] | None = None
    ) -> None:
        """Keep three views of one pool of connections. turn: held during a writing transaction, when it is given."""
        self.engine = engine
        self.reader = reader
        self.looker = looker
        self.sessions = sessionmaker(engine)
        self._reading = sessionmaker(reader)
        self._turn: AbstractContextManager[Any] = nullcontext() if turn is None else turn

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose transaction is committed at the end, or rolled back by an exception."""
        with self._turn, self.sessions.begin() as session:
            yield session

    def reading(self) -> AbstractContextManager[Session]:
        """A session that sees one moment of the database; what it writes is lost."""
        return self._reading()

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open a database by its SQLAlchemy URL. Connects lazily; creates the folder of a SQLite file, never tables."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if "connect_timeout" not in parsed.query:
        parsed = parsed.update_query_dict({"connect_timeout": str(CONNECT_SECONDS)})
    # A dead connection is found before it is used: a database that was restarted costs the readers nothing.
    engine = sa.create_engine(
        parsed, pool_pre_ping=True, pool_size=8, hide_parameters=True, json_serializer=_write_json
    )
    return Database(
        engine=engine,
        reader=engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True),
        looker=engine.execution_options(isolation_level="AUTOCOMMIT"),
    )


def _open_sqlite(url: sa.URL) -> Database:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    # hide_parameters: an error must not carry a reader's text into the log.
    engine = sa.create_engine(
        url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True, json_serializer=_write_json
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return Database(
        engine=engine,
        reader=engine.execution_options(**{MODE: "read"}),
        looker=engine.execution_options(**{MODE: "look"}),
        # SQLite lets waiting writers sleep, longer and longer, and whoever wakes first goes on. The threads of one
        # process take turns instead: only processes are left to meet there.
        turn=Lock(),
    )


def _write_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # None: the driver opens no transactions of its own; `_begin_sqlite` does, with the right lock.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")  # an acknowledged comment survives a power cut
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    mode = connection.get_execution_options().get(MODE, "write")
    if mode != "look":
        connection.exec_driver_sql("BEGIN" if mode == "read" else "BEGIN IMMEDIATE")
