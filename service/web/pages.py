"""Pages for people: what runs here, what became of my comment, what does this error mean."""

from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, abort, current_app, make_response, redirect, render_template, request, url_for

import rules
from service.addresses import is_web_address
from service.dates import jalali
from service.errors import ConflictError, InvalidInputError
from service.messages import say
from service.web import api_authors
from service.web.bodies import AppealIn
from service.web.context import current
from service.web.limits import limited
from service.web.payloads import check_body
from service.web.problems import known_page, slugs
from service.web.readers import reader_key
from service.web.reasons import explain, marked

#: Percent-encoding makes three bytes of one.
WIDER: Final = 3


@dataclass(frozen=True, slots=True)
class Words:
    """What an author wrote for an appeal that was not taken, and why."""

    text: str = ""
    faults: tuple[str, ...] = ()


def blueprint() -> Blueprint:
    """`/`, `/s/<token>` and `/problems/<slug>`."""
    pages = Blueprint("pages", __name__)
    pages.add_app_template_global(say, "say")
    pages.get("/")(home)
    pages.get("/s/<token>")(status)
    pages.post("/s/<token>/withdraw")(withdraw)
    pages.post("/s/<token>/appeal")(appeal)
    pages.get("/problems/<slug>")(problem)
    return pages


def home() -> str:
    """Say what runs here."""
    return render_template("home.html", demo=current().settings.demo, desk="desk" in current_app.blueprints)


@limited("read")
def status(token: str) -> Response:
    """Say what became of a comment, to whoever has its private link."""
    return _show(token)


@limited("submit", reader_key)
@limited("crowd")
def withdraw(token: str) -> Response:
    """Take a comment back; then see what became of it, also when that came too late."""
    with suppress(ConflictError):
        api_authors.withdraw(token)
    return _back(token)


@limited("submit", reader_key)
@limited("crowd")
def appeal(token: str) -> Response:
    """Ask for a second look; what is wrong with the words is said beside them, and they stay."""
    settings = current().settings
    request.max_content_length = WIDER * settings.max_body_bytes
    text = request.form.get("text", "").replace("\r\n", "\n")
    try:
        api_authors.appeal(token, check_body(AppealIn, {"text": text}, settings).text)
    except InvalidInputError as error:
        return _show(token, Words(text, tuple(fault.detail for fault in error.faults)))
    except ConflictError:
        pass  # the page says what is known: there is an appeal already, or nothing to appeal against
    return _back(token)


def _back(token: str) -> Response:
    return make_response(redirect(url_for("pages.status", token=token), HTTPStatus.SEE_OTHER))


def _show(token: str, words: Words | None = None) -> Response:
    seen = api_authors.see(token)
    reasons = explain(seen.findings, seen.decision)
    answered = seen.appeal.answered_at if seen.appeal else None
    page = render_template(
        "status.html",
        seen=seen,
        token=token,
        link=seen.article_url if is_web_address(seen.article_url) else "",
        reasons=reasons,
        marked=marked(seen.text, reasons),
        suggestion=rules.suggestion_of(seen.findings),
        sent=jalali(seen.created_at),
        edited=jalali(seen.edited_at) if seen.edited_at else "",
        appealed=jalali(seen.appeal.created_at) if seen.appeal else "",
        answered=jalali(answered) if answered else "",
        words=words or Words(),
        longest=current().settings.max_text_length,
    )
    response = Response(page, HTTPStatus.UNPROCESSABLE_ENTITY if words else HTTPStatus.OK)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the secret
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def problem(slug: str) -> str:
    """Explain a kind of error."""
    if slug not in slugs():
        abort(404)
    return render_template("problem_page.html", slug=slug, title=say(f"problem.{slug}.title"), text=known_page(slug))
