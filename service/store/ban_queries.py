"""What the desk reads of bans: those that hold and those that ended, and how many other readers one would hit."""

from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from service.bans import BanKind, name_shape
from service.store.tables import Ban, Comment, Moderator, Site

SHOWN: Final = 200
#: How far back, and among how many names, others are counted whom a ban would hit.
LATELY: Final = timedelta(days=30)
MOST_NAMES: Final = 5000

_lifter = aliased(Moderator)


def bans(session: Session, now: datetime, *, ended: bool) -> list[Any]:
    """The bans that hold, newest first, or those that have ended, with who made and who lifted them."""
    holds = sa.and_(Ban.lifted_at.is_(None), sa.or_(Ban.expires_at.is_(None), Ban.expires_at > now))
    query = (
        sa.select(Ban, Moderator.display_name, _lifter.display_name.label("lifter"), Site.name.label("site"))
        .join(Moderator, Moderator.pk == Ban.moderator_pk)
        .join(Site, Site.pk == Ban.site_pk)
        .outerjoin(_lifter, _lifter.pk == Ban.lifted_by)
        .where(sa.not_(holds) if ended else holds)
    )
    return list(session.execute(query.order_by(Ban.pk.desc()).limit(SHOWN)))


def reach(session: Session, now: datetime, comment: Comment) -> dict[BanKind, int]:
    """How many others wrote in the last 30 days from a comment's network, or under a name of its shape.

    Readers are told apart by their token; those without one count as one for each name.
    """
    who = sa.case((Comment.reader != "", Comment.reader), else_=Comment.author_name)
    lately = sa.and_(Comment.site_pk == comment.site_pk, Comment.created_at >= now - LATELY)
    me = comment.reader or comment.author_name
    network = sa.select(sa.func.count(who.distinct())).where(
        lately, Comment.network == comment.network, who != me, Comment.network != ""
    )
    names = (
        sa.select(Comment.author_name, who)
        .where(lately, Comment.author_name != "", who != me)
        .distinct()
        .limit(MOST_NAMES)
    )
    shape = name_shape(comment.author_name)
    alike = {other for name, other in session.execute(names) if shape and name_shape(name) == shape}
    return {BanKind.NETWORK: session.scalar(network) or 0, BanKind.NAME: len(alike)}
