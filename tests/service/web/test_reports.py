"""Reports: one a reader; when enough readers in enough networks agree, the comment goes back to the desk."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from service.status import Status
from service.store.tables import Comment, Decision, Event, Moderator, Report
from tests.support import Reader, Someone


@pytest.fixture
def two(make_app: Callable[..., Flask], reader: Reader) -> Reader:
    """The reader, where two reports are enough."""
    app = make_app(reports_to_hold=2)
    return Reader(app.test_client(), app.extensions["nazer"], reader.drafts)


def facts(reader: Reader, comment_id: str) -> tuple[Status, int]:
    with reader.context.database.reading() as session:
        row = session.execute(sa.select(Comment.status, Comment.reports).where(Comment.id == comment_id)).one()
    return row.status, row.reports


def add(reader: Reader, make: Callable[[int, int, datetime], Any], comment_id: str) -> None:
    now = reader.context.world.now()
    with reader.context.database.transaction() as session:
        moderator = Moderator(username="m", display_name="م", password_hash="-", created_at=now)
        session.add(moderator)
        session.flush()
        comment_pk = session.scalars(sa.select(Comment.pk).where(Comment.id == comment_id)).one()
        session.add(make(comment_pk, moderator.pk, now))


def test_a_report_is_kept_once_a_reader_and_counted(reader: Reader, each_database: str) -> None:
    comment_id = reader.publish("متن")
    one, two = Someone(reader), Someone(reader)
    first = one.report(comment_id, "insult", note="به من توهین کرده است")
    assert first.status_code == 202
    assert one.report(comment_id, "advert").get_json() == first.get_json()
    assert facts(reader, comment_id) == (Status.PUBLISHED, 1)
    two.report(comment_id)
    assert facts(reader, comment_id) == (Status.PUBLISHED, 2)
    with reader.context.database.reading() as session:
        kept = session.execute(sa.select(Report.reason, Report.note).order_by(Report.pk)).all()
        kinds = session.scalars(sa.select(Event.kind).order_by(Event.pk)).all()
    assert [tuple(report) for report in kept] == [("insult", "به من توهین کرده است"), ("insult", "")]
    assert list(kinds) == ["comment.submitted", "comment.reported", "comment.reported"]


@pytest.mark.parametrize(
    ("members", "pointers"),
    [
        ({"reason": "dislike"}, ["/reason"]),
        ({"reason": "insult", "note": "x" * 501}, ["/note"]),
        ({"reason": 7, "note": "\0", "other": 1}, ["/note", "/other", "/reason"]),
    ],
)
def test_every_fault_of_a_report_is_named(reader: Reader, members: dict[str, Any], pointers: list[str]) -> None:
    answer = Someone(reader).report(reader.publish("متن"), **members)
    assert answer.status_code == 422
    assert sorted(error["pointer"] for error in answer.get_json()["errors"]) == pointers


def test_a_report_wants_a_token_and_a_published_comment(reader: Reader, each_database: str) -> None:
    held = reader.send("HOLD").get_json()["status_token"].partition(".")[0]
    assert Someone(reader).report(held).status_code == 404
    shown = reader.publish("متن")
    assert reader.client.post(f"/v1/comments/{shown}/reports", json={"reason": "insult"}).status_code == 401


def test_enough_readers_in_enough_networks_send_it_back_to_the_desk(two: Reader, each_database: str) -> None:
    comment_id = two.publish("متن")
    Someone(two, "192.0.2.1").report(comment_id)
    Someone(two, "192.0.2.2").report(comment_id)  # another reader, in the same network
    assert facts(two, comment_id) == (Status.PUBLISHED, 2)
    last = Someone(two, "198.51.100.1")
    assert last.report(comment_id).status_code == 202
    assert facts(two, comment_id) == (Status.HELD, 3)
    assert last.report(comment_id).status_code == 202  # the same answer, although it is gone
    assert two.thread()["comments"] == []
    with two.context.database.reading() as session:
        events = session.execute(sa.select(Event.kind, Event.payload).order_by(Event.pk.desc()).limit(1)).one()
        decisions = session.scalars(sa.select(sa.func.count()).select_from(Decision)).one()
    assert tuple(events) == ("comment.held", {"was": "published", "status": "held", "by": "reports"})
    assert decisions == 0


def test_zero_leaves_everything_where_it_is(make_app: Callable[..., Flask], reader: Reader, each_database: str) -> None:
    app = make_app(reports_to_hold=0)
    never = Reader(app.test_client(), app.extensions["nazer"], reader.drafts)
    comment_id = never.publish("متن")
    for number in range(3):
        Someone(never, f"192.0.{number}.1").report(comment_id)
    assert facts(never, comment_id) == (Status.PUBLISHED, 3)


def decided(comment_pk: int, moderator_pk: int, now: datetime) -> Decision:
    return Decision(
        comment_pk=comment_pk,
        moderator_pk=moderator_pk,
        was=Status.HELD,
        became=Status.PUBLISHED,
        reason="",
        note="",
        revision=1,
        created_at=now,
    )


def stands(comment_pk: int, _moderator_pk: int, now: datetime) -> Report:
    return Report(
        comment_pk=comment_pk,
        reader="somebody",
        network="somewhere",
        reason="insult",
        note="",
        created_at=now,
        settled_at=now,
    )


@pytest.mark.parametrize("make", [decided, stands])
def test_what_a_moderator_has_looked_at_stays_as_they_left_it(
    two: Reader, make: Callable[[int, int, datetime], Any], each_database: str
) -> None:
    comment_id = two.publish("متن")
    add(two, make, comment_id)
    for number in range(3):
        Someone(two, f"192.0.{number}.1").report(comment_id)
    assert facts(two, comment_id) == (Status.PUBLISHED, 3)


def test_one_that_readers_reported_goes_on_waiting_when_its_author_edits_it(two: Reader, each_database: str) -> None:
    author = Someone(two)
    comment_id, token = author.publish("متن")
    for number in range(2):
        Someone(two, f"192.0.{number}.1").report(comment_id)
    assert author.patch(token, text="متن تازه").status_code == 202
    assert facts(two, comment_id) == (Status.HELD, 2)
