"""An author asks for a second look at a refusal or a removal, once."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import ConflictError, NotFoundError
from service.keys import comment_of
from service.messages import say
from service.status import Standing
from service.store.tables import Appeal, Comment, Event
from service.usecases.records import AppealView, view_appeal, write_appeal
from service.world import World


def appeal_comment(session: Session, world: World, key: bytes, token: str, text: str) -> AppealView:
    """Keep an appeal, for a moderator to answer; what is known of it.

    The comment's row is locked first, so that of two at once one is told of the other.
    Raises NotFoundError for another token, ConflictError with what is known when there is an appeal already, or when
    there is nothing to appeal against.
    """
    comment_id = comment_of(key, token)
    wanted = sa.select(Comment).where(Comment.id == comment_id).with_for_update(key_share=True)
    comment = None if comment_id is None else session.scalars(wanted).one_or_none()
    if comment is None:
        raise NotFoundError(say("token.unknown"))
    known = session.scalars(sa.select(Appeal).where(Appeal.comment_pk == comment.pk)).one_or_none()
    if known is not None:
        raise ConflictError(say("appeal.repeated"), appeal=write_appeal(view_appeal(known)))
    if not Standing(comment.status, comment.created_at, comment.published_at).may_appeal:
        raise ConflictError(say("appeal.needless"), comment_status=comment.status.value)
    now = world.now()
    appeal = Appeal(comment_pk=comment.pk, text=text, created_at=now)
    event = Event(
        kind="comment.appealed", comment_pk=comment.pk, payload={"status": comment.status.value}, created_at=now
    )
    session.add_all((appeal, event))
    session.flush()
    return view_appeal(appeal)
