"""The moderators' desk: pages for people, in Persian, that work without JavaScript."""

from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service import reasons
from service.errors import Fault, InvalidInputError, StaleDecisionError
from service.messages import catalogue
from service.status import Status
from service.usecases.decide_comment import Wish, decide_comment
from service.usecases.list_queue import Tab, Wanted, find_item, list_queue
from service.web import context
from service.web.desk import guard
from service.web.desk.cards import make_card
from service.web.desk.guard import local_path, typed, who
from service.web.problems import STATUS_OF


def routes(desk: Blueprint) -> None:
    """The queue at `/desk`, and decisions about its comments."""
    desk.add_url_rule("", view_func=queue, strict_slashes=False)
    desk.add_url_rule("/comments/<comment_id>/decision", view_func=decide, methods=["POST"])
    desk.register_error_handler(StaleDecisionError, _show_stale)


def queue() -> str:
    """Show a page of the desk."""
    wanted, done_id = _read_wanted(), typed(request.args.get("done", ""))
    now = context.current().world.now()
    with context.reading() as session:
        page = list_queue(session, wanted)
        done = find_item(session, done_id) if done_id else None
    mine = done is not None and done.decision is not None and done.decision.moderator_pk == who().moderator_pk
    return render_template(
        "desk/queue.html",
        me=who(),
        wanted=wanted,
        page=page,
        cards=[make_card(item, now) for item in page.items],
        done=make_card(done, now) if done is not None and mine else None,
        all_reasons=reasons.all_reasons(),
        here=_here(wanted),
        address=_address,
    )


def decide(comment_id: str) -> Response:
    """Carry out a decision and go back to where it was made, to the next comment."""
    wish = _read_wish(typed(comment_id))
    with context.transaction() as session:
        decided = decide_comment(session, context.current().world, who().moderator_pk, wish)
    return redirect(_way_back(decided.comment_id), code=HTTPStatus.SEE_OTHER)


def _read_wanted() -> Wanted:
    tab = request.args.get("tab", "")
    return Wanted(
        tab=Tab(tab) if tab in set(Tab) else Tab.HELD,
        rule=typed(request.args.get("rule", "")),
        article=typed(request.args.get("article", "")),
        after=typed(request.args.get("after", "")),
    )


def _read_wish(comment_id: str) -> Wish:
    form = request.form
    revision, becomes = form.get("revision", ""), form.get("becomes", "")
    if not (revision.isascii() and revision.isdecimal() and len(revision) < 10) or becomes not in set(Status):  # noqa: PLR2004 (fits any integer column)
        raise InvalidInputError([Fault("", "invalid", catalogue("desk")["decision.form"])])
    return Wish(
        comment_id=comment_id,
        revision=int(revision),
        becomes=Status(becomes),
        reason=form.get("reason", ""),
        note=form.get("note", "").strip(),
    )


def _here(wanted: Wanted) -> str:
    return _address(wanted, after=wanted.after)


def _address(wanted: Wanted, **changes: str) -> str:
    """The address of the page, with other filters; it starts at the first comment again unless `after` is given."""
    values = {"tab": wanted.tab.value, "rule": wanted.rule, "article": wanted.article, "after": ""} | changes
    if values["tab"] == Tab.HELD.value:
        values["tab"] = ""
    query = urlencode({name: value for name, value in values.items() if value})
    return url_for("desk.queue") + (f"?{query}" if query else "")


def _way_back(decided_id: str) -> str:
    """The page that the form stood on, saying what was done, at the comment that comes next."""
    parts = urlsplit(local_path(request.form.get("back", ""), url_for("desk.queue")))
    if parts.path != url_for("desk.queue"):
        parts = urlsplit(url_for("desk.queue"))
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | {"done": decided_id}
    following = request.form.get("next", "")
    anchor = f"c-{following}" if following.replace("-", "").replace("_", "").isalnum() else "queue"
    return f"{parts.path}?{urlencode(query)}#{anchor}"


def _show_stale(error: StaleDecisionError) -> tuple[str, int]:
    with context.reading() as session:
        item = find_item(session, error.extra["comment_id"])
    card = make_card(item, context.current().world.now()) if item else None
    page = render_template(
        "desk/stale.html", me=who(), card=card, error=error, all_reasons=reasons.all_reasons(), here=guard.back_link()
    )
    g.outcome = error.slug
    return page, STATUS_OF[type(error)]
