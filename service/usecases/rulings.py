"""What every decision of a moderator writes: the comment's status, the decision's row and the event. A shared part."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from service.errors import Fault, InvalidInputError, StaleDecisionError
from service.messages import catalogue
from service.status import Status, may_become
from service.store.tables import Comment, Decision, Event, Judgement, Report
from service.usecases.visibility import apply_status
from service.world import World


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of a comment, by whom and why. batch: of what is decided at once. undoes: a decision's key."""

    moderator_pk: int
    becomes: Status
    reason: str = ""
    note: str = ""
    batch: str = ""
    undoes: int | None = None


def rule_on(session: Session, world: World, comment: Comment, ruling: Ruling) -> Decision:
    """Carry a ruling out, within the caller's transaction.

    Raises InvalidInputError where the status cannot follow, StaleDecisionError when somebody else was faster.
    """
    was, revision = comment.status, comment.revision
    if not may_become(was, ruling.becomes):
        fault = Fault("/becomes", "not-allowed", catalogue("desk")["decision.not_allowed"])
        raise InvalidInputError([fault])
    try:
        with session.begin_nested():
            _settle_reports(session, world, comment)
            apply_status(session, world, comment, ruling.becomes)
    except StaleDataError:
        raise StaleDecisionError(catalogue("desk")["decision.stale"], comment_id=comment.id) from None
    judgement = session.scalar(sa.select(sa.func.max(Judgement.pk)).where(Judgement.comment_pk == comment.pk))
    now = world.now()
    decision = Decision(
        comment_pk=comment.pk,
        moderator_pk=ruling.moderator_pk,
        was=was,
        became=ruling.becomes,
        reason=ruling.reason,
        note=ruling.note,
        revision=revision,
        judgement_pk=judgement,
        batch=ruling.batch,
        undoes_pk=ruling.undoes,
        created_at=now,
    )
    payload = {"was": was.value, "status": ruling.becomes.value, "reason": ruling.reason}
    session.add_all([decision, Event(kind="comment.decided", comment_pk=comment.pk, payload=payload, created_at=now)])
    session.flush()
    return decision


def _settle_reports(session: Session, world: World, comment: Comment) -> None:
    """What readers have reported, a person has looked at now."""
    if comment.reports:
        open_ones = sa.update(Report).where(Report.comment_pk == comment.pk, Report.settled_at.is_(None))
        session.execute(open_ones.values(settled_at=world.now()))
        comment.reports = 0
