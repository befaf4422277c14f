"""The desk closes an article to comments, reads each before it appears, freezes the thread, or opens it again."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.article import DeskMode
from service.errors import NotFoundError
from service.messages import say
from service.store.logbook import write_entry
from service.store.tables import Article
from service.usecases.visibility import ThreadChange, count_in
from service.world import World


@dataclass(frozen=True, slots=True)
class ModeChange:
    """What was, and what is."""

    was: DeskMode
    became: DeskMode


def set_article_mode(  # noqa: PLR0913, PLR0917 (an article is named by two)
    session: Session, world: World, moderator_pk: int, site_pk: int, code: str, mode: DeskMode
) -> ModeChange:
    """Say how strict the desk is with an article; the thread shows it at once. Raises NotFoundError."""
    article = session.scalar(sa.select(Article).where(Article.site_pk == site_pk, Article.code == code))
    if article is None:
        raise NotFoundError(say("article.unknown"))
    was = DeskMode(article.desk_mode)
    if was is not mode:
        article.desk_mode = mode.value
        session.flush()
        count_in(session, article.pk, ThreadChange(0, 0, 1))  # readers' copies say whether it is open
        write_entry(
            session,
            world.now(),
            kind="article.mode",
            moderator_pk=moderator_pk,
            subject=f"article:{site_pk}/{code}",
            details={"was": was.value or "as_published", "became": mode.value or "as_published"},
        )
    return ModeChange(was, mode)
