"""The public page of complaints."""

from typing import Any

import lxml.html
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.store.tables import Complaint
from service.web.context import Context
from tests.community_support import Room, text_of
from tests.visitor import SAME

WHO = {"name": "پرویز ناظری", "contact": "parviz@example.org", "text": "این نسبت دروغ است."}


def challenge(room: Room, page: TestResponse) -> dict[str, str]:
    """The page's captcha, rightly answered."""
    (token,) = lxml.html.document_fromstring(page.get_data(as_text=True)).xpath("//input[@name='token']/@value")
    return {"token": str(token), "answer": room.reader.answer_of(str(token))}


def send(room: Room, **fields: Any) -> TestResponse:
    return room.reader.client.post("/complaint", data=fields, headers=SAME)


def kept(nazer: Context) -> list[tuple[str, str, int | None]]:
    with nazer.database.reading() as session:
        query = sa.select(Complaint.name, Complaint.contact, Complaint.comment_pk)
        return [(row.name, row.contact, row.comment_pk) for row in session.execute(query)]


def test_a_complaint_is_kept_and_its_number_told(room: Room, nazer: Context, each_database: str) -> None:
    comment_id = room.reader.publish("او دزد است")
    page = room.reader.client.get(f"/complaint?about={comment_id}")
    answer = send(room, about=comment_id, **WHO, **challenge(room, page))
    assert answer.status_code == 303
    told = text_of(room.reader.client.get(answer.location))
    assert "شکایت شما به تحریریه رسید" in told
    assert kept(nazer) == [(WHO["name"], WHO["contact"], room.comment(comment_id).pk)]
    assert room.log()[0][0] == "complaint.filed"


def test_every_fault_comes_with_what_was_written_and_the_answer_still_serves(room: Room, nazer: Context) -> None:
    solved = challenge(room, room.reader.client.get("/complaint"))
    answer = send(room, about="", name="", contact="", text="متن شکایت من", **solved)
    assert answer.status_code == 422
    for sentence in ("نام خود را بنویسید", "رایانامه یا شماره‌ای", "متن شکایت من"):
        assert sentence in text_of(answer)
    page = lxml.html.document_fromstring(answer.get_data(as_text=True))
    again = {name: page.xpath(f"//input[@name='{name}']/@value")[0] for name in ("token", "answer")}
    assert again == solved
    assert send(room, about="", **WHO, **again).status_code == 303
    assert len(kept(nazer)) == 1


@pytest.mark.parametrize(("asked", "shown"), [("audio", "//audio/@src"), ("question", "//p[@id='question']/text()")])
def test_who_cannot_see_the_picture_asks_for_another_kind_and_loses_nothing(
    room: Room, nazer: Context, asked: str, shown: str
) -> None:
    had = challenge(room, room.reader.client.get("/complaint"))
    answer = send(room, about="", **WHO, token=had["token"], answer="", do=asked)
    assert answer.status_code == 200
    assert "media-src data:" in answer.headers["Content-Security-Policy"]
    page = lxml.html.document_fromstring(answer.get_data(as_text=True))
    assert page.xpath(shown)
    assert page.xpath("//p[@role='alert']") == []
    back_to = set(page.xpath("//button[@class='switch']/@formaction"))
    assert back_to == {"/complaint#answer"}
    assert page.xpath("//button[@name='do']/@value")[0] == "send"  # what the enter key presses
    assert send(room, about="", **WHO, **challenge(room, answer), do="send").status_code == 303
    assert len(kept(nazer)) == 1


def test_a_captcha_serves_once_and_a_wrong_one_keeps_nothing(room: Room, nazer: Context) -> None:
    solved = challenge(room, room.reader.client.get("/complaint"))
    wrong = send(room, about="", **WHO, token=solved["token"], answer="0")
    assert wrong.status_code == 422
    assert WHO["text"] in wrong.get_data(as_text=True)
    assert send(room, about="", **WHO, **solved).status_code == 422
    assert send(room, about="", **WHO, token="", answer="").status_code == 422
    assert kept(nazer) == []


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_a_form_from_elsewhere_is_not_taken(room: Room, nazer: Context, headers: dict[str, str]) -> None:
    solved = challenge(room, room.reader.client.get("/complaint"))
    answer = room.reader.client.post("/complaint", data={"about": "", **WHO, **solved}, headers=headers)
    assert answer.status_code == 403
    assert kept(nazer) == []


def test_the_page_is_strict_and_what_is_written_stays_text(client: FlaskClient, room: Room) -> None:
    page = client.get("/complaint?about=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>" not in page.get_data(as_text=True)
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"
