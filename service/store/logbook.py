"""The log of what people did at the desk: written with what it is about, each row vouching for the one before."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.store.tables import LogEntry

#: Any number of our own: on PostgreSQL one transaction after the other adds to the log.
LOCK = 7_298_300_242


def write_entry(  # noqa: PLR0913 (one row's columns)
    session: Session,
    now: datetime,
    *,
    kind: str,
    moderator_pk: int | None,
    subject: str,
    details: Mapping[str, Any],
) -> LogEntry:
    """Add to the log within the transaction that it tells of.

    kind: what was done (`comment.decided`). subject: to what (`comment:<id>`). moderator_pk: None for the command line.
    Writers take turns until their transaction ends (SQLite's have the database to themselves): write the entry last.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
    last = session.execute(sa.select(LogEntry.pk, LogEntry.hash).order_by(LogEntry.pk.desc()).limit(1)).one_or_none()
    entry = LogEntry(
        pk=last.pk + 1 if last else 1,
        kind=kind,
        moderator_pk=moderator_pk,
        subject=_kept(subject),
        details=_kept(details),
        created_at=now,
    )
    entry.hash = hash_of(entry, last.hash if last else "")
    session.add(entry)
    session.flush()
    return entry


def _kept(value: Any) -> Any:
    """A value as it will be read again: what no database keeps (a lone surrogate, a NUL) must not break the chain."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
    if isinstance(value, Mapping):
        return {_kept(str(key)): _kept(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_kept(one) for one in value]
    return value


def hash_of(entry: LogEntry, before: str) -> str:
    """What a row's hash must be. before: the hash of the row before; empty for the first."""
    content = [
        before,
        entry.pk,
        entry.kind,
        entry.moderator_pk,
        entry.subject,
        entry.details,
        entry.created_at.astimezone(UTC).isoformat(timespec="microseconds"),
    ]
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()
