"""Who is at the desk's door: cookies, sessions, forged forms, and the headers of its pages."""

import re
from datetime import timedelta
from hmac import compare_digest
from typing import Final
from urllib.parse import urlsplit

from flask import Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.errors import ForbiddenError
from service.messages import catalogue
from service.roles import ALLOWED, Act
from service.store import sessions
from service.usecases.accounts import demand_password, password_hash_of
from service.usecases.sign_in import Opened, SignedIn, Visit, find_session
from service.web import context
from service.web.desk import agents

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
#: What somebody may open who has to set a second factor up.
_ENROLMENT: Final = frozenset({"desk.factor", "desk.begin_factor", "desk.confirm_factor"})
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
    """Return who the request's cookie stands for, or None; and note that they are there."""
    token = request.cookies.get(cookie_name(), "")
    if not token:
        return None
    here = context.current()
    with context.reading() as session:
        found = find_session(session, here.world, token, idle())
    if found is not None and _is_person() and here.world.now() - found.seen_at >= sessions.SEEN_EVERY:
        with context.transaction() as session:
            sessions.touch(session, here.world.now(), found.session_id)
    return found


def idle() -> timedelta:
    """How long a session lasts unused."""
    return timedelta(minutes=context.current().settings.session_idle_minutes)


def _is_person() -> bool:
    # What a page's script fetches by itself, again and again, does not say that anybody sits there.
    return request.method != "GET" or request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def visit() -> Visit:
    """Where the request comes from, as it is kept with a session."""
    return Visit(agents.in_words(request.user_agent.string), context.network_key())


def demand_session() -> AnyResponse | None:
    """Let nobody through who is not signed in, and no form that was not made for this session."""
    g.desk = look_up()
    target = request.full_path.rstrip("?") if request.method == "GET" else url_for("desk.queue")
    if g.desk is None:
        return redirect(url_for("login.show", next=target), code=303)
    if not who().is_whole:
        return redirect(url_for("login.ask_code", next=target), code=303)
    if request.method not in {"GET", "HEAD"}:
        demand_token(who().csrf_token, "sign_in.forged")
    if must_enrol() and request.endpoint not in _ENROLMENT:
        return redirect(url_for("desk.factor"), code=303)
    return None


def must_enrol() -> bool:
    """Whether who is at the desk has to set a second factor up first."""
    return context.current().settings.desk_totp == "required" and not who().has_factor


def person_key() -> str:
    """Who is at the desk, for limits on how often they may guess their own password."""
    return f"person:{who().moderator_pk}"


def ask_again() -> None:
    """Check the password that the form carries: a browser left open must not be enough for this."""
    with context.reading() as session:
        password_hash = password_hash_of(session, who().moderator_pk)
    demand_password(password_hash, request.form.get("password", ""))


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
