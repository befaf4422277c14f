"""One's own account: names, password, second factor, and where one is signed in."""

from dataclasses import replace
from http import HTTPStatus

import segno
from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from service.errors import ConflictError, InvalidInputError, NazerError, UnauthorizedError
from service.messages import catalogue
from service.store import sessions
from service.store.sessions import Opened
from service.store.tables import Moderator
from service.usecases import change_account, second_factor
from service.usecases.second_factor import Enrolment, Locksmith
from service.web import context, limits
from service.web.desk import guard
from service.web.desk.guard import who
from service.web.problems import STATUS_OF


def routes(desk: Blueprint) -> None:
    """The account at `/desk/account`, its second factor below it."""
    desk.add_url_rule("/account", view_func=account)
    for path, view in (
        ("names", change_names),
        ("password", change_password),
        ("sessions/end", end_session),
        ("sessions/end-others", end_other_sessions),
        ("factor/begin", begin_factor),
        ("factor/confirm", confirm_factor),
        ("factor/off", switch_factor_off),
        ("factor/codes", renew_codes),
    ):
        desk.add_url_rule(f"/account/{path}", view_func=view, methods=["POST"])
    desk.add_url_rule("/account/factor", view_func=factor)


def account() -> Response:
    """Show the account."""
    return _page()


def change_names() -> Response:
    """Change how the desk calls one, and how readers do."""
    form = request.form
    try:
        with context.transaction() as session:
            names = form.get("display_name", ""), form.get("pseudonym", "")
            change_account.change_names(session, context.current().world, who().moderator_pk, *names)
    except InvalidInputError as error:
        return _page(error)
    return _done("names")


@limits.limited("login", guard.person_key)
def change_password() -> Response:
    """Change the password: the old one is asked for, other sessions end."""
    here, form = context.current(), request.form
    try:
        guard.ask_again()
        password_hash = change_account.new_password_hash(form.get("new", ""), form.get("again", ""))
    except (InvalidInputError, UnauthorizedError) as error:
        return _page(error)
    with context.transaction() as session:
        opened = change_account.change_password(
            session, here.world, who().moderator_pk, password_hash, who().session_id
        )
    return _renewed(_done("password"), opened)


def end_session() -> Response:
    """End one session; this one too, which is signing out."""
    session_id = guard.typed(request.form.get("session", ""))
    with context.transaction() as session:
        change_account.end_session(session, context.current().world, who().moderator_pk, session_id)
    return _done("session")


def end_other_sessions() -> Response:
    """End all sessions but this one."""
    with context.transaction() as session:
        change_account.end_other_sessions(session, context.current().world, who().moderator_pk, who().session_id)
    return _done("sessions")


def factor() -> Response:
    """Show the second factor: how to switch it on, or off."""
    return _factor_page()


@limits.limited("login", guard.person_key)
def begin_factor() -> Response:
    """Show a new secret, to carry to an authenticator."""
    if who().has_factor:
        return _factor_page(ConflictError(catalogue("people")["factor_on"]))
    try:
        guard.ask_again()
    except UnauthorizedError as error:
        return _factor_page(error)
    return _enrol_page(second_factor.begin(_smith(), who().moderator_pk, who().username))


@limits.limited("login", guard.person_key)
def confirm_factor() -> Response:
    """Switch the second factor on, once a code has shown that the authenticator has the secret."""
    here, me, form = context.current(), who(), request.form
    try:
        enrolment = second_factor.resume(_smith(), me.moderator_pk, me.username, form.get("sealed", ""))
    except NazerError as error:
        return _factor_page(error)
    try:
        with context.transaction() as session:
            codes = second_factor.confirm(session, _smith(), me.moderator_pk, enrolment.secret, form.get("code", ""))
            opened = change_account.renew_session(session, here.world, me.moderator_pk, me.session_id)
    except UnauthorizedError as error:
        return _enrol_page(enrolment, error)
    except ConflictError as error:
        return _factor_page(error)
    return _codes_page(codes, opened)


@limits.limited("login", guard.person_key)
def switch_factor_off() -> Response:
    """Do without the second factor: for whoever knows the password and has a code."""
    here, me = context.current(), who()
    if _is_demanded():
        return _factor_page(ConflictError(catalogue("people")["factor_demanded"]))
    try:
        guard.ask_again()
        with context.transaction() as session:
            second_factor.switch_off(session, _smith(), me.moderator_pk, request.form.get("code", ""))
            opened = change_account.renew_session(session, here.world, me.moderator_pk, me.session_id)
    except (UnauthorizedError, ConflictError) as error:
        return _factor_page(error)
    return _renewed(_done("factor_off"), opened)


@limits.limited("login", guard.person_key)
def renew_codes() -> Response:
    """Make new recovery codes, and show them once."""
    try:
        guard.ask_again()
        with context.transaction() as session:
            codes = second_factor.renew_codes(session, _smith(), who().moderator_pk, request.form.get("code", ""))
    except (UnauthorizedError, ConflictError) as error:
        return _factor_page(error)
    return _codes_page(codes, None)


def _page(error: NazerError | None = None) -> Response:
    here, me = context.current(), who()
    now = here.world.now()
    with context.reading() as session:
        row = session.get_one(Moderator, me.moderator_pk)
        mine = {"display_name": row.display_name, "pseudonym": row.pseudonym}
        left = len(row.recovery_hashes)
        open_sessions = sessions.listed(session, now, guard.idle(), me.moderator_pk)
    done = request.args.get("done", "")
    return _answer(
        "desk/account.html",
        error,
        mine=mine | {name: request.form[name] for name in mine if error and name in request.form},
        left=left,
        sessions=open_sessions,
        here_network=context.network_key(),
        now=now,
        done=catalogue("people").get(f"done.{done}", ""),
    )


def _factor_page(error: NazerError | None = None) -> Response:
    return _answer(
        "desk/factor.html",
        error,
        must=guard.must_enrol(),
        demanded=_is_demanded(),
    )


def _enrol_page(enrolment: Enrolment, error: NazerError | None = None) -> Response:
    drawn = segno.make(enrolment.address, micro=False, error="m")
    # Black on white in the dark too: many cameras read nothing else.
    picture = Markup(  # noqa: S704 (segno's SVG: squares, and no text of anybody's)
        drawn.svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass="", omitsize=True)
    )
    secret = " ".join(enrolment.secret[at : at + 4] for at in range(0, len(enrolment.secret), 4))
    return _answer("desk/enrol.html", error, picture=picture, secret=secret, sealed=enrolment.sealed)


def _codes_page(codes: list[str], opened: Opened | None) -> Response:
    with context.reading() as session:  # the session's forms have a new token
        me = replace(who(), csrf_token=sessions.csrf_of(session, who().session_id))
    return _renewed(_answer("desk/codes.html", None, codes=codes, me=me), opened)


def _answer(template: str, error: NazerError | None, **values: object) -> Response:
    faults = {fault.pointer[1:]: fault.detail for fault in error.faults} if error else {}
    common = {"me": who(), "message": error.detail if error else "", "faults": faults, "said": catalogue("people")}
    page = render_template(template, **(common | values))
    if error is not None:
        g.outcome = error.slug
    return make_response(page, HTTPStatus.OK if error is None else STATUS_OF[type(error)])


def _done(what: str) -> Response:
    return redirect(url_for("desk.account", done=what), code=HTTPStatus.SEE_OTHER)


def _renewed(response: Response, opened: Opened | None) -> Response:
    if opened is not None:
        guard.give_cookie(response, opened)
    return response


def _is_demanded() -> bool:
    return context.current().settings.desk_totp == "required"


def _smith() -> Locksmith:
    here = context.current()
    return Locksmith(here.world, here.keys.factor)
