"""Votes: one a reader, taken back, counted once, and never for one's own comment."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from service.status import Status
from service.store.tables import Comment, Vote
from tests.support import Reader, Someone


def row(reader: Reader, comment_id: str) -> Any:
    with reader.context.database.reading() as session:
        return session.execute(
            sa.select(Comment.likes, Comment.dislikes, Comment.revision).where(Comment.id == comment_id)
        ).one()


def test_a_vote_is_counted_changed_and_taken_back(reader: Reader, each_database: str) -> None:
    comment_id = reader.publish("متن")
    one, two = Someone(reader), Someone(reader)
    assert one.vote(comment_id, 1).get_json() == {"likes": 1, "dislikes": 0, "value": 1}
    assert two.vote(comment_id, -1).get_json() == {"likes": 1, "dislikes": 1, "value": -1}
    assert two.vote(comment_id, 1).get_json() == {"likes": 2, "dislikes": 0, "value": 1}
    assert two.vote(comment_id, 0).get_json() == {"likes": 1, "dislikes": 0, "value": 0}
    (shown,) = reader.thread()["comments"]
    assert (shown["likes"], shown["dislikes"]) == (1, 0)
    assert one.mine()["votes"] == {comment_id: 1}
    assert two.mine()["votes"] == {}


def test_the_thread_follows_a_vote_and_the_same_vote_again_changes_nothing(reader: Reader, each_database: str) -> None:
    comment_id = reader.publish("متن")
    one = Someone(reader)
    before = reader.thread()["version"]
    revision = row(reader, comment_id).revision
    for _ in range(3):
        assert one.vote(comment_id, 1).get_json() == {"likes": 1, "dislikes": 0, "value": 1}
    assert reader.thread()["version"] == before + 1
    assert row(reader, comment_id).revision == revision  # moderators saw this very comment
    one.vote(comment_id, 0)
    one.vote(comment_id, 0)
    assert reader.thread()["version"] == before + 2


def test_nobody_votes_for_their_own_comment(reader: Reader, each_database: str) -> None:
    author = Someone(reader)
    comment_id, _ = author.publish("متن")
    assert author.vote(comment_id, 1).status_code == 409
    assert Someone(reader).vote(comment_id, 1).status_code == 200


@pytest.mark.parametrize("becomes", [Status.HELD, Status.REMOVED, Status.WITHDRAWN])
def test_what_is_not_published_takes_no_votes(reader: Reader, becomes: Status, each_database: str) -> None:
    comment_id = reader.publish("متن")
    reader.decide(comment_id, becomes)
    one = Someone(reader)
    assert one.vote(comment_id, 1).status_code == 404
    assert one.vote("nothing", 1).status_code == 404
    assert one.vote("a%00b", 1).status_code == 404


def test_who_has_no_token_or_a_forged_one_is_told_so(reader: Reader, each_database: str) -> None:
    comment_id = reader.publish("متن")
    one = Someone(reader)
    for headers in ({}, {"Nazer-Reader": "x"}, {"Nazer-Reader": one.headers["Nazer-Reader"][:-2] + "xx"}):
        answer = reader.client.put(f"/v1/comments/{comment_id}/vote", json={"value": 1}, headers=headers)
        assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert row(reader, comment_id).likes == 0


@pytest.mark.parametrize("value", [2, -2, "1", 1.5, True, None])
def test_another_value_than_one_minus_one_and_zero_is_a_fault(reader: Reader, value: Any) -> None:
    answer = Someone(reader).vote(reader.publish("متن"), value)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.get_json()["errors"]] == ["/value"]


def test_the_reader_is_kept_as_a_hash_only(reader: Reader, each_database: str) -> None:
    author, voter = Someone(reader), Someone(reader)
    comment_id, _ = author.publish("متن")
    voter.vote(comment_id, 1)
    with reader.context.database.reading() as session:
        kept = session.scalars(sa.select(Comment.reader)).one(), session.scalars(sa.select(Vote.reader)).one()
    ids = [one.headers["Nazer-Reader"].partition(".")[0] for one in (author, voter)]
    assert all(len(one) == 32 for one in kept)
    assert not [one for one in kept if any(part in one for part in ids)]


def test_a_vote_at_another_site_than_the_comments_is_not_found(reader: Reader, each_database: str) -> None:
    answer = Someone(reader).call("PUT", f"/comments/{reader.publish('متن')}/vote", site="pk_of_nobody", value=1)
    assert answer.status_code == 404


def test_a_new_reader_gets_a_token_and_a_known_one_keeps_it(reader: Reader, each_database: str) -> None:
    first = reader.client.post("/v1/readers", json={}).get_json()["reader"]
    second = reader.client.post("/v1/readers", json={}).get_json()["reader"]
    assert first != second
    again = reader.client.post("/v1/readers", json={}, headers={"Nazer-Reader": first})
    assert again.get_json() == {"reader": first}
    assert again.headers["Cache-Control"] == "no-store"
    assert reader.client.post("/v1/readers", json={"site": "nobody"}).status_code == 404


def test_votes_and_reports_are_limited_for_each_reader_by_themselves(
    reader: Reader, make_app: Callable[..., Flask]
) -> None:
    app = make_app(limit_vote="2/minute", limit_report="1/minute")
    narrow = Reader(app.test_client(), app.extensions["nazer"], reader.drafts)
    comment_id = narrow.publish("متن")
    one, two = Someone(narrow), Someone(narrow)
    assert [one.vote(comment_id, value).status_code for value in (1, 0, 1)] == [200, 200, 429]
    assert int(one.vote(comment_id, 1).headers["Retry-After"]) in range(1, 61)
    assert [one.report(comment_id).status_code for _ in range(2)] == [202, 429]
    assert (two.vote(comment_id, 1).status_code, two.report(comment_id).status_code) == (200, 202)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "POST"])
def test_a_publishers_page_may_send_all_of_it(reader: Reader, method: str) -> None:
    asked = {
        "Origin": "https://news.example",
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "nazer-reader,content-type",
    }
    for path in ("/v1/comments/x/vote", "/v1/submissions/x", "/v1/readers", "/v1/articles/1/mine"):
        answer = reader.client.options(path, headers=asked)
        assert answer.status_code == 204
        assert answer.headers["Access-Control-Allow-Origin"] == "https://news.example"
        assert method in answer.headers["Access-Control-Allow-Methods"].split(", ")
        assert "Nazer-Reader" in answer.headers["Access-Control-Allow-Headers"]
