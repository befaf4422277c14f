"""Two at the desk at the same moment, on PostgreSQL: nobody waits for nobody, and nothing is decided blind."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.errors import StaleDecisionError
from service.status import Status
from service.store.tables import Comment
from service.usecases.bulk_decide import Plan, bulk_decide
from service.usecases.clear_author import Sweep, clear_author, undo_clearing
from service.usecases.undo_decision import undo_batch
from service.usecases.visibility import ThreadChange, count_in
from tests.desk_support import Shelf
from tests.desk_work import decide, do, report, reports


@pytest.mark.parametrize("backend", ["postgresql"])
@pytest.mark.parametrize("how", ["bulk", "undo", "clear", "restore"])
def test_many_at_once_and_a_reader_who_votes_do_not_wait_for_each_other(
    shelf: Shelf, maryam: int, backend: str, how: str
) -> None:
    first, second = (shelf.comment(status=Status.PUBLISHED, reader="r") for _ in range(2))
    work = _work_of(shelf, maryam, how, (first, second))
    with ThreadPoolExecutor(1) as pool, shelf.database.transaction() as session:
        locked = sa.select(Comment.article_pk).where(Comment.id == second).with_for_update(key_share=True)
        article_pk = session.scalars(locked).one()
        bulk = pool.submit(work)
        wait_for_another(session, bulk)
        session.execute(sa.text("SET LOCAL lock_timeout = '5s'"))
        count_in(session, article_pk, ThreadChange(0, 0, 1))  # as a vote does
        session.commit()
        bulk.result(30)
    now = Status.REMOVED if how in {"bulk", "clear"} else Status.PUBLISHED
    assert {shelf.status_of(first), shelf.status_of(second)} == {now}


def _work_of(shelf: Shelf, maryam: int, how: str, ids: tuple[str, str]) -> Any:
    """What changes both comments; for what takes something back, that has been done."""
    with shelf.database.reading() as session:
        keys = list(session.scalars(sa.select(Comment.pk).where(Comment.id.in_(ids)).order_by(Comment.pk)))
    plan, sweep = Plan(Status.REJECTED, "insult", "", "batch", {}), Sweep(ids[0], 0, "insult")
    if how in {"bulk", "clear"}:
        given: tuple[Any, ...] = (bulk_decide, maryam, keys, plan) if how == "bulk" else (clear_author, maryam, sweep)
        return lambda: do(shelf, *given)
    if how == "undo":
        do(shelf, bulk_decide, maryam, keys, plan)
        return lambda: do(shelf, undo_batch, maryam, "batch")
    batch = do(shelf, clear_author, maryam, sweep).batch
    return lambda: do(shelf, undo_clearing, maryam, batch)


@pytest.mark.parametrize("backend", ["postgresql"])
def test_what_is_edited_at_the_same_moment_is_not_let_stand(shelf: Shelf, maryam: int, backend: str) -> None:
    comment_id = shelf.comment(status=Status.PUBLISHED)
    report(shelf, comment_id)
    with ThreadPoolExecutor(1) as pool, shelf.database.transaction() as session:
        edited = sa.update(Comment).where(Comment.id == comment_id).values(text="دیگر", revision=2)
        session.execute(edited, execution_options={"synchronize_session": False})
        standing = pool.submit(decide, shelf, maryam, comment_id, Status.PUBLISHED)
        wait_for_another(session, standing)
        session.commit()
        with pytest.raises(StaleDecisionError):
            standing.result(30)
    assert (shelf.decisions(comment_id), reports(shelf, comment_id)) == ([], (2, 2))


def wait_for_another(session: Session, work: Future[Any]) -> None:
    """Until `work` waits for a lock of this session, or is done."""
    waiting = sa.text(
        "SELECT count(*), pg_sleep(0.01) FROM pg_locks"
        " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    )
    while session.execute(waiting).one()[0] == 0 and not work.done():
        pass
