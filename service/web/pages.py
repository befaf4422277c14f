"""Pages for people: what runs here, what became of my comment, what does this error mean."""

from flask import Blueprint, Response, abort, current_app, make_response, render_template

import rules
from service.addresses import is_web_address
from service.dates import jalali
from service.messages import say
from service.usecases.read_submission import read_submission
from service.web.context import current, reading
from service.web.limits import limited
from service.web.problems import known_page, slugs
from service.web.reasons import explain, marked


def blueprint() -> Blueprint:
    """`/`, `/s/<token>` and `/problems/<slug>`."""
    pages = Blueprint("pages", __name__)
    pages.add_app_template_global(say, "say")
    pages.get("/")(home)
    pages.get("/s/<token>")(status)
    pages.get("/problems/<slug>")(problem)
    return pages


def home() -> str:
    """Say what runs here."""
    return render_template("home.html", demo=current().settings.demo, desk="desk" in current_app.blueprints)


@limited("read")
def status(token: str) -> Response:
    """Say what became of a comment, to whoever has its private link."""
    with reading() as session:
        seen = read_submission(session, current().keys.status, token)
    reasons = explain(seen.findings, seen.decision, seen.wording)
    link = seen.article_url if is_web_address(seen.article_url) else ""
    page = render_template(
        "status.html",
        seen=seen,
        link=link,
        reasons=reasons,
        marked=marked(seen.text, reasons),
        suggestion=rules.suggestion_of(seen.findings),
        sent=jalali(seen.created_at),
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the secret
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def problem(slug: str) -> str:
    """Explain a kind of error."""
    if slug not in slugs():
        abort(404)
    return render_template("problem_page.html", slug=slug, title=say(f"problem.{slug}.title"), text=known_page(slug))
