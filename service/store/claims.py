"""Who looks at a comment just now: one row a comment, taken over when its time is up."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.store.tables import Claim, Moderator


def take(session: Session, comment_pk: int, moderator_pk: int, now: datetime, until: datetime) -> None:
    """Take a comment, unless somebody else has it: `holder` says who has it then. One statement, so that one wins."""
    insert: Any = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert
    values = {"moderator_pk": moderator_pk, "expires_at": until}
    statement = insert(Claim).values(comment_pk=comment_pk, **values)
    free = sa.or_(Claim.moderator_pk == moderator_pk, Claim.expires_at <= now)
    session.execute(statement.on_conflict_do_update(index_elements=["comment_pk"], set_=values, where=free))


def holder(session: Session, comment_pk: int, now: datetime) -> Any:
    """Who has a comment: moderator_pk, display_name, expires_at; None when nobody has."""
    query = (
        sa.select(Claim.moderator_pk, Claim.expires_at, Moderator.display_name)
        .join(Moderator, Moderator.pk == Claim.moderator_pk)
        .where(Claim.comment_pk == comment_pk, Claim.expires_at > now)
    )
    return session.execute(query).one_or_none()


def release(session: Session, comment_pk: int) -> None:
    """Let go of a comment."""
    session.execute(sa.delete(Claim).where(Claim.comment_pk == comment_pk))


def release_others(session: Session, moderator_pk: int, comment_pk: int) -> None:
    """Let go of all that somebody has taken but one: nobody looks at two comments."""
    session.execute(sa.delete(Claim).where(Claim.moderator_pk == moderator_pk, Claim.comment_pk != comment_pk))
