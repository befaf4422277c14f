"""What the newsroom does with a comment in public: marks it, answers it, mends and withdraws the answer."""

from http import HTTPStatus

import sqlalchemy as sa
from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from service.errors import Fault, InvalidInputError, NotFoundError
from service.messages import catalogue
from service.roles import Act
from service.status import Status
from service.store.tables import Comment, Moderator
from service.usecases.mark_comment import Mark, Marking, mark_comment
from service.usecases.reply_for_newsroom import (
    NEWSROOM,
    Answer,
    edit_newsroom_reply,
    reply_for_newsroom,
    withdraw_newsroom_reply,
)
from service.web import context
from service.web.desk import guard
from service.web.desk.community_frame import back_to, page, written
from service.web.desk.guard import typed, who


def routes(desk: Blueprint) -> None:
    """`/desk/comments/<id>/newsroom` and `…/marks`."""
    desk.add_url_rule("/comments/<comment_id>/newsroom", "newsroom", show)
    desk.add_url_rule("/comments/<comment_id>/newsroom", "newsroom_reply", reply, methods=["POST"])
    desk.add_url_rule("/comments/<comment_id>/newsroom/edit", "newsroom_edit", edit, methods=["POST"])
    desk.add_url_rule("/comments/<comment_id>/newsroom/withdraw", "newsroom_withdraw", withdraw, methods=["POST"])
    desk.add_url_rule("/comments/<comment_id>/marks", "marks", mark, methods=["POST"])


def show(comment_id: str) -> str:
    """Show a published comment with its marks, the newsroom's answers, and the form for another."""
    with context.reading() as session:
        comment = session.scalar(sa.select(Comment).where(Comment.id == typed(comment_id)))
        if comment is None:
            raise NotFoundError(catalogue("desk")["decision.unknown"])
        answers = session.scalars(
            sa.select(Comment)
            .where(Comment.parent_pk == comment.pk, Comment.newsroom.is_(True), Comment.status == Status.PUBLISHED)
            .order_by(Comment.pk)
        ).all()
        pseudonym = session.scalar(sa.select(Moderator.pseudonym).where(Moderator.pk == who().moderator_pk))
        return page(
            "newsroom.html",
            comment=comment,
            title=comment.article.title,
            answers=answers,
            pseudonym=pseudonym,
            newsroom=NEWSROOM,
            draft_key=context.current().world.new_id(),
            longest=context.current().settings.max_text_length,
        )


def reply(comment_id: str) -> Response:
    """Answer for the newsroom."""
    guard.demand(Act.ARTICLES)
    answer = Answer(_text(), written("by") == "name", written("draft_key")[:40])
    longest = context.current().settings.max_text_length

    def work() -> None:
        with context.transaction() as session:
            reply_for_newsroom(session, context.current().world, who().moderator_pk, typed(comment_id), answer, longest)

    context.attempt(work)
    return back_to("desk.newsroom", "newsroom.done", comment_id=comment_id)


def edit(comment_id: str) -> Response:
    """Mend an answer of the newsroom. comment_id: of the answer."""
    guard.demand(Act.ARTICLES)
    with context.transaction() as session:
        longest = context.current().settings.max_text_length
        edit_newsroom_reply(session, context.current().world, who().moderator_pk, typed(comment_id), _text(), longest)
    return _back_to_parent("newsroom.edited")


def withdraw(comment_id: str) -> Response:
    """Withdraw an answer of the newsroom. comment_id: of the answer."""
    guard.demand(Act.ARTICLES)
    with context.transaction() as session:
        withdraw_newsroom_reply(session, context.current().world, who().moderator_pk, typed(comment_id))
    return _back_to_parent("newsroom.withdrawn")


def mark(comment_id: str) -> Response:
    """Pin or pick a comment, or take that back."""
    guard.demand(Act.ARTICLES)
    wanted = written("mark")
    if wanted not in set(Mark):
        raise InvalidInputError([Fault("/mark", "invalid", catalogue("desk")["decision.form"])])
    with context.transaction() as session:
        marking = Marking(typed(comment_id), Mark(wanted), written("on") == "1")
        mark_comment(session, context.current().world, who().moderator_pk, marking)
    back = guard.local_path(written("back"), "")
    if back:
        return redirect(back, code=HTTPStatus.SEE_OTHER)
    return back_to("desk.newsroom", "mark.done", comment_id=comment_id)


def _text() -> str:
    return request.form.get("text", "")


def _back_to_parent(done: str) -> Response:
    return back_to("desk.newsroom", done, comment_id=written("parent"))
