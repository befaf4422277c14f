"""What Alembic runs for every command: connects, takes a lock, migrates."""

import os
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from service.store.columns import UtcDateTime
from service.store.database import open_database
from service.store.tables import Base

SEARCH = "comment_search"
LOCK = 7_298_300_241  # any number of our own: two workers never migrate at once


def render_item(kind: str, thing: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write types of the application as what they are in the database: versions import nothing of ours."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def include_name(name: str | None, _kind: str, _parents: object) -> bool:
    """Leave out what only SQL can say: the index of the desk's search, with the tables that SQLite keeps for it."""
    return not (name or "").startswith(SEARCH)


def url() -> str:
    """The database that `schema` names, or, for the alembic command, the environment."""
    given = context.config.attributes.get("url")
    fallback = os.environ.get("NAZER_DATABASE_URL") or os.environ.get("DATABASE_URL") or "sqlite:///var/nazer.db"
    return str(given or fallback)


def migrate(connection: sa.Connection) -> None:
    """Run the migrations in one transaction: all of them or none."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_item,
        include_name=include_name,
        compare_type=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        context.run_migrations()


def run() -> None:
    """Migrate over a connection of our own, or the one that a test gave."""
    database = open_database(url())
    try:
        if database.engine.dialect.name == "sqlite":
            # A table that is rebuilt is dropped for a moment; that must not cascade.
            sa.event.listen(database.engine, "connect", _foreign_keys_off)
        with database.engine.connect() as connection:
            migrate(connection)
    finally:
        database.close()


def _foreign_keys_off(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")


run()
