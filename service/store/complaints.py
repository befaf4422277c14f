"""What the desk reads of complaints and appeals: the open ones by due date, and those answered."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.status import Status
from service.store.tables import Appeal, Article, Comment, Complaint, Decision, Moderator

#: On one page of what is answered.
SHOWN = 100


def complaints(session: Session, *, answered: bool) -> list[Any]:
    """Complaints with their comments: open ones by due date, overdue first; answered ones newest first."""
    columns = (
        Complaint,
        Comment.id.label("comment_id"),
        Comment.text.label("comment_text"),
        Comment.status,
        Comment.author_name,
        Article.title,
        Moderator.display_name,
    )
    query = (
        sa.select(*columns)
        .outerjoin(Comment, Comment.pk == Complaint.comment_pk)
        .outerjoin(Article, Article.pk == Comment.article_pk)
        .outerjoin(Moderator, Moderator.pk == Complaint.moderator_pk)
    )
    if answered:
        query = query.where(Complaint.answered_at.is_not(None)).order_by(Complaint.answered_at.desc())
    else:
        query = query.where(Complaint.answered_at.is_(None)).order_by(Complaint.due_at, Complaint.pk)
    return list(session.execute(query.limit(SHOWN)))


def count_complaints(session: Session, now: datetime) -> tuple[int, int]:
    """How many complaints are open, and how many of those are overdue."""
    query = sa.select(sa.func.count(), sa.func.count(sa.case((Complaint.due_at < now, 1))))
    many, overdue = session.execute(query.where(Complaint.answered_at.is_(None))).one()
    return many, overdue


def count_appeals(session: Session) -> int:
    """How many appeals wait for an answer."""
    return session.scalar(sa.select(sa.func.count()).select_from(Appeal).where(Appeal.answered_at.is_(None))) or 0


def appeals(session: Session, *, answered: bool) -> list[Any]:
    """Appeals with their comments: open ones oldest first, answered ones newest first."""
    query = (
        sa.select(Appeal, Comment.id.label("comment_id"), Moderator.display_name)
        .join(Comment, Comment.pk == Appeal.comment_pk)
        .outerjoin(Moderator, Moderator.pk == Appeal.moderator_pk)
    )
    if answered:
        query = query.where(Appeal.answered_at.is_not(None)).order_by(Appeal.answered_at.desc())
    else:
        query = query.where(Appeal.answered_at.is_(None)).order_by(Appeal.pk)
    return list(session.execute(query.limit(SHOWN)))


def refusals(session: Session, comment_pks: list[int]) -> dict[int, Any]:
    """The last refusal or removal of each comment by a moderator; nothing for what only the rules refused."""
    last = sa.select(sa.func.max(Decision.pk)).where(
        Decision.comment_pk.in_(comment_pks), Decision.became.in_((Status.REJECTED, Status.REMOVED))
    )
    query = (
        sa.select(Decision, Moderator.display_name)
        .join(Moderator, Moderator.pk == Decision.moderator_pk)
        .where(Decision.pk.in_(last.group_by(Decision.comment_pk)))
    )
    return {row.Decision.comment_pk: row for row in session.execute(query)}
