"""Comments without JavaScript: thread, form and answers on one page of an article, by the same rules as the API."""

from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, redirect, request
from flask_limiter import RateLimitExceeded
from markupsafe import Markup, escape
from werkzeug.wrappers import Response as AnyResponse

from service.addresses import linked
from service.errors import Fault, ForbiddenError, NazerError
from service.messages import catalogue, say
from service.puzzles import Kind
from service.status import Status
from service.web import captcha
from service.web.api import preview, submit
from service.web.bodies import DraftIn
from service.web.comments import report
from service.web.comments.answers import Notice, Page, again, answer, failed, render
from service.web.comments.form import (
    ASKED,
    Filled,
    Form,
    fresh_form,
    from_elsewhere,
    read_filled,
    same_form,
    switched_form,
    word_of,
)
from service.web.comments.thread import Part, find_parent, find_place, read_asked, read_part
from service.web.comments.view import Shown, excerpt, links_to
from service.web.context import current
from service.web.limits import limited
from service.web.payloads import Submitted, check_comment
from service.web.reasons import marked

#: So long a comment that was published just now says so to who comes by its author's link.
NEW: Final = timedelta(minutes=10)


def blueprint() -> Blueprint:
    """`/c/<site's public key>/<article id>`, and under it what its buttons do."""
    room = Blueprint("comments", __name__, url_prefix="/c/<key>/<code>")
    room.add_app_template_global(say_with, "say_with")
    room.add_app_template_global(marked, "marked")
    room.add_app_template_global(linked, "linked")
    room.add_app_template_global(excerpt, "excerpt")
    room.get("")(show)
    room.post("")(send)
    room.post("/draft")(draft)
    room.post("/preview")(advise)
    room.get("/report")(report.ask)
    room.post("/report")(report.tell)
    for address in ("/draft", "/preview"):
        room.get(address)(lead_back)
    room.before_request(refuse_forged)
    for kind in (RateLimitExceeded, NazerError, Exception):
        room.register_error_handler(kind, failed)
    return room


def say_with(key: str, **values: object) -> Markup:
    """A sentence of the catalogue with texts of readers in it: escaped, and each kept to its own direction."""
    shown = {name: Markup("<bdi>{}</bdi>").format(value) for name, value in values.items()}
    return Markup(escape(catalogue("fa")[key])).format(**shown)  # noqa: S704 (the catalogue is ours, and escaped)


@limited("read")
def show(key: str, code: str) -> Response:
    """The page as it is opened, linked to and found."""
    place, asked = find_place(key, code), read_asked()
    links = links_to(key, code, asked.order)
    part = read_part(place, asked, links)
    parent = find_parent(place, asked.reply, links) if asked.reply else None
    form = fresh_form(Filled(parent_id=parent.id if parent else ""), parent) if place.open else None
    page = Page(links, place, part, form, noindex=bool(asked.reply or asked.sent or asked.thread))
    if part.note or (asked.reply and parent is None):
        missing = Notice("failed", say("fault.unknown-parent" if asked.reply else part.note))
        page = replace(page, notice=missing, noindex=True, status=HTTPStatus.NOT_FOUND)
    return render(replace(page, sent=asked.sent and _is_new(part)))


@limited("submit")
@limited("crowd")
def send(key: str, code: str) -> AnyResponse:
    """Submit a comment. Faults and answers come on the page again, with the text in the box."""
    filled = read_filled()
    submitted = _with_captcha(check_comment(filled.to_body(key, code), current().settings), filled)
    receipt = submit(submitted, plain=True)
    links = links_to(key, code)
    if receipt.status is Status.PUBLISHED:
        # Led to the comment itself: to load that page again sends nothing.
        address = f"{links.to(comment=receipt.comment_id, sent='1')}#c-{receipt.comment_id}"
        return redirect(address, HTTPStatus.SEE_OTHER)
    return answer(links, find_place(key, code), filled, receipt)


@limited("read")
def draft(key: str, code: str) -> Response:
    """Change the form without sending it: another challenge, no reply any more, or what was suggested into the box."""
    filled, what = read_filled(), request.form.get("do", "")
    if what == "take":
        lines = (say("answer.taken_text"), *[say("answer.taken_held")] * bool(filled.replaces))
        notice = Notice("taken", say("answer.taken"), lines)
    elif what == "alone":
        filled, notice = replace(filled, parent_id=""), Notice("taken", say("answer.unreplied"))
    else:
        notice = Notice("taken", say(f"answer.{what if what in ASKED else 'picture'}"))

    def make(parent: Shown | None) -> Form:
        if what == "take":
            return fresh_form(filled, parent)
        if what == "alone":
            return same_form(filled, parent, {}, spent=False)
        return switched_form(filled, parent, ASKED.get(what, Kind.IMAGE))

    return render(again(links_to(key, code), find_place(key, code), notice, make, filled.parent_id))


@limited("preview")
def advise(key: str, code: str) -> Response:
    """Say what would become of the comment, and send nothing."""
    filled = read_filled()
    seen = preview(check_comment(filled.to_draft(key, code), current().settings, DraftIn))
    notice = Notice(
        f"advice-{seen['outcome']}",
        say(f"answer.advice_{seen['outcome']}"),
        (seen["message"],),
        seen["reasons"],
        filled,
        suggestion=seen["suggestion"] or "",
        replaces=filled.replaces,
    )

    def make(parent: Shown | None) -> Form:
        return same_form(filled, parent, {}, spent=False)

    return render(again(links_to(key, code), find_place(key, code), notice, make, filled.parent_id))


def lead_back(key: str, code: str) -> AnyResponse:
    """The addresses of the buttons, opened as pages."""
    return redirect(links_to(key, code).base, HTTPStatus.SEE_OTHER)


def refuse_forged() -> None:
    """Take no form that another site's page sent, before it is counted: it must not spend a reader's limits either."""
    if request.method == "POST" and from_elsewhere():
        raise ForbiddenError(say("failure.elsewhere"))


def _with_captcha(submitted: Submitted, filled: Filled) -> Submitted:
    """An answer that is missing is a fault among the others: it costs no challenge."""
    if filled.answer:
        return submitted
    words = say(f"failure.{word_of(captcha.kind_of(filled.token))}-empty")
    missing = Fault("/captcha/answer", "empty", words)
    return replace(submitted, draft=None, faults=[*submitted.faults, missing])


def _is_new(part: Part) -> bool:
    """Whether the comment that is lit up is so new that its author is the one who looks; others get the link later."""
    moment = part.lit.moment if part.lit else None
    return moment is not None and current().world.now() - moment < NEW
