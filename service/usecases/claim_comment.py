"""A moderator takes a comment to look at: for some minutes nobody else decides about it."""

from datetime import timedelta

from sqlalchemy.orm import Session

from service.store import claims
from service.usecases.deciding import demand_free, find_comment
from service.world import World


def claim_comment(session: Session, world: World, moderator_pk: int, comment_id: str, minutes: int) -> None:
    """Take a comment, and let go of the one before. Raises NotFoundError; StaleDecisionError when somebody has it."""
    comment, now = find_comment(session, comment_id), world.now()
    claims.release_others(session, moderator_pk, comment.pk)
    claims.take(session, comment.pk, moderator_pk, now, now + timedelta(minutes=minutes))
    demand_free(session, comment, moderator_pk, now)
