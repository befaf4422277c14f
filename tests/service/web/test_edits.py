"""An author edits a comment: judged like a new one, kept as it was, and never after a moderator's decision."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from service.article import ArticleForm
from service.messages import say
from service.status import Status
from service.store.tables import Article, Comment, CommentVersion, Decision, Event, Judgement, Moderator
from tests.support import Clock, FakeEngine, Reader, Someone


@pytest.fixture
def author(reader: Reader) -> Someone:
    return Someone(reader)


def all_of(reader: Reader, *columns: Any) -> list[tuple[Any, ...]]:
    with reader.context.database.reading() as session:
        return [tuple(row) for row in session.execute(sa.select(*columns).order_by(columns[0].class_.pk))]


def test_what_it_said_before_is_kept_and_readers_see_that_it_was_edited(
    reader: Reader, author: Someone, each_database: str
) -> None:
    comment_id, token = author.publish("متن")
    before = reader.thread()
    body = author.patch(token, text="متن دیگر", author_name="مینا ر.").get_json()
    assert (body["status"], body["status_token"], body["repeated"]) == ("published", token, False)
    after = reader.thread()
    (shown,) = after["comments"]
    assert (shown["text"], shown["author_name"], shown["edited_at"]) == ("متن دیگر", "مینا ر.", "2026-02-01T08:42:00Z")
    assert shown["published_at"] == before["comments"][0]["published_at"]
    assert after["version"] == before["version"] + 1
    assert {**body["comment"], "more_replies": None} == {**shown}
    assert all_of(reader, CommentVersion.text, CommentVersion.author_name, CommentVersion.revision) == [
        ("متن", "مینا", 1)
    ]
    assert all_of(reader, Comment.revision, Comment.id) == [(2, comment_id)]
    assert len(all_of(reader, Judgement.pk)) == 2
    assert all_of(reader, Event.kind, Event.payload)[-1] == (
        "comment.edited",
        {"was": "published", "status": "published"},
    )
    seen = reader.client.get(f"/v1/submissions/{token}").get_json()
    assert (seen["text"], seen["edited_at"]) == ("متن دیگر", "2026-02-01T08:42:00Z")


def test_the_name_stays_when_none_is_sent_and_the_same_text_changes_nothing(
    reader: Reader, author: Someone, each_database: str
) -> None:
    _, token = author.publish("متن")
    version = reader.thread()["version"]
    assert author.patch(token, text="متن").get_json()["comment"]["edited_at"] is None
    assert reader.thread()["version"] == version
    author.patch(token, text="متن ۲")
    assert reader.thread()["comments"][0]["author_name"] == "مینا"


def test_one_that_is_doubtful_now_waits_and_comes_back_when_it_is_mended(
    reader: Reader, author: Someone, each_database: str
) -> None:
    root, token = author.publish("متن")
    reader.publish("پاسخ", root)
    answer = author.patch(token, text="HOLD")
    assert (answer.status_code, answer.get_json()["status"]) == (202, "held")
    assert [reason["rule"] for reason in answer.get_json()["reasons"]] == ["insult"]
    assert (reader.thread()["published"], reader.thread()["comments"][0]["status"]) == (1, "held")
    seen = reader.client.get(f"/v1/submissions/{token}").get_json()
    assert [reason["rule"] for reason in seen["reasons"]] == ["insult"]
    assert author.patch(token, text="متن بهتر").get_json()["status"] == "published"
    assert reader.thread()["published"] == 2
    assert all_of(reader, Comment.text)[0] == ("متن بهتر",)


def test_a_held_comment_that_is_mended_is_published(reader: Reader, author: Someone, each_database: str) -> None:
    token = author.send("HOLD").get_json()["status_token"]
    answer = author.patch(token, text="متن")
    assert answer.get_json()["comment"]["text"] == "متن"
    (shown,) = reader.thread()["comments"]
    assert (shown["text"], shown["published_at"]) == ("متن", "2026-02-01T08:42:00Z")
    assert reader.thread()["published"] == 1


def test_a_clear_violation_is_refused_and_the_old_text_stays(
    reader: Reader, author: Someone, each_database: str
) -> None:
    _, token = author.publish("متن")
    before = reader.thread()
    answer = author.patch(token, text="REJECT")
    assert (answer.status_code, answer.get_json()["status"]) == (200, "rejected")
    assert answer.get_json()["message"] == say("edit.refused")
    assert answer.get_json()["reasons"][0]["spans"] == [[0, 6]]
    assert reader.thread() == before
    assert all_of(reader, CommentVersion.pk) == []
    assert author.patch(token, text="متن بهتر").get_json()["status"] == "published"


def test_it_is_judged_with_its_parent_and_not_compared_with_itself(
    reader: Reader, author: Someone, engine: FakeEngine, each_database: str
) -> None:
    root = reader.publish("پرسش")
    _, token = author.publish("پاسخ", root)
    author.patch(token, text="پاسخ!")
    judged = engine.seen[-1]
    assert judged.facts.parent_text == "پرسش"
    assert [earlier.text for earlier in judged.facts.earlier] == ["پرسش"]


def test_published_ones_are_edited_for_ten_minutes_and_waiting_ones_until_somebody_decides(
    reader: Reader, author: Someone, clock: Clock, each_database: str
) -> None:
    published, token = author.publish("متن")
    held = author.send("HOLD").get_json()["status_token"]
    until = {one["id"]: one["editable_until"] for one in author.mine()["comments"]}
    assert until[published] == "2026-02-01T08:52:00Z"
    assert until[held.partition(".")[0]] == "2026-02-08T08:42:00Z"
    assert reader.client.get(f"/v1/submissions/{token}").get_json()["editable_until"] == until[published]
    clock.turn(minutes=10)
    late = author.patch(token, text="دیر")
    assert (late.status_code, late.get_json()["detail"]) == (409, say("edit.too_late"))
    assert reader.client.get(f"/v1/submissions/{token}").get_json()["editable_until"] is None
    assert author.patch(held, text="متن ۲").status_code == 200


@pytest.mark.parametrize("status", [Status.REJECTED, Status.REMOVED, Status.WITHDRAWN])
def test_what_is_neither_published_nor_waiting_is_not_edited(
    reader: Reader, author: Someone, status: Status, each_database: str
) -> None:
    comment_id, token = author.publish("متن")
    if status is Status.REJECTED:
        reader.decide(comment_id, Status.HELD)
    reader.decide(comment_id, status)
    assert author.patch(token, text="تازه").status_code == 409


def test_what_a_moderator_has_decided_about_is_not_edited(reader: Reader, author: Someone, each_database: str) -> None:
    comment_id, token = author.publish("متن")
    now = reader.context.world.now()
    with reader.context.database.transaction() as session:
        moderator = Moderator(username="m", display_name="م", password_hash="-", created_at=now)
        session.add(moderator)
        session.flush()
        comment_pk = session.scalars(sa.select(Comment.pk).where(Comment.id == comment_id)).one()
        session.add(
            Decision(
                comment_pk=comment_pk,
                moderator_pk=moderator.pk,
                was=Status.HELD,
                became=Status.PUBLISHED,
                reason="",
                note="",
                revision=1,
                created_at=now,
            )
        )
    assert author.patch(token, text="تازه").status_code == 409
    assert author.mine()["comments"] == []


def test_zero_minutes_switch_editing_off(
    make_app: Callable[..., Flask], reader: Reader, author: Someone, each_database: str
) -> None:
    _, token = author.publish("متن")
    client = make_app(edit_minutes=0).test_client()
    assert client.patch(f"/v1/submissions/{token}", json={"text": "تازه"}).status_code == 409
    assert client.get(f"/v1/submissions/{token}").get_json()["editable_until"] is None


def test_under_an_article_that_was_closed_nothing_is_edited(
    reader: Reader, author: Someone, article: ArticleForm, each_database: str
) -> None:
    _, token = author.publish("متن")
    with reader.context.database.transaction() as session:
        session.execute(sa.update(Article).values(comments_open=False))
    answer = author.patch(token, text="تازه")
    assert (answer.status_code, answer.get_json()["type"]) == (403, "/problems/article-closed")
    assert reader.client.get(f"/v1/submissions/{token}").get_json()["editable_until"] is None


def test_a_reply_may_be_edited_although_what_it_answers_has_gone(
    reader: Reader, author: Someone, each_database: str
) -> None:
    root = reader.publish("ریشه")
    _, token = author.publish("پاسخ", root)
    reader.decide(root, Status.REMOVED)
    assert author.patch(token, text="پاسخ بهتر").status_code == 200


@pytest.mark.parametrize(
    ("members", "pointers"),
    [
        ({"text": " "}, ["/text"]),
        ({"text": "x" * 2001, "author_name": "\n"}, ["/author_name", "/text"]),
        ({"author_name": "مینا"}, ["/text"]),
        ({"text": "متن", "parent_id": "x"}, ["/parent_id"]),
    ],
)
def test_every_fault_of_an_edit_is_named(
    author: Someone, members: dict[str, Any], pointers: list[str], each_database: str
) -> None:
    answer = author.patch(author.publish("متن")[1], **members)
    assert answer.status_code == 422
    assert sorted(error["pointer"] for error in answer.get_json()["errors"]) == pointers


def test_another_token_edits_nothing(author: Someone, each_database: str) -> None:
    comment_id, _ = author.publish("متن")
    for token in ("x", f"{comment_id}.AAAAAAAAAAAAAAAAAAAAAA"):
        assert author.patch(token, text="تازه").status_code == 404


def test_the_same_draft_again_is_answered_with_what_it_says_now(
    reader: Reader, author: Someone, each_database: str
) -> None:
    draft = reader.draft("متن")
    sent = author.call("POST", "/comments", **draft).get_json()
    author.patch(sent["status_token"], text="متن دیگر")
    again = author.call("POST", "/comments", **draft).get_json()
    assert (again["repeated"], again["comment"]["text"]) == (True, "متن دیگر")
    assert again["comment"]["edited_at"] is not None
