"""The tables. Text columns have no length limit; limits are the business of `web.payloads`.

Public ids (`comment.id`) come from `World.new_id`; integer keys (`pk`) order and join, and stay inside.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from rules import Outcome
from service.status import Status
from service.store.columns import UtcDateTime, by_value


class Base(DeclarativeBase):
    """Naming conventions from day one, so that migrations can name what they drop."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it from the class)
        str: sa.Text(),
        datetime: UtcDateTime(),
        dict[str, Any]: sa.JSON(),
        list[str]: sa.JSON(),
        list[dict[str, Any]]: sa.JSON(),
        Status: by_value(Status),
        Outcome: by_value(Outcome),
    }


class Site(Base):
    """A publisher's site."""

    __tablename__ = "site"

    pk: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[str] = mapped_column(unique=True)  # in the page's source; names the site, proves nothing
    secret_hash: Mapped[str] = mapped_column(unique=True)  # SHA-256 of the key that the CMS sends
    origins: Mapped[list[str]]  # pages that may embed the form: scheme://host[:port]
    domains: Mapped[list[str]]  # own domains; links to them are no adverts
    created_at: Mapped[datetime]


class Article(Base):
    """An article as the publisher gave it, under the publisher's own news code (کد خبر)."""

    __tablename__ = "article"
    __table_args__ = (sa.UniqueConstraint("site_pk", "code"),)

    pk: Mapped[int] = mapped_column(primary_key=True)
    site_pk: Mapped[int] = mapped_column(sa.ForeignKey("site.pk"))
    code: Mapped[str]
    title: Mapped[str]
    kicker: Mapped[str]
    lede: Mapped[str]
    body: Mapped[str]
    category: Mapped[str]
    tags: Mapped[list[str]]
    url: Mapped[str]
    published_at: Mapped[datetime | None]
    comments_open: Mapped[bool]
    digest: Mapped[str]  # of everything above; tells an unchanged PUT
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    site: Mapped[Site] = relationship()


class ArticleProfile(Base):
    """What the rules want to know of an article, found once. A row that is missing, old or damaged is made anew."""

    __tablename__ = "article_profile"

    article_pk: Mapped[int] = mapped_column(sa.ForeignKey("article.pk", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str]  # of the article that it was made from
    content: Mapped[bytes]  # as `rules.ArticleProfile.to_bytes` writes it


class Thread(Base):
    """The counts of an article's thread and the version of what readers see; one row an article."""

    __tablename__ = "thread"

    article_pk: Mapped[int] = mapped_column(sa.ForeignKey("article.pk"), primary_key=True)
    version: Mapped[int]  # grows whenever the visible thread changes; the ETag is made of it
    published: Mapped[int]
    held: Mapped[int]


class Comment(Base):
    """A comment, whatever became of it."""

    __tablename__ = "comment"
    __table_args__ = (
        sa.UniqueConstraint("site_pk", "client_key"),
        sa.Index("ix_comment_article_pk_parent_pk_pk", "article_pk", "parent_pk", "pk"),  # pages of roots, in order
        sa.Index("ix_comment_root_pk_status_pk", "root_pk", "status", "pk"),
        sa.Index("ix_comment_status_risk_pk", "status", "risk", "pk"),
        sa.Index("ix_comment_status_pk", "status", "pk"),
        sa.Index("ix_comment_site_pk_created_at", "site_pk", "created_at"),
        sa.Index("ix_comment_site_pk_network_created_at", "site_pk", "network", "created_at"),
        {"sqlite_autoincrement": True},
    )

    pk: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    site_pk: Mapped[int] = mapped_column(sa.ForeignKey("site.pk"))
    article_pk: Mapped[int] = mapped_column(sa.ForeignKey("article.pk"))
    parent_pk: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.pk"))
    root_pk: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.pk"))  # null for a root itself
    depth: Mapped[int]
    author_name: Mapped[str]
    text: Mapped[str]
    status: Mapped[Status]
    risk: Mapped[float]  # 0..1, orders the queue; the strongest finding that asks for something
    client_key: Mapped[str]  # made once per draft by the client; the same again gets the first answer
    digest: Mapped[str]  # of the submission; tells a reused client_key
    network: Mapped[str]  # keyed hash of the coarse network address; never the address
    fragment: Mapped[str]  # the comment as readers get it, JSON without replies, rendered once when written
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    #: SQLAlchemy's version counter: the second of two writers gets StaleDataError.
    revision: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    site: Mapped[Site] = relationship()
    article: Mapped[Article] = relationship()
    parent: Mapped["Comment | None"] = relationship(remote_side=[pk], foreign_keys=[parent_pk])


class Judgement(Base):
    """What the rules said of a comment, complete enough to be explained a year later. Append-only."""

    __tablename__ = "judgement"
    __table_args__ = (sa.Index("ix_judgement_comment_pk_pk", "comment_pk", "pk"),)

    pk: Mapped[int] = mapped_column(primary_key=True)
    comment_pk: Mapped[int] = mapped_column(sa.ForeignKey("comment.pk"))
    outcome: Mapped[Outcome]
    policy_version: Mapped[str]
    degraded: Mapped[list[str]]
    findings: Mapped[list[dict[str, Any]]]  # as `usecases.records.write_finding` writes them
    created_at: Mapped[datetime]


class Moderator(Base):
    """Somebody who may sign in to the desk."""

    __tablename__ = "moderator"

    pk: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    display_name: Mapped[str]
    password_hash: Mapped[str]  # argon2id
    created_at: Mapped[datetime]


class DeskSession(Base):
    """A signed-in browser. The cookie holds the token, the table only its hash."""

    __tablename__ = "desk_session"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    moderator_pk: Mapped[int] = mapped_column(sa.ForeignKey("moderator.pk"))
    csrf_token: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)

    moderator: Mapped[Moderator] = relationship()


class Decision(Base):
    """What a moderator did. Append-only; undoing is a new decision."""

    __tablename__ = "decision"
    __table_args__ = (sa.Index("ix_decision_comment_pk_pk", "comment_pk", "pk"),)

    pk: Mapped[int] = mapped_column(primary_key=True)
    comment_pk: Mapped[int] = mapped_column(sa.ForeignKey("comment.pk"))
    moderator_pk: Mapped[int] = mapped_column(sa.ForeignKey("moderator.pk"))
    was: Mapped[Status] = mapped_column(by_value(Status, "was"))
    became: Mapped[Status] = mapped_column(by_value(Status, "became"))
    reason: Mapped[str]  # a code of service.reasons; empty for a publication
    note: Mapped[str]
    revision: Mapped[int]  # what the moderator saw
    created_at: Mapped[datetime]

    moderator: Mapped[Moderator] = relationship()


class Event(Base):
    """The outbox: what happened, written in the same transaction, read after it."""

    __tablename__ = "event"

    pk: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    comment_pk: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.pk"))
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class SpentCaptcha(Base):
    """A captcha that was answered, rightly or wrongly: it serves once."""

    __tablename__ = "spent_captcha"

    challenge_id: Mapped[str] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
