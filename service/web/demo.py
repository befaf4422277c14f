"""The demonstration: a made-up agency's front page and article pages, with the component embedded."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, make_response, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service.dates import jalali, jalali_day, persian_digits
from service.errors import NotFoundError
from service.store.tables import Article, Site, Thread
from service.web import context

FRONT_PAGE = 24  # articles on it
# The page asks for no more than the component needs: scripts and styles from here, no picture from anywhere else.
# Trusted types: a sink that takes markup would stop the script, so nothing of a comment can ever be markup.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)


def blueprint() -> Blueprint:
    """The demonstration at `/demo`; there is none unless the settings ask for it."""
    demo = Blueprint("demo", __name__, url_prefix="/demo", template_folder="templates", static_folder="static/demo")
    demo.before_request(_only_in_demo)
    demo.after_request(_harden)
    demo.context_processor(_words)
    demo.add_url_rule("", view_func=front_page, strict_slashes=False)
    demo.add_url_rule("/<code>", view_func=article)
    return demo


def front_page() -> str:
    """Show the latest articles as a news site would."""
    with context.reading() as session:
        found = _latest(session)
    desks = list(dict.fromkeys(card["article"].category for card in found if card["article"].category))
    return render_template("demo/front.html", cards=found, desks=desks, today=_now())


def article(code: str) -> Response:
    """Show an article, and readers' comments under it."""
    with context.reading() as session:
        found = _article(session, code)
        latest = [card for card in _latest(session) if card["article"].code != code][:4]
        return make_response(
            render_template(
                "demo/article.html",
                article=found,
                paragraphs=[line.strip() for line in found.body.splitlines() if line.strip()],
                latest=latest,
                today=_now(),
            )
        )


def _latest(session: Session) -> list[dict[str, Any]]:
    query = (
        sa.select(Article, sa.func.coalesce(Thread.published, 0))
        .outerjoin(Thread, Thread.article_pk == Article.pk)
        .order_by(Article.published_at.desc(), Article.pk.desc())
        .limit(FRONT_PAGE)
    )
    return [{"article": found, "count": count} for found, count in session.execute(query)]


def _article(session: Session, code: str) -> Article:
    # The first site that has such an article: the demonstration has one.
    found = session.scalars(sa.select(Article).join(Site).where(Article.code == code).order_by(Site.pk)).first()
    if found is None:
        message = "چنین خبری در این نمایش نیست."
        raise NotFoundError(message)
    return found


def _now() -> datetime:
    return context.current().world.now()


def _words() -> dict[str, object]:
    return {
        "digits": persian_digits,
        "jalali": jalali,
        "jalali_day": jalali_day,
        "demo_css": url_for("demo.static", filename="demo.css"),
    }


def _only_in_demo() -> None:
    if not context.current().settings.demo:
        raise NotFoundError


def _harden(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    if response.status_code == HTTPStatus.OK and response.mimetype == "text/html":
        response.headers["Cache-Control"] = "no-cache"
    return response
