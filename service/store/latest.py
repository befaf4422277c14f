"""The latest published comments, of an article or of a whole site."""

from dataclasses import dataclass
from datetime import datetime
from itertools import starmap
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from service.status import Status
from service.store.tables import Article, Comment

#: Among how many of a site's newest comments the latest published ones are looked for: an index leads to the newest,
#: and what waited for a moderator while more than these came is late for the feed.
NEWEST = 500


@dataclass(frozen=True, slots=True)
class Latest:
    """A published comment with where it stands. parent_id: the comment that it answers, whatever became of that."""

    id: str
    author_name: str
    text: str
    published_at: datetime
    parent_id: str | None
    code: str
    title: str


_parent = aliased(Comment)


def of_article(connection: sa.Connection, site_pk: int, code: str, limit: int) -> list[Latest]:
    """An article's comments, the last published first."""
    wanted = sa.select(Comment.pk).join(Article, Article.pk == Comment.article_pk)
    wanted = wanted.where(Article.site_pk == site_pk, Article.code == code, Comment.status == Status.PUBLISHED)
    return _read(connection, wanted, limit)


def of_site(connection: sa.Connection, site_pk: int, limit: int) -> list[Latest]:
    """A site's comments, the last published first."""
    wanted = sa.select(Comment.pk).where(Comment.site_pk == site_pk, Comment.status == Status.PUBLISHED)
    return _read(connection, wanted.order_by(Comment.created_at.desc()).limit(NEWEST), limit)


def _read(connection: sa.Connection, wanted: sa.Select[Any], limit: int) -> list[Latest]:
    columns = (
        Comment.id,
        Comment.author_name,
        Comment.text,
        Comment.published_at,
        _parent.id,
        Article.code,
        Article.title,
    )
    query = (
        sa.select(*columns)
        .join_from(Comment, Article, Article.pk == Comment.article_pk)
        .outerjoin(_parent, _parent.pk == Comment.parent_pk)
        .where(Comment.pk.in_(sa.select(wanted.subquery().c.pk)))
        .order_by(Comment.published_at.desc(), Comment.pk.desc())
        .limit(limit)
    )
    return list(starmap(Latest, connection.execute(query)))
