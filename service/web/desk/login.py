"""The desk's door: sign in, sign out."""

from http import HTTPStatus

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from flask_limiter import RateLimitExceeded
from werkzeug.wrappers import Response

from service.dates import persian_digits
from service.errors import ForbiddenError, UnauthorizedError
from service.keys import keyed_hash
from service.messages import catalogue
from service.usecases import sign_in
from service.web import context, limits
from service.web.desk import guard
from service.web.desk.guard import local_path, typed
from service.web.problems import STATUS_OF


def blueprint() -> Blueprint:
    """Sign in at `/desk/login`, sign out at `/desk/logout`."""
    login = Blueprint("login", __name__, url_prefix="/desk")
    login.after_request(guard.harden)
    login.add_url_rule("/login", view_func=show)
    login.add_url_rule("/login", view_func=enter, methods=["POST"])
    login.add_url_rule("/logout", view_func=leave, methods=["POST"])
    login.register_error_handler(UnauthorizedError, _refuse)
    login.register_error_handler(ForbiddenError, _refuse)
    login.register_error_handler(RateLimitExceeded, _slow_down)
    return login


def show() -> Response:
    """Show the form; whoever is signed in already goes on to the desk."""
    if guard.look_up() is not None:
        return redirect(_target(), code=HTTPStatus.SEE_OTHER)
    return _form()


def _account_key() -> str:
    """The account that somebody tries to open, whether there is one or not; not readable from the counter's name."""
    username = sign_in.clean_username(request.form.get("username", ""))
    return f"account:{keyed_hash(context.current().keys.network, username).hex()[:32]}"


@limits.limited("login")
@limits.limited("login", _account_key)
def enter() -> Response:
    """Sign in, and go to the page that was wanted."""
    here = context.current()
    guard.demand_token(request.cookies.get(_form_cookie(), ""), "sign_in.login_forged")
    username = typed(request.form.get("username", ""))
    with context.reading() as session:
        account = sign_in.find_account(session, username)
    checked = sign_in.check_password(account, request.form.get("password", ""))
    with context.transaction() as session:
        sign_in.sign_out(session, request.cookies.get(guard.cookie_name(), ""))
        opened = sign_in.open_session(session, here.world, checked, here.settings.session_hours)
    response = redirect(_target(), code=HTTPStatus.SEE_OTHER)
    guard.give_cookie(response, opened)
    response.delete_cookie(_form_cookie(), path="/", secure=here.settings.secure_cookies, httponly=True)
    return response


def leave() -> Response:
    """End the session, on the server and in the browser."""
    signed_in = guard.look_up()
    if signed_in is not None:
        guard.demand_token(signed_in.csrf_token, "sign_in.forged")
        with context.transaction() as session:
            sign_in.sign_out(session, request.cookies.get(guard.cookie_name(), ""))
    response = redirect(url_for("login.show"), code=HTTPStatus.SEE_OTHER)
    guard.take_cookie(response)
    return response


def _form_cookie() -> str:
    return f"{guard.cookie_name()}_form"


def _target() -> str:
    return local_path(request.values.get("next", ""), url_for("desk.queue"))


def _form(message: str = "", status: int = HTTPStatus.OK) -> Response:
    """The form. Nobody is signed in yet, so that its token is bound to a cookie of its own (double submit)."""
    here = context.current()
    token = request.cookies.get(_form_cookie(), "") or here.world.new_token()
    page = render_template(
        "desk/login.html",
        token=token,
        next=_target(),
        message=message,
        username=request.form.get("username", ""),
    )
    response = make_response(page, status)
    response.set_cookie(
        _form_cookie(), token, path="/", secure=here.settings.secure_cookies, httponly=True, samesite="Strict"
    )
    return response


def _refuse(error: UnauthorizedError | ForbiddenError) -> Response:
    g.outcome = error.slug
    return _form(error.detail, STATUS_OF[type(error)])


def _slow_down(_error: RateLimitExceeded) -> Response:
    seconds = limits.seconds_to_wait()
    g.outcome = "too-many-requests"
    response = _form(
        catalogue("desk")["sign_in.throttled"].format(wait=_duration(seconds)), HTTPStatus.TOO_MANY_REQUESTS
    )
    response.headers["Retry-After"] = str(seconds)
    return response


def _duration(seconds: int) -> str:
    minutes, odd = divmod(seconds, 60)
    return persian_digits(f"{minutes + bool(odd)} دقیقه" if minutes else f"{seconds} ثانیه")
