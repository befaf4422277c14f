"""Who is at the desk's door: cookies, sessions, forged forms, and the headers of its pages."""

import re
from hmac import compare_digest
from typing import Final
from urllib.parse import urlsplit

from flask import Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.errors import ForbiddenError
from service.messages import catalogue
from service.roles import ALLOWED, Act
from service.usecases.sign_in import Opened, SignedIn, find_session
from service.web import context

CSRF_FIELD: Final = "csrf"
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
_ODD: Final = re.compile(r"[\x00-\x20\x7f\\]")


def cookie_name() -> str:
    """Return the cookie's name. `__Host-` makes browsers refuse one that a neighbouring host has planted."""
    return "__Host-nazer_desk" if context.current().settings.secure_cookies else "nazer_desk"


def who() -> SignedIn:
    """Return who is at the desk; only after `demand_session` let the request in."""
    signed_in = g.desk
    assert isinstance(signed_in, SignedIn)  # noqa: S101 (for the type checker)
    return signed_in


def look_up() -> SignedIn | None:
    """Return who the request's cookie stands for, or None."""
    token = request.cookies.get(cookie_name(), "")
    if not token:
        return None
    with context.reading() as session:
        return find_session(session, context.current().world, token)


def demand_session() -> AnyResponse | None:
    """Let nobody through who is not signed in, and no form that was not made for this session."""
    g.desk = look_up()
    if g.desk is None:
        target = request.full_path.rstrip("?") if request.method == "GET" else url_for("desk.queue")
        return redirect(url_for("login.show", next=target), code=303)
    if request.method not in {"GET", "HEAD"}:
        demand_token(who().csrf_token, "sign_in.forged")
    return None


def may(act: Act) -> bool:
    """Whether who is at the desk may do something."""
    return act in ALLOWED[who().role]


def demand(act: Act) -> None:
    """Refuse what somebody's role does not allow."""
    if not may(act):
        raise ForbiddenError(catalogue("desk")["role.forbidden"])


def demand_token(expected: str, sentence: str) -> None:
    """Refuse a form whose token is not the expected one."""
    given = request.form.get(CSRF_FIELD, "")
    if not expected or not compare_digest(given.encode("utf-8", "replace"), expected.encode("utf-8", "replace")):
        raise ForbiddenError(catalogue("desk")[sentence])


def give_cookie(response: AnyResponse, opened: Opened) -> None:
    """Hand the browser its session."""
    response.set_cookie(
        cookie_name(),
        opened.token,
        expires=opened.expires_at,
        path="/",
        secure=context.current().settings.secure_cookies,
        httponly=True,
        samesite="Lax",
    )


def take_cookie(response: AnyResponse) -> None:
    """Make the browser forget its session."""
    response.delete_cookie(
        cookie_name(), path="/", secure=context.current().settings.secure_cookies, httponly=True, samesite="Lax"
    )


def harden(response: Response) -> Response:
    """Give a desk page its headers: nothing from elsewhere, no frames, no copies left behind."""
    response.headers.update(_HEADERS)
    response.headers["Cache-Control"] = "no-store"
    return response


def local_path(target: str, otherwise: str) -> str:
    """Return a path on this host that may be redirected to; `otherwise` for everything else.

    Browsers read two slashes, a slash and a backslash, and a path with tabs in it as another host.
    """
    if not target.startswith("/") or target.startswith("//") or _ODD.search(target):
        return otherwise
    parts = urlsplit(target)
    return otherwise if parts.scheme or parts.netloc else target


def typed(value: str) -> str:
    """Return what came in an address or a form without NUL, which PostgreSQL takes in no text."""
    return value.replace("\0", "")


def back_link() -> str:
    """Where a form stood, as it says itself; the queue when it says nothing that will do."""
    return local_path(request.form.get("back", ""), url_for("desk.queue"))
