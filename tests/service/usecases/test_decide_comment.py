"""A moderator decides about a comment."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import InvalidInputError, NotFoundError, StaleDecisionError
from service.status import ALLOWED, Status
from service.store.database import Database
from service.store.tables import Comment, Decision, Event
from service.usecases import deciding as module
from service.usecases.decide_comment import Wish, decide_comment
from service.usecases.deciding import BY_MODERATORS, WANTS_REASON, Decided
from service.usecases.visibility import apply_status
from service.world import World
from tests.desk_support import Shelf


@pytest.fixture
def shelf(database: Database, world: World) -> Shelf:
    shelf = Shelf(database, world)
    shelf.article()
    shelf.article("noise")
    shelf.comment("نظری دیگر", article="noise", id="noise-1")
    return shelf


@pytest.fixture
def maryam(shelf: Shelf) -> int:
    return shelf.moderator()


def decide(shelf: Shelf, moderator_pk: int, comment_id: str, becomes: Status, **wish: Any) -> Decided:
    reason = "insult" if becomes in WANTS_REASON else ""
    with shelf.database.transaction() as session:
        values: dict[str, Any] = {"revision": 1, "reason": reason} | wish
        return decide_comment(session, shelf.world, moderator_pk, Wish(comment_id, becomes=becomes, **values))


def test_publishing_writes_everything_together(shelf: Shelf, maryam: int, each_database: str) -> None:
    parent = shelf.comment("ریشه", Status.PUBLISHED)
    comment_id = shelf.comment("متن «نظر»", parent_id=parent)
    before = shelf.thread()

    assert decide(shelf, maryam, comment_id, Status.PUBLISHED) == Decided(comment_id, Status.HELD, Status.PUBLISHED, 2)
    assert shelf.thread() == (before[0] + 1, before[1] + 1, before[2] - 1)
    assert shelf.thread("noise") == (1, 0, 1)
    with shelf.database.reading() as session:
        comment = session.scalars(sa.select(Comment).where(Comment.id == comment_id)).one()
        event = session.scalars(sa.select(Event)).one()
        assert comment.published_at is not None
        assert comment.revision == 2
        assert json.loads(comment.fragment) == {
            "id": comment_id,
            "parent_id": parent,
            "author_name": "مینا",
            "text": "متن «نظر»",
            "status": "published",
            "published_at": comment.published_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        assert (event.kind, event.comment_pk) == ("comment.decided", comment.pk)
        assert event.payload == {"was": "held", "status": "published", "reason": ""}
    (decision,) = shelf.decisions(comment_id)
    assert (decision.moderator_pk, decision.was, decision.became) == (maryam, Status.HELD, Status.PUBLISHED)
    assert (decision.reason, decision.revision) == ("", 1)


def test_a_refusal_keeps_its_reason_and_note(shelf: Shelf, maryam: int) -> None:
    comment_id = shelf.comment()
    decide(shelf, maryam, comment_id, Status.REJECTED, reason="advert", note="کانال")

    (decision,) = shelf.decisions(comment_id)
    assert (decision.reason, decision.note) == ("advert", "کانال")
    assert shelf.thread() == (1, 0, 0)  # readers never saw it: their copy stays good


def test_undoing_is_a_new_decision(shelf: Shelf, maryam: int) -> None:
    comment_id = shelf.comment(status=Status.PUBLISHED)
    with shelf.database.reading() as session:
        first = session.scalars(sa.select(Comment.published_at).where(Comment.id == comment_id)).one()
    decide(shelf, maryam, comment_id, Status.REMOVED)
    decide(shelf, maryam, comment_id, Status.PUBLISHED, revision=2)

    became = [decision.became for decision in shelf.decisions(comment_id)]
    assert became == [Status.REMOVED, Status.PUBLISHED]
    assert shelf.thread() == (4, 1, 0)
    with shelf.database.reading() as session:
        assert session.scalars(sa.select(Comment.published_at).where(Comment.id == comment_id)).one() == first


@pytest.mark.parametrize("was", list(Status))
@pytest.mark.parametrize("becomes", list(Status))
def test_only_what_the_table_of_states_allows_is_done(shelf: Shelf, maryam: int, was: Status, becomes: Status) -> None:
    comment_id = shelf.comment(status=was)
    if becomes in ALLOWED[was] & BY_MODERATORS:
        assert decide(shelf, maryam, comment_id, becomes).became is becomes
    else:
        with pytest.raises(InvalidInputError):
            decide(shelf, maryam, comment_id, becomes)
        assert shelf.status_of(comment_id) is was


def test_every_fault_is_named_at_once_and_nothing_is_written(shelf: Shelf, maryam: int) -> None:
    comment_id = shelf.comment()
    with pytest.raises(InvalidInputError) as refusal:
        decide(shelf, maryam, comment_id, Status.REJECTED, reason="because", note="ن" * 1001)

    assert [fault.pointer for fault in refusal.value.faults] == ["/reason", "/note"]
    assert shelf.status_of(comment_id) is Status.HELD
    assert shelf.decisions(comment_id) == []


def test_a_comment_that_is_not_there_is_not_found(shelf: Shelf, maryam: int) -> None:
    with pytest.raises(NotFoundError):
        decide(shelf, maryam, "c999", Status.PUBLISHED)


def test_a_note_may_hold_anything_that_can_be_kept(shelf: Shelf, maryam: int, each_database: str) -> None:
    comment_id = shelf.comment()
    decide(shelf, maryam, comment_id, Status.PUBLISHED, note="a\0b<b>")
    assert shelf.decisions(comment_id)[0].note == "ab<b>"


def test_a_stale_decision_says_what_happened(shelf: Shelf, maryam: int, each_database: str) -> None:
    comment_id, kaveh = shelf.comment(), shelf.moderator("kaveh", "کاوه دادگر")
    decide(shelf, kaveh, comment_id, Status.REJECTED)
    with pytest.raises(StaleDecisionError) as refusal:
        decide(shelf, maryam, comment_id, Status.PUBLISHED)

    extra = refusal.value.extra
    assert (extra["status"], extra["decided_by"], extra["reason"]) == ("rejected", "کاوه دادگر", "insult")
    assert extra["decided_at"].startswith("2026-02-01T")
    assert shelf.status_of(comment_id) is Status.REJECTED
    assert len(shelf.decisions(comment_id)) == 1


def test_a_comment_that_its_author_withdrew_names_no_moderator(shelf: Shelf, maryam: int) -> None:
    comment_id = shelf.comment()
    with shelf.database.transaction() as session:
        comment = session.scalars(sa.select(Comment).where(Comment.id == comment_id)).one()
        comment.status = Status.WITHDRAWN
    with pytest.raises(StaleDecisionError) as refusal:
        decide(shelf, maryam, comment_id, Status.PUBLISHED)

    assert refusal.value.extra == {"comment_id": comment_id, "status": "withdrawn"}


@pytest.mark.parametrize("backend", ["postgresql"])  # SQLite lets nobody in between
def test_somebody_faster_between_reading_and_writing_makes_a_decision_stale(
    shelf: Shelf, maryam: int, backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment_id, kaveh = shelf.comment(), shelf.moderator("kaveh", "کاوه دادگر")
    really = apply_status

    def late(session: Session, *rest: Any) -> None:
        monkeypatch.setattr(module, "apply_status", really)
        decide(shelf, kaveh, comment_id, Status.REJECTED)
        really(session, *rest)

    monkeypatch.setattr(module, "apply_status", late)
    with pytest.raises(StaleDecisionError) as refusal:
        decide(shelf, maryam, comment_id, Status.PUBLISHED)

    assert refusal.value.extra["decided_by"] == "کاوه دادگر"
    assert shelf.status_of(comment_id) is Status.REJECTED
    assert shelf.thread() == (1, 0, 0)


def test_of_many_moderators_at_once_one_decides(shelf: Shelf, each_database: str) -> None:
    comment_id, many = shelf.comment(), 6
    moderators = [shelf.moderator(f"m{number}") for number in range(many)]
    barrier = Barrier(many)

    def rush(number: int) -> str:
        barrier.wait()
        try:
            return decide(shelf, moderators[number], comment_id, (Status.PUBLISHED, Status.REJECTED)[number % 2]).became
        except StaleDecisionError:
            return "stale"

    with ThreadPoolExecutor(many) as pool:
        outcomes = list(pool.map(rush, range(many)))
    assert outcomes.count("stale") == many - 1
    (decision,) = shelf.decisions(comment_id)
    assert shelf.status_of(comment_id) is decision.became
    assert shelf.thread()[1:] == (int(decision.became is Status.PUBLISHED), 0)


def test_counts_survive_many_decisions_in_one_thread(shelf: Shelf, maryam: int, each_database: str) -> None:
    comments = [shelf.comment() for _ in range(12)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda comment_id: decide(shelf, maryam, comment_id, Status.PUBLISHED), comments))

    assert shelf.thread() == (13, 12, 0)
    with shelf.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Decision)) == 12
