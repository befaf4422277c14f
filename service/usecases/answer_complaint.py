"""The desk works on a complaint: finds its comment, takes that out of sight at once, and answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import ConflictError, Fault, InvalidInputError, NotFoundError
from service.messages import catalogue
from service.status import Status, may_become
from service.store.logbook import write_entry
from service.store.tables import Comment, Complaint
from service.usecases.deciding import Act, carry_out, demand_free
from service.world import World

REASON: Final = "accusation"
LONGEST_ANSWER: Final = 4000
#: What is left of name and contact when they are erased.
ERASED: Final = "—"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to who complained. restores: the comment is published (again); else it goes, where it is to be seen."""

    text: str
    restores: bool


def link_complaint(
    session: Session, world: World, moderator_pk: int, complaint_id: str, comment: Comment | None
) -> None:
    """Say which comment a complaint is about. Raises NotFoundError, ConflictError when it is answered already."""
    complaint = _open_one(session, complaint_id)
    if comment is None:
        raise NotFoundError(catalogue("community")["complaint.not_found"])
    complaint.comment_pk, complaint.site_pk = comment.pk, comment.site_pk
    session.flush()
    _log(session, world, moderator_pk, complaint, "complaint.linked", {"comment": comment.id})


def freeze_comment(session: Session, world: World, moderator_pk: int, complaint_id: str) -> None:
    """Take the comment of a complaint out of sight until it is answered; one that is not published stays as it is.

    Whoever has taken the comment does not hinder it: it is urgent, and their own decision comes to be stale.
    Raises NotFoundError, ConflictError, InvalidInputError (no comment was found yet), StaleDecisionError.
    """
    complaint = _open_one(session, complaint_id)
    comment = _comment_of(session, complaint)
    if comment.status is Status.PUBLISHED:
        note = catalogue("community")["complaint.note"]
        carry_out(session, world, comment, Act(moderator_pk, Status.HELD, REASON, note))
        _log(session, world, moderator_pk, complaint, "complaint.frozen", {"comment": comment.id})


def answer_complaint(session: Session, world: World, moderator_pk: int, complaint_id: str, reply: Reply) -> None:
    """Answer a complaint, and decide about its comment. Raises as `freeze_comment` does, and for an empty answer."""
    complaint = _open_one(session, complaint_id)
    text = reply.text.strip()
    if not 1 <= len(text) <= LONGEST_ANSWER:
        raise InvalidInputError([Fault("/answer", "invalid", catalogue("community")["complaint.answer_missing"])])
    becomes: Status | None = None
    if complaint.comment_pk is not None:
        comment = session.get_one(Comment, complaint.comment_pk)
        becomes = _next_of(comment.status, restores=reply.restores)
        if becomes is not None:
            reason = "" if becomes is Status.PUBLISHED else REASON
            demand_free(session, comment, moderator_pk, world.now())
            note = catalogue("community")["complaint.note"]
            carry_out(session, world, comment, Act(moderator_pk, becomes, reason, note))
    complaint.answer, complaint.answered_at, complaint.moderator_pk = text, world.now(), moderator_pk
    session.flush()
    details = {"restored": reply.restores, "became": becomes.value if becomes else ""}
    _log(session, world, moderator_pk, complaint, "complaint.answered", details)


def erase_contacts(session: Session, world: World, days: int) -> int:
    """Erase who complained, and how to reach them, so many days after the answer; how many that were."""
    old = Complaint.answered_at < world.now() - timedelta(days=days)
    erased = sa.update(Complaint).where(old, Complaint.contact != ERASED).values(name=ERASED, contact=ERASED)
    many = session.connection().execute(erased).rowcount
    if many:
        write_entry(
            session,
            world.now(),
            kind="complaint.contacts_erased",
            moderator_pk=None,
            subject="complaints",
            details={"many": many, "days": days},
        )
    return many


def _next_of(status: Status, *, restores: bool) -> Status | None:
    """What a comment becomes with the answer; None when it stays."""
    wanted = (Status.PUBLISHED,) if restores else (Status.REMOVED, Status.REJECTED)
    if status in wanted:
        return None
    return next((one for one in wanted if may_become(status, one)), None)


def _open_one(session: Session, complaint_id: str) -> Complaint:
    """Locked first: of two who answer at once, one is told of the other."""
    wanted = sa.select(Complaint).where(Complaint.id == complaint_id)
    complaint = session.scalar(wanted.with_for_update(key_share=True))
    if complaint is None:
        raise NotFoundError(catalogue("community")["complaint.unknown"])
    if complaint.answered_at is not None:
        raise ConflictError(catalogue("community")["complaint.answered"])
    return complaint


def _comment_of(session: Session, complaint: Complaint) -> Comment:
    if complaint.comment_pk is None:
        fault = Fault("/about", "missing", catalogue("community")["complaint.no_comment"])
        raise InvalidInputError([fault])
    return session.get_one(Comment, complaint.comment_pk)


def _log(  # noqa: PLR0913, PLR0917 (one row's columns)
    session: Session, world: World, moderator_pk: int, complaint: Complaint, kind: str, details: Mapping[str, object]
) -> None:
    subject = f"complaint:{complaint.id}"
    write_entry(session, world.now(), kind=kind, moderator_pk=moderator_pk, subject=subject, details=details)
