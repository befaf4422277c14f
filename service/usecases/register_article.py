"""A publisher registers an article, or changes it. The same content again changes nothing."""

from dataclasses import asdict, dataclass, replace
from datetime import UTC

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.addresses import is_web_address
from service.article import ArticleForm
from service.errors import Fault, InvalidInputError
from service.messages import say
from service.store.tables import Article, Thread
from service.world import World


@dataclass(frozen=True, slots=True)
class Registered:
    """What the registration did."""

    created: bool
    changed: bool


def register_article(session: Session, world: World, site_pk: int, form: ArticleForm) -> Registered:
    """Create or update an article, and its thread with it. Raises InvalidInputError for an address of another scheme.

    Two registrations of a new article at once are settled by the database: the second raises
    IntegrityError and is to be tried again.
    """
    if form.url and not is_web_address(form.url):
        raise InvalidInputError([Fault("/url", "bad-url", say("fault.bad-url"))])
    if form.published_at is not None:
        form = replace(form, published_at=form.published_at.astimezone(UTC))
    digest = form.digest
    article = session.scalar(sa.select(Article).where(Article.site_pk == site_pk, Article.code == form.code))
    if article is None:
        _create(session, world, site_pk, form, digest)
        return Registered(created=True, changed=True)
    if article.digest == digest:
        return Registered(created=False, changed=False)
    if article.comments_open != form.comments_open:
        # The thread says whether it is open, so its version moves.
        grown = sa.update(Thread).where(Thread.article_pk == article.pk).values(version=Thread.version + 1)
        session.execute(grown.execution_options(synchronize_session=False))
    for name, value in _columns(form).items():
        setattr(article, name, value)
    article.digest, article.updated_at = digest, world.now()
    session.flush()
    return Registered(created=False, changed=True)


def _create(session: Session, world: World, site_pk: int, form: ArticleForm, digest: str) -> None:
    now = world.now()
    article = Article(site_pk=site_pk, digest=digest, created_at=now, updated_at=now, **_columns(form))
    session.add(article)
    session.flush()
    session.add(Thread(article_pk=article.pk, version=1, published=0, held=0))
    session.flush()


def _columns(form: ArticleForm) -> dict[str, object]:
    return {**asdict(form), "tags": list(form.tags)}
