"""Every error as an answer: problem+json (RFC 9457) under /v1, a page elsewhere. The one table error -> status."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from flask import Flask, Response, g, render_template, request
from flask_limiter import RateLimitExceeded
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException

from service import errors
from service.messages import catalogue, say
from service.web import limits

STATUS_OF: Final[Mapping[type[errors.NazerError], int]] = MappingProxyType(
    {
        errors.InvalidInputError: 422,
        errors.MalformedBodyError: 400,
        errors.UnsupportedMediaTypeError: 415,
        errors.UnauthorizedError: 401,
        errors.ForbiddenError: 403,
        errors.SuspendedError: 403,
        errors.NotFoundError: 404,
        errors.ArticleClosedError: 403,
        errors.CaptchaError: 422,
        errors.ConflictError: 409,
        errors.StaleDecisionError: 409,
        errors.TooManyRequestsError: 429,
        errors.ArticleUnreadableError: 422,
    }
)
#: What werkzeug raises by itself, in our words.
SLUG_OF_STATUS: Final = MappingProxyType(
    {
        400: "bad-request",
        401: "unauthorized",
        403: "forbidden",
        404: "not-found",
        405: "method-not-allowed",
        413: "too-large",
        415: "unsupported-media-type",
        429: "too-many-requests",
        500: "internal-error",
        503: "unavailable",
    }
)
INTERNAL: Final = 500
UNAVAILABLE: Final = 503
#: The database cannot be reached, or is too busy.
AWAY: Final = (OperationalError, InterfaceError, PoolTimeoutError)


def install(app: Flask) -> None:
    """Answer every error of an application. Routing's 404 and 405 never reach a blueprint, so this is the app's."""
    app.register_error_handler(errors.NazerError, _ours)
    app.register_error_handler(HTTPException, _http)
    for kind in AWAY:
        app.register_error_handler(kind, _database_away)
    app.register_error_handler(Exception, _unforeseen)


def respond(error: Exception) -> Response:
    """The answer to any error, for a room that has more to say of it than this."""
    if isinstance(error, errors.NazerError):
        return _ours(error)
    if isinstance(error, HTTPException):
        return _http(error)
    return _database_away(error) if isinstance(error, AWAY) else _unforeseen(error)


def slugs() -> frozenset[str]:
    """Every kind of problem; each has a page under /problems/."""
    ours = {error.slug for error in STATUS_OF}
    return frozenset(ours | set(SLUG_OF_STATUS.values()))


def answer(slug: str, status: int, detail: str = "", **members: object) -> Response:
    """A problem as JSON or as a page, by where it happened."""
    detail = detail or say(f"problem.{slug}.detail")
    title = say(f"problem.{slug}.title")
    g.outcome = slug
    if not request.path.startswith("/v1/"):
        page = render_template(
            "problem.html", title=title, detail=detail, slug=slug, request_id=g.get("request_id", "")
        )
        return Response(page, status)
    document = {
        "type": f"/problems/{slug}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.path,
        "request_id": g.get("request_id", ""),
        **members,
    }
    return Response(json.dumps(document, ensure_ascii=False), status, content_type="application/problem+json")


def _ours(error: errors.NazerError) -> Response:
    members = dict(error.extra)
    if error.faults:
        members["errors"] = [{"pointer": f.pointer, "code": f.code, "detail": f.detail} for f in error.faults]
    retry_after = members.get("retry_after")
    response = answer(error.slug, _status_of(error), error.detail, **members)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    if isinstance(error, errors.UnauthorizedError):
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _status_of(error: errors.NazerError) -> int:
    return next((STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF), INTERNAL)


def _http(error: HTTPException) -> Response:
    if isinstance(error, RateLimitExceeded):
        return _ours(errors.TooManyRequestsError(retry_after=limits.seconds_to_wait()))
    original = error.get_response()
    if original.status_code < 400:  # noqa: PLR2004 (a redirect is raised too)
        return Response(original.get_data(), original.status_code, headers=original.headers.to_wsgi_list())
    known = SLUG_OF_STATUS.get(original.status_code)
    status = original.status_code if known else 400 if original.status_code < INTERNAL else INTERNAL
    response = answer(known or SLUG_OF_STATUS[status], status)
    for name, value in original.headers:
        if name.lower() not in {"content-type", "content-length"}:  # keeps Allow, Retry-After …
            response.headers[name] = value
    return response


def _database_away(error: SQLAlchemyError) -> Response:
    # Lost, full, locked or waited for too long: nothing was acknowledged, so the sender may well try again.
    g.error = error
    response = answer("unavailable", UNAVAILABLE)
    response.headers["Retry-After"] = "5"
    return response


def _unforeseen(error: Exception) -> Response:
    # The log gets kind and place; never the message, which may hold what a reader wrote.
    g.error = error
    return answer("internal-error", INTERNAL)


def known_page(slug: str) -> str | None:
    """What the page of a problem says; None for a slug that is none."""
    return catalogue("fa").get(f"problem.{slug}.page")
