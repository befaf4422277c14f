"""A moderator decides about a comment: publish, refuse, remove, put back. One transaction, or nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from service.errors import Fault, InvalidInputError, NotFoundError, StaleDecisionError
from service.messages import catalogue
from service.reasons import all_reasons
from service.status import Status, may_become
from service.store.tables import Comment, Decision, Event, Moderator
from service.usecases.visibility import apply_status
from service.world import World

LONGEST_NOTE: Final = 1000

#: What a moderator may make of a comment; withdrawing is its author's.
BY_MODERATORS: Final = frozenset({Status.PUBLISHED, Status.HELD, Status.REJECTED, Status.REMOVED})
#: What a moderator has to give a reason for.
WANTS_REASON: Final = frozenset({Status.REJECTED, Status.REMOVED})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a moderator wants to become of a comment, and what they saw of it."""

    comment_id: str
    revision: int
    becomes: Status
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was done."""

    comment_id: str
    was: Status
    became: Status
    revision: int


def decide_comment(session: Session, world: World, moderator_pk: int, wish: Wish) -> Decided:
    """Carry out a decision: comment, thread, decision and event rows together.

    Raises NotFoundError, InvalidInputError (every fault at once), or StaleDecisionError when the comment
    is no longer what the moderator saw; its `extra` says what it is now, who decided and when.
    """
    comment = session.scalar(sa.select(Comment).where(Comment.id == wish.comment_id))
    if comment is None:
        raise NotFoundError(catalogue("desk")["decision.unknown"])
    faults = _faults(wish)
    if faults:
        raise InvalidInputError(faults)
    if comment.revision != wish.revision:
        raise _stale(session, comment)
    was = comment.status
    if not may_become(was, wish.becomes):
        raise InvalidInputError([_fault("becomes", "not-allowed", "not_allowed")])
    try:
        with session.begin_nested():  # so that what a faster moderator did can still be read
            apply_status(session, world, comment, wish.becomes)
    except StaleDataError:
        session.refresh(comment)
        raise _stale(session, comment) from None
    session.add_all(_rows(wish, comment, was, moderator_pk, world.now()))
    session.flush()
    return Decided(comment.id, was, wish.becomes, comment.revision)


def _faults(wish: Wish) -> list[Fault]:
    faults = []
    if wish.becomes not in BY_MODERATORS:
        faults.append(_fault("becomes", "not-allowed", "author_only"))
    if wish.becomes in WANTS_REASON and wish.reason not in all_reasons():
        faults.append(_fault("reason", "missing", "reason_missing"))
    if len(wish.note) > LONGEST_NOTE:
        faults.append(_fault("note", "too-long", "note_too_long"))
    return faults


def _fault(field: str, code: str, sentence: str) -> Fault:
    return Fault(f"/{field}", code, catalogue("desk")[f"decision.{sentence}"])


def _rows(wish: Wish, comment: Comment, was: Status, moderator_pk: int, now: datetime) -> tuple[Decision, Event]:
    reason = wish.reason if wish.becomes in WANTS_REASON else ""
    decision = Decision(
        comment_pk=comment.pk,
        moderator_pk=moderator_pk,
        was=was,
        became=wish.becomes,
        reason=reason,
        note=wish.note.replace("\0", ""),
        revision=wish.revision,
        created_at=now,
    )
    event = Event(
        kind="comment.decided",
        comment_pk=comment.pk,
        payload={"was": was.value, "status": wish.becomes.value, "reason": reason},
        created_at=now,
    )
    return decision, event


def _stale(session: Session, comment: Comment) -> StaleDecisionError:
    """Say what the comment is now, and, when it was a person's doing, whose and when."""
    row = session.execute(
        sa.select(Decision.created_at, Decision.reason, Decision.became, Moderator.display_name)
        .join(Moderator, Moderator.pk == Decision.moderator_pk)
        .where(Decision.comment_pk == comment.pk)
        .order_by(Decision.pk.desc())
        .limit(1)
    ).one_or_none()
    extra: dict[str, Any] = {"comment_id": comment.id, "status": comment.status.value}
    if row is not None and row.became is comment.status:
        extra |= {"decided_by": row.display_name, "decided_at": row.created_at.isoformat(), "reason": row.reason}
    return StaleDecisionError(catalogue("desk")["decision.stale"], **extra)
