"""Registers an article out of a saved page."""

from pathlib import Path

from sqlalchemy.orm import Session

from service.article import ArticleForm
from service.commands.sites import find_site
from service.pages import read_page
from service.usecases.register_article import Registered, register_article
from service.world import World


def add_page(session: Session, world: World, page: Path, site: str) -> tuple[ArticleForm, Registered]:
    """Read a saved page and register its article. Raises ArticleUnreadableError, NotFoundError (site)."""
    article = read_page(page.read_bytes())
    done = register_article(session, world, find_site(session, site).pk, article)
    return article, done
