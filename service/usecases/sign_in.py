"""A moderator signs in to the desk, stays signed in, and signs out.

Signing in takes three steps, so that the slow one (the password) holds no lock of the database:
`find_account` reads, `check_password` computes, `open_session` writes.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Final

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from service.errors import ConflictError, Fault, InvalidInputError, UnauthorizedError
from service.messages import catalogue
from service.roles import Role
from service.store.tables import DeskSession, Moderator
from service.world import World

LONGEST_NAME: Final = 60
SHORTEST_PASSWORD: Final = 8
LONGEST_PASSWORD: Final = 1024

#: The hash of a password that nobody has, made as `_hasher` makes them: an unknown name costs what a known one does.
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
class Opened:
    """A new session: the token goes into the browser's cookie and is kept nowhere else."""

    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is at the desk, and the token that each of their forms carries."""

    moderator_pk: int
    username: str
    display_name: str
    role: Role
    csrf_token: str


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
    password = _storable(password)
    try:
        _hasher().verify(account.password_hash, password)
    except (VerificationError, InvalidHashError):
        raise _refusal() from None
    if account.moderator_pk is None:
        raise _refusal()
    renew = _hasher().check_needs_rehash(account.password_hash)
    return Checked(account.moderator_pk, _hasher().hash(password) if renew else None)


def open_session(session: Session, world: World, checked: Checked, hours: int) -> Opened:
    """Open a session that lasts `hours`; on the way, forget the expired ones and renew an outdated password hash."""
    now = world.now()
    session.execute(sa.delete(DeskSession).where(DeskSession.expires_at <= now))
    if checked.new_hash is not None:
        session.execute(
            sa.update(Moderator).where(Moderator.pk == checked.moderator_pk).values(password_hash=checked.new_hash)
        )
    token, expires_at = world.new_token(), now + timedelta(hours=hours)
    session.add(
        DeskSession(
            token_hash=_hash(token),
            moderator_pk=checked.moderator_pk,
            id=world.new_id(),
            csrf_token=world.new_token(),
            created_at=now,
            expires_at=expires_at,
            seen_at=now,
        )
    )
    return Opened(token, expires_at)


def find_session(session: Session, world: World, token: str) -> SignedIn | None:
    """Return who a cookie's token stands for; None when the session is over or never was."""
    row = session.execute(
        sa.select(Moderator.pk, Moderator.username, Moderator.display_name, Moderator.role, DeskSession.csrf_token)
        .join(Moderator, Moderator.pk == DeskSession.moderator_pk)
        .where(DeskSession.token_hash == _hash(token), DeskSession.expires_at > world.now())
    ).one_or_none()
    if row is None:
        return None
    return SignedIn(row.pk, row.username, row.display_name, Role(row.role), row.csrf_token)


def sign_out(session: Session, token: str) -> None:
    """End a session, everywhere and at once. Ending one that is over is no error."""
    session.execute(sa.delete(DeskSession).where(DeskSession.token_hash == _hash(token)))


def add_moderator(  # noqa: PLR0913 (an account's parts)
    session: Session,
    world: World,
    username: str,
    password: str,
    display_name: str = "",
    *,
    role: Role = Role.MODERATOR,
) -> int:
    """Let somebody sign in to the desk; returns the new moderator's key.

    Raises InvalidInputError naming every fault, ConflictError when the name is taken.
    """
    username, password, display_name = clean_username(username), _storable(password), display_name.strip()
    faults = _faults(username, password, display_name)
    if faults:
        raise InvalidInputError(faults)
    if session.scalar(sa.select(Moderator.pk).where(Moderator.username == username)) is not None:
        raise ConflictError(catalogue("desk")["sign_in.name_taken"])
    moderator = Moderator(
        username=username,
        display_name=display_name or username,
        role=role.value,
        password_hash=_hasher().hash(password),
        created_at=world.now(),
    )
    session.add(moderator)
    session.flush()
    return moderator.pk


def clean_username(username: str) -> str:
    """Return a user name as it is stored: the same for every way to type it."""
    return _storable(username).strip().casefold()


def _storable(typed: str) -> str:
    # Keyboards write the same letter in several ways. What no keyboard writes (a lone surrogate, a NUL) and no
    # database or hash takes must not become an error of the service.
    return unicodedata.normalize("NFKC", typed.encode("utf-8", "replace").decode().replace("\0", "\ufffd"))


def _faults(username: str, password: str, display_name: str) -> list[Fault]:
    faults = []
    if not 1 <= len(username) <= LONGEST_NAME or not username.isprintable() or " " in username:
        faults.append(_fault("username"))
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        faults.append(_fault("password"))
    if len(display_name) > LONGEST_NAME or any(unicodedata.category(char) == "Cc" for char in display_name):
        faults.append(_fault("display_name"))
    return faults


def _fault(field: str) -> Fault:
    return Fault(f"/{field}", "invalid", catalogue("desk")[f"sign_in.{field}"])


def _refusal() -> UnauthorizedError:
    return UnauthorizedError(catalogue("desk")["sign_in.wrong"])


def _hash(token: str) -> str:
    # The token is random, 256 bits: no slow hash is needed. "replace": a cookie may hold anything.
    return sha256(token.encode("utf-8", "replace")).hexdigest()


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # argon2id, the parameters of RFC 9106 for little memory
