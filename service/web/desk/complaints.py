"""Complaints at the desk: written down, found, frozen, answered; the overdue ones first."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from service.roles import Act
from service.store import complaints
from service.usecases.answer_complaint import Reply, answer_complaint, freeze_comment, link_complaint
from service.usecases.file_complaint import ComplaintForm, file_complaint, find_comment
from service.web import context
from service.web.desk import guard
from service.web.desk.community_frame import back_to, page, written
from service.web.desk.guard import typed, who


def routes(desk: Blueprint) -> None:
    """`/desk/complaints`."""
    desk.add_url_rule("/complaints", "complaints", show_complaints)
    desk.add_url_rule("/complaints/new", "new_complaint", show_form)
    desk.add_url_rule("/complaints", "add_complaint", add, methods=["POST"])
    desk.add_url_rule("/complaints/<complaint_id>/link", "link_complaint", link, methods=["POST"])
    desk.add_url_rule("/complaints/<complaint_id>/freeze", "freeze_complaint", freeze, methods=["POST"])
    desk.add_url_rule("/complaints/<complaint_id>/answer", "answer_complaint", answer, methods=["POST"])


def show_complaints() -> str:
    """Show the open complaints by due date, or those that were answered."""
    answered = request.args.get("answered") == "1"
    with context.reading() as session:
        found = complaints.complaints(session, answered=answered)
        return page("complaints.html", complaints=found, answered=answered, now=context.current().world.now())


def show_form() -> str:
    """Show the form for a complaint that came by telephone, letter or mail."""
    guard.demand(Act.ARTICLES)
    return page("complaint_form.html", about=typed(request.args.get("comment", "")))


def add() -> Response:
    """Write a complaint down."""
    guard.demand(Act.ARTICLES)
    form = ComplaintForm(written("about"), written("name"), written("contact"), written("text"))
    now = context.current()
    with context.transaction() as session:
        days = now.settings.complaint_days
        filed = file_complaint(session, now.world, now.keys.status, form, days, who().moderator_pk)
    return back_to("desk.complaints", "complaint.done", _anchor=f"k-{filed.id}")


def link(complaint_id: str) -> Response:
    """Say which comment a complaint is about."""
    guard.demand(Act.ARTICLES)
    now = context.current()
    with context.transaction() as session:
        comment = find_comment(session, now.keys.status, written("about")[:1000])
        link_complaint(session, now.world, who().moderator_pk, typed(complaint_id), comment)
    return back_to("desk.complaints", "complaint.linked", _anchor=f"k-{complaint_id}")


def freeze(complaint_id: str) -> Response:
    """Take the comment out of sight until the complaint is answered."""
    guard.demand(Act.ARTICLES)
    with context.transaction() as session:
        freeze_comment(session, context.current().world, who().moderator_pk, typed(complaint_id))
    return back_to("desk.complaints", "complaint.frozen", _anchor=f"k-{complaint_id}")


def answer(complaint_id: str) -> Response:
    """Answer a complaint and decide about its comment."""
    guard.demand(Act.ARTICLES)
    reply = Reply(written("answer"), restores=written("comment") == "restore")
    with context.transaction() as session:
        answer_complaint(session, context.current().world, who().moderator_pk, typed(complaint_id), reply)
    return back_to("desk.complaints", "complaint.replied")
