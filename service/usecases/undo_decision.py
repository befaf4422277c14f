"""A moderator takes a decision back: the last one about a comment, or a whole batch."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import InvalidInputError, NotFoundError, StaleDecisionError
from service.messages import catalogue
from service.status import ALLOWED, Status
from service.store.locks import lock_comments
from service.store.tables import Comment, Decision
from service.usecases.deciding import (
    BY_MODERATORS,
    WANTS_REASON,
    Act,
    Decided,
    carry_out,
    demand_free,
    fault,
    find_comment,
    reopen_reports,
    stale,
)
from service.world import World

AT_ONCE: Final = 500


def undo_decision(session: Session, world: World, moderator_pk: int, comment_id: str, revision: int) -> Decided:
    """Make of a comment what it was before the last decision, which is the moderator's own; reports are open again.

    Where that status may not follow, it is held again. Raises NotFoundError, InvalidInputError, StaleDecisionError.
    """
    comment = find_comment(session, comment_id)
    if comment.revision != revision:
        raise stale(session, comment, revision)
    last = _last(session, comment)
    if last is None or last.moderator_pk != moderator_pk or last.became is not comment.status:
        raise InvalidInputError([fault("becomes", "not-allowed", "not_undoable")])
    demand_free(session, comment, moderator_pk, world.now())
    return _take_back(session, world, moderator_pk, comment, last)


def undo_batch(session: Session, world: World, moderator_pk: int, batch: str) -> int:
    """Take back up to 500 decisions of a batch, as far as nobody has decided since; returns how many.

    Ask again until it is 0. Raises NotFoundError when there is no such batch of the moderator's.
    """
    mine = sa.select(Decision.pk).where(Decision.batch == batch, Decision.moderator_pk == moderator_pk).limit(1)
    if not batch or session.scalar(mine) is None:
        raise NotFoundError(catalogue("desk")["bulk.unknown"])
    later = sa.orm.aliased(Decision)
    query = (
        sa.select(Comment, Decision)
        .join(Decision, Decision.comment_pk == Comment.pk)
        .where(
            Decision.batch == batch,
            Decision.moderator_pk == moderator_pk,
            Comment.status == Decision.became,
            ~sa.exists().where(later.comment_pk == Decision.comment_pk, later.pk > Decision.pk),
        )
        .order_by(Decision.pk)
        .limit(AT_ONCE)
    )
    keys = session.scalars(query.with_only_columns(Comment.pk)).all()
    lock_comments(session, keys)
    done = 0
    for comment, decision in session.execute(query.where(Comment.pk.in_(keys))).all():
        try:
            demand_free(session, comment, moderator_pk, world.now())
            _take_back(session, world, moderator_pk, comment, decision)
        except (StaleDecisionError, InvalidInputError):
            continue  # somebody else is at it: what they do stands
        done += 1
    return done


def what_undoes(decision_was: Status, status: Status) -> Status | None:
    """What a comment becomes when the last decision is taken back; None when nothing can."""
    allowed = ALLOWED[status] & BY_MODERATORS
    return next((one for one in (decision_was, Status.HELD, Status.PUBLISHED) if one in allowed), None)


def _last(session: Session, comment: Comment) -> Decision | None:
    query = sa.select(Decision).where(Decision.comment_pk == comment.pk).order_by(Decision.pk.desc()).limit(1)
    return session.scalars(query).one_or_none()


def _take_back(session: Session, world: World, moderator_pk: int, comment: Comment, decision: Decision) -> Decided:
    becomes = comment.status if decision.was is decision.became else what_undoes(decision.was, comment.status)
    if becomes is None:
        raise InvalidInputError([fault("becomes", "not-allowed", "not_allowed")])
    reason = _reason_before(session, decision) if becomes in WANTS_REASON else ""
    act = Act(moderator_pk, becomes, reason, undoes_pk=decision.pk)
    done = carry_out(session, world, comment, act)
    reopen_reports(session, comment, decision)
    return done


def _reason_before(session: Session, decision: Decision) -> str:
    query = (
        sa.select(Decision.reason)
        .where(Decision.comment_pk == decision.comment_pk, Decision.pk < decision.pk)
        .order_by(Decision.pk.desc())
        .limit(1)
    )
    return session.scalar(query) or ""
