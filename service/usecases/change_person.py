"""An owner changes what somebody else is at the desk: role, locked or not, second factor, sessions, password.

The same is done from the command line, where `by` is None.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import ConflictError
from service.messages import catalogue
from service.roles import Role
from service.store import sessions
from service.store.logbook import write_entry
from service.store.tables import DeskSession, Moderator
from service.usecases.accounts import NewAccount, add_account, keep_an_owner, lock_owners, person
from service.world import World


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account, as the list of people shows them."""

    pk: int
    username: str
    display_name: str
    pseudonym: str
    role: Role
    has_factor: bool
    locked_at: datetime | None
    created_at: datetime
    sessions: int
    seen_at: datetime | None


def list_people(session: Session, now: datetime, idle: timedelta | None = None) -> list[Person]:
    """Everybody with an account, in the order in which they came; idle: how long a session lasts unused."""
    there = sa.and_(
        DeskSession.moderator_pk == Moderator.pk,
        DeskSession.is_whole,
        DeskSession.expires_at > now,
        sa.true() if idle is None else DeskSession.seen_at > now - idle,
    )
    query = (
        sa.select(Moderator, sa.func.count(DeskSession.id), sa.func.max(DeskSession.seen_at))
        .outerjoin(DeskSession, there)
        .group_by(Moderator.pk)
        .order_by(Moderator.pk)
    )
    return [
        Person(
            one.pk,
            one.username,
            one.display_name,
            one.pseudonym,
            Role(one.role),
            bool(one.totp_secret),
            one.locked_at,
            one.created_at,
            open_sessions,
            seen_at,
        )
        for one, open_sessions, seen_at in session.execute(query)
    ]


def add_person(session: Session, world: World, new: NewAccount, role: Role | None = None) -> Role:
    """Make an account from the command line. Without a role the first one is the owner's, others are moderators'."""
    if role is None:
        anybody = session.scalar(sa.select(Moderator.pk).limit(1))
        role = Role.OWNER if anybody is None else Role.MODERATOR
    account = add_account(session, world, new, role)
    _log(session, world, "person.added", None, account, role=role.value)
    return role


def change_role(session: Session, world: World, by: int | None, username: str, role: Role) -> None:
    """Give somebody another role, at once. Raises ConflictError for the last owner."""
    owners, account = lock_owners(session), person(session, username)
    was = Role(account.role)
    if was is role:
        return
    if was is Role.OWNER and account.locked_at is None:
        keep_an_owner(owners, account)
    account.role = role.value
    _log(session, world, "person.role", by, account, was=was.value, became=role.value)


def lock_person(session: Session, world: World, by: int | None, username: str) -> None:
    """Let somebody in no more; their sessions end at once. Raises ConflictError for the last owner, and for oneself."""
    owners, account = lock_owners(session), person(session, username)
    if account.pk == by:
        raise ConflictError(catalogue("people")["not_oneself"])
    if account.locked_at is not None:
        return
    if account.role == Role.OWNER.value:
        keep_an_owner(owners, account)
    account.locked_at = world.now()
    ended = sessions.end_all(session, account.pk)
    _log(session, world, "person.locked", by, account, sessions=ended)


def unlock_person(session: Session, world: World, by: int | None, username: str) -> None:
    """Let somebody in again."""
    account = person(session, username)
    if account.locked_at is None:
        return
    account.locked_at = None
    _log(session, world, "person.unlocked", by, account)


def reset_factor(session: Session, world: World, by: int | None, username: str) -> None:
    """Take somebody's second factor off, who has lost it; their sessions end."""
    account = person(session, username)
    account.totp_secret, account.recovery_hashes = "", []
    sessions.end_all(session, account.pk)
    _log(session, world, "person.factor_reset", by, account)


def reset_password(session: Session, world: World, username: str, password_hash: str) -> None:
    """Set somebody's password from the command line; their sessions end."""
    account = person(session, username)
    account.password_hash = password_hash
    sessions.end_all(session, account.pk)
    _log(session, world, "person.password_reset", None, account)


def end_sessions(session: Session, world: World, by: int, username: str, *, but: str) -> int:
    """End all of somebody's sessions, but the one by whose id the order was given; how many there were."""
    account = person(session, username)
    ended = sessions.end_all(session, account.pk, but=but)
    if ended:
        _log(session, world, "session.ended", by, account, sessions=ended)
    return ended


def _log(session: Session, world: World, kind: str, by: int | None, account: Moderator, **details: str | int) -> None:
    subject = f"person:{account.username}"
    write_entry(session, world.now(), kind=kind, moderator_pk=by, subject=subject, details=details)
