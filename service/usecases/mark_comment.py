"""An editor pins a comment to the top of its thread, or picks it as worth reading; and takes that back."""

from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import Fault, InvalidInputError, NotFoundError
from service.messages import catalogue
from service.status import Status
from service.store.logbook import write_entry
from service.store.tables import Comment
from service.usecases.visibility import ThreadChange, count_in
from service.world import World


class Mark(StrEnum):
    """What a comment can be marked as: the names of its columns."""

    PINNED = "pinned"
    PICKED = "picked"


@dataclass(frozen=True, slots=True)
class Marking:
    """Which mark a comment is to have, or to lose."""

    comment_id: str
    mark: Mark
    on: bool


def mark_comment(session: Session, world: World, moderator_pk: int, marking: Marking) -> None:
    """Give or take a mark; the thread shows it at once. Of an article's comments one is pinned, the last.

    Raises NotFoundError, InvalidInputError for a comment that readers do not see, or a reply that is to be pinned.
    """
    comment = session.execute(
        sa.select(
            Comment.pk, Comment.article_pk, Comment.parent_pk, Comment.status, Comment.pinned, Comment.picked
        ).where(Comment.id == marking.comment_id)
    ).one_or_none()
    if comment is None:
        raise NotFoundError(catalogue("desk")["decision.unknown"])
    if marking.on and comment.status is not Status.PUBLISHED:
        raise InvalidInputError([Fault("", "not-published", catalogue("community")["mark.not_published"])])
    if marking.on and marking.mark is Mark.PINNED and comment.parent_pk is not None:
        raise InvalidInputError([Fault("", "no-root", catalogue("community")["mark.no_root"])])
    if comment._mapping[marking.mark] == marking.on:  # noqa: SLF001 (SQLAlchemy's public name)
        return
    column = {marking.mark.value: marking.on}
    if marking.on and marking.mark is Mark.PINNED:
        _update(session, Comment.article_pk == comment.article_pk, Comment.pinned.is_(True), values={"pinned": False})
    _update(session, Comment.pk == comment.pk, values=column)
    count_in(session, comment.article_pk, ThreadChange(0, 0, 1))
    write_entry(
        session,
        world.now(),
        kind="comment.marked",
        moderator_pk=moderator_pk,
        subject=f"comment:{marking.comment_id}",
        details=column,
    )


def _update(session: Session, *where: sa.ColumnElement[bool], values: dict[str, bool]) -> None:
    # Past the ORM, so that the revision stays: a mark is no reason to decide anew.
    session.connection().execute(sa.update(Comment.__table__).where(*where).values(**values))  # type: ignore[arg-type]
