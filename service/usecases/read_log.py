"""The log of the desk, read: page by page, newest first, or all of it in order, to take away."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.store.logbook import write_entry
from service.store.tables import LogEntry, Moderator
from service.world import World

PAGE: Final = 50
BATCH: Final = 500
COLUMNS: Final = ("number", "at", "by", "by_key", "kind", "subject", "details", "hash")
#: What a spreadsheet would take for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Reading = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries. person: a user name. subject: the whole, or a beginning. before: only lower numbers."""

    person: str = ""
    kind: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. by: a user name, by_name: what the desk calls them; empty for the command line and for the door.

    by_key: the account's key, which is what the hash is made of.
    """

    number: int
    kind: str
    subject: str
    details: dict[str, Any]
    at: datetime
    hash: str
    by: str
    by_name: str
    by_key: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, newest first. older: where the next page begins, or None at the end."""

    entries: list[Entry]
    older: int | None


def read_page(session: Session, wanted: Wanted) -> Page:
    """A page of the log."""
    rows = session.execute(_query(wanted).order_by(LogEntry.pk.desc()).limit(PAGE + 1)).all()
    entries = [_entry(row) for row in rows[:PAGE]]
    return Page(entries, entries[-1].number if len(rows) > PAGE else None)


def kinds(session: Session) -> list[str]:
    """The kinds of entries that there are."""
    return list(session.scalars(sa.select(LogEntry.kind).distinct().order_by(LogEntry.kind)))


def writers(session: Session) -> list[tuple[str, str]]:
    """User names and names of those with an account."""
    rows = session.execute(sa.select(Moderator.username, Moderator.display_name).order_by(Moderator.display_name))
    return [(row.username, row.display_name) for row in rows]


def names_of(session: Session, entries: list[Entry]) -> dict[str, str]:
    """What the desk calls the people whom entries are about, by user name."""
    named = {entry.subject.removeprefix("person:") for entry in entries if entry.subject.startswith("person:")}
    query = sa.select(Moderator.username, Moderator.display_name).where(Moderator.username.in_(named))
    return {row.username: row.display_name for row in session.execute(query)}


def read_all(reading: Reading, wanted: Wanted) -> Iterator[Entry]:
    """Entries in order, however many there are: some at a time, each time from a session of its own."""
    after = 0
    while True:
        with reading() as session:
            query = _query(wanted).where(LogEntry.pk > after).order_by(LogEntry.pk).limit(BATCH)
            entries = [_entry(row) for row in session.execute(query)]
        yield from entries
        if len(entries) < BATCH:
            return
        after = entries[-1].number


def csv_lines(entries: Iterator[Entry]) -> Iterator[str]:
    """Entries as CSV for spreadsheets, which are told of UTF-8 by the mark at its beginning, and given no formulas."""
    yield "\ufeff" + _csv_line(COLUMNS)
    for entry in entries:
        yield _csv_line([_harmless("" if value is None else str(value)) for value in _written(entry).values()])


def json_lines(entries: Iterator[Entry]) -> Iterator[str]:
    """Entries as JSON Lines: everything that a row's hash is made of, so that others can check the chain."""
    for entry in entries:
        yield json.dumps(_written(entry) | {"details": entry.details}, ensure_ascii=False) + "\n"


def log_export(session: Session, world: World, moderator_pk: int | None, form: str) -> None:
    """Log that somebody takes the log away."""
    details = {"form": form}
    write_entry(session, world.now(), kind="log.exported", moderator_pk=moderator_pk, subject="log:", details=details)


def _query(wanted: Wanted) -> Any:
    query: Any = sa.select(LogEntry, Moderator.username, Moderator.display_name).outerjoin(
        Moderator, Moderator.pk == LogEntry.moderator_pk
    )
    if wanted.person:  # what somebody did, and what was done to them
        query = query.where(sa.or_(Moderator.username == wanted.person, LogEntry.subject == f"person:{wanted.person}"))
    if wanted.kind:
        query = query.where(LogEntry.kind == wanted.kind)
    if wanted.subject:
        query = query.where(LogEntry.subject.startswith(wanted.subject, autoescape=True))
    if wanted.since is not None:
        query = query.where(LogEntry.created_at >= wanted.since)
    if wanted.until is not None:
        query = query.where(LogEntry.created_at < wanted.until)
    if wanted.before is not None:
        query = query.where(LogEntry.pk < wanted.before)
    return query


def _entry(row: Any) -> Entry:
    one: LogEntry = row[0]
    return Entry(
        number=one.pk,
        kind=one.kind,
        subject=one.subject,
        details=one.details,
        at=one.created_at,
        hash=one.hash,
        by=row[1] or "",
        by_name=row[2] or "",
        by_key=one.moderator_pk,
    )


def _written(entry: Entry) -> dict[str, Any]:
    values = (
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.by,
        entry.by_key,
        entry.kind,
        entry.subject,
        json.dumps(entry.details, ensure_ascii=False, sort_keys=True),
        entry.hash,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _csv_line(values: Any) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
