"""A moderator decides about many comments at once: those that they picked, or all that a list has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import InvalidInputError, StaleDecisionError
from service.status import Status
from service.store import desk_lists
from service.store.desk_filters import Filters
from service.store.desk_lists import Order, Sort, Tab
from service.store.locks import lock_comments
from service.store.tables import Comment
from service.usecases.deciding import Act, carry_out, demand_free, fault, faults_of
from service.world import World

#: So many at once, so many in one transaction: nobody else waits long for the database.
MOST: Final = 2000
AT_ONCE: Final = 500
#: What may become of many comments; what is published already is removed where others are refused.
BECOMES: Final = (Status.PUBLISHED, Status.REJECTED, Status.HELD)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was done. skipped: changed since they were seen, taken by somebody else, or as wished already."""

    done: int = 0
    skipped: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(self.done + other.done, self.skipped + other.skipped)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of many comments. seen: the revisions that were seen, by key; none for a list.

    until: when a list was seen: what came or was edited later is left alone.
    """

    becomes: Status
    reason: str
    note: str
    batch: str
    seen: Mapping[int, int]
    until: datetime | None = None


def find_listed(session: Session, tab: Tab, filters: Filters, moderator_pk: int) -> list[int]:
    """Keys of all that a list has, the newest 2000 at most."""
    if tab is Tab.DECIDED:
        raise InvalidInputError([fault("", "not-allowed", "not_allowed")])
    return desk_lists.keys(session, Order(tab, Sort.NEWEST, moderator_pk), filters, MOST)


def find_picked(session: Session, picked: Mapping[str, int]) -> dict[int, int]:
    """Keys of the comments that were picked, with the revisions that were seen; those that are not there are left."""
    query = sa.select(Comment.pk, Comment.id).where(Comment.id.in_(list(picked)[:MOST])).order_by(Comment.pk)
    return {key: picked[comment_id] for key, comment_id in session.execute(query)}


def check_plan(plan: Plan) -> None:
    """Raise InvalidInputError with every fault of a plan."""
    faults = faults_of(plan.becomes, plan.reason, plan.note)
    if plan.becomes not in BECOMES:
        faults.append(fault("becomes", "not-allowed", "not_allowed"))
    if faults:
        raise InvalidInputError(faults)


def bulk_decide(session: Session, world: World, moderator_pk: int, keys: Sequence[int], plan: Plan) -> Tally:
    """Decide about up to 500 comments, each with a decision and a log entry of its own."""
    check_plan(plan)
    lock_comments(session, keys)
    done, now = 0, world.now()
    for comment in session.scalars(sa.select(Comment).where(Comment.pk.in_(keys)).order_by(Comment.pk)).all():
        if plan.seen.get(comment.pk, comment.revision) != comment.revision:
            continue
        if plan.until is not None and (comment.edited_at or comment.created_at) > plan.until:
            continue
        becomes = plan.becomes
        if becomes is Status.REJECTED and comment.status is Status.PUBLISHED:
            becomes = Status.REMOVED
        try:
            demand_free(session, comment, moderator_pk, now)
            carry_out(session, world, comment, Act(moderator_pk, becomes, plan.reason, plan.note, plan.batch))
        except (StaleDecisionError, InvalidInputError):
            continue
        done += 1
    return Tally(done, len(keys) - done)
