"""The public API for a comment's author, who has its private link: look, edit, withdraw, appeal."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response

import rules
from service.messages import say
from service.status import Status
from service.store.fragments import write_time
from service.usecases.appeal_comment import appeal_comment
from service.usecases.edit_comment import Edit, edit_comment
from service.usecases.read_submission import SubmissionView, read_submission
from service.usecases.records import AppealView, write_appeal
from service.usecases.withdraw_comment import withdraw_comment
from service.web import payloads
from service.web.api import fresh, known_site, open_desk, render_receipt, write, written
from service.web.bodies import AppealIn, EditIn
from service.web.context import attempt, current, network_key, reading, transaction
from service.web.limits import limited
from service.web.readers import reader_key
from service.web.reasons import explain
from service.web.suspensions import demand_writer_welcome


def blueprint() -> Blueprint:
    """Everything under `/v1/submissions`."""
    authors = Blueprint("authors", __name__, url_prefix="/v1/submissions")
    authors.get("/<token>")(get_submission)
    authors.patch("/<token>")(patch_submission)
    authors.delete("/<token>")(delete_submission)
    authors.post("/<token>/appeal")(post_appeal)
    return authors


@limited("read")
def get_submission(token: str) -> Response:
    """What became of a submission, for its author."""
    return fresh(write(write_submission(see(token))))


@limited("submit", reader_key)
@limited("crowd")
def patch_submission(token: str) -> Response:
    """Another text for a comment, from its author: judged like a new one."""
    now = current()
    read = payloads.read_body(EditIn, now.settings)
    if read.site is not None:
        known_site(read.site)
    watched = demand_writer_welcome(token, read.author_name)
    edit = Edit(token, read.text, read.author_name, network_key(), now.settings.edit_minutes, watched)
    desk = open_desk()
    receipt = attempt(lambda: edit_comment(desk, edit))
    status = HTTPStatus.ACCEPTED if receipt.status is Status.HELD else HTTPStatus.OK
    # Nothing became of the new text, and nothing of the comment either.
    more = {"message": say("edit.refused")} if receipt.status is Status.REJECTED else {}
    return fresh(written(render_receipt(receipt, **more), status))


@limited("submit", reader_key)
@limited("crowd")
def delete_submission(token: str) -> Response:
    """Withdraw a comment, for its author; what is known of it then."""
    withdraw(token)
    return fresh(write(write_submission(see(token))))


@limited("submit", reader_key)
@limited("crowd")
def post_appeal(token: str) -> Response:
    """A second look is asked for."""
    read = payloads.read_body(AppealIn, current().settings)
    if read.site is not None:
        known_site(read.site)
    known = appeal(token, read.text)
    return fresh(write({"message": say("appeal.received"), "appeal": write_appeal(known)}, HTTPStatus.ACCEPTED))


def see(token: str) -> SubmissionView:
    """What became of a submission. Raises NotFoundError."""
    with reading() as session:
        return read_submission(session, current().keys.status, token)


def withdraw(token: str) -> None:
    """Take a comment back, in a transaction. Raises what the use case raises."""
    now = current()

    def work() -> None:
        with transaction() as session:
            withdraw_comment(session, now.world, now.keys.status, token)

    attempt(work)


def appeal(token: str, text: str) -> AppealView:
    """Keep an appeal, in a transaction. Raises what the use case raises."""
    now = current()

    def work() -> AppealView:
        with transaction() as session:
            return appeal_comment(session, now.world, now.keys.status, token, text)

    return attempt(work)


def editable_until(seen: SubmissionView) -> str | None:
    """Until when the author may edit the comment."""
    now = current()
    minutes = now.settings.edit_minutes if seen.comments_open else 0
    return write_time(seen.standing.editable_until(now.world.now(), minutes))


def write_submission(seen: SubmissionView) -> dict[str, Any]:
    """What its author may know of a submission, and do with it."""
    return {
        "status": seen.status.value,
        "article_id": seen.article_id,
        "text": seen.text,
        "author_name": seen.author_name,
        "created_at": write_time(seen.created_at),
        "edited_at": write_time(seen.edited_at),
        "reasons": explain(seen.findings, seen.decision),
        "suggestion": rules.suggestion_of(seen.findings) or None,
        "message": say(f"submission.{seen.status}"),
        "comment_id": seen.comment_id,
        "editable_until": editable_until(seen),
        "may_withdraw": seen.standing.may_withdraw,
        "may_appeal": seen.standing.may_appeal,
        "appeal": None if seen.appeal is None else write_appeal(seen.appeal),
    }
