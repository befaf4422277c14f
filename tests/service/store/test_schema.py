"""Migrations: one line of history, there and back, and nothing forgotten."""

import re
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory

from service.store import schema
from service.store.database import Database, open_database


def test_there_is_one_head() -> None:
    script = ScriptDirectory.from_config(schema.configuration(""))
    assert script.get_heads() == [schema.newest()]


def test_the_tables_in_the_code_are_those_that_the_migrations_make(database_url: str, each_database: str) -> None:
    command.check(schema.configuration(database_url))


def test_migrations_go_up_and_down_and_up_again(database_url: str, database: Database, each_database: str) -> None:
    schema.downgrade(database_url, "base")
    assert schema.revision_of(database) is None
    schema.upgrade(database_url)
    assert schema.revision_of(database) == schema.newest()
    command.check(schema.configuration(database_url))


def test_migrating_again_changes_nothing(database_url: str, each_database: str) -> None:
    schema.upgrade(database_url)


def test_an_empty_database_has_no_revision(tmp_path: Path) -> None:
    opened = open_database(f"sqlite:///{tmp_path / 'new' / 'empty.db'}")
    assert schema.revision_of(opened) is None
    opened.close()


@pytest.mark.parametrize("version", sorted(Path(schema.__file__).parent.glob("migrations/versions/[0-9]*.py")))
def test_a_version_imports_nothing_of_the_application(version: Path) -> None:
    imports = re.findall(r"^\s*(?:from|import) +(\S+)", version.read_text(encoding="utf-8"), re.MULTILINE)
    assert not [name for name in imports if name.split(".")[0] in {"service", "rules"}]
