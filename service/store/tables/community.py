"""What the desk knows of its readers, and what it owes to others."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base


class Ban(Base):
    """Somebody may not write for a while, or for good. Lifting it keeps the row."""

    __tablename__ = "ban"
    __table_args__ = (sa.Index("ix_ban_site_pk_kind_value", "site_pk", "kind", "value"),)

    pk: Mapped[int] = mapped_column(primary_key=True)
    site_pk: Mapped[int] = mapped_column(sa.ForeignKey("site.pk"))
    kind: Mapped[str]  # a service.bans.BanKind: reader, name or network
    value: Mapped[str]  # as in Comment.reader or Comment.network; of a name: its shape
    label: Mapped[str]  # what the desk sees: the name that was banned, or whose comment led to it
    reason: Mapped[str]
    moderator_pk: Mapped[int] = mapped_column(sa.ForeignKey("moderator.pk"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]  # null: for good
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[int | None] = mapped_column(sa.ForeignKey("moderator.pk"))


class Conduct(Base):
    """How a site treats readers by what became of their earlier comments; one row a site, none: nothing follows."""

    __tablename__ = "conduct"

    site_pk: Mapped[int] = mapped_column(sa.ForeignKey("site.pk"), primary_key=True)
    first_held: Mapped[int]  # a reader's comments are held until so many were published; 0: none for that
    trusted_from: Mapped[int]  # published comments from which on a reader is trusted; 0: nobody is
    strikes: Mapped[int]  # refusals by moderators in 90 days from which on all is held; 0: never
    strike_days: Mapped[int]  # for so many days after the last of them
    moderator_pk: Mapped[int] = mapped_column(sa.ForeignKey("moderator.pk"))
    updated_at: Mapped[datetime]


class Complaint(Base):
    """Somebody named in a comment complains of it."""

    __tablename__ = "complaint"
    __table_args__ = (sa.Index("ix_complaint_answered_at_due_at", "answered_at", "due_at"),)

    pk: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    site_pk: Mapped[int] = mapped_column(sa.ForeignKey("site.pk"))
    comment_pk: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.pk"))
    name: Mapped[str]  # who complains
    contact: Mapped[str]  # how they can be answered
    text: Mapped[str]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    moderator_pk: Mapped[int | None] = mapped_column(sa.ForeignKey("moderator.pk"))  # who answered
