"""A moderator signs in to the desk, stays signed in, and signs out.

Signing in takes three steps, so that the slow one (the password) holds no lock of the database:
`find_account` reads, `check_password` computes, `enter` writes. Who has a second factor then gets a session that opens
nothing but the page that asks for it (service.usecases.second_factor).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import UnauthorizedError
from service.messages import catalogue
from service.roles import Role
from service.store import sessions
from service.store.logbook import write_entry
from service.store.sessions import Opened, Visit
from service.store.tables import DeskSession, Moderator
from service.usecases.accounts import add_moderator, clean_username, hash_password, hasher, is_password
from service.world import World

__all__ = ["Opened", "Visit", "add_moderator", "clean_username"]

#: How long somebody may look for the device with the second factor.
HALFWAY: Final = timedelta(minutes=10)
IDLE: Final = timedelta(hours=2)

#: The hash of a password that nobody has, made as `hasher` makes them: an unknown name costs what a known one does.
_NOBODY: Final = "$argon2id$v=19$m=65536,t=3,p=4$wGe4qgVscffd+ZsuQL6CwA$bAxCASF5BG6vWi48LNOaDe7VFtfg0ZzPWiX1ngVF56A"


@dataclass(frozen=True, slots=True)
class Account:
    """What is needed to check a password; `moderator_pk` is None when nobody has the name."""

    moderator_pk: int | None
    password_hash: str


@dataclass(frozen=True, slots=True)
class Checked:
    """An account whose password was right. `new_hash` is set when the hash is to be renewed."""

    moderator_pk: int
    new_hash: str | None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is at the desk, and the token that each of their forms carries.

    is_whole: whether the second factor was given, or there is none. seen_at: kept to the minute.
    """

    moderator_pk: int
    username: str
    display_name: str
    role: Role
    csrf_token: str
    session_id: str
    is_whole: bool
    has_factor: bool
    seen_at: datetime


def find_account(session: Session, username: str) -> Account:
    """Find what to check a password against. Never fails: an unknown name gets an account that no password opens."""
    row = session.execute(
        sa.select(Moderator.pk, Moderator.password_hash).where(Moderator.username == clean_username(username))
    ).one_or_none()
    return Account(None, _NOBODY) if row is None else Account(row.pk, row.password_hash)


def check_password(account: Account, password: str) -> Checked:
    """Check a password; takes as long for an unknown name as for a known one.

    Raises UnauthorizedError, with the same words whether the name or the password is wrong.
    """
    if not is_password(account.password_hash, password) or account.moderator_pk is None:
        raise UnauthorizedError(catalogue("desk")["sign_in.wrong"])
    renew = hasher().check_needs_rehash(account.password_hash)
    return Checked(account.moderator_pk, hash_password(password) if renew else None)


def enter(session: Session, world: World, checked: Checked, hours: int, visit: Visit) -> tuple[Opened, bool]:
    """Open a session and log it; whether it is whole: a second factor is still to come otherwise.

    Raises UnauthorizedError for a locked account: whoever hears it knew the password.
    """
    row = session.execute(
        sa.select(Moderator.locked_at, Moderator.totp_secret, Moderator.username).where(
            Moderator.pk == checked.moderator_pk
        )
    ).one()
    if row.locked_at is not None:
        raise UnauthorizedError(catalogue("people")["locked"])
    is_whole = not row.totp_secret
    opened = open_session(session, world, checked, hours, visit=visit, is_whole=is_whole)
    if is_whole:
        write_entry(
            session,
            world.now(),
            kind="session.opened",
            moderator_pk=checked.moderator_pk,
            subject=f"person:{row.username}",
            details={"factor": "", "agent": visit.agent},
        )
    return opened, is_whole


def open_session(  # noqa: PLR0913 (a session's parts)
    session: Session, world: World, checked: Checked, hours: int, *, visit: Visit | None = None, is_whole: bool = True
) -> Opened:
    """Open a session that lasts `hours`; on the way, renew an outdated password hash."""
    if checked.new_hash is not None:
        session.execute(
            sa.update(Moderator).where(Moderator.pk == checked.moderator_pk).values(password_hash=checked.new_hash)
        )
    lasts = timedelta(hours=hours) if is_whole else HALFWAY
    return sessions.start(session, world, checked.moderator_pk, lasts, visit or Visit(), is_whole=is_whole)


def log_refusal(session: Session, now: datetime, username: str, network: str) -> None:
    """Log that somebody did not get in. Of a name that nobody has nothing is kept: it may be a password."""
    known = session.scalar(sa.select(Moderator.username).where(Moderator.username == clean_username(username)))
    write_entry(
        session,
        now,
        kind="session.refused",
        moderator_pk=None,
        subject=f"person:{known or ''}",
        details={"network": network},
    )


def find_session(session: Session, world: World, token: str, idle: timedelta = IDLE) -> SignedIn | None:
    """Return who a cookie's token stands for; None when the session is over, unused for `idle`, or never was."""
    now = world.now()
    row = session.execute(
        sa.select(
            Moderator.pk,
            Moderator.username,
            Moderator.display_name,
            Moderator.role,
            DeskSession.csrf_token,
            DeskSession.id,
            DeskSession.is_whole,
            (Moderator.totp_secret != "").label("has_factor"),
            DeskSession.seen_at,
        )
        .join(Moderator, Moderator.pk == DeskSession.moderator_pk)
        .where(
            DeskSession.token_hash == sessions.hash_of(token),
            DeskSession.expires_at > now,
            DeskSession.seen_at > now - idle,
            Moderator.locked_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    return SignedIn(
        row.pk,
        row.username,
        row.display_name,
        Role(row.role),
        row.csrf_token,
        row.id,
        row.is_whole,
        bool(row.has_factor),
        row.seen_at,
    )


def leave(session: Session, world: World, signed_in: SignedIn, token: str) -> None:
    """Sign out, and log it."""
    sign_out(session, token)
    write_entry(
        session,
        world.now(),
        kind="session.closed",
        moderator_pk=signed_in.moderator_pk,
        subject=f"person:{signed_in.username}",
        details={},
    )


def sign_out(session: Session, token: str) -> None:
    """End a session, everywhere and at once. Ending one that is over is no error."""
    sessions.end(session, token)
