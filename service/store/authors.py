"""What the desk reads of one author: who they are to us, and what became of their comments."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.bans import BanKind, name_shape
from service.status import Status
from service.store.standing import Record, record_of
from service.store.tables import Article, Ban, Comment

SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Author:
    """Whoever wrote a comment. Without a reader's token only that one comment is known to be theirs.

    counts: of their comments by status. names: those they wrote under, the latest first. comments: the latest ones.
    record: as what the site makes of a reader's past sees it. bans: those that hold for them now.
    """

    comment: Comment
    counts: dict[Status, int]
    names: list[str]
    comments: list[Any]
    record: Record
    bans: list[Ban]


def author_of(session: Session, now: datetime, comment_id: str) -> Author | None:
    """The author of a comment; None when there is no such comment."""
    comment = session.scalar(sa.select(Comment).where(Comment.id == comment_id))
    if comment is None:
        return None
    theirs = [Comment.pk == comment.pk]
    if comment.reader:
        theirs = [Comment.site_pk == comment.site_pk, Comment.reader == comment.reader]
    counts = sa.select(Comment.status, sa.func.count()).where(*theirs).group_by(Comment.status)
    names = (
        sa.select(Comment.author_name)
        .where(*theirs, Comment.author_name != "")
        .group_by(Comment.author_name)
        .order_by(sa.func.max(Comment.pk).desc())
    )
    columns = (Comment.id, Comment.text, Comment.status, Comment.author_name, Comment.created_at)
    latest = (
        sa.select(*columns, Article.title, Article.code, Article.site_pk)
        .join(Article, Article.pk == Comment.article_pk)
        .where(*theirs)
    )
    return Author(
        comment,
        {status: many for status, many in session.execute(counts)},  # noqa: C416 (rows are no pairs to the type checker)
        list(session.scalars(names.limit(SHOWN))),
        list(session.execute(latest.order_by(Comment.pk.desc()).limit(SHOWN))),
        record_of(session.connection(), comment.site_pk, comment.reader, now),
        _bans_of(session, now, comment),
    )


def _bans_of(session: Session, now: datetime, comment: Comment) -> list[Ban]:
    values = (
        (BanKind.READER, comment.reader),
        (BanKind.NAME, name_shape(comment.author_name)),
        (BanKind.NETWORK, comment.network),
    )
    same = [sa.and_(Ban.kind == kind.value, Ban.value == value) for kind, value in values if value]
    query = sa.select(Ban).where(
        Ban.site_pk == comment.site_pk,
        sa.or_(*same) if same else sa.false(),
        Ban.lifted_at.is_(None),
        sa.or_(Ban.expires_at.is_(None), Ban.expires_at > now),
    )
    return list(session.scalars(query.order_by(Ban.pk.desc())))
