"""Decisions about many comments at once: a page that says how many they are, and undo of the whole batch."""

from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import batched

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from service import reasons
from service.errors import Fault, InvalidInputError
from service.messages import catalogue
from service.roles import Act
from service.status import Status
from service.usecases.bulk_decide import (
    AT_ONCE,
    BECOMES,
    MOST,
    Plan,
    Tally,
    bulk_decide,
    check_plan,
    find_listed,
    find_picked,
)
from service.usecases.desk_items import items
from service.usecases.list_queue import ready
from service.usecases.undo_decision import undo_batch
from service.web import context
from service.web.desk import guard
from service.web.desk.guard import back_link, typed, who
from service.web.desk.listing import address, read_wanted, values_of
from service.web.desk.queue import card_of

#: So many comments are shown on the page that asks.
SHOWN = 10


def routes(desk: Blueprint) -> None:
    """The page that asks, the decision, and its undo."""
    desk.add_url_rule("/bulk", view_func=ask_bulk)
    desk.add_url_rule("/bulk", view_func=do_bulk, methods=["POST"])
    desk.add_url_rule("/bulk/<batch>/undo", view_func=undo_bulk, methods=["POST"])


def ask_bulk() -> str:
    """Say how many comments would be decided about, show some of them, and ask what is to become of them."""
    guard.demand(Act.BULK)
    now, wanted = context.current().world.now(), read_wanted()
    picked = request.args.getlist("pick")
    keys, _ = _find(request.args, None)
    with context.reading() as session:
        shown = items(session, list(keys[:SHOWN]), now)
    return render_template(
        "desk/bulk.html",
        me=who(),
        many=len(keys),
        most=MOST,
        cards=[card_of(one) for one in shown],
        picked=picked,
        kept=[] if picked else values_of(wanted).items(),
        until="" if picked else now.isoformat(),
        choices=BECOMES,
        all_reasons=reasons.all_reasons(),
        here=address(wanted),
    )


def do_bulk() -> Response:
    """Decide, up to 500 in a transaction, and say how many it were."""
    guard.demand(Act.BULK)
    form, world = request.form, context.current().world
    becomes = form.get("becomes", "")
    until = None if form.getlist("pick") else _moment(form.get("until", ""))
    if becomes not in set(Status):
        raise _broken()
    keys, seen = _find(form, until)
    plan = Plan(
        Status(becomes), form.get("reason", ""), form.get("note", "").strip(), world.new_id(), seen, until
    )
    check_plan(plan)
    tally = Tally()
    for part in batched(keys, AT_ONCE):
        with context.transaction() as session:
            tally += bulk_decide(session, world, who().moderator_pk, part, plan)
    return _told(plan.batch if tally.done else "", tally)


def undo_bulk(batch: str) -> Response:
    """Take a whole batch back, as far as nobody has decided since."""
    guard.demand(Act.BULK)
    done = 0
    while True:
        with context.transaction() as session:
            more = undo_batch(session, context.current().world, who().moderator_pk, typed(batch))
        done += more
        if not more:
            break
    return _told("", Tally(done), undone=True)


def _find(values: MultiDict[str, str], until: datetime | None) -> tuple[Sequence[int], dict[int, int]]:
    """The keys of the comments that were picked, with the revisions that were seen, or of all that a list has."""
    picked = values.getlist("pick")
    with context.reading() as session:
        if picked:
            seen = find_picked(session, dict(_read_pick(typed(one)) for one in picked))
            return list(seen), seen
        wanted = read_wanted(values)
        if not wanted.narrowed:
            raise InvalidInputError([Fault("/pick", "missing", catalogue("desk")["bulk.nothing"])])
        now = until or context.current().world.now()
        return find_listed(session, wanted.tab, ready(wanted, now), who().moderator_pk), {}


def _read_pick(pick: str) -> tuple[str, int]:
    comment_id, _, revision = pick.rpartition(":")
    if not (comment_id and revision.isascii() and revision.isdecimal() and len(revision) < 10):  # noqa: PLR2004 (fits any integer column)
        raise _broken()
    return comment_id, int(revision)


def _moment(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise _broken() from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _broken() -> InvalidInputError:
    return InvalidInputError([Fault("", "invalid", catalogue("desk")["decision.form"])])


def _told(batch: str, tally: Tally, *, undone: bool = False) -> Response:
    back = back_link()
    joint = "&" if "?" in back else "?"
    told = {"batch": batch, "many": tally.done, "left": tally.skipped, "undone": int(undone)}
    query = "&".join(f"{name}={value}" for name, value in told.items() if value)
    return redirect(f"{back}{joint}{query}" if query else back or url_for("desk.queue"), code=HTTPStatus.SEE_OTHER)
