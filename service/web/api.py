"""The public API, version 1: docs/api.md says what each call promises. Views read, call, write."""

import json
from http import HTTPStatus
from typing import Any, Final

from flask import Blueprint, Response, g, request

import rules
from service.article import ArticleForm
from service.errors import CaptchaError, Fault, ForbiddenError, NotFoundError, SuspendedError, UnauthorizedError
from service.keys import secret_digest, status_token
from service.messages import say
from service.readers import write_reader
from service.status import Status
from service.store import queries
from service.store.fragments import with_replies
from service.store.orders import UnknownCursorError
from service.store.sites import KnownSite
from service.usecases.hearing import Desk, Draft, Found, Place, Sender, find_place, refusal
from service.usecases.preview_comment import preview_comment
from service.usecases.records import Receipt
from service.usecases.register_article import Registered, is_known, prepare_form, register_article
from service.usecases.submit_comment import CaptchaFailure, submit_comment
from service.web import captcha, payloads
from service.web.bodies import DraftIn
from service.web.context import attempt, current, network_key, reading, transaction
from service.web.limits import limited
from service.web.readers import current_reader, kept_reader, reader_key
from service.web.reasons import explain
from service.web.suspensions import demand_welcome

MAX_ARTICLE_BYTES: Final = 1_048_576
ANSWER_OF: Final = {Status.PUBLISHED: HTTPStatus.CREATED, Status.HELD: HTTPStatus.ACCEPTED}
REVALIDATE: Final = "public, max-age=0, must-revalidate"


def blueprint() -> Blueprint:
    """Everything under `/v1`."""
    api = Blueprint("api", __name__, url_prefix="/v1")
    api.put("/articles/<code>")(put_article)
    api.get("/articles/<code>")(get_article)
    api.get("/articles/<code>/comments")(get_thread)
    api.get("/comments/<comment_id>/replies")(get_replies)
    api.get("/counts")(get_counts)
    api.get("/captcha")(get_captcha)
    api.post("/comments")(post_comment)
    api.post("/comments/preview")(post_preview)
    return api


def put_article(code: str) -> Response:
    """Register or update an article, with the site's secret key."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret:
        raise UnauthorizedError(say("site.key_missing"))
    with reading() as session:
        site_pk = queries.site_by_secret(session, secret_digest(secret.strip()))
    if site_pk is None:
        raise UnauthorizedError(say("site.key_wrong"))
    form = payloads.read_article(code, MAX_ARTICLE_BYTES)
    with reading() as session:
        known = is_known(session, site_pk, form)
    # Before the transaction: nobody waits for the rules.
    profile = None if known else prepare_form(form)
    done = attempt(lambda: _register(site_pk, form, profile))
    body = {"article_id": code, "title": form.title, "url": form.url, "comments_open": form.comments_open}
    return write(
        {**body, "created": done.created, "changed": done.changed},
        HTTPStatus.CREATED if done.created else HTTPStatus.OK,
    )


@limited("read")
def get_article(code: str) -> Response:
    """What anybody may know of an article."""
    site = site_of_query()
    with reading() as session:
        row = queries.public_article(session, site.pk, code) if payloads.is_identifier(code) else None
    if row is None:
        raise NotFoundError(say("article.unknown"))
    body = {"article_id": row.code, "title": row.title, "url": row.url, "comments_open": row.comments_open}
    return fresh(write({**body, "published": row.published}))


@limited("read")
def get_thread(code: str) -> Response:
    """One page of an article's thread."""
    site, page, threads = site_of_query(), payloads.read_page(), current().threads
    head = threads.head(site.pk, code) if payloads.is_identifier(code) else None
    if head is None:
        raise NotFoundError(say("article.unknown"))
    body = b""
    # Weak: a proxy that compresses on the way makes W/"…" of the tag.
    if not request.if_none_match.contains_weak(head.etag):
        try:
            head, body = threads.page(site.pk, head, page, site.domains)
        except UnknownCursorError:
            raise payloads.unknown_cursor() from None
    response = written(body, HTTPStatus.OK if body else HTTPStatus.NOT_MODIFIED)
    response.set_etag(head.etag)
    response.headers["Cache-Control"] = REVALIDATE
    return response


@limited("read")
def get_replies(comment_id: str) -> Response:
    """Further replies of a root comment."""
    try:
        known = payloads.is_identifier(comment_id)
        body = current().threads.replies(comment_id, payloads.read_cursor()) if known else None
    except UnknownCursorError:
        raise payloads.unknown_cursor() from None
    if body is None:
        raise NotFoundError(say("comment.unknown"))
    return fresh(written(body))


@limited("read")
def get_counts() -> Response:
    """How many comments are published under each article."""
    counts = current().threads.counts(site_of_query().pk, payloads.read_ids())
    response = write({"counts": counts})
    response.headers["Cache-Control"] = "public, max-age=10"
    return response


@limited("captcha", reader_key)
@limited("crowd")
def get_captcha() -> Response:
    """A fresh challenge."""
    return fresh(write(captcha.first_challenge(captcha.named_site(), captcha.read_kind())))


@limited("submit", reader_key)
@limited("crowd")
def post_comment() -> Response:
    """Submit a comment."""
    return fresh(write_receipt(submit(payloads.read_comment(current().settings))))


@limited("preview")
def post_preview() -> Response:
    """Say what would become of a comment."""
    return fresh(write(preview(payloads.read_comment(current().settings, DraftIn))))


def site_of_query() -> KnownSite:
    """The site that a reader's call names, or the only one."""
    return known_site(request.args.get("site"))


def known_site(public_key: str | None) -> KnownSite:
    """A site by its public key, remembered for the answer's CORS headers. Raises NotFoundError."""
    site = current().sites.find(public_key)
    if site is None:
        raise NotFoundError(say("site.unknown"))
    g.site = site
    return site


def demand_place(submitted: payloads.Submitted) -> tuple[KnownSite, Draft, Found]:
    """The site, the draft and its place, of a submission without faults. Raises an error that names every fault."""
    sound, faults, site, found = submitted.sound, list(submitted.faults), None, None
    if "site" in sound:
        site = g.site = current().sites.find(sound["site"])
        if site is None:
            faults.append(Fault("/site", "unknown-site", say("site.unknown")))
    if site is not None:
        place = Place(sound.get("article_id"), sound.get("parent_id"), sound.get("client_key"))
        with current().database.looker.connect() as connection:
            found = find_place(connection, site.pk, place)
        faults += found.faults
    if faults or site is None or found is None or submitted.draft is None:
        raise refusal(faults)
    return site, submitted.draft, found


def submit(submitted: payloads.Submitted, *, plain: bool = False) -> Receipt:
    """Submit what was read, from wherever it came; plain: from the page without scripts.

    Raises an error for every fault, CaptchaError with a challenge.
    """
    site, draft, found = demand_place(submitted)
    suspect = submitted.trapped or captcha.is_hasty(draft.captcha_token)
    watched = _demand_welcome(site, draft)
    demand = captcha.demand_of(site.public_key, suspect=suspect, plain=plain)
    sender = Sender(site, network_key(), demand, kept_reader(), watched=watched)
    captcha.note_submission(site.public_key)
    desk = open_desk()
    receipt = attempt(lambda: submit_comment(desk, sender, draft, found))
    if isinstance(receipt, CaptchaFailure):
        captcha.note_failure(receipt.kind)
        fresh_one = captcha.another(site.public_key, draft.captcha_token, suspect=suspect, plain=plain)
        raise CaptchaError(say(f"captcha.{receipt.kind}"), captcha=fresh_one)
    g.outcome = receipt.status.value
    return receipt


def _demand_welcome(site: KnownSite, draft: Draft) -> bool:
    """As `demand_welcome`; but what was kept before its author was banned is answered as it was."""
    try:
        return demand_welcome(site.pk, draft.author_name)
    except SuspendedError:
        with current().database.looker.connect() as connection:
            if queries.first_answer(connection, site.pk, draft.client_key) is None:
                raise
        return False


def preview(submitted: payloads.Submitted) -> dict[str, Any]:
    """What would become of a draft: a hint, and no promise. Some rules do not say at which words they look."""
    if not current().settings.preview:
        raise ForbiddenError(say("preview.off"))
    site, draft, found = demand_place(submitted)
    verdict = preview_comment(open_desk(), Sender(site, network_key(), reader=kept_reader()), draft, found)
    passes = verdict.outcome is rules.Outcome.PUBLISH
    return {
        "outcome": verdict.outcome.value,
        "message": say(f"preview.{verdict.outcome}"),
        "reasons": [] if passes else explain(verdict.findings),
        "suggestion": None if passes else rules.suggestion_of(verdict.findings) or None,
    }


def open_desk() -> Desk:
    """Whom submissions are brought before."""
    now = current()
    return Desk(now.world, now.engine, now.keys, now.database, now.profiles, now.archives, now.recents, now.policies)


def _register(site_pk: int, form: ArticleForm, profile: bytes | None) -> Registered:
    with transaction() as session:
        return register_article(session, current().world, site_pk, form, profile)


def write_receipt(receipt: Receipt) -> Response:
    """What became of a submission: 201, 202 or 200, and 200 for a repeat."""
    status = HTTPStatus.OK if receipt.repeated else ANSWER_OF.get(receipt.status, HTTPStatus.OK)
    return written(render_receipt(receipt, **reader_after(receipt)), status)


def render_receipt(receipt: Receipt, **more: Any) -> bytes:
    """What became of a submission, as JSON. more: further members."""
    now = current()
    token = status_token(now.keys.status, receipt.comment_id)
    shown = receipt.status is Status.PUBLISHED
    members: dict[str, Any] = {
        "status": receipt.status.value,
        "message": say(f"submission.{receipt.status}"),
        "reasons": [] if shown else explain(receipt.findings),
        "suggestion": None if shown else rules.suggestion_of(receipt.findings) or None,
        "status_token": token,
        "status_url": f"{now.settings.public_url.rstrip('/')}/s/{token}",
        "repeated": receipt.repeated,
        **more,
    }
    body = json.dumps(members, ensure_ascii=False)
    if shown:
        body = f'{body[:-1]},"comment":{with_replies(receipt.fragment, (), ',"more_replies":null')}}}'
    return body.encode()


def reader_after(receipt: Receipt) -> dict[str, str]:
    """The reader's token after a comment, under the name that the API gives it; nothing for who came without one."""
    reader = current_reader()
    if reader is None or receipt.repeated:
        return {}
    return {"reader": write_reader(current().keys.reader, reader.after(receipt.status))}


def write(body: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> Response:
    """JSON without escapes: they double the size of Persian."""
    return written(json.dumps(body, ensure_ascii=False).encode(), status)


def written(body: bytes, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """An answer whose JSON is there already."""
    return Response(body, status, content_type="application/json; charset=utf-8")


def fresh(response: Response) -> Response:
    """An answer that nobody keeps."""
    response.headers["Cache-Control"] = "no-store"
    return response
