"""What a site tells authors in its own words."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.store.tables import Comment, Template


def wording(session: Session, comment_pk: int, reason: str, language: str = "fa") -> str:
    """What the site of a comment says of a reason; empty where the house's words serve."""
    query = (
        sa.select(Template.text)
        .join(Comment, Comment.site_pk == Template.site_pk)
        .where(Comment.pk == comment_pk, Template.reason == reason, Template.language == language)
    )
    return session.scalar(query) or ""
