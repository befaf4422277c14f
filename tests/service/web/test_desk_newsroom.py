"""What the newsroom does with a comment in public: marks, answers, mends, withdraws."""

import sqlalchemy as sa

from service.roles import Role
from service.status import Status
from service.store.tables import CommentVersion, Judgement
from tests.community_support import Room, text_of
from tests.support import at_once


def test_marks_are_seen_in_the_thread_at_once(room: Room, each_database: str) -> None:
    editor = room.at_desk()
    first, second = room.reader.publish("یک"), room.reader.publish("دو")
    version = room.reader.thread()["version"]
    for comment_id in (first, second):
        room.done(editor, f"/comments/{comment_id}/marks", mark="pinned", on="1")
    room.done(editor, f"/comments/{first}/marks", mark="picked", on="1")

    thread = room.reader.thread()
    assert {one["id"]: one["marks"] for one in thread["comments"]} == {first: ["picked"], second: ["pinned"]}
    assert thread["version"] > version
    assert room.comment(second).revision == 1  # no reason to decide anew
    room.done(editor, f"/comments/{second}/marks", mark="pinned", on="0")
    room.done(editor, f"/comments/{second}/marks", mark="pinned", on="0")
    assert [one["marks"] for one in room.reader.thread()["comments"] if one["id"] == second] == [[]]
    assert len(room.log()) == 4


def test_what_readers_do_not_see_is_not_marked_and_replies_are_not_pinned(room: Room) -> None:
    editor = room.at_desk()
    root = room.reader.publish("یک")
    reply = room.reader.publish("پاسخ", root)
    held = room.shelf.comment(status=Status.HELD)
    assert room.post(editor, f"/comments/{held}/marks", mark="picked", on="1").status_code == 422
    assert room.post(editor, f"/comments/{reply}/marks", mark="pinned", on="1").status_code == 422
    assert room.post(editor, f"/comments/{root}/marks", mark="odd", on="1").status_code == 422
    assert room.post(editor, "/comments/none/marks", mark="pinned", on="1").status_code == 404
    moderator = room.at_desk("ali", Role.MODERATOR)
    assert room.post(moderator, f"/comments/{root}/marks", mark="pinned", on="1").status_code == 403
    room.done(editor, f"/comments/{reply}/marks", mark="picked", on="1")
    answer = room.post(editor, f"/comments/{reply}/marks", mark="picked", on="0", back="/desk?tab=published")
    assert answer.location == "/desk?tab=published"


def test_the_newsroom_answers_mends_and_withdraws(room: Room, each_database: str) -> None:
    editor = room.at_desk()
    root = room.reader.publish("یک")
    form = {"text": "سپاس از یادآوری شما", "by": "newsroom", "draft_key": "k1"}
    room.done(editor, f"/comments/{root}/newsroom", **form)
    room.done(editor, f"/comments/{root}/newsroom", **form)  # the same form again

    (shown,) = room.reader.thread()["comments"]
    (answer,) = shown["replies"]
    assert (answer["author_name"], answer["text"], answer["marks"]) == ("هیئت تحریریه", form["text"], ["newsroom"])
    assert room.reader.thread()["published"] == 2
    with room.nazer.database.reading() as session:
        judgement = session.scalars(sa.select(Judgement).order_by(Judgement.pk.desc()).limit(1)).one()
        assert judgement.findings[0]["details"] == [["who", "maryam"]]

    room.done(editor, f"/comments/{answer['id']}/newsroom/edit", text="سپاس!", parent=root)
    (mended,) = room.reader.thread()["comments"][0]["replies"]
    assert (mended["text"], mended["edited_at"] is not None) == ("سپاس!", True)
    with room.nazer.database.reading() as session:
        assert session.scalars(sa.select(CommentVersion.text)).all() == [form["text"]]
    room.done(editor, f"/comments/{answer['id']}/newsroom/withdraw", parent=root)
    assert room.status_of(answer["id"]) is Status.WITHDRAWN
    assert room.reader.thread()["published"] == 1
    kinds = [kind for kind, _ in room.log()]
    assert kinds == ["newsroom.replied", "newsroom.edited", "comment.decided", "newsroom.withdrawn"]


def test_an_editor_may_answer_under_their_own_pseudonym(room: Room) -> None:
    editor = room.at_desk(pseudonym="دبیر شهری")
    plain = room.at_desk("sara")
    root = room.reader.publish("یک")
    room.done(editor, f"/comments/{root}/newsroom", text="سلام", by="name", draft_key="k1")
    assert room.reader.thread()["comments"][0]["replies"][0]["author_name"] == "دبیر شهری"
    answer = room.post(plain, f"/comments/{root}/newsroom", text="سلام", by="name", draft_key="k2")
    assert answer.status_code == 422
    assert "نام نمایشی برای خوانندگان ندارید" in text_of(answer)


def test_reports_of_readers_do_not_hide_an_answer_of_the_newsroom(room: Room) -> None:
    editor = room.at_desk()
    root = room.reader.publish("یک")
    room.done(editor, f"/comments/{root}/newsroom", text="سلام", by="newsroom", draft_key="k1")
    answer = room.reader.thread()["comments"][0]["replies"][0]["id"]
    for number in range(room.nazer.settings.reports_to_hold + 2):
        assert room.someone(f"203.0.{number}.9").report(answer).status_code == 202
    assert room.status_of(answer) is Status.PUBLISHED


def test_where_nothing_can_be_answered(room: Room) -> None:
    editor = room.at_desk()
    root = room.reader.publish("یک")
    say = {"text": "سلام", "by": "newsroom"}
    assert room.post(editor, "/comments/none/newsroom", **say, draft_key="k1").status_code == 404
    assert room.post(editor, f"/comments/{root}/newsroom", text=" ", by="newsroom", draft_key="k1").status_code == 422
    assert room.post(editor, f"/comments/{root}/newsroom/edit", text="x", parent=root).status_code == 404
    assert room.post(editor, f"/comments/{root}/newsroom/withdraw", parent=root).status_code == 404
    moderator = room.at_desk("ali", Role.MODERATOR)
    for path in ("newsroom", "newsroom/edit", "newsroom/withdraw"):
        assert room.post(moderator, f"/comments/{root}/{path}", **say, parent=root).status_code == 403
    assert moderator.client.get(f"/desk/comments/{root}/newsroom").status_code == 200
    room.done(editor, "/articles/1/5414189/mode", mode="closed")
    room.done(editor, f"/comments/{root}/newsroom", **say, draft_key="k2")  # the last word under a closed article
    room.done(editor, "/articles/1/5414189/mode", mode="frozen")
    assert room.post(editor, f"/comments/{root}/newsroom", **say, draft_key="k3").status_code == 403


def test_a_double_click_answers_once(room: Room, each_database: str) -> None:
    editor = room.at_desk()
    comment_id = room.reader.publish("پرسش")
    form = {"text": "پاسخ", "by": "newsroom", "draft_key": "one"}
    answers = at_once(4, lambda _: room.post(editor, f"/comments/{comment_id}/newsroom", **form))
    assert {answer.status_code for answer in answers} == {303}
    (shown,) = room.reader.thread()["comments"]
    assert (len(shown["replies"]), room.reader.thread()["published"]) == (1, 2)
