"""Moderators share a desk: claims, notes, setting aside, reports, undo, many at once, and what is logged of it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa

from service.errors import InvalidInputError, NotFoundError, StaleDecisionError
from service.status import Status
from service.store.desk_filters import Filters
from service.store.desk_lists import Tab
from service.store.tables import Claim, Comment, CommentVersion, Decision, LogEntry, Note
from service.usecases.bulk_decide import Plan, Tally, bulk_decide, find_listed, find_picked
from service.usecases.claim_comment import claim_comment
from service.usecases.note_comment import note_comment, set_aside, take_back
from service.usecases.read_record import read_record
from service.usecases.undo_decision import undo_batch, undo_decision
from tests.desk_support import Shelf, finding
from tests.desk_work import decide, do, report, reports
from tests.support import Clock


def log(shelf: Shelf) -> list[tuple[str, str, dict[str, Any]]]:
    with shelf.database.reading() as session:
        rows = session.scalars(sa.select(LogEntry).order_by(LogEntry.pk)).all()
        return [(row.kind, row.subject, row.details) for row in rows]


def test_while_somebody_has_a_comment_nobody_else_decides(
    shelf: Shelf, maryam: int, kaveh: int, clock: Clock, each_database: str
) -> None:
    first, second = shelf.comment(), shelf.comment()
    do(shelf, claim_comment, maryam, first, 5)
    for work in (
        lambda: decide(shelf, kaveh, first, Status.PUBLISHED),
        lambda: do(shelf, claim_comment, kaveh, first, 5),
        lambda: do(shelf, set_aside, kaveh, first, 1, ""),
    ):
        with pytest.raises(StaleDecisionError) as refusal:
            work()
        assert refusal.value.extra["claimed_by"] == "مریم نادری"

    do(shelf, claim_comment, maryam, second, 5)  # nobody looks at two comments
    do(shelf, claim_comment, kaveh, first, 5)
    clock.turn(minutes=6)
    assert decide(shelf, maryam, first, Status.PUBLISHED).became is Status.PUBLISHED
    with shelf.database.reading() as session:
        keys = sa.select(Comment.id).join(Claim, Claim.comment_pk == Comment.pk)
        assert list(session.scalars(keys)) == [second]


def test_of_many_that_take_a_comment_at_once_one_has_it(shelf: Shelf, each_database: str) -> None:
    comment_id, many = shelf.comment(), 6
    moderators = [shelf.moderator(f"m{number}") for number in range(many)]
    barrier = Barrier(many)

    def rush(number: int) -> bool:
        barrier.wait()
        try:
            do(shelf, claim_comment, moderators[number], comment_id, 5)
        except StaleDecisionError:
            return False
        return True

    with ThreadPoolExecutor(many) as pool:
        assert sum(pool.map(rush, range(many))) == 1


def test_what_was_edited_after_it_was_seen_is_not_decided_blind(shelf: Shelf, maryam: int, each_database: str) -> None:
    comment_id = shelf.comment("پیش")
    with shelf.database.transaction() as session:
        comment = session.scalars(sa.select(Comment).where(Comment.id == comment_id)).one()
        session.add(
            CommentVersion(
                comment_pk=comment.pk, author_name="مینا", text="پیش", status=Status.HELD, revision=1,
                created_at=shelf.world.now(),
            )
        )  # fmt: skip
        comment.text = "پس"
    with pytest.raises(StaleDecisionError) as refusal:
        decide(shelf, maryam, comment_id, Status.PUBLISHED)
    assert refusal.value.extra["edited"] is True
    assert shelf.status_of(comment_id) is Status.HELD


def test_a_decision_settles_reports_and_its_undo_opens_them_again(
    shelf: Shelf, maryam: int, each_database: str
) -> None:
    comment_id = shelf.comment(status=Status.PUBLISHED)
    report(shelf, comment_id)
    assert decide(shelf, maryam, comment_id, Status.PUBLISHED).revision == 1  # it stands
    assert reports(shelf, comment_id) == (0, 0)
    assert shelf.thread() == (2, 1, 0)
    with pytest.raises(InvalidInputError):
        decide(shelf, maryam, comment_id, Status.PUBLISHED)  # nothing is reported any more

    do(shelf, undo_decision, maryam, comment_id, 1)
    assert reports(shelf, comment_id) == (2, 2)
    decide(shelf, maryam, comment_id, Status.REMOVED, reason="insult")
    assert reports(shelf, comment_id) == (0, 0)
    first, second, third = shelf.decisions(comment_id)
    assert (first.was, first.became, second.undoes_pk, third.became) == (
        Status.PUBLISHED, Status.PUBLISHED, first.pk, Status.REMOVED
    )  # fmt: skip


def test_a_decision_knows_what_the_machine_had_said_and_the_log_holds_no_text(
    shelf: Shelf, maryam: int, each_database: str
) -> None:
    comment_id = shelf.comment("متن رازآمیز", findings=(finding("advert"), finding("insult", action="none")))
    decide(shelf, maryam, comment_id, Status.REJECTED, reason="advert", note="یادداشت رازآمیز")

    assert shelf.decisions(comment_id)[0].judgement_pk is not None
    ((kind, subject, details),) = log(shelf)
    assert (kind, subject) == ("comment.decided", f"comment:{comment_id}")
    assert details == {
        "was": "held", "became": "rejected", "reason": "advert", "note": True, "revision": 1, "machine": "hold",
        "rules": ["advert"],
    }  # fmt: skip


def test_only_the_own_last_decision_is_taken_back(shelf: Shelf, maryam: int, kaveh: int, each_database: str) -> None:
    comment_id = shelf.comment()
    with pytest.raises(InvalidInputError):
        do(shelf, undo_decision, maryam, comment_id, 1)
    decide(shelf, maryam, comment_id, Status.REJECTED, reason="advert")
    with pytest.raises(StaleDecisionError):
        do(shelf, undo_decision, maryam, comment_id, 1)
    with pytest.raises(InvalidInputError):
        do(shelf, undo_decision, kaveh, comment_id, 2)
    assert do(shelf, undo_decision, maryam, comment_id, 2).became is Status.HELD
    again = do(shelf, undo_decision, maryam, comment_id, 3)  # an undo is a decision too
    assert (again.became, shelf.decisions(comment_id)[-1].reason) == (Status.REJECTED, "advert")


def test_a_comment_set_aside_waits_for_others_until_it_is_decided_or_brought_back(
    shelf: Shelf, maryam: int, kaveh: int, each_database: str
) -> None:
    comment_id = shelf.comment()
    do(shelf, set_aside, maryam, comment_id, 1, "نظر تو؟")
    with shelf.database.reading() as session:
        assert session.scalars(sa.select(Comment.set_aside_by)).one() == maryam
        assert session.scalars(sa.select(Note.text)).one() == "نظر تو؟"
    do(shelf, take_back, kaveh, comment_id)
    with pytest.raises(InvalidInputError):
        do(shelf, take_back, kaveh, comment_id)
    do(shelf, set_aside, maryam, comment_id, 1, "")
    decide(shelf, kaveh, comment_id, Status.PUBLISHED)
    with shelf.database.reading() as session:
        assert session.scalars(sa.select(Comment.set_aside_by)).one() is None
    assert [kind for kind, _, _ in log(shelf)] == [
        "comment.set_aside", "comment.taken_back", "comment.set_aside", "comment.decided"
    ]  # fmt: skip
    with pytest.raises(InvalidInputError):
        do(shelf, set_aside, maryam, comment_id, 2, "")  # only what is held can wait


def test_a_note_says_something_and_not_too_much(shelf: Shelf, maryam: int) -> None:
    comment_id = shelf.comment()
    for text in ("", "  ", "ن" * 1001):
        with pytest.raises(InvalidInputError):
            do(shelf, note_comment, maryam, comment_id, text)
    with pytest.raises(NotFoundError):
        do(shelf, note_comment, maryam, "nothing", "یادداشت")


def plan(shelf: Shelf, becomes: Status = Status.REJECTED, **more: Any) -> Plan:
    given: dict[str, Any] = {"reason": "advert", "note": "", "batch": "b1", "seen": {}} | more
    return Plan(becomes, **given)


def test_many_are_decided_but_what_changed_or_is_taken(
    shelf: Shelf, maryam: int, kaveh: int, each_database: str
) -> None:
    ids = [shelf.comment() for _ in range(4)] + [shelf.comment(status=Status.PUBLISHED)]
    decide(shelf, kaveh, ids[0], Status.PUBLISHED)
    do(shelf, claim_comment, kaveh, ids[1], 5)
    with shelf.database.reading() as session:
        seen = find_picked(session, {**dict.fromkeys(ids, 1), "nothing": 1})
    assert do(shelf, bulk_decide, maryam, list(seen), plan(shelf, seen=seen)) == Tally(3, 2)
    assert [shelf.status_of(one) for one in ids] == [
        Status.PUBLISHED, Status.HELD, Status.REJECTED, Status.REJECTED, Status.REMOVED
    ]  # fmt: skip
    assert {shelf.decisions(one)[0].batch for one in ids[2:]} == {"b1"}

    decide(shelf, kaveh, ids[2], Status.PUBLISHED, revision=2)
    assert do(shelf, undo_batch, maryam, "b1") == 2
    assert do(shelf, undo_batch, maryam, "b1") == 0
    assert [shelf.status_of(one) for one in ids[2:]] == [Status.PUBLISHED, Status.HELD, Status.PUBLISHED]
    for batch, who in (("b1", kaveh), ("", maryam), ("nothing", maryam)):
        with pytest.raises(NotFoundError):
            do(shelf, undo_batch, who, batch)
    with shelf.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Decision)) == len(log(shelf)) == 7


def test_a_list_is_decided_as_it_was_when_it_was_seen(shelf: Shelf, maryam: int, each_database: str) -> None:
    before = [shelf.comment("یکسان", reader="r"), shelf.comment("دیگر", reader="r")]
    until = shelf.world.now()
    late = shelf.comment("یکسان", reader="r")
    with shelf.database.reading() as session:
        keys = find_listed(session, Tab.ALL, Filters(by=before[0], until=until), maryam)
    done = do(shelf, bulk_decide, maryam, keys, plan(shelf, until=until))
    assert (done, shelf.status_of(late)) == (Tally(2, 0), Status.HELD)


@pytest.mark.parametrize("more", [{"becomes": Status.REMOVED}, {"reason": ""}, {"note": "ن" * 1001}])
def test_a_plan_with_faults_does_nothing(shelf: Shelf, maryam: int, more: dict[str, Any]) -> None:
    shelf.comment()
    with pytest.raises(InvalidInputError):
        do(shelf, bulk_decide, maryam, [1], plan(shelf, **more))
    assert log(shelf) == []


def test_a_record_has_what_stands_around_a_comment(shelf: Shelf, maryam: int, each_database: str) -> None:
    parent = shelf.comment("پدر", Status.PUBLISHED)
    earlier = [shelf.comment(f"نظر {number} با واژهٔ {'آب' * number}", reader="r") for number in range(1, 8)]
    asked = shelf.comment("برای خرید ارزان بیایید", reader="r", parent_id=parent)
    brother = shelf.comment("برادر", parent_id=parent)
    twin = shelf.comment("براي خريد ارزان بیایید!")
    decide(shelf, maryam, asked, Status.REJECTED, reason="advert")
    with shelf.database.reading() as session:
        record = read_record(session, asked)
        with pytest.raises(NotFoundError):
            read_record(session, "nothing")

    assert [line.id for line in record.last] == earlier[:1:-1]
    assert [line.id for line in record.siblings] == [brother]
    assert [line.id for line in record.alike] == [twin]
    assert [(one.moderator, one.became) for one in record.history] == [("مریم نادری", Status.REJECTED)]
    assert record.by_token
