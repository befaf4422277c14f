"""What all that is done with an account of the desk shares: names, passwords, and that an owner always is left.

Rows are locked with `key_share`: an entry of the log that names an account need not wait for its change.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from service.errors import ConflictError, Fault, InvalidInputError, NotFoundError, UnauthorizedError
from service.messages import catalogue
from service.roles import Role
from service.store.tables import Moderator
from service.world import World

LONGEST_NAME: Final = 60
SHORTEST_PASSWORD: Final = 8
LONGEST_PASSWORD: Final = 1024


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that may be made: without faults, its password hashed already, which takes a tenth of a second."""

    username: str
    display_name: str
    pseudonym: str
    password_hash: str


def prepare_account(username: str, password: str, display_name: str = "", pseudonym: str = "") -> NewAccount:
    """Check what somebody chose. Raises InvalidInputError naming every fault."""
    username = clean_username(username)
    display_name, pseudonym = clean_name(display_name), clean_name(pseudonym)
    faults = username_faults(username) + password_faults(password) + name_faults(display_name, pseudonym)
    if faults:
        raise InvalidInputError(faults)
    return NewAccount(username, display_name or username, pseudonym, hash_password(password))


def add_account(session: Session, world: World, new: NewAccount, role: Role) -> Moderator:
    """Make an account. Raises ConflictError when the name is taken."""
    if session.scalar(sa.select(Moderator.pk).where(Moderator.username == new.username)) is not None:
        raise ConflictError(catalogue("desk")["sign_in.name_taken"])
    moderator = Moderator(
        username=new.username,
        display_name=new.display_name,
        pseudonym=new.pseudonym,
        role=role.value,
        password_hash=new.password_hash,
        created_at=world.now(),
    )
    session.add(moderator)
    session.flush()
    return moderator


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
    return add_account(session, world, prepare_account(username, password, display_name), role).pk


def person(session: Session, username: str) -> Moderator:
    """An account by its user name, locked until the transaction ends. Raises NotFoundError."""
    query = sa.select(Moderator).where(Moderator.username == clean_username(username)).with_for_update(key_share=True)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFoundError(catalogue("people")["unknown"])
    return found


def account_of(session: Session, moderator_pk: int) -> Moderator:
    """An account by its key, locked until the transaction ends."""
    return session.scalars(
        sa.select(Moderator).where(Moderator.pk == moderator_pk).with_for_update(key_share=True)
    ).one()


def lock_owners(session: Session) -> frozenset[int]:
    """The owners who can sign in, by key: nobody else changes them until the transaction ends.

    To be asked for before any other account is locked: two owners who demote each other wait then, and do not collide.
    """
    open_owners = sa.select(Moderator.pk).where(Moderator.role == Role.OWNER.value, Moderator.locked_at.is_(None))
    return frozenset(session.scalars(open_owners.order_by(Moderator.pk).with_for_update(key_share=True)))


def keep_an_owner(owners: frozenset[int], leaving: Moderator) -> None:
    """Refuse to take away the last owner who can sign in."""
    if owners <= {leaving.pk}:
        raise ConflictError(catalogue("people")["last_owner"])


def demand_password(password_hash: str, password: str) -> None:
    """Ask somebody who is signed in for their password again. Raises UnauthorizedError."""
    if not is_password(password_hash, password):
        raise UnauthorizedError(catalogue("people")["password_wrong"])


def password_hash_of(session: Session, moderator_pk: int) -> str:
    """What to check somebody's password against."""
    return session.scalars(sa.select(Moderator.password_hash).where(Moderator.pk == moderator_pk)).one()


def hash_password(password: str) -> str:
    """What the database keeps of a password (argon2id)."""
    return hasher().hash(storable(password))


def is_password(password_hash: str, password: str) -> bool:
    """Whether a hash is of this password."""
    try:
        return hasher().verify(password_hash, storable(password))
    except (VerificationError, InvalidHashError):
        return False


def clean_username(username: str) -> str:
    """Return a user name as it is stored: the same for every way to type it."""
    return storable(username).strip().casefold()


def clean_name(name: str) -> str:
    """Return a name for people as it is stored."""
    return storable(name).strip()


def storable(typed: str) -> str:
    """Return what was typed in the one form of it that is stored.

    Keyboards write the same letter in several ways. What no keyboard writes (a lone surrogate, a NUL) and no
    database or hash takes must not become an error of the service.
    """
    return unicodedata.normalize("NFKC", typed.encode("utf-8", "replace").decode().replace("\0", "\ufffd"))


def username_faults(username: str) -> list[Fault]:
    """What is wrong with a user name."""
    good = 1 <= len(username) <= LONGEST_NAME and username.isprintable() and " " not in username
    return [] if good and "/" not in username else [_fault("username")]  # it is a part of addresses


def password_faults(password: str) -> list[Fault]:
    """What is wrong with a password."""
    return [] if SHORTEST_PASSWORD <= len(storable(password)) <= LONGEST_PASSWORD else [_fault("password")]


def name_faults(display_name: str, pseudonym: str = "") -> list[Fault]:
    """What is wrong with the names that people see."""
    named = {"display_name": display_name, "pseudonym": pseudonym}
    return [_fault(field) for field, name in named.items() if len(name) > LONGEST_NAME or not name.isprintable()]


@cache
def hasher() -> PasswordHasher:
    """The one hasher: argon2id, the parameters of RFC 9106 for little memory."""
    return PasswordHasher()


def _fault(field: str) -> Fault:
    return Fault(f"/{field}", "invalid", catalogue("people")[f"fault.{field}"])
