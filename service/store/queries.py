"""The questions that submitting and reading back a comment ask, as plain Core statements: they are the hot path."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

import rules
from service.status import Status
from service.store.columns import SecondsBetween, UtcDateTime
from service.store.tables import Article, Comment, Decision, Event, Judgement, Site, Thread

#: How far back the rule about repeats looks, and at how many comments: on the whole site, and from the same network.
REMEMBERED: Final = timedelta(hours=1)
MOST_EARLIER: Final = 200
REMEMBERED_HERE: Final = timedelta(days=1)
MOST_HERE: Final = 100

_comment: Final = cast("sa.Table", Comment.__table__)
_judgement: Final = cast("sa.Table", Judgement.__table__)
_decision: Final = cast("sa.Table", Decision.__table__)
_event: Final = cast("sa.Table", Event.__table__)
_article: Final = cast("sa.Table", Article.__table__)
_site: Final = cast("sa.Table", Site.__table__)


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """What a client_key was answered when it came first; `status` and `fragment` are as they are now.

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
    """An article as far as commenting on it needs it; its texts are not fetched. digest: tells its profile."""

    pk: int
    digest: str
    comments_open: bool


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
    )
    .join_from(_comment, _judgement, _judgement.c.comment_pk == _comment.c.pk)
    .where(_comment.c.site_pk == sa.bindparam("site_pk"), _comment.c.client_key == sa.bindparam("client_key"))
    .order_by(_judgement.c.pk)
    .limit(1)
)
_ARTICLE: Final = sa.select(
    *(_article.c[name] for name in ArticleToComment.__dataclass_fields__),
).where(_article.c.site_pk == sa.bindparam("site_pk"), _article.c.code == sa.bindparam("code"))
_PARENT: Final = sa.select(*(_comment.c[name] for name in Parent.__dataclass_fields__)).where(
    _comment.c.id == sa.bindparam("id"),
    _comment.c.site_pk == sa.bindparam("site_pk"),
    _comment.c.status == Status.PUBLISHED,
)
_here: Final = _comment.c.network == sa.bindparam("network")


def _newest(since: str, most: str, *wanted: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The site's newest comments from a moment on, of those that are wanted, with what the rules ask of them."""
    query = (
        sa.select(
            _comment.c.pk,
            _comment.c.text,
            # A network has many readers: without a name nobody is known to be the same.
            sa.and_(
                _here,
                _comment.c.author_name == sa.bindparam("author_name"),
                _comment.c.author_name != sa.literal_column("''"),
            ).label("same_author"),
            (_comment.c.article_pk == sa.bindparam("article_pk")).label("same_article"),
            SecondsBetween(_comment.c.created_at, sa.bindparam("now", type_=UtcDateTime())).label("seconds"),
            _here.label("same_network"),
        )
        .where(
            _comment.c.site_pk == sa.bindparam("site_pk"),
            _comment.c.created_at >= sa.bindparam(since),
            # What was refused has to be put otherwise and sent again: that is no repeat. What was refused to others is
            # part of a raid still. What its author took back is as if it had not been sent.
            sa.or_(_comment.c.status != sa.literal_column("'rejected'"), sa.not_(_here)),
            _comment.c.status != sa.literal_column("'withdrawn'"),
            *wanted,
        )
        .order_by(_comment.c.created_at.desc())
        .limit(sa.bindparam(most))
    )
    return sa.select(query.subquery())


#: The last comments of the site, and those of the author's network farther back; some are in both.
_RECENT: Final = _newest("since", "most").union_all(_newest("since_here", "most_here", _here))
_rival: Final = _comment.alias()
_STANDING: Final = sa.select(
    _article.c.comments_open,
    sa.exists().where(
        _comment.c.pk == sa.bindparam("parent_pk"), _comment.c.status == sa.literal_column("'published'")
    ),
    sa.exists().where(
        _rival.c.site_pk == sa.bindparam("site_pk"),
        _rival.c.network == sa.bindparam("network"),
        _rival.c.created_at >= sa.bindparam("since"),
        _rival.c.pk > sa.bindparam("newest"),
        sa.or_(
            _rival.c.text == sa.bindparam("text"),
            sa.and_(
                _rival.c.author_name == sa.bindparam("author_name"), _rival.c.author_name != sa.literal_column("''")
            ),
        ),
        _rival.c.status.not_in((sa.literal_column("'rejected'"), sa.literal_column("'withdrawn'"))),
    ),
).where(_article.c.pk == sa.bindparam("article_pk"))
_SUBMISSION: Final = (
    sa.select(
        _comment.c.pk,
        _comment.c.status,
        _comment.c.text,
        _comment.c.created_at,
        _article.c.code,
        _article.c.title,
        _article.c.url,
        _judgement.c.findings,
    )
    .join_from(_comment, _article, _article.c.pk == _comment.c.article_pk)
    .join(_judgement, _judgement.c.comment_pk == _comment.c.pk)
    .where(_comment.c.id == sa.bindparam("id"))
    .order_by(_judgement.c.pk)
    .limit(1)
)

#: Written once: building a statement anew costs as much as running it.
_ADD_COMMENT: Final = sa.insert(_comment)
_ADD_JUDGEMENT: Final = sa.insert(_judgement)
_ADD_EVENT: Final = sa.insert(_event)


def first_answer(connection: sa.Connection, site_pk: int, client_key: str) -> FirstAnswer | None:
    """What was kept under a client_key."""
    found = connection.execute(_FIRST, {"site_pk": site_pk, "client_key": client_key}).one_or_none()
    return None if found is None else FirstAnswer(*found)


def article_to_comment(connection: sa.Connection, site_pk: int, code: str) -> ArticleToComment | None:
    """An article of a site by its news code."""
    found = connection.execute(_ARTICLE, {"site_pk": site_pk, "code": code}).one_or_none()
    return None if found is None else ArticleToComment(*found)


def published_parent(connection: sa.Connection, site_pk: int, comment_id: str) -> Parent | None:
    """A comment of a site that may be answered, under its article: it is published."""
    found = connection.execute(_PARENT, {"id": comment_id, "site_pk": site_pk}).one_or_none()
    return None if found is None else Parent(*found)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What a comment is, as far as it is compared with others. parent_pk: what it answers."""

    site_pk: int
    article_pk: int
    parent_pk: int | None
    network: str
    author_name: str
    text: str


@dataclass(frozen=True, slots=True)
class Recent:
    """What was sent before. newest: the highest key among it, 0 for nothing at all."""

    comments: tuple[rules.Earlier, ...]
    newest: int


def recent_comments(connection: sa.Connection, here: Whereabouts, now: datetime) -> Recent:
    """The last comments of the site and older ones of the network, newest first; one query compares them too."""
    values = {
        "site_pk": here.site_pk,
        "article_pk": here.article_pk,
        "network": here.network,
        "author_name": here.author_name,
        "now": now,
        "since": now - REMEMBERED,
        "most": MOST_EARLIER,
        "since_here": now - REMEMBERED_HERE,
        "most_here": MOST_HERE,
    }
    found = {row[0]: row for row in connection.execute(_RECENT, values)}
    comments = sorted((rules.Earlier._make(row[1:]) for row in found.values()), key=attrgetter("seconds"))
    return Recent(tuple(comments), max(found, default=0))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a place stands when a comment is about to be kept.

    comments_open, parent_published: whether it may still be commented on. overtaken: whether the same author, or the
    same text from their network, has come since `Recent.newest`.
    """

    comments_open: bool
    parent_published: bool
    overtaken: bool


def standing(connection: sa.Connection, here: Whereabouts, newest: int, now: datetime) -> Standing:
    """What may have changed since a comment was heard, in one query. newest: `Recent.newest` of then."""
    values = {
        "site_pk": here.site_pk,
        "article_pk": here.article_pk,
        "parent_pk": here.parent_pk,
        "network": here.network,
        "author_name": here.author_name,
        "text": here.text,
        "newest": newest,
        "since": now - REMEMBERED,
    }
    comments_open, published, overtaken = connection.execute(_STANDING, values).one()
    return Standing(comments_open, here.parent_pk is None or published, overtaken)


def add_comment(
    connection: sa.Connection, comment: dict[str, Any], judgement: dict[str, Any], event: dict[str, Any]
) -> None:
    """Insert a comment with its first judgement and its event."""
    key = connection.execute(_ADD_COMMENT, comment).inserted_primary_key
    assert key is not None  # noqa: S101 (an insert of one row has a key)
    connection.execute(_ADD_JUDGEMENT, {**judgement, "comment_pk": key[0]})
    connection.execute(_ADD_EVENT, {**event, "comment_pk": key[0]})


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
        sa.select(Article.code, Article.title, Article.url, Article.comments_open, Thread.published)
        .join_from(Article, Thread, Thread.article_pk == Article.pk)
        .where(Article.site_pk == site_pk, Article.code == code)
    )
    return session.execute(query).one_or_none()


def last_decision(session: Session, comment_pk: int) -> str | None:
    """The reason code of the last decision about a comment; None when nobody has decided yet."""
    query = sa.select(Decision.reason).where(Decision.comment_pk == comment_pk).order_by(Decision.pk.desc()).limit(1)
    return session.execute(query).scalar_one_or_none()
