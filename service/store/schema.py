"""Migrations from code: bring a database up to date, and tell whether it is.

Alembic is only imported by what migrates: a serving worker is ten megabytes smaller without it.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from service.store.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST: Final = "head"
DIGITS: Final = 4  # of a version's number, which is its revision and begins its file's name


def configuration(url: str) -> "Config":
    """Alembic's configuration, without a file: the scripts lie beside this module."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_scripts()))
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = NEWEST) -> None:
    """Create or migrate the database, under a lock, in one transaction."""
    from alembic import command

    command.upgrade(configuration(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take migrations back, down to a revision or `base`."""
    from alembic import command

    command.downgrade(configuration(url), revision)


def newest() -> str:
    """The newest revision that the code knows."""
    names = (entry.name for entry in _scripts().joinpath("versions").iterdir())
    return max(name[:DIGITS] for name in names if name.endswith(".py") and name[:DIGITS].isdigit())


def revision_of(database: Database) -> str | None:
    """The revision that a database is at; None when it was never migrated."""
    with database.reader.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
        return revision


def _scripts() -> Traversable:
    return files("service.store").joinpath("migrations")
