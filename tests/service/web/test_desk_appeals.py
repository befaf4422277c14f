"""Appeals at the desk: shown with the decision that they are against, answered by somebody else."""

import pytest
import sqlalchemy as sa

from service.roles import Role
from service.status import Status
from service.store.tables import Appeal, Moderator
from tests.community_support import Room, text_of
from tests.desk_support import AtDesk
from tests.support import Someone


@pytest.fixture
def author(room: Room) -> Someone:
    return room.someone()


def removed(room: Room, author: Someone, by: AtDesk, plea: str = "چرا؟ توهینی نکردم") -> tuple[str, str, int]:
    """A comment that somebody removed and its author appeals for: its id, its token, the appeal's key."""
    comment_id, token = author.publish("نظر نقادانه")
    answer = by.decide(comment_id, "removed", reason="insult", note="تند است")
    assert answer.status_code == 303
    assert author.appeal(token, plea).status_code == 202
    with room.nazer.database.reading() as session:
        return comment_id, token, session.scalars(sa.select(sa.func.max(Appeal.pk))).one()


def test_an_appeal_is_shown_with_everything_and_granted(room: Room, author: Someone, each_database: str) -> None:
    maryam, kaveh = room.at_desk(), room.at_desk("kaveh", Role.MODERATOR)
    comment_id, token, pk = removed(room, author, maryam)
    page = text_of(kaveh.client.get("/desk/appeals"))
    for words in ("نظر نقادانه", "maryam", "توهین", "تند است", "چرا؟ توهینی نکردم"):
        assert words in page
    sheets = kaveh.page("/desk/appeals").xpath("//link[@rel='stylesheet']/@href")
    assert any(sheet.startswith("/static/desk/item.css") for sheet in sheets), "marks and rules have their colours"

    room.done(kaveh, f"/appeals/{pk}", word="grant", answer="حق با شماست.")
    assert room.status_of(comment_id) is Status.PUBLISHED
    seen = author.call("GET", f"/submissions/{token}").get_json()
    assert (seen["appeal"]["granted"], seen["appeal"]["answer"]) == (True, "حق با شماست.")
    assert "حق با شماست." in text_of(author.client.get(f"/s/{token}"))
    assert ("appeal.answered", f"comment:{comment_id}") in room.log()
    assert "چرا؟" not in text_of(kaveh.client.get("/desk/appeals"))
    assert "پذیرفته شد" in text_of(kaveh.client.get("/desk/appeals?answered=1"))
    assert room.post(kaveh, f"/appeals/{pk}", word="keep", answer="نه").status_code == 409


def test_who_decided_may_not_answer_while_a_colleague_can(room: Room, author: Someone, each_database: str) -> None:
    maryam = room.at_desk()
    kaveh = room.at_desk("kaveh", Role.MODERATOR)
    comment_id, _, pk = removed(room, author, maryam)
    assert "پاسخ اعتراض با همکار شماست" in text_of(maryam.client.get("/desk/appeals"))
    assert room.post(maryam, f"/appeals/{pk}", word="grant").status_code == 403
    assert room.status_of(comment_id) is Status.REMOVED

    with room.nazer.database.transaction() as session:  # nobody else may decide any more
        session.execute(sa.update(Moderator).where(Moderator.pk == kaveh.pk).values(locked_at=room.nazer.world.now()))
    room.at_desk("auditor", Role.AUDITOR)
    room.done(maryam, f"/appeals/{pk}", word="keep", answer="تصمیم درست بود.")
    assert room.status_of(comment_id) is Status.REMOVED


def test_what_only_the_rules_refused_anybody_may_answer(room: Room, author: Someone) -> None:
    kaveh = room.at_desk("kaveh", Role.MODERATOR)
    token = author.send("REJECT").get_json()["status_token"]
    author.appeal(token, "دوباره بخوانید")
    assert "قاعده‌ها رد کرده‌اند" in text_of(kaveh.client.get("/desk/appeals"))
    room.done(kaveh, "/appeals/1", word="grant")
    assert author.call("GET", f"/submissions/{token}").get_json()["status"] == "published"


def test_odd_answers_are_refused(room: Room, author: Someone) -> None:
    maryam, kaveh = room.at_desk(), room.at_desk("kaveh", Role.MODERATOR)
    _, _, pk = removed(room, author, maryam)
    assert room.post(kaveh, f"/appeals/{pk}", word="odd").status_code == 422
    assert room.post(kaveh, f"/appeals/{pk}", word="keep", answer=" ").status_code == 422
    assert room.post(kaveh, f"/appeals/{pk}", word="grant", answer="x" * 1001).status_code == 422
    assert room.post(kaveh, "/appeals/99", word="grant").status_code == 404
    auditor = room.at_desk("ali", Role.AUDITOR)
    assert room.post(auditor, f"/appeals/{pk}", word="grant").status_code == 403
    assert auditor.client.get("/desk/appeals").status_code == 200
    assert kaveh.client.post(f"/desk/appeals/{pk}", data={"word": "grant"}).status_code == 403
