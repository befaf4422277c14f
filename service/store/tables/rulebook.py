"""What a site wants of its rules, as the desk has set it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base


class PolicyVersion(Base):
    """A policy as it was from one moment on; the newest of a site and section holds. Append-only."""

    __tablename__ = "policy_version"
    __table_args__ = (sa.Index("ix_policy_version_site_pk_section_pk", "site_pk", "section", "pk"),)

    pk: Mapped[int] = mapped_column(primary_key=True)
    site_pk: Mapped[int] = mapped_column(sa.ForeignKey("site.pk"))
    section: Mapped[str]  # as in Article.category; empty: the whole site
    content: Mapped[str]  # TOML, what differs from the policy that the installation ships with; empty: nothing
    note: Mapped[str]
    moderator_pk: Mapped[int] = mapped_column(sa.ForeignKey("moderator.pk"))
    created_at: Mapped[datetime]


class DeskWord(Base):
    """A word that the desk watches for on a site. Taking it away keeps the row."""

    __tablename__ = "desk_word"
    __table_args__ = (sa.Index("ix_desk_word_site_pk_pk", "site_pk", "pk"),)

    pk: Mapped[int] = mapped_column(primary_key=True)
    site_pk: Mapped[int] = mapped_column(sa.ForeignKey("site.pk"))
    word: Mapped[str]
    strength: Mapped[int]  # 1 to 3: to be seen, to be held, to be refused
    exceptions: Mapped[list[str]]  # phrases in which it means nothing
    note: Mapped[str]
    moderator_pk: Mapped[int] = mapped_column(sa.ForeignKey("moderator.pk"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
