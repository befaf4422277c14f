"""The form of the page of comments: what is answered, and that no word is ever lost."""

from collections.abc import Callable
from typing import Any, NoReturn

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError

import rules
from service.article import ArticleForm
from service.status import Status
from service.store.tables import Comment
from service.usecases.make_site import SiteKeys
from service.usecases.register_article import register_article
from service.web.context import Context
from tests.support import Clock, FakeEngine, Reader
from tests.visitor import Visitor

TEXT = "\nسطر نخست\n\n  سطر سوم 😀"
FINGLISH = "salam in khabar kheili khoob bood mamnoon"
PERSIAN = "سلام این خبر خیلی خوب بود ممنون"


@pytest.fixture
def visitor(reader: Reader, site: SiteKeys) -> Visitor:
    return Visitor(reader.client, reader.context, f"/c/{site.public_key}/5414189")


def stored(context: Context) -> dict[str, Status]:
    with context.database.reading() as session:
        return {comment.text: comment.status for comment in session.scalars(sa.select(Comment))}


def test_a_good_comment_is_published_and_led_to(visitor: Visitor, clock: Clock, each_database: str) -> None:
    visitor.open().press("send", text=TEXT, name="مینا", answer=visitor.solution())
    (root,) = visitor.client.get("/v1/articles/5414189/comments").get_json()["comments"]
    assert root["text"] == TEXT  # the ends of lines are one character each, as they were typed
    where = f"{visitor.base}?comment={root['id']}&sent=1#c-{root['id']}"
    assert (visitor.status, visitor.response.headers["Location"]) == (303, where)
    visitor.follow()
    assert visitor.one("//p[@class='fresh']").text == "نظر شما منتشر شد"
    assert visitor.one("//title").text.startswith("نظر شما منتشر شد | ")
    clock.turn(minutes=11)  # to others the link is a link
    assert visitor.open(f"?comment={root['id']}&sent=1").page.xpath("//p[@class='fresh']") == []
    assert visitor.box == ""


def test_a_held_comment_gets_its_reasons_its_marks_and_its_private_link(visitor: Visitor, each_database: str) -> None:
    visitor.open().send("سلام HOLD", name="مینا")
    assert visitor.title == "نظر شما رسید و در انتظار بررسی است"
    assert visitor.texts("//section[@id='answer']//mark") == ["HOLD"]
    assert "این نظر پذیرفته نشد." in visitor.answer
    assert "آن را نرم‌تر بنویسید." in visitor.answer
    assert (visitor.box, visitor.one("//input[@name='name']").get("value")) == ("", "مینا")
    link = visitor.one("//section[@id='answer']//a/@href")
    assert "در انتظار بررسی" in visitor.client.get(link.partition(":8000")[2]).get_data(as_text=True)
    assert visitor.response.headers["Cache-Control"] == "no-store"
    assert visitor.response.headers["X-Robots-Tag"] == "noindex"


def test_a_refused_comment_stays_in_the_box_and_is_mended_there(visitor: Visitor, each_database: str) -> None:
    visitor.open().send(f"REJECT{TEXT}", name="مینا")
    assert visitor.title == "نظر شما منتشر نشد"
    assert visitor.texts("//section[@id='answer']//mark") == ["REJECT"]
    assert visitor.box == f"REJECT{TEXT}"
    visitor.send(TEXT)
    assert visitor.texts() == [TEXT]


def test_the_same_form_again_is_the_same_comment(visitor: Visitor, each_database: str) -> None:
    answer = visitor.open().solution()
    form = visitor.response
    for _ in range(2):
        visitor.response = form
        visitor.send("یک بار", answer=answer)
        assert visitor.texts() == ["یک بار"]
    held = visitor.open().solution()
    form = visitor.response
    for wanted in ("ناظر آن را می‌خواند", "پیش‌تر رسیده بود"):
        visitor.response = form
        assert wanted in visitor.send("HOLD", answer=held).answer
    assert len(stored(visitor.context)) == 2


def test_another_text_from_a_page_that_was_sent_before_is_asked_for_once_more(visitor: Visitor) -> None:
    form = visitor.open().response
    visitor.send("یک")
    visitor.response = form
    visitor.send("دو")
    assert (visitor.status, visitor.box) == (409, "دو")
    assert "نسخهٔ پیشین" in visitor.answer
    visitor.send("دو") if visitor.page.xpath("//img") else visitor.press("picture")
    assert visitor.box == "دو"
    visitor.send("دو")
    assert stored(visitor.context).keys() == {"یک", "دو"}


def test_a_reply_names_whom_it_answers_and_lands_there(visitor: Visitor, reader: Reader, each_database: str) -> None:
    root = reader.publish("ریشه", author_name="Nima")
    reader.publish("دیگری")
    visitor.open(f"?reply={root}")
    banner = visitor.one("//h2[@id='banner']")
    assert banner.text_content() == "شما در حال پاسخ به نظر «Nima» هستید"
    assert banner.find("bdi").text == "Nima"
    assert visitor.one("//div[@class='banner']//a/@href") == f"{visitor.base}?comment={root}#c-{root}"
    visitor.press("send", text=TEXT)  # the number is forgotten
    assert visitor.one("//h2[@id='banner']").text_content().count("Nima") == 1
    visitor.send(TEXT)
    assert visitor.one(f"//li[article/@id='c-{root}']/ol//div[@class='text']").text == TEXT


def test_a_reply_can_become_a_comment_of_its_own(visitor: Visitor, reader: Reader) -> None:
    root = reader.publish("ریشه")
    visitor.open(f"?reply={root}").press("alone", text=TEXT, answer="123")
    assert visitor.page.xpath("//h2[@id='banner']") == []
    assert (visitor.box, visitor.one("//input[@name='parent']").get("value")) == (TEXT, "")
    assert visitor.one("//input[@name='answer']").get("value") == "123"


def test_an_answered_comment_that_has_gone_costs_no_word(visitor: Visitor, reader: Reader) -> None:
    root = reader.publish("ریشه")
    visitor.open(f"?reply={root}")
    reader.decide(root, Status.REMOVED)
    visitor.send(TEXT)
    assert (visitor.status, visitor.box) == (422, TEXT)
    assert "مستقل خواهد بود" in visitor.answer
    visitor.press("send", text=visitor.box).follow()  # the answer to the picture still stands in the form
    assert visitor.texts() == [TEXT]


@pytest.mark.parametrize("late", [False, True])
def test_a_wrong_or_late_number_gets_a_new_picture(visitor: Visitor, clock: Clock, *, late: bool) -> None:
    answer = visitor.open().solution()
    token = visitor.one("//input[@name='token']").get("value")
    clock.turn(seconds=3600 if late else 0)
    visitor.send(TEXT, answer=answer if late else "1", name="مینا")
    assert (visitor.status, visitor.box) == (422, TEXT)
    assert visitor.one("//p[@id='captcha-fault']").text == "عدد تصویر تازه را بنویسید."
    assert visitor.one("//input[@name='token']").get("value") != token
    assert visitor.one("//input[@name='answer']").get("value") == ""
    visitor.send(visitor.box)
    assert visitor.texts() == [TEXT]


def test_every_fault_is_told_at_once_beside_its_field(visitor: Visitor) -> None:
    visitor.open().press("send", text=" ", name="م" * 61)
    assert visitor.status == 422
    found = {name: visitor.one(f"//p[@id='{name}-fault']").text for name in ("text", "name", "captcha")}
    assert found["text"] == "متن نظر خالی است."
    assert "۶۰" in found["name"]
    assert found["captcha"] == "عدد تصویر را بنویسید."
    assert len(visitor.page.xpath("//*[@aria-invalid='true']")) == 3


def test_a_fault_of_the_text_costs_no_picture(visitor: Visitor) -> None:
    visitor.open().send("ی" * 2001)
    assert "۲۰۰۰" in visitor.one("//p[@id='text-fault']").text
    assert visitor.page.xpath("//img") == []
    visitor.press("send", text="کوتاه‌تر").follow()
    assert visitor.texts() == ["کوتاه‌تر"]


def test_another_picture_keeps_the_text(visitor: Visitor) -> None:
    token = visitor.open().one("//input[@name='token']").get("value")
    visitor.press("picture", text=TEXT, name="مینا", answer="12")
    assert visitor.one("//input[@name='token']").get("value") != token
    assert (visitor.box, visitor.one("//input[@name='answer']").get("value")) == (TEXT, "")
    assert visitor.one("//input[@name='name']").get("value") == "مینا"


def test_what_is_over_the_limit_stays_in_the_box_too(visitor: Visitor, make_app: Callable[..., Flask]) -> None:
    visitor.client = make_app(limit_submit="1/minute").test_client()
    visitor.open().send("یک")
    visitor.open().send(TEXT)
    assert (visitor.status, visitor.box) == (429, TEXT)
    assert 1 <= int(visitor.response.headers["Retry-After"]) <= 60
    assert "دیگر دوباره تلاش کنید" in visitor.answer
    # The form and the API count together.
    assert visitor.client.post("/v1/comments", json={}).status_code == 429


def test_an_article_that_closes_meanwhile_leaves_the_text_to_copy(
    visitor: Visitor, article: ArticleForm, site: SiteKeys
) -> None:
    visitor.open()
    solution, context = visitor.solution(), visitor.context
    known = context.sites.find(site.public_key)
    assert known is not None
    with context.database.transaction() as session:
        register_article(session, context.world, known.pk, ArticleForm("5414189", article.title, comments_open=False))
    visitor.send(TEXT, answer=solution)
    assert (visitor.status, visitor.box) == (403, TEXT)
    assert "بسته شده است" in visitor.answer
    assert visitor.page.xpath("//button") == []


def test_a_lost_database_loses_no_word(visitor: Visitor, clock: Clock) -> None:
    def fail(*_call: Any) -> NoReturn:
        raise OperationalError("x", None, Exception("gone"))

    visitor.open()
    solution = visitor.solution()
    sa.event.listen(visitor.context.database.engine, "before_cursor_execute", fail)
    clock.turn(seconds=10)
    visitor.send(TEXT, name="مینا", answer=solution)
    assert (visitor.status, visitor.box) == (503, TEXT)
    assert visitor.response.headers["Retry-After"] == "5"
    assert "دو بار ثبت نمی‌شود" in visitor.answer
    sa.event.remove(visitor.context.database.engine, "before_cursor_execute", fail)
    visitor.press("send", text=visitor.box).follow()
    assert visitor.texts() == [TEXT]


def test_an_unforeseen_error_keeps_the_text(
    visitor: Visitor, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_submission: rules.Submission) -> rules.Verdict:
        raise ValueError(TEXT)

    monkeypatch.setattr(engine, "judge", fail)
    visitor.open().send(TEXT)
    assert (visitor.status, visitor.box) == (500, TEXT)


def test_a_wrong_place_gives_the_text_back(visitor: Visitor) -> None:
    visitor.open()
    fields = {"text": TEXT, "key": "draft-000001", "answer": visitor.solution()}
    visitor.response = visitor.client.post("/c/pk_nobody/5414189", data=fields)
    assert (visitor.status, visitor.box) == (404, TEXT)


def test_a_form_of_no_sense_is_a_fault_and_no_crash(visitor: Visitor) -> None:
    body: dict[str, str]
    for body in ({}, {"key": "x"}, {"token": "ن", "answer": "1", "key": "\x00" * 9, "text": "\x00"}):
        visitor.response = visitor.client.post(visitor.base, data=body)
        assert visitor.status == 422
    assert visitor.client.post(visitor.base, data=b"\xff=%ff&text=%80", content_type="text/plain").status_code == 422
    assert visitor.client.post(visitor.base, data={"text": "x" * 300_000}).status_code == 413


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "http://localhost"}, True),
        ({"Origin": "http://127.0.0.1:8000"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({}, True),
    ],
)
def test_a_form_that_another_site_sends_is_shown_and_not_taken(
    visitor: Visitor, headers: dict[str, str], *, taken: bool
) -> None:
    visitor.open().press("send", headers or {"X-Old": "browser"}, text=TEXT, answer=visitor.solution())
    assert visitor.status == (303 if taken else 403)
    assert bool(stored(visitor.context)) is taken
    if not taken:
        assert visitor.box == TEXT
        assert visitor.one("//input[@name='answer']").get("value") == ""
        assert visitor.press("picture", headers, text=TEXT).status == 403
        visitor.send(visitor.box)
        assert visitor.texts() == [TEXT]


def test_what_another_site_sends_spends_no_limit(visitor: Visitor, make_app: Callable[..., Flask]) -> None:
    visitor.client = make_app(limit_submit="1/minute").test_client()
    for _ in range(3):
        visitor.open().press("send", {"Sec-Fetch-Site": "cross-site"}, text=TEXT, answer=visitor.solution())
        assert visitor.status == 403
    visitor.send(visitor.box)
    assert visitor.texts() == [TEXT]


def test_finglish_is_turned_into_persian_with_one_button(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    real, fake = rules.Engine(), FakeEngine.judge
    monkeypatch.setattr(
        FakeEngine,
        "judge",
        lambda engine, submission: real.judge(submission) if submission.text == FINGLISH else fake(engine, submission),
    )
    visitor.open().press("question").send(FINGLISH, name="مینا")
    assert visitor.one("//form[@class='suggestion']//blockquote").text == PERSIAN
    visitor.press("take")
    assert visitor.page.xpath("//img") == []  # who asked for a sum is given sums
    assert (visitor.box, visitor.one("//input[@name='name']").get("value")) == (PERSIAN, "مینا")
    assert "پس گرفته می‌شود" in visitor.answer
    visitor.send(visitor.box)
    assert stored(visitor.context) == {FINGLISH: Status.WITHDRAWN, PERSIAN: Status.PUBLISHED}
