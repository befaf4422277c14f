"""The orders of a thread's roots, and where a page begins in each: by key, so that no page is counted out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from service.store.tables import Comment

#: Parts the id in a cursor from the number that the root was sorted by.
PART = "~"


class Order(StrEnum):
    """In which order the roots of a thread come. Replies are always oldest first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LIKED = "liked"
    DISCUSSED = "discussed"

    @property
    def sorted_by(self) -> str:
        """The name of the number that comes before age; empty where there is none."""
        return {Order.LIKED: "likes", Order.DISCUSSED: "replies"}.get(self, "")


class UnknownCursorError(Exception):
    """A page was asked for after a comment that is none of its list."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place between roots: that of one with this number and key. number: 0 where the order has none."""

    number: int
    pk: int


def sorting(order: Order) -> tuple[sa.ColumnElement[Any], ...]:
    """What roots are ordered by.

    `parent_pk` is null in all of them; naming it lets both databases walk the index instead of sorting.
    """
    if order is Order.OLDEST:
        return Comment.parent_pk.asc(), Comment.pk.asc()
    if not order.sorted_by:
        return Comment.parent_pk.desc(), Comment.pk.desc()
    return Comment.parent_pk.desc(), _number(order).desc(), Comment.pk.desc()


def after(order: Order, spot: Spot) -> sa.ColumnElement[bool]:
    """Of roots: whether they come later than a spot."""
    if order is Order.OLDEST:
        return Comment.pk > spot.pk
    if not order.sorted_by:
        return Comment.pk < spot.pk
    return sa.tuple_(_number(order), Comment.pk) < sa.tuple_(sa.literal(spot.number), sa.literal(spot.pk))


def before(order: Order, spot: Spot) -> sa.ColumnElement[bool]:
    """Of roots: whether they come sooner than a spot."""
    if order is Order.OLDEST:
        return Comment.pk < spot.pk
    if not order.sorted_by:
        return Comment.pk > spot.pk
    return sa.tuple_(_number(order), Comment.pk) > sa.tuple_(sa.literal(spot.number), sa.literal(spot.pk))


def numbered(order: Order) -> sa.ColumnElement[int]:
    """The number in a root's cursor."""
    return _number(order) if order.sorted_by else sa.literal_column("0")


def write_cursor(order: Order, comment_id: str, number: int) -> str:
    """The cursor of the page after a root. It keeps the number: a vote on that root moves nobody's page."""
    return f"{comment_id}{PART}{number}" if order.sorted_by else comment_id


def read_cursor(connection: sa.Connection, order: Order, cursor: str, *belongs: sa.ColumnElement[bool]) -> Spot:
    """Where a cursor points. Raises UnknownCursorError when it is none of a root that belongs here."""
    comment_id, _, number = cursor.partition(PART)
    query = sa.select(numbered(order), Comment.pk).where(Comment.id == comment_id, Comment.parent_pk.is_(None))
    found = connection.execute(query.where(*belongs)).one_or_none()
    if found is None or (number and not _is_number(number)):
        raise UnknownCursorError
    return Spot(int(number) if number and order.sorted_by else found[0], found.pk)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004 (what a column can hold)


def _number(order: Order) -> sa.ColumnElement[int]:
    column: sa.ColumnElement[int] = getattr(Comment, order.sorted_by)
    return column
