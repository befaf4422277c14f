"""Complaints of people who are named: filed, found, frozen, answered, forgotten."""

import json

import pytest
import sqlalchemy as sa

from service.roles import Role
from service.status import Status
from service.store.tables import Complaint, LogEntry
from service.usecases.answer_complaint import erase_contacts
from tests.community_support import Room, text_of
from tests.desk_support import AtDesk
from tests.support import Clock, at_once

WHO = {"name": "پرویز ناظری", "contact": "parviz@example.org", "text": "این نسبت دروغ است."}


def file(room: Room, editor: AtDesk, about: str = "") -> str:
    """File a complaint; its id."""
    room.done(editor, "/complaints", about=about, **WHO)
    with room.nazer.database.reading() as session:
        return session.scalars(sa.select(Complaint.id).order_by(Complaint.pk.desc()).limit(1)).one()


def test_the_whole_way_of_a_complaint(room: Room, each_database: str) -> None:
    editor = room.at_desk()
    comment_id = room.reader.publish("او دزد است")
    complaint = file(room, editor, f"https://news.example/5414189#c-{comment_id}")
    assert "او دزد است" in text_of(editor.client.get("/desk/complaints"))

    room.done(editor, f"/complaints/{complaint}/freeze")
    assert room.status_of(comment_id) is Status.HELD
    assert room.shelf.decisions(comment_id)[0].reason == "accusation"
    assert room.reader.thread()["comments"] == []
    room.done(editor, f"/complaints/{complaint}/answer", answer="برداشته شد.", comment="remove")
    assert room.status_of(comment_id) is Status.REJECTED
    assert "برداشته شد." in text_of(editor.client.get("/desk/complaints?answered=1"))
    assert room.post(editor, f"/complaints/{complaint}/answer", answer="باز", comment="remove").status_code == 409
    assert [kind for kind, _ in room.log()] == [
        "complaint.filed", "comment.decided", "complaint.frozen", "comment.decided", "complaint.answered",
    ]  # fmt: skip
    with room.nazer.database.reading() as session:
        logged = json.dumps([row.details for row in session.scalars(sa.select(LogEntry))], ensure_ascii=False)
    assert not any(secret in logged for secret in WHO.values())


def test_who_has_taken_the_comment_decides_about_it(room: Room) -> None:
    """Taking out of sight is urgent and goes on; the answer waits for the colleague."""
    editor, other = room.at_desk(), room.at_desk("sara")
    comment_id = room.reader.publish("او دزد است")
    complaint = file(room, editor, comment_id)
    room.post(other, f"/comments/{comment_id}/claim")
    answer = room.post(editor, f"/complaints/{complaint}/answer", answer="برداشته شد.", comment="remove")
    assert (answer.status_code, room.status_of(comment_id)) == (409, Status.PUBLISHED)
    room.done(editor, f"/complaints/{complaint}/freeze")
    assert room.status_of(comment_id) is Status.HELD
    room.done(editor, f"/complaints/{complaint}/answer", answer="برداشته شد.", comment="remove")


def test_a_comment_may_be_published_again_with_the_answer(room: Room) -> None:
    editor = room.at_desk()
    comment_id = room.reader.publish("نقد تند")
    complaint = file(room, editor, comment_id)
    room.done(editor, f"/complaints/{complaint}/freeze")
    room.done(editor, f"/complaints/{complaint}/answer", answer="نظر نقد است و می‌ماند.", comment="restore")
    assert room.status_of(comment_id) is Status.PUBLISHED
    other = file(room, editor, comment_id)
    room.done(editor, f"/complaints/{other}/answer", answer="برداشته شد.", comment="remove")
    assert room.status_of(comment_id) is Status.REMOVED


def test_the_comment_is_looked_for_by_link_and_by_private_link(room: Room, each_database: str) -> None:
    editor, mina = room.at_desk(), room.someone()
    comment_id, token = mina.publish("یک")
    complaint = file(room, editor, "زیر خبر حقوق معلمان")
    page = text_of(editor.client.get("/desk/complaints"))
    assert "هنوز معلوم نیست" in page
    assert "زیر خبر حقوق معلمان" in page
    assert room.post(editor, f"/complaints/{complaint}/freeze").status_code == 422
    assert room.post(editor, f"/complaints/{complaint}/link", about="none-such").status_code == 404
    room.done(editor, f"/complaints/{complaint}/link", about=f"http://127.0.0.1:8000/s/{token}")
    with room.nazer.database.reading() as session:
        row = session.scalars(sa.select(Complaint)).one()
        assert row.comment_pk == room.comment(comment_id).pk


def test_overdue_complaints_come_first_and_show_in_the_menu(room: Room, clock: Clock) -> None:
    editor = room.at_desk()
    late = file(room, editor)
    clock.turn(days=room.nazer.settings.complaint_days)
    editor = room.at_desk("sara")
    soon = file(room, editor)
    page = editor.page("/desk/complaints")
    assert [str(one)[2:] for one in page.xpath("//article/@id")] == [late, soon]
    assert "۱ دیرکرد" in text_of(editor.client.get("/desk/bans"))
    (badge,) = editor.page("/desk").xpath("//nav//span[@class='late'][not(@hidden)]")
    assert badge.text_content() == "۱ دیرکرد"
    assert page.xpath("count(//article[contains(@class, 'is-late')])") == 1


def test_contacts_are_forgotten_after_the_answer(room: Room, clock: Clock, each_database: str) -> None:
    editor = room.at_desk()
    answered, waiting = file(room, editor), file(room, editor)
    room.done(editor, f"/complaints/{answered}/answer", answer="پاسخ", comment="restore")

    def erase() -> int:
        with room.nazer.database.transaction() as session:
            return erase_contacts(session, room.nazer.world, 90)

    assert erase() == 0
    clock.turn(days=90)
    assert (erase(), erase()) == (1, 0)
    with room.nazer.database.reading() as session:
        names = dict(session.execute(sa.select(Complaint.id, Complaint.name)).all())
    assert names == {answered: "—", waiting: WHO["name"]}


def test_only_editors_work_on_complaints_and_faults_are_named(room: Room) -> None:
    editor, moderator = room.at_desk(), room.at_desk("ali", Role.MODERATOR)
    complaint = file(room, editor)
    for path in ("", f"/{complaint}/link", f"/{complaint}/freeze", f"/{complaint}/answer"):
        assert room.post(moderator, f"/complaints{path}", **WHO).status_code == 403
    assert moderator.client.get("/desk/complaints/new").status_code == 403
    assert moderator.client.get("/desk/complaints").status_code == 200
    answer = room.post(editor, "/complaints", about="x" * 1001, name="", contact=" ", text="x" * 4001)
    assert answer.status_code == 422
    assert len(answer.get_data(as_text=True).split("<li>")) > 4
    assert room.post(editor, f"/complaints/{complaint}/answer", answer="", comment="remove").status_code == 422
    assert room.post(editor, "/complaints/none/answer", answer="x", comment="remove").status_code == 404


def test_every_entry_of_these_rooms_is_a_sentence_in_the_log(room: Room) -> None:
    editor = room.at_desk()
    mina = room.someone()
    comment_id, _ = mina.publish("یک")
    room.done(editor, f"/comments/{comment_id}/marks", mark="picked", on="1")
    room.done(editor, "/articles/1/5414189/mode", mode="premoderated")
    room.done(editor, "/articles/1/5414189/mode", mode="")
    room.ban(editor, comment_id, "reader")
    complaint = file(room, editor, comment_id)
    room.done(editor, f"/complaints/{complaint}/answer", answer="می‌ماند.", comment="restore")
    page = text_of(editor.client.get("/desk/log"))
    for words in ("سنجاق و برگزیده", "به خواست ناشر", "را مسدود کرد", "را ثبت کرد", "پاسخ داد"):
        assert words in page, words


@pytest.mark.parametrize("backend", ["postgresql"])
def test_of_two_answers_at_once_one_is_kept(room: Room, backend: str) -> None:
    editors = [room.at_desk(name) for name in ("maryam", "kaveh")]
    complaint = file(room, editors[0])
    answers = at_once(2, lambda n: room.post(editors[n], f"/complaints/{complaint}/answer", answer=f"{n}", comment=""))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert [kind for kind, _ in room.log()].count("complaint.answered") == 1
