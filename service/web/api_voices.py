"""The public API for readers who do more than write: they vote, report, follow a permalink, and look what is theirs."""

from http import HTTPStatus
from typing import Any, Final

from flask import Blueprint, Response, request

from service.errors import NotFoundError
from service.keys import status_token
from service.messages import say
from service.readers import new_reader, write_reader
from service.store import thread_pages
from service.store.fragments import write_time
from service.store.sites import KnownSite
from service.usecases.list_own import Own, find_own
from service.usecases.report_comment import Complaint, report_comment
from service.usecases.vote_comment import Ballot, vote_comment
from service.web import payloads
from service.web.api import fresh, known_site, site_of_query, write, written
from service.web.bodies import ReportIn, SiteIn, VoteIn
from service.web.context import attempt, current, network_key, reading, transaction
from service.web.limits import limited
from service.web.readers import current_reader, demand_reader, reader_key
from service.web.suspensions import demand_welcome

#: How long a CDN, and a browser, may say that nothing is new.
POLLED: Final = "public, max-age=15"


def blueprint() -> Blueprint:
    """Readers' calls around comments that are there."""
    voices = Blueprint("voices", __name__, url_prefix="/v1")
    voices.post("/readers")(post_reader)
    voices.get("/articles/<code>/state")(get_state)
    voices.get("/articles/<code>/mine")(get_mine)
    voices.get("/comments/<comment_id>/branch")(get_branch)
    voices.put("/comments/<comment_id>/vote")(put_vote)
    voices.post("/comments/<comment_id>/reports")(post_report)
    return voices


@limited("captcha", reader_key)
@limited("crowd")
def post_reader() -> Response:
    """A reader's token for somebody who has none; who has one keeps it."""
    now = current()
    known_site(payloads.read_body(SiteIn, now.settings).site)
    return fresh(write({"reader": write_reader(now.keys.reader, current_reader() or new_reader(now.world))}))


@limited("read")
def get_state(code: str) -> Response:
    """Whether anything is new in a thread: asked again and again, so that it costs one indexed query."""
    site = site_of_query()
    head = current().threads.head(site.pk, code) if payloads.is_identifier(code) else None
    if head is None:
        raise NotFoundError(say("article.unknown"))
    body = {"published": head.published, "version": head.version, "comments_open": head.comments_open}
    response = write(body)
    # Of the state alone; a publisher who closes an article changes no thread.
    response.set_etag(f"{head.etag}-{int(head.comments_open)}")
    response.headers["Cache-Control"] = POLLED
    response.make_conditional(request)
    return response


@limited("read")
def get_mine(code: str) -> Response:
    """The reader's own comments under an article that others do not see, or that may still be edited; their votes."""
    site, reader, now = site_of_query(), demand_reader(), current()
    found = None
    if payloads.is_identifier(code):
        with reading() as session:
            found = find_own(session, site.pk, code, reader, now.world.now(), now.settings.edit_minutes)
    if found is None:
        raise NotFoundError(say("article.unknown"))
    return fresh(write({"comments": [_write_own(one) for one in found.comments], "votes": found.votes}))


@limited("read")
def get_branch(comment_id: str) -> Response:
    """The branch in which a published comment stands."""
    site = site_of_query()
    body = None
    if payloads.is_identifier(comment_id):
        with reading() as session:
            body = thread_pages.render_branch(session.connection(), site.pk, comment_id)
    if body is None:
        raise NotFoundError(say("comment.unknown"))
    return fresh(written(body))


@limited("vote", reader_key)
@limited("crowd")
def put_vote(comment_id: str) -> Response:
    """A reader's vote for a comment, against it, or taken back."""
    read = payloads.read_body(VoteIn, current().settings)
    site, reader = _named(comment_id, read), demand_reader()
    demand_welcome(site.pk)
    ballot = Ballot(site.pk, comment_id, reader, read.value)

    def vote() -> dict[str, Any]:
        with transaction() as session:
            counted = vote_comment(session, current().world, ballot)
        return {"likes": counted.likes, "dislikes": counted.dislikes, "value": counted.value}

    return fresh(write(attempt(vote)))


@limited("report", reader_key)
@limited("crowd")
def post_report(comment_id: str) -> Response:
    """A reader's report of a comment."""
    now = current()
    read = payloads.read_body(ReportIn, now.settings)
    site, reader = _named(comment_id, read), demand_reader()
    demand_welcome(site.pk)
    complaint = Complaint(site.pk, comment_id, reader, network_key(), read.reason, read.note)

    def report() -> None:
        with transaction() as session:
            report_comment(session, now.world, complaint, now.settings.reports_to_hold)

    attempt(report)
    return fresh(write({"message": say("report.received")}, HTTPStatus.ACCEPTED))


def _named(comment_id: str, read: SiteIn) -> KnownSite:
    site = known_site(read.site)
    if not payloads.is_identifier(comment_id):
        raise NotFoundError(say("comment.unknown"))
    return site


def _write_own(own: Own) -> dict[str, Any]:
    return {
        "id": own.id,
        "parent_id": own.parent_id,
        "text": own.text,
        "author_name": own.author_name,
        "status": own.status.value,
        "created_at": write_time(own.created_at),
        "editable_until": write_time(own.editable_until),
        "may_withdraw": own.may_withdraw,
        "status_token": status_token(current().keys.status, own.id),
    }
