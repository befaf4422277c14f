"""What the desk's dashboard counts: aggregates over the comments and decisions of a period, computed in the database.

docs/dashboard.md says what each figure means.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules import Action, Outcome
from service.status import Status
from service.store.tables import Article, Comment, Decision, Judgement, Moderator

#: Ends of the bands of age that the backlog is told in; the last band has none.
AGES: Final = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
MOST_ARTICLES: Final = 10
REFUSED: Final = (Status.REJECTED, Status.REMOVED)

_comment: Final = cast("sa.Table", Comment.__table__)
_judgement: Final = cast("sa.Table", Judgement.__table__)
_decision: Final = cast("sa.Table", Decision.__table__)
_article: Final = cast("sa.Table", Article.__table__)
_moderator: Final = cast("sa.Table", Moderator.__table__)


@dataclass(frozen=True, slots=True)
class Period:
    """Which comments are counted: those of some sites that came, and decisions that were made, since a moment."""

    site_pks: tuple[int, ...]
    since: datetime
    until: datetime
    offset: timedelta = timedelta(0)  # of the local time, for hours of the day


@dataclass(frozen=True, slots=True)
class OfRule:
    """What came of a rule's findings in comments of the period.

    hits: comments of which it asked something. decided, agreed: those that were held and a person decided, and those
    of them that were refused. refused, overturned: those that it had refused by itself, and those that a person
    published then.
    """

    rule: str
    hits: int
    decided: int
    agreed: int
    refused: int
    overturned: int


@dataclass(frozen=True, slots=True)
class OfModerator:
    """What a moderator decided in the period: how much as the machine had thought, how much a colleague changed."""

    pk: int
    name: str
    decided: int
    agreed: int
    changed: int


def backlog(session: Session, period: Period) -> tuple[int, datetime | None, tuple[int, ...]]:
    """How many wait now, since when the oldest does, and how many in each band of age, youngest first."""
    ends = [period.until - age for age in AGES]
    starts = [None, *ends]
    came = _comment.c.created_at
    bands = [
        _many(sa.and_(sa.true() if start is None else came <= start, sa.true() if end is None else came > end))
        for start, end in zip(starts, [*ends, None], strict=True)
    ]
    query = sa.select(sa.func.count(), sa.func.min(_comment.c.created_at), *bands)
    many, oldest, *ages = session.execute(query.where(_comment.c.status == Status.HELD, _here(period))).one()
    return many, oldest, tuple(ages)


def by_hour(session: Session, period: Period) -> list[tuple[int, int]]:
    """Local hours since 1970 with the number of comments that came in each."""
    hour = local_hour(session, _comment.c.created_at, period.offset)
    query = sa.select(hour.label("hour"), sa.func.count()).where(_came(period)).group_by("hour").order_by("hour")
    return [(int(at), many) for at, many in session.execute(query)]


def local_hour(session: Session, moment: Any, offset: timedelta) -> sa.ColumnElement[int]:
    """The local hours since 1970 at a moment, as both databases count them. offset: of the local time."""
    hours: sa.ColumnElement[int] = sa.cast(_epoch(session, moment) + int(offset.total_seconds()), sa.BigInteger) // 3600
    return hours


def by_article(session: Session, period: Period) -> list[tuple[str, str, int]]:
    """Code, title and number of comments of the articles that got most."""
    many = sa.func.count().label("many")
    counted = (
        sa.select(_comment.c.article_pk, many)
        .where(_came(period))
        .group_by(_comment.c.article_pk)
        .order_by(many.desc(), _comment.c.article_pk)
        .limit(MOST_ARTICLES)
        .subquery()
    )
    query = (
        sa.select(_article.c.code, _article.c.title, counted.c.many)
        .join(counted, counted.c.article_pk == _article.c.pk)
        .order_by(counted.c.many.desc(), _article.c.pk)
    )
    return [tuple(row) for row in session.execute(query)]


def by_language(session: Session, period: Period) -> list[tuple[str, int]]:
    """Languages as the rules named them, empty for Persian, with the number of comments."""
    many = sa.func.count().label("many")
    query = sa.select(_comment.c.language, many).where(_came(period)).group_by(_comment.c.language)
    return [tuple(row) for row in session.execute(query.order_by(many.desc(), _comment.c.language))]


def by_outcome(session: Session, period: Period) -> dict[Outcome, int]:
    """What the machine made of the comments at first."""
    query = (
        sa.select(_judgement.c.outcome, sa.func.count())
        .select_from(_comment)
        .join(_judgement, _judgement.c.comment_pk == _comment.c.pk)
        .where(_came(period), _is_first(_judgement))
        .group_by(_judgement.c.outcome)
    )
    return dict(iter(session.execute(query)))


def by_rule(session: Session, period: Period) -> list[OfRule]:
    """What came of each rule's findings, the most frequent rule first."""
    findings = _elements(session)
    asked = findings.c.value["action"].as_string()
    last = sa.select(_decision.c.comment_pk, _decision.c.became).where(~_has_other(_decision, later=True)).subquery()
    each = (
        sa.select(
            findings.c.value["rule"].as_string().label("rule"),
            _judgement.c.outcome,
            last.c.became,
            sa.func.max(sa.case((asked == Action.REJECT.value, 1), else_=0)).label("refuses"),
        )
        .select_from(_comment)
        .join(_judgement, _judgement.c.comment_pk == _comment.c.pk)
        .join(findings, sa.true())
        .outerjoin(last, last.c.comment_pk == _comment.c.pk)
        .where(
            _came(period), _is_first(_judgement), _judgement.c.outcome != Outcome.PUBLISH, asked != Action.NONE.value
        )
        .group_by(_comment.c.pk, sa.text("rule"), _judgement.c.outcome, last.c.became)
        .subquery()
    )
    held, refused = each.c.outcome == Outcome.HOLD, each.c.became.in_(REFUSED)
    published = each.c.became == Status.PUBLISHED
    machine = sa.and_(each.c.outcome == Outcome.REJECT, each.c.refuses == 1)
    query = sa.select(
        each.c.rule,
        sa.func.count().label("hits"),
        _many(sa.and_(held, sa.or_(refused, published))).label("decided"),
        _many(sa.and_(held, refused)).label("agreed"),
        _many(machine).label("refused"),
        _many(sa.and_(machine, published)).label("overturned"),
    )
    rows = session.execute(query.group_by(each.c.rule).order_by(sa.func.count().desc(), each.c.rule))
    return [OfRule(*row) for row in rows]


def by_moderator(session: Session, period: Period) -> list[OfModerator]:
    """What each moderator decided, the busiest first."""
    later = _decision.alias("later")
    changed = (
        sa.select(sa.literal(1))
        .where(
            later.c.comment_pk == _decision.c.comment_pk,
            later.c.pk > _decision.c.pk,
            later.c.moderator_pk != _decision.c.moderator_pk,
            later.c.became != _decision.c.became,
        )
        .correlate(_decision)
        .exists()
    )
    refused = _decision.c.became.in_(REFUSED)
    agreed = sa.or_(
        sa.and_(refused, _judgement.c.outcome != Outcome.PUBLISH),
        sa.and_(~refused, _judgement.c.outcome == Outcome.PUBLISH),
    )
    query = (
        sa.select(
            _moderator.c.pk,
            _moderator.c.display_name,
            sa.func.count().label("decided"),
            _many(agreed).label("agreed"),
            _many(changed).label("changed"),
        )
        .select_from(_decision)
        .join(_comment, _comment.c.pk == _decision.c.comment_pk)
        .join(_judgement, _judgement.c.comment_pk == _comment.c.pk)
        .join(_moderator, _moderator.c.pk == _decision.c.moderator_pk)
        .where(_made(period), _decision.c.became != Status.HELD, _here(period), _is_first(_judgement))
        .group_by(_moderator.c.pk, _moderator.c.display_name)
        .order_by(sa.func.count().desc(), _moderator.c.pk)
    )
    return [OfModerator(*row) for row in session.execute(query)]


def seconds_to_decide(session: Session, period: Period) -> tuple[int, int | None, int | None]:
    """How many held comments got their first decision in the period; median and 95th percentile of the seconds."""
    waited = _epoch(session, _decision.c.created_at) - _epoch(session, _comment.c.created_at)
    each = (
        sa.select(
            waited.label("waited"),
            sa.func.row_number().over(order_by=waited).label("place"),
            sa.func.count().over().label("many"),
        )
        .select_from(_decision)
        .join(_comment, _comment.c.pk == _decision.c.comment_pk)
        .where(_made(period), _here(period), _is_first(_decision))
        .where(_decision.c.was == Status.HELD, _decision.c.became != Status.HELD)
        .subquery()
    )
    middle, last = (each.c.many + 1) // 2, (each.c.many * 95 + 99) // 100
    query = sa.select(each.c.waited, each.c.place, each.c.many)
    rows = {
        row.place: row for row in session.execute(query.where(sa.or_(each.c.place == middle, each.c.place == last)))
    }
    if not rows:
        return (0, None, None)
    many = next(iter(rows.values())).many
    return (many, int(rows[(many + 1) // 2].waited), int(rows[(many * 95 + 99) // 100].waited))


def _here(period: Period) -> sa.ColumnElement[bool]:
    return _comment.c.site_pk.in_(period.site_pks)


def _came(period: Period) -> sa.ColumnElement[bool]:
    # Sites are always named: the index leads by them.
    return sa.and_(_here(period), _comment.c.created_at >= period.since, _comment.c.created_at < period.until)


def _made(period: Period) -> sa.ColumnElement[bool]:
    return sa.and_(_decision.c.created_at >= period.since, _decision.c.created_at < period.until)


def _many(condition: Any) -> sa.ColumnElement[int]:
    return sa.func.count(sa.case((condition, 1)))


def _is_first(rows: sa.Table) -> sa.ColumnElement[bool]:
    """Whether a row is the first of its comment: of judgements the one that decided about it."""
    return ~_has_other(rows, later=False)


def _has_other(rows: sa.Table, *, later: bool) -> sa.ColumnElement[bool]:
    """Whether the comment of a row has a later one in the same table, or an earlier one; both are append-only."""
    other = rows.alias()
    beyond = other.c.pk > rows.c.pk if later else other.c.pk < rows.c.pk
    return sa.select(sa.literal(1)).where(other.c.comment_pk == rows.c.comment_pk, beyond).correlate(rows).exists()


def _epoch(session: Session, moment: sa.ColumnElement[datetime]) -> sa.ColumnElement[int]:
    """Whole seconds since 1970. The two databases count them differently."""
    if session.get_bind().dialect.name == "postgresql":
        return sa.cast(sa.func.floor(sa.extract("epoch", moment)), sa.BigInteger)
    return sa.cast(sa.func.strftime("%s", moment), sa.BigInteger)


def _elements(session: Session) -> sa.TableValuedAlias:
    """The findings of a judgement as rows. The two databases name this function differently."""
    postgresql = session.get_bind().dialect.name == "postgresql"
    unnest = sa.func.json_array_elements if postgresql else sa.func.json_each
    return unnest(_judgement.c.findings).table_valued(sa.column("value", sa.JSON), joins_implicitly=True)
