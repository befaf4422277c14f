"""A reader reports a published comment; when enough have, it goes back to the desk: a machine's act, no decision."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import NotFoundError
from service.messages import say
from service.status import Status
from service.store.tables import Comment, Decision, Event, Report
from service.usecases.visibility import apply_status
from service.world import World


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a reader says of a comment. reader, network: as in `Comment`. reason: a code of `service.reasons`."""

    site_pk: int
    comment_id: str
    reader: str
    network: str
    reason: str
    note: str


def report_comment(session: Session, world: World, complaint: Complaint, enough: int) -> None:
    """Keep a report; one a reader, the first. enough: readers, and networks, after which it is held; 0 for never.

    The comment's row is locked first, so that of many at once the last one sees all the others.
    Raises NotFoundError for what is not published.
    """
    wanted = sa.select(Comment).where(
        Comment.id == complaint.comment_id,
        Comment.site_pk == complaint.site_pk,
        Comment.status == Status.PUBLISHED,
    )
    comment = session.scalars(wanted.with_for_update(key_share=True)).one_or_none()
    known = sa.select(Report.pk).join(Comment, Comment.pk == Report.comment_pk)
    known = known.where(Comment.id == complaint.comment_id, Report.reader == complaint.reader)
    if session.scalars(known).one_or_none() is not None:
        return  # also when it is no longer published: their report may have been the last that it took
    if comment is None:
        raise NotFoundError(say("comment.unknown"))
    now = world.now()
    session.add_all(_rows(complaint, comment.pk, now))
    # Not through the object: its revision is of what moderators see of the comment itself.
    session.execute(
        sa.update(Comment).where(Comment.pk == comment.pk).values(reports=Comment.reports + 1),
        execution_options={"synchronize_session": False},
    )
    if (
        enough
        and not comment.newsroom
        and _are_enough(session, comment.pk, enough)
        and not _is_settled(session, comment)
    ):
        apply_status(session, world, comment, Status.HELD)
        payload = {"was": Status.PUBLISHED.value, "status": Status.HELD.value, "by": "reports"}
        session.add(Event(kind="comment.held", comment_pk=comment.pk, payload=payload, created_at=now))
    session.flush()


def _rows(complaint: Complaint, comment_pk: int, now: datetime) -> tuple[Report, Event]:
    report = Report(
        comment_pk=comment_pk,
        reader=complaint.reader,
        network=complaint.network,
        reason=complaint.reason,
        note=complaint.note,
        created_at=now,
    )
    payload = {"reason": complaint.reason}
    return report, Event(kind="comment.reported", comment_pk=comment_pk, payload=payload, created_at=now)


def _are_enough(session: Session, comment_pk: int, enough: int) -> bool:
    count = sa.select(
        sa.func.count(sa.distinct(Report.reader)).label("readers"),
        sa.func.count(sa.distinct(Report.network)).label("networks"),
    ).where(Report.comment_pk == comment_pk, Report.settled_at.is_(None))
    row = session.execute(count).one()
    return bool(min(row.readers, row.networks) >= enough)


def _is_settled(session: Session, comment: Comment) -> bool:
    """Whether a person has decided since it was published, or has let it stand: that is not overturned by a machine."""
    decided = sa.exists().where(Decision.comment_pk == comment.pk, Decision.created_at >= comment.published_at)
    stands = sa.exists().where(Report.comment_pk == comment.pk, Report.settled_at.is_not(None))
    settled: bool = session.execute(sa.select(sa.or_(decided, stands))).scalar_one()
    return settled
