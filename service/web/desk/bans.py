"""Bans at the desk: made from a comment, listed, lifted."""

import sqlalchemy as sa
from flask import Blueprint, request
from werkzeug.wrappers import Response

from service.bans import BanKind
from service.errors import NotFoundError
from service.messages import catalogue
from service.roles import Act
from service.store import ban_queries
from service.store.tables import Comment
from service.usecases.ban_reader import HOURS, LONGEST_REASON, BanForm, ban_reader, lift_ban, values_of
from service.web import context
from service.web.desk import guard
from service.web.desk.community_frame import back_to, number, page, written
from service.web.desk.guard import typed, who


def routes(desk: Blueprint) -> None:
    """`/desk/bans`."""
    desk.add_url_rule("/bans", "bans", show_bans)
    desk.add_url_rule("/bans/new", "new_ban", show_form)
    desk.add_url_rule("/bans", "add_ban", add, methods=["POST"])
    desk.add_url_rule("/bans/<int(max=2147483647):ban_pk>/lift", "lift_ban", lift, methods=["POST"])


def show_bans() -> str:
    """Show the bans that hold, or those that have ended."""
    ended, now = request.args.get("ended") == "1", context.current().world.now()
    with context.reading() as session:
        found = ban_queries.bans(session, now, ended=ended)
        return page("bans.html", bans=found, ended=ended, now=now)


def show_form() -> str:
    """Show the form that bans the author of a comment, and whom else it would hit."""
    guard.demand(Act.BAN)
    now, comment_id = context.current().world.now(), typed(request.args.get("comment", ""))
    with context.reading() as session:
        comment = session.scalar(sa.select(Comment).where(Comment.id == comment_id))
        if comment is None:
            raise NotFoundError(catalogue("desk")["decision.unknown"])
        values, reach = values_of(comment), ban_queries.reach(session, now, comment)
        return page(
            "ban_form.html", comment=comment, kinds=list(values), reach=reach, hours=HOURS, longest=LONGEST_REASON,
            BanKind=BanKind,
        )  # fmt: skip


def add() -> Response:
    """Ban the author of a comment."""
    guard.demand(Act.BAN)
    kinds = frozenset(BanKind(kind) for kind in request.form.getlist("kind") if kind in set(BanKind))
    form = BanForm(written("comment"), kinds, number("hours"), written("reason"))
    with context.transaction() as session:
        ban_reader(session, context.current().world, who().moderator_pk, form)
    context.current().bans.forget()
    return back_to("desk.bans", "ban.done")


def lift(ban_pk: int) -> Response:
    """End a ban now."""
    guard.demand(Act.BAN)
    with context.transaction() as session:
        lift_ban(session, context.current().world, who().moderator_pk, ban_pk)
    context.current().bans.forget()
    return back_to("desk.bans", "ban.lifted")
