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
