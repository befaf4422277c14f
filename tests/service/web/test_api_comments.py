"""Submitting a comment over HTTP: `POST /v1/comments` and what becomes of it."""

from typing import Any

import pytest
import sqlalchemy as sa

from service.article import ArticleForm
from service.messages import say
from service.status import Status
from service.store.tables import Article, Comment, Event, Judgement, SpentCaptcha, Thread
from service.usecases.register_article import register_article
from service.web.context import Context
from tests.support import Clock, FakeEngine, Reader


def rows(context: Context, table: Any) -> list[Any]:
    with context.database.reading() as session:
        return list(session.scalars(sa.select(table)))


def test_a_good_comment_is_published_and_seen_in_the_thread(reader: Reader, each_database: str) -> None:
    answer = reader.send("خسته نباشید، خبر خوبی بود")
    assert answer.status_code == 201
    body = answer.get_json()
    assert body["status"] == "published"
    assert body["reasons"] == []
    assert body["repeated"] is False
    thread = reader.client.get("/v1/articles/5414189/comments").get_json()
    assert thread["published"] == 1
    assert thread["comments"] == [body["comment"]]


def test_a_doubtful_comment_waits_and_its_author_learns_why_and_where_to_look(
    reader: Reader, each_database: str
) -> None:
    answer = reader.send("سلام HOLD")
    assert answer.status_code == 202
    body = answer.get_json()
    assert body["status"] == "held"
    assert body["reasons"] == [
        {
            "rule": "insult",
            "message": "این نظر پذیرفته نشد.",
            "hint": "آن را نرم‌تر بنویسید.",
            "field": "text",
            "spans": [[5, 9]],
        }
    ]
    assert "comment" not in body
    assert body["message"] == say("submission.held")
    assert reader.client.get("/v1/articles/5414189/comments").get_json()["comments"] == []
    seen = reader.client.get(f"/v1/submissions/{body['status_token']}").get_json()
    assert (seen["status"], seen["text"], seen["reasons"]) == ("held", "سلام HOLD", body["reasons"])


def test_a_refused_comment_is_answered_with_200_and_kept_for_review(reader: Reader, each_database: str) -> None:
    answer = reader.send("REJECT")
    assert answer.status_code == 200
    assert answer.get_json()["status"] == "rejected"
    assert answer.get_json()["reasons"][0]["spans"] == [[0, 6]]
    (comment,) = rows(reader.context, Comment)
    assert (comment.status, comment.text, comment.published_at) == (Status.REJECTED, "REJECT", None)


def test_comment_judgement_event_counts_and_captcha_are_written_together(reader: Reader, each_database: str) -> None:
    reader.send("HOLD")
    (comment,) = rows(reader.context, Comment)
    (judgement,) = rows(reader.context, Judgement)
    (event,) = rows(reader.context, Event)
    (thread,) = rows(reader.context, Thread)
    assert len(rows(reader.context, SpentCaptcha)) == 1
    assert judgement.comment_pk == event.comment_pk == comment.pk
    assert judgement.findings[0]["spans"] == [[0, 4]]
    assert (judgement.policy_version, event.kind) == ("test-1", "comment.submitted")
    assert (thread.published, thread.held, thread.version) == (0, 1, 1)
    assert comment.risk == 0.6
    assert "HOLD" not in str(event.payload)


def test_nothing_is_written_when_the_judgement_fails(
    reader: Reader, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, each_database: str
) -> None:
    def fail(self: FakeEngine, _submission: Any) -> None:
        raise RuntimeError

    draft = reader.draft("متن")
    with monkeypatch.context() as broken:
        broken.setattr(FakeEngine, "judge", fail)
        assert reader.client.post("/v1/comments", json=draft).status_code == 500
    for table in (Comment, Judgement, Event, SpentCaptcha):
        assert rows(reader.context, table) == []
    assert reader.client.post("/v1/comments", json=draft).status_code == 201


def test_a_wrong_captcha_keeps_nothing_costs_the_challenge_and_brings_a_fresh_one(
    reader: Reader, each_database: str
) -> None:
    captcha = reader.captcha()
    draft = reader.draft("متن", captcha={**captcha, "answer": "0"})
    answer = reader.client.post("/v1/comments", json=draft)
    assert answer.status_code == 422
    problem = answer.get_json()
    assert problem["type"] == "/problems/captcha-failed"
    assert rows(reader.context, Comment) == []
    again = reader.client.post("/v1/comments", json={**draft, "captcha": captcha})
    assert again.get_json()["type"] == "/problems/captcha-failed"
    fresh = problem["captcha"]
    right = {"token": fresh["token"], "answer": reader.answer_of(fresh["token"])}
    assert reader.client.post("/v1/comments", json={**draft, "captcha": right}).status_code == 201


def test_a_captcha_serves_one_comment_only(reader: Reader, each_database: str) -> None:
    captcha = reader.captcha()
    assert reader.send("یک", captcha=captcha).status_code == 201
    assert reader.send("دو", captcha=captcha).status_code == 422


def test_an_old_captcha_is_refused_with_a_fresh_one(reader: Reader, clock: Clock) -> None:
    captcha = reader.captcha()
    clock.turn(minutes=21)
    answer = reader.send("متن", captcha=captcha)
    assert answer.status_code == 422
    assert "گذشته" in answer.get_json()["detail"]
    assert answer.get_json()["captcha"]["image"].startswith("data:image/png;base64,")


def test_an_article_that_is_unknown_or_closed_takes_no_comment_and_the_captcha_is_not_lost(
    reader: Reader, article: ArticleForm, each_database: str
) -> None:
    captcha = reader.captcha()
    assert reader.send("متن", article_id="1", captcha=captcha).status_code == 404
    closed = ArticleForm(code=article.code, title=article.title, comments_open=False)
    with reader.context.database.transaction() as session:
        site_pk = session.scalars(sa.select(Article.site_pk)).one()
        register_article(session, reader.context.world, site_pk, closed)
    answer = reader.send("متن", captcha=captcha)
    assert (answer.status_code, answer.get_json()["type"]) == (403, "/problems/article-closed")
    assert rows(reader.context, SpentCaptcha) == []


def test_a_reply_hangs_on_its_parent_and_knows_its_root(reader: Reader, each_database: str) -> None:
    root = reader.publish("ریشه")
    reply = reader.publish("پاسخ", root)
    deep = reader.publish("پاسخ پاسخ", reply)
    comments = {comment.id: comment for comment in rows(reader.context, Comment)}
    assert (comments[root].root_pk, comments[root].depth) == (None, 0)
    assert (comments[reply].root_pk, comments[reply].depth) == (comments[root].pk, 1)
    assert (comments[deep].root_pk, comments[deep].depth) == (comments[root].pk, 2)
    assert comments[deep].parent_pk == comments[reply].pk


@pytest.mark.parametrize("parent", ["held", "elsewhere", "nowhere"])
def test_only_a_published_comment_of_the_same_article_can_be_answered(
    reader: Reader, parent: str, each_database: str
) -> None:
    if parent == "held":
        reader.send("HOLD")
        parent_id = rows(reader.context, Comment)[0].id
    elif parent == "elsewhere":
        with reader.context.database.transaction() as session:
            site_pk = session.scalars(sa.select(Article.site_pk)).one()
            register_article(session, reader.context.world, site_pk, ArticleForm(code="2", title="دیگر"))
        parent_id = reader.publish("متن", article_id="2")
    else:
        parent_id = "nowhere"
    answer = reader.send("پاسخ", parent_id=parent_id)
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]] == [("/parent_id", "unknown-parent")]


def test_the_rules_learn_what_they_may_know(reader: Reader, engine: FakeEngine, each_database: str) -> None:
    first = reader.publish("نخست")
    reader.send("REJECT")
    reader.send("دوم", author_name="دیگری", parent_id=first)
    seen = engine.seen[-1]
    assert seen.profile is not None
    assert (seen.profile.article_id, seen.profile.title) == ("5414189", "افزایش حقوق معلمان")
    assert (seen.text, seen.author_name) == ("دوم", "دیگری")
    assert seen.facts.parent_text == "نخست"
    assert seen.facts.own_domains == ("news.example",)
    (earlier,) = seen.facts.earlier
    assert (earlier.text, earlier.same_author, earlier.same_article) == ("نخست", False, True)
    assert 0 < earlier.seconds < 10
    reader.send("سوم")
    assert [one.same_author for one in engine.seen[-1].facts.earlier] == [False, True]


def test_the_text_is_kept_exactly_as_typed(reader: Reader) -> None:
    typed = "  می‌روم \n\tكتاب 😀\r\n"
    body = reader.send(typed).get_json()
    assert body["comment"]["text"] == typed
    assert "می‌روم".encode() in reader.client.get("/v1/articles/5414189/comments").data


def test_a_comment_may_be_nameless(reader: Reader) -> None:
    draft = reader.draft("متن")
    del draft["author_name"]
    assert reader.client.post("/v1/comments", json=draft).get_json()["comment"]["author_name"] == ""
    assert reader.send("متن دوم", author_name=" \u200c ").get_json()["comment"]["author_name"] == ""


def test_the_status_link_of_another_comment_cannot_be_guessed(reader: Reader) -> None:
    token = reader.send("HOLD").get_json()["status_token"]
    comment_id = token.split(".")[0]
    for other in (comment_id, f"{comment_id}.", f"{comment_id}.AAAA", token + "A", token[:-1], "x.y", "سلام", "%00"):
        assert reader.client.get(f"/v1/submissions/{other}").status_code == 404
        assert reader.client.get(f"/s/{other}").status_code == 404


def test_the_site_is_named_by_its_key_or_is_the_only_one(reader: Reader, site: Any) -> None:
    assert reader.send("متن", site=site.public_key).status_code == 201
    assert reader.send("متن", site=None).status_code == 201
    assert reader.send("متن", site="pk_other").status_code == 404
