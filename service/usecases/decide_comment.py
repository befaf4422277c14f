"""A moderator decides about a comment: publish, refuse, remove, put back, let stand. One transaction, or nothing."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.errors import InvalidInputError
from service.status import Status
from service.usecases.deciding import Act, Decided, carry_out, demand_free, faults_of, find_comment, stale
from service.world import World


@dataclass(frozen=True, slots=True)
class Wish:
    """What a moderator wants to become of a comment, and what they saw of it."""

    comment_id: str
    revision: int
    becomes: Status
    reason: str = ""
    note: str = ""


def decide_comment(session: Session, world: World, moderator_pk: int, wish: Wish) -> Decided:
    """Carry out a decision: comment, thread, decision, reports, event and log together.

    Raises NotFoundError, InvalidInputError (every fault at once), or StaleDecisionError when the comment
    is no longer what the moderator saw, or somebody else has taken it; its `extra` says what it is now, and who.
    """
    comment = find_comment(session, wish.comment_id)
    faults = faults_of(wish.becomes, wish.reason, wish.note)
    if faults:
        raise InvalidInputError(faults)
    if comment.revision != wish.revision:
        raise stale(session, comment, wish.revision)
    demand_free(session, comment, moderator_pk, world.now())
    act = Act(moderator_pk, wish.becomes, wish.reason, wish.note)
    return carry_out(session, world, comment, act)
