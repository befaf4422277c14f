"""A comment in Finglish: its Persian reading in the answers, and what becomes of it when that is sent instead."""

import pytest
import sqlalchemy as sa

import rules
from service.status import Status
from service.store.tables import Comment, Event, Thread
from service.web.context import Context
from tests.support import FakeEngine, Reader

FINGLISH = "salam in khabar kheili khoob bood mamnoon"
PERSIAN = "سلام این خبر خیلی خوب بود ممنون"


@pytest.fixture(autouse=True)
def real_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake engine's texts, and for Finglish what the rules themselves say."""
    real, fake = rules.Engine(), FakeEngine.judge
    monkeypatch.setattr(
        FakeEngine,
        "judge",
        lambda engine, submission: real.judge(submission) if submission.text == FINGLISH else fake(engine, submission),
    )


def statuses(context: Context) -> dict[str, Status]:
    with context.database.reading() as session:
        return {comment.text: comment.status for comment in session.scalars(sa.select(Comment))}


def test_the_answer_the_repeat_and_the_private_link_carry_the_reading(reader: Reader) -> None:
    draft = reader.draft(FINGLISH)
    first = reader.client.post("/v1/comments", json=draft)
    assert (first.status_code, first.get_json()["suggestion"]) == (202, PERSIAN)
    assert reader.client.post("/v1/comments", json=draft).get_json()["suggestion"] == PERSIAN
    token = first.get_json()["status_token"]
    assert reader.client.get(f"/v1/submissions/{token}").get_json()["suggestion"] == PERSIAN
    assert PERSIAN in reader.client.get(f"/s/{token}").get_data(as_text=True)


@pytest.mark.parametrize("text", ["خبر خوبی بود", "HOLD", "REJECT"])
def test_other_comments_have_none(reader: Reader, text: str) -> None:
    body = reader.send(text).get_json()
    assert body["suggestion"] is None
    assert "خوانش فارسی" not in reader.client.get(f"/s/{body['status_token']}").get_data(as_text=True)


def test_what_is_sent_instead_withdraws_the_comment_that_waits(reader: Reader, each_database: str) -> None:
    held = reader.send(FINGLISH).get_json()
    draft = {**reader.draft(PERSIAN), "replaces": held["status_token"]}
    answer = reader.client.post("/v1/comments", json=draft)
    assert answer.status_code == 201
    assert statuses(reader.context) == {FINGLISH: Status.WITHDRAWN, PERSIAN: Status.PUBLISHED}
    with reader.context.database.reading() as session:
        assert [(thread.published, thread.held) for thread in session.scalars(sa.select(Thread))] == [(1, 0)]
        kinds = sorted(event.kind for event in session.scalars(sa.select(Event)))
    assert kinds.count("comment.withdrawn") == 1
    seen = reader.client.get(f"/v1/submissions/{held['status_token']}").get_json()
    assert (seen["status"], seen["suggestion"]) == ("withdrawn", None)
    assert reader.client.post("/v1/comments", json=draft).get_json()["repeated"] is True


def test_a_refused_replacement_leaves_the_first_comment_waiting(reader: Reader) -> None:
    held = reader.send(FINGLISH).get_json()
    reader.client.post("/v1/comments", json={**reader.draft("REJECT"), "replaces": held["status_token"]})
    assert statuses(reader.context)[FINGLISH] is Status.HELD


def test_nothing_is_withdrawn_but_what_waits_and_is_ones_own(reader: Reader) -> None:
    held = reader.send("HOLD").get_json()["status_token"]
    published = reader.send("خبر خوبی بود").get_json()["status_token"]
    forged = f"{held.partition('.')[0]}.AAAAAAAAAAAAAAAAAAAAAA"
    for number, token in enumerate((forged, published, "nobody.x", "")):
        draft = {**reader.draft(f"متن {number}"), "replaces": token}
        assert reader.client.post("/v1/comments", json=draft).status_code == 201
    found = statuses(reader.context)
    assert (found["HOLD"], found["خبر خوبی بود"]) == (Status.HELD, Status.PUBLISHED)


@pytest.mark.parametrize(("replaces", "code"), [("ن", "bad-characters"), ("x" * 300, "too-long"), (7, "wrong-type")])
def test_what_can_be_no_token_is_a_fault(reader: Reader, replaces: object, code: str) -> None:
    answer = reader.client.post("/v1/comments", json={**reader.draft("متن"), "replaces": replaces})
    assert (answer.status_code, [one["code"] for one in answer.get_json()["errors"]]) == (422, [code])
