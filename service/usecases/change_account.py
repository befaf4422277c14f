"""Somebody changes their own account: names, password, and where they are signed in."""

from datetime import datetime

from sqlalchemy.orm import Session

from service.errors import Fault, InvalidInputError, NotFoundError
from service.messages import catalogue
from service.store import sessions
from service.store.logbook import write_entry
from service.store.sessions import Opened
from service.store.tables import Moderator
from service.usecases.accounts import account_of, clean_name, hash_password, name_faults, password_faults
from service.world import World


def new_password_hash(password: str, again: str) -> str:
    """Hash a new password, typed twice, before the transaction: it takes a tenth of a second.

    Raises InvalidInputError naming every fault.
    """
    faults = password_faults(password)
    if password != again:
        faults.append(Fault("/again", "differs", catalogue("people")["fault.again"]))
    if faults:
        raise InvalidInputError(faults)
    return hash_password(password)


def change_password(
    session: Session, world: World, moderator_pk: int, password_hash: str, session_id: str
) -> Opened | None:
    """Set a new password. All other sessions end, this one gets a new token; None when it was ended meanwhile."""
    account = account_of(session, moderator_pk)
    account.password_hash = password_hash
    sessions.end_all(session, moderator_pk, but=session_id)
    opened = sessions.renew(session, world, session_id)
    _log(session, world.now(), "account.password", account)
    return opened


def renew_session(session: Session, world: World, moderator_pk: int, session_id: str) -> Opened | None:
    """After the second factor changed: other sessions end, this one gets a new token."""
    sessions.end_all(session, moderator_pk, but=session_id)
    return sessions.renew(session, world, session_id)


def change_names(session: Session, world: World, moderator_pk: int, display_name: str, pseudonym: str) -> None:
    """Change how the desk calls somebody, and how readers do. Raises InvalidInputError naming every fault."""
    display_name, pseudonym = clean_name(display_name), clean_name(pseudonym)
    faults = name_faults(display_name, pseudonym)
    if faults:
        raise InvalidInputError(faults)
    account = account_of(session, moderator_pk)
    before = (account.display_name, account.pseudonym)
    account.display_name, account.pseudonym = display_name or account.username, pseudonym
    if before != (account.display_name, account.pseudonym):
        _log(session, world.now(), "account.named", account, display_name=account.display_name, pseudonym=pseudonym)


def end_session(session: Session, world: World, moderator_pk: int, session_id: str) -> None:
    """End one of one's own sessions. Raises NotFoundError when it is over already."""
    if not sessions.end_one(session, moderator_pk, session_id):
        raise NotFoundError(catalogue("people")["session_over"])
    _log(session, world.now(), "session.ended", account_of(session, moderator_pk), sessions=1)


def end_other_sessions(session: Session, world: World, moderator_pk: int, session_id: str) -> int:
    """End all of one's own sessions but this one; how many there were."""
    ended = sessions.end_all(session, moderator_pk, but=session_id)
    if ended:
        _log(session, world.now(), "session.ended", account_of(session, moderator_pk), sessions=ended)
    return ended


def _log(session: Session, now: datetime, kind: str, account: Moderator, **details: str | int) -> None:
    subject = f"person:{account.username}"
    write_entry(session, now, kind=kind, moderator_pk=account.pk, subject=subject, details=details)
