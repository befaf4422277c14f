"""Decisions over HTTP."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import lxml.html
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from service.status import Status
from service.web.context import Context
from tests.desk_support import AtDesk, Shelf
from tests.support import Reader


def text_of(response: TestResponse) -> str:
    return " ".join(lxml.html.document_fromstring(response.get_data(as_text=True)).body.text_content().split())


def test_a_decision_goes_back_to_the_next_comment_and_says_what_was_done(
    maryam: AtDesk, shelf: Shelf, each_database: str
) -> None:
    comment_id = shelf.comment()
    answer = maryam.decide(comment_id, "published", back="/desk?rule=insult&done=old", next="c2")

    assert answer.status_code == 303
    assert answer.location == f"/desk?rule=insult&done={comment_id}#c-c2"
    assert shelf.status_of(comment_id) is Status.PUBLISHED
    assert "منتشر شد." in text_of(maryam.client.get(answer.location))


def test_a_reason_is_needed_to_refuse(maryam: AtDesk, shelf: Shelf) -> None:
    comment_id = shelf.comment()
    answer = maryam.decide(comment_id, "rejected", back="/desk?rule=insult")
    assert answer.status_code == 422
    assert "دلیل را انتخاب کنید" in text_of(answer)
    assert 'href="/desk?rule=insult"' in answer.get_data(as_text=True)

    assert maryam.decide(comment_id, "rejected", reason="insult", note="تکرار").status_code == 303
    assert shelf.decisions(comment_id)[0].note == "تکرار"


def test_the_last_decision_can_be_taken_back(maryam: AtDesk, shelf: Shelf) -> None:
    comment_id = shelf.comment()
    maryam.decide(comment_id, "rejected", reason="insult")
    (form,) = maryam.page(f"/desk?done={comment_id}").xpath("//section[@class='flash'][not(@hidden)]//form")
    answer = maryam.client.post(form.action, data=dict(form.fields))

    assert answer.status_code == 303
    assert shelf.status_of(comment_id) is Status.HELD
    assert len(shelf.decisions(comment_id)) == 2


def test_nobody_is_offered_to_take_back_what_somebody_else_decided(maryam: AtDesk, shelf: Shelf, app: Flask) -> None:
    comment_id = shelf.comment()
    maryam.decide(comment_id, "published")
    kaveh = shelf.at_desk(app, "kaveh")
    kaveh.decide(comment_id, "held", revision="2")

    assert maryam.page(f"/desk?done={comment_id}").xpath("//section[@class='flash'][not(@hidden)]") == []
    assert len(kaveh.page(f"/desk?done={comment_id}").xpath("//section[@class='flash'][not(@hidden)]")) == 1


@pytest.mark.parametrize("token", ["", "wrong", "\u200c", None])
def test_a_form_from_elsewhere_is_refused(maryam: AtDesk, shelf: Shelf, token: str | None) -> None:
    comment_id = shelf.comment()
    answer = maryam.decide(comment_id, "published", csrf=token)
    assert answer.status_code == 403
    assert "این کار انجام نشد" in text_of(answer)
    assert shelf.status_of(comment_id) is Status.HELD


def test_the_token_of_another_session_is_refused(maryam: AtDesk, shelf: Shelf, app: Flask) -> None:
    comment_id = shelf.comment()
    kaveh = shelf.at_desk(app, "kaveh", "کاوه دادگر")
    assert maryam.decide(comment_id, "published", csrf=kaveh.csrf).status_code == 403


def test_a_stale_decision_gets_a_page_that_says_what_happened(maryam: AtDesk, shelf: Shelf, app: Flask) -> None:
    comment_id = shelf.comment()
    shelf.at_desk(app, "kaveh", "کاوه <b>دادگر").decide(comment_id, "rejected", reason="insult")
    answer = maryam.decide(comment_id, "published")

    assert answer.status_code == 409
    text = text_of(answer)
    for part in ("تصمیم شما ثبت نشد", "ردشده", "کاوه <b>دادگر", "۱۲ بهمن ۱۴۰۴، ۱۲:۱۲", "به دلیل «توهین»"):
        assert part in text
    assert shelf.status_of(comment_id) is Status.REJECTED
    assert 'name="revision" value="2"' in answer.get_data(as_text=True)  # to decide anew, from what it is now


@pytest.mark.parametrize(
    "form",
    [
        {"revision": ""},
        {"revision": "-1"},
        {"revision": "1e9"},
        {"revision": "۱"},
        {"revision": "9" * 30},
        {"becomes": ""},
        {"becomes": "gone"},
        {"becomes": "withdrawn"},
        {"becomes": "held"},
        {"becomes": "rejected", "reason": "\0"},
        {"note": "ن" * 1001},
    ],
)
def test_a_broken_form_changes_nothing(maryam: AtDesk, shelf: Shelf, form: dict[str, str], each_database: str) -> None:
    comment_id = shelf.comment()
    fields = {"becomes": "published"} | form
    assert maryam.decide(comment_id, **fields).status_code == 422
    assert shelf.status_of(comment_id) is Status.HELD


@pytest.mark.parametrize("comment_id", ["nothing", "%00", "a%20b", "%ED%A0%80"])
def test_a_comment_that_is_not_there_is_not_found(maryam: AtDesk, comment_id: str, each_database: str) -> None:
    assert maryam.decide(comment_id, "published").status_code == 404


@pytest.mark.parametrize("back", ["https://evil.example/desk", "//evil.example/desk", "/elsewhere", "\r\nX: y"])
def test_the_way_back_leads_to_the_desk_only(maryam: AtDesk, shelf: Shelf, back: str) -> None:
    comment_id = shelf.comment()
    answer = maryam.decide(comment_id, "published", back=back, next='"><script>')
    assert answer.location == f"/desk?done={comment_id}#queue"


def test_a_reading_address_changes_nothing(maryam: AtDesk, shelf: Shelf) -> None:
    comment_id = shelf.comment()
    assert maryam.client.get(f"/desk/comments/{comment_id}/decision").status_code == 405


def test_of_two_moderators_at_once_one_wins_and_one_is_told(shelf: Shelf, app: Flask, each_database: str) -> None:
    desks = [shelf.at_desk(app, name) for name in ("maryam", "kaveh")]
    for _ in range(5):
        comment_id, barrier = shelf.comment(), Barrier(2)

        def rush(desk: AtDesk, comment_id: str = comment_id, barrier: Barrier = barrier) -> int:
            barrier.wait()
            return desk.decide(comment_id, "published").status_code

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(rush, desks)) == [303, 409]
        assert len(shelf.decisions(comment_id)) == 1


def test_a_held_comment_appears_in_the_thread_when_it_is_published_and_goes_when_removed(
    reader: Reader, app: Flask, nazer: Context, each_database: str
) -> None:
    sent = reader.send("HOLD نظر من")
    assert sent.status_code == 202
    desk = Shelf(nazer.database, nazer.world).at_desk(app)
    (comment_id,) = desk.ids()
    assert reader.client.get("/v1/articles/5414189/comments").get_json()["comments"] == []

    desk.decide(comment_id, "published")
    thread = reader.client.get("/v1/articles/5414189/comments").get_json()
    assert [comment["text"] for comment in thread["comments"]] == ["HOLD نظر من"]
    assert thread["published"] == 1
    assert thread["comments"][0]["published_at"] is not None

    desk.decide(comment_id, "removed", revision="2", reason="insult")
    thread = reader.client.get("/v1/articles/5414189/comments").get_json()
    assert (thread["published"], thread["comments"]) == (0, [])
