"""A moderator clears all of an author's comments at a site, in one transaction that can be taken back as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import Fault, InvalidInputError, NotFoundError, StaleDecisionError
from service.messages import catalogue
from service.reasons import all_reasons
from service.status import Status, may_become
from service.store.locks import lock_comments
from service.store.logbook import write_entry
from service.store.tables import Comment, Decision
from service.usecases.deciding import Act, carry_out, demand_free, reopen_reports
from service.world import World

#: How far back one can clear, in days; 0 is everything.
DAYS: Final = (1, 7, 30, 0)
#: What becomes of the comments that are cleared; others stay as they are.
CLEARED: Final = MappingProxyType({Status.PUBLISHED: Status.REMOVED, Status.HELD: Status.REJECTED})


@dataclass(frozen=True, slots=True)
class Sweep:
    """Whose comments: those of the author of a comment, of the last days (0: all), and the reason's code."""

    comment_id: str
    days: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cleared:
    """What was done. batch: names it, for taking it back."""

    batch: str
    many: int


def preview_clearing(session: Session, world: World, sweep: Sweep) -> dict[Status, int]:
    """How many comments a clearing would change, by what they are now. Raises as `clear_author` does."""
    query = _wanted(session, world.now(), sweep).with_only_columns(Comment.status, sa.func.count())
    counted = session.execute(query.order_by(None).group_by(Comment.status))
    return {status: many for status, many in counted}  # noqa: C416 (rows are no pairs to the type checker)


def clear_author(session: Session, world: World, moderator_pk: int, sweep: Sweep) -> Cleared:
    """Remove what is published and refuse what is held, of one author. All of it, or nothing.

    Raises NotFoundError (comment), InvalidInputError (no reader's token to go by, no such time, no reason),
    StaleDecisionError (somebody else has taken one of the comments; its sentence says who).
    """
    if sweep.reason not in all_reasons():
        raise InvalidInputError([Fault("/reason", "missing", catalogue("desk")["decision.reason_missing"])])
    batch = world.new_id()
    wanted = _wanted(session, world.now(), sweep)
    keys = frozenset(session.scalars(wanted.with_only_columns(Comment.pk)))
    lock_comments(session, keys)
    comments = [comment for comment in session.scalars(wanted) if comment.pk in keys]
    for comment in comments:
        demand_free(session, comment, moderator_pk, world.now())
        act = Act(moderator_pk, CLEARED[comment.status], sweep.reason, batch=batch)
        carry_out(session, world, comment, act)
    details = {"batch": batch, "many": len(comments), "days": sweep.days, "reason": sweep.reason}
    _log(session, world, moderator_pk, "author.cleared", f"comment:{sweep.comment_id}", details)
    return Cleared(batch, len(comments))


def undo_clearing(session: Session, world: World, moderator_pk: int, batch: str) -> int:
    """Put back what a clearing changed, but for what somebody has decided about since; how many that were.

    Raises NotFoundError for a batch that is none.
    """
    decisions: Sequence[Decision] = session.scalars(
        sa.select(Decision).where(Decision.batch == batch, Decision.batch != "").order_by(Decision.pk)
    ).all()
    if not decisions:
        raise NotFoundError(catalogue("community")["clear.unknown"])
    lock_comments(session, {decision.comment_pk for decision in decisions})
    later = sa.select(sa.func.max(Decision.pk))
    many = 0
    for decision in decisions:
        comment = session.get_one(Comment, decision.comment_pk)
        last = session.scalar(later.where(Decision.comment_pk == comment.pk))
        if last != decision.pk or comment.status is not decision.became or not may_become(comment.status, decision.was):
            continue
        try:
            demand_free(session, comment, moderator_pk, world.now())
            carry_out(session, world, comment, Act(moderator_pk, decision.was, undoes_pk=decision.pk))
        except StaleDecisionError:
            continue  # somebody else is at it: what they do stands
        reopen_reports(session, comment, decision)
        many += 1
    _log(session, world, moderator_pk, "author.restored", f"batch:{batch}", {"batch": batch, "many": many})
    return many


def _wanted(session: Session, now: datetime, sweep: Sweep) -> sa.Select[Comment]:
    named = session.scalar(sa.select(Comment).where(Comment.id == sweep.comment_id))
    if named is None:
        raise NotFoundError(catalogue("desk")["decision.unknown"])
    said, faults = catalogue("community"), []
    if not named.reader:
        faults.append(Fault("/comment", "no-reader", said["clear.no_reader"]))
    if sweep.days not in DAYS:
        faults.append(Fault("/days", "invalid", said["clear.days"]))
    if faults:
        raise InvalidInputError(faults)
    query = sa.select(Comment).where(
        Comment.site_pk == named.site_pk, Comment.reader == named.reader, Comment.status.in_(CLEARED)
    )
    if sweep.days:
        query = query.where(Comment.created_at >= now - timedelta(days=sweep.days))
    return query.order_by(Comment.pk)


def _log(  # noqa: PLR0913, PLR0917 (one row's columns)
    session: Session, world: World, moderator_pk: int, kind: str, subject: str, details: Mapping[str, object]
) -> None:
    write_entry(session, world.now(), kind=kind, moderator_pk=moderator_pk, subject=subject, details=details)
