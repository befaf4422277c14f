"""Signed-in browsers: opened, found by their token, listed, renewed and ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.store.tables import DeskSession
from service.world import World

#: How exactly `seen_at` is kept: a page is read often, and each write costs a disk's patience.
SEEN_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a session is opened from: the browser in a few words, and a keyed hash of its network."""

    agent: str = ""
    network: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session: the token goes into the browser's cookie and is kept nowhere else."""

    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """A session as its owner sees it in a list. `id` names it and opens nothing."""

    id: str
    agent: str
    network: str
    created_at: datetime
    seen_at: datetime


def start(  # noqa: PLR0913 (a session's parts)
    session: Session, world: World, moderator_pk: int, lasts: timedelta, visit: Visit, *, is_whole: bool = True
) -> Opened:
    """Open a session; on the way, forget the expired ones."""
    now = world.now()
    session.execute(sa.delete(DeskSession).where(DeskSession.expires_at <= now))
    token, expires_at = world.new_token(), now + lasts
    session.add(
        DeskSession(
            token_hash=hash_of(token),
            moderator_pk=moderator_pk,
            id=world.new_id(),
            csrf_token=world.new_token(),
            agent=visit.agent,
            network=visit.network,
            is_whole=is_whole,
            created_at=now,
            expires_at=expires_at,
            seen_at=now,
        )
    )
    session.flush()
    return Opened(token, expires_at)


def renew(session: Session, world: World, session_id: str) -> Opened | None:
    """Give a session a new token, and its forms new ones; nobody who had the old one has anything."""
    token = world.new_token()
    values = {"token_hash": hash_of(token), "csrf_token": world.new_token()}
    changed = sa.update(DeskSession).where(DeskSession.id == session_id).values(values)
    expires_at = session.scalar(changed.returning(DeskSession.expires_at))
    return None if expires_at is None else Opened(token, expires_at)


def touch(session: Session, now: datetime, session_id: str) -> None:
    """Note that somebody is there."""
    session.execute(sa.update(DeskSession).where(DeskSession.id == session_id).values(seen_at=now))


def listed(session: Session, now: datetime, idle: timedelta, moderator_pk: int) -> list[Listed]:
    """Somebody's sessions that are open, the last seen first."""
    rows = session.execute(
        sa.select(DeskSession.id, DeskSession.agent, DeskSession.network, DeskSession.created_at, DeskSession.seen_at)
        .where(
            DeskSession.moderator_pk == moderator_pk,
            DeskSession.is_whole,
            DeskSession.expires_at > now,
            DeskSession.seen_at > now - idle,
        )
        .order_by(DeskSession.seen_at.desc(), DeskSession.id)
    )
    return [Listed(*row) for row in rows]


def csrf_of(session: Session, session_id: str) -> str:
    """The token that a session's forms carry now; empty when it is over."""
    return session.scalar(sa.select(DeskSession.csrf_token).where(DeskSession.id == session_id)) or ""


def end(session: Session, token: str) -> None:
    """End the session of a token. Ending one that is over is no error."""
    session.execute(sa.delete(DeskSession).where(DeskSession.token_hash == hash_of(token)))


def end_one(session: Session, moderator_pk: int, session_id: str) -> bool:
    """End one of somebody's sessions by its id; False when it is over already."""
    gone = sa.delete(DeskSession).where(DeskSession.moderator_pk == moderator_pk, DeskSession.id == session_id)
    return session.scalar(gone.returning(DeskSession.id)) is not None


def end_all(session: Session, moderator_pk: int, *, but: str = "") -> int:
    """End all of somebody's sessions, but one by its id; how many there were."""
    gone = sa.delete(DeskSession).where(DeskSession.moderator_pk == moderator_pk, DeskSession.id != but)
    return len(session.scalars(gone.returning(DeskSession.id)).all())


def hash_of(token: str) -> str:
    """What the table keeps of a token. It is random, 256 bits: no slow hash is needed."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()  # "replace": a cookie may hold anything
