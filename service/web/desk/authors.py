"""One author at the desk: what became of their comments, and the way to clear all of them."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from service import reasons
from service.errors import NotFoundError
from service.messages import catalogue
from service.roles import Act
from service.store.authors import Author, author_of
from service.usecases.clear_author import DAYS, Sweep, clear_author, preview_clearing, undo_clearing
from service.web import context
from service.web.desk import guard
from service.web.desk.community_frame import back_to, number, page, written
from service.web.desk.guard import typed, who


def routes(desk: Blueprint) -> None:
    """`/desk/authors/<id of one of their comments>`."""
    desk.add_url_rule("/authors/<comment_id>", "author", show)
    desk.add_url_rule("/authors/<comment_id>/clear", "clearing", preview)
    desk.add_url_rule("/authors/<comment_id>/clear", "clear_author", clear, methods=["POST"])
    desk.add_url_rule("/authors/<comment_id>/restore", "restore_author", restore, methods=["POST"])


def show(comment_id: str) -> str:
    """Show an author."""
    author = _find(typed(comment_id))
    return page("author.html", author=author, days=DAYS, batch=typed(request.args.get("batch", "")))


def preview(comment_id: str) -> str:
    """Count what clearing would change, and ask."""
    guard.demand(Act.BAN)
    days = request.args.get("days", "0")
    sweep = Sweep(typed(comment_id), int(days) if days in set(map(str, DAYS)) else -1)
    with context.reading() as session:
        counts = preview_clearing(session, context.current().world, sweep)
    return page(
        "clearing.html", author=_find(sweep.comment_id), sweep=sweep, counts=counts, all_reasons=reasons.all_reasons()
    )  # fmt: skip


def clear(comment_id: str) -> Response:
    """Clear an author's comments."""
    guard.demand(Act.BAN)
    sweep = Sweep(typed(comment_id), number("days"), written("reason"))
    with context.transaction() as session:
        done = clear_author(session, context.current().world, who().moderator_pk, sweep)
    return back_to("desk.author", "clear.done", done.many, comment_id=sweep.comment_id, batch=done.batch)


def restore(comment_id: str) -> Response:
    """Take a clearing back."""
    guard.demand(Act.BAN)
    with context.transaction() as session:
        many = undo_clearing(session, context.current().world, who().moderator_pk, written("batch"))
    return back_to("desk.author", "clear.undone", many, comment_id=typed(comment_id))


def _find(comment_id: str) -> Author:
    with context.reading() as session:
        author = author_of(session, context.current().world.now(), comment_id)
        session.expunge_all()
    if author is None:
        raise NotFoundError(catalogue("desk")["decision.unknown"])
    return author
