"""The moderators' desk: pages for people, in Persian, that work without JavaScript."""

from typing import Final

from flask import Blueprint, g, render_template

from service import reasons
from service.dates import jalali, persian_digits
from service.errors import InvalidInputError, NazerError
from service.roles import Act
from service.status import Status
from service.usecases.list_queue import Tab
from service.web.desk import dashboard, guard, login, policy, queue
from service.web.desk import words as words_room
from service.web.desk.cards import percent, rule_label, words
from service.web.problems import STATUS_OF

#: The desk's rooms; each adds its own addresses.
ROOMS: Final = (queue, policy, words_room, dashboard)


def blueprint() -> Blueprint:
    """The desk at `/desk`; every page but the door asks for a session."""
    desk = Blueprint("desk", __name__, url_prefix="/desk")
    desk.before_request(guard.demand_session)
    desk.after_request(guard.harden)
    desk.context_processor(desk_words)
    desk.register_error_handler(NazerError, _show_problem)
    for room in ROOMS:
        room.routes(desk)
    return desk


def door() -> Blueprint:
    """Where people sign in, and out."""
    return login.blueprint()


def desk_words() -> dict[str, object]:
    """What every template of the desk may use."""
    return {
        "digits": persian_digits,
        "percent": percent,
        "jalali": jalali,
        "words": words,
        "rule_label": rule_label,
        "reason_label": reasons.label_of,
        "may": guard.may,
        "Act": Act,
        "Status": Status,
        "Tab": Tab,
        "tabs": tuple(Tab),
    }


def _show_problem(error: NazerError) -> tuple[str, int]:
    faults = [fault.detail for fault in error.faults] if isinstance(error, InvalidInputError) else []
    page = render_template("desk/problem.html", me=guard.who(), error=error, faults=faults, here=guard.back_link())
    g.outcome = error.slug
    return page, STATUS_OF[type(error)]
