"""Who works at the desk: for owners, who invite, lock, and change roles."""

from http import HTTPStatus

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.errors import ConflictError, InvalidInputError, NazerError, NotFoundError, UnauthorizedError
from service.messages import catalogue
from service.roles import Act, Role
from service.store import sessions
from service.usecases import change_person, invite_person
from service.usecases.change_person import Person
from service.web import context, limits
from service.web.desk import guard
from service.web.desk.guard import typed, who
from service.web.problems import STATUS_OF

#: What can be done about somebody.
DEEDS = "any(role,lock,unlock,factor,sessions):deed"


def routes(desk: Blueprint) -> None:
    """People at `/desk/people`, each at `/desk/people/<username>`."""
    desk.add_url_rule("/people", view_func=people)
    desk.add_url_rule("/people/<username>", view_func=person)
    desk.add_url_rule(f"/people/<username>/<{DEEDS}>", view_func=change, methods=["POST"])
    desk.add_url_rule("/invitations", view_func=invite, methods=["POST"])
    desk.add_url_rule("/invitations/<handle>/withdraw", view_func=withdraw, methods=["POST"])


def people() -> Response:
    """Show everybody, and the open invitations."""
    guard.demand(Act.PEOPLE)
    return _page()


def person(username: str) -> Response:
    """Show somebody, and what can be changed about them."""
    guard.demand(Act.PEOPLE)
    return _person_page(typed(username))


@limits.limited("login", guard.person_key)
def change(username: str, deed: str) -> Response:
    """Change something about somebody; the owner's password is asked for again."""
    guard.demand(Act.PEOPLE)
    username = typed(username)
    try:
        guard.ask_again()
        context.attempt(lambda: _carry_out(username, deed))
    except (UnauthorizedError, ConflictError, InvalidInputError) as error:
        return _person_page(username, error)
    return redirect(url_for("desk.person", username=username, done=deed), code=HTTPStatus.SEE_OTHER)


@limits.limited("login", guard.person_key)
def invite() -> Response:
    """Make an invitation, and show its link this once."""
    guard.demand(Act.PEOPLE)
    try:
        guard.ask_again()
        with context.transaction() as session:
            token = invite_person.invite_person(
                session, context.current().world, who().moderator_pk, _role(), request.form.get("label", "")
            )
    except (UnauthorizedError, InvalidInputError) as error:
        return _page(error)
    return _page(link=context.own_address(url_for("login.show_invitation", token=token)))


def withdraw(handle: str) -> Response:
    """Make an invitation void."""
    guard.demand(Act.PEOPLE)
    with context.transaction() as session:
        invite_person.withdraw_invitation(session, context.current().world, who().moderator_pk, typed(handle))
    return redirect(url_for("desk.people", done="withdrawn"), code=HTTPStatus.SEE_OTHER)


def _carry_out(username: str, deed: str) -> None:
    world, by = context.current().world, who().moderator_pk
    with context.transaction() as session:
        match deed:
            case "role":
                change_person.change_role(session, world, by, username, _role())
            case "lock":
                change_person.lock_person(session, world, by, username)
            case "unlock":
                change_person.unlock_person(session, world, by, username)
            case "factor":
                change_person.reset_factor(session, world, by, username)
            case _:
                change_person.end_sessions(session, world, by, username, but=who().session_id)


def _role() -> Role:
    given = request.form.get("role", "")
    if given not in set(Role):
        raise ConflictError(catalogue("people")["fault.role"])
    return Role(given)


def _page(error: NazerError | None = None, link: str = "") -> Response:
    now = context.current().world.now()
    with context.reading() as session:
        everybody = change_person.list_people(session, now, guard.idle())
        invitations = invite_person.open_invitations(session, now)
    return _answer("desk/people.html", error, people=everybody, invitations=invitations, link=link, now=now)


def _person_page(username: str, error: NazerError | None = None) -> Response:
    now = context.current().world.now()
    with context.reading() as session:
        found = _find(change_person.list_people(session, now, guard.idle()), username)
        open_sessions = sessions.listed(session, now, guard.idle(), found.pk)
    return _answer(
        "desk/person.html",
        error,
        person=found,
        sessions=open_sessions,
        here_network=context.network_key(),
        now=now,
    )


def _find(everybody: list[Person], username: str) -> Person:
    found = next((one for one in everybody if one.username == username), None)
    if found is None:
        raise NotFoundError(catalogue("people")["unknown"])
    return found


def _answer(template: str, error: NazerError | None, **values: object) -> Response:
    said = catalogue("people")
    page = render_template(
        template,
        me=who(),
        message=error.detail if error else "",
        faults={fault.pointer[1:]: fault.detail for fault in error.faults} if error else {},
        done=said.get(f"done.{request.args.get('done', '')}", ""),
        said=said,
        roles=tuple(Role),
        **values,
    )
    if error is not None:
        g.outcome = error.slug
    return make_response(page, HTTPStatus.OK if error is None else STATUS_OF[type(error)])
