"""Two at once, around comments that are there: votes, reports, edits, withdrawals, appeals, replies."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from service.status import Status
from service.store.tables import Appeal, Comment, CommentVersion, Event, Report, Thread, Vote
from tests.support import Reader, Someone, at_once, count_rows

MANY = 8


@pytest.fixture
def readers(app: Flask, make_app: Callable[..., Flask], reader: Reader) -> list[Reader]:
    """One for each of many clients, at two workers on one database. Three reports are enough there."""
    workers = [make_app(reports_to_hold=3), make_app(reports_to_hold=3)]
    return [Reader(worker.test_client(), worker.extensions["nazer"], reader.drafts) for worker in workers * (MANY // 2)]


def test_no_vote_is_lost_when_many_vote_at_once(reader: Reader, readers: list[Reader], each_database: str) -> None:
    comment_id = reader.publish("متن")
    voters = [Someone(one) for one in readers]
    answers = at_once(MANY, lambda n: voters[n].vote(comment_id, -1 if n == 0 else 1))
    assert {answer.status_code for answer in answers} == {200}
    (shown,) = reader.thread()["comments"]
    assert (shown["likes"], shown["dislikes"], count_rows(reader, Vote)) == (MANY - 1, 1, MANY)
    at_once(MANY, lambda n: voters[n].vote(comment_id, 0))
    (shown,) = reader.thread()["comments"]
    assert (shown["likes"], shown["dislikes"], count_rows(reader, Vote)) == (0, 0, 0)


def test_one_readers_votes_at_once_are_one_vote(reader: Reader, readers: list[Reader], each_database: str) -> None:
    comment_id = reader.publish("متن")
    voter = Someone(reader)
    tabs = [Someone(one) for one in readers]
    for tab in tabs:
        tab.headers = voter.headers
    answers = at_once(MANY, lambda n: tabs[n].vote(comment_id, 1 if n % 2 else -1))
    assert {answer.status_code for answer in answers} == {200}
    (shown,) = reader.thread()["comments"]
    assert (shown["likes"] + shown["dislikes"], count_rows(reader, Vote)) == (1, 1)
    assert voter.mine()["votes"][comment_id] == shown["likes"] - shown["dislikes"]


def test_of_many_reports_at_once_each_is_kept_and_one_sends_it_back(
    reader: Reader, readers: list[Reader], each_database: str
) -> None:
    comment_id = reader.publish("متن")
    tellers = [Someone(one, f"192.0.{number}.1") for number, one in enumerate(readers)]
    answers = Counter(answer.status_code for answer in at_once(MANY, lambda n: tellers[n].report(comment_id, "insult")))
    assert answers == {202: 3, 404: MANY - 3}  # who came later found it gone
    with reader.context.database.reading() as session:
        row = session.execute(sa.select(Comment.status, Comment.reports)).one()
        held = session.scalars(sa.select(Event.pk).where(Event.kind == "comment.held")).all()
        thread = session.execute(sa.select(Thread.published, Thread.held)).one()
    assert (row.status, row.reports, len(held), tuple(thread)) == (Status.HELD, 3, 1, (0, 1))


def test_one_readers_reports_at_once_are_one_report(reader: Reader, readers: list[Reader], each_database: str) -> None:
    comment_id = reader.publish("متن")
    tabs = [Someone(one) for one in readers]
    for tab in tabs:
        tab.headers = tabs[0].headers
    assert {answer.status_code for answer in at_once(MANY, lambda n: tabs[n].report(comment_id))} == {202}
    assert count_rows(reader, Report) == 1


def test_of_edits_at_once_one_wins_and_the_others_are_told(
    reader: Reader, readers: list[Reader], monkeypatch: pytest.MonkeyPatch, each_database: str
) -> None:
    _, token = Someone(reader).publish("متن")
    authors = [Someone(one) for one in readers[:2]]
    meeting = threading.Barrier(2)
    engine = readers[0].context.engine
    judged = engine.judge

    def judge(submission: Any) -> Any:
        meeting.wait(30)  # both have read the comment, and neither has written
        return judged(submission)

    monkeypatch.setattr(engine, "judge", judge)
    answers = at_once(2, lambda n: authors[n].patch(token, text=f"متن {n}"))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    (winner,) = [answer.get_json() for answer in answers if answer.status_code == 200]
    (shown,) = reader.thread()["comments"]
    assert shown["text"] == winner["comment"]["text"]
    assert (count_rows(reader, CommentVersion), reader.thread()["version"]) == (1, 3)


def test_an_edit_that_a_withdrawal_overtakes_changes_nothing(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, each_database: str
) -> None:
    author = Someone(reader)
    _, token = author.publish("متن")
    engine = reader.context.engine
    judged = engine.judge

    def judge(submission: Any) -> Any:
        assert author.call("DELETE", f"/submissions/{token}").status_code == 200
        return judged(submission)

    monkeypatch.setattr(engine, "judge", judge)
    assert author.patch(token, text="تازه").status_code == 409
    seen = author.call("GET", f"/submissions/{token}").get_json()
    assert (seen["status"], seen["text"]) == ("withdrawn", "متن")


def test_of_withdrawals_at_once_one_is_counted(reader: Reader, readers: list[Reader], each_database: str) -> None:
    _, token = Someone(reader).publish("متن")
    answers = at_once(MANY, lambda n: readers[n].client.delete(f"/v1/submissions/{token}"))
    assert {answer.status_code for answer in answers} == {200}
    assert (reader.thread()["published"], reader.thread()["version"]) == (0, 3)


def test_of_appeals_at_once_one_is_kept(reader: Reader, readers: list[Reader], each_database: str) -> None:
    token = Someone(reader).send("REJECT").get_json()["status_token"]
    authors = [Someone(one) for one in readers]
    answers = at_once(MANY, lambda n: authors[n].appeal(token, f"درخواست {n}"))
    assert Counter(answer.status_code for answer in answers) == {202: 1, 409: MANY - 1}
    assert count_rows(reader, Appeal) == 1


def test_no_reply_is_lost_from_its_roots_number(reader: Reader, readers: list[Reader], each_database: str) -> None:
    root = reader.publish("ریشه")
    voters = [Someone(one) for one in readers]
    drafts = [reader.draft(f"پاسخ {number}", parent_id=root) for number in range(MANY)]

    def work(number: int) -> Any:
        voters[number].vote(root, 1)
        return voters[number].call("POST", "/comments", **drafts[number])

    assert {answer.status_code for answer in at_once(MANY, work)} == {201}
    with reader.context.database.reading() as session:
        kept = session.execute(sa.select(Comment.replies, Comment.likes).where(Comment.id == root)).one()
    assert tuple(kept) == (MANY, MANY)
