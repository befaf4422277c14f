"""What the service keeps for itself: what happened, and which challenges are spent."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base


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
