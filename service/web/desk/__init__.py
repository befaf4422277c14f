"""The moderators' desk: pages for people, in Persian, that work without JavaScript."""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, g, jsonify, render_template

from service import reasons
from service.dates import ago, jalali, persian_digits
from service.errors import InvalidInputError, NazerError
from service.roles import Act
from service.status import Status
from service.store.desk_lists import Tab
from service.web import context
from service.web.desk import (
    account,
    appeals,
    articles,
    authors,
    bans,
    bulk,
    community,
    complaints,
    dashboard,
    decisions,
    guard,
    log,
    login,
    newsroom,
    people,
    policy,
    queue,
    wording,
)
from service.web.desk import words as words_room
from service.web.desk.cards import percent, rule_label, words
from service.web.problems import STATUS_OF

#: The desk's rooms; each adds its own addresses.
ROOMS: Final = (
    *(queue, decisions, bulk, wording),
    *(community, bans, authors, articles, newsroom, complaints, appeals),
    *(policy, words_room, dashboard, people, log, account),
)


@dataclass(frozen=True, slots=True)
class Door:
    """A line of the menu in the top bar: its word in the catalogue (`room.<label>`), and where it leads.

    act: whoever may not do it does not see the line; None is for everybody.
    """

    label: str
    endpoint: str
    act: Act | None = None


#: The menu in the top bar, in its order. A room adds a line of its own.
DOORS: Final = (
    Door("queue", "desk.queue"),
    Door("community", "desk.community"),
    Door("dashboard", "desk.dashboard"),
    Door("policy", "desk.policy_page"),
    Door("words", "desk.words_page"),
    Door("wordings", "desk.wordings", Act.POLICY),
    Door("people", "desk.people", Act.PEOPLE),
    Door("log", "desk.log", Act.LOG),
    Door("account", "desk.account"),
)


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
        "ago": lambda moment, now=None: ago(moment, now or context.current().world.now()),
        "words": words,
        "rule_label": rule_label,
        "reason_label": reasons.label_of,
        "desk_rooms": [door for door in DOORS if door.act is None or guard.may(door.act)] if g.get("desk") else [],
        "may": guard.may,
        "Act": Act,
        "Status": Status,
        "Tab": Tab,
        "tabs": tuple(Tab),
    }


def _show_problem(error: NazerError) -> tuple[str | Response, int]:
    faults = [fault.detail for fault in error.faults] if isinstance(error, InvalidInputError) else []
    if decisions.wants_json():
        return jsonify({"detail": " ".join(faults) or error.detail}), STATUS_OF[type(error)]
    page = render_template("desk/problem.html", me=guard.who(), error=error, faults=faults, here=guard.back_link())
    g.outcome = error.slug
    return page, STATUS_OF[type(error)]
