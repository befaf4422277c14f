"""Registers an article out of a saved page, and prepares those that are there."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy.orm import Session

from service.article import ArticleForm
from service.commands.sites import find_site
from service.pages import read_page
from service.settings import Settings
from service.store.database import open_database
from service.usecases.prepare_articles import Progress, prepare_articles
from service.usecases.register_article import Registered, register_article
from service.world import World


def add_page(session: Session, world: World, page: Path, site: str) -> tuple[ArticleForm, Registered]:
    """Read a saved page and register its article. Raises ArticleUnreadableError, NotFoundError (site)."""
    article = read_page(page.read_bytes())
    done = register_article(session, world, find_site(session, site).pk, article)
    return article, done


def prepare(settings: Settings, site: str = "") -> Iterator[Progress]:
    """Prepare the articles of a site, by its name or public key, or of all. Raises NotFoundError (site)."""
    with closing(open_database(settings.database_url)) as database:
        site_pk = None
        if site:
            with database.reading() as session:
                site_pk = find_site(session, site).pk
        yield from prepare_articles(database, site_pk)
