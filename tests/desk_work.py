"""What people at the desk do in tests, each in a transaction of its own."""

from typing import Any

import sqlalchemy as sa

from service.status import Status
from service.store.tables import Comment, Report
from service.usecases.decide_comment import Wish, decide_comment
from service.usecases.deciding import Decided
from tests.desk_support import Shelf


def do(shelf: Shelf, work: Any, *given: Any) -> Any:
    with shelf.database.transaction() as session:
        return work(session, shelf.world, *given)


def decide(shelf: Shelf, who: int, comment_id: str, becomes: Status, revision: int = 1, **more: Any) -> Decided:
    return do(shelf, decide_comment, who, Wish(comment_id, revision, becomes, **more))  # type: ignore[no-any-return]


def report(shelf: Shelf, comment_id: str, many: int = 2) -> None:
    with shelf.database.transaction() as session:
        comment = session.scalars(sa.select(Comment).where(Comment.id == comment_id)).one()
        session.execute(sa.update(Comment).where(Comment.pk == comment.pk).values(reports=many))
        session.add_all(
            Report(
                comment_pk=comment.pk, reader=f"r{number}", network="", reason="insult", note="",
                created_at=shelf.world.now(),
            )
            for number in range(many)
        )  # fmt: skip


def reports(shelf: Shelf, comment_id: str) -> tuple[int, int]:
    """What the comment counts, and how many reports are open."""
    with shelf.database.reading() as session:
        query = sa.select(Comment.reports, sa.func.count(Report.pk)).outerjoin(
            Report, sa.and_(Report.comment_pk == Comment.pk, Report.settled_at.is_(None))
        )
        row = session.execute(query.where(Comment.id == comment_id).group_by(Comment.pk, Comment.reports)).one()
        return row[0], row[1]
