"""What follows for readers when a comment's status changes: when it was published, its thread's counts and version.

The one place for it; the machine's first status and the moderators' decisions both come through here.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from service.status import Status
from service.store import fragments
from service.store.tables import Comment, Event, Thread
from service.world import World

_thread: Final = cast("sa.Table", Thread.__table__)
_comment: Final = cast("sa.Table", Comment.__table__)
#: Written once: building it anew costs as much as running it.
_COUNT: Final = (
    sa.update(_thread)
    .where(_thread.c.article_pk == sa.bindparam("article"))
    .values(
        {name: _thread.c[name] + sa.bindparam(name, type_=sa.Integer()) for name in ("published", "held", "version")}
    )
)
_COUNT_REPLY: Final = (
    sa.update(_comment)
    .where(_comment.c.pk == sa.bindparam("root"))
    .values(replies=_comment.c.replies + sa.bindparam("number", type_=sa.Integer()))
)


@dataclass(frozen=True, slots=True)
class ThreadChange:
    """What a change of status adds to a thread's row."""

    published: int
    held: int
    version: int


def change_of(was: Status | None, becomes: Status, *, seen: bool = False) -> ThreadChange:
    """Return what a change of status means for the thread. `was` is None for a new comment.

    seen: whether readers have ever seen the comment: then its place in the thread says what became of it,
    and every further change shows.
    """
    shows = was is not becomes and (seen or Status.PUBLISHED in (was, becomes))
    return ThreadChange(
        published=(becomes is Status.PUBLISHED) - (was is Status.PUBLISHED),
        held=(becomes is Status.HELD) - (was is Status.HELD),
        version=int(shows),
    )


def count_in(session: Session, article_pk: int, change: ThreadChange) -> None:
    """Add a change to the thread's row, in one statement, so that two workers never lose each other's counts."""
    if change == ThreadChange(0, 0, 0):
        return
    session.connection().execute(_COUNT, {"article": article_pk, **asdict(change)})


def count_reply(session: Session, root_pk: int | None, change: ThreadChange) -> None:
    """Add a change of a reply to the number that its root keeps. The root's revision stays: it is the same comment."""
    if root_pk is not None and change.published:
        session.connection().execute(_COUNT_REPLY, {"root": root_pk, "number": change.published})


def apply_status(session: Session, world: World, comment: Comment, becomes: Status) -> None:
    """Give a stored comment another status, with all that follows for readers.

    A comment that is put back keeps the time of its first publication. Raises StaleDataError when
    somebody else changed the comment since it was loaded; then nothing of this was written.
    """
    change = change_of(comment.status, becomes, seen=comment.published_at is not None)
    if becomes is Status.PUBLISHED and comment.published_at is None:
        parent = comment.parent  # loading it flushes: before anything is changed, so that the revision grows once
        comment.published_at = world.now()
        comment.fragment = _draw(comment, parent)
    comment.status = becomes
    session.flush()  # the comment first, then its root: the thread's row is the busiest lock
    count_reply(session, comment.root_pk, change)
    count_in(session, comment.article_pk, change)


def rewrite(comment: Comment, text: str, author_name: str, edited_at: datetime) -> None:
    """Give a stored comment another text. Its thread is not told: a change of status may be to follow."""
    parent = comment.parent  # loading it flushes, as above
    comment.text, comment.author_name, comment.edited_at = text, author_name, edited_at
    comment.fragment = _draw(comment, parent)


def _draw(comment: Comment, parent: Comment | None) -> str:
    return fragments.render(
        comment_id=comment.id,
        parent_id=parent.id if parent else None,
        author_name=comment.author_name,
        text=comment.text,
        published_at=comment.published_at,
    )


def withdraw_held(session: Session, world: World, article_pk: int, comment_id: str) -> None:
    """Withdraw a comment that waits under an article, for its author; nothing when it does not wait (any more)."""
    comment = session.scalar(sa.select(Comment).where(Comment.id == comment_id, Comment.article_pk == article_pk))
    if comment is None or comment.status is not Status.HELD:
        return
    try:
        with session.begin_nested():
            apply_status(session, world, comment, Status.WITHDRAWN)
    except StaleDataError:
        return  # a moderator was faster, and what they decided stands
    payload = {"was": Status.HELD.value, "status": Status.WITHDRAWN.value}
    session.add(Event(kind="comment.withdrawn", comment_pk=comment.pk, payload=payload, created_at=world.now()))
    session.flush()
