"""Appeals at the desk: each with the decision that it is against, answered by somebody else where there is somebody."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service.errors import Fault, InvalidInputError
from service.messages import catalogue
from service.roles import Act
from service.store import complaints
from service.usecases.answer_appeal import Word, answer_appeal, may_answer
from service.usecases.desk_items import find_item
from service.web import context
from service.web.desk import guard
from service.web.desk.cards import Card, make_card
from service.web.desk.community_frame import back_to, page, written
from service.web.desk.guard import who


@dataclass(frozen=True, slots=True)
class AppealCard:
    """An appeal as it is drawn. refusal: the moderator's decision; None where only the rules refused.

    mine: whether who looks at it has refused the comment and may not answer.
    """

    appeal: Any
    moderator: str
    card: Card
    refusal: Any
    mine: bool


def routes(desk: Blueprint) -> None:
    """`/desk/appeals`."""
    desk.add_url_rule("/appeals", "appeals", show_appeals)
    desk.add_url_rule("/appeals/<int(max=2147483647):appeal_pk>", "answer_appeal", answer, methods=["POST"])


def show_appeals() -> str:
    """Show the appeals that wait, the oldest first, or those that were answered."""
    answered = request.args.get("answered") == "1"
    with context.reading() as session:
        return page("appeals.html", appeals=_cards(session, answered=answered), answered=answered)


def answer(appeal_pk: int) -> Response:
    """Answer an appeal."""
    guard.demand(Act.DECIDE)
    wanted = written("word")
    if wanted not in {"grant", "keep"}:
        raise InvalidInputError([Fault("/word", "invalid", catalogue("desk")["decision.form"])])
    with context.transaction() as session:
        word = Word(grant=wanted == "grant", answer=written("answer"))
        answer_appeal(session, context.current().world, who().moderator_pk, appeal_pk, word)
    return back_to("desk.appeals", "appeal.done")


def _cards(session: Session, *, answered: bool) -> list[AppealCard]:
    found, now = complaints.appeals(session, answered=answered), context.current().world.now()
    refused = complaints.refusals(session, [row.Appeal.comment_pk for row in found])
    cards = []
    for row in found:
        item = find_item(session, row.comment_id, now)
        if item is None:
            continue
        mine = not answered and not may_answer(session, who().moderator_pk, row.Appeal.comment_pk)
        refusal = refused.get(row.Appeal.comment_pk)
        cards.append(
            AppealCard(row.Appeal, row.display_name or "", make_card(item, now, who().moderator_pk), refusal, mine)
        )
    return cards
