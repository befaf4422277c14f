"""Registers an article out of a saved page."""

from pathlib import Path

from sqlalchemy.orm import Session

from service.commands.sites import find_site
from service.pages import PageArticle, read_page
from service.usecases.register_article import ArticleForm, Registered, register_article
from service.world import World


def add_page(session: Session, world: World, page: Path, site: str) -> tuple[PageArticle, Registered]:
    """Read a saved page and register its article. Raises ArticleUnreadableError, NotFoundError (site)."""
    article = read_page(page.read_bytes())
    done = register_article(session, world, find_site(session, site).pk, form_of(article))
    return article, done


def form_of(article: PageArticle) -> ArticleForm:
    """A page's article as it is registered: open for comments."""
    return ArticleForm(
        code=article.code,
        title=article.title,
        kicker=article.kicker,
        lede=article.lede,
        body=article.body,
        category=article.category,
        tags=article.tags,
        url=article.url,
        published_at=article.published_at,
    )
