"""A moderator opens a comment: what its author wrote before, what stands around it, and what is like it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import NotFoundError
from service.messages import catalogue
from service.status import Status
from service.store import search
from service.store.tables import Article, Comment, Decision, Moderator

LAST: Final = 5
MOST_SIBLINGS: Final = 10
MOST_ALIKE: Final = 10


@dataclass(frozen=True, slots=True)
class Line:
    """Another comment, in one line."""

    id: str
    author_name: str
    text: str
    status: Status
    created_at: datetime
    article: str


@dataclass(frozen=True, slots=True)
class Done:
    """A decision of the past."""

    moderator: str
    was: Status
    became: Status
    reason: str
    note: str
    created_at: datetime
    undoes: bool
    batch: str


@dataclass(frozen=True, slots=True)
class Record:
    """What stands around a comment. by_token: whether the author is known by a reader's token, or by name and network.

    last: the author's last comments. siblings: other answers to the same comment, or roots beside it. alike: comments
    that say nearly the same. history: all decisions about it, the oldest first.
    """

    by_token: bool
    last: tuple[Line, ...]
    siblings: tuple[Line, ...]
    alike: tuple[Line, ...]
    history: tuple[Done, ...]


def read_record(session: Session, comment_id: str) -> Record:
    """Read what stands around a comment. Raises NotFoundError."""
    comment = session.scalar(sa.select(Comment).where(Comment.id == comment_id))
    if comment is None:
        raise NotFoundError(catalogue("desk")["decision.unknown"])
    others = search.alike(session, comment.site_pk, comment.author_name, comment.text)
    return Record(
        by_token=bool(comment.reader),
        last=_last(session, comment),
        siblings=_siblings(session, comment),
        alike=_lines(session, Comment.pk.in_([key for key in others if key != comment.pk][:MOST_ALIKE]), MOST_ALIKE),
        history=_history(session, comment),
    )


def _last(session: Session, comment: Comment) -> tuple[Line, ...]:
    if comment.reader:
        same: sa.ColumnElement[bool] = Comment.reader == comment.reader
    elif comment.author_name and comment.network:
        same = sa.and_(Comment.author_name == comment.author_name, Comment.network == comment.network)
    else:
        return ()
    return _lines(session, sa.and_(Comment.site_pk == comment.site_pk, same, Comment.pk != comment.pk), LAST)


def _siblings(session: Session, comment: Comment) -> tuple[Line, ...]:
    beside = Comment.parent_pk == comment.parent_pk if comment.parent_pk else Comment.parent_pk.is_(None)
    where = sa.and_(Comment.article_pk == comment.article_pk, beside, Comment.pk != comment.pk)
    return _lines(session, where, MOST_SIBLINGS)


def _lines(session: Session, where: sa.ColumnElement[bool], most: int) -> tuple[Line, ...]:
    query = (
        sa.select(
            Comment.id, Comment.author_name, Comment.text, Comment.status, Comment.created_at, Article.title
        )
        .join(Article, Article.pk == Comment.article_pk)
        .where(where)
        .order_by(Comment.pk.desc())
        .limit(most)
    )
    return tuple(Line(*row) for row in session.execute(query))


def _history(session: Session, comment: Comment) -> tuple[Done, ...]:
    query: sa.Select[Any] = (
        sa.select(
            Moderator.display_name,
            Decision.was,
            Decision.became,
            Decision.reason,
            Decision.note,
            Decision.created_at,
            Decision.undoes_pk.is_not(None),
            Decision.batch,
        )
        .join(Moderator, Moderator.pk == Decision.moderator_pk)
        .where(Decision.comment_pk == comment.pk)
        .order_by(Decision.pk)
    )
    return tuple(Done(*row) for row in session.execute(query))
