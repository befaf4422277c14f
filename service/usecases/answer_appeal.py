"""A moderator answers an appeal: the comment is published after all, or the decision stands."""

from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import ConflictError, Fault, ForbiddenError, InvalidInputError, NotFoundError
from service.messages import catalogue
from service.roles import ALLOWED, Act, Role
from service.status import Status, may_become
from service.store.logbook import write_entry
from service.store.tables import Appeal, Comment, Decision, Moderator
from service.usecases import deciding
from service.world import World

LONGEST_ANSWER: Final = 1000


@dataclass(frozen=True, slots=True)
class Word:
    """What is said of an appeal. answer: to the author."""

    grant: bool
    answer: str = ""


def answer_appeal(session: Session, world: World, moderator_pk: int, appeal_pk: int, word: Word) -> None:
    """Answer an appeal, once. A granted one publishes its comment; either way the author reads the answer.

    Raises NotFoundError, ConflictError (answered already), ForbiddenError (who decided may not answer where a
    colleague can), InvalidInputError, StaleDecisionError.
    """
    said = catalogue("community")
    appeal = session.get(Appeal, appeal_pk)
    if appeal is None:
        raise NotFoundError(said["appeal.unknown"])
    if appeal.answered_at is not None:
        raise ConflictError(said["appeal.answered"])
    if not may_answer(session, moderator_pk, appeal.comment_pk):
        raise ForbiddenError(said["appeal.same_moderator"])
    if len(word.answer.strip()) > LONGEST_ANSWER or (not word.grant and not word.answer.strip()):
        raise InvalidInputError([Fault("/answer", "invalid", said["appeal.answer_missing"])])
    comment = session.get_one(Comment, appeal.comment_pk)
    now = world.now()
    # Taken only while nobody else has: of two who answer at once, one does.
    taken: Any = session.execute(
        sa.update(Appeal)
        .where(Appeal.pk == appeal_pk, Appeal.answered_at.is_(None))
        .values(answered_at=now, moderator_pk=moderator_pk, granted=word.grant, answer=word.answer.strip())
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:
        raise ConflictError(said["appeal.answered"])
    if word.grant and may_become(comment.status, Status.PUBLISHED):
        deciding.demand_free(session, comment, moderator_pk, now)
        act = deciding.Act(moderator_pk, Status.PUBLISHED, note=said["appeal.note"])
        deciding.carry_out(session, world, comment, act)
    write_entry(
        session,
        now,
        kind="appeal.answered",
        moderator_pk=moderator_pk,
        subject=f"comment:{comment.id}",
        details={"granted": word.grant},
    )


def may_answer(session: Session, moderator_pk: int, comment_pk: int) -> bool:
    """Whether somebody may answer the appeal about a comment: not who refused it, unless nobody else could."""
    last = session.scalar(
        sa.select(Decision.moderator_pk)
        .where(Decision.comment_pk == comment_pk, Decision.became.in_((Status.REJECTED, Status.REMOVED)))
        .order_by(Decision.pk.desc())
        .limit(1)
    )
    if last != moderator_pk:
        return True
    roles = [role.value for role in Role if Act.DECIDE in ALLOWED[role]]
    others = sa.select(sa.func.count()).where(
        Moderator.pk != moderator_pk, Moderator.locked_at.is_(None), Moderator.role.in_(roles)
    )
    return session.scalar(others) == 0
