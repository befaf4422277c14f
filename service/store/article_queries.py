"""What the desk reads of articles: those with the most comments of late, or those that a search finds."""

from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.store.tables import Article, Comment, Site, Thread

SHOWN: Final = 50
LATELY: Final = timedelta(days=2)


def articles(session: Session, now: datetime, search: str, mode: str | None) -> list[Any]:
    """Articles with what came under them in two days; the busiest first, then the newest.

    search: a news code, or a part of the title however its letters are typed. mode: only those in it; None for all.
    """
    lately = (
        sa.select(Comment.article_pk, sa.func.count().label("many"))
        .where(Comment.site_pk.in_(sa.select(Site.pk)), Comment.created_at >= now - LATELY)
        .group_by(Comment.article_pk)
        .subquery()
    )
    many = sa.func.coalesce(lately.c.many, 0)
    query = _columns(many.label("lately")).outerjoin(lately, lately.c.article_pk == Article.pk)
    if search:
        found = _plain(Article.title).contains(_plain_text(search), autoescape=True)
        query = query.where(sa.or_(Article.code == search, found))
    if mode is not None:
        query = query.where(Article.desk_mode == mode)
    return list(session.execute(query.order_by(many.desc(), Article.pk.desc()).limit(SHOWN)))


def article(session: Session, site_pk: int, code: str) -> Any:
    """One article as the desk sees it; None when there is none."""
    query = _columns(sa.literal(0).label("lately")).where(Article.site_pk == site_pk, Article.code == code)
    return session.execute(query).one_or_none()


def _columns(many: sa.ColumnElement[int]) -> Any:
    return (
        sa.select(
            Article.site_pk,
            Article.code,
            Article.title,
            Article.lede,
            Article.url,
            Article.category,
            Article.published_at,
            Article.comments_open,
            Article.desk_mode,
            Thread.published,
            Thread.held,
            Site.name.label("site"),
            many,
        )
        .join_from(Article, Thread, Thread.article_pk == Article.pk)
        .join(Site, Site.pk == Article.site_pk)
    )


def _plain(column: sa.ColumnElement[str] | Any) -> sa.ColumnElement[str]:
    """A title as a search compares it: letters that keyboards write in two ways, and half-spaces, made one."""
    for odd, plain in _SAME:
        column = sa.func.replace(column, odd, plain)
    return sa.func.lower(column)


def _plain_text(text: str) -> str:
    for odd, plain in _SAME:
        text = text.replace(odd, plain)
    return " ".join(text.split()).lower()


_SAME: Final = (("ي", "ی"), ("ى", "ی"), ("ك", "ک"), ("\u200c", " "), ("ۀ", "ه"), ("ة", "ه"), ("أ", "ا"), ("آ", "ا"))
