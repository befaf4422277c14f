"""Locks for whoever changes many comments in one transaction: taken first, in the order that everybody keeps to."""

from collections.abc import Collection
from itertools import batched
from typing import Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.store.tables import Comment, Thread

AT_ONCE: Final = 500

_comment: Final = cast("sa.Table", Comment.__table__)
_thread: Final = cast("sa.Table", Thread.__table__)


def lock_comments(session: Session, keys: Collection[int]) -> None:
    """Lock comments, the roots that count them, and their threads: replies, then roots, then threads, each by key.

    Whoever changes one comment goes the same way; one after the other, two who change many would wait for each other.
    On SQLite writers have the database to themselves.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    replies: set[int] = set()
    roots: set[int] = set()
    threads: set[int] = set()
    query = sa.select(_comment.c.pk, _comment.c.root_pk, _comment.c.article_pk)
    for part in batched(keys, AT_ONCE):
        for pk, root_pk, article_pk in session.execute(query.where(_comment.c.pk.in_(part))):
            (roots if root_pk is None else replies).add(pk)
            roots |= set() if root_pk is None else {root_pk}
            threads.add(article_pk)
    for column, wanted in ((_comment.c.pk, replies), (_comment.c.pk, roots), (_thread.c.article_pk, threads)):
        for part in batched(sorted(wanted), AT_ONCE):
            locked = sa.select(column).where(column.in_(part)).order_by(column)
            session.execute(locked.with_for_update(key_share=True)).all()
