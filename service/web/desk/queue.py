"""The list of the desk in all its views, the counts of each, and one comment with all that stands around it."""

from flask import Blueprint, jsonify, render_template, request
from werkzeug.wrappers import Response

from service import reasons
from service.dates import jalali_date
from service.errors import NotFoundError
from service.messages import catalogue
from service.store import desk_lists
from service.store.desk_filters import Age, Band
from service.store.desk_lists import COUNTED, SORTS
from service.usecases.desk_items import QueueItem, find_item
from service.usecases.list_queue import list_queue
from service.usecases.read_record import read_record
from service.web import context
from service.web.desk.cards import Card, make_card, rule_labels
from service.web.desk.guard import typed, who
from service.web.desk.listing import NUMBERS, address, here, read_wanted, values_of


def routes(desk: Blueprint) -> None:
    """The list at `/desk`, its counts, and its comments one by one."""
    desk.add_url_rule("", view_func=queue, strict_slashes=False)
    desk.add_url_rule("/counts", view_func=counts)
    desk.add_url_rule("/comments/<comment_id>", view_func=item)
    desk.add_url_rule("/comments/<comment_id>/beside", view_func=beside)


def queue() -> str:
    """Show a page of the desk."""
    wanted, done_id = read_wanted(), typed(request.args.get("done", ""))
    now = context.current().world.now()
    with context.reading() as session:
        page = list_queue(session, wanted, who().moderator_pk, now)
        done = find_item(session, done_id, now) if done_id else None
    mine = done is not None and done.decision is not None and done.decision.moderator_pk == who().moderator_pk
    return render_template(
        "desk/queue.html",
        me=who(),
        wanted=wanted,
        kept=values_of(wanted),
        behind={name: value for name, value in values_of(wanted).items() if name in NUMBERS},
        jalali_date=jalali_date,
        page=page,
        most=COUNTED,
        sorts=SORTS[wanted.tab],
        bands=tuple(Band),
        ages=tuple(Age),
        rules=rule_labels(),
        cards=[card_of(one) for one in page.items],
        done=card_of(done) if done is not None and mine else None,
        all_reasons=reasons.all_reasons(),
        here=here(wanted),
        address=address,
    )


def counts() -> Response:
    """Tell the numbers of each view, for the script that keeps them true."""
    with context.reading() as session:
        return jsonify(desk_lists.counts(session, who().moderator_pk, context.current().world.now()))


def item(comment_id: str) -> str:
    """Show one comment with all that stands around it."""
    found, now = typed(comment_id), context.current().world.now()
    with context.reading() as session:
        seen = find_item(session, found, now)
        if seen is None:
            raise NotFoundError(catalogue("desk")["decision.unknown"])
        record = read_record(session, found)
    return render_template(
        "desk/item.html",
        me=who(),
        card=card_of(seen),
        record=record,
        all_reasons=reasons.all_reasons(),
        here=request.path,
        fresh=request.args.get("done", "") == seen.id,
    )


def beside(comment_id: str) -> str:
    """What stands around a comment, to be put beside it in place."""
    with context.reading() as session:
        record = read_record(session, typed(comment_id))
    return render_template("desk/beside.html", record=record, comment_id=typed(comment_id))


def card_of(found: QueueItem) -> Card:
    """A comment as it looks to who is at the desk, now."""
    return make_card(found, context.current().world.now(), who().moderator_pk)
