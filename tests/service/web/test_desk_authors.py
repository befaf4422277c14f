"""One author at the desk: their comments, and clearing all of them."""

import sqlalchemy as sa

from service.roles import Role
from service.status import Status
from service.store.tables import Decision
from tests.community_support import Room, text_of
from tests.desk_support import AtDesk
from tests.support import Clock


def clear(room: Room, editor: AtDesk, comment_id: str, days: int = 0) -> str:
    """Clear; the batch that it was."""
    answer = room.post(editor, f"/authors/{comment_id}/clear", days=days, reason="insult")
    assert answer.status_code == 303, text_of(answer)
    (batch,) = editor.page(answer.location).xpath("//input[@name='batch']/@value")
    return str(batch)


def test_clearing_is_counted_done_at_once_and_taken_back_as_a_whole(room: Room, each_database: str) -> None:
    mina, editor = room.someone(), room.at_desk(role=Role.MODERATOR)
    other = room.reader.publish("نظر دیگری")
    first, _ = mina.publish("یک")
    mina.publish("پاسخ", other)
    mina.send("HOLD")
    mina.send("REJECT")
    before = room.reader.thread()

    page = text_of(editor.client.get(f"/desk/authors/{first}/clear?days=0"))
    assert "منتشرشده که برداشته می‌شود ۲" in page
    assert "منتظر که رد می‌شود ۱" in page
    batch = clear(room, editor, first)
    thread = room.reader.thread()
    assert [one["text"] for one in thread["comments"]] == ["نظر دیگری"]
    assert (thread["published"], thread["version"] > before["version"]) == (1, True)
    with room.nazer.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).where(Decision.batch == batch)) == 3

    assert "۳ نظر به حال پیشین بازگشت" in room.done(editor, f"/authors/{first}/restore", batch=batch)
    after = room.reader.thread()
    assert (after["comments"], after["published"]) == (before["comments"], before["published"])
    each = ["comment.decided"] * 3
    assert [kind for kind, _ in room.log()] == [*each, "author.cleared", *each, "author.restored"]
    assert "۰ نظر به حال پیشین" in room.done(editor, f"/authors/{first}/restore", batch=batch)


def test_what_somebody_decided_since_is_not_taken_back(room: Room) -> None:
    mina, editor = room.someone(), room.at_desk()
    first, _ = mina.publish("یک")
    second, _ = mina.publish("دو")
    batch = clear(room, editor, first)
    editor.decide(second, "published", revision=str(room.comment(second).revision))
    editor.decide(second, "removed", revision=str(room.comment(second).revision), reason="advert")
    room.done(editor, f"/authors/{first}/restore", batch=batch)
    assert (room.status_of(first), room.status_of(second)) == (Status.PUBLISHED, Status.REMOVED)


def test_nothing_is_cleared_while_a_colleague_has_one_of_them(room: Room) -> None:
    mina, editor, other = room.someone(), room.at_desk(), room.at_desk("sara")
    first, _ = mina.publish("یک")
    second, _ = mina.publish("دو")
    room.post(other, f"/comments/{second}/claim")
    assert room.post(editor, f"/authors/{first}/clear", days=0, reason="insult").status_code == 409
    assert (room.status_of(first), room.status_of(second)) == (Status.PUBLISHED, Status.PUBLISHED)
    clear(room, other, first)


def test_only_the_days_that_are_asked_for_are_cleared(room: Room, clock: Clock) -> None:
    mina, editor = room.someone(), room.at_desk()
    old, _ = mina.publish("یک")
    clock.turn(days=2)
    editor = room.at_desk("sara")
    new, _ = mina.publish("دو")
    clear(room, editor, new, days=1)
    assert (room.status_of(old), room.status_of(new)) == (Status.PUBLISHED, Status.REMOVED)


def test_without_a_token_an_author_is_only_this_one_comment(room: Room) -> None:
    editor = room.at_desk()
    comment_id = room.reader.publish("یک")
    assert "نشان خواننده ندارد" in text_of(editor.client.get(f"/desk/authors/{comment_id}"))
    assert editor.client.get(f"/desk/authors/{comment_id}/clear").status_code == 422
    assert room.post(editor, f"/authors/{comment_id}/clear", days=0, reason="insult").status_code == 422


def test_odd_requests_are_refused(room: Room) -> None:
    mina, editor = room.someone(), room.at_desk()
    comment_id, _ = mina.publish("یک")
    assert room.post(editor, f"/authors/{comment_id}/clear", days=3, reason="insult").status_code == 422
    assert room.post(editor, f"/authors/{comment_id}/clear", days=0, reason="").status_code == 422
    assert room.post(editor, f"/authors/{comment_id}/restore", batch="").status_code == 404
    assert editor.client.get("/desk/authors/nobody").status_code == 404
    auditor = room.at_desk("ali", Role.AUDITOR)
    assert room.post(auditor, f"/authors/{comment_id}/clear", days=0, reason="insult").status_code == 403
    assert room.post(auditor, f"/authors/{comment_id}/restore", batch="x").status_code == 403
    assert auditor.client.get(f"/desk/authors/{comment_id}").status_code == 200
    assert room.status_of(comment_id) is Status.PUBLISHED


def test_an_author_is_shown_with_names_counts_and_bans(room: Room) -> None:
    mina, editor = room.someone(), room.at_desk()
    first = mina.send("یک", author_name="مینا").get_json()["comment"]["id"]
    mina.send("دو", author_name="سارا")
    room.ban(editor, first, "reader")
    page = text_of(editor.client.get(f"/desk/authors/{first}"))
    for words in ("مینا", "سارا", "منتشرشده ۲", "مسدود است: خواننده"):
        assert words in page
