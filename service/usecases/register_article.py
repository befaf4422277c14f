"""A publisher registers an article, or changes it. The same content again changes nothing.

What the rules want to know of it is found now, and kept beside it in the same transaction.
"""

from dataclasses import asdict, dataclass, replace
from datetime import UTC

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.addresses import is_web_address
from service.article import ArticleForm
from service.errors import Fault, InvalidInputError
from service.messages import say
from service.store import profiles
from service.store.tables import Article, Thread
from service.world import World


@dataclass(frozen=True, slots=True)
class Registered:
    """What the registration did."""

    created: bool
    changed: bool


def is_known(session: Session, site_pk: int, form: ArticleForm) -> bool:
    """Whether a registration would change nothing, so that there is nothing to prepare."""
    query = sa.select(Article.digest).where(Article.site_pk == site_pk, Article.code == form.code)
    return session.scalar(query) == _tidy(form).digest


def prepare_form(form: ArticleForm) -> bytes | None:
    """What the rules want to know of an article, for `register_article`. None when they fail at it."""
    return profiles.prepared(form.to_rules())


def register_article(
    session: Session, world: World, site_pk: int, form: ArticleForm, profile: bytes | None = None
) -> Registered:
    """Create or update an article, and its thread and profile with it.

    profile: made by `prepare_form`, so that no other writer waits for it; made here when it is not given.
    Raises InvalidInputError for an address of another scheme. Two registrations of a new article at once are settled
    by the database: the second raises IntegrityError and is to be tried again.
    """
    if form.url and not is_web_address(form.url):
        raise InvalidInputError([Fault("/url", "bad-url", say("fault.bad-url"))])
    form = _tidy(form)
    digest = form.digest
    article = session.scalar(sa.select(Article).where(Article.site_pk == site_pk, Article.code == form.code))
    if article is not None and article.digest == digest:
        return Registered(created=False, changed=False)
    profile = profile or prepare_form(form)
    created = article is None
    if article is None:
        article = _create(session, world, site_pk, form, digest)
    else:
        _change(session, world, article, form, digest)
    if profile is not None:
        profiles.keep(session.connection(), profiles.Key(article.pk, digest), profile)
    return Registered(created=created, changed=True)


def register_unknown(session: Session, world: World, site_pk: int, form: ArticleForm, profile: bytes | None) -> bool:
    """Register an article that was read from its page, unless there is one of that code: what a CMS gave stays.

    Two at once are settled as in `register_article`.
    """
    known = session.scalar(sa.select(Article.pk).where(Article.site_pk == site_pk, Article.code == form.code))
    return known is None and register_article(session, world, site_pk, form, profile).created


def _create(session: Session, world: World, site_pk: int, form: ArticleForm, digest: str) -> Article:
    now = world.now()
    article = Article(site_pk=site_pk, digest=digest, created_at=now, updated_at=now, **_columns(form))
    session.add(article)
    session.flush()
    session.add(Thread(article_pk=article.pk, version=1, published=0, held=0))
    session.flush()
    return article


def _change(session: Session, world: World, article: Article, form: ArticleForm, digest: str) -> None:
    if article.comments_open != form.comments_open:
        # The thread says whether it is open, so its version moves.
        grown = sa.update(Thread).where(Thread.article_pk == article.pk).values(version=Thread.version + 1)
        session.execute(grown.execution_options(synchronize_session=False))
    for name, value in _columns(form).items():
        setattr(article, name, value)
    article.digest, article.updated_at = digest, world.now()
    session.flush()


def _tidy(form: ArticleForm) -> ArticleForm:
    """The same article has the same digest, whatever zone its moment was written in."""
    return form if form.published_at is None else replace(form, published_at=form.published_at.astimezone(UTC))


def _columns(form: ArticleForm) -> dict[str, object]:
    return {**asdict(form), "tags": list(form.tags)}
