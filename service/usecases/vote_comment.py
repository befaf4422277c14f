"""A reader votes for a published comment, against it, or takes their vote back. One vote a reader."""

from dataclasses import dataclass
from typing import Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.article import DeskMode
from service.errors import ArticleClosedError, ConflictError, NotFoundError
from service.messages import say
from service.status import Status
from service.store.tables import Article, Comment, Vote
from service.usecases.visibility import ThreadChange, count_in
from service.world import World

_comment: Final = cast("sa.Table", Comment.__table__)
_vote: Final = cast("sa.Table", Vote.__table__)
#: The thread looks different, and nothing else about it changes.
_SEEN: Final = ThreadChange(published=0, held=0, version=1)


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a reader says of a comment. reader: as in `Comment.reader`. value: 1, -1, or 0 for nothing (any more)."""

    site_pk: int
    comment_id: str
    reader: str
    value: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The votes of a comment, and this reader's."""

    likes: int
    dislikes: int
    value: int


def vote_comment(session: Session, world: World, ballot: Ballot) -> Counted:
    """Count a vote in place of the reader's earlier one. The same again changes nothing.

    The comment's row is locked first: two votes at once come one after the other, and each sees the other's count.
    Its revision stays: it is the comment that moderators saw.
    Raises NotFoundError for what is not published, ConflictError for the reader's own, ArticleClosedError for a thread
    that the desk has frozen.
    """
    wanted = sa.select(_comment.c.pk, _comment.c.article_pk, _comment.c.reader, _comment.c.likes, _comment.c.dislikes)
    wanted = wanted.where(
        _comment.c.id == ballot.comment_id,
        _comment.c.site_pk == ballot.site_pk,
        _comment.c.status == Status.PUBLISHED,
    )
    row = session.execute(wanted.with_for_update(key_share=True)).one_or_none()
    if row is None:
        raise NotFoundError(say("comment.unknown"))
    mode = session.execute(sa.select(Article.desk_mode).where(Article.pk == row.article_pk)).scalar_one()
    if mode == DeskMode.FROZEN:
        raise ArticleClosedError(say("article.frozen"))
    if row.reader == ballot.reader:
        raise ConflictError(say("vote.own"))
    mine = (_vote.c.comment_pk == row.pk, _vote.c.reader == ballot.reader)
    before = session.execute(sa.select(_vote.c.value).where(*mine)).scalar_one_or_none() or 0
    likes = row.likes + (ballot.value == 1) - (before == 1)
    dislikes = row.dislikes + (ballot.value == -1) - (before == -1)
    if ballot.value != before:
        session.execute(sa.delete(_vote).where(*mine))
        if ballot.value:
            kept = {"comment_pk": row.pk, "reader": ballot.reader, "value": ballot.value, "created_at": world.now()}
            session.execute(sa.insert(_vote).values(kept))
        session.execute(sa.update(_comment).where(_comment.c.pk == row.pk).values(likes=likes, dislikes=dislikes))
        count_in(session, row.article_pk, _SEEN)
    return Counted(likes, dislikes, ballot.value)
