"""Old comments get the words by which the desk finds them."""

from collections.abc import Iterator

import sqlalchemy as sa

from service.store.database import Database
from service.store.folding import searchable
from service.store.tables import Comment

BATCH = 500
_comment = sa.inspect(Comment).local_table


def reindex_comments(database: Database) -> Iterator[int]:
    """Fold every comment again, a batch a transaction; yields how many are done. May be stopped and begun anew."""
    done, last = 0, 0
    while True:
        with database.transaction() as session:
            query = sa.select(Comment.pk, Comment.author_name, Comment.text, Comment.folded)
            rows = session.execute(query.where(Comment.pk > last).order_by(Comment.pk).limit(BATCH)).all()
            folded = [(row.pk, searchable(row.author_name, row.text), row.folded) for row in rows]
            changed = [{"key": key, "words": words} for key, words, before in folded if words != before]
            if changed:
                change = sa.update(_comment).where(_comment.c.pk == sa.bindparam("key"))
                session.connection().execute(change.values(folded=sa.bindparam("words")), changed)
        if not rows:
            return
        done, last = done + len(rows), rows[-1].pk
        yield done
