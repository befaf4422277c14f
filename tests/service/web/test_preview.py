"""Advice before sending: what it tells, what it keeps to itself, and that it leaves nothing behind."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

import rules
from service.messages import say
from service.store.tables import Article, Base, Comment, SpentCaptcha
from service.usecases.make_site import SiteKeys
from tests.support import ORIGIN, FakeEngine, Reader
from tests.visitor import Visitor

PREVIEW = "/v1/comments/preview"


def ask(reader: Reader, text: str, **members: Any) -> TestResponse:
    return reader.client.post(PREVIEW, json={"article_id": "5414189", "text": text, **members})


@pytest.mark.parametrize(("text", "outcome"), [("خبر خوبی بود", "publish"), ("HOLD", "hold"), ("REJECT", "reject")])
def test_it_says_what_would_become_of_a_comment_and_why(
    reader: Reader, text: str, outcome: str, each_database: str
) -> None:
    answer = ask(reader, text, author_name="مینا")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    body = answer.get_json()
    assert body.keys() == {"outcome", "message", "reasons", "suggestion"}
    assert (body["outcome"], body["message"]) == (outcome, say(f"preview.{outcome}"))
    assert [reason["spans"] for reason in body["reasons"]] == ([] if outcome == "publish" else [[[0, len(text)]]])


def test_it_leaves_nothing_behind(reader: Reader, each_database: str) -> None:
    def count() -> dict[str, int]:
        with reader.context.database.reading() as session:
            return {
                name: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for name, table in Base.metadata.tables.items()
            }

    before = count()
    for text in ("خبر خوبی بود", "HOLD", "REJECT"):
        ask(reader, text)
    assert count() == before
    assert before[Comment.__tablename__] == before[SpentCaptcha.__tablename__] == 0


def test_the_rules_see_the_article_the_parent_and_what_came_before(reader: Reader, engine: FakeEngine) -> None:
    root = reader.publish("ریشه")
    ask(reader, "پاسخ", parent_id=root, author_name="مینا")
    seen = engine.seen[-1]
    assert (seen.text, seen.author_name, seen.facts.parent_text) == ("پاسخ", "مینا", "ریشه")
    assert [one.text for one in seen.facts.earlier] == ["ریشه"]
    assert seen.profile is not None
    assert seen.profile.article_id == "5414189"


@pytest.mark.parametrize(
    ("rule", "how", "spans"),
    [
        ("insult", "plain", [[0, 4]]),
        ("insult", "signs", []),
        ("accusation", "", [[0, 4]]),
        ("advert", "", []),
        ("noise", "", []),
        ("repeat", "", []),
    ],
)
def test_what_would_teach_evaders_is_told_without_the_words(
    reader: Reader, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, rule: str, how: str, spans: list[Any]
) -> None:
    details = (("how", how),) if how else ()
    finding = rules.Finding(rule, rules.Action.HOLD, 0.7, "word", ((0, 4),), details=details)
    verdict = rules.Verdict(rules.Outcome.HOLD, (finding,), "test-1")
    monkeypatch.setattr(engine.policy, "unmarked", rules.load_policy().unmarked)
    monkeypatch.setattr(engine, "judge", lambda _submission: verdict)
    (reason,) = ask(reader, "متنی که").get_json()["reasons"]
    assert (reason["rule"], reason["spans"]) == (rule, spans)
    assert reason["message"]


def test_finglish_is_offered_in_persian_letters(
    reader: Reader, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "judge", rules.Engine().judge)
    body = ask(reader, "salam in khabar kheili khoob bood mamnoon").get_json()
    assert (body["outcome"], body["suggestion"]) == ("hold", "سلام این خبر خیلی خوب بود ممنون")


@pytest.mark.parametrize(
    ("members", "status", "code"),
    [
        ({"text": " "}, 422, "empty"),
        ({"text": "x" * 2001}, 422, "too-long"),
        ({"article_id": "7"}, 404, "unknown-article"),
        ({"site": "nobody"}, 404, "unknown-site"),
        ({"parent_id": "nobody"}, 422, "unknown-parent"),
        ({"client_key": "draft-000001"}, 422, "unknown-member"),
        ({"captcha": {"token": "", "answer": ""}}, 422, "unknown-member"),
    ],
)
def test_faults_are_those_of_a_submission(reader: Reader, members: dict[str, Any], status: int, code: str) -> None:
    answer = ask(reader, **{"text": "متن", **members})
    assert (answer.status_code, [one["code"] for one in answer.get_json()["errors"]]) == (status, [code])


def test_a_closed_article_gives_no_advice(reader: Reader) -> None:
    with reader.context.database.transaction() as session:
        session.execute(sa.update(Article).values(comments_open=False))
    assert ask(reader, "متن").status_code == 403


def test_it_has_a_limit_of_its_own(reader: Reader, make_app: Callable[..., Flask]) -> None:
    reader.client = make_app(limit_preview="2/minute", limit_submit="1/minute").test_client()
    assert [ask(reader, "متن").status_code for _ in range(3)] == [200, 200, 429]
    assert reader.send("متن").status_code == 201


def test_an_operator_can_do_without(reader: Reader, site: SiteKeys, make_app: Callable[..., Flask]) -> None:
    reader.client = make_app(preview=False).test_client()
    answer = ask(reader, "متن")
    assert (answer.status_code, answer.get_json()["type"]) == (403, "/problems/forbidden")
    page = reader.client.get(f"/c/{site.public_key}/5414189").text
    assert 'value="send"' in page
    assert 'value="preview"' not in page
    assert 'id="preview-note"' not in page
    entry = reader.client.get("/embed/v1.js").text.replace(" ", "")
    assert re.search(r"maxName:60,advice:(false|!1)", entry)


def test_a_publishers_page_may_ask(reader: Reader) -> None:
    answer = reader.client.post(PREVIEW, json={"article_id": "5414189", "text": "x"}, headers={"Origin": ORIGIN})
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN


@pytest.fixture
def visitor(reader: Reader, site: SiteKeys) -> Visitor:
    return Visitor(reader.client, reader.context, f"/c/{site.public_key}/5414189")


def test_the_page_of_comments_has_a_button_for_it(visitor: Visitor, reader: Reader) -> None:
    visitor.open()
    solution = visitor.solution()
    visitor.press("preview", None, text="متن REJECT", name="مینا", answer=solution)
    assert (visitor.status, visitor.title) == (200, "نظر شما با قواعد سازگار نیست")
    assert "هنوز چیزی فرستاده نشده است" in visitor.answer
    assert visitor.texts("//section[@id='answer']//mark") == ["REJECT"]
    assert visitor.box == "متن REJECT"
    visitor.press("preview", None, text="متن")
    assert visitor.title == "نظر شما با قواعد سازگار به نظر می‌رسد"
    # The number that was typed before still serves: advice costs no picture.
    visitor.press("send").follow()
    assert visitor.texts() == ["متن"]


def test_faults_come_on_the_page_too_without_a_word_about_the_picture(
    visitor: Visitor, make_app: Callable[..., Flask]
) -> None:
    visitor.client = make_app(limit_preview="1/minute").test_client()
    visitor.open().press("preview", None, text=" ")
    assert (visitor.status, visitor.one("//p[@id='text-fault']").text) == (422, "متن نظر خالی است.")
    assert visitor.one("//p[@id='captcha-fault']").text is None
    visitor.press("preview", None, text="متن")
    assert (visitor.status, visitor.box) == (429, "متن")
    assert visitor.client.get(visitor.base + "/preview").status_code == 303
