"""What every decision writes, whoever asks for it: one, many at once, undone, answering an appeal. A shared part."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from service.errors import Fault, InvalidInputError, NotFoundError, StaleDecisionError
from service.messages import catalogue
from service.reasons import all_reasons
from service.status import Status, may_become
from service.store import claims
from service.store.logbook import write_entry
from service.store.tables import Comment, CommentVersion, Decision, Event, Judgement, Moderator, Report
from service.usecases.visibility import apply_status
from service.world import World

LONGEST_NOTE: Final = 1000

#: What a moderator may make of a comment; withdrawing is its author's.
BY_MODERATORS: Final = frozenset({Status.PUBLISHED, Status.HELD, Status.REJECTED, Status.REMOVED})
#: What a moderator has to give a reason for.
WANTS_REASON: Final = frozenset({Status.REJECTED, Status.REMOVED})
_comment: Final = cast("sa.Table", Comment.__table__)


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody makes of a comment. batch: shared by what is done at once; undoes_pk: the decision taken back."""

    moderator_pk: int
    becomes: Status
    reason: str = ""
    note: str = ""
    batch: str = ""
    undoes_pk: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What was done."""

    comment_id: str
    was: Status
    became: Status
    revision: int


def find_comment(session: Session, comment_id: str) -> Comment:
    """A comment by its id. Raises NotFoundError."""
    comment = session.scalar(sa.select(Comment).where(Comment.id == comment_id))
    if comment is None:
        raise NotFoundError(catalogue("desk")["decision.unknown"])
    return comment


def faults_of(becomes: Status, reason: str, note: str) -> list[Fault]:
    """Everything that is wrong with a decision, wherever the comment stands."""
    faults = []
    if becomes not in BY_MODERATORS:
        faults.append(fault("becomes", "not-allowed", "author_only"))
    if becomes in WANTS_REASON and reason not in all_reasons():
        faults.append(fault("reason", "missing", "reason_missing"))
    if len(note) > LONGEST_NOTE:
        faults.append(fault("note", "too-long", "note_too_long"))
    return faults


def fault(field: str, code: str, sentence: str) -> Fault:
    """A fault of a form of the desk."""
    return Fault(f"/{field}", code, catalogue("desk")[f"decision.{sentence}"])


def demand_free(session: Session, comment: Comment, moderator_pk: int, now: datetime) -> None:
    """Raise StaleDecisionError when somebody else has taken the comment; its `extra` says who."""
    taken = claims.holder(session, comment.pk, now)
    if taken is None or taken.moderator_pk == moderator_pk:
        return
    sentence = catalogue("desk")["decision.claimed"].format(name=taken.display_name)
    raise StaleDecisionError(
        sentence, comment_id=comment.id, status=comment.status.value, claimed_by=taken.display_name
    )


def carry_out(session: Session, world: World, comment: Comment, act: Act) -> Decided:
    """Give a comment another status, with all that belongs to it: decision, reports, claim, event and log.

    A published comment that readers reported may be published once more: it stands, and the reports are settled.
    Raises InvalidInputError when the status may not follow, StaleDecisionError when somebody was faster.
    """
    was, seen, now = comment.status, comment.revision, world.now()
    if was is act.becomes is Status.PUBLISHED and (comment.reports or act.undoes_pk):
        _lock_as_seen(session, comment)
        keep_decision(session, comment, act, was, seen, now)
        session.flush()
        return Decided(comment.id, was, was, seen)
    if not may_become(was, act.becomes):
        raise InvalidInputError([fault("becomes", "not-allowed", "not_allowed")])
    try:
        with session.begin_nested():  # so that what a faster moderator did can still be read
            apply_status(session, world, comment, act.becomes)
    except StaleDataError:
        session.refresh(comment)
        raise stale(session, comment, seen) from None
    keep_decision(session, comment, act, was, seen, now)
    event = {"was": was.value, "status": act.becomes.value, "reason": _reason(act)}
    session.add(Event(kind="comment.decided", comment_pk=comment.pk, payload=event, created_at=now))
    session.flush()
    return Decided(comment.id, was, act.becomes, comment.revision)


def _lock_as_seen(session: Session, comment: Comment) -> None:
    """Keep a comment that stays as it is from changing meanwhile; where it is written, the revision does the same."""
    seen = comment.revision
    locked = sa.select(_comment.c.revision).where(_comment.c.pk == comment.pk).with_for_update(key_share=True)
    if session.scalar(locked) != seen:
        session.refresh(comment)
        raise stale(session, comment, seen)


def keep_decision(  # noqa: PLR0913, PLR0917 (one row's columns)
    session: Session, comment: Comment, act: Act, was: Status, seen: int, now: datetime
) -> None:
    """Write a decision down, settle what readers reported, and let go of the comment."""
    judgement = session.execute(
        sa.select(Judgement.pk, Judgement.outcome, Judgement.findings)
        .where(Judgement.comment_pk == comment.pk)
        .order_by(Judgement.pk.desc())
        .limit(1)
    ).one_or_none()
    session.add(
        Decision(
            comment_pk=comment.pk,
            moderator_pk=act.moderator_pk,
            was=was,
            became=act.becomes,
            reason=_reason(act),
            note=act.note.replace("\0", ""),
            revision=seen,
            judgement_pk=judgement and judgement.pk,
            batch=act.batch,
            undoes_pk=act.undoes_pk,
            created_at=now,
        )
    )
    settled = sa.update(Report).where(Report.comment_pk == comment.pk, Report.settled_at.is_(None))
    session.execute(settled.values(settled_at=now), execution_options={"synchronize_session": False})
    set_plainly(session, comment, reports=0, set_aside_by=None)
    claims.release(session, comment.pk)
    details: dict[str, Any] = {
        "was": was.value,
        "became": act.becomes.value,
        "reason": _reason(act),
        "note": bool(act.note),
        "revision": seen,
        "machine": judgement.outcome.value if judgement else "",
        "rules": sorted({one["rule"] for one in judgement.findings if one["action"] != "none"}) if judgement else [],
    }
    details |= {"batch": act.batch} if act.batch else {}
    details |= {"undoes": True} if act.undoes_pk else {}
    write_entry(
        session, now, kind="comment.decided", moderator_pk=act.moderator_pk, subject=f"comment:{comment.id}",
        details=details,
    )  # fmt: skip


def reopen_reports(session: Session, comment: Comment, decision: Decision) -> None:
    """Open again what readers had reported before a decision that has been taken back."""
    settled = sa.update(Report).where(Report.comment_pk == comment.pk, Report.settled_at == decision.created_at)
    session.execute(settled.values(settled_at=None), execution_options={"synchronize_session": False})
    waiting = sa.select(sa.func.count()).where(Report.comment_pk == comment.pk, Report.settled_at.is_(None))
    set_plainly(session, comment, reports=session.scalar(waiting) or 0)


def set_plainly(session: Session, comment: Comment, **values: Any) -> None:
    """Write what is of the desk only: what readers and moderators have seen of the comment stays the same revision."""
    session.connection().execute(sa.update(_comment).where(_comment.c.pk == comment.pk).values(**values))
    session.refresh(comment, list(values))


def stale(session: Session, comment: Comment, seen: int) -> StaleDecisionError:
    """Say what the comment is now, and whose doing that was: a moderator's, or its author's, who edited it."""
    row = session.execute(
        sa.select(Decision.created_at, Decision.reason, Decision.became, Decision.revision, Moderator.display_name)
        .join(Moderator, Moderator.pk == Decision.moderator_pk)
        .where(Decision.comment_pk == comment.pk)
        .order_by(Decision.pk.desc())
        .limit(1)
    ).one_or_none()
    extra: dict[str, Any] = {"comment_id": comment.id, "status": comment.status.value}
    if row is not None and row.became is comment.status:
        extra |= {"decided_by": row.display_name, "decided_at": row.created_at.isoformat(), "reason": row.reason}
    edited = session.scalar(
        sa.select(sa.func.max(CommentVersion.pk)).where(
            CommentVersion.comment_pk == comment.pk, CommentVersion.revision >= seen
        )
    )
    sentence = "edited" if edited else "stale"
    if edited:
        extra["edited"] = True
    return StaleDecisionError(catalogue("desk")[f"decision.{sentence}"], **extra)


def _reason(act: Act) -> str:
    """The reason's code; a comment may be held for one too, as one that somebody complains about is."""
    kept = act.becomes in WANTS_REASON or (act.becomes is Status.HELD and act.reason in all_reasons())
    return act.reason if kept else ""
