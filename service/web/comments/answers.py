"""The page of comments as an answer: drawn in whatever state, with whatever happened, and the text in the box."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, Final

from flask import Response, g, render_template, request, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import RequestEntityTooLarge

import rules
from service.addresses import is_web_address
from service.errors import CaptchaError, InvalidInputError, NazerError, SuspendedError
from service.keys import status_token
from service.messages import say
from service.status import Status
from service.store.orders import Order
from service.usecases.records import Receipt
from service.web import problems
from service.web.comments.data import describe
from service.web.comments.form import (
    Filled,
    Form,
    faults_by_field,
    fresh_form,
    read_filled,
    same_form,
    wait_sentence,
    word_of,
)
from service.web.comments.thread import Asked, Part, Place, find_parent, find_place, read_part
from service.web.comments.view import Links, Shown
from service.web.context import current, own_address
from service.web.reasons import explain

#: Nothing runs on this page: there is no script in it but data.
POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
#: The sentence about a failure is the service's own where no other is named here.
_WORDS: Final = {
    "invalid-input": "failure.invalid-input",
    "conflict": "failure.conflict",
    "article-closed": "failure.article-closed",
    "not-found": "failure.not-found",
    "too-many-requests": "failure.too-many-requests",
    "forbidden": "failure.elsewhere",
}
#: After these the picture that was answered serves no more, or must not.
_SPENT: Final = frozenset({"captcha-failed", "forbidden"})


@dataclass(frozen=True, slots=True)
class Notice:
    """What came of what the reader did. lines: sentences. reasons: as the API gives them, about what was `sent`.

    link: the private status link. suggestion: a text that the reader may take, in place of the comment `replaces`.
    """

    kind: str
    title: str
    lines: tuple[str, ...] = ()
    reasons: list[dict[str, Any]] = field(default_factory=list)
    sent: Filled = field(default_factory=Filled)
    link: str = ""
    suggestion: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that is on the page. place, part: None while the database is away; form: None where it is closed.

    sent: the comment that is lit up was published just now.
    """

    links: Links
    place: Place | None
    part: Part | None
    form: Form | None
    notice: Notice | None = None
    sent: bool = False
    noindex: bool = True
    status: int = HTTPStatus.OK


def render(page: Page) -> Response:
    """The page itself. An answer to a form is kept nowhere; the rest is asked for anew each time, but for "back"."""
    settings, place = current().settings, page.place
    article_url = place.url if place and is_web_address(place.url) else ""
    html = render_template(
        "comments/page.html",
        page=page,
        links=page.links,
        place=place,
        part=page.part,
        form=page.form,
        notice=page.notice,
        article_url=article_url,
        own_url=own_address(page.links.base),
        settings=settings,
        orders=list(Order),
        described=describe(page.place, page.part, page.links, article_url) if page.place and page.part else None,
    )
    response = Response(html, page.status)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store" if request.method == "POST" else "private, no-cache"
    if page.noindex:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def again(
    links: Links, place: Place | None, notice: Notice, make: Callable[[Shown | None], Form], parent_id: str
) -> Page:
    """The page after a form was sent: the thread where the answered comment stands, and the form that `make` gives."""
    parent = find_parent(place, parent_id, links) if place and parent_id else None
    part = read_part(place, Asked(reply=parent.id if parent else ""), links) if place else None
    return Page(links, place, part, make(parent), notice)


def answer(links: Links, place: Place, filled: Filled, receipt: Receipt) -> Response:
    """What became of a comment that is not published: held, refused, or sent before and gone since."""
    suggestion = rules.suggestion_of(receipt.findings)
    token = status_token(current().keys.status, receipt.comment_id)
    link = own_address(f"/s/{token}")
    reasons = explain(receipt.findings)
    lines: tuple[str, ...] = (say("answer.repeated"),) if receipt.repeated else ()
    if receipt.status is Status.REJECTED:
        lines += (say("answer.rejected_text"),)
        notice = Notice("rejected", say("answer.rejected"), lines, reasons, filled, "", suggestion)
        next_form: Filled = filled
    elif receipt.status is Status.HELD:
        lines = lines or (say("answer.held_text"),)
        notice = Notice("held", say("answer.held"), lines, reasons, filled, link, suggestion, token)
        next_form = Filled(name=filled.name, parent_id=filled.parent_id, token=filled.token)
    else:
        notice = Notice("held", say("answer.repeated"), (say(f"submission.{receipt.status}"),), link=link)
        next_form = Filled(name=filled.name, parent_id=filled.parent_id, token=filled.token)
    page = again(links, place, notice, lambda parent: fresh_form(next_form, parent), filled.parent_id)
    return render(page)


def failed(error: Exception) -> Response:
    """Answer an error: as everywhere, but for a form that was sent, whose text comes back with it."""
    response = problems.respond(error)
    if request.method != "POST":
        return response
    try:
        filled = read_filled()
    except RequestEntityTooLarge:  # what is larger than any comment is not read, and the browser has it still
        return response
    shown = render(replace(_page_of_failure(error, response, filled), status=response.status_code))
    if "Retry-After" in response.headers:
        shown.headers["Retry-After"] = response.headers["Retry-After"]
    return shown


def _page_of_failure(error: Exception, response: Response, filled: Filled) -> Page:
    slug: str = g.outcome
    faults, others = faults_by_field(error.faults if isinstance(error, InvalidInputError) else ())
    words = [say(_WORDS.get(slug, "failure.service"))]
    challenge = error.extra.get("captcha") if isinstance(error, CaptchaError) else None
    if challenge is not None:
        faults["captcha"] = say(f"failure.{word_of(challenge['kind'])}-again")
        words = [str(error)]  # which of its failures it was, and that the text is still there
    if isinstance(error, SuspendedError):
        words = [error.detail]  # until when
    if slug == "too-many-requests":
        words.append(wait_sentence(int(response.headers.get("Retry-After", "60"))))
    if slug == "conflict":
        filled = replace(filled, client_key=current().world.new_id())

    notice = Notice("failed", say("answer.failed"))
    kept = (say("answer.kept"),) if filled.text.strip() and challenge is None else ()

    def page_at(place: Place | None) -> Page:
        links = Links(url_for("comments.show", **(request.view_args or {})), Order.NEWEST)
        return again(links, place, notice, lambda parent: make(place, parent), filled.parent_id)

    def make(place: Place | None, parent: Shown | None) -> Form:
        sent = filled
        if filled.parent_id and place is not None and parent is None:  # it has gone: the next attempt stands by itself
            others[:] = [say("failure.orphan")]
            sent = replace(filled, parent_id="")
        return same_form(sent, parent, faults, spent=slug in _SPENT, challenge=challenge)

    try:
        page = page_at(find_place(**(request.view_args or {})))
    except (NazerError, SQLAlchemyError):
        page = page_at(None)
    return replace(page, notice=replace(notice, lines=(*words, *others, *kept)))
