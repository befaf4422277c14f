"""What comes again: the same draft, the same name, the same words from the same network."""

import pytest
import sqlalchemy as sa

import rules
from service.messages import say
from service.status import Status
from service.store.tables import Comment, Moderator
from service.usecases.decide_comment import Wish, decide_comment
from service.usecases.sign_in import add_moderator
from tests.support import Clock, FakeEngine, Reader


def decide(reader: Reader, comment_id: str, becomes: Status) -> None:
    """A moderator decides about a comment as it is now."""
    world = reader.context.world
    with reader.context.database.transaction() as session:
        known = session.scalar(sa.select(Moderator.pk))
        moderator = known or add_moderator(session, world, "maryam", "a-long-password")
        revision = session.scalars(sa.select(Comment.revision).where(Comment.id == comment_id)).one()
        decide_comment(session, world, moderator, Wish(comment_id, revision, becomes, reason="insult"))


def test_the_same_draft_again_gets_the_first_answer_even_with_a_spent_captcha(
    reader: Reader, each_database: str
) -> None:
    draft = reader.draft("HOLD")
    first = reader.client.post("/v1/comments", json=draft)
    again = reader.client.post("/v1/comments", json=draft)
    assert (first.status_code, again.status_code) == (202, 200)
    assert again.get_json() == {**first.get_json(), "repeated": True}
    with reader.context.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count(Comment.pk))) == 1
    published = reader.draft("متن")
    comment = reader.client.post("/v1/comments", json=published).get_json()["comment"]
    assert reader.client.post("/v1/comments", json=published).get_json()["comment"] == comment


@pytest.mark.parametrize("becomes", [Status.PUBLISHED, Status.REJECTED])
def test_the_same_draft_after_a_decision_says_what_is_and_not_what_the_machine_said(
    reader: Reader, becomes: Status, each_database: str
) -> None:
    draft = reader.draft("HOLD")
    first = reader.client.post("/v1/comments", json=draft).get_json()
    decide(reader, first["status_token"].partition(".")[0], becomes)
    again = reader.client.post("/v1/comments", json=draft)
    body = again.get_json()
    assert (again.status_code, body["status"], body["reasons"]) == (200, becomes.value, [])
    assert body["message"] == say(f"submission.{becomes}")
    assert (body["status_token"], body["repeated"]) == (first["status_token"], True)
    assert ("comment" in body) is (becomes is Status.PUBLISHED)


def test_the_machines_reasons_do_not_come_back_with_a_status_that_a_moderator_gave(reader: Reader) -> None:
    draft = reader.draft("HOLD")
    comment_id = reader.client.post("/v1/comments", json=draft).get_json()["status_token"].partition(".")[0]
    decide(reader, comment_id, Status.PUBLISHED)
    decide(reader, comment_id, Status.HELD)
    again = reader.client.post("/v1/comments", json=draft).get_json()
    assert (again["status"], again["reasons"]) == ("held", [])


def test_the_same_key_for_another_content_is_a_conflict(reader: Reader, each_database: str) -> None:
    draft = reader.draft("یک")
    reader.client.post("/v1/comments", json=draft)
    answer = reader.client.post("/v1/comments", json={**draft, "text": "دو", "captcha": reader.captcha()})
    assert answer.status_code == 409
    assert answer.get_json()["type"] == "/problems/conflict"
    line_ends = reader.draft("یک\nدو")
    reader.client.post("/v1/comments", json=line_ends)
    assert reader.client.post("/v1/comments", json={**line_ends, "text": "یک\r\nدو"}).status_code == 200


def test_two_nameless_readers_of_one_network_are_not_one_author(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, each_database: str
) -> None:
    real = rules.Engine(rules.load_policy(None))
    monkeypatch.setattr(FakeEngine, "judge", lambda _fake, submission: real.judge(submission))
    for last in (7, 200):
        draft = reader.draft("تسلیت", author_name="")
        answer = reader.client.post("/v1/comments", json=draft, environ_base={"REMOTE_ADDR": f"5.112.1.{last}"})
        assert (answer.status_code, answer.get_json()["status"]) == (201, "published")


def test_a_name_again_is_the_same_author_in_the_same_network_only(reader: Reader, engine: FakeEngine) -> None:
    for address in ("5.112.1.7", "5.112.1.200", "5.112.2.7"):
        reader.client.post("/v1/comments", json=reader.draft("متن"), environ_base={"REMOTE_ADDR": address})
    assert [one.same_author for one in engine.seen[1].facts.earlier] == [True]
    assert [one.same_author for one in engine.seen[2].facts.earlier] == [False, False]


HERE, THERE = "5.112.1.7", "5.112.2.7"


def send(reader: Reader, text: str, address: str, **members: str) -> str:
    """Send a comment from an address; its status."""
    answer = reader.client.post(
        "/v1/comments", json=reader.draft(text, **members), environ_base={"REMOTE_ADDR": address}
    )
    return str(answer.get_json()["status"])


def test_the_site_is_remembered_for_an_hour_and_the_own_network_for_a_day(
    reader: Reader, engine: FakeEngine, clock: Clock, each_database: str
) -> None:
    send(reader, "کهنه از اینجا", HERE)
    send(reader, "کهنه از آنجا", THERE)
    clock.turn(minutes=61)
    send(reader, "تازه", THERE)
    send(reader, "تازه‌تر", HERE)
    seen = engine.seen[-1].facts.earlier
    assert [(one.text, one.same_network) for one in seen] == [("تازه", False), ("کهنه از اینجا", True)]
    assert seen[0].seconds < seen[1].seconds
    clock.turn(hours=24)
    send(reader, "فردا", HERE)
    assert engine.seen[-1].facts.earlier == ()


def test_what_was_refused_is_a_fact_for_others_only(reader: Reader, engine: FakeEngine, each_database: str) -> None:
    send(reader, "REJECT", HERE)
    send(reader, "دوباره", HERE, author_name="دیگری")
    send(reader, "REJECT", THERE)
    assert [[one.text for one in seen.facts.earlier] for seen in engine.seen[1:]] == [[], ["دوباره", "REJECT"]]


def test_a_raid_larger_than_what_is_remembered_is_still_a_raid(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, each_database: str
) -> None:
    monkeypatch.setattr("service.store.recents.MOST_EARLIER", 4)
    real = rules.Engine(rules.load_policy(None))
    monkeypatch.setattr(FakeEngine, "judge", lambda _fake, submission: real.judge(submission))
    became = [
        send(
            reader, f"حقوق معلمان را سر وقت بدهید و وعده ندهید {sign}", f"5.112.{sign}.7", author_name=f"خواننده {sign}"
        )
        for sign in range(1, 9)
    ]
    assert became == ["published"] * 3 + ["held"] * 5
