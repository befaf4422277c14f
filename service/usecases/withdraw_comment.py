"""An author takes a comment back, whether it waits or is published. Its place stays where others have answered it."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import ConflictError, NotFoundError
from service.keys import comment_of
from service.messages import say
from service.status import Standing, Status
from service.store.tables import Comment, Event, Report
from service.usecases.visibility import apply_status
from service.world import World


def withdraw_comment(session: Session, world: World, key: bytes, token: str) -> None:
    """Withdraw what a status token names; once more is no error.

    The row is locked first: a moderator who decides at the same moment is either seen here, or told that it is gone.
    Raises NotFoundError for another token, ConflictError for what is not to be withdrawn (any more).
    """
    comment_id = comment_of(key, token)
    wanted = sa.select(Comment).where(Comment.id == comment_id).with_for_update(key_share=True)
    comment = None if comment_id is None else session.scalars(wanted).one_or_none()
    if comment is None:
        raise NotFoundError(say("token.unknown"))
    was = comment.status
    if was is Status.WITHDRAWN:
        return
    if not Standing(was, comment.created_at, comment.published_at, newsroom=comment.newsroom).may_withdraw:
        raise ConflictError(say("withdraw.too_late"), comment_status=was.value)
    now = world.now()
    if comment.reports:
        session.execute(
            sa.update(Report).where(Report.comment_pk == comment.pk, Report.settled_at.is_(None)).values(settled_at=now)
        )
        comment.reports = 0
    apply_status(session, world, comment, Status.WITHDRAWN)
    payload = {"was": was.value, "status": Status.WITHDRAWN.value}
    session.add(Event(kind="comment.withdrawn", comment_pk=comment.pk, payload=payload, created_at=now))
    session.flush()
