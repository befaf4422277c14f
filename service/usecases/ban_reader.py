"""A moderator keeps somebody from writing, for a while or for good, and lets them write again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.bans import BanKind, name_shape
from service.errors import Fault, InvalidInputError, NotFoundError
from service.messages import catalogue
from service.store.logbook import write_entry
from service.store.tables import Ban, Comment
from service.world import World

#: For how many hours one can be banned; 0 is for good.
HOURS: Final = (1, 6, 24, 72, 168, 720, 0)
LONGEST_REASON: Final = 300


@dataclass(frozen=True, slots=True)
class BanForm:
    """Whom to ban: the author of a comment, by what, for how many hours (0: for good), and why."""

    comment_id: str
    kinds: frozenset[BanKind]
    hours: int
    reason: str


def values_of(comment: Comment) -> dict[BanKind, str]:
    """What the author of a comment can be banned by; kinds that are not known of them are missing."""
    values = {
        BanKind.READER: comment.reader,
        BanKind.NAME: name_shape(comment.author_name),
        BanKind.NETWORK: comment.network,
    }
    return {kind: value for kind, value in values.items() if value}


def ban_reader(session: Session, world: World, moderator_pk: int, form: BanForm) -> list[Ban]:
    """Write the bans, one for each kind. What was banned before goes by the new ban from now on.

    Raises NotFoundError (comment), InvalidInputError with every fault.
    """
    comment = session.scalar(sa.select(Comment).where(Comment.id == form.comment_id))
    if comment is None:
        raise NotFoundError(catalogue("desk")["decision.unknown"])
    values, now = values_of(comment), world.now()
    faults = _faults(form, values)
    if faults:
        raise InvalidInputError(faults)
    bans = []
    for kind in sorted(form.kinds):
        _end_earlier(session, now, moderator_pk, comment.site_pk, kind, values[kind])
        bans.append(
            Ban(
                site_pk=comment.site_pk,
                kind=kind.value,
                value=values[kind],
                label=comment.author_name,
                reason=form.reason.strip(),
                moderator_pk=moderator_pk,
                created_at=now,
                expires_at=now + timedelta(hours=form.hours) if form.hours else None,
            )
        )
    session.add_all(bans)
    session.flush()
    details = {"kinds": sorted(form.kinds), "hours": form.hours, "bans": [ban.pk for ban in bans]}
    subject = f"comment:{comment.id}"
    write_entry(session, now, kind="reader.banned", moderator_pk=moderator_pk, subject=subject, details=details)
    return bans


def lift_ban(session: Session, world: World, moderator_pk: int, ban_pk: int) -> Ban:
    """End a ban now. One that has ended already stays as it is. Raises NotFoundError."""
    ban = session.get(Ban, ban_pk)
    if ban is None:
        raise NotFoundError(catalogue("community")["ban.unknown"])
    now = world.now()
    if ban.lifted_at is None and (ban.expires_at is None or ban.expires_at > now):
        ban.lifted_at, ban.lifted_by = now, moderator_pk
        session.flush()
        details = {"kind": ban.kind}
        write_entry(
            session, now, kind="ban.lifted", moderator_pk=moderator_pk, subject=f"ban:{ban.pk}", details=details
        )
    return ban


def _faults(form: BanForm, values: dict[BanKind, str]) -> list[Fault]:
    said, faults = catalogue("community"), []
    if not form.kinds or not form.kinds <= values.keys():
        faults.append(Fault("/kind", "missing", said["ban.kind_missing"]))
    if form.hours not in HOURS:
        faults.append(Fault("/hours", "invalid", said["ban.hours"]))
    if not 1 <= len(form.reason.strip()) <= LONGEST_REASON:
        faults.append(Fault("/reason", "invalid", said["ban.reason"]))
    return faults


def _end_earlier(  # noqa: PLR0913, PLR0917 (whose ban, ended by whom)
    session: Session, now: datetime, moderator_pk: int, site_pk: int, kind: BanKind, value: str
) -> None:
    earlier = sa.update(Ban).where(
        Ban.site_pk == site_pk, Ban.kind == kind.value, Ban.value == value, Ban.lifted_at.is_(None)
    )
    session.execute(
        earlier.where(sa.or_(Ban.expires_at.is_(None), Ban.expires_at > now)).values(
            lifted_at=now, lifted_by=moderator_pk
        )
    )
