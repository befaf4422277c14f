"""Where a comment stands in its thread: on which page of roots, on which page of its root's replies."""

from dataclasses import dataclass

import sqlalchemy as sa

from service.status import Status
from service.store.tables import Comment
from service.store.thread_pages import MAX_REPLIES, visible_roots


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a comment is shown.

    root_id: the comment's root, or the comment itself. after: cursor of the page of roots; None for the first page.
    replies_after: cursor among the root's further replies, when the comment is none of those beside the root.
    """

    root_id: str
    after: str | None
    replies_after: str | None


def find(
    connection: sa.Connection, article_pk: int, comment_id: str, *, newest_first: bool, limit: int
) -> Standing | None:
    """Where a comment of an article stands, in pages of `limit` roots; None when readers have never seen it."""
    own = sa.select(Comment.pk, Comment.root_pk).where(
        Comment.id == comment_id, Comment.article_pk == article_pk, Comment.published_at.is_not(None)
    )
    found = connection.execute(own).one_or_none()
    if found is None:
        return None
    root_pk = found.root_pk or found.pk
    root_id = connection.execute(sa.select(Comment.id).where(Comment.pk == root_pk)).scalar_one()
    ahead = Comment.pk > root_pk if newest_first else Comment.pk < root_pk
    position = _count_roots(connection, article_pk, ahead)
    after = _cursor_at(connection, article_pk, position // limit * limit, newest_first=newest_first)
    replies_after = None if found.root_pk is None else _replies_before(connection, root_pk, found.pk)
    return Standing(root_id, after, replies_after)


def page_before(
    connection: sa.Connection, article_pk: int, after: str, *, newest_first: bool, limit: int
) -> str | None:
    """The cursor of the page before the one that begins after a root; None when that is the first page."""
    pk = connection.execute(sa.select(Comment.pk).where(Comment.id == after)).scalar_one_or_none()
    if pk is None:
        return None
    until = Comment.pk >= pk if newest_first else Comment.pk <= pk
    position = _count_roots(connection, article_pk, until) - limit
    return _cursor_at(connection, article_pk, position, newest_first=newest_first)


def published_fragment(connection: sa.Connection, article_pk: int, comment_id: str) -> str | None:
    """A published comment of an article, as readers get it (JSON); None when it is none."""
    query = sa.select(Comment.fragment).where(
        Comment.id == comment_id, Comment.article_pk == article_pk, Comment.status == Status.PUBLISHED
    )
    return connection.execute(query).scalar_one_or_none()


def _count_roots(connection: sa.Connection, article_pk: int, wanted: sa.ColumnElement[bool]) -> int:
    roots = visible_roots(sa.select(Comment.pk), article_pk).where(wanted).subquery()
    return connection.execute(sa.select(sa.func.count()).select_from(roots)).scalar_one()


def _cursor_at(connection: sa.Connection, article_pk: int, position: int, *, newest_first: bool) -> str | None:
    """The cursor of the page whose first root has that many roots ahead of it."""
    if position <= 0:
        return None
    order = (Comment.parent_pk.desc(), Comment.pk.desc()) if newest_first else (Comment.parent_pk, Comment.pk)
    query = visible_roots(sa.select(Comment.id), article_pk).order_by(*order).offset(position - 1).limit(1)
    return connection.execute(query).scalar_one_or_none()


def _replies_before(connection: sa.Connection, root_pk: int, pk: int) -> str | None:
    published = sa.select(Comment.id).where(Comment.root_pk == root_pk, Comment.status == Status.PUBLISHED)
    ahead = published.where(Comment.pk < pk).subquery()
    position = connection.execute(sa.select(sa.func.count()).select_from(ahead)).scalar_one()
    first = position // MAX_REPLIES * MAX_REPLIES
    if first == 0:
        return None
    return connection.execute(published.order_by(Comment.pk).offset(first - 1).limit(1)).scalar_one_or_none()
