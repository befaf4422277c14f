"""The questions that submitting and reading back a comment ask, as plain Core statements: they are the hot path."""

from dataclasses import dataclass, replace
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.status import Status
from service.store.fragments import LIVE, complete
from service.store.openness import TAKES_COMMENTS
from service.store.tables import Appeal, Article, Comment, Decision, Event, Judgement, Site, Thread

_comment: Final = cast("sa.Table", Comment.__table__)
_judgement: Final = cast("sa.Table", Judgement.__table__)
_decision: Final = cast("sa.Table", Decision.__table__)
_event: Final = cast("sa.Table", Event.__table__)
_article: Final = cast("sa.Table", Article.__table__)
_site: Final = cast("sa.Table", Site.__table__)


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """What a client_key was answered when it came first; all but `digest` is as it is now.

    decided: whether a moderator has decided since, so that the findings are no reason any more.
    """

    id: str
    digest: str
    status: Status
    fragment: str
    findings: list[dict[str, Any]]
    decided: bool


@dataclass(frozen=True, slots=True)
class ArticleToComment:
    """An article as far as commenting on it needs it; its texts are not fetched. digest: tells its profile.

    comments_open: by the publisher and the desk. desk_mode: a service.article.DeskMode.
    """

    pk: int
    digest: str
    comments_open: bool
    desk_mode: str


@dataclass(frozen=True, slots=True)
class Parent:
    """The comment that is answered."""

    pk: int
    article_pk: int
    root_pk: int | None
    depth: int
    text: str


_FIRST: Final = (
    sa.select(
        _comment.c.id,
        _comment.c.digest,
        _comment.c.status,
        _comment.c.fragment,
        _judgement.c.findings,
        sa.exists().where(_decision.c.comment_pk == _comment.c.pk).label("decided"),
        *(_comment.c[column.key] for column in LIVE),
    )
    .join_from(_comment, _judgement, _judgement.c.comment_pk == _comment.c.pk)
    .where(_comment.c.site_pk == sa.bindparam("site_pk"), _comment.c.client_key == sa.bindparam("client_key"))
    .order_by(_judgement.c.pk.desc())
    .limit(1)
)
_ARTICLE: Final = sa.select(_article.c.pk, _article.c.digest, TAKES_COMMENTS, _article.c.desk_mode).where(
    _article.c.site_pk == sa.bindparam("site_pk"), _article.c.code == sa.bindparam("code")
)
_PARENT: Final = sa.select(*(_comment.c[name] for name in Parent.__dataclass_fields__)).where(
    _comment.c.id == sa.bindparam("id"),
    _comment.c.site_pk == sa.bindparam("site_pk"),
    _comment.c.status == Status.PUBLISHED,
)
_SUBMISSION: Final = (
    sa.select(
        _comment.c.pk,
        _comment.c.status,
        _comment.c.text,
        _comment.c.author_name,
        _comment.c.created_at,
        _comment.c.published_at,
        _comment.c.edited_at,
        _comment.c.newsroom,
        _article.c.code,
        _article.c.title,
        _article.c.url,
        TAKES_COMMENTS,
        _judgement.c.findings,
    )
    .join_from(_comment, _article, _article.c.pk == _comment.c.article_pk)
    .join(_judgement, _judgement.c.comment_pk == _comment.c.pk)
    .where(_comment.c.id == sa.bindparam("id"))
    .order_by(_judgement.c.pk.desc())
    .limit(1)
)

#: Written once: building a statement anew costs as much as running it.
_ADD_COMMENT: Final = sa.insert(_comment)
_ADD_JUDGEMENT: Final = sa.insert(_judgement)
_ADD_EVENT: Final = sa.insert(_event)


def first_answer(connection: sa.Connection, site_pk: int, client_key: str) -> FirstAnswer | None:
    """What was kept under a client_key."""
    found = connection.execute(_FIRST, {"site_pk": site_pk, "client_key": client_key}).one_or_none()
    if found is None:
        return None
    first = FirstAnswer(*found[:6])
    return replace(first, fragment=complete(first.fragment, *found[6:]))


def article_to_comment(connection: sa.Connection, site_pk: int, code: str) -> ArticleToComment | None:
    """An article of a site by its news code."""
    found = connection.execute(_ARTICLE, {"site_pk": site_pk, "code": code}).one_or_none()
    return None if found is None else ArticleToComment(*found)


def published_parent(connection: sa.Connection, site_pk: int, comment_id: str) -> Parent | None:
    """A comment of a site that may be answered, under its article: it is published."""
    found = connection.execute(_PARENT, {"id": comment_id, "site_pk": site_pk}).one_or_none()
    return None if found is None else Parent(*found)


def parent_by_key(connection: sa.Connection, pk: int) -> Parent:
    """A comment that was answered, whatever became of it."""
    columns = (_comment.c[name] for name in Parent.__dataclass_fields__)
    return Parent(*connection.execute(sa.select(*columns).where(_comment.c.pk == pk)).one())


def add_comment(
    connection: sa.Connection, comment: dict[str, Any], judgement: dict[str, Any], event: dict[str, Any]
) -> None:
    """Insert a comment with its first judgement and its event."""
    key = connection.execute(_ADD_COMMENT, comment).inserted_primary_key
    assert key is not None  # noqa: S101 (an insert of one row has a key)
    connection.execute(_ADD_JUDGEMENT, {**judgement, "comment_pk": key[0]})
    connection.execute(_ADD_EVENT, {**event, "comment_pk": key[0]})


def writer_of(connection: sa.Connection, comment_id: str) -> tuple[int, str, str] | None:
    """Site, reader and name of who wrote a comment, whatever became of it."""
    query = sa.select(_comment.c.site_pk, _comment.c.reader, _comment.c.author_name).where(_comment.c.id == comment_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else (row.site_pk, row.reader, row.author_name)


def submission(session: Session, comment_id: str) -> sa.Row[*tuple[Any, ...]] | None:
    """A comment with its article and first findings, for its author."""
    return session.connection().execute(_SUBMISSION, {"id": comment_id}).one_or_none()


def site_by_secret(session: Session, secret_hash: str) -> int | None:
    """The site that a secret key belongs to."""
    query = sa.select(_site.c.pk).where(_site.c.secret_hash == secret_hash)
    return session.connection().execute(query).scalar_one_or_none()


def public_article(session: Session, site_pk: int, code: str) -> sa.Row[*tuple[Any, ...]] | None:
    """What anybody may know of an article: code, title, url, comments_open, published."""
    query = (
        sa.select(Article.code, Article.title, Article.url, TAKES_COMMENTS, Thread.published)
        .join_from(Article, Thread, Thread.article_pk == Article.pk)
        .where(Article.site_pk == site_pk, Article.code == code)
    )
    return session.execute(query).one_or_none()


def appeal_of(session: Session, comment_pk: int) -> Appeal | None:
    """The appeal against what became of a comment."""
    return session.scalars(sa.select(Appeal).where(Appeal.comment_pk == comment_pk)).one_or_none()


def last_decision(session: Session, comment_pk: int) -> str | None:
    """The reason code of the last decision about a comment; None when nobody has decided yet."""
    query = sa.select(Decision.reason).where(Decision.comment_pk == comment_pk).order_by(Decision.pk.desc()).limit(1)
    return session.execute(query).scalar_one_or_none()
