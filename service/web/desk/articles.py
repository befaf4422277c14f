"""Articles at the desk: found, closed, read before publication, frozen, opened again."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from service.addresses import is_web_address
from service.article import DeskMode
from service.errors import Fault, InvalidInputError, NotFoundError
from service.messages import catalogue, say
from service.roles import Act
from service.store import article_queries
from service.usecases.set_article_mode import set_article_mode
from service.web import context
from service.web.desk import guard
from service.web.desk.community_frame import back_to, page, written
from service.web.desk.guard import typed, who


def routes(desk: Blueprint) -> None:
    """`/desk/articles`."""
    desk.add_url_rule("/articles", "articles", show_articles)
    desk.add_url_rule("/articles/<int(max=2147483647):site_pk>/<code>", "article", show_article)
    desk.add_url_rule("/articles/<int(max=2147483647):site_pk>/<code>/mode", "set_mode", set_mode, methods=["POST"])


def word_of(mode: str) -> str:
    """The name of a mode in the catalogue."""
    return mode or "as_published"


def show_articles() -> str:
    """Show the busiest articles, or those that a search finds."""
    search, mode = typed(request.args.get("q", "")).strip(), request.args.get("mode", "")
    known = {mode for mode in DeskMode if mode}
    wanted = mode if mode in known else None
    with context.reading() as session:
        found = article_queries.articles(session, context.current().world.now(), search, wanted)
    return page("articles.html", articles=found, search=search, mode=wanted, modes=tuple(DeskMode), word_of=word_of)


def show_article(site_pk: int, code: str) -> str:
    """Show one article and how strict the desk is with it."""
    with context.reading() as session:
        found = article_queries.article(session, site_pk, typed(code))
    if found is None:
        raise NotFoundError(say("article.unknown"))
    link = found.url if is_web_address(found.url) else ""
    return page("article.html", article=found, link=link, modes=tuple(DeskMode), word_of=word_of)


def set_mode(site_pk: int, code: str) -> Response:
    """Say how strict the desk is with an article."""
    guard.demand(Act.ARTICLES)
    wanted = written("mode")
    if wanted not in set(DeskMode):
        raise InvalidInputError([Fault("/mode", "invalid", catalogue("desk")["decision.form"])])
    with context.transaction() as session:
        set_article_mode(session, context.current().world, who().moderator_pk, site_pk, typed(code), DeskMode(wanted))
    return back_to("desk.article", "article.done", site_pk=site_pk, code=code)
