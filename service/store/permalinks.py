"""Where a comment stands in its thread: on which page of roots, on which page of its root's replies."""

from dataclasses import dataclass

import sqlalchemy as sa

from service.status import Status
from service.store import orders
from service.store.fragments import LIVE, complete
from service.store.orders import Order, Spot, UnknownCursorError
from service.store.tables import Comment
from service.store.thread_pages import MAX_REPLIES, following_roots


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a comment is shown.

    root_id: the comment's root, or the comment itself. after: cursor of the page of roots; None for the first page.
    replies_after: cursor among the root's further replies, when the comment is none of those beside the root.
    """

    root_id: str
    after: str | None
    replies_after: str | None


def find(connection: sa.Connection, article_pk: int, comment_id: str, *, order: Order, limit: int) -> Standing | None:
    """Where a comment of an article stands, in pages of `limit` roots; None when readers have never seen it."""
    own = sa.select(Comment.pk, Comment.root_pk).where(
        Comment.id == comment_id, Comment.article_pk == article_pk, Comment.published_at.is_not(None)
    )
    found = connection.execute(own).one_or_none()
    if found is None:
        return None
    root_pk = found.root_pk or found.pk
    of_root = sa.select(Comment.id, Comment.pinned, Comment.status, orders.numbered(order).label("number"))
    root = connection.execute(of_root.where(Comment.pk == root_pk)).one()
    position = 0  # what is pinned stands on the first page
    if not (root.pinned and root.status is Status.PUBLISHED):
        position = _count_roots(connection, article_pk, orders.before(order, Spot(root.number, root_pk)))
    cursor = _cursor_at(connection, article_pk, position // limit * limit, order)
    replies_after = None if found.root_pk is None else _replies_before(connection, root_pk, found.pk)
    return Standing(root.id, cursor, replies_after)


def page_before(connection: sa.Connection, article_pk: int, after: str, *, order: Order, limit: int) -> str | None:
    """The cursor of the page before the one that begins after a root; None when that is the first page."""
    try:
        spot = orders.read_cursor(connection, order, after, Comment.article_pk == article_pk)
    except UnknownCursorError:
        return None
    ahead = sa.or_(orders.before(order, spot), Comment.pk == spot.pk)
    return _cursor_at(connection, article_pk, _count_roots(connection, article_pk, ahead) - limit, order)


def published_fragment(connection: sa.Connection, article_pk: int, comment_id: str) -> str | None:
    """A published comment of an article, as readers get it (JSON); None when it is none."""
    query = sa.select(Comment.fragment, *LIVE).where(
        Comment.id == comment_id, Comment.article_pk == article_pk, Comment.status == Status.PUBLISHED
    )
    found = connection.execute(query).one_or_none()
    return None if found is None else complete(*found)


def _count_roots(connection: sa.Connection, article_pk: int, wanted: sa.ColumnElement[bool]) -> int:
    roots = following_roots(sa.select(Comment.pk), article_pk).where(wanted).subquery()
    return connection.execute(sa.select(sa.func.count()).select_from(roots)).scalar_one()


def _cursor_at(connection: sa.Connection, article_pk: int, position: int, order: Order) -> str | None:
    """The cursor of the page whose first root has that many roots ahead of it; pinned ones do not count."""
    if position <= 0:
        return None
    query = following_roots(sa.select(Comment.id, orders.numbered(order)), article_pk)
    query = query.order_by(*orders.sorting(order)).offset(position - 1).limit(1)
    found = connection.execute(query).one_or_none()
    return None if found is None else orders.write_cursor(order, *found)


def _replies_before(connection: sa.Connection, root_pk: int, pk: int) -> str | None:
    published = sa.select(Comment.id).where(Comment.root_pk == root_pk, Comment.status == Status.PUBLISHED)
    ahead = published.where(Comment.pk < pk).subquery()
    position = connection.execute(sa.select(sa.func.count()).select_from(ahead)).scalar_one()
    first = position // MAX_REPLIES * MAX_REPLIES
    if first == 0:
        return None
    return connection.execute(published.order_by(Comment.pk).offset(first - 1).limit(1)).scalar_one_or_none()
