"""`nazer user` and `nazer audit`."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from service.cli import main
from service.store.database import Database
from service.store.tables import LogEntry, Moderator
from tests.support import SECRET


@dataclass
class Nazer:
    """The command line, at one database."""

    url: str

    def __call__(self, *arguments: str, stdin: str = "") -> Result:
        given = {"NAZER_SECRET_KEY": SECRET, "NAZER_DATABASE_URL": self.url, "DATABASE_URL": None}
        return CliRunner().invoke(main, list(arguments), input=stdin, env=given)

    def add(self, username: str, *options: str) -> str:
        done = self("user", "add", username, "--password-file", "-", *options, stdin="long enough")
        assert done.exit_code == 0, done.output
        return done.output


@pytest.fixture
def nazer(database_url: str) -> Nazer:
    return Nazer(database_url)


def test_the_first_account_is_the_owners(nazer: Nazer, each_database: str) -> None:
    assert "as owner" in nazer.add("Sara")
    assert "as moderator" in nazer.add("kaveh", "--name", "کاوه")
    assert "as auditor" in nazer.add("mina", "--role", "auditor")
    listed = [line.split("\t") for line in nazer("user", "list").output.splitlines()]
    assert [row[:2] for row in listed] == [["sara", "owner"], ["kaveh", "moderator"], ["mina", "auditor"]]
    assert listed[1][4] == "کاوه"


def test_lock_unlock_and_role(nazer: Nazer, database: Database, each_database: str) -> None:
    nazer.add("sara")
    nazer.add("kaveh")
    refused = nazer("user", "lock", "sara")
    assert refused.exit_code == 1
    assert "دست‌کم یک مالک" in refused.stderr
    assert nazer("user", "role", "sara", "editor").exit_code == 1
    assert nazer("user", "lock", "kaveh").exit_code == 0
    assert "locked" in nazer("user", "list").output
    assert nazer("user", "unlock", "kaveh").exit_code == 0
    assert nazer("user", "role", "kaveh", "owner").exit_code == 0
    assert nazer("user", "role", "sara", "editor").exit_code == 0
    assert nazer("user", "lock", "nobody").exit_code == 1
    with database.reading() as session:
        kinds = list(session.scalars(sa.select(LogEntry.kind).order_by(LogEntry.pk)))
    assert kinds == [
        *("person.added", "person.added", "person.locked", "person.unlocked", "person.role", "person.role"),
    ]


def test_reset_gives_a_new_password_and_takes_the_factor_off(nazer: Nazer, database: Database) -> None:
    nazer.add("sara")
    with database.transaction() as session:
        session.execute(sa.update(Moderator).values(totp_secret="sealed"))
        before = session.scalars(sa.select(Moderator.password_hash)).one()
    assert nazer("user", "reset", "sara", "--factor-only").exit_code == 0
    with database.reading() as session:
        assert session.execute(sa.select(Moderator.totp_secret, Moderator.password_hash)).one() == ("", before)
    assert nazer("user", "reset", "sara", stdin="another one\nanother one\n").exit_code == 0
    with database.reading() as session:
        assert session.scalars(sa.select(Moderator.password_hash)).one() != before
    assert nazer("user", "reset", "sara", "--password-file", "-", stdin="short").exit_code == 1


def test_audit_verify_says_what_is_there_and_what_is_wrong(
    nazer: Nazer, database: Database, each_database: str
) -> None:
    nazer.add("sara")
    nazer.add("kaveh")
    whole = nazer("audit", "verify")
    assert whole.exit_code == 0
    rows, head = (line.split()[1] for line in whole.output.splitlines()[:2])
    assert rows == "2"
    assert nazer("audit", "verify", "--expect", head).exit_code == 0
    cut = nazer("audit", "verify", "--expect", "0" * 64)
    assert cut.exit_code == 1
    assert "cut off" in cut.stderr

    with database.transaction() as session:
        sqlite = session.get_bind().dialect.name == "sqlite"
        session.execute(
            sa.text("DROP TRIGGER log_entry_no_update" if sqlite else "DROP TRIGGER log_entry_stays ON log_entry")
        )
        session.execute(sa.update(LogEntry).where(LogEntry.pk == 1).values(kind="other"))
    broken = nazer("audit", "verify")
    assert broken.exit_code == 1
    assert "Row 1 was changed" in broken.stderr


def test_audit_export_writes_the_whole_log(nazer: Nazer, tmp_path: Path) -> None:
    nazer.add("sara")
    entries = [json.loads(line) for line in nazer("audit", "export").output.splitlines()]
    assert [entry["kind"] for entry in entries] == ["person.added", "log.exported"]
    file = tmp_path / "log.csv"
    assert nazer("audit", "export", "--form", "csv", "--output", str(file)).exit_code == 0
    assert file.read_text(encoding="utf-8").count("\n") == 4
