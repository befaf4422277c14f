"""Which comments a page of the desk shows, in which order, and how many there are.

A page is one walk along an index from where the page before it ended: it costs the same however long the list is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from service.status import Status
from service.store.complaints import count_appeals, count_complaints
from service.store.desk_filters import Filters, narrow
from service.store.tables import Article, Comment, Decision, Thread

#: Lists that are looked at for samples are counted so far only.
COUNTED: Final = 1000


class Tab(StrEnum):
    """The views of the one list."""

    HELD = "held"
    REPORTED = "reported"
    ASIDE = "aside"
    PUBLISHED = "published"  # by the machine alone
    REFUSED = "refused"  # by the machine alone
    DECIDED = "decided"
    ALL = "all"


class Sort(StrEnum):
    """What comes first."""

    RISK = "risk"
    REPORTS = "reports"
    OLDEST = "oldest"
    NEWEST = "newest"
    TRAFFIC = "traffic"


_WAITING: Final = (Sort.RISK, Sort.OLDEST, Sort.NEWEST, Sort.TRAFFIC)
_SAMPLES: Final = (Sort.NEWEST, Sort.RISK, Sort.TRAFFIC)
#: How each view may be sorted; the first is what it is without asking.
SORTS: Final[Mapping[Tab, tuple[Sort, ...]]] = MappingProxyType(
    {
        Tab.HELD: _WAITING,
        Tab.REPORTED: (Sort.REPORTS, *_WAITING),
        Tab.ASIDE: _WAITING,
        Tab.PUBLISHED: _SAMPLES,
        Tab.REFUSED: _SAMPLES,
        Tab.DECIDED: (Sort.NEWEST,),
        Tab.ALL: _SAMPLES,
    }
)


@dataclass(frozen=True, slots=True)
class Order:
    """A view in an order, from behind a comment on. moderator_pk: who looks; after: a comment's id, or empty."""

    tab: Tab
    sort: Sort
    moderator_pk: int
    after: str = ""


_Condition = sa.ColumnElement[bool] | sa.TextClause
_Column = sa.orm.InstrumentedAttribute[Any]
_ORDERS: Final[Mapping[Sort, tuple[tuple[_Column, bool], ...]]] = MappingProxyType(
    {  # column, whether the greatest comes first
        Sort.RISK: ((Comment.risk, True), (Comment.pk, False)),
        Sort.REPORTS: ((Comment.reports, True), (Comment.risk, True), (Comment.pk, False)),
        Sort.OLDEST: ((Comment.pk, False),),
        Sort.NEWEST: ((Comment.pk, True),),
        Sort.TRAFFIC: ((Thread.published, True), (Comment.pk, False)),
    }
)
_LATEST: Final[tuple[tuple[_Column, bool], ...]] = ((Decision.pk, True),)


def keys(session: Session, order: Order, filters: Filters, limit: int) -> list[int]:
    """Return keys of a page's comments."""
    columns = _LATEST if order.tab is Tab.DECIDED else _ORDERS[order.sort]
    query = narrow(session, _of(order.tab, order.moderator_pk, order.sort), filters)
    mark = _mark(session, order, columns)
    if mark is not None:
        query = query.where(_behind(columns, mark))
    query = query.order_by(*(column.desc() if down else column for column, down in columns))
    return list(session.scalars(query.limit(limit)))


def count(session: Session, tab: Tab, moderator_pk: int, filters: Filters, most: int | None = None) -> int:
    """Return how many comments a view has under the filters; `most` when there are that many or more."""
    query = narrow(session, _of(tab, moderator_pk), filters)
    if most is not None:
        query = query.limit(most)
    return session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0


def counts(session: Session, moderator_pk: int, now: datetime) -> dict[str, int]:
    """Return how many comments each view has, how many appeals and complaints wait, and how many of those too long.

    Cheap: it is asked for all the time.
    """
    held = session.scalar(sa.select(sa.func.count()).where(Comment.status == Status.HELD)) or 0
    set_aside = sa.select(sa.func.count()).where(*_conditions(Tab.ASIDE, moderator_pk))
    mine = session.scalar(set_aside.where(Comment.set_aside_by == moderator_pk)) or 0
    complaints, overdue = count_complaints(session, now)
    return {
        Tab.HELD.value: held - mine,
        Tab.REPORTED.value: count(session, Tab.REPORTED, moderator_pk, Filters()),
        Tab.ASIDE.value: session.scalar(set_aside) or 0,
        Tab.PUBLISHED.value: count(session, Tab.PUBLISHED, moderator_pk, Filters(), COUNTED),
        Tab.REFUSED.value: count(session, Tab.REFUSED, moderator_pk, Filters(), COUNTED),
        "appeals": count_appeals(session),
        "complaints": complaints,
        "overdue": overdue,
    }


def articles_of_held(session: Session, limit: int = 50) -> list[tuple[str, str, int]]:
    """Return code, title and number of held comments of the articles that have most of them."""
    query = (
        sa.select(Article.code, Article.title, Thread.held)
        .join(Thread, Thread.article_pk == Article.pk)
        .where(Thread.held > 0)
        .order_by(Thread.held.desc(), Article.pk.desc())
        .limit(limit)
    )
    return [(code, title, number) for code, title, number in session.execute(query)]


def sections(session: Session) -> list[str]:
    """Return the sections that articles are in."""
    return _distinct(session, sa.select(Article.category).where(Article.category != "").distinct())


def languages(session: Session) -> list[str]:
    """Return the languages other than Persian that comments are in."""
    return _distinct(session, sa.select(Comment.language).where(sa.text("comment.language <> ''")).distinct())


def _distinct(session: Session, query: sa.Select[Any]) -> list[str]:
    return sorted(session.scalars(query.limit(200)))


def _is_latest() -> sa.ColumnElement[bool]:
    """Whether a decision is the newest about its comment."""
    later = aliased(Decision)
    return ~sa.exists().where(later.comment_pk == Decision.comment_pk, later.pk > Decision.pk)


def _of(tab: Tab, moderator_pk: int, sort: Sort = Sort.NEWEST) -> sa.Select[Any]:
    query = sa.select(Comment.pk)
    if tab is Tab.DECIDED:
        query = query.join(Decision, Decision.comment_pk == Comment.pk).where(_is_latest())
    if sort is Sort.TRAFFIC:
        query = query.join(Thread, Thread.article_pk == Comment.article_pk)
    return query.where(*_conditions(tab, moderator_pk))


def _conditions(tab: Tab, moderator_pk: int) -> Iterable[_Condition]:
    by_nobody = ~sa.exists().where(Decision.comment_pk == Comment.pk)
    conditions: Mapping[Tab, tuple[_Condition, ...]] = {
        Tab.HELD: (
            Comment.status == Status.HELD,
            sa.or_(Comment.set_aside_by.is_(None), Comment.set_aside_by != moderator_pk),
        ),
        # As SQL, so that the planner sees what the index is for.
        Tab.REPORTED: (sa.text("comment.reports > 0"), _plainly_of(Status.PUBLISHED, Status.HELD)),
        Tab.ASIDE: (Comment.set_aside_by.is_not(None), _plainly_of(Status.HELD)),
        Tab.PUBLISHED: (Comment.status == Status.PUBLISHED, by_nobody),
        Tab.REFUSED: (Comment.status == Status.REJECTED, by_nobody),
    }
    return conditions.get(tab, ())


def _plainly_of(*statuses: Status) -> sa.ColumnElement[bool]:
    """The status, out of sight of SQLite, which would walk its index through all comments instead of a few."""
    return sa.func.lower(Comment.status).in_([status.value for status in statuses])


def _mark(session: Session, order: Order, columns: Iterable[tuple[_Column, bool]]) -> Any:
    """Where the page before ended; None for the first page, and for a comment that is not there."""
    if not order.after:
        return None
    query = sa.select(*(column for column, _ in columns)).where(Comment.id == order.after)
    if order.tab is Tab.DECIDED:
        query = query.join(Comment, Comment.pk == Decision.comment_pk).where(_is_latest())
    elif order.sort is Sort.TRAFFIC:
        query = query.select_from(Comment).join(Thread, Thread.article_pk == Comment.article_pk)
    return session.execute(query).one_or_none()


def _behind(columns: tuple[tuple[_Column, bool], ...], mark: Any) -> sa.ColumnElement[bool]:
    """What comes after the mark in an order. The first condition lets the index begin there."""
    (first, down), value = columns[0], mark[0]
    further = [
        sa.and_(
            *(before == said for (before, _), said in zip(columns[:place], mark, strict=False)),
            column < mark[place] if falls else column > mark[place],
        )
        for place, (column, falls) in enumerate(columns)
    ]
    return sa.and_(first <= value if down else first >= value, sa.or_(*further))
