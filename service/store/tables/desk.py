"""The desk: who sits at it, and what they did."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.status import Status
from service.store.columns import by_value
from service.store.tables.base import Base


class Moderator(Base):
    """Somebody who may sign in to the desk."""

    __tablename__ = "moderator"

    pk: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    display_name: Mapped[str]
    pseudonym: Mapped[str] = mapped_column(default="")  # towards readers; empty: only «هیئت تحریریه»
    role: Mapped[str] = mapped_column(default="moderator")  # a service.roles.Role
    password_hash: Mapped[str]  # argon2id
    totp_secret: Mapped[str] = mapped_column(default="")  # encrypted with a key derived from NAZER_SECRET_KEY; or empty
    totp_last: Mapped[int] = mapped_column(default=0)  # the last time step that was used, so that a code serves once
    recovery_hashes: Mapped[list[str]] = mapped_column(default=list)  # of codes that are still good
    locked_at: Mapped[datetime | None] = mapped_column(default=None)
    created_at: Mapped[datetime]


class DeskSession(Base):
    """A signed-in browser. The cookie holds the token, the table only its hash."""

    __tablename__ = "desk_session"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    moderator_pk: Mapped[int] = mapped_column(sa.ForeignKey("moderator.pk"))
    id: Mapped[str] = mapped_column(unique=True)  # names it in lists; opens nothing
    csrf_token: Mapped[str]
    agent: Mapped[str] = mapped_column(default="")  # the browser, in a few words
    network: Mapped[str] = mapped_column(default="")  # as in Comment.network
    is_whole: Mapped[bool] = mapped_column(default=True)  # false: the second factor is still to come
    seen_at: Mapped[datetime]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)

    moderator: Mapped[Moderator] = relationship()


class Invitation(Base):
    """A link that lets somebody make an account of a role, once. The link holds the token, the table only its hash."""

    __tablename__ = "invitation"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    label: Mapped[str]  # for whom, in the inviter's words
    invited_by: Mapped[int | None] = mapped_column(sa.ForeignKey("moderator.pk"))  # null: from the command line
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Decision(Base):
    """What a moderator did. Append-only; undoing is a new decision."""

    __tablename__ = "decision"
    __table_args__ = (
        sa.Index("ix_decision_comment_pk_pk", "comment_pk", "pk"),
        sa.Index("ix_decision_created_at", "created_at"),
    )

    pk: Mapped[int] = mapped_column(primary_key=True)
    comment_pk: Mapped[int] = mapped_column(sa.ForeignKey("comment.pk"))
    moderator_pk: Mapped[int] = mapped_column(sa.ForeignKey("moderator.pk"))
    was: Mapped[Status] = mapped_column(by_value(Status, "was"))
    became: Mapped[Status] = mapped_column(by_value(Status, "became"))
    reason: Mapped[str]  # a code of service.reasons; empty for a publication
    note: Mapped[str]
    revision: Mapped[int]  # what the moderator saw
    judgement_pk: Mapped[int | None] = mapped_column(sa.ForeignKey("judgement.pk"), default=None)  # the machine's word
    batch: Mapped[str] = mapped_column(default="", index=True)  # shared by decisions made at once; or empty
    undoes_pk: Mapped[int | None] = mapped_column(sa.ForeignKey("decision.pk"), default=None)
    created_at: Mapped[datetime]

    moderator: Mapped[Moderator] = relationship()


class Claim(Base):
    """Who is looking at a comment just now, and until when nobody else decides it."""

    __tablename__ = "claim"

    comment_pk: Mapped[int] = mapped_column(sa.ForeignKey("comment.pk"), primary_key=True)
    moderator_pk: Mapped[int] = mapped_column(sa.ForeignKey("moderator.pk"))
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Note(Base):
    """What a moderator wants colleagues to know of a comment. Append-only."""

    __tablename__ = "note"
    __table_args__ = (sa.Index("ix_note_comment_pk_pk", "comment_pk", "pk"),)

    pk: Mapped[int] = mapped_column(primary_key=True)
    comment_pk: Mapped[int] = mapped_column(sa.ForeignKey("comment.pk"))
    moderator_pk: Mapped[int] = mapped_column(sa.ForeignKey("moderator.pk"))
    text: Mapped[str]
    created_at: Mapped[datetime]


class LogEntry(Base):
    """One thing that somebody at the desk did. Append-only; each row vouches for the one before it."""

    __tablename__ = "log_entry"

    pk: Mapped[int] = mapped_column(primary_key=True)  # without gaps, from 1
    kind: Mapped[str]  # what was done, such as `comment.decided`
    moderator_pk: Mapped[int | None] = mapped_column(sa.ForeignKey("moderator.pk"))  # null: the command line
    subject: Mapped[str]  # what it was done to, such as `comment:<id>`
    details: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    hash: Mapped[str]  # SHA-256 of the row before and of everything above


class Template(Base):
    """What a site tells an author for a reason, in the desk's own words."""

    __tablename__ = "template"

    site_pk: Mapped[int] = mapped_column(sa.ForeignKey("site.pk"), primary_key=True)
    reason: Mapped[str] = mapped_column(primary_key=True)  # a code of service.reasons
    language: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    moderator_pk: Mapped[int] = mapped_column(sa.ForeignKey("moderator.pk"))
    updated_at: Mapped[datetime]
