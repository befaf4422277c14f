"""What moderators do about a comment: decide, take back, take, note, set aside. For forms, and for the script."""

from http import HTTPStatus

from flask import Blueprint, g, jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from service import reasons
from service.errors import Fault, InvalidInputError, StaleDecisionError
from service.messages import catalogue
from service.roles import Act
from service.status import Status
from service.usecases.claim_comment import claim_comment
from service.usecases.decide_comment import Wish, decide_comment
from service.usecases.deciding import Decided
from service.usecases.desk_items import find_item
from service.usecases.note_comment import note_comment, set_aside, take_back
from service.usecases.undo_decision import undo_decision
from service.web import context
from service.web.desk import guard
from service.web.desk.guard import typed, who
from service.web.desk.listing import way_back
from service.web.desk.queue import card_of
from service.web.problems import STATUS_OF


def routes(desk: Blueprint) -> None:
    """Everything that changes a comment at the desk."""
    for name, view in (
        ("decision", decide),
        ("undo", undo),
        ("claim", claim),
        ("notes", note),
        ("aside", put_aside),
        ("return", bring_back),
    ):
        desk.add_url_rule(f"/comments/<comment_id>/{name}", view_func=view, methods=["POST"])
    desk.register_error_handler(StaleDecisionError, show_stale)


def decide(comment_id: str) -> Response:
    """Carry out a decision and go back to where it was made, to the next comment."""
    guard.demand(Act.DECIDE)
    wish = _read_wish(typed(comment_id))
    with context.transaction() as session:
        decided = decide_comment(session, context.current().world, who().moderator_pk, wish)
    stood = decided.was is decided.became
    return _done(decided, catalogue("desk")["done.stands" if stood else f"done.{decided.became.value}"])


def undo(comment_id: str) -> Response:
    """Take the last decision back."""
    guard.demand(Act.DECIDE)
    revision = read_revision()
    with context.transaction() as session:
        decided = undo_decision(session, context.current().world, who().moderator_pk, typed(comment_id), revision)
    return _done(decided, catalogue("desk")["done.undone"])


def claim(comment_id: str) -> Response:
    """Take a comment: nobody else decides about it for some minutes."""
    guard.demand(Act.DECIDE)
    here = context.current()
    with context.transaction() as session:
        claim_comment(session, here.world, who().moderator_pk, typed(comment_id), here.settings.claim_minutes)
    return _back(typed(comment_id), catalogue("desk")["done.claimed"])


def note(comment_id: str) -> Response:
    """Leave a note for colleagues."""
    guard.demand(Act.DECIDE)
    with context.transaction() as session:
        text = request.form.get("note", "")
        note_comment(session, context.current().world, who().moderator_pk, typed(comment_id), text)
    return _back(typed(comment_id), catalogue("desk")["done.noted"])


def put_aside(comment_id: str) -> Response:
    """Leave a comment to a colleague."""
    guard.demand(Act.DECIDE)
    revision = read_revision()
    with context.transaction() as session:
        text = request.form.get("note", "")
        set_aside(session, context.current().world, who().moderator_pk, typed(comment_id), revision, text)
    return _back(typed(comment_id), catalogue("desk")["done.aside"])


def bring_back(comment_id: str) -> Response:
    """Bring back into everybody's queue what was set aside."""
    guard.demand(Act.DECIDE)
    with context.transaction() as session:
        take_back(session, context.current().world, who().moderator_pk, typed(comment_id))
    return _back(typed(comment_id), catalogue("desk")["done.returned"])


def wants_json() -> bool:
    """Whether the script asks, which shows the answer itself."""
    return request.accept_mimetypes.best == "application/json"


def read_revision() -> int:
    """The revision that a form was made for. Raises InvalidInputError."""
    revision = request.form.get("revision", "")
    if not (revision.isascii() and revision.isdecimal() and len(revision) < 10):  # noqa: PLR2004 (fits any integer column)
        raise InvalidInputError([Fault("", "invalid", catalogue("desk")["decision.form"])])
    return int(revision)


def show_stale(error: StaleDecisionError) -> Response:
    """Say what happened to a comment meanwhile, and show it as it is now."""
    g.outcome = error.slug
    if wants_json():
        return make_response(jsonify({"detail": error.detail, **error.extra}), STATUS_OF[StaleDecisionError])
    with context.reading() as session:
        item = find_item(session, error.extra["comment_id"], context.current().world.now())
    page = render_template(
        "desk/stale.html",
        me=who(),
        card=card_of(item) if item else None,
        error=error,
        all_reasons=reasons.all_reasons(),
        here=guard.back_link(),
    )
    return make_response(page, STATUS_OF[StaleDecisionError])


def _read_wish(comment_id: str) -> Wish:
    form, revision = request.form, read_revision()
    becomes = form.get("becomes", "")
    if becomes not in set(Status):
        raise InvalidInputError([Fault("", "invalid", catalogue("desk")["decision.form"])])
    return Wish(comment_id, revision, Status(becomes), form.get("reason", ""), form.get("note", "").strip())


def _done(decided: Decided, said: str) -> Response:
    if wants_json():
        return jsonify({"id": decided.comment_id, "status": decided.became, "revision": decided.revision, "said": said})
    return redirect(way_back(decided.comment_id), code=HTTPStatus.SEE_OTHER)


def _back(comment_id: str, said: str) -> Response:
    if wants_json():
        return jsonify({"id": comment_id, "said": said})
    return redirect(way_back(comment_id), code=HTTPStatus.SEE_OTHER)
