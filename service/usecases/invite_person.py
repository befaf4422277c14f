"""An owner invites somebody: a link for a role that makes one account, within a week, and can be withdrawn."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import Fault, InvalidInputError, NotFoundError
from service.messages import catalogue
from service.roles import Role
from service.store.logbook import write_entry
from service.store.tables import Invitation, Moderator
from service.usecases.accounts import NewAccount, add_account, clean_name
from service.world import World

SERVES: Final = timedelta(days=7)
LONGEST_LABEL: Final = 100
HANDLE: Final = 16  # letters of the hash that name an invitation in lists and in the log


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that nobody has used yet. handle: names it; opens nothing."""

    handle: str
    role: Role
    label: str
    invited_by: str
    created_at: datetime
    expires_at: datetime


def invite_person(session: Session, world: World, moderator_pk: int | None, role: Role, label: str) -> str:
    """Make an invitation; the token for its link, which is kept nowhere. Raises InvalidInputError."""
    label = clean_name(label)
    if not label or len(label) > LONGEST_LABEL or not label.isprintable():
        raise InvalidInputError([Fault("/label", "invalid", catalogue("people")["fault.label"])])
    now, token = world.now(), world.new_token()
    session.execute(sa.delete(Invitation).where(Invitation.used_at.is_(None), Invitation.expires_at <= now))
    invitation = Invitation(
        token_hash=_hash(token),
        role=role.value,
        label=label,
        invited_by=moderator_pk,
        created_at=now,
        expires_at=now + SERVES,
        used_at=None,
    )
    session.add(invitation)
    session.flush()
    _log(session, now, "invitation.made", moderator_pk, invitation)
    return token


def open_invitations(session: Session, now: datetime) -> list[OpenInvitation]:
    """The invitations that are still good, the newest first."""
    query = sa.select(Invitation, Moderator.display_name).outerjoin(Moderator, Moderator.pk == Invitation.invited_by)
    rows = session.execute(query.where(*_good(now)).order_by(Invitation.created_at.desc()))
    return [
        OpenInvitation(one.token_hash[:HANDLE], Role(one.role), one.label, name or "", one.created_at, one.expires_at)
        for one, name in rows
    ]


def withdraw_invitation(session: Session, world: World, moderator_pk: int, handle: str) -> None:
    """Make an invitation void. Raises NotFoundError when it is already, or was used."""
    named = sa.func.substr(Invitation.token_hash, 1, HANDLE) == handle
    invitation = session.scalars(sa.select(Invitation).where(named, *_good(world.now())).with_for_update()).first()
    if invitation is None:
        raise NotFoundError(catalogue("people")["invitation_void"])
    session.delete(invitation)
    _log(session, world.now(), "invitation.withdrawn", moderator_pk, invitation)


def find_invitation(session: Session, now: datetime, token: str) -> Role | None:
    """The role that a link's token invites to; None when it is void."""
    query = sa.select(Invitation.role).where(Invitation.token_hash == _hash(token), *_good(now))
    role = session.scalar(query)
    return None if role is None else Role(role)


def accept_invitation(session: Session, world: World, token: str, new: NewAccount) -> int:
    """Make the account that an invitation is for; its key. The invitation is void from then on.

    Raises NotFoundError when it is void already, ConflictError when the user name is taken (it stays good then).
    """
    now = world.now()
    using = sa.update(Invitation).where(Invitation.token_hash == _hash(token), *_good(now)).values(used_at=now)
    # One statement: of two who come at once, one finds it used.
    role = session.scalar(using.returning(Invitation.role))
    if role is None:
        raise NotFoundError(catalogue("people")["invitation_void"])
    account = add_account(session, world, new, Role(role))
    write_entry(
        session,
        now,
        kind="person.joined",
        moderator_pk=account.pk,
        subject=f"person:{account.username}",
        details={"role": role, "invitation": _hash(token)[:HANDLE]},
    )
    return account.pk


def _good(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (Invitation.used_at.is_(None), Invitation.expires_at > now)


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _log(session: Session, now: datetime, kind: str, moderator_pk: int | None, invitation: Invitation) -> None:
    # Without the label: it may be a mail address, and nothing is ever taken out of the log.
    subject, details = f"invitation:{invitation.token_hash[:HANDLE]}", {"role": invitation.role}
    write_entry(session, now, kind=kind, moderator_pk=moderator_pk, subject=subject, details=details)
