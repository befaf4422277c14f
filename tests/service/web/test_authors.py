"""What authors do by their private link: withdraw and appeal, over the API and on the status page."""

from typing import Any

import lxml.html
import pytest
import sqlalchemy as sa

from service.status import Status
from service.store.tables import Appeal, Comment, Event, Report
from tests.support import Clock, Reader, Someone


@pytest.fixture
def author(reader: Reader) -> Someone:
    return Someone(reader)


def page(reader: Reader, token: str) -> Any:
    return lxml.html.fromstring(reader.client.get(f"/s/{token}").get_data(as_text=True))


def answer_appeal(reader: Reader, *, granted: bool, words: str) -> None:
    with reader.context.database.transaction() as session:
        appeal = session.scalars(sa.select(Appeal)).one()
        appeal.granted, appeal.answer, appeal.answered_at = granted, words, reader.context.world.now()


@pytest.mark.parametrize("text", ["متن", "HOLD"])
def test_an_author_takes_a_comment_back_once_and_for_all(
    reader: Reader, author: Someone, text: str, each_database: str
) -> None:
    token = author.send(text).get_json()["status_token"]
    for _ in range(2):
        answer = author.call("DELETE", f"/submissions/{token}")
        assert (answer.status_code, answer.get_json()["status"]) == (200, "withdrawn")
    body = answer.get_json()
    assert (body["may_withdraw"], body["may_appeal"], body["editable_until"]) == (False, False, None)
    assert reader.thread()["comments"] == []
    with reader.context.database.reading() as session:
        kinds = session.scalars(sa.select(Event.kind).order_by(Event.pk)).all()
    assert list(kinds) == ["comment.submitted", "comment.withdrawn"]


def test_what_was_answered_keeps_its_place(reader: Reader, author: Someone, each_database: str) -> None:
    root, token = author.publish("ریشه")
    reader.publish("پاسخ", root)
    author.call("DELETE", f"/submissions/{token}")
    (place,) = reader.thread()["comments"]
    assert (place["status"], place["text"], place["replies"][0]["text"]) == ("withdrawn", None, "پاسخ")


def test_withdrawing_settles_what_readers_reported(reader: Reader, author: Someone, each_database: str) -> None:
    comment_id, token = author.publish("متن")
    Someone(reader).report(comment_id)
    author.call("DELETE", f"/submissions/{token}")
    with reader.context.database.reading() as session:
        assert session.scalars(sa.select(Comment.reports)).one() == 0
        assert session.scalars(sa.select(Report.settled_at)).one() is not None


@pytest.mark.parametrize("status", [Status.REJECTED, Status.REMOVED])
def test_what_was_refused_or_removed_is_not_withdrawn(
    reader: Reader, author: Someone, status: Status, each_database: str
) -> None:
    comment_id, token = author.publish("متن")
    if status is Status.REJECTED:
        reader.decide(comment_id, Status.HELD)
    reader.decide(comment_id, status)
    answer = author.call("DELETE", f"/submissions/{token}")
    assert (answer.status_code, answer.get_json()["comment_status"]) == (409, status.value)
    assert author.call("DELETE", "/submissions/nothing").status_code == 404


@pytest.mark.parametrize("status", [Status.REJECTED, Status.REMOVED])
def test_an_appeal_is_kept_once_and_its_answer_is_shown(
    reader: Reader, author: Someone, status: Status, each_database: str
) -> None:
    comment_id, token = author.publish("متن")
    if status is Status.REJECTED:
        reader.decide(comment_id, Status.HELD)
    reader.decide(comment_id, status)
    sent = author.appeal(token, "دوباره بخوانید.")
    assert (sent.status_code, sorted(sent.get_json())) == (202, ["appeal", "message"])
    waiting = {"created_at": "2026-02-01T08:42:00Z", "answered_at": None, "granted": None, "answer": ""}
    assert sent.get_json()["appeal"] == waiting
    again = author.appeal(token, "باز هم")
    assert (again.status_code, again.get_json()["appeal"]) == (409, waiting)
    answer_appeal(reader, granted=False, words="تصمیم درست بود.")
    seen = reader.client.get(f"/v1/submissions/{token}").get_json()
    assert (seen["appeal"]["granted"], seen["appeal"]["answer"]) == (False, "تصمیم درست بود.")
    assert seen["may_appeal"] is False
    with reader.context.database.reading() as session:
        assert session.scalars(sa.select(Appeal.text)).one() == "دوباره بخوانید."
        assert session.scalars(sa.select(Event.kind).order_by(Event.pk.desc())).first() == "comment.appealed"


@pytest.mark.parametrize("text", ["متن", "HOLD"])
def test_what_is_published_or_waits_needs_no_appeal(author: Someone, text: str, each_database: str) -> None:
    token = author.send(text).get_json()["status_token"]
    answer = author.appeal(token, "چرا؟")
    assert (answer.status_code, "appeal" in answer.get_json()) == (409, False)


@pytest.mark.parametrize("text", ["", " \n ", "x" * 2001, "\0", 7])
def test_an_appeal_says_something(author: Someone, text: Any, each_database: str) -> None:
    token = author.send("REJECT").get_json()["status_token"]
    answer = author.appeal(token, text)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.get_json()["errors"]] == ["/text"]


def test_mine_are_the_readers_own_that_others_do_not_see_or_that_may_be_edited(
    reader: Reader, author: Someone, clock: Clock, each_database: str
) -> None:
    reader.send("HOLD")  # somebody without a token
    Someone(reader).send("HOLD")
    root, _ = author.publish("منتشرشده")
    held = author.send("HOLD", parent_id=root).get_json()["status_token"]
    refused = author.send("REJECT").get_json()["status_token"]
    mine = author.mine()["comments"]
    assert [(one["text"], one["status"], one["may_withdraw"]) for one in mine] == [
        ("منتشرشده", "published", True),
        ("HOLD", "held", True),
        ("REJECT", "rejected", False),
    ]
    assert [one["parent_id"] for one in mine] == [None, root, None]
    assert [one["status_token"] for one in mine[1:]] == [held, refused]
    assert sorted(mine[0]) == sorted(
        "id parent_id text author_name status created_at editable_until may_withdraw status_token".split()
    )
    clock.turn(minutes=11)
    assert [one["status"] for one in author.mine()["comments"]] == ["held", "rejected"]
    clock.turn(days=7)
    assert [(one["status"], one["editable_until"]) for one in author.mine()["comments"]] == [("held", None)]
    answer = author.call("GET", "/articles/5414189/mine")
    assert answer.headers["Cache-Control"] == "no-store"
    assert author.call("GET", "/articles/nothing/mine").status_code == 404
    assert reader.client.get("/v1/articles/5414189/mine").status_code == 401


def test_the_status_page_withdraws_by_a_plain_form(reader: Reader, author: Someone, each_database: str) -> None:
    token = author.send("HOLD").get_json()["status_token"]
    (form,) = page(reader, token).xpath("//form")
    assert form.get("action") == f"/s/{token}/withdraw"
    done = reader.client.post(form.get("action"))
    assert (done.status_code, done.headers["Location"]) == (303, f"/s/{token}")
    after = page(reader, token)
    assert after.xpath("//form") == []
    assert "پس‌گرفته" in after.text_content()
    assert reader.client.post(form.get("action")).status_code == 303


def test_the_status_page_appeals_by_a_plain_form_and_shows_the_answer(
    reader: Reader, author: Someone, each_database: str
) -> None:
    token = author.send("REJECT").get_json()["status_token"]
    (form,) = page(reader, token).xpath("//form")
    empty = reader.client.post(form.get("action"), data={"text": " "})
    assert empty.status_code == 422
    told = lxml.html.fromstring(empty.get_data(as_text=True))
    assert told.xpath("//textarea/@aria-invalid") == ["true"]
    long = "<script>" + "x" * 2000
    kept = reader.client.post(form.get("action"), data={"text": long})
    assert lxml.html.fromstring(kept.get_data(as_text=True)).xpath("//textarea")[0].text.strip() == long
    assert reader.client.post(form.get("action"), data={"text": "دوباره\r\nبخوانید"}).status_code == 303
    waiting = page(reader, token)
    assert waiting.xpath("//form") == []
    assert "درخواست بازبینی شما در ۱۲ بهمن ۱۴۰۴، ۱۲:۱۲ رسید." in waiting.text_content()
    assert reader.client.post(form.get("action"), data={"text": "باز"}).status_code == 303
    answer_appeal(reader, granted=True, words="حق با شما بود. <b>")
    answered = page(reader, token)
    assert "پذیرفته شد" in answered.text_content()
    assert "حق با شما بود. <b>" in answered.xpath("//blockquote")[0].text_content() + answered.text_content()
    with reader.context.database.reading() as session:
        assert session.scalars(sa.select(Appeal.text)).one() == "دوباره\nبخوانید"


def test_the_forms_of_another_token_are_not_found(reader: Reader) -> None:
    for act in ("withdraw", "appeal"):
        assert reader.client.post(f"/s/nothing/{act}", data={"text": "متن"}).status_code == 404
