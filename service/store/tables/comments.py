"""Comments, what the rules said of them, and what readers do with them.

Public ids (`comment.id`) come from `World.new_id`; integer keys (`pk`) order and join, and stay inside.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rules import Outcome
from service.status import Status
from service.store.columns import by_value
from service.store.tables.base import Base
from service.store.tables.publishing import Article, Site


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
        sa.Index("ix_comment_article_pk_parent_pk_likes_pk", "article_pk", "parent_pk", "likes", "pk"),
        sa.Index("ix_comment_article_pk_parent_pk_replies_pk", "article_pk", "parent_pk", "replies", "pk"),
        sa.Index("ix_comment_site_pk_reader_pk", "site_pk", "reader", "pk"),
        sa.Index(
            "ix_comment_reports_pk",
            "reports",
            "pk",
            sqlite_where=sa.text("reports > 0"),
            postgresql_where=sa.text("reports > 0"),
        ),
        sa.Index(
            "ix_comment_article_pk_pinned",
            "article_pk",
            "parent_pk",
            "pk",
            sqlite_where=sa.text("pinned = 1"),
            postgresql_where=sa.text("pinned"),
        ),
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
    reader: Mapped[str] = mapped_column(default="")  # keyed hash of the id in the reader's token; empty without one
    network: Mapped[str]  # keyed hash of the coarse network address; never the address
    fragment: Mapped[str]  # the comment as readers get it, JSON without replies, rendered once when written
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None] = mapped_column(default=None)  # by its author, after it was first kept
    likes: Mapped[int] = mapped_column(default=0)
    dislikes: Mapped[int] = mapped_column(default=0)
    replies: Mapped[int] = mapped_column(default=0)  # of a root: published comments anywhere below it
    reports: Mapped[int] = mapped_column(default=0)  # by readers, not yet settled at the desk
    pinned: Mapped[bool] = mapped_column(default=False)  # first in its thread
    picked: Mapped[bool] = mapped_column(default=False)  # by the editor, as worth reading
    newsroom: Mapped[bool] = mapped_column(default=False)  # written at the desk, in the name of the newsroom
    set_aside_by: Mapped[int | None] = mapped_column(sa.ForeignKey("moderator.pk"), default=None)  # for a colleague
    language: Mapped[str] = mapped_column(default="")  # when it is not Persian: ISO 639, as the rules named it
    folded: Mapped[str] = mapped_column(default="")  # name and text as the desk's search compares them
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


class CommentVersion(Base):
    """What a comment said before its author edited it. Append-only."""

    __tablename__ = "comment_version"
    __table_args__ = (sa.Index("ix_comment_version_comment_pk_pk", "comment_pk", "pk"),)

    pk: Mapped[int] = mapped_column(primary_key=True)
    comment_pk: Mapped[int] = mapped_column(sa.ForeignKey("comment.pk"))
    author_name: Mapped[str]
    text: Mapped[str]
    status: Mapped[Status] = mapped_column(by_value(Status, "version_status"))
    revision: Mapped[int]  # of the comment as it said this
    created_at: Mapped[datetime]  # when it ceased to be what the comment says


class Vote(Base):
    """A reader's vote. Taking it back deletes the row."""

    __tablename__ = "vote"
    __table_args__ = (sa.Index("ix_vote_reader_comment_pk", "reader", "comment_pk"),)

    comment_pk: Mapped[int] = mapped_column(sa.ForeignKey("comment.pk"), primary_key=True)
    reader: Mapped[str] = mapped_column(primary_key=True)  # as in Comment.reader
    value: Mapped[int]  # 1 or -1
    created_at: Mapped[datetime]


class Report(Base):
    """A reader says that a published comment breaks the rules. One a reader."""

    __tablename__ = "report"
    __table_args__ = (sa.UniqueConstraint("comment_pk", "reader"),)

    pk: Mapped[int] = mapped_column(primary_key=True)
    comment_pk: Mapped[int] = mapped_column(sa.ForeignKey("comment.pk"))
    reader: Mapped[str]  # as in Comment.reader
    network: Mapped[str]  # as in Comment.network
    reason: Mapped[str]  # a code of service.reasons
    note: Mapped[str]
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]  # when a moderator decided about the comment, or let it stand


class Appeal(Base):
    """An author asks for a second look at a refusal or removal. One a comment."""

    __tablename__ = "appeal"
    __table_args__ = (sa.Index("ix_appeal_answered_at_pk", "answered_at", "pk"),)

    pk: Mapped[int] = mapped_column(primary_key=True)
    comment_pk: Mapped[int] = mapped_column(sa.ForeignKey("comment.pk"), unique=True)
    text: Mapped[str]
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    moderator_pk: Mapped[int | None] = mapped_column(sa.ForeignKey("moderator.pk"))  # who answered
    granted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(default="")  # to the author
