"""The public page for somebody who is named in a comment and complains of it: plain HTML, with a captcha."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.errors import ForbiddenError
from service.messages import say
from service.puzzles import Kind
from service.usecases.challenges import Attempt, check_answer
from service.usecases.file_complaint import ComplaintForm, faults_of, file_complaint
from service.web import captcha
from service.web.comments.form import ASKED, from_elsewhere, word_of
from service.web.context import current, transaction
from service.web.limits import limited, picture_allowed

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
FIELDS: Final = ("about", "name", "contact", "text")


@dataclass(frozen=True, slots=True)
class Asked:
    """A captcha as it came back: its token, and what was typed."""

    token: str = ""
    answer: str = ""


def blueprint() -> Blueprint:
    """`/complaint`."""
    room = Blueprint("complaint", __name__)
    room.get("/complaint")(show)
    room.post("/complaint")(send)
    return room


@limited("read")
def show() -> Response:
    """The form, with the comment filled in that a link names; or what was done."""
    form = ComplaintForm(request.args.get("about", "")[:1000], "", "", "")
    return _page(form, {}, Asked(), filed=request.args.get("filed", "")[:40])


@limited("submit")
@limited("crowd")
def send() -> AnyResponse:
    """Keep a complaint. Faults come on the page again, with everything that was written."""
    if from_elsewhere():
        raise ForbiddenError(say("failure.elsewhere"))
    form = ComplaintForm(*(request.form.get(name, "").replace("\0", "") for name in FIELDS))
    asked = Asked(request.form.get("token", ""), request.form.get("answer", "").strip())
    what = request.form.get("do", "")
    if what in ASKED:
        return _page(form, {}, Asked(), wish=ASKED[what])
    faults = {fault.pointer[1:]: fault.detail for fault in faults_of(form)}
    if not asked.answer:
        faults["captcha"] = say("failure.captcha-empty")
    if faults:
        return _page(form, faults, asked)
    now, demand = current(), captcha.demand_of("", suspect=False, plain=True)
    with transaction() as session:
        # Spent with the same commit that keeps the complaint, or that keeps nothing but this.
        failure = check_answer(session, now.world, now.keys.captcha, Attempt(asked.token, asked.answer, "", demand))
        filed = None if failure else _file(session, form)
    if filed is None:
        captcha.note_failure(failure)
        return _page(form, {"captcha": say(f"captcha.{failure}")}, Asked(asked.token))
    return redirect(url_for("complaint.show", filed=filed), HTTPStatus.SEE_OTHER)


def _file(session: Any, form: ComplaintForm) -> str:
    now = current()
    return file_complaint(session, now.world, now.keys.status, form, now.settings.complaint_days).id


def _page(
    form: ComplaintForm, faults: dict[str, str], asked: Asked, *, filed: str = "", wish: Kind | None = None
) -> Response:
    """The page. An answer that may still serve goes along; else a new challenge: as wished, or of the same kind."""
    kept = bool(asked.answer) and "captcha" not in faults
    had = captcha.kind_of(asked.token)
    kind = wish or (had if had in captcha.PLAIN else None)
    challenge = None if kept or filed or not picture_allowed() else captcha.plain_challenge("", kind)
    shown = challenge["kind"] if challenge else None
    html = render_template(
        "complaint.html",
        form=form,
        faults=faults,
        asked=asked,
        challenge=challenge,
        word=word_of(shown or kind),
        others=[other for other in captcha.plain_menu("") if other != shown],
        filed=filed,
        days=current().settings.complaint_days,
    )
    response = Response(html, HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
