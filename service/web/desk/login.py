"""The desk's door: sign in, give the second factor, sign out."""

from http import HTTPStatus

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from flask_limiter import RateLimitExceeded
from werkzeug.wrappers import Response

from service.dates import persian_digits
from service.errors import ForbiddenError, UnauthorizedError
from service.keys import keyed_hash
from service.messages import catalogue
from service.usecases import second_factor, sign_in
from service.web import context, limits
from service.web.desk import guard, invitation
from service.web.desk.guard import local_path, typed
from service.web.problems import STATUS_OF


def blueprint() -> Blueprint:
    """Sign in at `/desk/login`, sign out at `/desk/logout`."""
    login = Blueprint("login", __name__, url_prefix="/desk")
    login.after_request(guard.harden)
    login.add_url_rule("/login", view_func=show)
    login.add_url_rule("/login", view_func=enter, methods=["POST"])
    login.add_url_rule("/login/code", view_func=ask_code)
    login.add_url_rule("/login/code", view_func=give_code, methods=["POST"])
    login.add_url_rule("/logout", view_func=leave, methods=["POST"])
    invitation.routes(login)
    login.register_error_handler(UnauthorizedError, _refuse)
    login.register_error_handler(ForbiddenError, _refuse)
    login.register_error_handler(RateLimitExceeded, _slow_down)
    return login


def show() -> Response:
    """Show the form; whoever is signed in already goes on to the desk."""
    found = guard.look_up()
    if found is not None and found.is_whole:
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
    try:
        checked = sign_in.check_password(account, request.form.get("password", ""))
    except UnauthorizedError:
        with context.transaction() as session:  # for known and unknown names alike: it takes the same time
            sign_in.log_refusal(session, here.world.now(), username, context.network_key())
        raise
    with context.transaction() as session:
        sign_in.sign_out(session, request.cookies.get(guard.cookie_name(), ""))
        opened, whole = sign_in.enter(session, here.world, checked, here.settings.session_hours, guard.visit())
    target = _target() if whole else url_for("login.ask_code", next=_target())
    response = redirect(target, code=HTTPStatus.SEE_OTHER)
    guard.give_cookie(response, opened)
    response.delete_cookie(_form_cookie(), path="/", secure=here.settings.secure_cookies, httponly=True)
    return response


def ask_code() -> Response:
    """Ask for the second factor whoever has given the password."""
    found = guard.look_up()
    if found is None or found.is_whole:
        return show()
    return _code_form(found)


def _half_key() -> str:
    """The account whose second factor is tried."""
    found = guard.look_up()
    return f"code:{found.moderator_pk}" if found else "code:"


@limits.limited("login")
@limits.limited("login", _half_key)
def give_code() -> Response:
    """Finish signing in."""
    here, found = context.current(), guard.look_up()
    if found is None or found.is_whole:
        return show()
    guard.demand_token(found.csrf_token, "sign_in.forged")
    smith = second_factor.Locksmith(here.world, here.keys.factor)
    try:
        with context.transaction() as session:
            opened = second_factor.give_code(
                session,
                smith,
                found.moderator_pk,
                request.form.get("code", ""),
                hours=here.settings.session_hours,
                visit=guard.visit(),
                half=request.cookies.get(guard.cookie_name(), ""),
            )
    except UnauthorizedError as error:
        with context.transaction() as session:
            second_factor.log_wrong_code(session, here.world.now(), found.moderator_pk, context.network_key())
        g.outcome = error.slug
        return _code_form(found, error.detail, HTTPStatus.UNAUTHORIZED)
    response = redirect(_target(), code=HTTPStatus.SEE_OTHER)
    guard.give_cookie(response, opened)
    return response


def leave() -> Response:
    """End the session, on the server and in the browser."""
    signed_in = guard.look_up()
    if signed_in is not None:
        guard.demand_token(signed_in.csrf_token, "sign_in.forged")
        token = request.cookies.get(guard.cookie_name(), "")
        with context.transaction() as session:
            sign_in.leave(session, context.current().world, signed_in, token)
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


def _code_form(found: sign_in.SignedIn, message: str = "", status: int = HTTPStatus.OK) -> Response:
    page = render_template("desk/code.html", token=found.csrf_token, next=_target(), message=message)
    return make_response(page, status)


def _refuse(error: UnauthorizedError | ForbiddenError) -> Response:
    g.outcome = error.slug
    return _form(error.detail, STATUS_OF[type(error)])


def _slow_down(_error: RateLimitExceeded) -> Response:
    seconds = limits.seconds_to_wait()
    g.outcome = "too-many-requests"
    sentence = catalogue("desk")["sign_in.throttled"].format(wait=_duration(seconds))
    half = guard.look_up() if request.endpoint == "login.give_code" else None
    if request.endpoint == "login.accept_invitation":
        response = invitation.form_again(sentence)
    elif half is not None and not half.is_whole:
        response = _code_form(half, sentence, HTTPStatus.TOO_MANY_REQUESTS)
    else:
        response = _form(sentence, HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(seconds)
    return response


def _duration(seconds: int) -> str:
    minutes, odd = divmod(seconds, 60)
    return persian_digits(f"{minutes + bool(odd)} دقیقه" if minutes else f"{seconds} ثانیه")
