"""The door for those who were invited: a link, once, that makes an account."""

from http import HTTPStatus

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.errors import ConflictError, InvalidInputError, NazerError, NotFoundError, TooManyRequestsError
from service.messages import catalogue
from service.roles import Role
from service.usecases import invite_person, sign_in
from service.usecases.accounts import prepare_account
from service.web import context, limits
from service.web.desk import guard
from service.web.problems import STATUS_OF

FIELDS = ("username", "display_name", "pseudonym")


def routes(door: Blueprint) -> None:
    """An invitation is at `/desk/invitation/<token>`."""
    door.add_url_rule("/invitation/<token>", view_func=show_invitation)
    door.add_url_rule("/invitation/<token>", view_func=accept_invitation, methods=["POST"])


def show_invitation(token: str) -> Response:
    """Show what is to be chosen."""
    role = _role_of(token)
    return _gone() if role is None else _form(token, role)


@limits.limited("login")
def accept_invitation(token: str) -> Response:
    """Make the account, and let its owner in."""
    here, role, form = context.current(), _role_of(token), request.form
    if role is None:
        return _gone()
    guard.demand_token(request.cookies.get(_cookie(), ""), "sign_in.login_forged")
    try:
        names = [form.get(field, "") for field in FIELDS]
        new = prepare_account(names[0], form.get("password", ""), names[1], names[2])
        with context.transaction() as session:
            moderator_pk = invite_person.accept_invitation(session, here.world, token, new)
            checked = sign_in.Checked(moderator_pk, None)
            sign_in.sign_out(session, request.cookies.get(guard.cookie_name(), ""))
            opened, _ = sign_in.enter(session, here.world, checked, here.settings.session_hours, guard.visit())
    except NotFoundError:
        return _gone()
    except (InvalidInputError, ConflictError) as error:
        return _form(token, role, error)
    response = redirect(url_for("desk.account", done="welcome"), code=HTTPStatus.SEE_OTHER)
    guard.give_cookie(response, opened)
    response.delete_cookie(_cookie(), path="/", secure=here.settings.secure_cookies, httponly=True)
    return response


def form_again(sentence: str) -> Response:
    """The form of an invitation again, for who was too fast."""
    token = (request.view_args or {})["token"]
    role = _role_of(token)
    return _gone() if role is None else _form(token, role, TooManyRequestsError(sentence))


def _role_of(token: str) -> Role | None:
    with context.reading() as session:
        return invite_person.find_invitation(session, context.current().world.now(), token)


def _cookie() -> str:
    return f"{guard.cookie_name()}_invited"


def _form(token: str, role: Role, error: NazerError | None = None) -> Response:
    here = context.current()
    bound = request.cookies.get(_cookie(), "") or here.world.new_token()
    page = render_template(
        "desk/invitation.html",
        token=token,
        role=role,
        csrf=bound,
        typed={field: request.form.get(field, "") for field in FIELDS},
        faults={fault.pointer[1:]: fault.detail for fault in error.faults} if error else {},
        message=error.detail if error else "",
        said=catalogue("people"),
    )
    if error is not None:
        g.outcome = error.slug
    response = make_response(page, HTTPStatus.OK if error is None else STATUS_OF[type(error)])
    response.set_cookie(
        _cookie(), bound, path="/", secure=here.settings.secure_cookies, httponly=True, samesite="Strict"
    )
    return response


def _gone() -> Response:
    g.outcome = NotFoundError.slug
    page = render_template("desk/invitation_void.html", said=catalogue("people"))
    return make_response(page, HTTPStatus.GONE)
