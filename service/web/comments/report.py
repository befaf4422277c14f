"""The page on which a reader without scripts reports a comment: the same reasons, a captcha in place of a token."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Final

from flask import Response, render_template, request

from service.errors import InvalidInputError, NotFoundError
from service.keys import keyed_hash
from service.messages import say
from service.puzzles import Kind
from service.reasons import all_reasons
from service.usecases.challenges import Attempt, check_answer
from service.usecases.report_comment import Complaint, report_comment
from service.web import captcha
from service.web.bodies import MAX_NOTE, ReportIn
from service.web.comments.answers import POLICY
from service.web.comments.form import ASKED, WIDER, word_of
from service.web.comments.thread import Place, find_parent, find_place
from service.web.comments.view import Links, Shown, links_to
from service.web.context import attempt, current, network_key, transaction
from service.web.limits import limited, picture_allowed
from service.web.payloads import check_body
from service.web.suspensions import demand_welcome

FIELD_OF: Final = {"/reason": "reason", "/note": "note"}


@dataclass(frozen=True, slots=True)
class Told:
    """The form as it was filled in. faults: a sentence for each field that has something wrong."""

    reason: str = ""
    note: str = ""
    token: str = ""
    answer: str = ""
    faults: tuple[tuple[str, str], ...] = ()


@limited("read")
def ask(key: str, code: str) -> Response:
    """The form about a published comment. Raises NotFoundError."""
    place, links, comment = _find(key, code)
    return _page(place, links, comment, Told())


@limited("report")
@limited("crowd")
def tell(key: str, code: str) -> Response:
    """Keep a report; or the form again, with what was filled in, for another challenge or for what is wrong."""
    place, links, comment = _find(key, code)
    told, what = _read(), request.form.get("do", "")
    if what in ASKED:
        return _page(place, links, comment, told, asked=ASKED[what])
    demand_welcome(place.site.pk)
    told = _look(told)
    failure = "" if told.faults else attempt(lambda: _keep(place, comment, told))
    if failure:
        captcha.note_failure(failure)
        told = replace(told, faults=(("captcha", say(f"failure.{word_of(captcha.kind_of(told.token))}-again")),))
    if told.faults:
        response = _page(place, links, comment, told, asked=captcha.kind_of(told.token))
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response
    return _page(place, links, comment, None)


def _find(key: str, code: str) -> tuple[Place, Links, Shown]:
    place, links = find_place(key, code), links_to(key, code)
    comment = find_parent(place, request.args.get("comment", ""), links)
    if comment is None:
        raise NotFoundError(say("comment.unknown"))
    return place, links, comment


def _read() -> Told:
    request.max_content_length = WIDER * current().settings.max_body_bytes
    sent = request.form
    note = sent.get("note", "").replace("\r\n", "\n")
    return Told(sent.get("reason", ""), note, sent.get("token", ""), sent.get("answer", "").strip())


def _look(told: Told) -> Told:
    """The form with everything that is wrong with it, as far as that shows before the challenge is spent."""
    faults: dict[str, str] = {}
    try:
        check_body(ReportIn, {"reason": told.reason, "note": told.note}, current().settings)
    except InvalidInputError as error:
        faults |= {FIELD_OF[fault.pointer]: fault.detail for fault in error.faults}
    if not told.reason:
        faults["reason"] = say("report.choose")
    if not told.answer:
        faults["captcha"] = say(f"failure.{word_of(captcha.kind_of(told.token))}-empty")
    return replace(told, faults=tuple(faults.items()))


def _keep(place: Place, comment: Shown, told: Told) -> str:
    """Spend the challenge and keep the report together; what is wrong with the answer, or nothing."""
    now, network, site = current(), network_key(), place.site
    # Who has no token is one with all of their network: more than one of its reports would prove nothing.
    reader = keyed_hash(now.keys.reader, f"network {network}").hex()[:32]
    tried = Attempt(
        told.token, told.answer, site.public_key, captcha.demand_of(site.public_key, suspect=False, plain=True)
    )
    with transaction() as session:
        failure = check_answer(session, now.world, now.keys.captcha, tried)
        if not failure:
            complaint = Complaint(site.pk, comment.id, reader, network, told.reason, told.note)
            report_comment(session, now.world, complaint, now.settings.reports_to_hold)
    return failure


def _page(place: Place, links: Links, comment: Shown, told: Told | None, asked: Kind | None = None) -> Response:
    """The form; without `told` the thanks for a report. An answer to a challenge is never asked for again."""
    key = place.site.public_key
    challenge: dict[str, Any] | None = None
    if told is not None and picture_allowed():
        challenge = captcha.plain_challenge(key, asked)
    page = render_template(
        "comments/report.html",
        place=place,
        links=links,
        comment=comment,
        told=told,
        faults=dict(told.faults) if told else {},
        reasons=all_reasons().values(),
        challenge=challenge,
        word=word_of(challenge["kind"] if challenge else None),
        others=[kind for kind in captcha.plain_menu(key) if challenge is None or kind != challenge["kind"]],
        longest=MAX_NOTE,
    )
    response = Response(page)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
