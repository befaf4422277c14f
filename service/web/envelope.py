"""What goes round every answer: request id, who may read it, what the browser must not do, and the line in the log."""

import re
from http import HTTPStatus
from time import perf_counter
from typing import Any, Final

from flask import Flask, Response, g, request

from service.logs import places_of
from service.web.context import current

REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DATA_POLICY: Final = "default-src 'none'; frame-ancestors 'none'"
HEADERS: Final = (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "strict-origin-when-cross-origin"))
#: Readers' calls, which a publisher's page makes from another origin.
READERS: Final = ("/v1/articles/", "/v1/comments", "/v1/counts", "/v1/captcha", "/v1/readers", "/v1/submissions/")
ALLOWED: Final = (
    ("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS"),
    ("Access-Control-Allow-Headers", "Content-Type, If-None-Match, Nazer-Reader"),
    ("Access-Control-Max-Age", "600"),
)


def install(app: Flask, log: Any) -> None:
    """Put the envelope round every answer of an application."""

    def close(error: BaseException | None) -> None:
        _write_line(log, error)

    app.before_request(_open)
    # after_request functions run last in, first out.
    app.after_request(_remember)
    app.after_request(_protect)
    app.after_request(_share)
    # Here, and not after the view: one line is written even when one of the above fails.
    app.teardown_request(close)
    # Flask's own log would print the error again, with its text and what it quotes of a reader.
    app.logger.disabled = True


def _open() -> Response | None:
    g.started = perf_counter()
    given = request.headers.get("X-Request-Id", "") if current().settings.trusted_proxies else ""
    g.request_id = given if REQUEST_ID.fullmatch(given) else current().world.new_id()
    if request.method == "OPTIONS" and request.path.startswith("/v1/") and "Origin" in request.headers:
        return Response(status=204, headers=list(ALLOWED))
    return None


def _share(response: Response) -> Response:
    """CORS: the site's own origins, named one by one, and never with credentials."""
    if request.path.startswith(READERS):
        response.vary.add("Origin")
        origin = request.headers.get("Origin")
        if origin is not None and _may_read(origin):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After, X-Request-Id"
    return response


def _may_read(origin: str) -> bool:
    site = g.get("site")
    if site is not None:
        return origin in site.origins
    # The site is not known (a preflight, a body that could not be read): any publisher's page may see the answer.
    return any(origin in origins for origins in current().sites.origins())


def _protect(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    for name, value in HEADERS:
        response.headers.setdefault(name, value)
    policy = PAGE_POLICY if response.mimetype == "text/html" else DATA_POLICY
    response.headers.setdefault("Content-Security-Policy", policy)
    return response


def _remember(response: Response) -> Response:
    g.status = response.status_code
    return response


def _write_line(log: Any, unhandled: BaseException | None) -> None:
    line: dict[str, Any] = {
        "request_id": g.get("request_id", ""),
        "method": request.method,
        # The template, not the path: paths hold private tokens.
        "route": request.url_rule.rule if request.url_rule else "",
        "status": g.get("status", HTTPStatus.INTERNAL_SERVER_ERROR.value),
        "milliseconds": round((perf_counter() - g.get("started", perf_counter())) * 1000, 2),
    }
    outcome, error = g.get("outcome"), g.get("error", unhandled)
    if outcome:
        line["outcome"] = outcome
    if error is not None:
        log.error("request", error=type(error).__name__, places=places_of(error), **line)
    else:
        log.info("request", **line)
