"""A reader looks at an article: which of the comments under it are theirs and not (yet) to be seen, and their votes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from service.status import Standing, Status
from service.store.openness import TAKES_COMMENTS
from service.store.tables import Article, Comment, Decision, Vote

#: How long a reader is shown what was refused.
REFUSED_FOR: Final = timedelta(days=7)
MOST: Final = 100

_parent = aliased(Comment)


@dataclass(frozen=True, slots=True)
class Own:
    """A comment of the reader's, as they may see it."""

    id: str
    parent_id: str | None
    text: str
    author_name: str
    status: Status
    created_at: datetime
    editable_until: datetime | None
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class Owned:
    """What is a reader's under an article. votes: by the comment's id."""

    comments: tuple[Own, ...]
    votes: dict[str, int]


def find_own(session: Session, site_pk: int, code: str, reader: str, now: datetime, minutes: int) -> Owned | None:  # noqa: PLR0913, PLR0917
    """What is a reader's under an article; None when there is no such article. minutes: as in `Settings`."""
    wanted = sa.select(Article.pk, TAKES_COMMENTS).where(Article.site_pk == site_pk, Article.code == code)
    article = session.execute(wanted).one_or_none()
    if article is None:
        return None
    decided = sa.exists().where(Decision.comment_pk == Comment.pk).label("decided")
    mine = (
        sa.select(Comment, _parent.id.label("parent_id"), decided)
        .outerjoin(_parent, _parent.pk == Comment.parent_pk)
        .where(Comment.site_pk == site_pk, Comment.reader == reader, Comment.article_pk == article.pk)
        .order_by(Comment.pk.desc())
        .limit(MOST)
    )
    minutes = minutes if article.comments_open else 0
    comments = []
    for comment, parent_id, is_decided in session.execute(mine):
        standing = Standing(
            comment.status, comment.created_at, comment.published_at, is_decided, newsroom=comment.newsroom
        )
        until = standing.editable_until(now, minutes)
        refused = comment.status is Status.REJECTED and now - comment.created_at < REFUSED_FOR
        if until is not None or refused or comment.status is Status.HELD:
            comments.append(
                Own(
                    comment.id,
                    parent_id,
                    comment.text,
                    comment.author_name,
                    comment.status,
                    comment.created_at,
                    until,
                    standing.may_withdraw,
                )
            )
    votes = sa.select(Comment.id, Vote.value).join(Vote, Vote.comment_pk == Comment.pk)
    votes = votes.where(Vote.reader == reader, Comment.article_pk == article.pk)
    return Owned(tuple(reversed(comments)), {row.id: row.value for row in session.execute(votes)})
